/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_VERIFY_OPTIONS_H
#define PHALA_COMMANDS_VERIFY_OPTIONS_H

#include "attest/appraise.h"
#include "cli/command.h"
#include "commands/needs.h"

/* What `phala verify` takes from its command line. */
struct verify_args {
    const char *evidence;
    struct network_args network;
    bool batch, hardware_only;
    struct option_number jobs;
    const char *kind, *trust_root;
    struct option_list collateral, expect, allow_tcb, allow_advisory, allow_td_attribute;
    struct option_instant at, min_date;
    struct option_number min_evaluation;
    const char *report_data, *report_data_prefix, *report_data_sha256;
    const char *format, *output;
};

enum { VERIFY_N_OPTIONS = 22 };
extern const struct option verify_options[VERIFY_N_OPTIONS];

/* The same as values: what has to hold, with what it owns. */
struct verify_policy {
    struct appraise_options options;
    struct expectation expectations[LIMIT_EXPECTATIONS];
    struct text *advisories;
    struct buf root;
};

/* Reads the files that options name. The instant is the clock's where --at is not given. */
MUST_CHECK bool verify_policy_make(const struct verify_args *args, struct verify_policy *out,
                                   struct err *e);
void verify_policy_done(struct verify_policy *policy);

/* `phala verify --batch`. */
MUST_CHECK bool verify_batch(const struct context *context, const struct verify_args *args,
                             struct err *e);

#endif
