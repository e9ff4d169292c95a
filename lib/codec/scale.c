/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/scale.h"

#include "base/err.h"
#include "base/utf8.h"

/* The two low bits of the first byte say which form it is. */
enum { FORM_MASK = 3, FORM_BIG = 3, BIG_OF_FOUR = FORM_BIG };

static bool take_big(struct bytes *from, uint32_t *out)
{
    uint8_t first = 0;
    return bytes_u8(from, &first) && first == BIG_OF_FOUR && bytes_u32le(from, out);
}

/* The forms of one, two and four bytes hold the value above the two bits. */
static bool take_small(struct bytes *from, unsigned form, uint32_t *out)
{
    uint8_t one = 0;
    uint16_t two = 0;
    uint32_t four = 0;
    if (form == 0) {
        TRY(bytes_u8(from, &one));
        four = one;
    } else if (form == 1) {
        TRY(bytes_u16le(from, &two));
        four = two;
    } else {
        TRY(bytes_u32le(from, &four));
    }
    *out = four >> 2;
    return true;
}

bool scale_compact(struct bytes *from, uint32_t *out)
{
    /* The smallest value that needs the form. */
    static const uint32_t least[] = {0, 1U << 6, 1U << 14, 1U << 30};
    struct bytes rest = *from;
    uint32_t value = 0;
    TRY(!bytes_end(rest));
    unsigned form = rest.at[0] & FORM_MASK;
    bool is_read = form == FORM_BIG ? take_big(&rest, &value) : take_small(&rest, form, &value);
    TRY(is_read && value >= least[form]);
    *out = value;
    *from = rest;
    return true;
}

bool scale_bytes(struct bytes *from, size_t max, struct bytes *out)
{
    struct bytes rest = *from;
    uint32_t length = 0;
    TRY(scale_compact(&rest, &length) && length <= max && bytes_take(&rest, length, out));
    *from = rest;
    return true;
}

bool scale_text(struct bytes *from, size_t max, struct text *out)
{
    struct bytes rest = *from;
    struct bytes content;
    TRY(scale_bytes(&rest, max, &content) && utf8_is_valid(text_of_bytes(content)));
    *out = text_of_bytes(content);
    *from = rest;
    return true;
}
