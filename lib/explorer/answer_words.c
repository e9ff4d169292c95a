/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/answer_words.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/utf8.h"

enum { WORDS_READ = 2048, HTTP_TOO_MANY = 429, HTTP_SERVER_ERROR = 500 };

const char *explorer_match_name(enum explorer_match match)
{
    static const char *const names[] = {
        [EXPLORER_MATCH_UNKNOWN] = "unknown",
        [EXPLORER_MATCH_PARTIAL] = "partial",
        [EXPLORER_MATCH_EXACT] = "exact",
    };
    return names[match];
}

struct explorer_answer answer_start(long status)
{
    struct explorer_answer answer = {.status = status};
    if (status == HTTP_TOO_MANY) {
        answer.state = EXPLORER_BUSY;
    } else if (status >= HTTP_SERVER_ERROR) {
        answer.state = EXPLORER_UNABLE;
    }
    return answer;
}

struct json *answer_parse(struct bytes body)
{
    struct err why;
    struct json *json = json_parse(body, &why);
    if (json != NULL && !json_is_object(json_root(json))) {
        json_free(json);
        return NULL;
    }
    return json;
}

struct text answer_member(const struct json_value *object, const char *name)
{
    struct text text = {NULL, 0};
    return json_text(json_member(object, name), &text) ? text : (struct text){"", 0};
}

static struct text head_of(struct text text, size_t most)
{
    return (struct text){text.at, text.len < most ? text.len : most};
}

void answer_say(struct explorer_answer *answer, struct text words)
{
    AUTO(buf_done) struct buf shown = buf_start((size_t)4 * WORDS_READ);
    utf8_escape(head_of(text_trim(words), WORDS_READ / 2), &shown);
    struct text text = head_of(buf_view_text(&shown), sizeof answer->words - 1);
    while (text.len > 0 && !utf8_is_valid(text)) {
        text.len--;
    }
    (void)snprintf(answer->words, sizeof answer->words, "%.*s", TEXT_ARG(text));
}

static bool is_of_job(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_';
}

bool answer_keep_job(struct explorer_answer *answer, struct text job)
{
    if (job.len == 0 || job.len > EXPLORER_JOB_MAX) {
        return false;
    }
    for (size_t i = 0; i < job.len; i++) {
        if (!is_of_job(job.at[i])) {
            return false;
        }
    }
    memcpy(answer->job, job.at, job.len);
    answer->job[job.len] = 0;
    return true;
}

/* In this order: a refusal that gives a reason which passes is none. */
static const struct {
    const char *part; /* in lower case */
    enum explorer_state state;
} known_words[] = {
    {"unable to locate contractcode", EXPLORER_NOT_INDEXED},
    {"not a smart contract", EXPLORER_NOT_INDEXED},
    {"not a smart-contract", EXPLORER_NOT_INDEXED},
    {"not smart-contract", EXPLORER_NOT_INDEXED},
    {"pending in queue", EXPLORER_PENDING},
    {"in progress", EXPLORER_PENDING},
    /* Blockscout writes a job down only when a worker takes it. */
    {"unknown uid", EXPLORER_PENDING},
    {"already verified", EXPLORER_ALREADY},
    {"not verified", EXPLORER_ABSENT},
    {"pass - verified", EXPLORER_VERIFIED},
    {"verification started", EXPLORER_TAKEN},
    {"rate limit", EXPLORER_BUSY},
    {"too many requests", EXPLORER_BUSY},
    {"daily limit", EXPLORER_UNABLE},
    {"unsupported chain", EXPLORER_UNABLE},
    {"api key", EXPLORER_DENIED},
    {"apikey", EXPLORER_DENIED},
    {"fail - unable to verify", EXPLORER_REJECTED},
};

static char lower(char c)
{
    return (char)(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
}

bool answer_by_words(struct explorer_answer *answer, struct text words)
{
    char text[WORDS_READ + 1] = {0};
    struct text head = head_of(words, WORDS_READ);
    for (size_t i = 0; i < head.len; i++) {
        text[i] = lower(head.at[i]);
    }
    for (size_t i = 0; i < COUNT(known_words); i++) {
        if (strstr(text, known_words[i].part) != NULL) {
            answer->state = known_words[i].state;
            return true;
        }
    }
    return false;
}
