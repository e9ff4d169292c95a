/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_VERIFY_BIND_H
#define PHALA_COMMANDS_VERIFY_BIND_H

#include "attest/appraise.h"
#include "base/buf.h"
#include "base/err.h"
#include "evidence/inputs.h"

/* What --bind and --kms name. */
struct verify_bind {
    struct buf values[BINDING_KINDS];
    struct evidence kms;
};

struct verify_args;

/* Takes each KIND=VALUE, every kind once, and the document of the key service, and sets `out`,
 * which looks into `own`. Files are recorded in `inputs`. ERR_USAGE for a value that its kind does
 * not have. verify_bind_done in any case. */
MUST_CHECK bool verify_bind_load(const struct verify_args *args, struct inputs *inputs,
                                 struct verify_bind *own, struct app_options *out, struct err *e);
void verify_bind_done(struct verify_bind *own);

#endif
