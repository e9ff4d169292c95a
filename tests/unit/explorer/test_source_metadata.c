/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_metadata.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"

TestSuite(explorer_source_metadata);

static const struct source_wish wish = {{"src/A.sol", 9}, {"A", 1}};

/* Keccak-256 of "contract A {}" and "library L {}", as `cast keccak` has them. */
#define HASH_A "0x713073fa3404d26d3eb1ada031e6b51a3a0c135d0ee7c72ec87e0e77e004cf8c"
#define HASH_L "0x9c29bd15b5e189091fc0ee4c554d2dcfbe877c3f462a7beb59ca54e1dc01b796"

#define NOTED(sources, settings)                                                                   \
    "{\"metadata\":{\"compiler\":{\"version\":\"0.8.28+commit.7893614a\"},"                        \
    "\"sources\":{" sources "},\"settings\":{" settings "},\"version\":1}}"
#define NOTED_A "\"src/A.sol\":{\"keccak256\":\"" HASH_A "\",\"license\":\"MIT\"}"
#define NOTED_L "\"src/L.sol\":{\"keccak256\":\"" HASH_L "\"}"

#define GIVEN(settings)                                                                            \
    "{\"language\":\"Solidity\",\"sources\":{\"src/A.sol\":{\"content\":\"contract A {}\"},"       \
    "\"src/L.sol\":{\"content\":\"library L {}\"}},\"settings\":{" settings "}}"

static bool check(const char *artifact, const char *document, struct err *e)
{
    struct err why = {0};
    AUTO(json_freep) struct json *json = json_parse(bytes_of(artifact, strlen(artifact)), &why);
    cr_assert_not_null(json, "%s", why.text);
    AUTO(source_metadata_done) struct source_metadata metadata = {0};
    AUTO(source_input_done) struct source_input input = {0};
    TRY(source_metadata_find(json_root(json), &wish, &metadata, e));
    cr_assert(source_input_read(bytes_of(document, strlen(document)), &wish, &input, &why), "%s",
              why.text);
    return source_metadata_check(&metadata, &input, e);
}

static void expect_same(const char *artifact, const char *document)
{
    struct err e = {0};
    cr_assert(check(artifact, document, &e), "%s: %s", artifact, e.text);
}

static void expect_error(const char *artifact, const char *document, enum err_kind kind,
                         const char *part)
{
    struct err e = {0};
    cr_assert_not(check(artifact, document, &e), "%s", artifact);
    cr_assert_eq(e.kind, kind, "%s", e.text);
    cr_assert_not_null(strstr(e.text, part), "%s", e.text);
}

Test(explorer_source_metadata, sources_are_those_of_the_artifact)
{
    expect_same("{}", GIVEN(""));
    expect_same(NOTED(NOTED_A, ""), GIVEN(""));
    expect_same(NOTED(NOTED_A "," NOTED_L, ""), GIVEN(""));
    expect_error(NOTED("\"src/A.sol\":{\"keccak256\":\"" HASH_L "\"}", ""), GIVEN(""), ERR_CONFLICT,
                 "source 'src/A.sol' is not what the artifact was made of");
    expect_error(NOTED(NOTED_A ",\"src/M.sol\":{\"keccak256\":\"" HASH_L "\"}", ""), GIVEN(""),
                 ERR_CONFLICT, "source 'src/M.sol' of the artifact is not in the input");
    expect_error(NOTED("\"src/A.sol\":{\"keccak256\":\"0x12\"}", ""), GIVEN(""), ERR_MALFORMED,
                 "no hash of source 'src/A.sol'");
    expect_error(NOTED("\"src/A.sol\":{}", ""), GIVEN(""), ERR_MALFORMED, "no hash");
    expect_error("{\"metadata\":{}}", GIVEN(""), ERR_MALFORMED, "no sources or settings");
    expect_error("{\"rawMetadata\":\"{\"}", GIVEN(""), ERR_MALFORMED, "the artifact's metadata");
}

Test(explorer_source_metadata, settings_agree_where_both_say_them)
{
    static const char noted[] = NOTED(
        NOTED_A, "\"optimizer\":{\"enabled\":true,\"runs\":200},\"evmVersion\":\"cancun\","
                 "\"viaIR\":true,\"metadata\":{\"bytecodeHash\":\"ipfs\"}");
    static const struct {
        const char *given, *part;
    } cases[] = {
        {GIVEN("\"optimizer\":{\"enabled\":true},\"viaIR\":true"), NULL},
        {GIVEN("\"optimizer\":{\"enabled\":true,\"runs\":200},\"viaIR\":true,"
               "\"evmVersion\":\"cancun\",\"metadata\":{\"bytecodeHash\":\"ipfs\"}"),
         NULL},
        {GIVEN("\"viaIR\":true"), "enabled 'true', the input has 'false'"},
        {GIVEN("\"optimizer\":{\"enabled\":true}"), "viaIR 'true', the input has 'false'"},
        {GIVEN("\"optimizer\":{\"enabled\":true,\"runs\":1},\"viaIR\":true"),
         "runs '200', the input has '1'"},
        {GIVEN("\"optimizer\":{\"enabled\":true},\"viaIR\":true,\"evmVersion\":\"paris\""),
         "evmVersion 'cancun', the input has 'paris'"},
        {GIVEN("\"optimizer\":{\"enabled\":true},\"viaIR\":true,"
               "\"metadata\":{\"bytecodeHash\":\"none\"}"),
         "bytecodeHash 'ipfs', the input has 'none'"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        if (cases[i].part == NULL) {
            expect_same(noted, cases[i].given);
        } else {
            expect_error(noted, cases[i].given, ERR_CONFLICT, cases[i].part);
        }
    }
}

/* The text of the compiler comes before what a tool made of it; solc's output has it, too. */
Test(explorer_source_metadata, it_is_found_where_it_is)
{
    static const char *const artifacts[] = {
        NOTED(NOTED_A, ""),
        "{\"rawMetadata\":\"{\\\"compiler\\\":{\\\"version\\\":\\\"0.8.28+commit.7893614a\\\"},"
        "\\\"sources\\\":{\\\"src/A.sol\\\":{\\\"license\\\":\\\"MIT\\\"}},\\\"settings\\\":{}}\","
        "\"metadata\":{}}",
        "{\"contracts\":{\"src/A.sol\":{\"A\":{\"metadata\":\"{\\\"compiler\\\":{\\\"version\\\":"
        "\\\"0.8.28+commit.7893614a\\\"},\\\"sources\\\":{\\\"src/A.sol\\\":{\\\"license\\\":"
        "\\\"MIT\\\"}},\\\"settings\\\":{}}\"}}}}",
    };
    for (size_t i = 0; i < COUNT(artifacts); i++) {
        struct err e = {0};
        AUTO(json_freep)
        struct json *json = json_parse(bytes_of(artifacts[i], strlen(artifacts[i])), &e);
        cr_assert_not_null(json, "%s", e.text);
        AUTO(source_metadata_done) struct source_metadata metadata = {0};
        cr_assert(source_metadata_find(json_root(json), &wish, &metadata, &e), "%s", e.text);
        cr_assert(text_is(source_metadata_compiler(&metadata), "0.8.28+commit.7893614a"), "%zu", i);
        cr_assert(text_is(source_metadata_license(&metadata, "src/A.sol"), "MIT"));
        cr_assert_eq(source_metadata_license(&metadata, "src/B.sol").len, 0);
    }
}

static void read_file(const char *name, struct buf *out)
{
    struct err e = {0};
    AUTO(buf_done) struct buf path = buf_start(4 * KIB);
    buf_printf(&path, "%s/vectors/chain-artifacts/%s", PHALA_SHARED_DIR, name);
    buf_char(&path, 0);
    cr_assert(fs_read((const char *)path.at, out, &e), "%s", e.text);
}

/* What forge 1.7.1 and solc 0.8.28 made of the same four files: each contract's metadata against
 * the input. */
Test(explorer_source_metadata, real_artifacts_are_of_their_input)
{
    static const struct {
        const char *path, *source, *name;
    } cases[] = {
        {"foundry/Counter.sol/Counter.json", "src/Counter.sol", "Counter"},
        {"foundry/Linked.sol/Linked.json", "src/Linked.sol", "Linked"},
        {"foundry/AllTypes.sol/AllTypes.json", "src/AllTypes.sol", "AllTypes"},
        {"solc-standard-json/own.output.json", "src/Faults.sol", "Faults"},
    };
    if (!fs_exists(PHALA_SHARED_DIR "/vectors/chain-artifacts")) {
        cr_skip("the vectors are not there");
    }
    AUTO(buf_done) struct buf text = buf_start(MIB);
    read_file("solc-standard-json/own.input.json", &text);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        const struct source_wish of = {text_of(cases[i].source), text_of(cases[i].name)};
        AUTO(buf_done) struct buf file = buf_start(4 * MIB);
        AUTO(source_input_done) struct source_input input = {0};
        AUTO(source_metadata_done) struct source_metadata metadata = {0};
        read_file(cases[i].path, &file);
        AUTO(json_freep) struct json *artifact = json_parse(buf_view(&file), &e);
        cr_assert_not_null(artifact, "%s", e.text);
        cr_assert(source_input_read(buf_view(&text), &of, &input, &e), "%s", e.text);
        cr_assert(source_metadata_find(json_root(artifact), &of, &metadata, &e), "%s", e.text);
        cr_assert_not_null(metadata.root);
        cr_assert(source_metadata_check(&metadata, &input, &e), "%s: %s", cases[i].path, e.text);
        cr_assert_eq(input.n_sources, 4);
    }
}
