/* SPDX-License-Identifier: Apache-2.0 */
#include "batch/reader.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

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

/* The chunk up to the next newline, or to its end. True when the newline was there. */
static bool take_piece(struct reader *r, struct bytes *piece)
{
    size_t end = bytes_find(r->left, '\n');
    bool has_newline = end < r->left.left;
    bool is_taken = bytes_take(&r->left, end, piece);
    bool is_skipped = !has_newline || bytes_skip(&r->left, 1);
    assert(is_taken && is_skipped);
    return has_newline;
}

bool reader_next(struct reader *r, struct buf *line, bool *found, bool *too_long, struct err *e)
{
    size_t start = line->len;
    *found = false;
    *too_long = false;
    for (bool is_whole = false; !is_whole;) {
        struct bytes piece;
        TRY(r->left.left > 0 || refill(r, e));
        if (r->at_end) {
            return true;
        }
        *found = true;
        is_whole = take_piece(r, &piece);
        add(r, line, start, piece, too_long);
    }
    return true;
}
