/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <errno.h>
#include <ftw.h>
#include <limits.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"

enum { DEPTH = 4, NOBODY = 65534, SKIPPED = 77 };

static char folder[] = "/tmp/phala-fsw.XXXXXX";

static void enter(void)
{
    cr_assert_not_null(mkdtemp(folder));
    cr_assert_eq(chmod(folder, 0755), 0);
    cr_assert_eq(chdir(folder), 0);
}

static int remove_one(const char *at, const struct stat *stat, int type, struct FTW *where)
{
    (void)stat;
    (void)type;
    (void)where;
    return remove(at);
}

static void leave(void)
{
    cr_assert_eq(chdir("/"), 0);
    (void)nftw(folder, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
}

TestSuite(fs_write, .init = enter, .fini = leave);

static void put(const char *path, const char *content)
{
    struct err e = {0};
    cr_assert(fs_write(path, text_bytes(text_of(content)), 0600, &e), "%s", e.text);
}

static void expect_content(const char *path, const char *content)
{
    struct err e = {0};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    cr_assert(fs_read(path, &out, &e), "%s", e.text);
    cr_expect(text_is(buf_view_text(&out), content), "%s", path);
}

/* How many files the folder has. */
static int files;

static int count_one(const char *at, const struct stat *stat, int type, struct FTW *where)
{
    (void)at;
    (void)stat;
    (void)where;
    files += type == FTW_D ? 0 : 1;
    return 0;
}

static int count(void)
{
    files = 0;
    cr_assert_eq(nftw(".", count_one, DEPTH, FTW_PHYS), 0);
    return files;
}

/* Room for `room` bytes in a file, as on a disk that is nearly full. */
static struct rlimit narrow(rlim_t room)
{
    struct rlimit before;
    (void)signal(SIGXFSZ, SIG_IGN);
    cr_assert_eq(getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit less = {room, before.rlim_max};
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &less), 0);
    return before;
}

Test(fs_write, what_does_not_fit_changes_nothing)
{
    static const uint8_t big[4096];
    struct err e = {0};
    put("file", "before");
    const struct rlimit before = narrow(1000);
    const bool is_written = fs_write("file", BYTES_OF(big), 0600, &e);
    const enum err_kind write_kind = e.kind;
    const bool has_room = fs_room_check("file", sizeof big, &e);
    const enum err_kind room_kind = e.kind;
    const bool has_little = fs_room_check("file", 999, &e);
    cr_assert_eq(setrlimit(RLIMIT_FSIZE, &before), 0);
    cr_expect(!is_written && write_kind == ERR_IO);
    cr_expect(!has_room && room_kind == ERR_IO, "%s", e.text);
    cr_expect_str_eq(e.text, "cannot write 'file': File too large");
    cr_expect(has_little);
    expect_content("file", "before");
    cr_expect_eq(count(), 1);
}

Test(fs_write, room_is_looked_for_without_a_trace)
{
    struct err e = {0};
    cr_expect(fs_room_check("file", 100000, &e), "%s", e.text);
    cr_expect_eq(count(), 0);
    put("file", "here");
    cr_expect(fs_room_check("file", 0, &e), "%s", e.text);
    expect_content("file", "here");
    cr_expect_not(fs_room_check("absent/file", 1, &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    cr_expect_not(fs_room_check("file/below", 1, &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
    cr_expect(fs_room_check("/dev/null", 100, &e), "%s", e.text);
    cr_expect_eq(count(), 1);
}

/* Runs `test` in a process of its own, which ends with 0 when it holds. */
static void in_process(bool (*test)(void))
{
    int status = 0;
    const pid_t pid = fork();
    if (pid == 0) {
        const bool holds = test();
        _exit(holds ? 0 : errno == SKIPPED ? SKIPPED : 1);
    }
    cr_assert_eq(waitpid(pid, &status, 0), pid);
    cr_assert(WIFEXITED(status));
    if (WEXITSTATUS(status) == SKIPPED) {
        cr_skip_test("there is no file system of one's own to be had here");
    }
    cr_expect_eq(WEXITSTATUS(status), 0);
}

/* For root every folder can be written to: nobody else is asked. */
static bool is_denied_in_a_closed_folder(void)
{
    struct err write = {0};
    struct err room = {0};
    if (geteuid() == 0 && (setgid(NOBODY) != 0 || setuid(NOBODY) != 0)) {
        return false;
    }
    return !fs_write("closed/file", bytes_of("x", 1), 0600, &write) && write.kind == ERR_DENIED &&
           !fs_room_check("closed/file", 1, &room) && room.kind == ERR_DENIED;
}

Test(fs_write, a_closed_folder_is_denied)
{
    cr_assert_eq(mkdir("closed", 0500), 0);
    in_process(is_denied_in_a_closed_folder);
}

/* A small file system, in a name space of its own. */
static bool mount_own(const char *options)
{
    if (unshare(CLONE_NEWNS | (geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0 ||
        mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("none", "own", "tmpfs", 0, options) != 0) {
        errno = SKIPPED;
        return false;
    }
    return true;
}

static bool is_kept_on_a_full_disk(void)
{
    static const uint8_t big[256 * 1024];
    struct err write = {0};
    struct err room = {0};
    struct err e = {0};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    if (!mount_own("size=64k")) {
        return false;
    }
    return fs_write("own/file", bytes_of("before", 6), 0600, &e) &&
           !fs_room_check("own/file", sizeof big, &room) && room.kind == ERR_IO &&
           strstr(room.text, "No space") != NULL &&
           !fs_write("own/file", BYTES_OF(big), 0600, &write) && write.kind == ERR_IO &&
           fs_read("own/file", &out, &e) && text_is(buf_view_text(&out), "before") &&
           fs_room_check("own/file", 1000, &e) && fs_sync_folder("own/file", &e);
}

Test(fs_write, a_full_disk)
{
    cr_assert_eq(mkdir("own", 0700), 0);
    in_process(is_kept_on_a_full_disk);
}

static bool is_refused_where_all_is_read_only(void)
{
    struct err write = {0};
    struct err room = {0};
    if (!mount_own("size=64k")) {
        return false;
    }
    if (mount(NULL, "own", NULL, MS_REMOUNT | MS_RDONLY, NULL) != 0) {
        errno = SKIPPED;
        return false;
    }
    return !fs_write("own/file", bytes_of("x", 1), 0600, &write) && write.kind == ERR_IO &&
           strstr(write.text, "Read-only file system") != NULL &&
           !fs_room_check("own/file", 1, &room) && room.kind == ERR_IO;
}

Test(fs_write, a_file_system_that_is_read_only)
{
    cr_assert_eq(mkdir("own", 0700), 0);
    in_process(is_refused_where_all_is_read_only);
}

/* Killed while it writes, a process leaves what the next one removes; nothing else goes. */
Test(fs_write, what_a_killed_process_has_left_is_removed)
{
    static const char *const others[] = {
        "lock.json",
        "lock.json.backup",
        "lock.json.a1B2c.phala",
        "lock.json.a1B2c3d.phala",
        "lock.json.a1B2c_.phala",
        "lock.json.a1B2c3.phalb",
        "lock.jsonxa1B2c3.phala",
        "other.json.a1B2c3.phala",
        "lock.json.a1B2c3.phala.x",
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        put(others[i], others[i]);
    }
    cr_assert_eq(mkdir("lock.json.FoLdEr.phala", 0700), 0);
    cr_assert_eq(symlink("lock.json", "lock.json.LinkIs.phala"), 0);
    put("twice", "twice");
    cr_assert_eq(link("twice", "lock.json.TwoOne.phala"), 0);
    const int before = count();
    put("lock.json.a1B2c3.phala", "left");
    put("lock.json.000000.phala", "left");
    fs_sweep("lock.json");
    cr_expect_eq(count(), before);
    for (size_t i = 0; i < COUNT(others); i++) {
        expect_content(others[i], others[i]);
    }
    struct stat what;
    cr_expect(stat("lock.json.FoLdEr.phala", &what) == 0 && S_ISDIR(what.st_mode));
    fs_sweep("absent/lock.json");
    fs_sweep("lock.json/below");
}

static bool is_left_to_its_owner(void)
{
    if (setgid(NOBODY) != 0 || setuid(NOBODY) != 0) {
        return false;
    }
    fs_sweep("open/lock");
    return fs_exists("open/lock.a1B2c3.phala");
}

Test(fs_write, what_others_have_left_stays)
{
    if (geteuid() != 0) {
        cr_skip_test("only root can be another one");
    }
    cr_assert_eq(mkdir("open", 0700), 0);
    put("open/lock.a1B2c3.phala", "x");
    cr_assert_eq(chmod("open", 0777), 0);
    in_process(is_left_to_its_owner);
}

/* What it makes is of the form that it removes: killed at any moment, it leaves nothing else. */
Test(fs_write, what_it_leaves_is_what_it_removes)
{
    static const uint8_t big[1 << 20];
    for (useconds_t wait = 0; wait < 3000; wait += 100) {
        const pid_t pid = fork();
        for (struct err e = {0}; pid == 0;) {
            (void)(fs_write("file", BYTES_OF(big), 0600, &e) && fs_room_check("file", 1, &e));
        }
        (void)usleep(wait);
        cr_assert_eq(kill(pid, SIGKILL), 0);
        cr_assert_eq(waitpid(pid, NULL, 0), pid);
        fs_sweep("file");
        cr_assert_leq(count(), 1);
    }
}

Test(fs_write, a_name_as_long_as_can_be)
{
    char name[NAME_MAX + 2];
    struct err e = {0};
    memset(name, 'n', sizeof name);
    name[NAME_MAX] = 0;
    put(name, "long");
    expect_content(name, "long");
    char left[NAME_MAX + 1];
    (void)snprintf(left, sizeof left, "%.*s.a1B2c3.phala", NAME_MAX - 13, name);
    put("other", "x");
    cr_assert_eq(rename("other", left), 0);
    fs_sweep(name);
    cr_expect_not(fs_exists(left));
    name[NAME_MAX] = 'n';
    name[NAME_MAX + 1] = 0;
    cr_expect_not(fs_write(name, bytes_of("x", 1), 0600, &e));
    cr_expect_eq(e.kind, ERR_IO);
}

Test(fs_write, links_and_pipes_are_written_to_as_they_are)
{
    struct err e = {0};
    struct stat what;
    put("file", "a longer text");
    cr_assert_eq(symlink("file", "link"), 0);
    put("link", "new");
    expect_content("file", "new");
    cr_expect(lstat("link", &what) == 0 && S_ISLNK(what.st_mode));
    cr_expect(fs_room_check("link", 10, &e), "%s", e.text);
    cr_expect(fs_write("/dev/null", bytes_of("x", 1), 0600, &e), "%s", e.text);
}

Test(fs_write, modes_are_those_wanted)
{
    static const mode_t modes[] = {0600, 0644, 0400};
    const mode_t before = umask(077);
    for (size_t i = 0; i < COUNT(modes); i++) {
        struct err e = {0};
        struct stat what;
        cr_assert(fs_write("file", bytes_of("x", 1), modes[i], &e), "%s", e.text);
        cr_expect(stat("file", &what) == 0 && (what.st_mode & 07777) == modes[i]);
    }
    (void)umask(before);
}

Test(fs_write, the_folder_of_a_path)
{
    static const char *const paths[][2] = {
        {"file", "."},      {"a/file", "a"}, {"/file", "/"},
        {"/a/b/c", "/a/b"}, {"./file", "."}, {"a/", "a"},
    };
    for (size_t i = 0; i < COUNT(paths); i++) {
        AUTO(mem_freep) char *of = fs_folder_of(paths[i][0]);
        cr_expect_str_eq(of, paths[i][1]);
    }
}

Test(fs_write, a_folder_is_made_lasting)
{
    struct err e = {0};
    cr_expect(fs_sync_folder("file", &e), "%s", e.text);
    cr_expect(fs_sync_folder("/proc/self/status", &e), "it cannot, and need not: %s", e.text);
    cr_expect_not(fs_sync_folder("absent/file", &e));
    cr_expect_eq(e.kind, ERR_NOT_FOUND);
}

static void expect_behind(const char *path, const char *wanted)
{
    AUTO(mem_freep) char *behind = fs_follow(path);
    cr_expect_str_eq(behind, wanted);
}

Test(fs_write, what_is_behind_links)
{
    struct err e = {0};
    cr_assert_eq(mkdir("a", 0700), 0);
    put("a/file", "x");
    cr_assert(symlink("file", "a/one") == 0 && symlink("a/one", "two") == 0);
    cr_assert(symlink("a/absent", "dangles") == 0 && symlink("/dev/null", "null") == 0);
    cr_assert(symlink("round", "around") == 0 && symlink("around", "round") == 0);
    expect_behind("a/file", "a/file");
    expect_behind("a/one", "a/file");
    expect_behind("two", "a/file");
    expect_behind("./two", "./a/file");
    expect_behind("dangles", "a/absent");
    expect_behind("null", "/dev/null");
    expect_behind("absent", "absent");
    AUTO(mem_freep) char *round = fs_follow("round");
    cr_expect_not(fs_write(round, bytes_of("x", 1), 0600, &e));
    cr_expect_eq(e.kind, ERR_IO);
    cr_expect_not_null(strstr(e.text, "Too many levels of symbolic links"));
}

/* The kinds that others act upon, and every other number. */
Test(fs_write, each_number_has_its_kind)
{
    static const struct {
        int number;
        enum err_kind kind;
    } kinds[] = {
        {ENOENT, ERR_NOT_FOUND}, {ENOTDIR, ERR_NOT_FOUND},
        {EACCES, ERR_DENIED},    {EPERM, ERR_DENIED},
        {EISDIR, ERR_MALFORMED}, {EPIPE, ERR_PIPE},
        {ENOSPC, ERR_IO},        {EDQUOT, ERR_IO},
        {EFBIG, ERR_IO},         {EROFS, ERR_IO},
        {EIO, ERR_IO},           {ELOOP, ERR_IO},
        {ENAMETOOLONG, ERR_IO},  {EINTR, ERR_INTERRUPTED},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        struct err e = {0};
        errno = kinds[i].number;
        cr_expect_not(fs_fail("write", "file", &e));
        cr_expect_eq(e.kind, kinds[i].kind, "%s", e.text);
        errno = kinds[i].number;
    }
    struct err e = {0};
    errno = ENOSPC;
    (void)fs_fail("write", "file", &e);
    cr_expect_str_eq(e.text, "cannot write 'file': No space left on device");
}
