/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_VERIFY_SERVICE_H
#define PHALA_COMMANDS_CONTRACT_VERIFY_SERVICE_H

#include "base/secret.h"
#include "commands/node_options.h"
#include "explorer/verification.h"

/* Which service verifies, and what is said of the sources: of every command that has them verified.
 */
struct verify_service_args {
    const char *explorer, *explorer_url, *api_key_file;
    const char *input, *compiler, *license;
};

extern const char *const verify_explorers[];

/* Rows of an options table, for a member `field` of type struct verify_service_args. */
#define VERIFY_SERVICE_OPTIONS(args, field)                                                        \
    {.name = "explorer",                                                                           \
     .kind = OPTION_CHOICE,                                                                        \
     .value = "SERVICE",                                                                           \
     .at = OPTION_AT(args, field.explorer, const char *),                                          \
     .help = "blockscout, etherscan or sourcify; the network's",                                   \
     .choices = verify_explorers},                                                                 \
        OPTION_TEXT_ROW("explorer-url", OPTION_AT(args, field.explorer_url, const char *), "URL",  \
                        "where it is, if not at its usual place"),                                 \
        OPTION_FILE_ROW("api-key-file", OPTION_AT(args, field.api_key_file, const char *),         \
                        "a key of Etherscan, instead of ETHERSCAN_API_KEY"),                       \
        OPTION_FILE_ROW("input", OPTION_AT(args, field.input, const char *),                       \
                        "the compiler's standard-JSON input, or build-info"),                      \
        OPTION_TEXT_ROW("compiler", OPTION_AT(args, field.compiler, const char *), "VERSION",      \
                        "as 0.8.28+commit.7893614a, if no file says it"),                          \
        OPTION_TEXT_ROW("license", OPTION_AT(args, field.license, const char *), "SPDX",           \
                        "the license to show; that of the source")

/* The name of one of these options that is given ("explorer-url"); NULL: none is. */
const char *verify_service_named(const struct verify_service_args *args);

/* The service that verifies. */
struct verify_service {
    struct explorer explorer;
    struct secret key; /* Etherscan's, where it came from a file; the explorer looks into it */
};
void verify_service_done(struct verify_service *service);

/* What --explorer and --explorer-url name, else the network's. ERR_USAGE where none is known,
 * ERR_DENIED without the key that Etherscan wants. `verify_service_done` also when it failed. */
MUST_CHECK bool verify_service_choose(const struct context *context,
                                      const struct verify_service_args *args,
                                      const struct node *node, struct verify_service *out,
                                      struct err *e);

/* How long it may take, where that is given; else it is 5 minutes. */
void verify_service_wait(struct verify_service *service, const struct option_number *timeout);

#endif
