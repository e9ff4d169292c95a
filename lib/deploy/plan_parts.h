/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_DEPLOY_PLAN_PARTS_H
#define PHALA_DEPLOY_PLAN_PARTS_H

#include "deploy/deployer.h"
#include "deploy/upgrade.h"
#include "rpc/gas.h"

/* For the files that make a plan: plan_make.c asks what these say. */

/* What the node says of a step in the first request. */
struct step_answers {
    const struct lock_contract *locked; /* of the lock file, true or not; NULL: it has none */
    struct buf locked_code;             /* at the address that the lock file has */
    struct buf predicted_code;          /* at the address that CREATE2 gives */
    uint8_t locked_slot[U256_SIZE];     /* of a proxy there: its implementation */
    uint8_t predicted_slot[U256_SIZE];
    uint64_t gas;
    struct buf as_account; /* by CREATE2: the runtime code if the account were the creator */
    struct rpc_error estimate_error, as_account_error;
    struct buf at_deployer, at_account; /* where the two simulations take place: code_match_probe */
    struct rpc_error at_error;
    struct l1_fee_answers l1_fee;
    bool was_asked; /* simulation and estimate */
};

struct plan_answers {
    struct cost_answers cost;
    struct deployer_answers deployer;
    struct upgrade_facts upgrade;
    struct step_answers *steps;
    size_t n;
};
void plan_answers_done(struct plan_answers *answers);

/* plan_steps.c: what is done, in order, as far as it is known without a node. */

/* Steps of the wish; those whose address is known, with it. */
MUST_CHECK bool plan_steps(const struct deploy_wish *wish, struct plan *plan, struct err *e);

/* Fills init code and transaction in, when everything that they have of earlier steps is known. */
void step_fill(const struct deploy_wish *wish, struct plan_step *step);

/* The step's init code has the address of an earlier one in it, or calls it. */
bool step_depends(const struct plan *plan, const struct plan_step *step);

/* Tells later steps the address of this one, if it is a library. */
MUST_CHECK bool step_link(const struct deploy_wish *wish, const struct plan_step *step,
                          struct err *e);

/* plan_ask.c: the questions. */
void plan_ask_first(struct plan *plan, const struct deploy_wish *wish, struct plan_answers *answers,
                    struct rpc_batch *batch);

/* Simulates and estimates the steps to do for which that could not be asked before, as if the
 * earlier ones were there. */
MUST_CHECK bool plan_ask_second(struct plan *plan, const struct deploy_wish *wish,
                                struct plan_answers *answers, struct rpc *rpc, struct err *e);

/* Simulates one step as the chain is. */
MUST_CHECK bool plan_simulate(const struct plan *plan, struct plan_step *step, struct rpc *rpc,
                              struct err *e);

/* plan_state.c: what of it is there already. Pure. */

enum plan_finding {
    PLAN_FOUND_NONE,      /* nothing is known of it */
    PLAN_FOUND_THERE,     /* it is there, as the artifact gives it */
    PLAN_FOUND_LOST,      /* the lock file has it, the chain has not */
    PLAN_FOUND_OTHER,     /* it was made of another artifact, or other arguments */
    PLAN_FOUND_FALSE,     /* other code is at its address */
    PLAN_FOUND_ELSEWHERE, /* it is there, and not where CREATE2 would put it */
    PLAN_FOUND_UPGRADED,  /* a proxy of another implementation by now */
};

/* What the answers say of a step that is filled. For PLAN_FOUND_THERE address, code and proof of
 * the step are set. */
enum plan_finding plan_find(struct plan_step *step, const struct step_answers *answers);

/* Whether the code at the step's address is what was to be there: against the simulation, else
 * against the artifact. */
struct code_match_result step_match(const struct plan_step *step);

/* What the lock file has was made of the same artifact and arguments; a proxy, by the same call,
 * whatever stands behind it by now. */
bool step_is_made_so(const struct plan_step *step, const struct lock_contract *locked);

/* A text of the lock file, or NULL, is 0x and the hex of that. */
bool is_hex_of(const char *hex, struct bytes data);

/* What made it, or took it over, found the code that the artifact gives. */
bool lock_was_proved(const struct lock_contract *locked);

/* That is enough. */
bool step_is_proved(const struct code_match_result *proof);

/* An artifact that does not say where its immutables are can only be compared with what the node
 * says that the constructor makes. */
bool step_wants_simulation(const struct plan_step *step);

/* plan_decide.c */

/* What the steps are decided by. */
struct plan_making {
    struct plan *plan;
    const struct deploy_wish *wish;
    struct plan_answers *answers;
    struct sender *sender;
};

/* State and address of each step, in order. Errors as plan_make. */
MUST_CHECK bool plan_decide(const struct plan_making *making, struct err *e);

/* What an earlier run wrote down of the same transaction; NULL: nothing. */
const struct journal_entry *plan_journaled(const struct plan_making *making,
                                           const struct plan_step *step);

/* Gives it a nonce, and a creation its address. */
void step_set_to_do(const struct plan_making *making, struct plan_step *step, bool is_pending);

/* prove.c: asks for the code of what is being made; `with` is the plan. It can be asked together
 * with receipts, and is then had without a request of its own. */
void plan_ask_made(struct rpc_batch *batch, void *with);

/* Compares the code of what was made, after asking for what is not known of it. */
MUST_CHECK bool plan_prove(struct plan *plan, struct rpc *rpc, struct err *e);

/* plan_cost.c */

/* What a creation costs of which only the size is known, in gas, generously. */
uint64_t gas_of_size(const struct plan_step *step);

/* Sums it up for the steps to do. Errors as cost_start and cost_add. */
MUST_CHECK bool plan_cost(struct plan *plan, const struct plan_answers *answers,
                          const struct fee_wish *wish, struct err *e);

#endif
