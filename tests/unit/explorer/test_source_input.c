/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_input.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(explorer_source_input);

#define SOURCES                                                                                    \
    "\"sources\":{\"src/A.sol\":{\"content\":\"contract A {}\"},"                                  \
    "\"src/L.sol\":{\"content\":\"library L {}\"}}"
#define SETTINGS                                                                                   \
    "\"settings\":{\"optimizer\":{\"enabled\":true,\"runs\":200},\"evmVersion\":\"cancun\","       \
    "\"outputSelection\":{\"*\":{\"*\":[\"abi\"]}},\"libraries\":{}}"
#define INPUT "{\"language\":\"Solidity\"," SOURCES "," SETTINGS "}"

static const struct source_wish wish = {{"src/A.sol", 9}, {"A", 1}};

static bool read_input(const char *document, const struct source_wish *of, struct source_input *out,
                       struct err *e)
{
    return source_input_read(bytes_of(document, strlen(document)), of, out, e);
}

static void expect_error(const char *document, enum err_kind kind, const char *part)
{
    struct err e = {0};
    struct source_input input = {0};
    cr_assert_not(read_input(document, &wish, &input, &e), "%s", document);
    cr_assert_eq(e.kind, kind, "%s: %s", document, e.text);
    cr_assert_not_null(strstr(e.text, part), "%s", e.text);
}

/* The same input, as it stands in the files of the tools. */
Test(explorer_source_input, every_form_is_read)
{
    static const struct {
        const char *document, *compiler;
    } cases[] = {
        {INPUT, NULL},
        /* forge build --build-info */
        {"{\"id\":\"6c55\",\"source_id_to_path\":{\"0\":\"src/A.sol\"},\"language\":\"Solidity\","
         "\"_format\":\"ethers-rs-sol-build-info-1\",\"input\":{\"version\":\"0.8.28\","
         "\"language\":\"Solidity\"," SOURCES "," SETTINGS ",\"allowPaths\":[\"/home/me\"],"
         "\"basePath\":\"/home/me/work\"},\"output\":{},\"solcLongVersion\":\"0.8.28\","
         "\"solcVersion\":\"0.8.28\"}",
         NULL},
        /* Hardhat 2, Hardhat 3 */
        {"{\"id\":\"ce95\",\"_format\":\"hh-sol-build-info-1\",\"solcVersion\":\"0.8.28\","
         "\"solcLongVersion\":\"0.8.28+commit.7893614a\",\"input\":" INPUT ",\"output\":{}}",
         "0.8.28+commit.7893614a"},
        {"{\"_format\":\"hh3-sol-build-info-1\",\"id\":\"solc-0_8_28-aeee\","
         "\"solcVersion\":\"0.8.28\",\"solcLongVersion\":\"0.8.28+commit.7893614a\","
         "\"userSourceNameMap\":{},\"input\":" INPUT "}",
         "0.8.28+commit.7893614a"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        struct buf out = buf_start(4 * KIB);
        AUTO(source_input_done) struct source_input input = {0};
        cr_assert(read_input(cases[i].document, &wish, &input, &e), "%zu: %s", i, e.text);
        cr_assert_str_eq(input.key, "src/A.sol");
        cr_assert_str_eq(input.name, "A");
        cr_assert_eq(input.n_sources, 2);
        if (cases[i].compiler == NULL) {
            cr_assert_null(input.compiler);
        } else {
            cr_assert_str_eq(input.compiler, cases[i].compiler);
        }
        /* What is sent is the same for all of them, and has no path of this machine. */
        cr_assert(source_input_write(&input, NULL, 0, &out, &e), "%s", e.text);
        static const char wanted[] =
            "{\"language\":\"Solidity\"," SOURCES ",\"settings\":{\"optimizer\":{\"enabled\":true,"
            "\"runs\":200},\"evmVersion\":\"cancun\",\"libraries\":{},\"outputSelection\":{\"*\":{"
            "\"\":[\"ast\"],\"*\":[\"abi\",\"metadata\",\"devdoc\",\"userdoc\",\"storageLayout\","
            "\"evm.bytecode\",\"evm.deployedBytecode\",\"evm.methodIdentifiers\"]}}}}";
        cr_assert(text_is(buf_view_text(&out), wanted), "%.*s", TEXT_ARG(buf_view_text(&out)));
        buf_done(&out);
    }
}

Test(explorer_source_input, what_is_no_input_is_refused)
{
    expect_error("", ERR_MALFORMED, "no standard-JSON input");
    expect_error("[]", ERR_MALFORMED, "no standard-JSON input");
    expect_error("{\"abi\":[]}", ERR_MALFORMED, "no standard-JSON input");
    expect_error("{\"input\":{}}", ERR_MALFORMED, "language, sources or settings");
    expect_error("{\"input\":{\"language\":\"Solidity\"," SETTINGS "}}", ERR_MALFORMED,
                 "language, sources or settings");
    expect_error("{\"language\":7," SOURCES "," SETTINGS "}", ERR_MALFORMED,
                 "language, sources or settings");
    expect_error("{\"language\":\"Solidity\"," SOURCES ",\"settings\":[]}", ERR_MALFORMED,
                 "language, sources or settings");
    expect_error("{\"language\":\"Solidity\",\"sources\":{}," SETTINGS "}", ERR_MALFORMED,
                 "it has no source");
    expect_error(
        "{\"language\":\"Solidity\",\"sources\":{\"src/A.sol\":{\"urls\":[\"x\"]}}," SETTINGS "}",
        ERR_MALFORMED, "the content of source 'src/A.sol' is not in it");
    expect_error(
        "{\"language\":\"Solidity\",\"sources\":{\"src/B.sol\":{\"content\":\"\"}}," SETTINGS "}",
        ERR_NOT_FOUND, "the source of 'A' is not in the input");
    expect_error("{\"input\":{\"a\":1,\"a\":2}}", ERR_MALFORMED, "duplicate key");
}

/* Foundry's short form: what is to be done is said. */
Test(explorer_source_input, the_short_form_has_no_input)
{
    struct err e = {0};
    struct source_input input = {0};
    cr_assert_not(read_input("{\"id\":\"3b50\",\"source_id_to_path\":{\"0\":\"src/A.sol\"},"
                             "\"language\":\"Solidity\"}",
                             &wish, &input, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
    cr_assert_not_null(strstr(e.hint, "forge build --build-info"), "%s", e.hint);
}

Test(explorer_source_input, cut_at_any_length_is_refused)
{
    static const char document[] = "{\"input\":" INPUT "}";
    for (size_t n = 0; n < sizeof document - 2; n++) {
        struct err e = {0};
        struct source_input input = {0};
        cr_assert_not(source_input_read(bytes_of(document, n), &wish, &input, &e), "%zu", n);
    }
}

/* Hardhat 3 has sources below "project/"; an artifact that is code alone says no source. */
Test(explorer_source_input, the_source_is_found)
{
    static const char project[] =
        "{\"language\":\"Solidity\",\"sources\":{\"project/src/A.sol\":{\"content\":\"\"},"
        "\"npm/x/A.sol\":{\"content\":\"\"},\"lib/BA.sol\":{\"content\":\"\"}}," SETTINGS "}";
    static const char one[] =
        "{\"language\":\"Solidity\",\"sources\":{\"deep/er/A.sol\":{\"content\":\"\"},"
        "\"BA.sol\":{\"content\":\"\"}}," SETTINGS "}";
    static const struct source_wish nameless = {{"", 0}, {"A", 1}};
    struct err e = {0};
    struct source_input input = {0};
    cr_assert(read_input(project, &wish, &input, &e), "%s", e.text);
    cr_assert_str_eq(input.key, "project/src/A.sol");
    source_input_done(&input);
    cr_assert(read_input(one, &nameless, &input, &e), "%s", e.text);
    cr_assert_str_eq(input.key, "deep/er/A.sol");
    source_input_done(&input);
    /* Two could be meant. */
    cr_assert_not(read_input(project, &nameless, &input, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
}

Test(explorer_source_input, versions_are_long)
{
    static const struct {
        const char *version, *wanted;
    } cases[] = {
        {"0.8.28+commit.7893614a", "0.8.28+commit.7893614a"},
        {"v0.8.28+commit.7893614a", "0.8.28+commit.7893614a"},
        {"0.8.28+commit.7893614a.Emscripten.clang", "0.8.28+commit.7893614a"},
        {"0.8.31-nightly.2025.8.4+commit.ed2bb0f5", "0.8.31-nightly.2025.8.4+commit.ed2bb0f5"},
        {"0.8.28", NULL},
        {"", NULL},
        {"v", NULL},
        {"0.8.+commit.7893614a", NULL},
        {"0.8+commit.7893614a", NULL},
        {"0.8.28+commit.7893614", NULL},
        {"0.8.28+commit.7893614g", NULL},
        {"0.8.28+commit.7893614A", NULL},
        {"0.8.28+commit.7893614ab", NULL},
        {"0.8.28 +commit.7893614a", NULL},
        {"0.8.31-nightly.2025.8.4.and.a.name.that.goes.on.for.ever.and.ever+commit.ed2bb0f5", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        char out[SOURCE_COMPILER_MAX] = "";
        bool ok = source_compiler(text_of(cases[i].version), out);
        cr_assert_eq(ok, cases[i].wanted != NULL, "%s", cases[i].version);
        cr_assert(!ok || strcmp(out, cases[i].wanted) == 0, "%s", out);
    }
}

static struct source_library library_of(const char *source, const char *name, uint8_t byte)
{
    struct source_library library = {text_of(source), text_of(name), {{0}}};
    memset(library.address.at, byte, sizeof library.address.at);
    return library;
}

static void expect_libraries(const char *before, const struct source_library *libraries, size_t n,
                             const char *wanted)
{
    struct err e = {0};
    AUTO(buf_done) struct buf text = buf_start(4 * KIB);
    AUTO(buf_done) struct buf out = buf_start(4 * KIB);
    AUTO(buf_done) struct buf part = buf_start(4 * KIB);
    AUTO(source_input_done) struct source_input input = {0};
    buf_printf(&text, "{\"language\":\"Solidity\"," SOURCES ",\"settings\":{%s}}", before);
    cr_assert(source_input_read(buf_view(&text), &wish, &input, &e), "%s", e.text);
    cr_assert(source_input_write(&input, libraries, n, &out, &e), "%s", e.text);
    buf_printf(&part, "\"settings\":{\"libraries\":%s,\"outputSelection\":", wanted);
    cr_assert_not_null(memmem(out.at, out.len, part.at, part.len), "%.*s",
                       TEXT_ARG(buf_view_text(&out)));
}

#define ADDRESS_1 "0x0101010101010101010101010101010101010101"
#define ADDRESS_2 "0x0202020202020202020202020202020202020202"

Test(explorer_source_input, libraries_get_addresses)
{
    const struct source_library libraries[] = {
        library_of("src/L.sol", "L", 1),
        library_of("src/L.sol", "M", 2),
        library_of("", "N", 1),
    };
    expect_libraries("", libraries, 1, "{\"src/L.sol\":{\"L\":\"" ADDRESS_1 "\"}}");
    expect_libraries("\"libraries\":{}", libraries, 3,
                     "{\"src/L.sol\":{\"L\":\"" ADDRESS_1 "\",\"M\":\"" ADDRESS_2
                     "\"},\"src/A.sol\":{\"N\":\"" ADDRESS_1 "\"}}");
    /* Those that are there stay, unless they are given anew. */
    expect_libraries("\"libraries\":{\"src/L.sol\":{\"L\":\"" ADDRESS_2 "\",\"K\":\"" ADDRESS_2
                     "\"},\"x\":{\"Y\":\"" ADDRESS_1 "\"}}",
                     libraries, 1,
                     "{\"src/L.sol\":{\"L\":\"" ADDRESS_1 "\",\"K\":\"" ADDRESS_2
                     "\"},\"x\":{\"Y\":\"" ADDRESS_1 "\"}}");
}

Test(explorer_source_input, a_library_of_no_source_is_refused)
{
    struct err e = {0};
    const struct source_library library = library_of("src/Other.sol", "L", 1);
    AUTO(buf_done) struct buf out = buf_start(4 * KIB);
    AUTO(source_input_done) struct source_input input = {0};
    cr_assert(read_input(INPUT, &wish, &input, &e), "%s", e.text);
    cr_assert_not(source_input_write(&input, &library, 1, &out, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
}

Test(explorer_source_input, what_is_too_big_is_not_written)
{
    struct err e = {0};
    AUTO(buf_done) struct buf out = buf_start(64);
    AUTO(source_input_done) struct source_input input = {0};
    cr_assert(read_input(INPUT, &wish, &input, &e), "%s", e.text);
    cr_assert_not(source_input_write(&input, NULL, 0, &out, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}
