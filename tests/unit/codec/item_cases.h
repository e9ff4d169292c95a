/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_UNIT_CODEC_ITEM_CASES_H
#define PHALA_TESTS_UNIT_CODEC_ITEM_CASES_H

#include "base/buf.h"
#include "der_cases.h"

/* `from` is `hex`; the read says what is expected and takes all, or leaves everything. */
static inline void expect_read(bool (*read)(struct bytes *from), const char *hex, bool want)
{
    uint8_t space[SPACE];
    struct bytes from = from_hex(hex, space);
    CHECK_READER(read(&from), want, hex);
}

/* What is cut short is refused at every length. */
static inline void expect_whole_only(bool (*read)(struct bytes *from), const char *hex)
{
    uint8_t space[SPACE];
    struct bytes whole = from_hex(hex, space);
    for (size_t n = 0; n < whole.left; n++) {
        struct bytes from = bytes_of(whole.at, n);
        cr_expect_not(read(&from), "%s %zu", hex, n);
        cr_expect_eq(from.left, n, "%s %zu", hex, n);
    }
    cr_expect(read(&whole), "%s", hex);
    cr_expect(bytes_end(whole), "%s", hex);
}

/* `depth` times `open`, then `inner`. */
static inline struct buf nested(uint8_t open, size_t depth, uint8_t inner)
{
    struct buf all = buf_start(4 * KIB);
    buf_repeat(&all, (char)open, depth);
    buf_char(&all, (char)inner);
    return all;
}

#endif
