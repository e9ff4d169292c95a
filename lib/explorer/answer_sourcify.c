/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>

#include "base/buf.h"
#include "explorer/answer.h"
#include "explorer/answer_words.h"

enum { HTTP_OK = 200, HTTP_ACCEPTED = 202, HTTP_NOT_FOUND = 404, ERROR_ROOM = 4096 };

/* Its customCode, where it is not simply a refusal. */
static const struct {
    const char *code;
    enum explorer_state state;
} codes[] = {
    {"already_verified", EXPLORER_ALREADY},
    {"duplicate_verification_request", EXPLORER_PENDING},
    {"contract_not_deployed", EXPLORER_NOT_INDEXED},
    {"cannot_fetch_bytecode", EXPLORER_NOT_INDEXED},
    {"unsupported_chain", EXPLORER_UNABLE},
    {"internal_error", EXPLORER_UNABLE},
    {"job_not_found", EXPLORER_NOT_INDEXED},
    {"route_not_found", EXPLORER_NO_ANSWER},
};

static enum explorer_state state_of(struct text code)
{
    for (size_t i = 0; i < COUNT(codes); i++) {
        if (text_is(code, codes[i].code)) {
            return codes[i].state;
        }
    }
    return EXPLORER_REJECTED;
}

/* {"customCode", "message", "errorId"}; false when it is none. */
static bool read_error(const struct json_value *error, struct explorer_answer *answer)
{
    struct text code = answer_member(error, "customCode");
    struct text message = answer_member(error, "message");
    if (code.len == 0) {
        return false;
    }
    AUTO(buf_done) struct buf words = buf_start(ERROR_ROOM);
    buf_slice(&words, code);
    if (message.len > 0 && message.len < ERROR_ROOM / 2) {
        buf_text(&words, ": ");
        buf_slice(&words, message);
    }
    answer_say(answer, buf_is_whole(&words) ? buf_view_text(&words) : code);
    answer->state = state_of(code);
    return true;
}

/* A contract's member "match": exact_match, match, or null. */
static bool read_match(const struct json_value *contract, struct explorer_answer *answer)
{
    const struct json_value *match = json_member(contract, "match");
    struct text text = answer_member(contract, "match");
    if (text_is(text, "exact_match")) {
        answer->match = EXPLORER_MATCH_EXACT;
    } else if (text_is(text, "match")) {
        answer->match = EXPLORER_MATCH_PARTIAL;
    } else {
        answer->state = json_is_null(match) ? EXPLORER_ABSENT : answer->state;
        return json_is_null(match);
    }
    answer->state = EXPLORER_VERIFIED;
    return true;
}

void explorer_read_sourcify_contract(long status, struct bytes body, struct explorer_answer *out)
{
    *out = answer_start(status);
    AUTO(json_freep) struct json *json = answer_parse(body);
    if (json == NULL || read_error(json_root(json), out)) {
        return;
    }
    if (status == HTTP_OK || status == HTTP_NOT_FOUND) {
        (void)read_match(json_root(json), out);
    }
}

void explorer_read_sourcify_taken(long status, struct bytes body, struct explorer_answer *out)
{
    *out = answer_start(status);
    AUTO(json_freep) struct json *json = answer_parse(body);
    if (json == NULL || read_error(json_root(json), out)) {
        return;
    }
    if ((status == HTTP_ACCEPTED || status == HTTP_OK) &&
        answer_keep_job(out, answer_member(json_root(json), "verificationId"))) {
        out->state = EXPLORER_TAKEN;
    }
}

void explorer_read_sourcify_job(long status, struct bytes body, struct explorer_answer *out)
{
    bool is_completed = false;
    *out = answer_start(status);
    AUTO(json_freep) struct json *json = answer_parse(body);
    if (json == NULL || read_error(json_root(json), out) || status != HTTP_OK) {
        return;
    }
    const struct json_value *root = json_root(json);
    if (!json_bool(json_member(root, "isJobCompleted"), &is_completed)) {
        return;
    }
    if (!is_completed) {
        out->state = EXPLORER_PENDING;
    } else if (!read_error(json_member(root, "error"), out) &&
               read_match(json_member(root, "contract"), out) && out->state == EXPLORER_ABSENT) {
        out->state = EXPLORER_REJECTED;
    }
}
