/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/paid.h"

#include "base/mem.h"
#include "rpc/l1_fee.h"

void paid_ask_operator(struct rpc *rpc, const struct flight *flights, size_t n)
{
    AUTO(mem_freep) struct operator_taken_answers *answers = mem_array(n + 1, sizeof *answers);
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    struct err ignored = {0};
    for (size_t i = 0; i < n; i++) {
        if (flights[i].receipt->is_there) {
            operator_taken_ask(batch, flights[i].receipt, &answers[i]);
        }
    }
    const bool was_answered = rpc_ask(rpc, batch, &ignored);
    for (size_t i = 0; i < n; i++) {
        struct rpc_receipt *receipt = flights[i].receipt;
        if (receipt->is_there) {
            const enum l1_known known = operator_taken_of(&answers[i], &receipt->operator_fee);
            receipt->operator_known = was_answered ? known : L1_UNKNOWN;
        }
        operator_taken_answers_done(&answers[i]);
    }
}

bool paid_of(const struct rpc_receipt *receipt, struct u256 *out)
{
    const struct u256 gas = u256_of(receipt->gas_used);
    return u256_multiply(&gas, &receipt->effective_gas_price, out) &&
           (!receipt->has_l1_fee || u256_add(out, &receipt->l1_fee, out)) &&
           (receipt->operator_known != L1_KNOWN || u256_add(out, &receipt->operator_fee, out));
}
