/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/mnemonic.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/word_list.h"
#include "crypto/digest.h"

#define ABANDON_11                                                                                 \
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon"

/* The SHA-256 of bip-0039/english.txt. */
Test(mnemonic, the_list_is_that_of_bip_39)
{
    char text[2 * SHA256_SIZE + 1] = {0};
    AUTO(buf_done) struct buf file = buf_start(WORD_COUNT * WORD_SIZE);
    for (unsigned i = 0; i < WORD_COUNT; i++) {
        unsigned number = 0;
        cr_expect(word_number(text_of(word_list[i]), &number) && number == i, "%u", i);
        buf_printf(&file, "%s\n", word_list[i]);
    }
    const struct sha256 digest = sha256_of(buf_view(&file));
    hex_encode(BYTES_OF(digest.at), text);
    cr_expect_str_eq(text, "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
    unsigned number = 0;
    cr_expect_not(word_number(text_of("abando"), &number));
    cr_expect_not(word_number(text_of("abandonn"), &number));
    cr_expect_not(word_number(text_of(""), &number));
}

/* The vectors of BIP-39 (passphrase TREZOR), and with white space of all kinds. */
Test(mnemonic, seeds)
{
    static const struct {
        const char *phrase, *seed;
    } rows[] = {
        {ABANDON_11 " about", "c55257c360c07c72029aebc1b53c05ed0362ada38ead3e3e9efa3708e5349553"
                              "1f09a6987599d18264c1e1c92f2cf141630c7a3c4ab7c81b2f001698e7463b04"},
        {"\t legal winner\r\nthank  year wave sausage worth useful legal winner thank yellow \n",
         "2e8905819b8723fe2c1d161860e5ee1830318dbf49a83bd451cfb8440c28bd6f"
         "a457fe1296106559a3c80937a1c1069be3a3a5bd381ee6260e8d9739fce1f607"},
        {"void come effort suffer camp survey warrior heavy shoot primary clutch crush open "
         "amazing screen patrol group space point ten exist slush involve unfold",
         "01f5bced59dec48e362f2c45b5de68b9fd6c92c6634f44d6d40aab69056506f0"
         "e35524a518034ddc1192e1dacd32c1ed3eaa3c3b131c88ed8e7e54c49a5d0998"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct mnemonic_seed seed;
        char text[2 * MNEMONIC_SEED_SIZE + 1] = {0};
        cr_assert(mnemonic_to_seed(text_of(rows[i].phrase), text_of("TREZOR"), &seed, &e), "%s",
                  e.text);
        hex_encode(BYTES_OF(seed.at), text);
        cr_expect_str_eq(text, rows[i].seed);
    }
}

static bool is_taken(unsigned n, const char *word, const char *last)
{
    struct err e = {0};
    struct mnemonic_seed seed;
    AUTO(buf_done) struct buf phrase = buf_start(KIB);
    for (unsigned i = 1; i < n; i++) {
        buf_printf(&phrase, "%s ", word);
    }
    buf_text(&phrase, last);
    return mnemonic_to_seed(buf_view_text(&phrase), text_of(""), &seed, &e);
}

/* The last word of entropy that is zero, and of all ones, as scure's bip39 has them; n / 3 of its
 * bits are the checksum. */
Test(mnemonic, every_length_has_its_checksum)
{
    static const struct {
        unsigned n;
        const char *zeros, *ones;
        unsigned taken;
    } rows[] = {{12, "about", "wrong", 128},
                {15, "address", "wrist", 64},
                {18, "agent", "when", 32},
                {21, "admit", "veteran", 16},
                {24, "art", "vote", 8}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        unsigned taken = 0;
        cr_expect(is_taken(rows[i].n, "abandon", rows[i].zeros), "%u", rows[i].n);
        cr_expect(is_taken(rows[i].n, "zoo", rows[i].ones), "%u", rows[i].n);
        for (unsigned word = 0; word < WORD_COUNT; word++) {
            taken += is_taken(rows[i].n, "abandon", word_list[word]) ? 1 : 0;
        }
        cr_expect_eq(taken, rows[i].taken, "%u words: %u", rows[i].n, taken);
    }
}

Test(mnemonic, other_phrases_are_refused_and_not_repeated)
{
    static const struct {
        const char *phrase, *why;
    } rows[] = {
        {"", "a mnemonic has 12, 15, 18, 21 or 24 words"},
        {" \n", "a mnemonic has 12, 15, 18, 21 or 24 words"},
        {"abandon", "a mnemonic has 12, 15, 18, 21 or 24 words"},
        {ABANDON_11, "a mnemonic has 12, 15, 18, 21 or 24 words"},
        {ABANDON_11 " about about", "a mnemonic has 12, 15, 18, 21 or 24 words"},
        {ABANDON_11 " " ABANDON_11 " abandon abandon art",
         "a mnemonic has 12, 15, 18, 21 or 24 words"},
        {ABANDON_11 " abandon",
         "the checksum of the mnemonic is wrong: a word is another, or elsewhere"},
        {"about " ABANDON_11,
         "the checksum of the mnemonic is wrong: a word is another, or elsewhere"},
        {ABANDON_11 " About", "word 12 of the mnemonic is not one of BIP-39's English list"},
        {"abandon,abandon", "word 1 of the mnemonic is not one of BIP-39's English list"},
        {"abandon\xc2\xa1"
         "abandon",
         "word 1 of the mnemonic is not one of BIP-39's English list"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        struct mnemonic_seed seed;
        cr_expect_not(mnemonic_to_seed(text_of(rows[i].phrase), text_of(""), &seed, &e), "%zu", i);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_str_eq(e.text, rows[i].why);
    }
}

Test(mnemonic, passphrases)
{
    char most[1025];
    struct err e = {0};
    struct mnemonic_seed seed;
    struct text phrase = text_of(ABANDON_11 " about");
    memset(most, ' ', sizeof most);
    cr_expect(mnemonic_to_seed(phrase, (struct text){most, 1024}, &seed, &e), "%s", e.text);
    cr_expect_not(mnemonic_to_seed(phrase, (struct text){most, 1025}, &seed, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
    cr_expect(mnemonic_to_seed(phrase, text_of("\x7f"), &seed, &e), "%s", e.text);
    cr_expect(mnemonic_is_plain(text_of("")) && mnemonic_is_plain(text_of(" a\x7f")));
    cr_expect_not(mnemonic_is_plain(text_of("h\xc3\xa9llo")));
    cr_expect_not(mnemonic_is_plain(text_of("\x80")));
}

/* By its bytes: Python's hashlib.pbkdf2_hmac("sha512", phrase, b"mnemonic" + bytes, 2048). */
Test(mnemonic, a_passphrase_that_is_not_ascii)
{
    struct err e = {0};
    struct mnemonic_seed seed;
    char text[2 * MNEMONIC_SEED_SIZE + 1] = {0};
    cr_assert(mnemonic_to_seed(text_of(ABANDON_11 " about"), text_of("h\xc3\xa9llo"), &seed, &e),
              "%s", e.text);
    hex_encode(BYTES_OF(seed.at), text);
    cr_expect_str_eq(text, "8a5d73b1ff9e2365c1d7d6297daa46d8054290af0187e7203c0cb32d1001c6688cd3cc1"
                           "ef10bada81a256a9fb4892910bbb63bbe0a752aaa4718d2575225d3ca");
}

/* Every White_Space of Unicode 15 between the words; the words are the same. */
Test(mnemonic, white_space)
{
    static const char *const blanks[] = {
        "\t",           "\n",           "\v",
        "\f",           "\r",           " ",
        "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80",
        "\xe2\x80\x80", "\xe2\x80\x81", "\xe2\x80\x82",
        "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85",
        "\xe2\x80\x86", "\xe2\x80\x87", "\xe2\x80\x88",
        "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
        "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f",
        "\xe3\x80\x80",
    };
    struct err e = {0};
    struct mnemonic_seed usual;
    cr_assert(mnemonic_to_seed(text_of(ABANDON_11 " about"), text_of(""), &usual, &e));
    for (size_t i = 0; i < COUNT(blanks); i++) {
        struct mnemonic_seed seed;
        AUTO(buf_done) struct buf phrase = buf_start(KIB);
        for (size_t word = 0; word < 12; word++) {
            buf_printf(&phrase, "%s%s%s", blanks[i], word == 5 ? blanks[0] : "",
                       word == 11 ? "about" : "abandon");
        }
        buf_text(&phrase, blanks[i]);
        cr_expect(mnemonic_to_seed(buf_view_text(&phrase), text_of(""), &seed, &e), "%zu", i);
        cr_expect_arr_eq(seed.at, usual.at, sizeof seed.at);
    }
    cr_expect_not(mnemonic_to_seed(text_of(ABANDON_11 "\xe2\x80\x8b"
                                                      "about"),
                                   text_of(""), &usual, &e));
}
