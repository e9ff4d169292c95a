/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_VERIFY_OPTIONS_H
#define PHALA_COMMANDS_VERIFY_OPTIONS_H

#include "attest/appraise.h"
#include "attest/os/image.h"
#include "cli/command.h"
#include "cli/options.h"
#include "commands/needs.h"
#include "commands/verify_bind.h"
#include "evidence/bundle.h"
#include "policy/policy.h"

/* What `phala verify` takes from its command line. */
struct verify_args {
    const char *evidence;
    struct network_args network;
    bool batch, hardware_only;
    struct option_number jobs;
    const char *kind, *trust_root;
    struct option_list collateral, expect, bind, allow_tcb, allow_advisory, allow_td_attribute;
    struct option_instant at, min_date;
    struct option_number min_evaluation;
    const char *report_data, *report_data_prefix, *report_data_sha256;
    const char *format, *output;
    const char *policy, *app_compose, *compose, *event_log, *kms, *os_image;
    const char *save_bundle;
};

enum { VERIFY_N_OPTIONS = 30 };
extern const struct option verify_options[VERIFY_N_OPTIONS];

/* TCB statuses that can be allowed; ends in NULL. */
extern const char *const verify_statuses[];

/* The same as values: what has to hold, with what it owns. */
struct verify_policy {
    struct appraise_options options;
    struct expectation expectations[LIMIT_EXPECTATIONS];
    struct text *advisories;
    struct buf root;
    struct buf app_compose, compose;
    struct verify_bind bind;
    struct os_image os_image;
    struct policy *rules;      /* of --policy; NULL: none */
    size_t n_own_expectations; /* of --expect: a policy file's come behind them */
    bool has_own_report_data;  /* of a --report-data option */
};

/* Reads the files that options name. The instant is the clock's where --at is not given. */
MUST_CHECK bool verify_policy_make(const struct verify_args *args, struct verify_policy *out,
                                   struct err *e);
void verify_policy_done(struct verify_policy *policy);

/* Reads the files that say what app, system and key service have to be, and the policy file, and
 * records them in `inputs`. */
MUST_CHECK bool verify_app_load(const struct verify_args *args, struct inputs *inputs,
                                struct verify_policy *out, struct err *e);

/* Prints the report, or writes it to --output, in the form of --format. */
MUST_CHECK bool verify_deliver(const struct context *context, const struct verify_args *args,
                               const struct report *report, struct err *e);

/* Writes --save-bundle. */
MUST_CHECK bool verify_bundle_save(const struct verify_args *args,
                                   const struct verify_policy *policy,
                                   const struct gathered *gathered, struct err *e);

/* The command line says itself what has to hold: a bundle's options do not count. */
bool verify_bundle_is_overruled(const struct verify_args *args, const struct verify_policy *policy);

/* The bundle's options and instant as a policy. `parsed` owns the arguments (struct verify_args);
 * options_done in any case. */
MUST_CHECK bool verify_bundle_options(const struct bundle *bundle, struct options *parsed,
                                      struct verify_policy *policy, struct err *e);

/* `phala verify --batch`. */
MUST_CHECK bool verify_batch(const struct context *context, const struct verify_args *args,
                             struct err *e);

#endif
