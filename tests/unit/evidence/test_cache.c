/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/cache.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "scratch.h"

static const char name[] = "pccs/example.org/tcb.json";
static const char url[] = "https://example.org/tcb";

enum { NOW = 1767323045 };

static struct scratch scratch;
static unsigned log_lines;

static void count_line(void *where, const char *text)
{
    (void)where;
    (void)text;
    log_lines++;
}

static const struct log counter = {count_line, NULL};

static struct cache start(void)
{
    return (struct cache){.folder = scratch.folder, .log = &counter};
}

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

TestSuite(cache, .init = set_up, .fini = tear_down);

/* With every byte there is, zero too. */
static struct cache_entry entry_of_all_bytes(void)
{
    struct cache_entry entry = {
        .body = buf_start(KIB), .issuer_chain = buf_start(KIB), .stored_at = NOW};
    for (unsigned i = 0; i < 256; i++) {
        buf_char(&entry.body, (char)i);
    }
    buf_text(&entry.issuer_chain, "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n");
    return entry;
}

static void write_one(const struct cache *cache)
{
    AUTO(cache_entry_done) struct cache_entry entry = entry_of_all_bytes();
    cache_write(cache, name, url, &entry);
}

static bool reads(const struct cache *cache, const char *of)
{
    struct cache_entry out = {0};
    bool found = cache_read(cache, name, of, &out);
    cr_assert(found || (out.body.at == NULL && out.issuer_chain.at == NULL));
    cache_entry_done(&out);
    return found;
}

Test(cache, gives_back_what_was_written)
{
    struct cache cache = start();
    AUTO(cache_entry_done) struct cache_entry entry = entry_of_all_bytes();
    AUTO(cache_entry_done) struct cache_entry out = {0};
    cr_assert_not(cache_read(&cache, name, url, &out));
    cr_assert_eq(log_lines, 0, "that nothing is there is nothing to report");
    cache_write(&cache, name, url, &entry);
    cr_assert(cache_read(&cache, name, url, &out));
    cr_assert(bytes_equal(buf_view(&out.body), buf_view(&entry.body)));
    cr_assert(text_equal(buf_view_text(&out.issuer_chain), buf_view_text(&entry.issuer_chain)));
    cr_assert_eq(out.stored_at, NOW);
    cr_assert_eq(log_lines, 0);
}

Test(cache, is_for_its_owner_alone)
{
    struct cache cache = start();
    struct stat folder;
    struct stat file;
    write_one(&cache);
    char *path = scratch_path(&scratch, name);
    cr_assert_eq(stat(path, &file), 0);
    *strrchr(path, '/') = 0;
    cr_assert_eq(stat(path, &folder), 0);
    free(path);
    cr_assert_eq(file.st_mode & 0777, 0600);
    cr_assert_eq(folder.st_mode & 0777, 0700);
}

Test(cache, an_entry_is_of_one_url)
{
    struct cache cache = start();
    write_one(&cache);
    cr_assert(reads(&cache, url));
    cr_assert_not(reads(&cache, "https://example.org/pccs/tcb"));
    cr_assert_not(reads(&cache, ""));
}

Test(cache, is_fresh_for_a_day)
{
    static const struct {
        instant now;
        bool fresh;
    } cases[] = {
        {NOW, true},      {NOW + 1, true},        {NOW + CACHE_FRESH_SECONDS - 1, true},
        {NOW - 1, false}, {NOW - 1000000, false}, {NOW + CACHE_FRESH_SECONDS, false},
        {0, false},       {INSTANT_MAX, false},
    };
    struct cache_entry entry = {.stored_at = NOW};
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_eq(cache_is_fresh(&entry, cases[i].now), cases[i].fresh, "%zu", i);
    }
}

/* Whatever byte is lost, and whichever one is another: no entry, or the same body. */
Test(cache, damage_is_a_miss)
{
    struct cache cache = start();
    write_one(&cache);
    AUTO(buf_done) struct buf whole = scratch_read(&scratch, name);
    AUTO(cache_entry_done) struct cache_entry entry = entry_of_all_bytes();
    char *path = scratch_path(&scratch, name);
    struct err e;
    for (size_t n = 0; n + 1 < whole.len; n += 7) {
        cr_assert(fs_write(path, bytes_of(whole.at, n), 0600, &e));
        cr_assert_not(reads(&cache, url), "cut at %zu", n);
    }
    for (size_t i = 0; i < whole.len; i += 5) {
        struct cache_entry out = {0};
        whole.at[i] ^= 1;
        cr_assert(fs_write(path, buf_view(&whole), 0600, &e));
        whole.at[i] ^= 1;
        cr_assert(!cache_read(&cache, name, url, &out) ||
                  bytes_equal(buf_view(&out.body), buf_view(&entry.body)));
        cache_entry_done(&out);
    }
    free(path);
    cr_assert_gt(log_lines, 0);
}

Test(cache, other_contents_are_a_miss)
{
    static const char *const wrong[] = {
        "",
        "{}",
        "[]",
        "null",
        "<html>",
        "{\"schema\":\"phala.cache/2\",\"url\":\"https://example.org/tcb\"}",
        "{\"schema\":\"phala.cache/1\",\"url\":\"https://example.org/tcb\",\"stored_at\":0,"
        "\"issuer_chain\":\"\",\"sha256\":\"\",\"body\":\"\"}",
        "{\"schema\":\"phala.cache/1\",\"url\":\"https://example.org/tcb\","
        "\"stored_at\":\"2026-01-02T03:04:05Z\",\"issuer_chain\":\"\",\"sha256\":\"00\","
        "\"body\":\"\"}",
        "{\"schema\":\"phala.cache/1\",\"url\":\"https://example.org/tcb\","
        "\"stored_at\":\"2026-01-02T03:04:05Z\",\"issuer_chain\":\"\","
        "\"sha256\":\"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\","
        "\"body\":\"=\"}",
    };
    struct cache cache = start();
    write_one(&cache);
    for (size_t i = 0; i < COUNT(wrong); i++) {
        scratch_write(&scratch, name, wrong[i]);
        cr_assert_not(reads(&cache, url), "%s", wrong[i]);
    }
    cr_assert_eq(log_lines, COUNT(wrong));
}

Test(cache, no_place_to_write_is_no_error)
{
    scratch_write(&scratch, "file", "");
    char *folder = scratch_path(&scratch, "file/below");
    struct cache cache = {.folder = folder, .log = &counter};
    write_one(&cache);
    cr_assert_eq(log_lines, 1);
    cr_assert_not(reads(&cache, url));
    free(folder);
}

Test(cache, a_folder_in_place_of_an_entry_is_no_error)
{
    struct cache cache = start();
    struct err e;
    char *path = scratch_path(&scratch, name);
    cr_assert(fs_make_directories(path, &e));
    write_one(&cache);
    cr_assert_not(reads(&cache, url));
    cr_assert_eq(log_lines, 2);
    free(path);
}
