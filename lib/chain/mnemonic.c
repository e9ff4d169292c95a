/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/mnemonic.h"

#include <string.h>

#include "base/mem.h"
#include "chain/word_list.h"
#include "crypto/digest.h"
#include "crypto/kdf.h"

enum {
    ROUNDS = 2048,
    ENTROPY_MAX = 33, /* with the bits of the checksum */
    PHRASE_SIZE = MNEMONIC_WORDS_MAX * WORD_SIZE,
    PASSPHRASE_MAX = 1024,
};

static const char salt_start[] = {'m', 'n', 'e', 'm', 'o', 'n', 'i', 'c'};

/* The words as numbers, and written again with one blank between them. */
struct phrase {
    unsigned n;
    size_t len;
    uint16_t numbers[MNEMONIC_WORDS_MAX];
    char text[PHRASE_SIZE];
    uint8_t salt[sizeof salt_start + PASSPHRASE_MAX];
};

static void phrase_done(struct phrase *phrase)
{
    mem_wipe(phrase, sizeof *phrase);
}

void mnemonic_seed_done(struct mnemonic_seed *seed)
{
    mem_wipe(seed, sizeof *seed);
}

/* The white space of Unicode beyond ASCII, in UTF-8: what text from other programs has in it. */
static const char *const wide_blanks[] = {
    "\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80", "\xe2\x80\x80", "\xe2\x80\x81",
    "\xe2\x80\x82", "\xe2\x80\x83", "\xe2\x80\x84", "\xe2\x80\x85", "\xe2\x80\x86",
    "\xe2\x80\x87", "\xe2\x80\x88", "\xe2\x80\x89", "\xe2\x80\x8a", "\xe2\x80\xa8",
    "\xe2\x80\xa9", "\xe2\x80\xaf", "\xe2\x81\x9f", "\xe3\x80\x80",
};

/* Bytes of the blank at the start, or 0. */
static size_t blank(struct text text)
{
    if (text.at[0] == ' ' || (text.at[0] >= '\t' && text.at[0] <= '\r')) {
        return 1;
    }
    for (size_t i = 0; i < COUNT(wide_blanks); i++) {
        if (text_starts(text, wide_blanks[i])) {
            return strlen(wide_blanks[i]);
        }
    }
    return 0;
}

/* Splits the next word off; false when only blanks are left. */
static bool next_word(struct text *rest, struct text *word)
{
    size_t from = 0;
    while (from < rest->len && blank(text_behind(*rest, from)) > 0) {
        from += blank(text_behind(*rest, from));
    }
    size_t to = from;
    while (to < rest->len && blank(text_behind(*rest, to)) == 0) {
        to++;
    }
    *word = (struct text){rest->at + from, to - from};
    *rest = (struct text){rest->at + to, rest->len - to};
    return word->len > 0;
}

static bool refuse_count(struct err *e)
{
    return err_set(e, ERR_MALFORMED, "a mnemonic has 12, 15, 18, 21 or 24 words");
}

static void append(struct phrase *out, struct text word)
{
    if (out->len > 0) {
        out->text[out->len++] = ' ';
    }
    memcpy(out->text + out->len, word.at, word.len);
    out->len += word.len;
}

static bool read_words(struct text text, struct phrase *out, struct err *e)
{
    struct text word;
    while (next_word(&text, &word)) {
        unsigned number = 0;
        if (out->n == MNEMONIC_WORDS_MAX) {
            return refuse_count(e);
        }
        if (!word_number(word, &number)) {
            return err_set(e, ERR_MALFORMED,
                           "word %u of the mnemonic is not one of BIP-39's English list",
                           out->n + 1);
        }
        out->numbers[out->n++] = (uint16_t)number;
        append(out, word);
    }
    return (out->n >= 12 && out->n % 3 == 0) || refuse_count(e);
}

static bool bit_of(const struct phrase *phrase, size_t at)
{
    unsigned number = phrase->numbers[at / WORD_BITS];
    return (number >> (WORD_BITS - 1 - at % WORD_BITS) & 1) != 0;
}

/* Of 33 bits, 32 are entropy and one is of the entropy's hash. */
static bool is_checked(const struct phrase *phrase)
{
    uint8_t bytes[ENTROPY_MAX] = {0};
    size_t bits = (size_t)phrase->n * WORD_BITS;
    size_t n_check = bits / 33;
    size_t n_entropy = bits - n_check;
    for (size_t i = 0; i < bits; i++) {
        bytes[i / 8] |= (uint8_t)(bit_of(phrase, i) ? 0x80 >> i % 8 : 0);
    }
    const struct sha256 hash = sha256_of(bytes_of(bytes, n_entropy / 8));
    unsigned differs = (unsigned)(hash.at[0] ^ bytes[n_entropy / 8]) >> (8 - n_check);
    mem_wipe(bytes, sizeof bytes);
    return differs == 0;
}

bool mnemonic_is_plain(struct text passphrase)
{
    for (size_t i = 0; i < passphrase.len; i++) {
        if ((uint8_t)passphrase.at[i] >= 0x80) {
            return false;
        }
    }
    return true;
}

static bool make_salt(struct text passphrase, struct phrase *out, struct err *e)
{
    if (passphrase.len > PASSPHRASE_MAX) {
        return err_set(e, ERR_TOO_BIG, "the passphrase is longer than %d bytes", PASSPHRASE_MAX);
    }
    memcpy(out->salt, salt_start, sizeof salt_start);
    if (passphrase.len > 0) {
        memcpy(out->salt + sizeof salt_start, passphrase.at, passphrase.len);
    }
    return true;
}

bool mnemonic_to_seed(struct text phrase, struct text passphrase, struct mnemonic_seed *out,
                      struct err *e)
{
    AUTO(phrase_done) struct phrase words = {0};
    TRY(read_words(phrase, &words, e));
    if (!is_checked(&words)) {
        return err_set(e, ERR_MALFORMED,
                       "the checksum of the mnemonic is wrong: a word is another, or elsewhere");
    }
    TRY(make_salt(passphrase, &words, e));
    const struct kdf_input input = {bytes_of(words.text, words.len),
                                    bytes_of(words.salt, sizeof salt_start + passphrase.len)};
    return kdf_pbkdf2(PBKDF2_SHA512, &input, ROUNDS,
                      (struct kdf_output){out->at, sizeof out->at}) ||
           err_set(e, ERR_INTERNAL, "no seed could be derived from the mnemonic");
}
