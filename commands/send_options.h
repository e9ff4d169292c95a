/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_SEND_OPTIONS_H
#define PHALA_COMMANDS_SEND_OPTIONS_H

#include "base/mem.h"
#include "cli/command.h"
#include "rpc/sender.h"

/* What commands that send transactions have in common: what these may cost, and how long they are
 * waited for. */
struct send_args {
    const char *max_fee, *priority_fee, *gas_price, *max_cost, *wait;
    struct option_number gas_limit, wait_timeout;
    bool dry_run;
};

extern const char *const send_waits[];

/* Rows of an options table, for a member `field` of type struct send_args: how long to wait, and
 * all. */
#define WAIT_OPTIONS(args, field)                                                                  \
    {.name = "wait",                                                                               \
     .kind = OPTION_TEXT,                                                                          \
     .value = "FOR",                                                                               \
     .at = OPTION_AT(args, field.wait, const char *),                                              \
     .help = "none, included, confirmations=N, safe or finalized",                                 \
     .suggestions = send_waits},                                                                   \
        {.name = "wait-timeout",                                                                   \
         .kind = OPTION_DURATION,                                                                  \
         .value = "DURATION",                                                                      \
         .at = OPTION_AT(args, field.wait_timeout, struct option_number),                          \
         .help = "how long; 5 minutes, or 30 blocks if that is more"}

#define SEND_OPTION_(args, field, option, member, text)                                            \
    {.name = (option),                                                                             \
     .kind = OPTION_TEXT,                                                                          \
     .value = "AMOUNT",                                                                            \
     .at = OPTION_AT(args, field.member, const char *),                                            \
     .help = (text)}

#define SEND_OPTIONS(args, field)                                                                  \
    SEND_OPTION_(args, field, "max-fee", max_fee, "highest price of a unit of gas (EIP-1559)"),    \
        SEND_OPTION_(args, field, "priority-fee", priority_fee,                                    \
                     "the part of it for the block's producer"),                                   \
        SEND_OPTION_(args, field, "gas-price", gas_price,                                          \
                     "a fixed price instead: a legacy transaction"),                               \
        {.name = "gas-limit",                                                                      \
         .kind = OPTION_COUNT,                                                                     \
         .value = "N",                                                                             \
         .at = OPTION_AT(args, field.gas_limit, struct option_number),                             \
         .help = "gas it may use; the node's estimate and a fifth"},                               \
        SEND_OPTION_(args, field, "max-cost", max_cost, "send nothing that may cost more"),        \
        {.name = "dry-run",                                                                        \
         .kind = OPTION_FLAG,                                                                      \
         .at = OPTION_AT(args, field.dry_run, bool),                                               \
         .help = "simulate, and say what it would cost; send nothing"},                            \
        WAIT_OPTIONS(args, field)

/* What they say. Points into itself: it is not copied. */
struct send_options {
    struct u256 max_fee, priority_fee, gas_price;
    struct fee_wish wish;
    uint64_t gas_limit; /* 0: not given */
    bool has_max_cost;
    struct u256 max_cost;
    enum sender_wait wait;
    uint64_t confirmations;
};

/* ERR_USAGE for what is not an amount, not a way to wait, or does not go together. */
MUST_CHECK bool send_options_read(const struct send_args *args, struct send_options *out,
                                  struct err *e);

/* For a chain with so many milliseconds between blocks (0: not known). */
struct sender_options send_options_sender(const struct context *context,
                                          const struct send_args *args,
                                          const struct send_options *options, uint32_t block_ms);

/* The folder of the journals, to be freed with mem_free; NULL when there is no place for it. */
char *send_journal_folder(const struct context *context);

#endif
