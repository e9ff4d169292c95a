/* SPDX-License-Identifier: Apache-2.0 */
#include "base/secret.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* What is written comes out of the descriptor. */
static int pipe_with(const char *text)
{
    int fds[2];
    cr_assert_eq(pipe(fds), 0);
    cr_assert_eq(write(fds[1], text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fds[1]);
    return fds[0];
}

Test(secret, a_line_is_without_its_newline)
{
    static const struct {
        const char *content, *line;
    } rows[] = {
        {"", ""},           {"\n", ""},       {"\r\n", ""},
        {"pw", "pw"},       {"pw\n", "pw"},   {"pw\r\n", "pw"},
        {"pw\n\n", "pw\n"}, {"pw\r", "pw\r"}, {" p w \n", " p w "},
        {"\r", "\r"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct err e = {0};
        AUTO(secret_done) struct secret secret = secret_start(16);
        int fd = pipe_with(rows[i].content);
        cr_assert(secret_read_fd(fd, "pipe", &secret, &e), "%s", e.text);
        cr_expect(text_is(secret_line(&secret), rows[i].line), "%zu", i);
        (void)close(fd);
    }
}

Test(secret, no_more_than_there_is_room_for)
{
    struct err e = {0};
    AUTO(secret_done) struct secret exact = secret_start(4);
    int fd = pipe_with("1234");
    cr_assert(secret_read_fd(fd, "pipe", &exact, &e), "%s", e.text);
    cr_expect_eq(exact.len, 4);
    (void)close(fd);
    AUTO(secret_done) struct secret small = secret_start(3);
    fd = pipe_with("1234");
    cr_expect_not(secret_read_fd(fd, "pipe", &small, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
    cr_expect_str_eq(e.text, "'pipe' is larger than 3 bytes");
    (void)close(fd);
}

Test(secret, a_folder_is_no_file)
{
    struct err e = {0};
    AUTO(secret_done) struct secret secret = secret_start(4);
    int fd = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    cr_expect_not(secret_read_fd(fd, "/", &secret, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED);
    (void)close(fd);
    cr_expect_not(secret_read_fd(-1, "none", &secret, &e));
    cr_expect_eq(e.kind, ERR_IO);
}

Test(secret, what_others_own_is_overwritten)
{
    char text[] = "a key";
    secret_wipe(text, 0);
    cr_expect_str_eq(text, "a key");
    secret_wipe(text, strlen(text));
    for (size_t i = 0; i < sizeof text; i++) {
        cr_expect_eq(text[i], 0);
    }
}

Test(secret, a_guarded_process_leaves_no_core)
{
    struct rlimit limit;
    secret_guard_process();
    cr_expect_eq(prctl(PR_GET_DUMPABLE), 0);
    cr_assert_eq(getrlimit(RLIMIT_CORE, &limit), 0);
    cr_expect_eq(limit.rlim_cur, 0);
}
