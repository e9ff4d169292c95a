/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_JSON_WRITE_H
#define PHALA_CODEC_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/instant.h"
#include "base/text.h"

/* Writes JSON into a buffer, in the order it is called. Commas, quotes and escapes are its work;
 * nesting that does not fit (a value without key in an object, an end too many) is a programming
 * mistake and asserts. Bytes of a text that are not UTF-8 become U+FFFD. */
struct json_writer {
    struct buf *out;
    bool indent; /* two spaces a level, one member a line; else everything on one line */
    unsigned depth;
    uint64_t has_item; /* bit n: level n has an item already */
    uint64_t is_list;  /* bit n: level n is an array */
    bool after_key;
};

struct json_writer json_writer_to(struct buf *out, bool indent);

void json_begin_object(struct json_writer *w);
void json_end_object(struct json_writer *w);
void json_begin_array(struct json_writer *w);
void json_end_array(struct json_writer *w);
void json_key(struct json_writer *w, const char *key);

void json_write_text(struct json_writer *w, struct text text);
void json_write_string(struct json_writer *w, const char *zero_terminated);
void json_write_uint(struct json_writer *w, uint64_t value);
void json_write_int(struct json_writer *w, int64_t value);
void json_write_bool(struct json_writer *w, bool value);
void json_write_null(struct json_writer *w);
void json_write_hex(struct json_writer *w, struct bytes bytes);
void json_write_0x(struct json_writer *w, struct bytes bytes); /* hex behind "0x" */
void json_write_instant(struct json_writer *w, instant at);

/* Ready-made JSON, one whole value, as it is. */
void json_write_raw(struct json_writer *w, struct bytes json);

/* key and value in one call */
void json_member_text(struct json_writer *w, const char *key, struct text text);
void json_member_string(struct json_writer *w, const char *key, const char *zero_terminated);
void json_member_uint(struct json_writer *w, const char *key, uint64_t value);
void json_member_bool(struct json_writer *w, const char *key, bool value);
void json_member_hex(struct json_writer *w, const char *key, struct bytes bytes);
void json_member_0x(struct json_writer *w, const char *key, struct bytes bytes);
void json_member_instant(struct json_writer *w, const char *key, instant at);

#endif
