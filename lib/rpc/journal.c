/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/interrupt.h"
#include "base/mem.h"
#include "base/path.h"
#include "chain/address.h"
#include "rpc/journal_line.h"

enum { NAME = 128, MODE = 0600, POLL_MS = 20 };

static void close_fd(const int *fd)
{
    if (*fd >= 0) {
        (void)close(*fd);
    }
}

static bool is_same_file(int fd, const char *path)
{
    struct stat mine;
    struct stat there;
    return fstat(fd, &mine) == 0 && stat(path, &there) == 0 && mine.st_dev == there.st_dev &&
           mine.st_ino == there.st_ino;
}

/* One try: -1 without an error when another process has it, or when the file was replaced between
 * opening and locking. */
static bool try_lock(const char *path, int *out, struct err *e)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, MODE);
    if (fd < 0) {
        return fs_fail("open", path, e);
    }
    bool is_locked = flock(fd, LOCK_EX | LOCK_NB) == 0;
    bool is_good = is_locked || errno == EWOULDBLOCK || fs_fail("lock", path, e);
    if (is_locked && is_same_file(fd, path)) {
        *out = fd;
        return true;
    }
    (void)close(fd);
    return is_good;
}

static bool take_lock(const char *path, const struct journal_wait *wait, int *out, struct err *e)
{
    int64_t end = clock_monotonic_ms() + wait->ms;
    for (*out = -1;;) {
        TRY(try_lock(path, out, e));
        if (*out >= 0) {
            return true;
        }
        if (is_interrupted(wait->interrupted)) {
            return err_set(e, ERR_INTERRUPTED, "interrupted");
        }
        if (clock_monotonic_ms() >= end) {
            (void)err_set(e, ERR_CONFLICT, "another process is sending from this account");
            return err_hint(e, "wait for it to end; it holds the lock '%.160s'", path);
        }
        clock_sleep_ms(POLL_MS);
    }
}

/* A link could lead anywhere, and a pipe does not end. */
static bool open_regular(const char *path, int flags, int *fd, struct err *e)
{
    struct stat what;
    *fd = open(path, flags | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY | O_NONBLOCK, MODE);
    if (*fd < 0) {
        (void)fs_fail("open", path, e);
        return false;
    }
    return (fstat(*fd, &what) == 0 && S_ISREG(what.st_mode)) ||
           err_set(e, ERR_MALFORMED, "'%s' is not a regular file", path);
}

/* Makes the file where there is none. */
static bool open_file(const char *path, int *fd, struct err *e)
{
    bool is_new = !fs_exists(path);
    TRY(open_regular(path, O_RDWR | O_APPEND | O_CREAT, fd, e));
    return !is_new || fs_sync_folder(path, e);
}

static bool cut(int fd, size_t length, const char *path, struct err *e)
{
    return (ftruncate(fd, (off_t)length) == 0 && fdatasync(fd) == 0) || fs_fail("write", path, e);
}

static bool parse_entries(struct journal *journal, struct bytes text, struct journal_lines *lines,
                          struct err *e)
{
    bool is_read = journal_lines_read(text, &journal->account, lines, e);
    journal->entries = lines->entries;
    journal->n = lines->n;
    if (!is_read) {
        (void)err_wrap(e, "'%.120s'", journal->path);
        return err_hint(e, "it says what was sent and is not settled: keep a copy, then mend or "
                           "remove it");
    }
    return true;
}

static bool read_entries(struct journal *journal, struct err *e)
{
    AUTO(buf_done) struct buf text = buf_start(JOURNAL_MAX);
    AUTO(close_fd) int fd = -1;
    struct journal_lines lines = {0};
    TRY(open_file(journal->path, &fd, e) && fs_read_fd(fd, journal->path, &text, e));
    TRY(parse_entries(journal, buf_view(&text), &lines, e));
    if (lines.lacks_end) {
        return fs_write_fd(fd, bytes_of("\n", 1), journal->path, e) &&
               (fdatasync(fd) == 0 || fs_fail("write", journal->path, e));
    }
    return lines.whole == text.len || cut(fd, lines.whole, journal->path, e);
}

static char *file_path(const char *folder, const struct journal_account *account,
                       const char *ending)
{
    char address[ADDRESS_TEXT];
    char name[NAME];
    (void)snprintf(name, sizeof name, "%" PRIu64 "-%s.%s", account->chain_id,
                   address_format(&account->address, address), ending);
    return path_join(folder, name);
}

bool journal_open(const char *folder, const struct journal_account *account,
                  const struct journal_wait *wait, struct journal *out, struct err *e)
{
    AUTO(mem_freep) char *lock = file_path(folder, account, "lock");
    *out = (struct journal){.account = *account};
    if (!fs_make_directories(folder, e) || !take_lock(lock, wait, &out->lock, e)) {
        e->kind = e->kind == ERR_NOT_FOUND ? ERR_IO : e->kind;
        return false;
    }
    out->path = file_path(folder, account, "jsonl");
    fs_sweep(out->path);
    if (!read_entries(out, e)) {
        journal_done(out);
        return false;
    }
    return true;
}

bool journal_peek(const char *folder, const struct journal_account *account, struct journal *out,
                  struct err *e)
{
    AUTO(buf_done) struct buf text = buf_start(JOURNAL_MAX);
    AUTO(close_fd) int fd = -1;
    struct journal_lines lines = {0};
    *out = (struct journal){.account = *account, .lock = -1};
    if (folder == NULL) {
        return true;
    }
    out->path = file_path(folder, account, "jsonl");
    if (!open_regular(out->path, O_RDONLY, &fd, e)) {
        return e->kind == ERR_NOT_FOUND;
    }
    return fs_read_fd(fd, out->path, &text, e) && parse_entries(out, buf_view(&text), &lines, e);
}

static void drop_entries(struct journal *journal)
{
    struct journal_lines lines = {.entries = journal->entries, .n = journal->n};
    journal_lines_done(&lines);
    journal->entries = NULL;
    journal->n = 0;
}

void journal_done(struct journal *journal)
{
    drop_entries(journal);
    if (journal->path != NULL) {
        close_fd(&journal->lock);
    }
    mem_free(journal->path);
    *journal = (struct journal){0};
}

/* All of it is on the disk, or nothing. */
static bool append(const char *path, struct bytes text, struct err *e)
{
    AUTO(close_fd) int fd = -1;
    struct stat before;
    TRY(open_file(path, &fd, e));
    if (fstat(fd, &before) != 0) {
        return fs_fail("write", path, e);
    }
    if (fs_write_fd(fd, text, path, e) && (fdatasync(fd) == 0 || fs_fail("write", path, e))) {
        return true;
    }
    struct err other;
    (void)cut(fd, (size_t)before.st_size, path, &other);
    return false;
}

static void keep(struct journal *journal, const struct journal_entry *entry)
{
    journal->entries = mem_resize(journal->entries, journal->n + 1, sizeof *journal->entries);
    struct journal_entry *kept = &journal->entries[journal->n++];
    *kept = *entry;
    kept->raw = buf_start(TRANSACTION_ROOM);
    buf_add(&kept->raw, buf_view(&entry->raw));
}

bool journal_add(struct journal *journal, const struct journal_entry *entries, size_t n,
                 struct err *e)
{
    AUTO(buf_done) struct buf text = buf_start(JOURNAL_MAX);
    if (n > JOURNAL_ENTRIES_MAX - journal->n) {
        return err_set(e, ERR_TOO_BIG, "'%s': more than %d entries", journal->path,
                       JOURNAL_ENTRIES_MAX);
    }
    for (size_t i = 0; i < n; i++) {
        if (!journal_entry_check(&entries[i], &journal->account, e)) {
            e->kind = ERR_INTERNAL;
            return false;
        }
        journal_line_write(&entries[i], &text);
    }
    if (!buf_is_whole(&text)) {
        return err_set(e, ERR_TOO_BIG, "'%s': more than %zu bytes", journal->path, JOURNAL_MAX);
    }
    TRY(n == 0 || append(journal->path, buf_view(&text), e));
    for (size_t i = 0; i < n; i++) {
        keep(journal, &entries[i]);
    }
    return true;
}

static bool is_among(const struct keccak256 *hash, const struct keccak256 *hashes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (bytes_equal(BYTES_OF(hash->at), BYTES_OF(hashes[i].at))) {
            return true;
        }
    }
    return false;
}

/* Without an entry the file is cut: that is one step as well, and costs no second file. */
static bool write_anew(const struct journal *journal, struct bytes text, struct err *e)
{
    if (text.left > 0) {
        return fs_write(journal->path, text, MODE, e) && fs_sync_folder(journal->path, e);
    }
    AUTO(close_fd) int fd = -1;
    return open_file(journal->path, &fd, e) && cut(fd, 0, journal->path, e);
}

bool journal_settle(struct journal *journal, const struct keccak256 *hashes, size_t n,
                    struct err *e)
{
    AUTO(buf_done) struct buf text = buf_start(JOURNAL_MAX);
    size_t kept = 0;
    for (size_t i = 0; i < journal->n; i++) {
        if (!is_among(&journal->entries[i].hash, hashes, n)) {
            journal_line_write(&journal->entries[i], &text);
            kept++;
        }
    }
    if (kept == journal->n) {
        return true;
    }
    TRY(write_anew(journal, buf_view(&text), e));
    kept = 0;
    for (size_t i = 0; i < journal->n; i++) {
        if (is_among(&journal->entries[i].hash, hashes, n)) {
            journal_entry_done(&journal->entries[i]);
        } else {
            journal->entries[kept++] = journal->entries[i];
        }
    }
    journal->n = kept;
    return true;
}

const struct journal_entry *journal_find(const struct journal *journal,
                                         const struct keccak256 *hash)
{
    for (size_t i = 0; i < journal->n; i++) {
        if (bytes_equal(BYTES_OF(journal->entries[i].hash.at), BYTES_OF(hash->at))) {
            return &journal->entries[i];
        }
    }
    return NULL;
}
