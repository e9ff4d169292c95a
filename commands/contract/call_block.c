/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/call_block.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/num.h"

const char *const call_blocks[] = {"latest", "pending", "safe", "finalized", NULL};

static const struct {
    const char *name;
    enum rpc_at at;
} tags[] = {
    {"latest", RPC_LATEST},
    {"pending", RPC_PENDING},
    {"safe", RPC_SAFE},
    {"finalized", RPC_FINALIZED},
};

bool call_block_read(const char *text, struct rpc_state *out, struct err *e)
{
    *out = RPC_STATE(RPC_LATEST);
    for (size_t i = 0; text != NULL && i < COUNT(tags); i++) {
        if (strcmp(text, tags[i].name) == 0) {
            out->at = tags[i].at;
            return true;
        }
    }
    if (text == NULL) {
        return true;
    }
    out->at = RPC_BLOCK;
    return num_parse(text_of(text), UINT64_MAX, &out->number) ||
           err_set(e, ERR_USAGE,
                   "option '--block': '%.60s' is not a number, latest, pending, safe or finalized",
                   text);
}

bool call_block_check(const struct rpc_state *state, const char *network, uint64_t latest,
                      struct err *e)
{
    if (state->at != RPC_BLOCK || state->number <= latest) {
        return true;
    }
    return err_set(e, ERR_NOT_FOUND, "there is no block %" PRIu64 " on %s: the latest is %" PRIu64,
                   state->number, network, latest);
}

const char *call_block_where(const struct rpc_state *state, const char *network,
                             char out[CALL_WHERE])
{
    if (state->at == RPC_BLOCK) {
        (void)snprintf(out, CALL_WHERE, "%.40s in block %" PRIu64, network, state->number);
    } else {
        (void)snprintf(out, CALL_WHERE, "%.40s", network);
    }
    return out;
}
