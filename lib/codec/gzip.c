/* SPDX-License-Identifier: Apache-2.0 */
#define ZLIB_CONST

#include "codec/gzip.h"

#include <limits.h>
#include <zlib.h>

#include "base/macro.h"

/* The window of deflate's maximum, in a gzip wrapper and no other. */
enum { WINDOW_BITS = 15, GZIP_WRAPPER = 16, PIECE = 16 * 1024 };

static void end_inflate(z_stream *stream)
{
    (void)inflateEnd(stream);
}

/* Expands a piece: at most `left` bytes, and one more that tells that there is too much. */
static int expand_piece(z_stream *stream, size_t *left, struct buf *out, bool *is_too_big)
{
    uint8_t piece[PIECE];
    size_t room = *left < PIECE ? *left + 1 : PIECE;
    stream->next_out = piece;
    stream->avail_out = (uInt)room;
    int code = inflate(stream, Z_NO_FLUSH);
    size_t n = room - stream->avail_out;
    *is_too_big = n > *left;
    if (!*is_too_big) {
        buf_add(out, bytes_of(piece, n));
        *left -= n;
    }
    return code;
}

static bool expand(z_stream *stream, size_t max, struct buf *out, struct err *e)
{
    int code = Z_OK;
    size_t left = max;
    while (code == Z_OK) {
        bool is_too_big = false;
        code = expand_piece(stream, &left, out, &is_too_big);
        if (is_too_big) {
            return err_set(e, ERR_TOO_BIG, "gzip: more than %zu bytes when expanded", max);
        }
    }
    if (code == Z_MEM_ERROR) {
        return err_set(e, ERR_INTERNAL, "gzip: out of memory");
    }
    /* Z_BUF_ERROR: it wants more than there is. */
    if (code != Z_STREAM_END) {
        return err_set(e, ERR_MALFORMED, "gzip: %s",
                       code == Z_BUF_ERROR ? "truncated" : "malformed");
    }
    return stream->avail_in == 0 || err_set(e, ERR_MALFORMED, "gzip: bytes follow its end");
}

bool gzip_expand(struct bytes in, size_t max, struct buf *out, struct err *e)
{
    if (in.left > INT_MAX) {
        return err_set(e, ERR_TOO_BIG, "gzip: more than %d bytes", INT_MAX);
    }
    AUTO(end_inflate) z_stream stream = {.next_in = in.at, .avail_in = (uInt)in.left};
    if (inflateInit2(&stream, WINDOW_BITS + GZIP_WRAPPER) != Z_OK) {
        return err_set(e, ERR_INTERNAL, "gzip: cannot prepare zlib");
    }
    size_t room = out->cap - out->len;
    return expand(&stream, max < room ? max : room, out, e);
}
