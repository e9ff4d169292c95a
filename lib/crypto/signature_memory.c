/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/signature_memory.h"

#include "base/mem.h"
#include "crypto/equal.h"

/* A cache of sets, the newest of each set first. Only what was found right is in it: wrong
 * signatures neither answer nor push anything out. */
enum { WAYS = 4, SETS = SIGNATURE_MEMORY_ENTRIES / WAYS };

struct triple {
    struct p256_key key;
    struct sha256 digest;
    struct p256_signature signature;
};

struct entry {
    bool used;
    struct triple triple;
};

struct signature_memory {
    struct entry sets[SETS][WAYS];
};

/* Without padding, the bytes of a triple are the triple. */
_Static_assert(sizeof(struct triple) == P256_PUBLIC_KEY + SHA256_SIZE + P256_SIGNATURE,
               "a triple has no padding");
_Static_assert(SETS <= UINT8_MAX + 1, "a set is found by one byte");

struct signature_memory *signature_memory_new(void)
{
    return mem_new(sizeof(struct signature_memory));
}

void signature_memory_free(struct signature_memory *memory)
{
    mem_free(memory);
}

static struct bytes triple_bytes(const struct triple *triple)
{
    return bytes_of(triple, sizeof *triple);
}

/* Position of the triple in its set, or WAYS. */
static size_t find(const struct entry *set, const struct triple *triple)
{
    size_t i = 0;
    while (i < WAYS &&
           !(set[i].used && equal_bytes(triple_bytes(&set[i].triple), triple_bytes(triple)))) {
        i++;
    }
    return i;
}

/* Puts the triple first and moves those before `position` one back. */
static void put_first(struct entry *set, size_t position, const struct triple *triple)
{
    for (size_t i = position; i > 0; i--) {
        set[i] = set[i - 1];
    }
    set[0] = (struct entry){.used = true, .triple = *triple};
}

static bool verify_remembering(void *state, const struct p256_key *key, const struct sha256 *digest,
                               const struct p256_signature *signature)
{
    struct signature_memory *memory = state;
    struct triple triple = {*key, *digest, *signature};
    struct entry *set = memory->sets[sha256_of(triple_bytes(&triple)).at[0] % SETS];
    size_t position = find(set, &triple);
    if (position == WAYS) {
        if (!ecdsa_verify(key, digest, signature)) {
            return false;
        }
        position = WAYS - 1;
    }
    put_first(set, position, &triple);
    return true;
}

struct signature_check signature_memory_check(struct signature_memory *memory)
{
    return (struct signature_check){.verify = verify_remembering, .state = memory};
}
