/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_TEXT_H
#define PHALA_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/bytes.h"

/* A slice of characters that somebody else owns; not zero-terminated. */
struct text {
    const char *at;
    size_t len;
};

/* For printf's "%.*s". */
#define TEXT_ARG(text) (int)(text).len, (text).at

struct text text_of(const char *zero_terminated);
struct text text_of_bytes(struct bytes bytes);
struct bytes text_bytes(struct text text);

bool text_equal(struct text a, struct text b);
bool text_is(struct text a, const char *b);

/* Equal but for the case of ASCII letters. */
bool text_equal_ignoring_case(struct text a, struct text b);
bool text_starts(struct text text, const char *prefix);

/* Ends in `suffix`, with something before it. */
bool text_ends(struct text text, const char *suffix);

/* What is behind the first `n` characters, of which there are as many. */
struct text text_behind(struct text text, size_t n);

/* Without ASCII white space and zero bytes at both ends. */
struct text text_trim(struct text text);

/* Splits at the first `separator`: `*head` before it, `*rest` behind it. Without a separator all is
 * head, and false is returned. */
bool text_split(struct text from, char separator, struct text *head, struct text *rest);

/* A zero-terminated copy that the caller frees with mem_free. */
char *text_dup(struct text text);

/* Edit distance (insert, delete, replace, swap of neighbours), at most `limit` + 1. */
size_t text_distance(struct text a, struct text b, size_t limit);

#endif
