/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_JSON_H
#define PHALA_CODEC_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* Strict JSON (RFC 8259). Refused beside what the grammar refuses: duplicate keys (after escapes
 * are resolved), text behind the document, a byte order mark, escaped or raw NUL, lone surrogates,
 * bad UTF-8; nesting, node counts and numbers beyond the limits. Numbers are kept as they are
 * written. */

struct json;
struct json_value;

enum {
    JSON_DEPTH_MAX = 32,
    JSON_NODES_MAX = 200000,
    JSON_NUMBER_MAX = 63, /* characters of a number; cJSON reads no more of one */
};

/* Parses one document. On failure NULL, and `e` says where ("line 3, column 9: …"; ERR_MALFORMED,
 * or ERR_TOO_BIG for the limits). The document owns copies; `text` may go. */
MUST_CHECK struct json *json_parse(struct bytes text, struct err *e);
void json_free(struct json *json);
AUTO_POINTER(struct json, json_free);

const struct json_value *json_root(const struct json *json);

/* How many values it has, at every level, itself one of them: its memory goes by that. */
size_t json_values(const struct json *json);

bool json_is_object(const struct json_value *value);
bool json_is_array(const struct json_value *value);
bool json_is_null(const struct json_value *value);

/* The member of that exact name; NULL when absent, or when `value` is NULL or no object. */
const struct json_value *json_member(const struct json_value *value, const char *name);

/* First element or member, and the one behind it; NULL at the end or for a scalar. */
const struct json_value *json_first(const struct json_value *value);
const struct json_value *json_next(const struct json_value *value);
size_t json_count(const struct json_value *value);

/* The name of a member; empty for elements. */
struct text json_name(const struct json_value *value);

/* The decoded characters of a string, owned by the document. False for NULL and other types. */
MUST_CHECK bool json_text(const struct json_value *value, struct text *out);
MUST_CHECK bool json_bool(const struct json_value *value, bool *out);

/* A number that is written as a plain decimal integer (no sign, fraction, exponent or leading
 * zero) and is at most `max`. */
MUST_CHECK bool json_uint(const struct json_value *value, uint64_t max, uint64_t *out);

/* A number as it is written. */
MUST_CHECK bool json_number(const struct json_value *value, struct text *out);

/* The bytes, exactly as in `text`, of the value of member `name` of the object that `text` (a
 * document json_parse accepts) is; without white space around them. False when it is absent. */
MUST_CHECK bool json_raw_member(struct bytes text, const char *name, struct bytes *out);

/* The version of cJSON at run time. */
const char *json_library_version(void);

#endif
