/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "chain/transaction.h"
#include "deploy/deployer.h"
#include "rpc/flight.h"
#include "rpc/trouble.h"

const char deployer_funding[] = "fund the deterministic deployer";

/* What an earlier run has paid and not seen mined. */
static const struct journal_entry *paid_before(const struct sender *sender)
{
    for (size_t i = 0; i < sender->journal.n; i++) {
        const struct journal_entry *entry = &sender->journal.entries[i];
        if (strcmp(entry->step, deployer_funding) == 0 &&
            bytes_equal(BYTES_OF(entry->genesis.at), BYTES_OF(sender->genesis.at))) {
            return entry;
        }
    }
    return NULL;
}

/* It goes on with that, whatever is lacking by now. */
static bool take_over(const struct journal_entry *entry, struct sender_item *item, struct err *e)
{
    AUTO(transaction_signed_done) struct transaction_signed read = {.transaction = {.nonce = 0}};
    TRY(transaction_decode(buf_view(&entry->raw), &read, e));
    item->to = read.transaction.to;
    item->value = read.transaction.value;
    return true;
}

static bool fund(struct plan *plan, struct sender *sender, const struct secp256k1_secret *secret,
                 struct err *e)
{
    AUTO(secp256k1_secret_done) struct secp256k1_secret own = *secret;
    struct sender_item *item = &plan->deployer.funding;
    const struct sender_signing signing = {
        .fee = &plan->cost.fee,
        .secret = &own,
        .has_operator = cost_has_operator(&plan->cost),
    };
    const struct journal_entry *before = paid_before(sender);
    TRY(before == NULL || take_over(before, item, e));
    if (u256_is_zero(&item->value)) {
        return true;
    }
    TRY(sender_run(sender, item, 1, &signing, e) && sender_settle(sender, item, 1, e));
    if (sender->nonce <= item->nonce) {
        sender->nonce = item->nonce + 1;
    }
    return true;
}

static bool refuse_unprotected(const struct rpc_error *error, struct err *e)
{
    (void)err_set(e, ERR_REFUSED,
                  "the node does not take the transaction that makes the deterministic deployer, "
                  "which has no chain id (EIP-155): %.100s",
                  error->message);
    return err_hint(e, "ask another node of the chain, or deploy without --create2");
}

/* What a node that takes no such transaction says at once, before anything is paid. */
static bool try_node(struct rpc *rpc, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    AUTO(rpc_error_done) struct rpc_error error = {0};
    ask_send(batch, deployer_transaction(), &error);
    TRY(rpc_ask(rpc, batch, e));
    return rpc_trouble_of(&error) != RPC_TROUBLE_CHAIN_ID || refuse_unprotected(&error, e);
}

static bool publish(struct plan *plan, const struct sender *sender, struct err *e)
{
    const struct wait wait = {.rpc = sender->rpc, .options = sender->options};
    const struct flight_along nothing = {NULL, NULL};
    AUTO(flight_done)
    struct flight flight = {
        .step = "make the deterministic deployer",
        .raw = deployer_transaction(),
        .hash = keccak256_of(deployer_transaction()),
        .from = deployer_maker,
        .is_creation = true,
        .receipt = &plan->deployer.receipt,
    };
    TRY(flight_send(sender->rpc, &flight, 1, &nothing, e));
    if (flight.state != FLIGHT_SENT) {
        return rpc_trouble_of(&flight.error) == RPC_TROUBLE_CHAIN_ID
                   ? refuse_unprotected(&flight.error, e)
                   : flight_refused(&flight, e);
    }
    return wait_for(&wait, &flight, 1, e);
}

static bool prove(const struct plan *plan, const struct sender *sender, struct err *e)
{
    AUTO(buf_done) struct buf code = buf_start(ARTIFACT_CODE_MAX);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    if (!plan->deployer.receipt.succeeded) {
        return err_set(e, ERR_REFUSED,
                       "the transaction that makes the deterministic deployer failed in block "
                       "%" PRIu64 ": the chain can have none any more",
                       plan->deployer.receipt.block_number);
    }
    ask_code(batch, &create_deterministic_deployer, RPC_STATE(RPC_LATEST), &code);
    TRY(rpc_ask(sender->rpc, batch, e));
    return deployer_is_there(buf_view(&code)) ||
           err_set(e, ERR_UNTRUSTED, "what was made is not the deterministic deployer");
}

/* Somebody else made it after this account had paid for it. */
static bool forget(struct sender *sender, struct err *e)
{
    const struct journal_entry *before = paid_before(sender);
    return before == NULL || journal_settle(&sender->journal, &before->hash, 1, e);
}

bool deployer_make(struct plan *plan, struct sender *sender, const struct secp256k1_secret *secret,
                   struct err *e)
{
    const struct sender_options *given = sender->options;
    struct sender_options mined = *given;
    if (plan->deployer.state != PLAN_DEPLOYER_TO_DO) {
        return forget(sender, e);
    }
    mined.wait = SENDER_WAIT_INCLUDED;
    sender->options = &mined;
    const bool is_made = try_node(sender->rpc, e) && fund(plan, sender, secret, e) &&
                         publish(plan, sender, e) && prove(plan, sender, e);
    sender->options = given;
    return is_made;
}
