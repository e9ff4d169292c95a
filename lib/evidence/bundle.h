/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EVIDENCE_BUNDLE_H
#define PHALA_EVIDENCE_BUNDLE_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/collateral.h"
#include "attest/limits.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "evidence/inputs.h"

/* A judgement that can be made again: evidence, collateral, the files that options named, the
 * options, and the instant, in one JSON document ("schema":"phala.bundle/1"). Nothing in it is
 * trusted: what is judged from it is judged anew, and its options are its author's. */

/* One file by its role and name, as it was read. */
struct bundle_file {
    struct text role, name;
    struct buf content;
};

struct bundle {
    struct json *json;
    instant at;
    struct inputs inputs; /* as the first judgement listed them */
    struct bundle_file *files;
    size_t n_files;
    struct text *words; /* options, each "--name" or "--name=value" */
    size_t n_words;
    struct buf trust_root;                         /* DER; empty: Intel's */
    struct collateral collateral[LIMIT_PLATFORMS]; /* the first quote's, then of other platforms */
    size_t n_others;                               /* of these */
};

/* What a bundle is written from. All is the caller's. */
struct bundle_parts {
    instant at;
    const struct inputs *inputs;         /* with contents */
    const struct buf *words;             /* zero-terminated, one behind the other */
    struct bytes trust_root;             /* DER; empty: Intel's */
    const struct collateral *collateral; /* 1 + n_others */
    size_t n_others;
};

enum { BUNDLE_CAP = 128 * 1024 * 1024 };

/* The text begins as a bundle does. */
bool bundle_is(struct bytes text);

/* ERR_NOT_FOUND when collateral is there, but not whole. */
MUST_CHECK bool bundle_write(const struct bundle_parts *parts, struct buf *out, struct err *e);

/* ERR_MALFORMED for what is none, or where a content is not of its digest. */
MUST_CHECK bool bundle_read(struct bytes text, struct bundle *out, struct err *e);
void bundle_done(struct bundle *bundle);

/* NULL when there is no such file. */
const struct bundle_file *bundle_find(const struct bundle *bundle, const char *role,
                                      const char *name);

#endif
