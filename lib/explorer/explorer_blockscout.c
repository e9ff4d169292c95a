/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "explorer/explorer_etherscan.h"
#include "explorer/form.h"
#include "explorer/source_input.h"

#define BODY_MAX (17 * MIB)

/* Blockscout's own interface takes requests and says nothing of those that fail. After this time,
 * or half of what there is, the other one is asked, which does. */
enum { OWN_WAIT_MS = 20 * 1000 };

static char *join(const char *base, const char *path, const char *rest)
{
    size_t room = strlen(base) + strlen(path) + strlen(rest) + 1;
    char *url = mem_new(room);
    (void)snprintf(url, room, "%s%s%s", base, path, rest);
    return url;
}

/* "https://explorer.example/api" is what other tools want; ours begins one up. */
static void make_urls(struct explorer_run *run)
{
    static const char api[] = "/api";
    size_t len = strlen(run->base);
    if (run->form_url != NULL) {
        return;
    }
    if (len > sizeof api && strcmp(run->base + len - (sizeof api - 1), api) == 0) {
        run->base[len - (sizeof api - 1)] = 0;
    }
    run->form_url = join(run->base, api, "");
}

static char *contract_url(const struct explorer_run *run, const char *rest)
{
    AUTO(mem_freep) char *contract = join("/api/v2/smart-contracts/", run->address, rest);
    return join(run->base, contract, "");
}

/* Where the contract cannot be looked at, the other interface is used for all of it. */
static bool look(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    make_urls(run);
    AUTO(mem_freep) char *url = contract_url(run, "");
    TRY(run_get(run, url, explorer_read_blockscout_contract, out, e));
    if (out->state == EXPLORER_NO_ANSWER) {
        run->by_form = true;
        out->state = EXPLORER_ABSENT;
    }
    return true;
}

static void write_body(const struct explorer_contract *contract, struct multipart *m)
{
    char version[sizeof "v" + SOURCE_COMPILER_MAX];
    (void)snprintf(version, sizeof version, "v%s", contract->compiler);
    multipart_field(m, "compiler_version", text_of(version));
    multipart_field(m, "contract_name", text_of(contract->name));
    multipart_field(m, "autodetect_constructor_args",
                    text_of(contract->has_arguments ? "false" : "true"));
    if (contract->has_arguments) {
        multipart_field(m, "constructor_args", text_of(contract->arguments));
    }
    if (contract->license != NULL) {
        multipart_field(m, "license_type", text_of(contract->license->word));
    }
    multipart_file(m, "files[0]", "input.json", "application/json", contract->input);
    multipart_end(m);
}

static bool submit_own(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    AUTO(mem_freep) char *url = contract_url(run, "/verification/via/standard-input");
    AUTO(buf_done) struct buf body = buf_start(BODY_MAX);
    struct multipart m = multipart_start(&body, run->contract->input);
    write_body(run->contract, &m);
    if (!buf_is_whole(&body)) {
        return err_set(e, ERR_TOO_BIG, "the request is larger than %zu bytes", body.cap);
    }
    AUTO(mem_freep) char *type = multipart_type(&m);
    const struct explorer_post post = {url, type, buf_view(&body), explorer_read_blockscout_taken};
    return run_post(run, &post, out, e);
}

static bool submit(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    if (!run->by_form) {
        int64_t half = run->explorer->wait_ms / 2;
        TRY(submit_own(run, out, e));
        run->form_from = clock_monotonic_ms() + (half < OWN_WAIT_MS ? half : OWN_WAIT_MS);
        run->by_form = out->state == EXPLORER_NO_ANSWER;
    }
    return !run->by_form || etherscan_submit(run, out, e);
}

/* Without the other interface there is nothing but to go on looking. */
static bool change_over(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    TRY(etherscan_submit(run, out, e));
    run->by_form = out->state == EXPLORER_TAKEN;
    run->form_from = out->state == EXPLORER_NO_ANSWER ? INT64_MAX : run->form_from;
    if (out->state == EXPLORER_TAKEN || out->state == EXPLORER_NO_ANSWER) {
        out->state = EXPLORER_PENDING;
    }
    return true;
}

static bool poll(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    if (run->by_form) {
        return etherscan_poll(run, out, e);
    }
    TRY(look(run, out, e));
    bool is_open = out->state == EXPLORER_ABSENT || out->state == EXPLORER_NOT_INDEXED ||
                   run_is_before(run, out);
    run->by_form = false;
    if (is_open && clock_monotonic_ms() >= run->form_from) {
        return change_over(run, out, e);
    }
    out->state = is_open ? EXPLORER_PENDING : out->state;
    return true;
}

const struct explorer_service explorer_blockscout = {
    .title = "Blockscout",
    .says_match = true,
    .look = look,
    .submit = submit,
    .poll = poll,
};
