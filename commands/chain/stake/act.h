/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_STAKE_ACT_H
#define PHALA_COMMANDS_CHAIN_STAKE_ACT_H

#include "commands/chain/stake/stake.h"
#include "commands/key_source.h"
#include "commands/send_options.h"

/* What the commands that change something have in common: look, rehearse, ask, send. */

struct act_args {
    struct stake_args stake;
    struct key_args key;
    struct send_args send;
    const char *from;
};

/* Rows of an options table, for a member `field` of type struct act_args. */
#define ACT_OPTIONS(args, field)                                                                   \
    STAKE_OPTIONS(args, field.stake),                                                              \
        {.name = "from",                                                                           \
         .kind = OPTION_TEXT,                                                                      \
         .value = "ADDRESS",                                                                       \
         .at = OPTION_AT(args, field.from, const char *),                                          \
         .help = "the account, without its key, for --dry-run"},                                   \
        SEND_OPTIONS(args, field.send), KEY_OPTIONS(args, field.key)

enum { ACT_ITEMS = 2 };

struct act {
    const struct context *context;
    const struct act_args *args;
    struct stake stake;
    struct send_options options;
    struct sender_options sender_options;
    struct secp256k1_secret secret;
    struct abi errors; /* of the vault */
    struct sender sender;
    bool has_sender; /* not with --dry-run */
    /* What is to be done, in order. */
    struct sender_item items[ACT_ITEMS];
    struct call calls[ACT_ITEMS];
    size_t n;
    bool goes_on; /* an earlier run has sent it: there is nothing to check any more */
    /* What the rehearsal brought. */
    struct buf answer; /* of the last one: what its function would return; may be empty */
    struct fee fee;
    struct send_cost cost;
};
void act_done(struct act *act);

/* Reads the key, asks the vault and the account everything, and opens the journal. */
MUST_CHECK bool act_open(const struct context *context, const struct act_args *args,
                         struct act *act, struct err *e);

/* The journal has this call: an earlier run has sent it, and did not see it through. */
bool act_was_sent(const struct act *act, const struct eth_address *to, const struct call *call);

/* Finds one of that function among those; false when there is none. */
MUST_CHECK bool act_find_sent(const struct act *act, const struct eth_address *to,
                              const struct call *function, struct call *out);

/* It counts no more: what it did is seen on the chain. */
MUST_CHECK bool act_forget(struct act *act, const struct eth_address *to, const struct call *call,
                           struct err *e);

/* One more thing to do. `step` is for people: "deposit". */
void act_add(struct act *act, const char *step, const struct eth_address *to,
             const struct call *call);

/* The one thing to do, a call of the vault; it goes on where an earlier run has sent it. */
void act_only(struct act *act, const char *step, const struct call *call);

/* Has the node try it, finds out what it costs, and refuses (ERR_REFUSED) what would be reverted,
 * what the account cannot pay, and what costs more than it may. `question` (may be NULL) is asked
 * in the same request. */
MUST_CHECK bool act_rehearse(struct act *act, struct call_question *question, struct err *e);

/* What a command is of. `what` is its own: what it does, and what comes of it. */
struct act_story {
    const char *schema;   /* "phala.stake-deposit/1" */
    const char *question; /* "Deposit it?" */
    /* Checks it, and has it tried by act_rehearse; not called for one that goes on. */
    bool (*rehearse)(struct act *act, void *what, struct err *e);
    /* In an answer that has begun: `is_done` when it was mined. */
    void (*tell)(struct printer *p, const struct act *act, const void *what, bool is_done);
    /* Looks what came of it, when it was mined. */
    bool (*look)(const struct act *act, void *what, struct err *e);
};

/* Rehearses it. With --dry-run the story is the answer. Else it is told on stderr, asked about,
 * sent and waited for, and told again as the answer. */
MUST_CHECK bool act_finish(struct act *act, const struct act_story *story, void *what,
                           struct err *e);

/* Exits, but for those of what is done, and of what is refused. */
#define ACT_EXITS                                                                                  \
    {EXIT_USAGE, "an argument is not what it should be, or nobody can be asked"},                  \
        {EXIT_UNKNOWN, "the node could not be asked"}, {EXIT_NOT_FOUND, "there is no vault"},      \
        {EXIT_CONFLICT,                                                                            \
         "the node is of another chain, or the nonce was used by another transaction"},            \
        {EXIT_TIMEOUT, "sent, and not seen in a block in time: the same command goes on"}

/* Adds up a number of all events of the vault among the receipts, of those that are made from
 * nothing (whose first parameter is zero) where `is_minted`; false when there is none.
 * `signature` names the parameters: "event Deposit(address indexed sender, …)". */
MUST_CHECK bool act_events(const struct act *act, const char *signature, const char *parameter,
                           bool is_minted, struct u256 *out);

/* ERR_REFUSED when the vault is paused. */
MUST_CHECK bool act_check_running(const struct act *act, struct err *e);

/* A number of assets, or of shares: whole ones ("1.5", for the known vault also "1.5pha" or
 * "1.5vpha"), or the smallest ("25wei"). ERR_USAGE; zero, too. */
MUST_CHECK bool act_amount(const struct act *act, const char *text, bool is_shares,
                           struct u256 *out, struct err *e);

#endif
