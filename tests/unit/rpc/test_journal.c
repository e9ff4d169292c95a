/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "chain/private_key.h"
#include "rpc/journal.h"

enum { PATH = 256, DEPTH = 4 };

/* Key 0 of the mnemonic "test … junk": 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266. */
static const char key_text[] = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
static const char name[] = "2035-0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266.jsonl";
static const char lock_name[] = "2035-0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266.lock";

static char folder[PATH];
static char path[2 * PATH];
static struct journal_account account = {.chain_id = 2035};
static const struct journal_wait no_wait = {.ms = 0};

static struct secp256k1_secret secret_of(const char *hex)
{
    struct err e;
    struct secp256k1_secret secret;
    cr_assert(private_key_parse(text_of(hex), &secret, &e), "%s", e.text);
    return secret;
}

static void make_folder(void)
{
    const struct secp256k1_secret secret = secret_of(key_text);
    const struct secp256k1_key key = secp256k1_public(&secret);
    account.address = eth_address_of(&key);
    (void)snprintf(folder, sizeof folder, "/tmp/phala-unit-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
    size_t length = strlen(folder);
    (void)snprintf(folder + length, sizeof folder - length, "/data/journal");
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
}

static int remove_one(const char *at, const struct stat *stat, int type, struct FTW *where)
{
    (void)stat;
    (void)type;
    (void)where;
    return remove(at);
}

static void remove_folder(void)
{
    folder[strlen(folder) - strlen("/data/journal")] = 0;
    (void)nftw(folder, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

TestSuite(journal, .init = make_folder, .fini = remove_folder);

static struct journal_entry entry_with(const char *hex, uint64_t chain_id, uint64_t nonce)
{
    const struct secp256k1_secret secret = secret_of(hex);
    const struct transaction t = {.kind = TRANSACTION_EIP1559,
                                  .chain_id = chain_id,
                                  .nonce = nonce,
                                  .gas_limit = 21000,
                                  .max_fee = u256_of(7),
                                  .value = u256_of(1)};
    struct journal_entry entry = {.nonce = nonce,
                                  .genesis = {{1}},
                                  .intent = {{2, (uint8_t)nonce}},
                                  .raw = buf_start(TRANSACTION_ROOM),
                                  .step = "deploy Counter"};
    transaction_sign(&t, &secret, &entry.raw);
    entry.hash = keccak256_of(buf_view(&entry.raw));
    return entry;
}

static struct journal_entry entry_of(uint64_t nonce)
{
    return entry_with(key_text, 2035, nonce);
}

static struct journal opened(void)
{
    struct err e;
    struct journal journal;
    cr_assert(journal_open(folder, &account, &no_wait, &journal, &e), "%s", e.text);
    return journal;
}

static void add(struct journal *journal, uint64_t nonce)
{
    struct err e;
    struct journal_entry entry = entry_of(nonce);
    cr_assert(journal_add(journal, &entry, 1, &e), "%s", e.text);
    buf_done(&entry.raw);
}

/* Three entries are in the file. */
static void write_three(void)
{
    struct journal journal = opened();
    for (uint64_t nonce = 0; nonce < 3; nonce++) {
        add(&journal, nonce);
    }
    journal_done(&journal);
}

static struct buf content(void)
{
    struct err e;
    struct buf out = buf_start(MIB);
    cr_assert(fs_read(path, &out, &e), "%s", e.text);
    return out;
}

static void put(struct bytes bytes)
{
    struct err e;
    cr_assert(fs_write(path, bytes, 0600, &e), "%s", e.text);
}

static void check_entry(const struct journal_entry *entry, uint64_t nonce)
{
    struct journal_entry wanted = entry_of(nonce);
    cr_assert_eq(entry->nonce, nonce);
    cr_assert_eq(memcmp(entry->hash.at, wanted.hash.at, 32), 0);
    cr_assert_eq(memcmp(entry->genesis.at, wanted.genesis.at, 32), 0);
    cr_assert_eq(memcmp(entry->intent.at, wanted.intent.at, 32), 0);
    cr_assert(bytes_equal(buf_view(&entry->raw), buf_view(&wanted.raw)));
    cr_assert_str_eq(entry->step, "deploy Counter");
    buf_done(&wanted.raw);
}

Test(journal, what_was_added_is_there_again)
{
    write_three();
    struct journal journal = opened();
    cr_assert_eq(journal.n, 3);
    for (uint64_t i = 0; i < 3; i++) {
        check_entry(&journal.entries[i], i);
    }
    struct journal_entry wanted = entry_of(1);
    cr_assert_eq(journal_find(&journal, &wanted.hash), &journal.entries[1]);
    cr_assert_null(journal_find(&journal, &wanted.genesis));
    buf_done(&wanted.raw);
    journal_done(&journal);
}

Test(journal, only_its_owner_may_read_it)
{
    struct stat stat_of;
    write_three();
    cr_assert_eq(stat(path, &stat_of), 0);
    cr_assert_eq(stat_of.st_mode & 07777, 0600);
    cr_assert_eq(stat(folder, &stat_of), 0);
    cr_assert_eq(stat_of.st_mode & 07777, 0700);
}

/* The form is a contract between versions of this program. */
Test(journal, the_lines_have_one_form)
{
    struct journal journal = opened();
    add(&journal, 5);
    journal_done(&journal);
    struct buf text = content();
    buf_char(&text, '\0');
    const char *at = (const char *)text.at;
    cr_assert_eq(strncmp(at, "{\"nonce\":\"5\",\"hash\":\"0x", 23), 0, "%s", at);
    cr_assert_not_null(
        strstr(at, ",\"genesis\":\"0x01000000000000000000000000000000000000000000000000000000000000"
                   "00\",\"intent\":\"0x02050000000000000000000000000000000000000000000000000000000"
                   "00000\",\"step\":\"deploy Counter\",\"raw\":\"0x02f8"));
    cr_assert_str_eq(at + text.len - 4, "\"}\n");
    buf_done(&text);
}

Test(journal, settled_entries_are_gone)
{
    struct err e;
    write_three();
    struct journal journal = opened();
    struct keccak256 hashes[] = {journal.entries[0].hash, {{9}}, journal.entries[2].hash};
    struct keccak256 other[] = {{{9}}};
    cr_assert(journal_settle(&journal, other, 1, &e));
    cr_assert_eq(journal.n, 3);
    cr_assert(journal_settle(&journal, hashes, COUNT(hashes), &e), "%s", e.text);
    cr_assert_eq(journal.n, 1);
    check_entry(&journal.entries[0], 1);
    /* The lock outlives the file that was replaced. */
    struct journal second;
    cr_assert_not(journal_open(folder, &account, &no_wait, &second, &e));
    cr_assert_eq(e.kind, ERR_CONFLICT);
    journal_done(&journal);
    journal = opened();
    cr_assert_eq(journal.n, 1);
    check_entry(&journal.entries[0], 1);
    struct keccak256 last = journal.entries[0].hash;
    cr_assert(journal_settle(&journal, &last, 1, &e));
    add(&journal, 7);
    journal_done(&journal);
    journal = opened();
    cr_assert_eq(journal.n, 1);
    check_entry(&journal.entries[0], 7);
    journal_done(&journal);
}

/* Cut at every byte, as a write is that a loss of power ends: the whole lines count, one that lacks
 * its end alone is whole, and what is added then stands on a line of its own. */
Test(journal, a_line_that_is_cut_was_never_acted_upon)
{
    write_three();
    struct buf whole = content();
    size_t line = whole.len / 3;
    for (size_t n = 0; n <= whole.len; n += n % line < 4 ? 1 : 97) {
        put(bytes_of(whole.at, n));
        struct journal journal = opened();
        size_t lines = 0;
        for (size_t i = 0; i < n; i++) {
            lines += whole.at[i] == '\n' ? 1 : 0;
        }
        lines += n < whole.len && whole.at[n] == '\n' ? 1 : 0;
        cr_assert_eq(journal.n, lines, "%zu of %zu bytes: %zu", n, whole.len, journal.n);
        add(&journal, 9);
        journal_done(&journal);
        journal = opened();
        cr_assert_eq(journal.n, lines + 1);
        check_entry(&journal.entries[lines], 9);
        journal_done(&journal);
    }
    buf_done(&whole);
}

/* `text` with the only `from` replaced by `to`. */
static struct buf changed(const struct buf *text, const char *from, const char *to)
{
    struct buf out = buf_start(MIB);
    const uint8_t *at = memmem(text->at, text->len, from, strlen(from));
    cr_assert_not_null(at, "%s", from);
    size_t before = (size_t)(at - text->at);
    buf_add(&out, bytes_of(text->at, before));
    buf_text(&out, to);
    buf_add(&out, bytes_of(at + strlen(from), text->len - before - strlen(from)));
    return out;
}

static void check_refused(const char *words)
{
    struct err e = {0};
    struct journal journal;
    struct buf before = content();
    cr_assert_not(journal_open(folder, &account, &no_wait, &journal, &e), "%s", words);
    cr_assert_eq(e.kind, ERR_MALFORMED, "%s", e.text);
    cr_assert_not_null(strstr(e.text, words), "%s, not: %s", words, e.text);
    struct buf after = content();
    cr_assert(bytes_equal(buf_view(&before), buf_view(&after)));
    buf_done(&before);
    buf_done(&after);
}

Test(journal, other_lines_are_refused_and_stay)
{
    static const struct {
        const char *from, *to, *words;
    } cases[] = {
        {"{\"nonce\"", "x{\"nonce\"", "line 1: "},
        {"{\"nonce\":\"0\",", "{", "not an entry"},
        {"{\"nonce\"", "{\"more\":1,\"nonce\"", "not an entry"},
        {"{\"nonce\":\"0\"", "[\"0\"]\n{\"nonce\":\"0\"", "not an entry"},
        {"\"nonce\":\"0\"", "\"nonce\":0", "'nonce' is not a number"},
        {"\"nonce\":\"0\"", "\"nonce\":\"00\"", "'nonce' is not a number"},
        {"\"nonce\":\"0\"", "\"nonce\":\"4\"", "'nonce' is not that of 'raw'"},
        {"\"hash\":\"0x", "\"hash\":\"", "'hash' is not a hash"},
        {"\"genesis\":\"0x", "\"genesis\":\"0x0", "'genesis' is not a hash"},
        {"\"intent\":\"0x02", "\"intent\":\"0x", "'intent' is not a hash"},
        {"\"genesis\":\"0x01", "\"genesis\":\"0xg1", "'genesis' is not a hash"},
        {"\"raw\":\"0x", "\"raw\":\"0x0", "'raw' is not a transaction in hex"},
        {"\"raw\":\"0x02", "\"raw\":\"0x", "'hash' is not that of 'raw'"},
        {"\"step\":\"deploy Counter\"", "\"step\":1", "'step'"},
        {"\"step\":\"",
         "\"step\":\"0123456789012345678901234567890123456789012345678901234567890123"
         "456789012345678901234567890123456789",
         "'step'"},
    };
    write_three();
    struct buf whole = content();
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct buf text = changed(&whole, cases[i].from, cases[i].to);
        put(buf_view(&text));
        check_refused(cases[i].words);
        buf_done(&text);
    }
    buf_done(&whole);
}

Test(journal, a_nonce_is_there_once)
{
    write_three();
    struct buf whole = content();
    size_t line = whole.len / 3;
    buf_add(&whole, bytes_of(whole.at + line, line));
    put(buf_view(&whole));
    check_refused("line 4: nonce 1 is there twice");
    buf_done(&whole);
    /* Of another chain with the same id it is another one. */
    whole = content();
    struct buf text = changed(&whole, "\"genesis\":\"0x01", "\"genesis\":\"0x03");
    size_t shorter = text.len - line;
    buf_add(&text, bytes_of(whole.at, line));
    put(bytes_of(text.at, shorter));
    struct journal journal = opened();
    cr_assert_eq(journal.n, 3);
    add(&journal, 0);
    journal_done(&journal);
    journal = opened();
    cr_assert_eq(journal.n, 4);
    journal_done(&journal);
    buf_done(&whole);
    buf_done(&text);
}

Test(journal, transactions_of_others_are_refused)
{
    /* Key 1 of the same mnemonic. */
    static const char other[] = "59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d";
    struct err e;
    struct journal journal = opened();
    struct journal_entry foreign = entry_with(other, 2035, 0);
    cr_assert_not(journal_add(&journal, &foreign, 1, &e));
    cr_assert_eq(e.kind, ERR_INTERNAL);
    cr_assert_str_eq(e.text, "a transaction of another account");
    buf_done(&foreign.raw);
    foreign = entry_with(key_text, 1, 0);
    cr_assert_not(journal_add(&journal, &foreign, 1, &e));
    cr_assert_str_eq(e.text, "a transaction of another chain");
    buf_done(&foreign.raw);
    cr_assert_eq(journal.n, 0);
    journal_done(&journal);
    /* In the file of another account, or of another chain, which somebody has copied. */
    write_three();
    char to[2 * PATH];
    (void)snprintf(to, sizeof to, "%s/1-0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266.jsonl", folder);
    cr_assert_eq(rename(path, to), 0);
    (void)snprintf(path, sizeof path, "%s", to);
    account.chain_id = 1;
    check_refused("line 1: a transaction of another chain");
    account.chain_id = 2035;
}

/* What another process does while it has the lock. */
static void hold(int told, int64_t ms)
{
    struct err e;
    struct journal journal;
    bool ok = journal_open(folder, &account, &no_wait, &journal, &e);
    ok = ok && write(told, "x", 1) == 1 && usleep((useconds_t)ms * 1000) == 0;
    _exit(ok ? 0 : 1);
}

static pid_t holder(int64_t ms)
{
    int pipes[2];
    char byte = 0;
    cr_assert_eq(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) {
        hold(pipes[1], ms);
    }
    cr_assert_eq(read(pipes[0], &byte, 1), 1);
    (void)close(pipes[0]);
    (void)close(pipes[1]);
    return pid;
}

Test(journal, one_process_at_a_time)
{
    struct err e;
    struct journal journal;
    volatile sig_atomic_t interrupted = 1;
    const struct journal_wait little = {.ms = 50};
    const struct journal_wait long_enough = {.ms = 20000};
    const struct journal_wait stopped = {.ms = 20000, .interrupted = &interrupted};
    pid_t pid = holder(60000);
    cr_assert_not(journal_open(folder, &account, &no_wait, &journal, &e));
    cr_assert_eq(e.kind, ERR_CONFLICT);
    cr_assert_not_null(strstr(e.hint, lock_name));
    cr_assert_not(journal_open(folder, &account, &little, &journal, &e));
    cr_assert_eq(e.kind, ERR_CONFLICT);
    cr_assert_not(journal_open(folder, &account, &stopped, &journal, &e));
    cr_assert_eq(e.kind, ERR_INTERRUPTED);
    /* The system unlocks for a process that is killed. */
    cr_assert_eq(kill(pid, SIGKILL), 0);
    cr_assert_eq(waitpid(pid, NULL, 0), pid);
    journal = opened();
    journal_done(&journal);
    pid = holder(300);
    cr_assert(journal_open(folder, &account, &long_enough, &journal, &e), "%s", e.text);
    journal_done(&journal);
    cr_assert_eq(waitpid(pid, NULL, 0), pid);
}

/* Whoever only looks sees it, whoever has it, and leaves no trace. */
Test(journal, peeking)
{
    struct err e;
    struct journal journal;
    cr_assert(journal_peek(NULL, &account, &journal, &e) && journal.n == 0, "%s", e.text);
    journal_done(&journal);
    cr_assert(journal_peek(folder, &account, &journal, &e) && journal.n == 0, "%s", e.text);
    journal_done(&journal);
    cr_assert_not(fs_exists(folder));
    write_three();
    const pid_t pid = holder(60000);
    struct buf text = content();
    buf_text(&text, "{\"nonce\":");
    put(buf_view(&text));
    cr_assert(journal_peek(folder, &account, &journal, &e), "%s", e.text);
    cr_assert_eq(journal.n, 3);
    check_entry(&journal.entries[2], 2);
    journal_done(&journal);
    struct buf after = content();
    cr_assert(bytes_equal(buf_view(&after), buf_view(&text)), "a cut line is left to its writer");
    put(text_bytes(text_of("{}\n")));
    cr_assert_not(journal_peek(folder, &account, &journal, &e));
    cr_assert_eq(e.kind, ERR_MALFORMED);
    journal_done(&journal);
    buf_done(&after);
    buf_done(&text);
    cr_assert_eq(kill(pid, SIGKILL), 0);
    cr_assert_eq(waitpid(pid, NULL, 0), pid);
}

Test(journal, what_does_not_fit_on_the_disk_leaves_nothing)
{
    struct err e;
    write_three();
    struct buf before = content();
    struct journal journal = opened();
    struct journal_entry entries[] = {entry_of(3), entry_of(4)};
    struct rlimit limit;
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &limit), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    /* One of the two would fit. */
    const struct rlimit less = {before.len * 3 / 2, limit.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &less), 0);
    cr_assert_not(journal_add(&journal, entries, COUNT(entries), &e));
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    cr_assert_eq(e.kind, ERR_IO, "%s", e.text);
    cr_assert_eq(journal.n, 3);
    journal_done(&journal);
    struct buf after = content();
    cr_assert(bytes_equal(buf_view(&before), buf_view(&after)));
    buf_done(&before);
    buf_done(&after);
    buf_done(&entries[0].raw);
    buf_done(&entries[1].raw);
}

Test(journal, a_place_that_cannot_be_written_to_is_refused)
{
    struct err e;
    struct journal journal;
    cr_assert_not(journal_open("/proc/phala/journal", &account, &no_wait, &journal, &e));
    cr_assert_eq(e.kind, ERR_IO, "%s", e.text);
    /* A file where the folder would be. */
    char file[PATH];
    (void)snprintf(file, sizeof file, "%.*s", (int)(strlen(folder) - strlen("/journal")), folder);
    cr_assert(fs_write(file, bytes_of("", 0), 0600, &e));
    cr_assert_not(journal_open(folder, &account, &no_wait, &journal, &e));
    cr_assert_eq(e.kind, ERR_IO, "%s", e.text);
    cr_assert_eq(remove(file), 0);
    /* A link may lead anywhere. */
    write_three();
    char to[2 * PATH + 2];
    (void)snprintf(to, sizeof to, "%s.x", path);
    cr_assert_eq(rename(path, to), 0);
    cr_assert_eq(symlink(to, path), 0);
    cr_assert_not(journal_open(folder, &account, &no_wait, &journal, &e));
    cr_assert_eq(e.kind, ERR_IO, "%s", e.text);
    cr_assert_not(journal_peek(folder, &account, &journal, &e));
    cr_assert_eq(e.kind, ERR_IO, "%s", e.text);
    journal_done(&journal);
    /* A pipe would never end. */
    cr_assert_eq(unlink(path), 0);
    cr_assert_eq(mkfifo(path, 0600), 0);
    cr_assert_not(journal_open(folder, &account, &no_wait, &journal, &e));
    cr_assert_eq(e.kind, ERR_MALFORMED, "%s", e.text);
    cr_assert_not(journal_peek(folder, &account, &journal, &e));
    cr_assert_eq(e.kind, ERR_MALFORMED, "%s", e.text);
    journal_done(&journal);
}
