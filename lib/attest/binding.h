/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_BINDING_H
#define PHALA_ATTEST_BINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/aci.h"
#include "attest/appraise.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"

/* How report data holds a nonce or a key (dstack specification sections 6 and 18): a table of
 * conventions, each of which computes bytes of report data from values. */

enum {
    BINDING_NONCE_MIN = 16, /* shorter ones can be guessed, or come up twice */
    BINDING_NONCE_MAX = 64,
    BINDING_VALUE_MAX = 8 * 1024,
    REPORT_DATA_SIZE = 64,
};

/* "nonce", "public-key", "address", "tls-key". */
const char *binding_kind_word(enum binding_kind kind);

/* Splits KIND=VALUE. ERR_USAGE for a kind that there is not, and for an empty value. */
MUST_CHECK bool binding_parse(struct text argument, enum binding_kind *kind, struct text *value,
                              struct err *e);

/* Appends the bytes that a value stands for: hex with or without 0x. ERR_USAGE when it is none, or
 * not of a size that the kind has: a nonce of 16 to 64 bytes, an address of 20, a public key of 32
 * (Ed25519, X25519), 33 or 65 (SEC 1), 64 (X then Y) or as SubjectPublicKeyInfo, a TLS key as
 * SubjectPublicKeyInfo. */
MUST_CHECK bool binding_value(enum binding_kind kind, struct text hex, struct buf *out,
                              struct err *e);

/* The same of a file's content. Of a certificate or a public key, both in PEM or DER, it is the
 * SubjectPublicKeyInfo (of several certificates the first one's); else hex where all of it is hex,
 * else the bytes themselves. */
MUST_CHECK bool binding_file(enum binding_kind kind, struct bytes content, struct buf *out,
                             struct err *e);

/* What is known; a value that is not is empty. */
struct binding_values {
    struct bytes of[BINDING_KINDS];
    const struct aci_report *aci; /* NULL: none */
    struct bytes key_digest;      /* what is said to be Keccak-256 of the public key; or empty */
};

/* The convention that holds: it computes `n` bytes of report data from byte `from` on. What else
 * there is in report data was not compared. */
struct binding_match {
    char name[96];
    size_t from, n;
};

/* Finds the first convention that binds all of the value of that kind, by itself or together with
 * others that are known, and that report data (64 bytes) follows. False when there is none. */
MUST_CHECK bool binding_find(enum binding_kind kind, const struct binding_values *values,
                             struct bytes report_data, struct binding_match *out);

#endif
