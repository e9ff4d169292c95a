/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/gas.h"

#include <inttypes.h>

enum { MARGIN = 5 /* a fifth */ };

uint64_t gas_with_margin(uint64_t gas, uint64_t block_gas_limit)
{
    uint64_t limit = gas > UINT64_MAX / 2 ? gas : gas + gas / MARGIN;
    if (limit > GAS_TRANSACTION_MAX && gas <= GAS_TRANSACTION_MAX) {
        limit = GAS_TRANSACTION_MAX;
    }
    return block_gas_limit != 0 && limit > block_gas_limit && gas <= block_gas_limit
               ? block_gas_limit
               : limit;
}

uint64_t gas_limit_for(uint64_t gas, uint64_t block_gas_limit, bool as_cast)
{
    return as_cast ? gas : gas_with_margin(gas, block_gas_limit);
}

bool gas_check(uint64_t limit, const struct sender_item *item, struct err *e)
{
    const struct transaction like = {
        .kind = TRANSACTION_EIP1559,
        .is_creation = item->is_creation,
        .to = item->to,
        .value = item->value,
        .data = item->data,
    };
    const uint64_t least = transaction_gas(&like).least;
    return limit >= least ||
           err_set(e, ERR_USAGE,
                   "option '--gas-limit': the transaction costs %" PRIu64 " before anything runs",
                   least);
}
