/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_SEND_RUN_ARGS_H
#define PHALA_COMMANDS_CONTRACT_SEND_RUN_ARGS_H

#include "commands/contract/method.h"
#include "commands/key_source.h"
#include "commands/node_options.h"
#include "commands/send_options.h"

/* What is said to `phala contract send`. */
struct send_run_args {
    struct method_args method;
    struct node_args node;
    struct key_args key;
    struct send_args send;
    const char *value, *from;
    struct option_number nonce;
    bool is_unsigned, safe;
};

/* Reads --from, and leaves `from` as it is where that is not given. ERR_USAGE for options that do
 * not go together: nothing on a command line is ignored. */
MUST_CHECK bool send_run_args_from(const struct send_run_args *args, struct eth_address *from,
                                   struct err *e);

#endif
