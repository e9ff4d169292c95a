/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/journal_line.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "chain/private_key.h"

/* Key 0 of the mnemonic "test … junk". */
static const char key[] = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

/* A line of that nonce, with its end. */
static void write_line(uint64_t nonce, struct journal_account *account, struct buf *out)
{
    struct err e;
    struct secp256k1_secret secret;
    AUTO(journal_entry_done)
    struct journal_entry entry = {
        .nonce = nonce, .raw = buf_start(TRANSACTION_ROOM), .step = "deploy Counter"};
    const struct transaction t = {.kind = TRANSACTION_EIP1559, .chain_id = 2035, .nonce = nonce};
    cr_assert(private_key_parse(text_of(key), &secret, &e), "%s", e.text);
    transaction_sign(&t, &secret, &entry.raw);
    entry.hash = keccak256_of(buf_view(&entry.raw));
    *account = (struct journal_account){2035, secp256k1_account(&secret)};
    journal_line_write(&entry, out);
}

/* Zeros are what a loss of power leaves of what was not on the disk; another end was not written
 * here, and may be somebody's. */
Test(journal_line, an_end_that_is_none_of_ours_is_refused)
{
    static const struct {
        const char *at;
        size_t length;
        bool is_cut;
    } ends[] = {
        {"", 0, true},
        {"{", 1, true},
        {"\0\0\0", 3, true},
        {"{\"non\0\0\0", 8, true},
        {"{\"nonce\":\"9\0\0", 13, true},
        {"x", 1, false},
        {" ", 1, false},
        {"{}", 2, false},
        {"{\"hash\":", 8, false},
        {"{\"nonce\":\"9\"}", 13, false},
        {"garbage of some kind", 20, false},
    };
    for (size_t i = 0; i < COUNT(ends); i++) {
        struct err e = {0};
        struct journal_account account;
        AUTO(buf_done) struct buf text = buf_start(MIB);
        AUTO(journal_lines_done) struct journal_lines lines = {0};
        write_line(0, &account, &text);
        const size_t whole = text.len;
        buf_add(&text, bytes_of((const uint8_t *)ends[i].at, ends[i].length));
        cr_expect_eq(journal_lines_read(buf_view(&text), &account, &lines, &e), ends[i].is_cut,
                     "%zu: %s", i, e.text);
        cr_expect(lines.whole == whole && !lines.lacks_end, "%zu", i);
        cr_expect(!ends[i].is_cut || lines.n == 1, "%zu", i);
        cr_expect(ends[i].is_cut ||
                      (e.kind == ERR_MALFORMED && text_starts(text_of(e.text), "line 2")),
                  "%s", e.text);
    }
}

/* As an editor may leave it: it counts. One that is whole and wrong is not passed over. */
Test(journal_line, a_whole_entry_without_its_end)
{
    struct err e = {0};
    struct journal_account account;
    AUTO(buf_done) struct buf text = buf_start(MIB);
    AUTO(journal_lines_done) struct journal_lines lines = {0};
    write_line(0, &account, &text);
    write_line(1, &account, &text);
    cr_assert(journal_lines_read(bytes_of(text.at, text.len - 1), &account, &lines, &e), "%s",
              e.text);
    cr_expect(lines.n == 2 && lines.lacks_end && lines.whole == text.len - 1);
    cr_expect_eq(lines.entries[1].nonce, 1);
    journal_lines_done(&lines);
    buf_clear(&text);
    write_line(0, &account, &text);
    write_line(0, &account, &text);
    cr_expect_not(journal_lines_read(bytes_of(text.at, text.len - 1), &account, &lines, &e));
    cr_expect_str_eq(e.text, "line 2: nonce 0 is there twice");
    journal_lines_done(&lines);
    account.chain_id = 1;
    cr_expect_not(journal_lines_read(bytes_of(text.at, text.len / 2 - 1), &account, &lines, &e));
    cr_expect_str_eq(e.text, "line 1: a transaction of another chain");
}

/* What a process that was killed has left; what others have there stays. */
Test(journal_line, what_is_left_of_writing_it_is_removed)
{
    static const char none[] = "2035-0x0000000000000000000000000000000000000000";
    char folder[] = "/tmp/phala-unit-XXXXXX";
    char names[4][100];
    struct err e;
    struct journal journal;
    const struct journal_account account = {.chain_id = 2035};
    const struct journal_wait wait = {.ms = 0};
    static const char *const endings[] = {"jsonl.a1B2c3.phala", "jsonl.backup", "jsonl", "lock"};
    cr_assert(mkdtemp(folder) != NULL);
    for (size_t i = 0; i < COUNT(endings); i++) {
        (void)snprintf(names[i], sizeof names[i], "%s/%s.%s", folder, none, endings[i]);
        cr_assert(fs_write(names[i], bytes_of(NULL, 0), 0600, &e), "%s", e.text);
    }
    cr_assert(journal_open(folder, &account, &wait, &journal, &e), "%s", e.text);
    journal_done(&journal);
    cr_expect_not(fs_exists(names[0]));
    for (size_t i = 1; i < COUNT(endings); i++) {
        cr_expect_eq(unlink(names[i]), 0, "%s", names[i]);
    }
    cr_expect_eq(rmdir(folder), 0);
}
