/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/lock_check.h"

#include "base/mem.h"
#include "chain/eip1967.h"

void lock_check_done(struct lock_check *check)
{
    for (size_t i = 0; i < check->n; i++) {
        buf_done(&check->rows[i].code);
        rpc_receipt_done(&check->rows[i].receipt);
    }
    mem_free(check->rows);
    *check = (struct lock_check){0};
}

static void ask(struct rpc_batch *batch, struct lock_row *row)
{
    const struct lock_contract *contract = row->contract;
    ask_code(batch, &contract->address, RPC_STATE(RPC_LATEST), &row->code);
    if (contract->proxy_of != NULL) {
        ask_storage(batch, &contract->address, eip1967_slots[EIP1967_IMPLEMENTATION], row->slot);
    }
    if (contract->has_tx) {
        ask_receipt(batch, &contract->tx_hash, &row->receipt);
    }
}

bool lock_check_run(struct rpc *rpc, const struct lock_network *network, struct lock_check *out,
                    struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    const struct rpc_state first = {.at = RPC_BLOCK, .number = 0};
    *out = (struct lock_check){
        .network = network,
        .rows = mem_array(network->n, sizeof *out->rows),
        .n = network->n,
    };
    ask_block(batch, first, &out->genesis, NULL);
    for (size_t i = 0; i < network->n; i++) {
        out->rows[i].contract = &network->contracts[i];
        ask(batch, &out->rows[i]);
    }
    TRY(rpc_ask(rpc, batch, e));
    if (!out->genesis.is_there) {
        return err_set(e, ERR_SERVICE, "the node does not have the chain's first block");
    }
    lock_check_judge(out);
    return true;
}

static bool is_implementation(const struct lock_network *network, const struct lock_row *row)
{
    const struct lock_contract *behind = lock_network_contract(network,
                                                               text_of(row->contract->proxy_of));
    return behind != NULL && bytes_all_zero(bytes_of(row->slot, U256_SIZE - ETH_ADDRESS_SIZE)) &&
           bytes_equal(bytes_of(row->slot + U256_SIZE - ETH_ADDRESS_SIZE, ETH_ADDRESS_SIZE),
                       BYTES_OF(behind->address.at));
}

/* By CREATE2 the receipt has the deployer's address, not the contract's. */
static bool is_transaction(const struct lock_contract *contract, const struct rpc_receipt *receipt)
{
    bool is_maker = contract->has_salt ||
                    (receipt->has_contract &&
                     bytes_equal(BYTES_OF(receipt->contract.at), BYTES_OF(contract->address.at)));
    return receipt->is_there && receipt->succeeded && is_maker &&
           receipt->block_number == contract->block;
}

static void judge(const struct lock_network *network, struct lock_row *row)
{
    const struct lock_contract *contract = row->contract;
    const struct keccak256 hash = keccak256_of(buf_view(&row->code));
    row->differs = 0;
    if (!bytes_equal(BYTES_OF(hash.at), BYTES_OF(contract->code_hash.at))) {
        row->differs |= LOCK_CODE;
    }
    if (contract->proxy_of != NULL && !is_implementation(network, row)) {
        row->differs |= LOCK_IMPLEMENTATION;
    }
    if (contract->has_tx && !is_transaction(contract, &row->receipt)) {
        row->differs |= LOCK_TRANSACTION;
    }
    row->state = row->differs == 0 ? LOCK_OK : LOCK_CHANGED;
    if (row->code.len == 0) {
        row->state = LOCK_ABSENT;
    }
}

void lock_check_judge(struct lock_check *check)
{
    check->is_same_chain = bytes_equal(BYTES_OF(check->genesis.hash.at),
                                       BYTES_OF(check->network->genesis.at));
    for (size_t i = 0; i < check->n; i++) {
        judge(check->network, &check->rows[i]);
    }
}

bool lock_check_is_good(const struct lock_check *check)
{
    bool is_good = check->is_same_chain && check->n > 0;
    for (size_t i = 0; i < check->n; i++) {
        is_good = is_good && check->rows[i].state == LOCK_OK;
    }
    return is_good;
}

const char *lock_state_name(enum lock_state state)
{
    static const char *const names[] = {
        [LOCK_OK] = "ok", [LOCK_CHANGED] = "changed", [LOCK_ABSENT] = "absent"};
    return names[state];
}

const char *lock_difference_name(enum lock_difference difference)
{
    static const char *const names[] = {
        [LOCK_CODE] = "code",
        [LOCK_IMPLEMENTATION] = "implementation",
        [LOCK_TRANSACTION] = "transaction",
    };
    return names[difference];
}
