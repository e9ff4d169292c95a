/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/network.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/macro.h"

/* What a person may call it, and what the line has to say. */
Test(network_gone, where_to_go_now)
{
    static const struct {
        const char *name, *says;
    } cases[] = {
        {"khala", "0xa139F849000C5438855032eBFeed9Ee104023a73"},
        {"Khala Network", "0xa139F849000C5438855032eBFeed9Ee104023a73"},
        {"phala-parachain", "0x8b6d7AB0BE8d1f6AE40738C4CFF75134110a777F"},
        {"parachain", "--network phala-l2"},
        {"phat", "Phala Cloud"},
        {"Phat Contract", "--network phala-l2"},
        {"pRuntime", "Phala Cloud"},
        {"pruntime_workers", "Phala Cloud"},
        {"SubBridge", "https://bridge.phala.network"},
        {"inDEX", "--network phala-l2"},
        {"index-contract", "--network phala-l2"},
        {"poc5", "--network anvil"},
        {"PoC-5", "--network anvil"},
        {"para-2", "--network anvil"},
        {"lensapi-oracle", "Phala Cloud"},
        {"lensapi-oracle-consumer-contract", "--network phala-l2"},
        {"mumbai", "--network sepolia"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct network_gone *gone = network_gone(text_of(cases[i].name));
        cr_assert_not_null(gone, "%s", cases[i].name);
        cr_expect_not_null(strstr(gone->line, cases[i].says), "%s: %s", cases[i].name, gone->line);
        cr_expect_null(strchr(gone->line, '\n'));
        cr_expect_neq(gone->line[strlen(gone->line) - 1], '.');
        cr_expect_lt(strlen(gone->line), 240, "%s", cases[i].name);
        cr_expect_null(network_by_name(text_of(cases[i].name)));
    }
}

Test(network_gone, what_there_is_is_not_gone)
{
    static const char *const others[] = {"",      "-",     "khal", "khalas", "kh\xc3\xa1la",
                                         "phala", "phala2"};
    for (size_t i = 0; i < network_count; i++) {
        cr_expect_null(network_gone(text_of(network_table[i].name)), "%s", network_table[i].name);
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        cr_expect_null(network_gone(text_of(others[i])), "%s", others[i]);
    }
    cr_expect_null(network_gone((struct text){"khala\0", 6}));
}
