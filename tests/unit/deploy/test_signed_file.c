/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/signed_file.h"

#include <criterion/criterion.h>

#include "base/hex.h"
#include "document.h"

/* Signed by cast mktx with the first key of foundry's; the last is the deployer's own transaction,
 * of before EIP-155. */
#define RAW                                                                                        \
    "02f85e8207f303843b9aca00847735940083030d408080856001600055c001a0c5db1a1170e2f67387f0391677ba" \
    "5c7c23a9238120b4835aac8657f6860933eba008d8c081d1e2f82aabfb222e9b0f127d4ec255d307e0a1f15e0d48" \
    "b91a13973a"
#define HASH "0x328b370dd1b4382d246405837515689b9a118f634cd925b349fb217adc47d8cd"
#define UNPROTECTED                                                                                \
    "f8a58085174876e800830186a08080b853604580600e600039806000f350fe7fffffffffffffffffffffffffffff" \
    "ffffffffffffffffffffffffffffffffffe03601600081602082378035828234f58015156039578182fd5b808252" \
    "50"                                                                                           \
    "50506014600cf31ba02222222222222222222222222222222222222222222222222222222222222222a022222222" \
    "22"                                                                                           \
    "222222222222222222222222222222222222222222222222222222"

static const char document[] = "{\n"
                               "  \"schema\": \"phala.signed/1\",\n"
                               "  \"chain_id\": \"2035\",\n"
                               "  \"transactions\": [\n"
                               "    {\n"
                               "      \"step\": \"deploy Counter\",\n"
                               "      \"raw\": \"0x" RAW "\",\n"
                               "      \"hash\": \"" HASH "\"\n"
                               "    }\n"
                               "  ]\n"
                               "}\n";

static bool accept(struct bytes json, struct err *e)
{
    AUTO(signed_file_done) struct signed_file file = {0};
    return signed_file_parse(json, &file, e);
}

static void expect_formatted(const struct signed_file *file)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    signed_file_format(file, &json);
    cr_expect(text_is(buf_view_text(&json), document), "%.*s", TEXT_ARG(buf_view_text(&json)));
}

Test(signed_file, of_what_was_signed)
{
    uint8_t raw[sizeof RAW / 2];
    AUTO(signed_file_done) struct signed_file file = {.chain_id = 2035};
    cr_assert(hex_decode(text_of(RAW), raw, sizeof raw));
    signed_file_add(&file, "deploy Counter", BYTES_OF(raw));
    expect_formatted(&file);
}

Test(signed_file, is_written_as_it_was_read)
{
    struct err e = {0};
    AUTO(signed_file_done) struct signed_file file = {0};
    cr_assert(signed_file_parse(text_bytes(text_of(document)), &file, &e), "%s", e.text);
    cr_expect(file.n == 1 && file.chain_id == 2035);
    expect_formatted(&file);
}

Test(signed_file, cut_or_longer)
{
    document_cuts(document, accept);
}

Test(signed_file, refusals)
{
    static const struct document_case cases[] = {
        {"signed/1", "signed/2", "member 'schema' is not phala.signed/1"},
        {"\"2035\"", "\"2036\"", "transaction 1: not of the chain that the file names"},
        {"\"2035\"", "2035", "member 'chain_id' is not a decimal number"},
        {RAW, UNPROTECTED, "transaction 1: not of the chain that the file names"},
        {RAW, RAW "00", "transaction 1: "},
        {RAW, "", "transaction 1: "},
        {"13973a", "13973b", "transaction 1: member 'hash' is not that of the bytes"},
        {"0x328b", "0x328c", "transaction 1: member 'hash' is not that of the bytes"},
        {"\"step\": \"deploy Counter\"", "\"step\": \"\"", "transaction 1: member 'step' is not"},
        {"\"step\"", "\"x\": 1, \"step\"", "transaction 1: there is no member 'x'"},
        {"\"schema\"", "\"x\": 1, \"schema\"", "there is no member 'x'"},
        {"\"transactions\": [", "\"transactions\": [], \"x\": [",
         "member 'transactions' is not an array"},
    };
    document_refusals(document, accept, cases, COUNT(cases));
}
