/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_DOCUMENT_MAKE_H
#define PHALA_TESTS_ATTEST_DOCUMENT_MAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/evidence.h"
#include "base/buf.h"
#include "base/err.h"

/* Documents with quotes in them. */

/* An event of a log, a hash and an id. */
#define EVENT                                                                                      \
    "{\"imr\":3,\"event_type\":134217729,\"digest\":\"\",\"event\":\"app-id\",\"event_payload\":"  \
    "\"77\"}"
#define HASH "1111111111111111111111111111111111111111111111111111111111111111"
#define ID   "2222222222222222222222222222222222222222"

/* A text in which %q stands for a quote in hex, %r for another one, %a for an attestation in hex
 * with the first one, %c for a PEM chain as in JSON, whose leaf carries the first one and an app
 * id, %d for one whose leaf carries the app id alone, %l for the leaf of %c by
 * itself, %s for a chain whose leaf carries an attestation of SEV-SNP. */
struct buf document_fill(const char *template);

/* Recognises the text that is filled in. */
bool document_recognise(const char *template, struct evidence *out, struct err *e);

/* The evidence's quote is that of the synthetic case; so is that of a part. */
bool document_is_quote(const struct evidence *evidence, const char *name);
void document_expect_part(const struct evidence *evidence, size_t index, enum part_role role,
                          const char *path, const char *quote);

#endif
