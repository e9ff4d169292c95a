/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_METHOD_H
#define PHALA_COMMANDS_CONTRACT_METHOD_H

#include "cli/command.h"
#include "commands/contract/arguments.h"
#include "crypto/secp256k1.h"

/* Which function of which contract is called: what call and send read alike. */
struct method_args {
    const char *address, *function, *abi;
    struct contract_arguments arguments;
};

/* Rows of the table of operands, all of them, for a member `field` of type struct method_args.
 * `needs_function`: there is no call without one. */
#define METHOD_OPERANDS(args, field, needs_function)                                               \
    {.name = "ADDRESS",                                                                            \
     .kind = OPERAND_TEXT,                                                                         \
     .required = true,                                                                             \
     .at = OPTION_AT(args, field.address, const char *),                                           \
     .help = "of the contract"},                                                                   \
        {.name = "SIGNATURE|NAME",                                                                 \
         .kind = OPERAND_TEXT,                                                                     \
         .required = (needs_function),                                                             \
         .at = OPTION_AT(args, field.function, const char *),                                      \
         .help = "'f(uint256)(bool)', or a name of --abi"},                                        \
        CONTRACT_ARGS_OPERAND(args, field.arguments)

/* Rows of a table of options. */
#define METHOD_OPTIONS(args, field)                                                                \
    {.name = "abi",                                                                                \
     .kind = OPTION_FILE,                                                                          \
     .value = "FILE|ARTIFACT",                                                                     \
     .at = OPTION_AT(args, field.abi, const char *),                                               \
     .help = "a JSON ABI, or an artifact (FILE or FILE:NAME)"},                                    \
        CONTRACT_ARGS_OPTIONS(args, field.arguments)

struct method {
    struct eth_address address;
    struct abi abi; /* of --abi; empty without it */
    bool has_abi;
    struct abi_item own;         /* read from a signature */
    const struct abi_item *item; /* `own`, or one of the ABI */
    struct buf calldata;         /* empty where no function was named */
};
void method_done(struct method *method);

/* ERR_USAGE for an address, a signature or arguments that are not understood, for a name without an
 * ABI, and for one that is in doubt (the error lists the signatures); ERR_NOT_FOUND for a file that
 * is not there, and a function that the ABI has not; ERR_MALFORMED for a file that is no ABI. A
 * signature without results gets those of the ABI, where it has the function. No function is what
 * `receive()` of a contract takes, without a selector. Call method_done also when it failed. */
MUST_CHECK bool method_read(const struct method_args *args, struct method *out, struct err *e);

#endif
