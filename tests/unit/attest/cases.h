/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_CASES_H
#define PHALA_TESTS_ATTEST_CASES_H

#include "attest/collateral.h"
#include "base/buf.h"
#include "base/bytes.h"

/* A file of a synthetic case, tests/vectors/negative/NAME/FILE; the test fails when it is not
 * there. */
struct buf case_read(const char *name, const char *file);

/* A piece of a case's collateral. */
struct buf case_piece(const char *name, enum collateral_piece piece);

/* `text` with each `from` replaced by `to`; there has to be one. */
struct buf edit(struct bytes text, const char *from, const char *to);

/* Runs `visit` on each file of that name in the folders of $PHALA_SHARED (or ../shared) that hold
 * real evidence and collateral. False when there is no such folder. */
bool visit_shared(const char *file, void (*visit)(const char *path, struct bytes content));

#endif
