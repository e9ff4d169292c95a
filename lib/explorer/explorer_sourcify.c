/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "codec/json_write.h"
#include "explorer/explorer_run.h"

#define BODY_MAX (17 * MIB)

enum { NUMBER_ROOM = 24 };

/* BASE + path + "/CHAIN/ADDRESS" */
static char *contract_url(const struct explorer_run *run, const char *path)
{
    size_t room = strlen(run->base) + strlen(path) + NUMBER_ROOM + ADDRESS_TEXT;
    char *url = mem_new(room);
    (void)snprintf(url, room, "%s%s/%" PRIu64 "/%s", run->base, path, run->explorer->chain_id,
                   run->address);
    return url;
}

static bool look(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    AUTO(mem_freep) char *url = contract_url(run, "/v2/contract");
    return run_get(run, url, explorer_read_sourcify_contract, out, e);
}

static void write_body(const struct explorer_contract *contract, struct buf *out)
{
    struct json_writer json = json_writer_to(out, false);
    json_begin_object(&json);
    json_key(&json, "stdJsonInput");
    json_write_raw(&json, contract->unlinked_input);
    json_member_string(&json, "compilerVersion", contract->compiler);
    json_member_string(&json, "contractIdentifier", contract->name);
    if (contract->creation != NULL) {
        json_member_0x(&json, "creationTransactionHash", BYTES_OF(contract->creation->at));
    }
    json_end_object(&json);
}

static bool submit(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    AUTO(mem_freep) char *url = contract_url(run, "/v2/verify");
    AUTO(buf_done) struct buf body = buf_start(BODY_MAX);
    write_body(run->contract, &body);
    if (!buf_is_whole(&body)) {
        return err_set(e, ERR_TOO_BIG, "the request is larger than %zu bytes", body.cap);
    }
    const struct explorer_post post = {url, "application/json", buf_view(&body),
                                       explorer_read_sourcify_taken};
    TRY(run_post(run, &post, out, e));
    memcpy(run->job, out->job, sizeof run->job);
    return true;
}

/* Somebody else's request has no name that we know: the contract is looked at instead. */
static bool poll(struct explorer_run *run, struct explorer_answer *out, struct err *e)
{
    if (run->job[0] == 0) {
        TRY(look(run, out, e));
        const bool is_open = out->state == EXPLORER_ABSENT || run_is_before(run, out);
        out->state = is_open ? EXPLORER_PENDING : out->state;
        return true;
    }
    size_t room = strlen(run->base) + sizeof "/v2/verify/" + sizeof run->job;
    AUTO(mem_freep) char *url = mem_new(room);
    (void)snprintf(url, room, "%s/v2/verify/%s", run->base, run->job);
    return run_get(run, url, explorer_read_sourcify_job, out, e);
}

const struct explorer_service explorer_sourcify = {
    .title = "Sourcify",
    .says_match = true,
    .takes_unlinked = true,
    .look = look,
    .submit = submit,
    .poll = poll,
};
