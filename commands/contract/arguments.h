/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_ARGUMENTS_H
#define PHALA_COMMANDS_CONTRACT_ARGUMENTS_H

#include "chain/abi_codec.h"
#include "cli/option.h"

/* The arguments of a constructor or a function, in one of three ways:
 *
 * - ARGS…, one a parameter, in order, each as chain/abi_value.h has it. They are by name, in any
 *   order, when all parameters have names of their own, every argument is NAME=VALUE, and one of
 *   the NAMEs is a parameter's; then all have to be, each once. A text that looks like that (one
 *   string parameter `key`, and the text key=1) is given by name, key=key=1, or as JSON.
 * - --args-json JSON, and
 * - --args-file FILE (or -) with JSON: an array, or an object by the names of the parameters. */
struct contract_arguments {
    struct option_list positional;
    const char *args_json, *args_file;
};

/* The row of an operands table, the last, for a member `field` of type struct contract_arguments.
 */
#define CONTRACT_ARGS_OPERAND(args, field)                                                         \
    {.name = "ARGS",                                                                               \
     .kind = OPERAND_TEXT,                                                                         \
     .repeated = true,                                                                             \
     .at = OPTION_AT(args, field.positional, struct option_list),                                  \
     .help = "one a parameter, or NAME=VALUE; behind -- if with a dash"}

/* Rows of an options table. */
#define CONTRACT_ARGS_OPTIONS(args, field)                                                         \
    {.name = "args-json",                                                                          \
     .kind = OPTION_TEXT,                                                                          \
     .value = "JSON",                                                                              \
     .at = OPTION_AT(args, field.args_json, const char *),                                         \
     .help = "arguments: an array, or an object by name"},                                         \
        {.name = "args-file",                                                                      \
         .kind = OPTION_FILE,                                                                      \
         .value = "FILE",                                                                          \
         .at = OPTION_AT(args, field.args_file, const char *),                                     \
         .help = "the same from a file, or - for stdin"}

/* Any of the three was given, be it an empty array. */
bool contract_arguments_are_given(const struct contract_arguments *from);

/* The parameters of the item; of NULL (a contract without constructor) none. */
const struct abi_params *contract_parameters(const struct abi_item *item);

/* Reads them for a constructor (NULL: the contract has none, and takes none) or a function, whose
 * signature begins every message. ERR_USAGE for what is wrong with them or their number, and for
 * more than one of the ways; a file may also not be read, or be no JSON (ERR_MALFORMED). */
MUST_CHECK bool contract_arguments_read(const struct contract_arguments *from,
                                        const struct abi_item *item, struct abi_value *out,
                                        struct err *e);

/* The same, encoded and appended to `out`, without selector. ERR_TOO_BIG above the cap of `out`. */
MUST_CHECK bool contract_arguments_encode(const struct contract_arguments *from,
                                          const struct abi_item *item, struct buf *out,
                                          struct err *e);

#endif
