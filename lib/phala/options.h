/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_PHALA_OPTIONS_H
#define PHALA_PHALA_OPTIONS_H

#include "attest/appraise.h"
#include "base/buf.h"
#include "phala/phala.h"

/* A caller's options in our types. */
struct own_options {
    struct appraise_options options;
    const struct phala_collateral *collateral;
    struct buf root; /* DER */
    struct expectation expectations[LIMIT_EXPECTATIONS];
    struct text advisories[LIMIT_ADVISORIES];
};

/* ERR_USAGE, or ERR_MALFORMED for the trust root. `out` refers to itself: it must not move. */
MUST_CHECK bool own_options_read(const struct phala_options *from, struct own_options *out,
                                 struct err *e);
void own_options_done(struct own_options *options);

#endif
