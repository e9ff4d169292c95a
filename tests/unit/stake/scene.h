/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_STAKE_SCENE_H
#define PHALA_TESTS_STAKE_SCENE_H

#include "rpc/rpc.h"
#include "stake/rehearsal.h"

/* A vault and an account on a node that is not there. What is not said otherwise: the block is of
 * 1700000000, the vault runs, unlocks after 21 days and takes two requests; the account has 1
 * ether, 1000 assets, 200 shares, and no allowance; an asset is 2 shares; calls take 50000 gas, of
 * which a unit costs 21 wei at most. */

enum { SCENE_SAYS = 64 };

#define SCENE_NOW    1700000000
#define SCENE_PERIOD 1814400

struct scene {
    struct {
        const char *key, *result;
    } says[SCENE_SAYS];
    size_t n_says;
    struct stake stake;
    struct sender_options sender_options;
    struct sender sender;
    char folder[64]; /* of the journal; empty: there is none */
    struct stake_act act;
    struct rehearsal rehearsal;
};
void scene_done(struct scene *scene);

extern const struct eth_address scene_account, scene_other, scene_vault, scene_token;

/* `key` is a method, or what eth_call calls: a selector and whether it is the token's ("70a08231",
 * "70a08231@token"). `result` is JSON; "=HEX,HEX" words; "!JSON" an error. The last one counts. */
void scene_say(struct scene *scene, const char *key, const char *result);

/* Asks a vault about the account, and reads it. */
struct stake_people scene_people(void);
bool scene_read(struct scene *scene, const struct stake_people *people, struct err *e);

/* Opens a journal; the caller says what is in it with scene_sent. */
void scene_open_journal(struct scene *scene);
void scene_sent(struct scene *scene, const struct eth_address *to, const struct call *call);

/* Reads the vault, which succeeds, and plans. Without a journal nothing would be sent. */
bool scene_plan(struct scene *scene, const struct stake_deed *deed, const struct stake_wish *wish,
                struct err *e);

/* Checks, has it tried, and judges. */
bool scene_rehearse(struct scene *scene, struct err *e);

/* What the node answers to the batch, which has to succeed. */
void scene_answer(struct scene *scene, struct rpc_batch *batch);

/* Decimal digits. */
struct u256 scene_number(const char *digits);
void scene_expect(const struct u256 *value, const char *digits);

#endif
