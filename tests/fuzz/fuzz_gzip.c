/* SPDX-License-Identifier: Apache-2.0 */
/* Target function: gzip_expand, of the input as it is, and of the input compressed. */
#define ZLIB_CONST

#include "target.h"

#include <stdlib.h>
#include <zlib.h>

#include "base/buf.h"
#include "codec/gzip.h"

enum { MAX = 64 * 1024 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static enum err_kind expand(struct bytes in, size_t max, struct buf *out)
{
    struct err e = {0};
    bool ok = gzip_expand(in, max, out, &e);
    require(ok || (e.kind != ERR_NONE && e.text[0] != 0));
    require(buf_is_whole(out) && out->len <= max);
    return ok ? ERR_NONE : e.kind;
}

/* What expands does so by itself alone, and needs just as much room as it has content. */
static void check_whole(struct bytes in, struct bytes content)
{
    AUTO(buf_done) struct buf out = buf_start(MAX);
    AUTO(buf_done) struct buf more = buf_start(in.left + 1);
    require(expand(in, content.left, &out) == ERR_NONE);
    require(bytes_equal(buf_view(&out), content));
    buf_clear(&out);
    require(content.left == 0 || expand(in, content.left - 1, &out) == ERR_TOO_BIG);
    buf_clear(&out);
    require(expand(bytes_of(in.at, in.left - 1), MAX, &out) == ERR_MALFORMED);
    buf_clear(&out);
    buf_add(&more, in);
    buf_char(&more, 0);
    require(expand(buf_view(&more), MAX, &out) == ERR_MALFORMED);
}

static void compress_all(struct bytes content, struct buf *out)
{
    z_stream stream = {0};
    int level = (int)(content.left % 10);
    require(deflateInit2(&stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    uLong n = deflateBound(&stream, content.left);
    stream.next_in = content.at;
    stream.avail_in = (uInt)content.left;
    stream.next_out = buf_extend(out, n);
    stream.avail_out = (uInt)n;
    require(deflate(&stream, Z_FINISH) == Z_STREAM_END);
    out->len = stream.total_out;
    (void)deflateEnd(&stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(buf_done) struct buf out = buf_start(MAX);
    AUTO(buf_done) struct buf compressed = buf_start(4 * MAX);
    struct bytes in = bytes_of(data, size < MAX ? size : MAX);
    enum err_kind kind = expand(in, MAX, &out);
    require(kind == ERR_NONE || kind == ERR_MALFORMED || kind == ERR_TOO_BIG);
    if (kind == ERR_NONE) {
        check_whole(in, buf_view(&out));
    }
    compress_all(in, &compressed);
    check_whole(buf_view(&compressed), in);
    return 0;
}
