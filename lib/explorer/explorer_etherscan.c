/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/explorer_etherscan.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "explorer/form.h"
#include "explorer/source_input.h"

/* Three bytes for each that has to be encoded, and the rest of the form. */
#define FORM_MAX (48 * MIB + 256 * KIB)

static void body_done(struct buf *body)
{
    if (body->at != NULL) {
        mem_wipe(body->at, body->room);
    }
    buf_done(body);
}

static struct buf begin_form(const char *action)
{
    struct buf body = buf_start(FORM_MAX);
    form_add(&body, "module", text_of("contract"));
    form_add(&body, "action", text_of(action));
    return body;
}

/* The key goes last: what the buffer leaves behind when it grows does not have it. */
static bool ask_form(const struct explorer_run *run, struct buf *body, explorer_reader *read,
                     struct explorer_answer *out, struct err *e)
{
    if (run->explorer->api_key.len > 0) {
        form_add(body, "apikey", run->explorer->api_key);
    }
    if (!buf_is_whole(body)) {
        return err_set(e, ERR_TOO_BIG, "the request is larger than %zu bytes", body->cap);
    }
    const struct explorer_post post = {run->form_url, FORM_TYPE, buf_view(body), read};
    return run_post(run, &post, out, e);
}

static void add_contract(const struct explorer_contract *contract, struct buf *body)
{
    char version[sizeof "v" + SOURCE_COMPILER_MAX];
    const struct text arguments = text_of(contract->has_arguments ? contract->arguments : "");
    (void)snprintf(version, sizeof version, "v%s", contract->compiler);
    form_add(body, "codeformat", text_of("solidity-standard-json-input"));
    form_add(body, "sourceCode", text_of_bytes(contract->input));
    form_add(body, "contractname", text_of(contract->name));
    form_add(body, "compilerversion", text_of(version));
    /* Etherscan's name for it is misspelt; others have corrected it. */
    form_add(body, "constructorArguements", arguments);
    form_add(body, "constructorArguments", arguments);
    if (contract->license != NULL) {
        form_add(body, "licenseType", text_of(contract->license->digit));
    }
}

bool etherscan_submit(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    AUTO(body_done) struct buf body = begin_form("verifysourcecode");
    form_add(&body, "contractaddress", text_of(run->address));
    add_contract(run->contract, &body);
    TRY(ask_form(run, &body, explorer_read_etherscan_taken, out, e));
    if (out->state == EXPLORER_TAKEN) {
        memcpy(run->job, out->job, sizeof run->job);
    }
    return true;
}

bool etherscan_poll(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    AUTO(body_done) struct buf body = begin_form("checkverifystatus");
    form_add(&body, "guid", text_of(run->job));
    return ask_form(run, &body, explorer_read_etherscan_job, out, e);
}

/* The chain is in the query, as the service has it; the key is not. */
static void make_url(struct explorer_run *run)
{
    size_t room = strlen(run->base) + sizeof "?chainid=" + 20;
    if (run->form_url == NULL) {
        run->form_url = mem_new(room);
        (void)snprintf(run->form_url, room, "%s?chainid=%" PRIu64, run->base,
                       run->explorer->chain_id);
    }
}

static bool look(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    make_url(run);
    AUTO(body_done) struct buf body = begin_form("getsourcecode");
    form_add(&body, "address", text_of(run->address));
    return ask_form(run, &body, explorer_read_etherscan_source, out, e);
}

const struct explorer_service explorer_etherscan = {
    .title = "Etherscan",
    .look = look,
    .submit = etherscan_submit,
    .poll = etherscan_poll,
};
