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
        {"abandon\vabandon", "word 1 of the mnemonic is not one of BIP-39's English list"},
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
    cr_expect_not(mnemonic_to_seed(phrase, text_of("h\xc3\xa9llo"), &seed, &e));
    cr_expect_eq(e.kind, ERR_USAGE);
}
