/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_INPUTS_H
#define PHALA_EVIDENCE_INPUTS_H

#include <stddef.h>

#include "attest/report.h"
#include "base/bytes.h"

/* What a verdict rests on, for the report: role, name, origin and SHA-256 of each. */
struct inputs {
    struct report_input *at;
    size_t n;
};

enum input_origin { ORIGIN_FILE, ORIGIN_STDIN, ORIGIN_URL, ORIGIN_CACHE };

/* Keeps a copy of `name`; `role` ("evidence", "collateral") has to stay. */
void inputs_add(struct inputs *inputs, const char *role, const char *name, enum input_origin origin,
                struct bytes content);
void inputs_done(struct inputs *inputs);

/* "file", "stdin", "url", "cache". */
const char *input_origin_word(enum input_origin origin);

#endif
