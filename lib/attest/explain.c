/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain.h"

#include <string.h>

#include "attest/explain/tables.h"

const struct explanation *explain_check(enum check_id id)
{
    static const struct {
        const struct explanation *at;
        enum check_id first;
    } tables[] = {
#define X(table, first) {table, (first)},
        EXPLAIN_TABLES(X)
#undef X
    };
    size_t i = COUNT(tables) - 1;
    while (id < tables[i].first) {
        i--;
    }
    return &tables[i].at[id - tables[i].first];
}

const char *explain_name(enum check_id id)
{
    return id == CHECK_EXPECTATION ? "expect.KEY" : check_catalogue[id].id;
}

enum check_id explain_find(struct text id)
{
    if (text_equal(check_subject(check_catalogue[CHECK_EXPECTATION].id), id) ||
        text_starts(id, "expect.")) {
        return CHECK_EXPECTATION;
    }
    for (unsigned i = 0; i < CHECK_COUNT; i++) {
        if (text_is(id, check_catalogue[i].id)) {
            return (enum check_id)i;
        }
    }
    return CHECK_NONE;
}

const char *explain_heading(enum check_id id)
{
    static const struct {
        enum check_id first;
        const char *heading;
    } headings[] = {
        {CHECK_EVIDENCE_QUOTE, "The document"},
        {CHECK_QUOTE_VENDOR_ID, "The quote"},
        {CHECK_PCK_CHAIN, "The platform's certificates"},
        {CHECK_ROOT_CRL_ENCODING, "Revocation lists"},
        {CHECK_TCB_INFO_CHAIN, "TCB Info"},
        {CHECK_QE_IDENTITY_CHAIN, "The identity of the quoting enclave"},
        {CHECK_QE_REPORT_SIGNATURE, "The quoting enclave"},
        {CHECK_MODULE_IDENTITY, "The TDX module"},
        {CHECK_TCB_LEVEL, "The TCB level"},
        {CHECK_TD_DEBUG, "The TD or enclave"},
        {CHECK_LOG_RTMR0, "The event log"},
        {CHECK_APP_COMPOSE_HASH, "The application"},
        {CHECK_OS_MRTD, "The operating system"},
        {CHECK_RA_TLS_KEY, "The certificate"},
        {CHECK_KMS_PROVIDER, "The key service"},
        {CHECK_BIND_NONCE, "What the quote was made for"},
        {CHECK_REPORT_DATA, "What was asked for"},
    };
    size_t i = COUNT(headings) - 1;
    while (id < headings[i].first) {
        i--;
    }
    return headings[i].heading;
}

const char *explain_group_word(enum check_group group)
{
    static const char *const words[GROUP_COUNT] = {
        [GROUP_DOCUMENT] = "document",
        [GROUP_HARDWARE] = "hardware",
        [GROUP_LOG] = "log",
        [GROUP_APP] = "app",
        [GROUP_OS] = "os",
        [GROUP_RA_TLS] = "ra-tls",
        [GROUP_KMS] = "kms",
        [GROUP_BINDING] = "binding",
        [GROUP_ASKED] = "asked",
    };
    return words[group];
}
