/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/keccak.h"

#include <string.h>

#include "base/macro.h"

enum { LANES = 25, SIDE = 5, STATE_BYTES = 200 };
enum { PAD_KECCAK = 0x01, PAD_SHA3 = 0x06, PAD_END = 0x80 };

/* FIPS 202 section 3.2.5, iota: one a round. */
static const uint64_t round_constants[] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
};

/* Sections 3.2.2 and 3.2.3, rho and pi: the way from lane 1 to where each lane goes, and by how
 * much the one that goes there is rotated. */
static const struct step {
    uint8_t lane;
    uint8_t rotation;
} steps[] = {
    {10, 1},  {7, 3},   {11, 6},  {17, 10}, {18, 15}, {3, 21},  {5, 28},  {16, 36},
    {8, 45},  {21, 55}, {24, 2},  {4, 14},  {15, 27}, {23, 41}, {19, 56}, {13, 8},
    {12, 25}, {2, 43},  {20, 62}, {14, 18}, {22, 39}, {9, 61},  {6, 20},  {1, 44},
};

static uint64_t rotate(uint64_t lane, unsigned n)
{
    return lane << n | lane >> (64 - n);
}

static void theta(uint64_t a[LANES])
{
    uint64_t column[SIDE];
    for (size_t x = 0; x < SIDE; x++) {
        column[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
    }
    for (size_t i = 0; i < LANES; i++) {
        a[i] ^= column[(i + 4) % SIDE] ^ rotate(column[(i + 1) % SIDE], 1);
    }
}

static void rho_and_pi(uint64_t a[LANES])
{
    uint64_t moving = a[1];
    for (size_t i = 0; i < COUNT(steps); i++) {
        uint64_t next = a[steps[i].lane];
        a[steps[i].lane] = rotate(moving, steps[i].rotation);
        moving = next;
    }
}

static void chi(uint64_t a[LANES])
{
    for (size_t y = 0; y < LANES; y += SIDE) {
        uint64_t row[SIDE];
        memcpy(row, a + y, sizeof row);
        for (size_t x = 0; x < SIDE; x++) {
            a[y + x] = row[x] ^ (~row[(x + 1) % SIDE] & row[(x + 2) % SIDE]);
        }
    }
}

static void permute(uint64_t a[LANES])
{
    for (size_t i = 0; i < COUNT(round_constants); i++) {
        theta(a);
        rho_and_pi(a);
        chi(a);
        a[0] ^= round_constants[i];
    }
}

/* Bytes are numbered from the low end of each lane. */
static void absorb(uint64_t a[LANES], struct bytes block)
{
    for (size_t i = 0; i < block.left; i++) {
        a[i / 8] ^= (uint64_t)block.at[i] << (8 * (i % 8));
    }
}

/* Digests of `size` bytes, all of which fit one block: the capacity is twice as much. */
static void sponge(struct bytes from, uint8_t padding, uint8_t *out, size_t size)
{
    uint64_t a[LANES] = {0};
    size_t rate = STATE_BYTES - 2 * size;
    struct bytes block;
    while (bytes_take(&from, rate, &block)) {
        absorb(a, block);
        permute(a);
    }
    uint8_t last[STATE_BYTES] = {0};
    size_t n = from.left;
    if (bytes_copy(&from, last, n)) {
        last[n] = padding;
        last[rate - 1] |= PAD_END;
    }
    absorb(a, bytes_of(last, rate));
    permute(a);
    for (size_t i = 0; i < size; i++) {
        out[i] = (uint8_t)(a[i / 8] >> (8 * (i % 8)));
    }
}

struct keccak256 keccak256_of(struct bytes bytes)
{
    struct keccak256 digest;
    sponge(bytes, PAD_KECCAK, digest.at, sizeof digest.at);
    return digest;
}

bool keccak256_equal(const struct keccak256 *a, const struct keccak256 *b)
{
    return bytes_equal(BYTES_OF(a->at), BYTES_OF(b->at));
}

struct keccak384 keccak384_of(struct bytes bytes)
{
    struct keccak384 digest;
    sponge(bytes, PAD_KECCAK, digest.at, sizeof digest.at);
    return digest;
}

struct keccak512 keccak512_of(struct bytes bytes)
{
    struct keccak512 digest;
    sponge(bytes, PAD_KECCAK, digest.at, sizeof digest.at);
    return digest;
}

struct sha3_256 sha3_256_of(struct bytes bytes)
{
    struct sha3_256 digest;
    sponge(bytes, PAD_SHA3, digest.at, sizeof digest.at);
    return digest;
}

struct sha3_384 sha3_384_of(struct bytes bytes)
{
    struct sha3_384 digest;
    sponge(bytes, PAD_SHA3, digest.at, sizeof digest.at);
    return digest;
}

struct sha3_512 sha3_512_of(struct bytes bytes)
{
    struct sha3_512 digest;
    sponge(bytes, PAD_SHA3, digest.at, sizeof digest.at);
    return digest;
}
