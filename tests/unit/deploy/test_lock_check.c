/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/lock_check.h"

#include <criterion/criterion.h>

static char name_impl[] = "Counter";
static char name_proxy[] = "Counter.proxy";
static const struct eth_address implementation = {{0xaa, 1, 2}};
static const struct eth_address proxy = {{0xbb, 3, 4}};
static const uint8_t code[] = {0x60, 0x00};

/* A contract and its proxy, as they were locked, with answers that agree. */
struct scene {
    struct lock_contract contracts[2];
    struct lock_row rows[2];
    struct lock_network network;
    struct lock_check check;
};

static void answer(struct lock_row *row, const struct lock_contract *contract)
{
    *row = (struct lock_row){.contract = contract, .code = buf_start(KIB)};
    buf_add(&row->code, BYTES_OF(code));
    row->receipt = (struct rpc_receipt){
        .is_there = true,
        .succeeded = true,
        .block_number = contract->block,
        .has_contract = true,
        .contract = contract->address,
    };
}

static void start(struct scene *s)
{
    const struct keccak256 hash = keccak256_of(BYTES_OF(code));
    *s = (struct scene){
        .contracts = {{.name = name_impl,
                       .address = implementation,
                       .has_tx = true,
                       .block = 7,
                       .code_hash = hash},
                      {.name = name_proxy,
                       .address = proxy,
                       .has_tx = true,
                       .block = 8,
                       .code_hash = hash,
                       .proxy_of = name_impl}},
        .network = {.chain_id = 2035, .genesis = {{1}}, .contracts = s->contracts, .n = 2},
        .check = {.network = &s->network, .rows = s->rows, .n = 2},
    };
    s->check.genesis.hash = s->network.genesis;
    answer(&s->rows[0], &s->contracts[0]);
    answer(&s->rows[1], &s->contracts[1]);
    for (size_t i = 0; i < ETH_ADDRESS_SIZE; i++) {
        s->rows[1].slot[U256_SIZE - ETH_ADDRESS_SIZE + i] = implementation.at[i];
    }
}

static void end(struct scene *s)
{
    buf_done(&s->rows[0].code);
    buf_done(&s->rows[1].code);
}

Test(lock_check, as_locked)
{
    AUTO(end) struct scene s;
    start(&s);
    lock_check_judge(&s.check);
    cr_expect(lock_check_is_good(&s.check) && s.check.is_same_chain);
    cr_expect_eq(s.rows[0].state, LOCK_OK);
    s.check.n = 0;
    cr_expect_not(lock_check_is_good(&s.check), "nothing compared is not good");
}

Test(lock_check, another_chain)
{
    AUTO(end) struct scene s;
    start(&s);
    s.check.genesis.hash.at[31] ^= 1;
    lock_check_judge(&s.check);
    cr_expect(!s.check.is_same_chain && !lock_check_is_good(&s.check));
}

static void expect(struct scene *s, size_t row, enum lock_state state, unsigned differs)
{
    lock_check_judge(&s->check);
    cr_expect_eq(s->rows[row].state, state, "row %zu: %s", row,
                 lock_state_name(s->rows[row].state));
    cr_expect_eq(s->rows[row].differs, differs, "row %zu: %u", row, s->rows[row].differs);
    cr_expect_not(lock_check_is_good(&s->check));
    cr_expect_eq(s->rows[1 - row].state, LOCK_OK);
    end(s);
    start(s);
}

Test(lock_check, each_difference)
{
    AUTO(end) struct scene s;
    start(&s);
    s.rows[0].code.at[0] ^= 1;
    expect(&s, 0, LOCK_CHANGED, LOCK_CODE);
    buf_clear(&s.rows[0].code);
    expect(&s, 0, LOCK_ABSENT, LOCK_CODE);
    s.rows[1].slot[31] ^= 1;
    expect(&s, 1, LOCK_CHANGED, LOCK_IMPLEMENTATION);
    s.rows[1].slot[0] = 1;
    expect(&s, 1, LOCK_CHANGED, LOCK_IMPLEMENTATION);
    s.contracts[1].proxy_of = name_proxy;
    expect(&s, 1, LOCK_CHANGED, LOCK_IMPLEMENTATION);
    s.rows[0].receipt.is_there = false;
    expect(&s, 0, LOCK_CHANGED, LOCK_TRANSACTION);
    s.rows[0].receipt.succeeded = false;
    expect(&s, 0, LOCK_CHANGED, LOCK_TRANSACTION);
    s.rows[0].receipt.block_number = 8;
    expect(&s, 0, LOCK_CHANGED, LOCK_TRANSACTION);
    s.rows[0].receipt.contract = proxy;
    expect(&s, 0, LOCK_CHANGED, LOCK_TRANSACTION);
    s.rows[0].receipt.has_contract = false;
    expect(&s, 0, LOCK_CHANGED, LOCK_TRANSACTION);
    buf_clear(&s.rows[1].code);
    s.rows[1].receipt.is_there = false;
    expect(&s, 1, LOCK_ABSENT, LOCK_CODE | LOCK_TRANSACTION);
}

/* By CREATE2 the deployer is called, and the receipt names no contract; what was there already has
 * no transaction. */
Test(lock_check, by_create2)
{
    AUTO(end) struct scene s;
    start(&s);
    s.contracts[0].has_salt = true;
    s.rows[0].receipt.has_contract = false;
    s.contracts[1].has_tx = false;
    s.rows[1].receipt.is_there = false;
    lock_check_judge(&s.check);
    cr_expect(lock_check_is_good(&s.check));
}

Test(lock_check, words)
{
    cr_expect_str_eq(lock_state_name(LOCK_ABSENT), "absent");
    cr_expect_str_eq(lock_difference_name(LOCK_IMPLEMENTATION), "implementation");
}
