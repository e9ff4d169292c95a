/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/rfc6979.h"

#include <string.h>

#include "base/mem.h"
#include "crypto/hmac.h"

enum { SEED_SIZE = sizeof(struct secp256k1_secret) + sizeof(struct keccak256) };

/* K and V of the RFC. */
struct generator {
    struct sha256 key, value;
};

static void generator_done(struct generator *generator)
{
    mem_wipe(generator, sizeof *generator);
}

static void step(struct generator *g)
{
    g->value = hmac_sha256(BYTES_OF(g->key.at), BYTES_OF(g->value.at));
}

/* K = HMAC_K(V || byte || seed), then V = HMAC_K(V). */
static void mix(struct generator *g, uint8_t byte, struct bytes seed)
{
    uint8_t message[sizeof g->value + 1 + SEED_SIZE];
    memcpy(message, g->value.at, sizeof g->value);
    message[sizeof g->value] = byte;
    if (seed.left > 0) {
        memcpy(message + sizeof g->value + 1, seed.at, seed.left);
    }
    g->key = hmac_sha256(BYTES_OF(g->key.at), bytes_of(message, sizeof g->value + 1 + seed.left));
    mem_wipe(message, sizeof message);
    step(g);
}

struct sha256 rfc6979_unreduced(const struct secp256k1_secret *secret,
                                const struct keccak256 *digest, unsigned attempt)
{
    AUTO(generator_done) struct generator g = {.key = {{0}}};
    uint8_t seed[SEED_SIZE];
    memset(g.value.at, 1, sizeof g.value.at);
    memcpy(seed, secret->at, sizeof secret->at);
    memcpy(seed + sizeof secret->at, digest->at, sizeof digest->at);
    mix(&g, 0, BYTES_OF(seed));
    mix(&g, 1, BYTES_OF(seed));
    mem_wipe(seed, sizeof seed);
    step(&g);
    for (unsigned i = 0; i < attempt; i++) {
        mix(&g, 0, bytes_of(NULL, 0));
        step(&g);
    }
    return g.value;
}
