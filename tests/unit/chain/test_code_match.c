/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/code_match.h"

#include <criterion/criterion.h>
#include <string.h>

#include "artifacts.h"
#include "vectors.h"

#define ZEROS_20 "0000000000000000000000000000000000000000"
#define ZEROS_32 ZEROS_20 "000000000000000000000000"
#define ONES_20  "1111111111111111111111111111111111111111"
#define ONES_32  ONES_20 "111111111111111111111111"
#define TWOS_32  "2222222222222222222222222222222222222222222222222222222222222222"
#define DIGEST                                                                                     \
    "a264697066735822"                                                                             \
    "1220"
/* Keccak-256 of "a.sol:L" begins so (cast keccak). */
#define HOLE  "__$f88ecc3109ff1fb58f0d9253cbe675174a$__"
#define LINKS ",\"linkReferences\":{\"a.sol\":{\"L\":[{\"start\":1,\"length\":20}]}}"
#define IMMUTABLE(at, length)                                                                      \
    ",\"immutableReferences\":{\"7\":[{\"start\":" at ",\"length\":" length "}]}"

/* Foundry lists immutables, be it none; Hardhat 2 says nothing about them. */
enum format { FOUNDRY, HARDHAT };

static struct artifact of_runtime(enum format format, const char *hex, const char *rest)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    if (format == FOUNDRY) {
        buf_printf(&json,
                   "{\"bytecode\":{\"object\":\"00\"},"
                   "\"deployedBytecode\":{\"object\":\"%s\"%s}}",
                   hex, rest);
    } else {
        buf_printf(&json,
                   "{\"_format\":\"hh-sol-artifact-1\",\"bytecode\":\"00\","
                   "\"deployedBytecode\":\"%s\"%s}",
                   hex, rest);
    }
    buf_char(&json, 0);
    return artifact_of_text((const char *)json.at, "");
}

static struct code_match_result match(const struct artifact *artifact, const char *on_chain)
{
    AUTO(buf_done) struct buf code = vector_unhex(text_of(on_chain));
    const struct eth_address address = address_of(0x11);
    return code_match_artifact(buf_view(&code), &artifact->runtime, &address);
}

Test(code_match, names)
{
    cr_expect_str_eq(code_match_name(CODE_EXACT), "exact");
    cr_expect_str_eq(code_match_name(CODE_MASKED), "immutables-masked");
    cr_expect_str_eq(code_match_name(CODE_METADATA), "metadata-differs");
    cr_expect_str_eq(code_match_name(CODE_DIFFERS), "differs");
    cr_expect_str_eq(code_match_name(CODE_ABSENT), "absent");
}

Test(code_match, with_the_artifact)
{
    static const struct {
        enum format format;
        const char *artifact, *rest, *on_chain;
        enum code_match match;
        size_t masked, differs_at;
    } cases[] = {
        {FOUNDRY, "6001", "", "", CODE_ABSENT, 0, 0},
        {FOUNDRY, "6001", "", "6001", CODE_EXACT, 0, 0},
        {FOUNDRY, "6001", "", "6002", CODE_DIFFERS, 0, 1},
        {FOUNDRY, "6001", "", "60", CODE_DIFFERS, 0, 1},
        {FOUNDRY, "6001", "", "600100", CODE_DIFFERS, 0, 2},
        {FOUNDRY, "6001", "", "5001", CODE_DIFFERS, 0, 0},
        /* What the constructor fills is not compared; what is beside it is. */
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("1", "32"), "7f" TWOS_32 "00", CODE_MASKED, 32, 0},
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("1", "32"), "7f" ZEROS_32 "00", CODE_MASKED, 32, 0},
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("1", "31"), "7f" TWOS_32 "00", CODE_DIFFERS, 0, 32},
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("2", "31"), "7f" TWOS_32 "00", CODE_DIFFERS, 0, 1},
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("1", "32"), "7f" TWOS_32 "01", CODE_DIFFERS, 0, 33},
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("1", "32"), "7f" TWOS_32, CODE_DIFFERS, 0, 33},
        {FOUNDRY, "7f" ZEROS_32 "00", IMMUTABLE("1", "32"), "7f2222", CODE_DIFFERS, 0, 1},
        /* Listed nowhere is nowhere; not listed is every PUSH32 of zeros, in code alone. */
        {FOUNDRY, "7f" ZEROS_32, "", "7f" TWOS_32, CODE_DIFFERS, 0, 1},
        {HARDHAT, "7f" ZEROS_32, "", "7f" TWOS_32, CODE_MASKED, 32, 0},
        {HARDHAT, "7e" ZEROS_32, "", "7e" TWOS_32, CODE_DIFFERS, 0, 1},
        {HARDHAT, "607f" ZEROS_32, "", "607f" TWOS_32, CODE_DIFFERS, 0, 2},
        {HARDHAT, "60007f" ZEROS_32, "", "60007f" TWOS_32, CODE_MASKED, 32, 0},
        {HARDHAT, "7f" ZEROS_20, "", "7f" ONES_20, CODE_DIFFERS, 0, 1},
        /* Libraries that are not linked. */
        {FOUNDRY, "73" HOLE "00", LINKS, "73" ONES_20 "00", CODE_MASKED, 20, 0},
        {FOUNDRY, "73" HOLE "00", LINKS, "73" ONES_20 "01", CODE_DIFFERS, 0, 21},
        /* A library's own address. */
        {FOUNDRY, "73" ZEROS_20 "301400", "", "73" ONES_20 "301400", CODE_EXACT, 0, 0},
        {FOUNDRY, "73" ZEROS_20 "301400", "", "73" ZEROS_20 "301400", CODE_DIFFERS, 0, 1},
        {FOUNDRY, "73" ZEROS_20 "301500", "", "73" ONES_20 "301500", CODE_DIFFERS, 0, 1},
        /* The hash of the metadata, wherever it is, and how often. */
        {FOUNDRY, "60" DIGEST ONES_32, "", "60" DIGEST TWOS_32, CODE_METADATA, 32, 0},
        {FOUNDRY, DIGEST ONES_32 DIGEST ONES_32 "00", "", DIGEST TWOS_32 DIGEST TWOS_32 "00",
         CODE_METADATA, 64, 0},
        {FOUNDRY, "60" DIGEST ONES_32, "", "61" DIGEST TWOS_32, CODE_DIFFERS, 0, 0},
        {FOUNDRY, "60" DIGEST ONES_32 "00", "", "60" DIGEST TWOS_32 "01", CODE_DIFFERS, 0, 43},
        {FOUNDRY, "60" DIGEST ONES_20, "", "60" DIGEST ZEROS_20, CODE_DIFFERS, 0, 11},
        {FOUNDRY, "60" DIGEST ONES_32, "",
         "60a26469706673582212"
         "21" TWOS_32,
         CODE_DIFFERS, 0, 10},
        {FOUNDRY, "7f" ZEROS_32 DIGEST ONES_32, IMMUTABLE("1", "32"), "7f" ONES_32 DIGEST TWOS_32,
         CODE_METADATA, 64, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(artifact_done)
        struct artifact artifact = of_runtime(cases[i].format, cases[i].artifact, cases[i].rest);
        struct code_match_result result = match(&artifact, cases[i].on_chain);
        cr_expect_eq(result.match, cases[i].match, "%zu: %s", i, code_match_name(result.match));
        cr_expect_eq(result.masked, cases[i].masked, "%zu: %zu", i, result.masked);
        cr_expect_eq(result.differs_at, cases[i].differs_at, "%zu: %zu", i, result.differs_at);
    }
}

Test(code_match, a_linked_library_is_compared)
{
    AUTO(artifact_done) struct artifact artifact = of_runtime(FOUNDRY, "73" HOLE "00", LINKS);
    const struct eth_address address = address_of(0x11);
    struct err e = {0};
    cr_assert(artifact_link(&artifact, text_of("L"), &address, &e), "%s", e.text);
    cr_expect_eq(match(&artifact, "73" ONES_20 "00").match, CODE_EXACT);
    cr_expect_eq(match(&artifact, "73" ZEROS_20 "00").match, CODE_DIFFERS);
}

Test(code_match, gaps_in_order)
{
    AUTO(artifact_done)
    struct artifact artifact = of_runtime(
        FOUNDRY, "73" HOLE "7f" ZEROS_32 ZEROS_32,
        LINKS ",\"immutableReferences\":{\"7\":[{\"start\":54,\"length\":32}],"
              "\"8\":[{\"start\":22,\"length\":32}]}");
    AUTO(code_gaps_done) struct code_gaps gaps;
    code_gaps_of(&artifact.runtime, &gaps);
    cr_assert_eq(gaps.n, 3);
    cr_expect_eq(gaps.at[0].kind, CODE_GAP_LIBRARY);
    cr_expect_str_eq(gaps.at[0].library->name, "L");
    cr_expect_eq(gaps.at[1].kind, CODE_GAP_IMMUTABLE);
    cr_expect_eq(gaps.at[1].place.at, 22);
    cr_expect_eq(gaps.at[2].place.at, 54);
}

Test(code_match, places_in_one_another_count_once)
{
    AUTO(artifact_done)
    struct artifact artifact = of_runtime(
        HARDHAT, "7f" HOLE "000000000000000000000000",
        ",\"deployedLinkReferences\":{\"a.sol\":{\"L\":[{\"start\":1,\"length\":20}]}}");
    AUTO(code_gaps_done) struct code_gaps gaps;
    code_gaps_of(&artifact.runtime, &gaps);
    cr_expect_eq(gaps.n, 1);
    cr_expect_eq(match(&artifact, "7f" ONES_32).differs_at, 21);
}

Test(code_match, simulated)
{
    static const uint8_t code[] = {1, 2, 3};
    struct bytes whole = BYTES_OF(code);
    cr_expect_eq(code_match_simulated(whole, whole).match, CODE_EXACT);
    cr_expect_eq(code_match_simulated((struct bytes){NULL, 0}, whole).match, CODE_ABSENT);
    cr_expect_eq(code_match_simulated((struct bytes){NULL, 0}, (struct bytes){NULL, 0}).match,
                 CODE_ABSENT);
    struct code_match_result cut = code_match_simulated(whole, bytes_of(code, 2));
    cr_expect_eq(cut.match, CODE_DIFFERS);
    cr_expect_eq(cut.differs_at, 2);
    cr_expect_eq(code_match_simulated(whole, (struct bytes){NULL, 0}).match, CODE_DIFFERS);
}

/* Simulated at 0x3333…, to be found at 0x1111…. */
Test(code_match, simulated_at_another_address)
{
#define THREES "3333333333333333333333333333333333333333"
    static const struct {
        const char *simulated, *on_chain;
        enum code_match match;
        size_t differs_at;
    } cases[] = {
        {"73" THREES "3014", "73" ONES_20 "3014", CODE_EXACT, 0},
        {THREES THREES "33", ONES_20 ONES_20 "33", CODE_EXACT, 0},
        {"73" THREES "3014", "73" THREES "3014", CODE_DIFFERS, 1},
        {"73" ONES_20 "3014", "73" ONES_20 "3014", CODE_EXACT, 0},
        {"73" THREES "3014", "73" ZEROS_20 "3014", CODE_DIFFERS, 1},
        {"73333333", "73333333", CODE_EXACT, 0},
        {"73" THREES, "", CODE_ABSENT, 0},
    };
    const struct eth_address address = address_of(0x11);
    const struct eth_address simulated_address = address_of(0x33);
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf simulated = vector_unhex(text_of(cases[i].simulated));
        AUTO(buf_done) struct buf on_chain = vector_unhex(text_of(cases[i].on_chain));
        struct code_match_result result = code_match_moved(
            buf_view(&on_chain), &address, buf_view(&simulated), &simulated_address);
        cr_expect_eq(result.match, cases[i].match, "%zu", i);
        cr_expect_eq(result.differs_at, cases[i].differs_at, "%zu: %zu", i, result.differs_at);
    }
}

/* The two versions of Hardhat have the same code but for the metadata's hash, and so has Foundry.
 */
Test(code_match, tools_differ_in_metadata_alone)
{
    static const char *const others[] = {"hardhat2/Linked.sol/WideMath.json",
                                         "hardhat3/Linked.sol/WideMath.json"};
    const struct eth_address address = address_of(0x11);
    for (size_t i = 0; i < COUNT(others); i++) {
        AUTO(artifact_done)
        struct artifact foundry = artifact_of_file("foundry/Linked.sol/WideMath.json", "");
        AUTO(artifact_done) struct artifact other = artifact_of_file(others[i], "");
        struct code_match_result result = code_match_artifact(
            bytes_of(other.runtime.at, other.runtime.n), &foundry.runtime, &address);
        cr_expect_eq(result.match, CODE_METADATA, "%s", others[i]);
        cr_expect_eq(result.masked, 32);
    }
}
