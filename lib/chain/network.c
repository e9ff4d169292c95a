/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/network.h"

#include "base/macro.h"

#define ETHERSCAN_API "https://api.etherscan.io/v2/api"

const struct network network_table[] = {
    {
        .name = "phala-l2",
        .title = "Phala Network (L2)",
        .chain_id = NETWORK_PHALA_L2,
        .rpc_url = "https://rpc.phala.network",
        .explorer_url = "https://explorer.phala.network",
        .explorer = NETWORK_BLOCKSCOUT,
        .explorer_api = "https://explorer.phala.network/api",
        .currency = "ETH",
        .block_ms = 10000,
        .is_op_stack = true,
    },
    {
        .name = "ethereum",
        .title = "Ethereum",
        .chain_id = 1,
        .rpc_url = "https://ethereum-rpc.publicnode.com",
        .explorer_url = "https://etherscan.io",
        .explorer = NETWORK_ETHERSCAN,
        .explorer_api = ETHERSCAN_API,
        .currency = "ETH",
        .block_ms = 12000,
    },
    {
        .name = "base",
        .title = "Base",
        .chain_id = 8453,
        .rpc_url = "https://mainnet.base.org",
        .explorer_url = "https://basescan.org",
        .explorer = NETWORK_ETHERSCAN,
        .explorer_api = ETHERSCAN_API,
        .currency = "ETH",
        .block_ms = 2000,
        .is_op_stack = true,
    },
    {
        .name = "sepolia",
        .title = "Sepolia",
        .chain_id = 11155111,
        .rpc_url = "https://ethereum-sepolia-rpc.publicnode.com",
        .explorer_url = "https://sepolia.etherscan.io",
        .explorer = NETWORK_ETHERSCAN,
        .explorer_api = ETHERSCAN_API,
        .currency = "ETH",
        .block_ms = 12000,
    },
    {
        .name = "base-sepolia",
        .title = "Base Sepolia",
        .chain_id = 84532,
        .rpc_url = "https://sepolia.base.org",
        .explorer_url = "https://sepolia.basescan.org",
        .explorer = NETWORK_ETHERSCAN,
        .explorer_api = ETHERSCAN_API,
        .currency = "ETH",
        .block_ms = 2000,
        .is_op_stack = true,
    },
    {
        .name = "anvil",
        .title = "anvil, on this machine",
        .chain_id = 31337,
        .rpc_url = "http://127.0.0.1:8545",
        .currency = "ETH",
    },
};
const size_t network_count = COUNT(network_table);

const struct network *network_by_name(struct text name)
{
    for (size_t i = 0; i < network_count; i++) {
        if (text_is(name, network_table[i].name)) {
            return &network_table[i];
        }
    }
    return NULL;
}

const struct network *network_by_chain_id(uint64_t chain_id)
{
    for (size_t i = 0; i < network_count; i++) {
        if (network_table[i].chain_id == chain_id) {
            return &network_table[i];
        }
    }
    return NULL;
}

#define TO_L2 "contracts are deployed to the Phala L2 now: --network phala-l2"
#define PHAT                                                                                       \
    "Phat Contract has ended with the parachains: programs run on Phala Cloud now, and " TO_L2
#define INDEX "inDEX has ended with Phat Contract: " TO_L2
#define PARACHAIN                                                                                  \
    "the Phala parachain has ended at block 9064613: its PHA is claimed on Ethereum "              \
    "(0x8b6d7AB0BE8d1f6AE40738C4CFF75134110a777F), and " TO_L2
#define KHALA                                                                                      \
    "the Khala parachain has ended: its PHA is claimed on Ethereum "                               \
    "(0xa139F849000C5438855032eBFeed9Ee104023a73), and " TO_L2
#define WORKERS                                                                                    \
    "the parachains' workers have ended: confidential machines run on Phala Cloud now, "           \
    "and " TO_L2
#define LENS                                                                                       \
    "the oracle templates have lost the Phat workers that answered them: their contracts are "     \
    "deployed with --network phala-l2, and what answers runs on Phala Cloud"
#define TESTNET "the testnet of the parachains has ended: --network anvil or --network sepolia"

/* Names as they are compared: lower case, without what stands between words. */
static const struct network_gone gone[] = {
    {"khala", KHALA},
    {"khalanetwork", KHALA},
    {"khalaparachain", KHALA},
    {"phalaparachain", PARACHAIN},
    {"parachain", PARACHAIN},
    {"polkadot", PARACHAIN},
    {"phat", PHAT},
    {"phatcontract", PHAT},
    {"phatcontracts", PHAT},
    {"phatcontractworkers", PHAT},
    {"phatfunction", PHAT},
    {"phatfunctions", PHAT},
    {"phatrollup", PHAT},
    {"phatworkers", PHAT},
    {"pruntime", WORKERS},
    {"pruntimeworker", WORKERS},
    {"pruntimeworkers", WORKERS},
    {"prb", WORKERS},
    {"para2", TESTNET},
    {"poc5", TESTNET},
    {"poc6", TESTNET},
    {"phalatestnet", TESTNET},
    {"subbridge",
     "SubBridge has ended: the bridge of the Phala L2 is https://bridge.phala.network"},
    {"index", INDEX},
    {"indexcontract", INDEX},
    {"indexsdk", INDEX},
    {"indexsolidity", INDEX},
    {"lens", LENS},
    {"lensapi", LENS},
    {"lensapioracle", LENS},
    {"lensapioracleconsumercontract", LENS},
    {"lensoracle", LENS},
    {"mumbai", "Polygon Mumbai has ended: --network sepolia or --network base-sepolia"},
};

/* The same but for case, and for what stands between words. */
static bool is_same(struct text given, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < given.len; i++) {
        char c = given.at[i];
        if (c == ' ' || c == '-' || c == '_') {
            continue;
        }
        char lower = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        if (lower == 0 || lower != name[n]) {
            return false;
        }
        n++;
    }
    return name[n] == 0;
}

const struct network_gone *network_gone(struct text name)
{
    for (size_t i = 0; i < COUNT(gone); i++) {
        if (is_same(name, gone[i].name)) {
            return &gone[i];
        }
    }
    return NULL;
}
