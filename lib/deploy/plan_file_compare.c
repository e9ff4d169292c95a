/* SPDX-License-Identifier: Apache-2.0 */
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"
#include "chain/address.h"
#include "deploy/plan_file.h"

enum { SHOWN = 96 /* bytes of a text */, HASH_TEXT = 2 + 64 + 1 };

static bool conflict(struct err *e, const char *what, const char *then, const char *now)
{
    (void)err_set(e, ERR_CONFLICT, "%s is %.*s in the plan file, and %.*s now", what, SHOWN, then,
                  SHOWN, now);
    return err_hint(e, "what was reviewed is not what would be done: make a new plan with --plan");
}

static bool same_number(struct err *e, const char *what, const struct u256 *then,
                        const struct u256 *now)
{
    char before[U256_DECIMAL];
    char after[U256_DECIMAL];
    return u256_compare(then, now) == 0 ||
           conflict(e, what, u256_format(then, before), u256_format(now, after));
}

static bool same_text(struct err *e, const char *what, const char *then, const char *now)
{
    return strcmp(then, now) == 0 || conflict(e, what, then, now);
}

static const char *hash_text(const uint8_t at[32], char out[HASH_TEXT])
{
    out[0] = '0';
    out[1] = 'x';
    hex_encode(bytes_of(at, 32), out + 2);
    out[HASH_TEXT - 1] = 0;
    return out;
}

static bool same_hash(struct err *e, const char *what, const uint8_t then[32],
                      const uint8_t now[32])
{
    char before[HASH_TEXT];
    char after[HASH_TEXT];
    return bytes_equal(bytes_of(then, 32), bytes_of(now, 32)) ||
           conflict(e, what, hash_text(then, before), hash_text(now, after));
}

static bool same_address(struct err *e, const char *what, const struct eth_address *then,
                         const struct eth_address *now)
{
    char before[ADDRESS_TEXT];
    char after[ADDRESS_TEXT];
    return bytes_equal(BYTES_OF(then->at), BYTES_OF(now->at)) ||
           conflict(e, what, address_format(then, before), address_format(now, after));
}

/* What was there already would have to be made again. */
static bool same_state(struct err *e, const struct plan_file_step *then,
                       const struct plan_file_step *now)
{
    return then->state != PLAN_UNCHANGED || now->state == PLAN_UNCHANGED ||
           conflict(e, "the contract", "there already", "to be deployed");
}

/* What makes the contract what it is. */
static bool same_contract(struct err *e, const struct plan_file_step *then,
                          const struct plan_file_step *now)
{
    return same_hash(e, "the artifact's SHA-256", then->artifact_digest.at,
                     now->artifact_digest.at) &&
           same_text(e, "the constructor", then->constructor, now->constructor) &&
           same_text(e, "arguments", then->arguments, now->arguments) &&
           same_hash(e, "the init code's hash", then->init_code_hash.at, now->init_code_hash.at) &&
           same_hash(e, "the salt", then->salt.at, now->salt.at) &&
           same_address(e, "the address", &then->address, &now->address);
}

/* What is sent; of what is there already nothing is. */
static bool same_transaction(struct err *e, const struct plan_file_step *then,
                             const struct plan_file_step *now)
{
    return now->state == PLAN_UNCHANGED ||
           (same_hash(e, "the calldata's hash", then->calldata_hash.at, now->calldata_hash.at) &&
            same_number(e, "the value", &then->value, &now->value));
}

static bool same_step(struct err *e, const struct plan_file_step *then,
                      const struct plan_file_step *now)
{
    static const char *const kinds[] = {
        [PLAN_CREATE] = "CREATE", [PLAN_CREATE2] = "CREATE2", [PLAN_UPGRADE] = "an upgrade"};
    return same_text(e, "the name", then->name, now->name) &&
           same_text(e, "the way to deploy it", kinds[then->kind], kinds[now->kind]) &&
           same_contract(e, then, now) && same_state(e, then, now) &&
           same_transaction(e, then, now);
}

static bool same_steps(struct err *e, const struct plan_file *then, const struct plan_file *now)
{
    const struct u256 counts[] = {u256_of(then->n), u256_of(now->n)};
    TRY(same_number(e, "the number of steps", &counts[0], &counts[1]));
    for (size_t i = 0; i < then->n; i++) {
        if (!same_step(e, &then->steps[i], &now->steps[i])) {
            return err_wrap(e, "step '%s'", then->steps[i].name);
        }
    }
    return true;
}

static bool is_within(struct err *e, const struct plan_file *then, const struct plan_file *now)
{
    char most[U256_DECIMAL];
    char allowed[U256_DECIMAL];
    if (!then->has_max_cost || u256_compare(&now->cost_max, &then->max_cost) <= 0) {
        return true;
    }
    return err_set(e, ERR_REFUSED, "it may cost %s wei now, the plan file allows %s",
                   u256_format(&now->cost_max, most), u256_format(&then->max_cost, allowed));
}

/* It may have come to be in the meantime. */
static bool same_deployer(struct err *e, const struct plan_file *then, const struct plan_file *now)
{
    return then->makes_deployer || !now->makes_deployer ||
           conflict(e, "the deterministic deployer", "there already", "to be made");
}

bool plan_file_compare(const struct plan_file *file, const struct plan *plan, struct err *e)
{
    AUTO(plan_file_done) struct plan_file now = {0};
    const struct u256 chain_ids[] = {u256_of(file->chain_id), u256_of(plan->chain_id)};
    TRY(plan_file_of(plan, NULL, &now, e));
    return same_number(e, "the chain id", &chain_ids[0], &chain_ids[1]) &&
           same_hash(e, "the hash of the chain's first block", file->genesis.at, now.genesis.at) &&
           same_address(e, "the account", &file->account, &now.account) &&
           same_deployer(e, file, &now) && same_steps(e, file, &now) && is_within(e, file, &now);
}
