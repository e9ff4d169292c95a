/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_CODE_MATCH_H
#define PHALA_CHAIN_CODE_MATCH_H

#include "chain/code_gaps.h"

/* Whether the code at an address is what an artifact gives. */

enum code_match {
    CODE_EXACT,    /* byte for byte */
    CODE_MASKED,   /* but for immutables, and what `masked` counts */
    CODE_METADATA, /* but for the hash of the metadata as well: the same code of other sources or
                      settings, names and comments included */
    CODE_DIFFERS,
    CODE_ABSENT, /* there is no code at the address */
};

const char *code_match_name(enum code_match match); /* "exact", "immutables-masked", … */

struct code_match_result {
    enum code_match match;
    size_t masked;     /* bytes that were not compared */
    size_t differs_at; /* of CODE_DIFFERS: the first byte */
};

/* Compares with what the node says that the constructor would install (eth_call of the creation):
 * exact or not, immutables filled in. */
struct code_match_result code_match_simulated(struct bytes on_chain, struct bytes simulated);

/* The same of a contract that was simulated at another address than the one it has, which it may
 * know (as libraries and UUPS implementations do): `simulated_address` counts as `address` wherever
 * it stands in the simulated code. CODE_METADATA is told apart here. */
struct code_match_result code_match_moved(struct bytes on_chain, const struct eth_address *address,
                                          struct bytes simulated,
                                          const struct eth_address *simulated_address);

/* Init code of a "contract" that is its own address, in 32 bytes: eth_call of it, by the same
 * account in the same state, gives the address at which the simulation takes place. */
enum { CODE_MATCH_PROBE = 9 };
extern const uint8_t code_match_probe[CODE_MATCH_PROBE];

/* Compares with the artifact's runtime code: gaps are not compared (chain/code_gaps.h), nor, for
 * CODE_METADATA, the digests of metadata, wherever both have them. The
 * address that a library has of itself (PUSH20 at offset 1, zeros in the artifact) has to be
 * `address`. */
struct code_match_result code_match_artifact(struct bytes on_chain, const struct code *runtime,
                                             const struct eth_address *address);

#endif
