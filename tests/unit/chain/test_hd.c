/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/hd.h"

#include <criterion/criterion.h>

#include "base/hex.h"

static struct mnemonic_seed seed_of(const char *hex)
{
    struct mnemonic_seed seed;
    cr_assert(hex_decode(text_of(hex), seed.at, sizeof seed.at));
    return seed;
}

/* BIP-32, test vectors 2 and 3: the keys of their xprv. In the latter the wallet's own key begins
 * with zeros, which some programs left out. */
static const char *const seeds[] = {
    "fffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a2"
    "9f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542",
    "4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4ac"
    "ba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be",
};

Test(hd, bip_32_vectors)
{
    static const struct {
        unsigned seed;
        const char *path, *key;
    } rows[] = {
        {0, "m", "4b03d6fc340455b363f51020ad3ecca4f0850280cf436c70c727923f6db46c3e"},
        {0, "m/0", "abe74a98f6c7eabee0428f53798f0ab8aa1bd37873999041703c742f15ac7e1e"},
        {0, "m/0/2147483647'", "877c779ad9687164e9c2f4f0f4ff0340814392330693ce95a58fe18fd52e6e93"},
        {0, "0/2147483647h/1", "704addf544a06e5ee4bea37098463c23613da32020d604506da8c0518e1da4b7"},
        {0, "m/0/2147483647'/1/2147483646'",
         "f1c7c871a54a804afe328b4c83a1c33b8e5ff48f5087273f04efa83b247d6a2d"},
        {0, "m/0/2147483647'/1/2147483646'/2",
         "bb7d39bdb83ecf58f2fd82b6d918341cbef428661ef01ab97c28a4842125ac23"},
        {1, "m", "00ddb80b067e0d4993197fe10f2657a844a384589847602d56f0c629c81aae32"},
        {1, "m/0'", "491f7a2eebc7b57028e0d3faa0acda02e75c33b03c48fb288c41e2ea44e1daef"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct hd_path path;
        struct secp256k1_secret secret;
        char text[2 * SECP256K1_SECRET_SIZE + 1] = {0};
        const struct mnemonic_seed seed = seed_of(seeds[rows[i].seed]);
        cr_assert(hd_path_parse(text_of(rows[i].path), &path, &e), "%s", e.text);
        cr_assert(hd_derive(&seed, &path, &secret, &e), "%s", e.text);
        hex_encode(BYTES_OF(secret.at), text);
        cr_expect_str_eq(text, rows[i].key, "%s", rows[i].path);
    }
}

Test(hd, the_path_of_an_account)
{
    struct err e = {0};
    struct hd_path parsed;
    const struct hd_path made = hd_path_of_account(2147483647);
    cr_assert(hd_path_parse(text_of("m/44'/60'/0'/0/2147483647"), &parsed, &e), "%s", e.text);
    cr_assert_eq(parsed.n, made.n);
    cr_expect_arr_eq(parsed.at, made.at, made.n * sizeof made.at[0]);
}

Test(hd, depth_has_a_limit)
{
    struct err e = {0};
    struct hd_path path;
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_text(&text, "7");
    for (unsigned i = 1; i < HD_DEPTH_MAX; i++) {
        buf_text(&text, "/7");
    }
    cr_expect(hd_path_parse(buf_view_text(&text), &path, &e), "%s", e.text);
    cr_expect_eq(path.n, 255);
    cr_expect_eq(path.at[254], 7);
    cr_expect(hd_path_parse_as_cast(buf_view_text(&text), &path, &e), "%s", e.text);
    buf_text(&text, "/7");
    cr_expect_not(hd_path_parse(buf_view_text(&text), &path, &e));
    cr_expect_not(hd_path_parse_as_cast(buf_view_text(&text), &path, &e));
}

static void expect_format(const struct hd_path *path, const char *wanted)
{
    AUTO(buf_done) struct buf text = buf_start(KIB);
    hd_path_format(path, &text);
    cr_expect(text_is(buf_view_text(&text), wanted), "%.*s, not %s", TEXT_ARG(buf_view_text(&text)),
              wanted);
}

/* cast wallet private-key --mnemonic-derivation-path (Foundry 1.7.1) gives for each the key of the
 * path beside it. */
Test(hd, paths_as_cast_reads_them)
{
    static const struct {
        const char *text, *path;
        bool is_strict;
    } rows[] = {
        {"m", "m", true},
        {"44'/60h/0'/0/7", "m/44'/60'/0'/0/7", true},
        {"m/44'/60'/0'/0/2147483648", "m/44'/60'/0'/0/0'", false},
        {"m/4294967295", "m/2147483647'", false},
        {"m/2147483648'", "m/0", false},
        {"m/2147483649h", "m/1", false},
        {"m/4294967295'", "m/2147483647", false},
        {"m/+5/0007h", "m/5/7'", false},
        {"m/00", "m/0", false},
        {"m/m/0", "m/0", false},
        {"44'/m/60'", "m/44'/60'", false},
        {"0/m", "m/0", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct hd_path path;
        cr_expect_eq(hd_path_parse(text_of(rows[i].text), &path, &e), rows[i].is_strict, "%s",
                     rows[i].text);
        if (rows[i].is_strict) {
            expect_format(&path, rows[i].path);
        }
        cr_assert(hd_path_parse_as_cast(text_of(rows[i].text), &path, &e), "%s", e.text);
        expect_format(&path, rows[i].path);
    }
}

Test(hd, other_texts_are_no_paths)
{
    static const char *const texts[] = {
        "",     "/",   "m/",    "m//0",  "/0",         "0/",           "M/0",           "m/0''",
        "m/'",  "m/h", "m/x",   "m/0H",  "m/-1",       "m/+1",         "m/ 0",          "m/0 ",
        "m/00", "m0",  "m/m/0", "m/0x1", "2147483648", "m/4294967296", "m/2147483648'", "m/0h'",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct err e = {0};
        struct hd_path path;
        cr_expect_not(hd_path_parse(text_of(texts[i]), &path, &e), "'%s'", texts[i]);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}

Test(hd, what_cast_takes_for_no_path_either)
{
    static const char *const texts[] = {
        "",     "/",    "m/",    "m//0",         "/0",
        "0/",   "M/0",  "m/0''", "m/'",          "m/h",
        "m/x",  "m/0H", "m/-1",  "m/ 0",         "m/0 ",
        "m0",   "m/+",  "m/++1", "m/0x1",        "m/0h'",
        "m/+'", "m/1+", "m/ +1", "m/4294967296", "m/18446744073709551616",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct err e = {0};
        struct hd_path path;
        cr_expect_not(hd_path_parse_as_cast(text_of(texts[i]), &path, &e), "'%s'", texts[i]);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}
