/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_SOURCE_SEARCH_H
#define PHALA_EXPLORER_SOURCE_SEARCH_H

#include "explorer/source_metadata.h"

/* Finds the compiler's input of an artifact where its tool keeps it. */

#define SOURCE_FILE_MAX (128 * MIB) /* bytes of build information */

struct source_search {
    const char *artifact;    /* path of its file */
    const char *input;       /* path of the input, which was given; NULL: to be looked for */
    struct source_wish wish; /* the contract */
    const struct source_metadata *metadata;
};

/* Reads the file that was given, else, of the folder build-info above the artifact, the newest that
 * has the artifact's sources and settings. `path` is freed with mem_free. ERR_CONFLICT when there
 * is an input of that contract that is not the artifact's (source_metadata_check), ERR_NOT_FOUND
 * when there is none; the hint says how to make one. Otherwise as fs_read and source_input_read. */
MUST_CHECK bool source_find(const struct source_search *search, struct source_input *out,
                            char **path, struct err *e);

#endif
