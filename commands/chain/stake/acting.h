/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CHAIN_STAKE_ACTING_H
#define PHALA_COMMANDS_CHAIN_STAKE_ACTING_H

#include "commands/chain/stake/place.h"
#include "commands/key_source.h"
#include "commands/send_options.h"
#include "stake/act.h"

/* What the commands that change something have in common: a rehearsal that is shown, a question,
 * and what came of it. */

struct acting_args {
    struct place_args place;
    struct key_args key;
    struct send_args send;
    const char *from, *receiver, *owner;
};

/* Rows of an options table, for a member `field` of type struct acting_args. */
#define ACTING_OPTIONS(args, field)                                                                \
    PLACE_OPTIONS(args, field.place),                                                              \
        {.name = "from",                                                                           \
         .kind = OPTION_TEXT,                                                                      \
         .value = "ADDRESS",                                                                       \
         .at = OPTION_AT(args, field.from, const char *),                                          \
         .help = "the account, without its key, for --dry-run"},                                   \
        SEND_OPTIONS(args, field.send), KEY_OPTIONS(args, field.key)

/* Those of deeds that have such a part. */
#define RECEIVER_OPTION(args, field, text)                                                         \
    {.name = "receiver",                                                                           \
     .kind = OPTION_TEXT,                                                                          \
     .value = "ADDRESS",                                                                           \
     .at = OPTION_AT(args, field.receiver, const char *),                                          \
     .help = (text)}
#define OWNER_OPTION(args, field, text)                                                            \
    {.name = "owner",                                                                              \
     .kind = OPTION_TEXT,                                                                          \
     .value = "ADDRESS",                                                                           \
     .at = OPTION_AT(args, field.owner, const char *),                                             \
     .help = (text)}

/* What a command is of: a deed, and how it is told. */
struct acting_story {
    const struct stake_deed *deed;
    const char *schema;               /* "phala.stake-deposit/1" */
    const char *question;             /* "Deposit it?" */
    const char *given;                /* "deposit"; NULL: nothing is given */
    const char *foreseen;             /* what is gained, before: "receives_about" */
    const char *gained;               /* and after: "received" */
    const char *time_foreseen, *time; /* when a request can be claimed, before and after */
    bool tells_index, tells_period, tells_claimable;
};

/* Rehearses it. With --dry-run the story is the answer. Else it is told on stderr, asked about,
 * sent and waited for, and told again as the answer. */
MUST_CHECK bool acting_run(const struct context *context, const struct acting_args *args,
                           const struct acting_story *story, const struct stake_wish *wish,
                           struct err *e);

/* How it is told: to be done, or (`is_sent`) as it was done. */
void acting_tell(struct printer *p, const struct acting_story *story, const struct place *place,
                 const struct stake_act *act, bool is_sent);

/* Exits, but for those of what is done, and of what is refused. */
#define ACTING_EXITS                                                                               \
    {EXIT_USAGE, "an argument is not what it should be, or nobody can be asked"},                  \
        {EXIT_UNKNOWN, "the node could not be asked"},                                             \
        {EXIT_DENIED, "the node wants a key, or the key is not to be had"},                        \
        {EXIT_NOT_FOUND, "there is no vault"},                                                     \
        {EXIT_CONFLICT,                                                                            \
         "the node is of another chain, or the nonce was used by another transaction"},            \
        {EXIT_TIMEOUT, "sent, and not seen in a block in time: the same command goes on"}

#endif
