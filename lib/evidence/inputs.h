/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_INPUTS_H
#define PHALA_EVIDENCE_INPUTS_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/report.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/macro.h"
#include "base/text.h"

struct bundle;

/* What a verdict rests on, for the report: role, name, origin and SHA-256 of each. */
struct inputs {
    struct report_input *at;
    struct buf *contents; /* of each; empty unless `keeps` */
    size_t n;
    bool keeps;
    const struct bundle *bundle; /* where operands are read from instead; NULL: files */
};

enum input_origin { ORIGIN_FILE, ORIGIN_STDIN, ORIGIN_URL, ORIGIN_CACHE };

/* Keeps a copy of `name`; `role` ("evidence", "collateral") has to stay. */
void inputs_add(struct inputs *inputs, const char *role, const char *name, enum input_origin origin,
                struct bytes content);
void inputs_done(struct inputs *inputs);

/* Adds what was recorded before; false for an origin that is none. `role` has to stay. */
MUST_CHECK bool inputs_restore(struct inputs *inputs, const char *role, struct text name,
                               struct text origin, const struct sha256 *digest);

/* "file", "stdin", "url", "cache". */
const char *input_origin_word(enum input_origin origin);

#endif
