/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CHAIN_NETWORK_H
#define PHALA_CHAIN_NETWORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/* Chains that are known by name. */

enum { NETWORK_PHALA_L2 = 2035 /* its chain id */ };

/* What an explorer's interface for source verification is like. */
enum network_explorer { NETWORK_NO_EXPLORER, NETWORK_BLOCKSCOUT, NETWORK_ETHERSCAN };

struct network {
    const char *name;  /* "phala-l2" */
    const char *title; /* "Phala Network (L2)" */
    uint64_t chain_id;
    const char *rpc_url;      /* NULL: has to be given */
    const char *explorer_url; /* for people: "https://explorer.phala.network"; or NULL */
    enum network_explorer explorer;
    const char *explorer_api; /* for programs: "https://explorer.phala.network/api"; or NULL */
    const char *currency;     /* what gas is paid in: "ETH" */
    uint32_t block_ms;        /* time between blocks; 0: not known */
    bool is_op_stack;         /* transactions also pay for data on L1 */
};

extern const struct network network_table[];
extern const size_t network_count;

/* NULL when there is none. */
const struct network *network_by_name(struct text name);
const struct network *network_by_chain_id(uint64_t chain_id);

/* A network or a system that is no more. */
struct network_gone {
    const char *name; /* "khala" */
    const char *line; /* one line: what became of it, and where to go now */
};

/* NULL when the name is of none; case, blanks, `-` and `_` do not count. */
const struct network_gone *network_gone(struct text name);

#endif
