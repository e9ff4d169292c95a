/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>

#include "explorer/answer.h"
#include "explorer/answer_words.h"

/* {"status": "0" | "1", "message": "OK" | "NOTOK" | …, "result": TEXT | [{…}] | null} */
struct reply {
    struct json *json;
    const struct json_value *result;
    bool is_good; /* status is "1" */
    struct text words;
};

static void reply_done(struct reply *reply)
{
    json_free(reply->json);
}

/* The words stand in the result, or, at Blockscout, in the message alone. */
static bool open_reply(struct bytes body, struct reply *out)
{
    out->json = answer_parse(body);
    if (out->json == NULL) {
        return false;
    }
    const struct json_value *root = json_root(out->json);
    struct text status = answer_member(root, "status");
    out->is_good = text_is(status, "1");
    out->result = json_member(root, "result");
    out->words = answer_member(root, "result");
    if (out->words.len == 0) {
        out->words = answer_member(root, "message");
    }
    return out->is_good || text_is(status, "0");
}

/* "SimilarMatch" names another contract with this code, of which the source is. */
static enum explorer_state state_of_source(const struct json_value *result)
{
    const struct json_value *first = json_is_array(result) ? json_first(result) : NULL;
    if (answer_member(first, "SourceCode").len == 0 ||
        answer_member(first, "SimilarMatch").len > 0) {
        return EXPLORER_ABSENT;
    }
    return EXPLORER_VERIFIED;
}

void explorer_read_etherscan_source(long status, struct bytes body, struct explorer_answer *out)
{
    *out = answer_start(status);
    AUTO(reply_done) struct reply reply = {0};
    if (!open_reply(body, &reply)) {
        return;
    }
    if (reply.is_good && json_is_array(reply.result)) {
        out->state = state_of_source(reply.result);
        return;
    }
    answer_say(out, reply.words);
    if (!answer_by_words(out, reply.words) && out->state == EXPLORER_NO_ANSWER) {
        out->state = EXPLORER_REJECTED;
    }
}

void explorer_read_etherscan_taken(long status, struct bytes body, struct explorer_answer *out)
{
    *out = answer_start(status);
    AUTO(reply_done) struct reply reply = {0};
    if (!open_reply(body, &reply)) {
        return;
    }
    /* The name of a job has no blank, and none of the words is without. */
    if (reply.is_good && answer_keep_job(out, reply.words)) {
        out->state = EXPLORER_TAKEN;
        return;
    }
    answer_say(out, reply.words);
    if (!answer_by_words(out, reply.words) && out->state == EXPLORER_NO_ANSWER) {
        out->state = EXPLORER_REJECTED;
    }
}

void explorer_read_etherscan_job(long status, struct bytes body, struct explorer_answer *out)
{
    *out = answer_start(status);
    AUTO(reply_done) struct reply reply = {0};
    if (!open_reply(body, &reply)) {
        return;
    }
    answer_say(out, reply.words);
    if (answer_by_words(out, reply.words)) {
        return;
    }
    /* What is neither known nor a failure is not taken for a success. */
    if (out->state == EXPLORER_NO_ANSWER && !reply.is_good) {
        out->state = EXPLORER_REJECTED;
    }
}
