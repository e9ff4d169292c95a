/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fs.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[] = "/tmp/phala-fs.XXXXXX";

static void enter(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chdir(folder), 0);
}

/* Takes away what the tests leave, two levels deep. */
static void remove_all(const char *path)
{
    AUTO(buf_done) struct buf name = buf_start(KIB);
    DIR *d = opendir(path);
    for (const struct dirent *at = d != NULL ? readdir(d) : NULL; at != NULL; at = readdir(d)) {
        if (strcmp(at->d_name, ".") != 0 && strcmp(at->d_name, "..") != 0) {
            buf_clear(&name);
            buf_printf(&name, "%s/%s%c", path, at->d_name, 0);
            remove_all((const char *)name.at);
        }
    }
    if (d != NULL) {
        (void)closedir(d);
    }
    (void)remove(path);
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    remove_all(folder);
}

static size_t count_files(void)
{
    size_t n = 0;
    DIR *d = opendir(".");
    while (readdir(d) != NULL) {
        n++;
    }
    (void)closedir(d);
    return n - 2;
}

TestSuite(fs, .init = enter, .fini = leave);

Test(fs, what_is_written_is_read)
{
    static const uint8_t content[] = {0, 1, 2, 0xff, '\n'};
    struct err e = {0};
    struct stat status;
    AUTO(buf_done) struct buf out = buf_start(KIB);
    cr_assert(fs_write("file", BYTES_OF(content), 0640, &e), "%s", e.text);
    cr_assert(fs_read("file", &out, &e), "%s", e.text);
    cr_assert(bytes_equal(buf_view(&out), BYTES_OF(content)));
    cr_assert_eq(stat("file", &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0640);
    cr_assert_eq(count_files(), 1);
}

Test(fs, write_replaces_and_reads_append)
{
    struct err e = {0};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    buf_text(&out, "-");
    cr_assert(fs_write("file", bytes_of("longer", 6), 0600, &e));
    cr_assert(fs_write("file", bytes_of("new", 3), 0600, &e));
    cr_assert(fs_read("file", &out, &e));
    cr_assert(text_is(buf_view_text(&out), "-new"));
    cr_assert(fs_write("file", bytes_of(NULL, 0), 0600, &e));
    buf_clear(&out);
    cr_assert(fs_read("file", &out, &e));
    cr_assert_eq(out.len, 0);
}

Test(fs, a_file_that_just_fits_is_read_and_one_byte_more_is_not)
{
    static uint8_t content[100001];
    struct err e = {0};
    AUTO(buf_done) struct buf out = buf_start(100000);
    cr_assert(fs_write("fits", bytes_of(content, 100000), 0600, &e));
    cr_assert(fs_write("over", bytes_of(content, 100001), 0600, &e));
    cr_assert(fs_read("fits", &out, &e));
    cr_assert_eq(out.len, 100000);
    buf_clear(&out);
    cr_assert_not(fs_read("over", &out, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}

Test(fs, each_failure_to_read_has_its_kind)
{
    struct err e = {0};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    cr_assert_not(fs_read("absent", &out, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
    cr_assert_str_eq(e.text, "cannot open 'absent': No such file or directory");
    cr_assert_not(fs_read(".", &out, &e));
    cr_assert_eq(e.kind, ERR_MALFORMED);
    cr_assert(fs_write("file", bytes_of("x", 1), 0, &e));
    cr_assert_not(fs_read("file/below", &out, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
    if (geteuid() != 0) {
        cr_assert_not(fs_read("file", &out, &e));
        cr_assert_eq(e.kind, ERR_DENIED);
    }
}

Test(fs, a_write_that_fails_leaves_nothing_behind)
{
    struct err e = {0};
    cr_assert_eq(mkdir("taken", 0700), 0);
    cr_assert_not(fs_write("taken", bytes_of("x", 1), 0600, &e));
    cr_assert_eq(count_files(), 1);
    cr_assert_not(fs_write("absent/file", bytes_of("x", 1), 0600, &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
}

Test(fs, a_pipe_is_read_to_its_end)
{
    struct err e = {0};
    int ends[2];
    AUTO(buf_done) struct buf out = buf_start(KIB);
    cr_assert_eq(pipe(ends), 0);
    cr_assert(fs_write_fd(ends[1], bytes_of("through", 7), "pipe", &e));
    cr_assert_eq(close(ends[1]), 0);
    cr_assert(fs_read_fd(ends[0], "pipe", &out, &e));
    cr_assert(text_is(buf_view_text(&out), "through"));
    cr_assert_eq(close(ends[0]), 0);
    cr_assert_not(fs_read_fd(ends[0], "pipe", &out, &e));
    cr_assert_eq(e.kind, ERR_IO);
    cr_assert_not(fs_write_fd(ends[1], bytes_of("x", 1), "pipe", &e));
}

Test(fs, directories_are_made_with_their_parents)
{
    struct err e = {0};
    struct stat status;
    cr_assert(fs_make_directories("a/b/c", &e), "%s", e.text);
    cr_assert_eq(stat("a/b", &status), 0);
    cr_assert_eq(status.st_mode & 07777, 0700);
    cr_assert(fs_make_directories("a/b/c", &e));
    cr_assert(fs_make_directories("a/b/d/", &e));
    cr_assert(fs_exists("a/b/c") && fs_exists("a/b/d"));
    cr_assert(fs_make_directories("/", &e));
    cr_assert(fs_make_directories(folder, &e));
}

Test(fs, a_file_in_the_way_of_a_directory_is_an_error)
{
    struct err e = {0};
    cr_assert(fs_write("file", bytes_of("x", 1), 0600, &e));
    cr_assert_not(fs_make_directories("file", &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
    cr_assert_not(fs_make_directories("file/below", &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
}

Test(fs, an_empty_name_is_no_directory)
{
    struct err e = {0};
    cr_assert_not(fs_make_directories("", &e));
    cr_assert_eq(e.kind, ERR_NOT_FOUND);
}

Test(fs, exists_tells_what_is_there)
{
    struct err e = {0};
    cr_assert_not(fs_exists("file"));
    cr_assert(fs_write("file", bytes_of("x", 1), 0600, &e));
    cr_assert(fs_exists("file"));
    cr_assert(fs_exists("."));
}

static void add_piece(void *to, struct bytes piece)
{
    buf_add(to, piece);
}

Test(fs, pieces_make_the_file)
{
    static uint8_t content[100000];
    struct err e = {0};
    for (size_t i = 0; i < sizeof content; i++) {
        content[i] = (uint8_t)(i * 7 + i / 256);
    }
    cr_assert(fs_write("file", BYTES_OF(content), 0600, &e), "%s", e.text);
    for (size_t short_of = 0; short_of < 2; short_of++) {
        AUTO(buf_done) struct buf out = buf_start(sizeof content);
        struct fs_taker taker = {add_piece, &out, sizeof content - short_of};
        int fd = -1;
        cr_assert(fs_open("file", &fd, &e), "%s", e.text);
        bool is_read = fs_read_pieces(fd, "file", &taker, &e);
        cr_assert_eq(is_read, short_of == 0);
        cr_assert(short_of == 1 || bytes_equal(buf_view(&out), BYTES_OF(content)));
        cr_assert_eq(close(fd), 0);
    }
    cr_assert_eq(e.kind, ERR_TOO_BIG);
    cr_assert_str_eq(e.text, "'file' is larger than 99999 bytes");
    cr_assert_not(fs_read_pieces(-1, "file", &(struct fs_taker){add_piece, NULL, 1}, &e));
    cr_assert_eq(e.kind, ERR_IO);
}
