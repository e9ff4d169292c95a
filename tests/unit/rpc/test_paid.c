/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/paid.h"

#include <criterion/criterion.h>

#include "canned_node.h"

TestSuite(paid, .timeout = 60);

#define CALL "eth_call"
#define YES  "0x0000000000000000000000000000000000000000000000000000000000000001"
#define NO   "0x0000000000000000000000000000000000000000000000000000000000000000"
#define NINE "0x0000000000000000000000000000000000000000000000000000000000000009"
#define ALL  "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"

#define WORD(word)   RESULT("\"" word "\"")
#define IS_ISTHMUS   "0xb54501bc"
#define OPERATOR_FEE "0x275aedd2"

/* 100 of gas for 3 each, and 50 for L1. */
static struct rpc_receipt receipt_of(uint64_t block)
{
    return (struct rpc_receipt){
        .is_there = true,
        .block_number = block,
        .gas_used = 100,
        .effective_gas_price = u256_of(3),
        .has_l1_fee = true,
        .l1_fee = u256_of(50),
    };
}

static bool costs(const struct rpc_receipt *receipt, uint64_t wei)
{
    struct u256 all;
    const struct u256 wanted = u256_of(wei);
    return paid_of(receipt, &all) && u256_compare(&all, &wanted) == 0;
}

Test(paid, what_receipts_say)
{
    struct rpc_receipt receipt = receipt_of(16);
    cr_assert(costs(&receipt, 350));
    receipt.has_l1_fee = false;
    cr_assert(costs(&receipt, 300));
    receipt.operator_fee = u256_of(9);
    cr_assert(costs(&receipt, 300), "it is not known");
    receipt.operator_known = L1_KNOWN;
    cr_assert(costs(&receipt, 309));
}

Test(paid, more_than_there_can_be)
{
    struct u256 all;
    struct rpc_receipt receipt = receipt_of(16);
    receipt.operator_known = L1_KNOWN;
    receipt.operator_fee = u256_max;
    cr_assert_not(paid_of(&receipt, &all));
    receipt = receipt_of(16);
    receipt.l1_fee = u256_max;
    cr_assert_not(paid_of(&receipt, &all));
    receipt = receipt_of(16);
    receipt.effective_gas_price = u256_max;
    cr_assert_not(paid_of(&receipt, &all));
}

static void ask(struct rpc_receipt *receipts, size_t n, const struct canned_rule *rules)
{
    struct flight flights[3] = {{.step = NULL}};
    cr_assert_leq(n, COUNT(flights));
    for (size_t i = 0; i < n; i++) {
        flights[i].receipt = &receipts[i];
    }
    canned_node(rules);
    AUTO(rpc_freep) struct rpc *rpc = canned_rpc();
    paid_ask_operator(rpc, flights, n);
}

/* Of each in its own block; what is not mined is not asked about. */
Test(paid, what_the_operator_took)
{
    struct rpc_receipt receipts[] = {receipt_of(16), {.is_there = false}, receipt_of(17)};
    ask(receipts, COUNT(receipts),
        RULES({CALL, IS_ISTHMUS "\"},\"0x10\"", .answer = WORD(NO)},
              {CALL, IS_ISTHMUS "\"},\"0x11\"", .answer = WORD(YES)},
              {CALL, OPERATOR_FEE, .answer = WORD(NINE)}));
    cr_assert_eq(canned_requests(), 1);
    cr_assert_eq(canned_asked(CALL), 4);
    cr_assert_eq(receipts[0].operator_known, L1_ABSENT);
    cr_assert_eq(receipts[2].operator_known, L1_KNOWN);
    cr_assert(costs(&receipts[0], 350) && costs(&receipts[2], 359));
}

Test(paid, nothing_is_mined)
{
    struct rpc_receipt receipt = {.is_there = false};
    ask(&receipt, 1, RULES({CALL, .answer = WORD(YES)}));
    cr_assert_eq(canned_requests(), 0);
}

Test(paid, what_is_not_said)
{
    static const struct {
        const char *is_isthmus, *fee;
        enum l1_known known;
    } cases[] = {
        {RESULT("\"0x\""), RESULT("\"0x\""), L1_ABSENT},
        {REFUSED("3", "execution reverted"), REFUSED("3", "execution reverted"), L1_ABSENT},
        {REFUSED("-32000", "missing trie node"), REFUSED("-32000", "missing trie node"),
         L1_UNKNOWN},
        {WORD(YES), REFUSED("-32000", "missing trie node"), L1_UNKNOWN},
        {WORD(YES), RESULT("\"0x\""), L1_UNKNOWN},
        {WORD(YES), RESULT("\"0x05\""), L1_UNKNOWN},
        {WORD(YES), RESULT("5"), L1_UNKNOWN},
        {WORD(YES), NULL, L1_UNKNOWN},
        {WORD(YES), WORD(ALL), L1_KNOWN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct rpc_receipt receipt = receipt_of(16);
        ask(&receipt, 1,
            RULES({CALL, IS_ISTHMUS, .answer = cases[i].is_isthmus},
                  {CALL, OPERATOR_FEE, .answer = cases[i].fee}));
        cr_assert_eq(receipt.operator_known, cases[i].known, "%zu", i);
        cr_assert(cases[i].known == L1_KNOWN || costs(&receipt, 350), "%zu", i);
    }
}
