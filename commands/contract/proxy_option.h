/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_PROXY_OPTION_H
#define PHALA_COMMANDS_CONTRACT_PROXY_OPTION_H

#include "cli/option.h"
#include "commands/contract/call_option.h"
#include "deploy/plan.h"

/* A proxy in front of what is deployed, and the function that initialises it through it, as
 * call_option.h has it; --proxy none: nothing is called. */
struct proxy_args {
    const char *init, *args_json, *artifact;
};

/* Rows of an options table, for a member `field` of type struct proxy_args. */
#define PROXY_OPTIONS(args, field)                                                                 \
    {.name = "proxy",                                                                              \
     .kind = OPTION_TEXT,                                                                          \
     .value = "INIT",                                                                              \
     .at = OPTION_AT(args, field.init, const char *),                                              \
     .help = "an ERC-1967 proxy too: FUNCTION(VALUES), or none"},                                  \
        {.name = "proxy-args-json",                                                                \
         .kind = OPTION_TEXT,                                                                      \
         .value = "JSON",                                                                          \
         .at = OPTION_AT(args, field.args_json, const char *),                                     \
         .help = "the values of INIT, which is a name or signature"},                              \
        {.name = "proxy-artifact",                                                                 \
         .kind = OPTION_FILE,                                                                      \
         .value = "FILE[:NAME]",                                                                   \
         .at = OPTION_AT(args, field.artifact, const char *),                                      \
         .help = "another proxy: constructor(address,bytes)"}

struct proxy_choice {
    struct artifact_file file;
    struct call_chosen initialiser;
    struct deploy_proxy proxy; /* looks into the other two: it is not moved */
};
void proxy_choice_done(struct proxy_choice *choice);

/* Reads the options, of which --proxy is given, for a contract of that ABI. ERR_USAGE for what is
 * no function of it, for values that do not fit, and for an artifact that is no such proxy. */
MUST_CHECK bool proxy_choose(const struct proxy_args *args, const struct artifact *artifact,
                             struct proxy_choice *out, struct err *e);

#endif
