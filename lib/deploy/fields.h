/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_FIELDS_H
#define PHALA_DEPLOY_FIELDS_H

#include "base/buf.h"
#include "base/err.h"
#include "chain/u256.h"
#include "codec/json.h"
#include "codec/json_write.h"
#include "crypto/secp256k1.h"

/* For lib/deploy: members of JSON objects, written in one form and read in that form alone. Numbers
 * are decimal strings, bytes 0x and lower-case hex, addresses as EIP-55 has them. Readers are
 * ERR_MALFORMED and name the member. */

enum { FIELDS_MAX = 32, FIELD_TEXT_MAX = 65536 /* bytes */ };

/* An object that is being read. */
struct fields {
    const struct json_value *of;
    const char *known[FIELDS_MAX];
    size_t n;
    struct err *e;
};

MUST_CHECK bool fields_of(const struct json_value *value, struct fields *out, struct err *e);

/* After every member that there can be was asked for: there is no other one. */
MUST_CHECK bool fields_end(struct fields *f);

/* The member, which is known from then on; NULL when it is absent. */
const struct json_value *fields_member(struct fields *f, const char *name);

MUST_CHECK bool field_null(struct fields *f, const char *name);

/* 1 to FIELD_TEXT_MAX bytes without control characters, as a copy. */
MUST_CHECK bool field_text(struct fields *f, const char *name, char **out);

/* The same; NULL where there is no such member. */
MUST_CHECK bool field_optional_text(struct fields *f, const char *name, char **out);

/* One of the words of a table, by its index. */
MUST_CHECK bool field_word(struct fields *f, const char *name, const char *const *words, size_t n,
                           size_t *out);

/* The member "schema" (or another) is that text. */
MUST_CHECK bool field_is(struct fields *f, const char *name, const char *text);

MUST_CHECK bool field_u64(struct fields *f, const char *name, uint64_t *out);
MUST_CHECK bool field_u256(struct fields *f, const char *name, struct u256 *out);

/* Exactly `n` bytes; and as many as fit into `out`. */
MUST_CHECK bool field_bytes(struct fields *f, const char *name, uint8_t *out, size_t n);
MUST_CHECK bool field_data(struct fields *f, const char *name, struct buf *out);

/* The same as text, 0x included; `most` bytes. */
MUST_CHECK bool field_hex(struct fields *f, const char *name, size_t most, char **out);

MUST_CHECK bool field_address(struct fields *f, const char *name, struct eth_address *out);

/* The value of a member whose name is not fixed. */
MUST_CHECK bool field_address_of(const struct json_value *value, struct eth_address *out);
MUST_CHECK bool field_name_is_plain(struct text name);

void field_write_u64(struct json_writer *w, const char *name, uint64_t value);
void field_write_u256(struct json_writer *w, const char *name, const struct u256 *value);
void field_write_address(struct json_writer *w, const char *name,
                         const struct eth_address *address);
void field_write_null(struct json_writer *w, const char *name);

#endif
