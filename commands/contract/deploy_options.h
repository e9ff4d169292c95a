/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_DEPLOY_OPTIONS_H
#define PHALA_COMMANDS_CONTRACT_DEPLOY_OPTIONS_H

#include "commands/contract/arguments.h"
#include "commands/contract/proxy_option.h"
#include "commands/contract/upgrade_option.h"
#include "commands/contract/verify_service.h"
#include "commands/key_source.h"
#include "commands/node_options.h"
#include "commands/send_options.h"
#include "deploy/plan.h"

/* What `phala contract deploy` takes from its command line. */
struct deploy_args {
    const char *artifact;
    struct contract_arguments arguments;
    struct node_args node;
    struct send_args send;
    struct key_args key;
    struct proxy_args proxy;
    struct upgrade_args upgrade;
    struct verify_service_args service;
    const char *abi, *name, *lock, *salt, *value, *from, *plan, *apply, *at;
    const char *verify; /* "", "required"; NULL: not */
    struct option_list libraries;
    bool create2, makes_deployer, is_new, is_unsigned, safe, check;
};

enum { DEPLOY_N_OPTIONS = 52 };
extern const struct option deploy_options[DEPLOY_N_OPTIONS];

/* The same as values, with what the wish looks into: it is not moved. */
struct deploy_inputs {
    struct artifact_set set;
    struct buf arguments;
    struct proxy_choice proxy;
    struct upgrade_choice upgrade;
    struct create_salt salt;
    struct send_options send;
    struct lock_file lock;
    struct deploy_wish wish;
};
void deploy_inputs_done(struct deploy_inputs *inputs);

/* Reads artifacts, arguments and the lock file. Nothing is asked and no key is read. */
MUST_CHECK bool deploy_inputs_read(const struct deploy_args *args, struct deploy_inputs *out,
                                   struct err *e);

/* Nothing is signed: the key is not needed where the account is said. */
bool deploy_signs(const struct deploy_args *args);

#endif
