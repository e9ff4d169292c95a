/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_ANSWER_WORDS_H
#define PHALA_EXPLORER_ANSWER_WORDS_H

#include "explorer/answer.h"

/* What the readers of answers share. For answer_*.c alone. */

/* Begins an answer: what the status alone says (429, 5xx), else EXPLORER_NO_ANSWER. */
struct explorer_answer answer_start(long status);

/* The document when it is an object, else NULL; the caller frees it. */
struct json *answer_parse(struct bytes body);

/* A member's text; empty when it has none. */
struct text answer_member(const struct json_value *object, const char *name);

/* Keeps words, without what a terminal should not see, as far as there is room. */
void answer_say(struct explorer_answer *answer, struct text words);

/* Keeps a job's name; false when it is not of the form that all have. */
MUST_CHECK bool answer_keep_job(struct explorer_answer *answer, struct text job);

/* The state that the words of a service mean, by what they contain. False when they are none of the
 * known ones, and the state stays. */
MUST_CHECK bool answer_by_words(struct explorer_answer *answer, struct text words);

#endif
