/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: code_match_artifact, code_match_moved, code_gaps_of. Each answer is held
 * against a byte by byte look. The input: one byte of flags, one for the number of immutables, two
 * for each of them, then the artifact's code and the chain's, in two halves. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "chain/code_match.h"

enum { IMMUTABLES = 15, HEAD = 10, DIGEST = 32, LISTED = 1 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool has_digest(struct bytes code, size_t at)
{
    static const uint8_t head[HEAD] = {0xa2, 0x64, 0x69, 0x70, 0x66, 0x73, 0x58, 0x22, 0x12, 0x20};
    return at + HEAD + DIGEST <= code.left && memcmp(&code.at[at], head, HEAD) == 0;
}

/* Bytes that need not be the same are 1. */
static void mask_gaps(const struct code *runtime, uint8_t *mask)
{
    AUTO(code_gaps_done) struct code_gaps gaps;
    code_gaps_of(runtime, &gaps);
    for (size_t i = 0; i < gaps.n; i++) {
        memset(&mask[gaps.at[i].place.at], 1, gaps.at[i].place.length);
    }
}

static void mask_digests(const struct code *runtime, struct bytes on_chain, uint8_t *mask)
{
    struct bytes code = bytes_of(runtime->at, runtime->n);
    for (size_t at = 0; at < runtime->n; at++) {
        if (has_digest(code, at) && has_digest(on_chain, at)) {
            memset(&mask[at + HEAD], 1, DIGEST);
        }
    }
}

/* All that differs need not be the same. */
static bool is_same_but_for(struct bytes a, struct bytes b, const uint8_t *mask)
{
    if (a.left != b.left) {
        return false;
    }
    for (size_t i = 0; i < a.left; i++) {
        if (a.at[i] != b.at[i] && mask[i] == 0) {
            return false;
        }
    }
    return true;
}

/* Without what is special about a library's own address, which is zeros there. */
static void check(const struct code *runtime, struct bytes on_chain)
{
    static const struct eth_address zeros;
    AUTO(mem_freep) uint8_t *gap_mask = mem_new(runtime->n + 1);
    AUTO(mem_freep) uint8_t *mask = mem_new(runtime->n + 1);
    mask_gaps(runtime, gap_mask);
    mask_gaps(runtime, mask);
    mask_digests(runtime, on_chain, mask);
    struct bytes code = bytes_of(runtime->at, runtime->n);
    struct code_match_result result = code_match_artifact(on_chain, runtime, &zeros);
    require(result.masked <= on_chain.left);
    switch (result.match) {
    case CODE_EXACT:
        require(bytes_equal(code, on_chain) && result.masked == 0);
        break;
    case CODE_MASKED:
        require(is_same_but_for(code, on_chain, mask) && result.masked > 0);
        break;
    case CODE_METADATA:
        require(code.left == on_chain.left && result.masked >= DIGEST);
        break;
    case CODE_DIFFERS:
        require(result.differs_at <= code.left && result.differs_at <= on_chain.left);
        require(!bytes_equal(code, on_chain));
        require(result.differs_at == code.left || result.differs_at == on_chain.left ||
                code.at[result.differs_at] != on_chain.at[result.differs_at]);
        break;
    case CODE_ABSENT:
        require(on_chain.left == 0);
        break;
    }
    require(on_chain.left == 0 || result.match != CODE_DIFFERS ||
            !is_same_but_for(code, on_chain, gap_mask));
}

/* Simulated where it is, the same code is exact, and any other is not. */
static void check_simulated(struct bytes a, struct bytes b)
{
    static const struct eth_address here = {{1, 2, 3}};
    struct code_match_result result = code_match_moved(a, &here, b, &here);
    require((result.match == CODE_EXACT) == (a.left > 0 && bytes_equal(a, b)));
    require((code_match_simulated(a, b).match == CODE_EXACT) == (result.match == CODE_EXACT));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct code_place places[IMMUTABLES];
    struct bytes rest = bytes_of(data, size);
    struct bytes code;
    uint8_t flags = 0;
    uint8_t n = 0;
    if (!bytes_u8(&rest, &flags) || !bytes_u8(&rest, &n) || rest.left < (size_t)2 * (n % 16)) {
        return 0;
    }
    struct bytes listed = bytes_of(rest.at, (size_t)2 * (n % 16));
    rest = bytes_of(rest.at + listed.left, rest.left - listed.left);
    if (!bytes_take(&rest, rest.left / 2, &code)) {
        return 0;
    }
    AUTO(mem_freep) uint8_t *copy = mem_copy(code.at, code.left);
    struct code runtime = {.at = copy,
                           .n = code.left,
                           .immutables = places,
                           .has_immutables_listed = (flags & LISTED) != 0};
    size_t end = 0;
    for (size_t i = 0; i + 1 < listed.left; i += 2) {
        struct code_place place = {end + listed.at[i], 1 + listed.at[i + 1] % 32U};
        if (place.at + place.length <= code.left) {
            places[runtime.n_immutables++] = place;
            end = place.at + place.length;
        }
    }
    check(&runtime, rest);
    check_simulated(rest, code);
    return 0;
}
