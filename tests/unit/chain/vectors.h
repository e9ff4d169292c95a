/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_CHAIN_VECTORS_H
#define PHALA_TESTS_CHAIN_VECTORS_H

#include "base/buf.h"
#include "codec/json.h"

/* The files of tests/vectors/chain, each an object with "vectors" and "count". What is not as it
 * should be fails the test. */

/* Calls `visit` with each vector of the file; that all are there is looked at. */
void vectors_visit(const char *file, void (*visit)(const struct json_value *vector));

/* A member that is a string; one that may be null is empty then. */
struct text vector_text(const struct json_value *vector, const char *name);
bool vector_is_null(const struct json_value *vector, const char *name);
uint64_t vector_uint(const struct json_value *vector, const char *name);

/* The bytes of hex with or without 0x; the caller ends the buffer. */
struct buf vector_unhex(struct text hex);
struct buf vector_hex(const struct json_value *vector, const char *name);

/* "tx-sign-003", for messages: until the next call. */
const char *vector_id(const struct json_value *vector);

#endif
