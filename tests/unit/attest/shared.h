/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_SHARED_H
#define PHALA_TESTS_ATTEST_SHARED_H

#include "base/buf.h"

/* A file of real evidence, by its path in the folder `vectors` of $PHALA_SHARED (or ../shared). The
 * test is skipped where there is none, and fails under CI=true. */
struct buf shared_read(const char *path);

#endif
