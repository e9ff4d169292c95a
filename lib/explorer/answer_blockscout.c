/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>

#include "explorer/answer.h"
#include "explorer/answer_words.h"

enum { HTTP_OK = 200, HTTP_UNAUTHORIZED = 401, HTTP_NOT_FOUND = 404 };

static bool is_true(const struct json_value *object, const char *name)
{
    bool value = false;
    return json_bool(json_member(object, name), &value) && value;
}

/* What is verified of another contract with the same code (a "twin") does not count: is_verified is
 * not set for it. */
static void read_contract(const struct json_value *contract, struct explorer_answer *answer)
{
    if (!is_true(contract, "is_verified")) {
        answer->state = EXPLORER_ABSENT;
        return;
    }
    answer->state = EXPLORER_VERIFIED;
    if (is_true(contract, "is_fully_verified")) {
        answer->match = EXPLORER_MATCH_EXACT;
    } else if (is_true(contract, "is_partially_verified")) {
        answer->match = EXPLORER_MATCH_PARTIAL;
    }
}

/* Begins an answer, with the service's words; NULL when it is no document. */
static struct json *begin(long status, struct bytes body, struct explorer_answer *out,
                          struct text *message)
{
    struct json *json = answer_parse(body);
    *out = answer_start(status);
    *message = answer_member(json != NULL ? json_root(json) : NULL, "message");
    answer_say(out, *message);
    return json;
}

void explorer_read_blockscout_contract(long status, struct bytes body, struct explorer_answer *out)
{
    struct text message;
    AUTO(json_freep) struct json *json = begin(status, body, out, &message);
    if (json == NULL) {
        return;
    }
    if (status == HTTP_OK) {
        read_contract(json_root(json), out);
    } else if (status == HTTP_NOT_FOUND && message.len > 0) {
        out->state = EXPLORER_NOT_INDEXED;
    } else if (status == HTTP_UNAUTHORIZED) {
        out->state = EXPLORER_DENIED;
    }
}

void explorer_read_blockscout_taken(long status, struct bytes body, struct explorer_answer *out)
{
    struct text message;
    AUTO(json_freep) struct json *json = begin(status, body, out, &message);
    if (out->state != EXPLORER_NO_ANSWER || message.len == 0) {
        return;
    }
    /* "Not found" is the answer of a server that does not have this request at all. */
    if (!answer_by_words(out, message) && status != HTTP_NOT_FOUND) {
        out->state = EXPLORER_REJECTED;
    }
}
