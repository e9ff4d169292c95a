/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "artifact_folder.h"
#include "base/mem.h"

#define VECTORS PHALA_SOURCE_DIR "/tests/vectors/chain-artifacts/"
#define ONES    "0x1111111111111111111111111111111111111111"
#define TWOS    "0x2222222222222222222222222222222222222222"

static bool read_set(const char *path, const char *const *given, size_t n, struct artifact_set *out,
                     struct err *e)
{
    struct library_address addresses[ARTIFACT_SET_MAX];
    for (size_t i = 0; i < n; i++) {
        cr_assert(library_address_parse(text_of(given[i]), &addresses[i], e), "%s", e->text);
    }
    const struct library_addresses list = {addresses, n};
    return artifact_set_read(path, NULL, &list, out, e);
}

/* Names with blanks between them, in order. */
static void expect_names(const struct artifact_set *set, const char *names)
{
    AUTO(buf_done) struct buf found = buf_start(KIB);
    for (size_t i = 0; i < set->n; i++) {
        buf_printf(&found, "%s%s", i > 0 ? " " : "", set->at[i].artifact.name);
    }
    cr_expect(text_is(buf_view_text(&found), names), "%.*s, not %s",
              TEXT_ARG(buf_view_text(&found)), names);
}

static void expect_set(const struct scratch *folder, const char *name, const char *const *given,
                       size_t n, const char *names)
{
    AUTO(artifact_set_done) struct artifact_set set = {0};
    AUTO(mem_freep) char *path = scratch_path(folder, name);
    struct err e = {0};
    cr_assert(read_set(path, given, n, &set, &e), "%s", e.text);
    expect_names(&set, names);
}

static struct err set_error(const struct scratch *folder, const char *name,
                            const char *const *given, size_t n)
{
    struct artifact_set set = {0};
    AUTO(mem_freep) char *path = scratch_path(folder, name);
    struct err e = {0};
    cr_assert_not(read_set(path, given, n, &set, &e), "%s", name);
    cr_expect_eq(set.n, 0);
    cr_expect_null(set.at);
    return e;
}

Test(artifact_set, libraries_of_every_format)
{
    static const char *const paths[] = {
        VECTORS "foundry/Linked.sol/Linked.json",
        VECTORS "hardhat2/Linked.sol/Linked.json",
        VECTORS "hardhat3/Linked.sol/Linked.json",
        VECTORS "solc-standard-json/own.output.json:Linked",
    };
    static const char *const texts[] = {"Texts=" ONES};
    static const char *const both[] = {"Linked.sol:WideMath:" TWOS, "Texts=" ONES};
    for (size_t i = 0; i < COUNT(paths); i++) {
        AUTO(artifact_set_done) struct artifact_set set = {0};
        AUTO(artifact_set_done) struct artifact_set without_texts = {0};
        AUTO(artifact_set_done) struct artifact_set alone = {0};
        struct err e = {0};
        cr_assert(read_set(paths[i], NULL, 0, &set, &e), "%s: %s", paths[i], e.text);
        expect_names(&set, "Texts WideMath Linked");
        cr_assert(read_set(paths[i], texts, 1, &without_texts, &e), "%s", e.text);
        expect_names(&without_texts, "WideMath Linked");
        cr_expect_str_eq(artifact_unlinked(&without_texts.at[1].artifact)->name, "WideMath");
        cr_assert(read_set(paths[i], both, 2, &alone, &e), "%s", e.text);
        expect_names(&alone, "Linked");
        cr_expect_null(artifact_unlinked(&alone.at[0].artifact));
    }
}

Test(artifact_set, each_library_once_before_who_uses_it)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    artifact_folder_contract(&folder, "A", "M,L,N");
    artifact_folder_contract(&folder, "L", "");
    artifact_folder_contract(&folder, "M", "L");
    artifact_folder_contract(&folder, "N", "M,L");
    expect_set(&folder, "out/A.sol/A.json", NULL, 0, "L M N A");
    expect_set(&folder, "out/L.sol/L.json", NULL, 0, "L");
    /* A library that is there needs none of its own. */
    static const char *const given[] = {"M=" ONES};
    expect_set(&folder, "out/A.sol/A.json", given, 1, "L N A");
    static const char *const all[] = {"M=" ONES, "src/N.sol:N=" TWOS, "L=" TWOS};
    expect_set(&folder, "out/A.sol/A.json", all, 3, "A");
}

Test(artifact_set, refused)
{
    static const char *const unused[] = {"K=" ONES};
    static const char *const needless[] = {"L=" ONES, "M=" TWOS};
    static const char *const twice[] = {"L=" ONES, "src/L.sol:L=" TWOS};
    static const struct {
        const char *name;
        const char *const *given;
        size_t n;
        enum err_kind kind;
        const char *text, *hint;
    } cases[] = {
        {"out/A.sol/A.json", unused, 1, ERR_USAGE, "no library 'K' is used", ""},
        {"out/B.sol/B.json", needless, 2, ERR_USAGE, "no library 'M' is used", ""},
        {"out/A.sol/A.json", twice, 2, ERR_USAGE, "library 'src/L.sol:L' is given twice", ""},
        {"out/C.sol/C.json", NULL, 0, ERR_NOT_FOUND,
         "there is no artifact of library 'src/Gone.sol:Gone'", "--library Gone=ADDRESS"},
        {"out/X.sol/X.json", NULL, 0, ERR_MALFORMED, "library 'Y' needs itself, by way of 'Z'", ""},
        {"out/Y.sol/Y.json", NULL, 0, ERR_MALFORMED, "library 'Y' needs itself, by way of 'Z'", ""},
        {"out/S.sol/S.json", NULL, 0, ERR_MALFORMED, "library 'S' needs itself, by way of 'S'", ""},
        {"out/E.sol/E.json", NULL, 0, ERR_MALFORMED, "line 1, column 1", ""},
        {"out/None.sol/None.json", NULL, 0, ERR_NOT_FOUND, "cannot", ""},
    };
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    artifact_folder_contract(&folder, "A", "L");
    artifact_folder_contract(&folder, "B", "L");
    artifact_folder_contract(&folder, "C", "Gone");
    artifact_folder_contract(&folder, "E", "Broken");
    artifact_folder_contract(&folder, "L", "M");
    artifact_folder_contract(&folder, "M", "");
    artifact_folder_contract(&folder, "S", "S");
    artifact_folder_contract(&folder, "X", "Y");
    artifact_folder_contract(&folder, "Y", "Z");
    artifact_folder_contract(&folder, "Z", "Y");
    scratch_write(&folder, "out/Broken.sol/Broken.json", "?");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = set_error(&folder, cases[i].name, cases[i].given, cases[i].n);
        cr_expect_eq(e.kind, cases[i].kind, "%s: %s", cases[i].name, e.text);
        cr_expect_not_null(strstr(e.text, cases[i].text), "%s: %s", cases[i].name, e.text);
        cr_expect_not_null(strstr(e.hint, cases[i].hint), "%s: %s", cases[i].name, e.hint);
    }
}

/* The file of that name in that place may be another contract's. */
Test(artifact_set, a_library_of_another_source_is_none)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    artifact_folder_contract(&folder, "A", "L");
    scratch_write(&folder, "out/L.sol/L.json",
                  "{\"bytecode\":{\"object\":\"0x00\"},\"metadata\":{\"settings\":"
                  "{\"compilationTarget\":{\"lib/L.sol\":\"L\"}}}}");
    struct err e = set_error(&folder, "out/A.sol/A.json", NULL, 0);
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    scratch_write(&folder, "out/A.sol/L.json",
                  "{\"bytecode\":{\"object\":\"0x00\"},\"metadata\":{\"settings\":"
                  "{\"compilationTarget\":{\"src/L.sol\":\"L\"}}}}");
    expect_set(&folder, "out/A.sol/A.json", NULL, 0, "L A");
}

/* Below the root, by the path of the library's source, which is in another folder. */
Test(artifact_set, root_of_hardhat)
{
    static const char used[] = "{\"_format\":\"hh-sol-artifact-1\",\"contractName\":\"L\","
                               "\"sourceName\":\"@lib/deep/L.sol\",\"bytecode\":\"0x00\","
                               "\"deployedBytecode\":\"0x\"}";
    static const char user[] =
        "{\"_format\":\"hh-sol-artifact-1\",\"contractName\":\"A\","
        "\"sourceName\":\"contracts/x/A.sol\",\"deployedBytecode\":\"0x\","
        "\"bytecode\":\"0x__L_____________________________________\","
        "\"linkReferences\":{\"@lib/deep/L.sol\":{\"L\":[{\"start\":0,\"length\":20}]}}}";
    static const char used3[] =
        "{\"_format\":\"hh3-artifact-1\",\"contractName\":\"L\","
        "\"sourceName\":\"c/L.sol\",\"inputSourceName\":\"project/c/L.sol\","
        "\"bytecode\":\"0x00\",\"deployedBytecode\":\"0x\"}";
    static const char user3[] =
        "{\"_format\":\"hh3-artifact-1\",\"contractName\":\"A\",\"sourceName\":\"x/A.sol\","
        "\"inputSourceName\":\"project/x/A.sol\",\"deployedBytecode\":\"0x\","
        "\"bytecode\":\"0x__L_____________________________________\","
        "\"linkReferences\":{\"project/c/L.sol\":{\"L\":[{\"start\":0,\"length\":20}]}}}";
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    scratch_write(&folder, "artifacts/contracts/x/A.sol/A.json", user);
    scratch_write(&folder, "artifacts/@lib/deep/L.sol/L.json", used);
    scratch_write(&folder, "three/x/A.sol/A.json", user3);
    scratch_write(&folder, "three/c/L.sol/L.json", used3);
    expect_set(&folder, "artifacts/contracts/x/A.sol/A.json", NULL, 0, "L A");
    expect_set(&folder, "three/x/A.sol/A.json", NULL, 0, "L A");
}

Test(artifact_set, libraries_of_bin_files)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    scratch_write(&folder, "A.bin", "60__a.sol:L_______________________________\n");
    scratch_write(&folder, "L.bin", "00");
    scratch_write(&folder, "B.bin", "60__$f88ecc3109ff1fb58f0d9253cbe675174a$__");
    expect_set(&folder, "A.bin", NULL, 0, "L A");
    struct err e = set_error(&folder, "B.bin", NULL, 0);
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    static const char *const given[] = {"a.sol:L=" ONES};
    expect_set(&folder, "B.bin", given, 1, "B");
}

static void name_of(size_t i, char out[8])
{
    (void)snprintf(out, 8, "L%zu", i);
}

/* Each uses the next. */
static void write_chain(const struct scratch *folder, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char name[8];
        char next[8] = "";
        name_of(i, name);
        if (i + 1 < n) {
            name_of(i + 1, next);
        }
        artifact_folder_contract(folder, name, next);
    }
}

Test(artifact_set, limit)
{
    AUTO(scratch_remove) struct scratch folder = scratch_new();
    AUTO(artifact_set_done) struct artifact_set set = {0};
    AUTO(mem_freep) char *path = scratch_path(&folder, "out/L0.sol/L0.json");
    struct err e = {0};
    write_chain(&folder, ARTIFACT_SET_MAX);
    cr_assert(read_set(path, NULL, 0, &set, &e), "%s", e.text);
    cr_expect_eq(set.n, ARTIFACT_SET_MAX);
    write_chain(&folder, ARTIFACT_SET_MAX + 1);
    e = set_error(&folder, "out/L0.sol/L0.json", NULL, 0);
    cr_expect_eq(e.kind, ERR_MALFORMED);
    AUTO(buf_done) struct buf libraries = buf_start(4 * KIB);
    for (size_t i = 0; i < ARTIFACT_SET_MAX; i++) {
        char name[8];
        name_of(i, name);
        artifact_folder_contract(&folder, name, "");
        buf_printf(&libraries, "%s%s", i > 0 ? "," : "", name);
    }
    buf_char(&libraries, 0);
    artifact_folder_contract(&folder, "A", (const char *)libraries.at);
    e = set_error(&folder, "out/A.sol/A.json", NULL, 0);
    cr_expect_not_null(strstr(e.text, "more than 64 contracts"), "%s", e.text);
}

Test(artifact_set, addresses_of_libraries)
{
    static const struct {
        const char *text, *name; /* NULL: refused */
    } cases[] = {
        {"Texts=" ONES, "Texts"},
        {"src/Linked.sol:Texts=" ONES, "src/Linked.sol:Texts"},
        {"src/Linked.sol:Texts:" ONES, "src/Linked.sol:Texts"},
        {"a=b.sol:Texts=" ONES, "a=b.sol:Texts"},
        {"Texts:" ONES, "Texts"},
        {"Texts", NULL},
        {"=" ONES, NULL},
        {":" ONES, NULL},
        {"", NULL},
        {"Texts=", NULL},
        {"Texts=0x11", NULL},
        {"Texts=0xf39fd6e51aad88F6F4ce6aB8827279cffFb92266", NULL},
        {ONES, NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct library_address out;
        struct err e = {0};
        bool ok = library_address_parse(text_of(cases[i].text), &out, &e);
        cr_expect_eq(ok, cases[i].name != NULL, "%s", cases[i].text);
        cr_expect(ok || e.kind == ERR_USAGE);
        cr_expect(!ok || (text_is(out.name, cases[i].name) && out.address.at[19] == 0x11),
                  "%s: %.*s", cases[i].text, TEXT_ARG(out.name));
    }
}
