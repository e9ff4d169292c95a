/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/gas.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(gas, .timeout = 60);

Test(gas, a_fifth_is_added_within_what_a_transaction_and_a_block_take)
{
    static const struct {
        uint64_t gas, block, limit;
    } cases[] = {
        {100000, 30000000, 120000},         {100000, 0, 120000},
        {29000000, 30000000, 30000000}, /* not above the block */
        {15000000, 30000000, 16777216}, /* not above EIP-7825 where the estimate is not */
        {16777216, 30000000, 16777216},     {16777217, 30000000, 20132660},
        {31000000, 30000000, 37200000}, /* the check says so */
        {UINT64_MAX, 30000000, UINT64_MAX},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_eq(gas_with_margin(cases[i].gas, cases[i].block), cases[i].limit, "case %zu", i);
    }
}

Test(gas, as_cast_the_estimate_is_the_limit)
{
    static const uint64_t estimates[] = {0, 21000, 29000000, 31000000, UINT64_MAX};
    for (size_t i = 0; i < COUNT(estimates); i++) {
        cr_assert_eq(gas_limit_for(estimates[i], 30000000, true), estimates[i], "%zu", i);
        cr_assert_eq(gas_limit_for(estimates[i], 30000000, false),
                     gas_with_margin(estimates[i], 30000000), "%zu", i);
    }
}

/* 21000, and 4 for a zero, 16 for another byte. */
Test(gas, a_limit_below_what_the_bytes_cost)
{
    struct err e;
    static const uint8_t data[] = {0, 1};
    const struct sender_item item = {.data = BYTES_OF(data)};
    cr_assert(gas_check(21020, &item, &e), "%s", e.text);
    cr_assert_not(gas_check(21019, &item, &e));
    cr_assert_eq(e.kind, ERR_USAGE);
    cr_assert_not_null(strstr(e.text, "costs 21020 before anything runs"), "%s", e.text);
}
