/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_EVIDENCE_SCRATCH_H
#define PHALA_TESTS_EVIDENCE_SCRATCH_H

#include "base/buf.h"

enum { SCRATCH_PATH = 256 };

/* A folder of the test's own. */
struct scratch {
    char folder[SCRATCH_PATH];
};
struct scratch scratch_new(void);
void scratch_remove(struct scratch *scratch);

/* "FOLDER/NAME", to be freed with mem_free. */
char *scratch_path(const struct scratch *scratch, const char *name);

/* Writes a file in it, and makes the folders above; reads one. The test fails when that does not
 * work. */
void scratch_write(const struct scratch *scratch, const char *name, const char *content);
struct buf scratch_read(const struct scratch *scratch, const char *name);

/* A file of a synthetic case, tests/vectors/negative/NAME/FILE. */
struct buf vector_read(const char *name, const char *file);

#endif
