/* SPDX-License-Identifier: Apache-2.0 */
#include "batch/reader.h"

#include <unistd.h>

#include <errno.h>
#include <string.h>

#include "base/mem.h"

enum { CHUNK = 64 * 1024 };

struct reader {
    int fd;
    const char *name;
    size_t line_max;
    struct bytes left; /* of the chunk */
    bool at_end;
    uint8_t chunk[CHUNK];
};

struct reader *reader_new(int fd, const char *name, size_t line_max)
{
    struct reader *reader = mem_new(sizeof *reader);
    reader->fd = fd;
    reader->name = name;
    reader->line_max = line_max;
    return reader;
}

void reader_free(struct reader *reader)
{
    mem_free(reader);
}

static bool refill(struct reader *r, struct err *e)
{
    ssize_t got = read(r->fd, r->chunk, sizeof r->chunk);
    if (got < 0) {
        int number = errno;
        return number == EINTR ? err_set(e, ERR_INTERRUPTED, "interrupted")
                               : err_set(e, number == EISDIR ? ERR_MALFORMED : ERR_IO,
                                         "cannot read '%s': %s", r->name, strerrordesc_np(number));
    }
    r->left = bytes_of(r->chunk, (size_t)got);
    r->at_end = got == 0;
    return true;
}

/* Adds a piece of a line that begins at `start`, or notes that it is too much of it. */
static void add(const struct reader *r, struct buf *to, size_t start, struct bytes piece,
                bool *too_long)
{
    if (*too_long || piece.left > r->line_max - (to->len - start)) {
        *too_long = true;
        to->len = start;
        return;
    }
    buf_add(to, piece);
}

bool reader_next(struct reader *r, struct buf *line, bool *found, bool *too_long, struct err *e)
{
    size_t start = line->len;
    *found = false;
    *too_long = false;
    for (;;) {
        if (r->left.left == 0) {
            TRY(refill(r, e));
        }
        if (r->at_end) {
            return true;
        }
        *found = true;
        size_t end = bytes_find(r->left, '\n');
        bool is_whole = end < r->left.left;
        struct bytes piece;
        if (!bytes_take(&r->left, end, &piece) || (is_whole && !bytes_skip(&r->left, 1))) {
            return err_set(e, ERR_INTERNAL, "a chunk ends before its end");
        }
        add(r, line, start, piece, too_long);
        if (is_whole) {
            return true;
        }
    }
}
