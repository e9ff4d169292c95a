/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/network.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/macro.h"

/* Ids of ethereum-lists/chains. */
Test(network, by_name_and_by_id)
{
    static const struct {
        const char *name;
        uint64_t chain_id;
        bool is_op_stack;
    } cases[] = {
        {"phala-l2", 2035, true},     {"ethereum", 1, false},        {"base", 8453, true},
        {"sepolia", 11155111, false}, {"base-sepolia", 84532, true}, {"anvil", 31337, false},
    };
    cr_assert_eq(network_count, COUNT(cases));
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct network *network = network_by_name(text_of(cases[i].name));
        cr_assert_not_null(network, "%s", cases[i].name);
        cr_assert_eq(network->chain_id, cases[i].chain_id, "%s", cases[i].name);
        cr_assert_eq(network->is_op_stack, cases[i].is_op_stack, "%s", cases[i].name);
        cr_assert_eq(network_by_chain_id(cases[i].chain_id), network, "%s", cases[i].name);
        cr_assert_eq((network->explorer == NETWORK_NO_EXPLORER), (network->explorer_api == NULL));
        cr_assert_not_null(network->rpc_url);
    }
    cr_assert_eq(network_by_chain_id(NETWORK_PHALA_L2)->explorer, NETWORK_BLOCKSCOUT);
}

Test(network, what_is_not_known)
{
    static const char *const names[] = {"", "phala", "phala-l", "phala-l2 ", "Phala-L2", "mainnet"};
    for (size_t i = 0; i < COUNT(names); i++) {
        cr_assert_null(network_by_name(text_of(names[i])), "'%s'", names[i]);
    }
    cr_assert_null(network_by_chain_id(0));
    cr_assert_null(network_by_chain_id(2036));
}
