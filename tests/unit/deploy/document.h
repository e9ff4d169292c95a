/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_DEPLOY_DOCUMENT_H
#define PHALA_TESTS_DEPLOY_DOCUMENT_H

#include "base/buf.h"
#include "base/err.h"

/* Documents that are wrong in one place. */

/* Reads a document, and forgets it. */
typedef bool document_reader(struct bytes json, struct err *e);

struct document_case {
    const char *from, *to; /* what stands in its place; the first occurrence */
    const char *why;       /* the error's text begins so */
};

/* The document with the first occurrence of `from`, which it has, replaced. */
struct buf document_with(const char *document, const char *from, const char *to);

/* Each is ERR_MALFORMED for its reason. */
void document_refusals(const char *document, document_reader *read,
                       const struct document_case *cases, size_t n);

/* It is read whole, with nothing behind it but white space, and cut nowhere. */
void document_cuts(const char *document, document_reader *read);

#endif
