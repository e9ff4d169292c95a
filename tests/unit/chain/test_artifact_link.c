/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "artifacts.h"
#include "vectors.h"

/* Keccak-256 of "a.sol:L" begins so (cast keccak). */
#define DIGITS "f88ecc3109ff1fb58f0d9253cbe675174a"
#define HOLE   "__$" DIGITS "$__"
#define OLD    "__a.sol:L_______________________________"
/* "src/deep/library/Linked.sol:Texts" and 3 more: cut at 36 characters. */
#define CUT       "__src/deep/library/Linked.sol:TextsOfA__"
#define ONES      "1111111111111111111111111111111111111111"
#define TWOS      "2222222222222222222222222222222222222222"
#define PLACE(at) "[{\"start\":" at ",\"length\":20}]"

static struct artifact of_bin(const char *hex)
{
    struct artifact out;
    struct err e = {0};
    cr_assert(artifact_from_bin(text_of(hex), NULL, text_of("a.sol:A"), &out, &e), "%s", e.text);
    return out;
}

static void expect_code(const struct code *code, const char *hex)
{
    AUTO(buf_done) struct buf wanted = vector_unhex(text_of(hex));
    cr_expect(bytes_equal(bytes_of(code->at, code->n), buf_view(&wanted)), "%s", hex);
}

static void link(struct artifact *artifact, const char *name, uint8_t byte)
{
    const struct eth_address address = address_of(byte);
    struct err e = {0};
    cr_assert(artifact_link(artifact, text_of(name), &address, &e), "%s: %s", name, e.text);
}

static struct err link_error(struct artifact *artifact, const char *name)
{
    const struct eth_address address = address_of(1);
    struct err e = {0};
    cr_assert_not(artifact_link(artifact, text_of(name), &address, &e), "%s", name);
    return e;
}

Test(artifact_link, placeholders_of_both_forms)
{
    static const struct {
        const char *hex, *links, *name, *linked;
    } cases[] = {
        {"60" HOLE, "{\"a.sol\":{\"L\":" PLACE("1") "}}", "L", "60" ONES},
        {OLD "60", "{\"a.sol\":{\"L\":" PLACE("0") "}}", "a.sol:L", ONES "60"},
        {"__L_____________________________________", "{\"a.sol\":{\"L\":" PLACE("0") "}}", "L",
         ONES},
        {CUT, "{\"src/deep/library/Linked.sol\":{\"TextsOfAll\":" PLACE("0") "}}",
         "Linked.sol:TextsOfAll", ONES},
        {CUT, "{\"src/deep/library/Linked.sol\":{\"TextsOfA\":" PLACE("0") "}}", "TextsOfA", ONES},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf json = buf_start(KIB);
        buf_printf(&json, "{\"bytecode\":{\"object\":\"0x%s\",\"linkReferences\":%s}}",
                   cases[i].hex, cases[i].links);
        buf_char(&json, 0);
        AUTO(artifact_done) struct artifact artifact = artifact_of_text((const char *)json.at, "");
        link(&artifact, cases[i].name, 0x11);
        expect_code(&artifact.init, cases[i].linked);
        cr_expect_null(artifact_unlinked(&artifact));
    }
}

Test(artifact_link, names_from_placeholders_alone)
{
    AUTO(artifact_done) struct artifact old = of_bin("0x60" OLD HOLE OLD "00\n");
    cr_assert_eq(old.init.n_links, 2);
    cr_expect_str_eq(old.init.links[0].source, "a.sol");
    cr_expect_str_eq(old.init.links[0].name, "L");
    cr_expect_eq(old.init.links[0].n_places, 2);
    cr_expect_str_eq(old.init.links[1].source, "");
    cr_expect_str_eq(old.init.links[1].name, "$" DIGITS "$");
    expect_code(&old.init, "60"
                           "0000000000000000000000000000000000000000"
                           "0000000000000000000000000000000000000000"
                           "0000000000000000000000000000000000000000"
                           "00");
    link(&old, "L", 0x11);
    cr_expect_eq(artifact_unlinked(&old), &old.init.links[1]);
    link(&old, "$" DIGITS "$", 0x22);
    expect_code(&old.init, "60" ONES TWOS ONES "00");
}

Test(artifact_link, by_the_hash_of_the_name)
{
    AUTO(artifact_done) struct artifact artifact = of_bin(HOLE);
    struct err e = link_error(&artifact, "L");
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    e = link_error(&artifact, "b.sol:L");
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    link(&artifact, "a.sol:L", 0x11);
    expect_code(&artifact.init, ONES);
}

Test(artifact_link, comments_of_solc)
{
    AUTO(artifact_done)
    struct artifact artifact = of_bin("60" HOLE "\n\n// $" DIGITS "$ -> a.sol:L\n// other\n//\n");
    cr_expect_str_eq(artifact.init.links[0].source, "a.sol");
    cr_expect_str_eq(artifact.init.links[0].name, "L");
    link(&artifact, "L", 0x11);
    expect_code(&artifact.init, "60" ONES);
    AUTO(artifact_done) struct artifact lie = of_bin(HOLE "\n// $" DIGITS "$ -> a.sol:M");
    cr_expect_str_eq(lie.init.links[0].name, "$" DIGITS "$");
}

Test(artifact_link, bin)
{
    static const struct {
        const char *hex, *text;
        enum err_kind kind;
    } cases[] = {
        {"", "has no code", ERR_REFUSED},
        {"0x", "has no code", ERR_REFUSED},
        {"600", "an odd number", ERR_MALFORMED},
        {"60\n01", "an odd number", ERR_MALFORMED},
        {"60\n\n01", "not hex", ERR_MALFORMED},
        {"60// a\n01", "more than hex and comments", ERR_MALFORMED},
        {"60/ a", "more than hex and comments", ERR_MALFORMED},
        {"======= a.sol:A =======\nBinary:\n60", "", ERR_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct artifact out = {0};
        struct err e = {0};
        cr_expect_not(artifact_from_bin(text_of(cases[i].hex), NULL, text_of("A"), &out, &e));
        cr_expect_eq(e.kind, cases[i].kind, "%s: %s", cases[i].hex, e.text);
        cr_expect_not_null(strstr(e.text, cases[i].text), "%s: %s", cases[i].hex, e.text);
    }
    AUTO(artifact_done) struct artifact bin = of_bin("0x60A1\n");
    cr_expect_eq(bin.format, ARTIFACT_BIN);
    cr_expect_str_eq(bin.name, "A");
    cr_expect_str_eq(bin.source, "a.sol");
    cr_expect_not(bin.has_abi);
    cr_expect_eq(bin.runtime.n, 0);
    cr_expect_null(artifact_constructor(&bin));
    expect_code(&bin.init, "60a1");
}

Test(artifact_link, which_library)
{
    static const char json[] = "{\"bytecode\":{\"object\":\"" HOLE
                               "__b/a.sol:L_____________________________\","
                               "\"linkReferences\":{\"a.sol\":{\"L\":" PLACE(
                                   "0") "},\"b/a.sol\":{\"L\":" PLACE("20") "}}}}";
    AUTO(artifact_done) struct artifact artifact = artifact_of_text(json, "");
    struct err e = link_error(&artifact, "L");
    cr_expect_eq(e.kind, ERR_USAGE);
    cr_expect_not_null(strstr(e.hint, "'a.sol:L' or 'b/a.sol:L'"), "%s", e.hint);
    cr_expect_eq(link_error(&artifact, "M").kind, ERR_NOT_FOUND);
    cr_expect_eq(link_error(&artifact, ":L").kind, ERR_NOT_FOUND);
    cr_expect_eq(link_error(&artifact, "").kind, ERR_NOT_FOUND);
    cr_expect_eq(link_error(&artifact, "xL").kind, ERR_NOT_FOUND);
    link(&artifact, "b/a.sol:L", 0x22);
    cr_expect_eq(artifact_unlinked(&artifact), &artifact.init.links[0]);
    cr_expect_not(artifact.init.links[0].is_linked);
    cr_expect_eq(artifact.init.links[1].address.at[0], 0x22);
    /* It is the end of the other one's name, too. */
    link(&artifact, "a.sol:L", 0x11);
    expect_code(&artifact.init, ONES TWOS);
}

Test(artifact_link, a_library_without_places_is_not_used)
{
    AUTO(artifact_done)
    struct artifact artifact = artifact_of_text(
        "{\"bytecode\":{\"object\":\"00\",\"linkReferences\":{\"a.sol\":{\"L\":[]}}}}", "");
    cr_expect_eq(artifact.init.n_links, 0);
    cr_expect_null(artifact_unlinked(&artifact));
}

static void add_hex(struct buf *json, const char *key, const struct code *code)
{
    buf_printf(json, "\"%s\":{\"object\":\"", key);
    buf_hex(json, bytes_of(code->at, code->n));
    buf_text(json, "\",\"immutableReferences\":{\"3\":[{\"start\":90,\"length\":32}]}}");
}

/* Of the same code, or of another runtime code. */
static struct json *build_info(const struct artifact *of, bool is_same, const char *version)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    struct err e = {0};
    buf_printf(&json,
               "{\"solcLongVersion\":\"%s\",\"output\":{\"contracts\":{\"%s\":{\"%s\":{\"evm\":{",
               version, of->source, of->name);
    add_hex(&json, "bytecode", &of->init);
    buf_char(&json, ',');
    add_hex(&json, "deployedBytecode", is_same ? &of->runtime : &of->init);
    buf_text(&json, "}}}}}}");
    struct json *out = artifact_parse(buf_view(&json), &e);
    cr_assert_not_null(out, "%s", e.text);
    return out;
}

Test(artifact_link, build_info_of_hardhat_2)
{
    static const struct {
        bool is_same;
        const char *version, *compiler;
        size_t n_immutables;
    } cases[] = {
        {true, "0.8.28+commit.7893614a", "0.8.28+commit.7893614a", 1},
        {false, "0.8.28+commit.7893614a", "0.8.28+commit.7893614a", 0},
        {true, "0.8.27+commit.40a35a09", "0.8.28", 1},
        {true, "", "0.8.28", 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(artifact_done)
        struct artifact artifact = artifact_of_file("hardhat2/Counter.sol/Counter.json", "");
        AUTO(json_freep)
        struct json *info = build_info(&artifact, cases[i].is_same, cases[i].version);
        artifact_add_build_info(&artifact, json_root(info));
        cr_expect_str_eq(artifact.compiler, cases[i].compiler);
        cr_expect_eq(artifact.runtime.n_immutables, cases[i].n_immutables);
        cr_expect_eq(artifact.runtime.has_immutables_listed, cases[i].n_immutables == 1);
    }
}
