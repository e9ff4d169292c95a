/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_CODE_GAPS_H
#define PHALA_CHAIN_CODE_GAPS_H

#include "chain/artifact.h"

/* What an artifact cannot say of the code at an address. */

enum code_gap_kind {
    CODE_GAP_IMMUTABLE, /* what the constructor fills */
    CODE_GAP_LIBRARY,   /* the address of a library that is not linked */
    CODE_GAP_DIGEST,    /* the hash of the metadata, of CODE_METADATA */
};

const char *code_gap_name(enum code_gap_kind kind); /* "immutable", … */

struct code_gap {
    enum code_gap_kind kind;
    struct code_place place;
    const struct code_link *library; /* of CODE_GAP_LIBRARY, borrowed */
};

struct code_gaps {
    struct code_gap *at;
    size_t n;
};
void code_gaps_done(struct code_gaps *gaps);

/* In order, none in another: libraries that are not linked, and immutables as the artifact lists
 * them; of one that does not, every PUSH32 of zeros. */
void code_gaps_of(const struct code *runtime, struct code_gaps *out);

/* Adds the digests (a264697066735822 1220 and 32 bytes) that both have at the same place, that are
 * not the same, and in no gap. */
void code_gaps_add_digests(struct bytes on_chain, struct bytes other, struct code_gaps *gaps);

/* Copies what is on the chain into the gaps of `code`, of `n` bytes. Returns how many bytes. */
size_t code_gaps_fill(const struct code_gaps *gaps, struct bytes on_chain, uint8_t *code, size_t n);

#endif
