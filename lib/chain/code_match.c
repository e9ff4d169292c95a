/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/code_match.h"

#include <string.h>

#include "base/mem.h"

enum { PUSH20 = 0x73, OWN_ADDRESS = 1 /* where a library has it */ };

/* ADDRESS EQ, by which a library knows that it was called and not delegated to. */
static const uint8_t own_address_tail[] = {0x30, 0x14};

/* ADDRESS PUSH1 0 MSTORE PUSH1 32 PUSH1 0 RETURN */
const uint8_t code_match_probe[CODE_MATCH_PROBE] = {0x30, 0x60, 0x00, 0x52, 0x60,
                                                    0x20, 0x60, 0x00, 0xf3};

const char *code_match_name(enum code_match match)
{
    static const char *const names[] = {
        [CODE_EXACT] = "exact",
        [CODE_MASKED] = "immutables-masked",
        [CODE_METADATA] = "metadata-differs",
        [CODE_DIFFERS] = "differs",
        [CODE_ABSENT] = "absent",
    };
    return names[match];
}

static bool has_own_address(const struct code *code)
{
    const size_t behind = OWN_ADDRESS + ETH_ADDRESS_SIZE;
    return code->n >= behind + sizeof own_address_tail && code->at[0] == PUSH20 &&
           bytes_all_zero(bytes_of(&code->at[OWN_ADDRESS], ETH_ADDRESS_SIZE)) &&
           bytes_equal(bytes_of(&code->at[behind], sizeof own_address_tail),
                       BYTES_OF(own_address_tail));
}

static size_t first_difference(struct bytes a, struct bytes b)
{
    size_t n = a.left < b.left ? a.left : b.left;
    size_t at = 0;
    while (at < n && a.at[at] == b.at[at]) {
        at++;
    }
    return at;
}

static struct code_match_result differs_at(size_t at)
{
    return (struct code_match_result){.match = CODE_DIFFERS, .differs_at = at};
}

struct code_match_result code_match_simulated(struct bytes on_chain, struct bytes simulated)
{
    if (on_chain.left == 0) {
        return (struct code_match_result){.match = CODE_ABSENT};
    }
    return bytes_equal(on_chain, simulated) ? (struct code_match_result){.match = CODE_EXACT}
                                            : differs_at(first_difference(on_chain, simulated));
}

static bool is_at(struct bytes code, size_t at, const struct eth_address *address)
{
    struct bytes part;
    return bytes_slice(code, at, sizeof address->at, &part) &&
           bytes_equal(part, BYTES_OF(address->at));
}

/* `code`, `n` bytes, is what is expected but for the gaps; they are filled on the way. */
static struct code_match_result compare(struct bytes on_chain, uint8_t *code, size_t n,
                                        struct code_gaps *gaps)
{
    struct bytes expected = bytes_of(code, n);
    size_t masked = code_gaps_fill(gaps, on_chain, code, n);
    if (bytes_equal(on_chain, expected)) {
        return (struct code_match_result){masked > 0 ? CODE_MASKED : CODE_EXACT, masked, 0};
    }
    code_gaps_add_digests(on_chain, expected, gaps);
    masked = code_gaps_fill(gaps, on_chain, code, n);
    return bytes_equal(on_chain, expected) ? (struct code_match_result){CODE_METADATA, masked, 0}
                                           : differs_at(first_difference(on_chain, expected));
}

struct code_match_result code_match_moved(struct bytes on_chain, const struct eth_address *address,
                                          struct bytes simulated,
                                          const struct eth_address *simulated_address)
{
    AUTO(code_gaps_done) struct code_gaps gaps = {0};
    if (on_chain.left == 0) {
        return (struct code_match_result){.match = CODE_ABSENT};
    }
    AUTO(mem_freep) uint8_t *code = mem_copy(simulated.at, simulated.left);
    for (size_t at = 0; at < simulated.left; at++) {
        if (is_at(simulated, at, simulated_address)) {
            memcpy(&code[at], address->at, sizeof address->at);
            at += sizeof address->at - 1;
        }
    }
    return compare(on_chain, code, simulated.left, &gaps);
}

struct code_match_result code_match_artifact(struct bytes on_chain, const struct code *runtime,
                                             const struct eth_address *address)
{
    AUTO(code_gaps_done) struct code_gaps gaps = {0};
    if (on_chain.left == 0) {
        return (struct code_match_result){.match = CODE_ABSENT};
    }
    AUTO(mem_freep) uint8_t *code = mem_copy(runtime->at, runtime->n);
    if (has_own_address(runtime)) {
        memcpy(&code[OWN_ADDRESS], address->at, sizeof address->at);
    }
    code_gaps_of(runtime, &gaps);
    return compare(on_chain, code, runtime->n, &gaps);
}
