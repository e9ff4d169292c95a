/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/eip1967.h"

#include <criterion/criterion.h>
#include <string.h>

#include "crypto/keccak.h"
#include "vectors.h"

/* EIP-1967: Keccak-256 of the name, less one. */
Test(eip1967, slots)
{
    static const char *const names[EIP1967_SLOTS] = {
        [EIP1967_IMPLEMENTATION] = "eip1967.proxy.implementation",
        [EIP1967_BEACON] = "eip1967.proxy.beacon",
        [EIP1967_ADMIN] = "eip1967.proxy.admin",
    };
    for (size_t i = 0; i < EIP1967_SLOTS; i++) {
        struct keccak256 hash = keccak256_of(text_bytes(text_of(names[i])));
        cr_assert_gt(hash.at[31], 0);
        hash.at[31]--;
        cr_expect(bytes_equal(BYTES_OF(hash.at), BYTES_OF(eip1967_slots[i])), "%s", names[i]);
    }
    const struct keccak256 call = keccak256_of(text_bytes(text_of("implementation()")));
    cr_expect(bytes_equal(bytes_of(call.at, EIP1967_SELECTOR), BYTES_OF(eip1967_beacon_call)));
}

Test(eip1967, addresses)
{
#define PADDING "000000000000000000000000"
    static const struct {
        const char *word;
        bool is_address;
    } cases[] = {
        {PADDING "1111111111111111111111111111111111111122", true},
        {PADDING "0000000000000000000000000000000000000001", true},
        {PADDING "0000000000000000000000000000000000000000", false},
        {"000000000000000000000001"
         "1111111111111111111111111111111111111122",
         false},
        {"800000000000000000000000"
         "0000000000000000000000000000000000000000",
         false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf word = vector_unhex(text_of(cases[i].word));
        struct eth_address out;
        cr_assert_eq(word.len, U256_SIZE);
        cr_expect_eq(eip1967_address(word.at, &out), cases[i].is_address, "%s", cases[i].word);
        cr_expect(!cases[i].is_address || memcmp(out.at, &word.at[12], sizeof out.at) == 0);
    }
}
