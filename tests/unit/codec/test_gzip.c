/* SPDX-License-Identifier: Apache-2.0 */
#define ZLIB_CONST

#include "codec/gzip.h"

#include <criterion/criterion.h>
#include <string.h>
#include <zlib.h>

#include "der_cases.h"

/* Python's gzip and zlib; the second has all optional fields and a header CRC. */
#define CONTENT "hello, gzip\n"
#define PLAIN   "1f8b0800000000000003cb48cdc9c9d75148afca2ce00200861f82a40c000000"
#define FIELDS                                                                                     \
    "1f8b081e0000000000030400616200006e616d6500636f6d6d656e74004a67cb48cdc9c9d75148afca2ce00200"   \
    "861f82a40c000000"
#define EMPTY "1f8b080000000000000303000000000000000000"

static enum err_kind expand(struct bytes in, size_t max, struct buf *out)
{
    struct err e = {0};
    bool ok = gzip_expand(in, max, out, &e);
    cr_expect(ok || e.text[0] != 0);
    return ok ? ERR_NONE : e.kind;
}

static enum err_kind expand_hex(const char *hex, size_t max, struct buf *out)
{
    uint8_t space[SPACE];
    return expand(from_hex(hex, space), max, out);
}

Test(gzip, one_member)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    cr_expect_eq(expand_hex(PLAIN, 12, &out), ERR_NONE);
    cr_expect(text_is(buf_view_text(&out), CONTENT));
    cr_expect_eq(expand_hex(FIELDS, 12, &out), ERR_NONE);
    cr_expect(text_is(buf_view_text(&out), CONTENT CONTENT));
    cr_expect_eq(expand_hex(EMPTY, 0, &out), ERR_NONE);
    cr_expect_eq(out.len, 24);
}

Test(gzip, no_more_than_allowed)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    for (size_t max = 0; max < 12; max++) {
        cr_expect_eq(expand_hex(PLAIN, max, &out), ERR_TOO_BIG, "%zu", max);
        cr_expect(out.len <= max, "%zu", max);
        buf_clear(&out);
    }
    AUTO(buf_done) struct buf small = buf_start(11);
    cr_expect_eq(expand_hex(PLAIN, 12, &small), ERR_TOO_BIG);
}

Test(gzip, every_byte_counts)
{
    /* Offsets of bytes that say nothing about the content: time, extra flags, system, and what
     * fills the last byte of deflate's bits. */
    static const size_t free_bytes[] = {4, 5, 6, 7, 8, 9, 23};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    uint8_t space[SPACE];
    struct bytes whole = from_hex(PLAIN, space);
    for (size_t n = 0; n < whole.left; n++) {
        cr_expect_eq(expand(bytes_of(whole.at, n), KIB, &out), ERR_MALFORMED, "%zu", n);
    }
    for (size_t i = 0; i < whole.left; i++) {
        bool is_free = false;
        for (size_t j = 0; j < COUNT(free_bytes); j++) {
            is_free = is_free || free_bytes[j] == i;
        }
        space[i] ^= 0x20;
        buf_clear(&out);
        cr_expect_eq(expand(whole, KIB, &out) == ERR_NONE, is_free, "%zu", i);
        space[i] ^= 0x20;
    }
}

Test(gzip, nothing_follows_and_nothing_else_passes)
{
    static const char *const refused[] = {
        "",
        PLAIN "00",
        PLAIN PLAIN,                                /* two members */
        "789ccb48cdc9c9d75148afca2ce002001cc30425", /* zlib's own wrapper */
        "cb48cdc9c9d75148afca2ce00200",             /* none */
        "1f8b0820000000000003"
        "0300000000000000"
        "0000", /* a reserved flag */
        "1f8b0900000000000003"
        "0300000000000000"
        "0000", /* another method */
        "1f8b081e0000000000030400616200006e616d6500636f6d6d656e74004b67cb48cdc9c9d75148afca2ce0"
        "0200861f82a40c000000", /* CRC of the header */
    };
    for (size_t i = 0; i < COUNT(refused); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        cr_expect_eq(expand_hex(refused[i], KIB, &out), ERR_MALFORMED, "%s", refused[i]);
    }
}

static void compress_zeros(size_t n, struct buf *out)
{
    static const uint8_t zeros[64 * 1024];
    z_stream stream = {0};
    cr_assert(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    int code = Z_OK;
    while (code != Z_STREAM_END) {
        uint8_t piece[4096];
        if (stream.avail_in == 0 && n > 0) {
            stream.next_in = zeros;
            stream.avail_in = n < sizeof zeros ? (uInt)n : (uInt)sizeof zeros;
            n -= stream.avail_in;
        }
        stream.next_out = piece;
        stream.avail_out = sizeof piece;
        code = deflate(&stream, n == 0 ? Z_FINISH : Z_NO_FLUSH);
        cr_assert(code == Z_OK || code == Z_STREAM_END);
        buf_add(out, bytes_of(piece, sizeof piece - stream.avail_out));
    }
    (void)deflateEnd(&stream);
}

Test(gzip, a_bomb_costs_what_is_allowed)
{
    AUTO(buf_done) struct buf bomb = buf_start(MIB);
    AUTO(buf_done) struct buf out = buf_start(200 * MIB);
    compress_zeros(100 * MIB, &bomb);
    cr_assert(bomb.len < 200 * KIB);
    cr_expect_eq(expand(buf_view(&bomb), MIB, &out), ERR_TOO_BIG);
    cr_expect_leq(out.len, MIB);
    cr_expect_leq(out.room, 2 * MIB);
}

Test(gzip, lengths_around_a_piece)
{
    static const size_t sizes[] = {16383, 16384, 16385, 32768, 100000};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        AUTO(buf_done) struct buf compressed = buf_start(MIB);
        AUTO(buf_done) struct buf out = buf_start(MIB);
        compress_zeros(sizes[i], &compressed);
        cr_expect_eq(expand(buf_view(&compressed), sizes[i] - 1, &out), ERR_TOO_BIG);
        buf_clear(&out);
        cr_expect_eq(expand(buf_view(&compressed), sizes[i], &out), ERR_NONE);
        cr_expect(out.len == sizes[i] && bytes_all_zero(buf_view(&out)));
    }
}
