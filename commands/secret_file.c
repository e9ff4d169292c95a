/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/secret_file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"

static void close_fd(const int *fd)
{
    if (*fd > STDIN_FILENO) {
        (void)close(*fd);
    }
}

static bool check_mode(int fd, const char *path, struct err *e)
{
    struct stat what;
    unsigned others = S_IRWXG | S_IRWXO;
    if (fstat(fd, &what) != 0 || !S_ISREG(what.st_mode) || (what.st_mode & others) == 0) {
        return true;
    }
    (void)err_set(e, ERR_DENIED, "'%s' holds a secret, and is not yours alone (mode %04o)", path,
                  (unsigned)what.st_mode & 07777);
    return err_hint(e, "chmod 600 '%s'", path);
}

bool secret_file_read(const char *path, struct secret *out, struct err *e)
{
    if (strcmp(path, "-") == 0) {
        return isatty(STDIN_FILENO) == 0
                   ? secret_read_fd(STDIN_FILENO, "-", out, e)
                   : err_set(e, ERR_USAGE, "stdin is a terminal, which would show the secret");
    }
    AUTO(close_fd) int fd = -1;
    TRY(fs_open(path, &fd, e));
    return check_mode(fd, path, e) && secret_read_fd(fd, path, out, e);
}
