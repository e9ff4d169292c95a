/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "crypto/keccak.h"
#include "deploy/lock_turn.h"

enum { MODE = 0600, PLACE_BYTES = 6, BYTE_BITS = 8 };

/* One byte of the file is one name, whoever has locked it has the name. Which byte follows from the
 * lock file's folder, by whatever path, its own name, the chain and the contract's name. */
static off_t place_of(const char *file, const struct stat *folder, uint64_t chain_id,
                      const char *name)
{
    AUTO(buf_done) struct buf all = buf_start(SIZE_MAX);
    buf_printf(&all, "%ju %ju %" PRIu64 " %zu ", (uintmax_t)folder->st_dev,
               (uintmax_t)folder->st_ino, chain_id, strlen(file));
    buf_text(&all, file);
    buf_text(&all, name);
    const struct keccak256 hash = keccak256_of(buf_view(&all));
    off_t place = 0;
    for (size_t i = 0; i < PLACE_BYTES; i++) {
        place = (place << BYTE_BITS) | hash.at[i];
    }
    return place;
}

/* False when another process has it. */
static bool claim(int fd, off_t place)
{
    struct flock lock = {
        .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1, .l_pid = 0};
    return fcntl(fd, F_OFD_SETLK, &lock) == 0 || (errno != EAGAIN && errno != EACCES);
}

static bool claim_all(const struct lock_names *names, int fd, struct err *e)
{
    struct stat where;
    AUTO(mem_freep) char *path = fs_follow(names->path);
    char *folder = fs_folder_of(path);
    const char *slash = strrchr(path, '/');
    const bool is_there = stat(folder, &where) == 0 || fs_fail("write", names->path, e);
    mem_free(folder);
    TRY(is_there);
    for (size_t i = 0; i < names->n; i++) {
        const char *file = slash == NULL ? path : slash + 1;
        if (!claim(fd, place_of(file, &where, names->chain_id, names->at[i]))) {
            (void)err_set(e, ERR_CONFLICT,
                          "another process is deploying '%.80s' for the lock file '%.120s'",
                          names->at[i], names->path);
            return err_hint(e, "nothing was sent: run the same command again when it has ended");
        }
    }
    return true;
}

bool lock_claim_take(const char *folder, const struct lock_names *names, struct lock_claim *out,
                     struct err *e)
{
    AUTO(mem_freep) char *path = path_join(folder, "names.lock");
    *out = (struct lock_claim){
        open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, MODE)};
    if (out->fd < 0) {
        return fs_fail("open", path, e);
    }
    if (!claim_all(names, out->fd, e)) {
        lock_claim_done(out);
        return false;
    }
    return true;
}

void lock_claim_done(struct lock_claim *claim)
{
    if (claim->fd >= 0) {
        (void)close(claim->fd);
    }
    claim->fd = -1;
}
