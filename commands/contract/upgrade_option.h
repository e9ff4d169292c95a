/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_UPGRADE_OPTION_H
#define PHALA_COMMANDS_CONTRACT_UPGRADE_OPTION_H

#include "cli/option.h"
#include "commands/contract/call_option.h"
#include "deploy/plan.h"

/* What is deployed comes behind the proxy that the lock file has, and a function of it is called
 * through that in the same transaction, as call_option.h has it. */
struct upgrade_args {
    bool is_wanted;
    const char *call, *args_json;
};

/* Rows of an options table, for a member `field` of type struct upgrade_args. */
#define UPGRADE_OPTIONS(args, field)                                                               \
    {.name = "upgrade",                                                                            \
     .kind = OPTION_FLAG,                                                                          \
     .at = OPTION_AT(args, field.is_wanted, bool),                                                 \
     .help = "put it behind the proxy that the lock file has"},                                    \
        {.name = "upgrade-call",                                                                   \
         .kind = OPTION_TEXT,                                                                      \
         .value = "CALL",                                                                          \
         .at = OPTION_AT(args, field.call, const char *),                                          \
         .help = "called with the upgrade: FUNCTION(VALUES)"},                                     \
        {.name = "upgrade-args-json",                                                              \
         .kind = OPTION_TEXT,                                                                      \
         .value = "JSON",                                                                          \
         .at = OPTION_AT(args, field.args_json, const char *),                                     \
         .help = "the values of CALL, which is a name or signature"}

struct upgrade_choice {
    struct call_chosen call;
    struct deploy_upgrade upgrade; /* looks into it: it is not moved */
};
void upgrade_choice_done(struct upgrade_choice *choice);

/* Reads the options, of which --upgrade is given. Errors as call_option_read. */
MUST_CHECK bool upgrade_option_read(const struct upgrade_args *args,
                                    const struct artifact *artifact, struct upgrade_choice *out,
                                    struct err *e);

#endif
