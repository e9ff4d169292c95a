/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/image.h"

#include <stddef.h>

#include "base/bytes.h"
#include "base/err.h"

enum { DIGEST_DIGITS = 64 };

static bool is_name_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_name(char c)
{
    return is_name_start(c) || (c >= '0' && c <= '9');
}

/* The name at the start of `text`; empty when there is none. */
static struct text name_at(struct text text)
{
    size_t n = 0;
    while (n < text.len && (n == 0 ? is_name_start(text.at[n]) : is_name(text.at[n]))) {
        n++;
    }
    return (struct text){text.at, n};
}

bool interpolation_find(struct text text, struct text *name)
{
    size_t i = 0;
    while (i + 1 < text.len) {
        size_t skipped = text.at[i + 1] == '{' ? 2 : 1;
        struct text rest = {text.at + i + skipped, text.len - i - skipped};
        struct text found = text.at[i] == '$' ? name_at(rest) : text_of(NULL);
        if (found.len > 0) {
            *name = found;
            return true;
        }
        i += text.at[i] == '$' && text.at[i + 1] == '$' ? 2 : 1;
    }
    return false;
}

/* Takes "@sha256:" and 64 digits off. */
static bool take_digest(struct bytes *from)
{
    struct bytes digits;
    TRY(bytes_expect(from, "@sha256:", 8));
    TRY(bytes_take(from, DIGEST_DIGITS, &digits));
    for (size_t i = 0; i < digits.left; i++) {
        uint8_t c = digits.at[i];
        TRY((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
    return true;
}

bool image_digest_is_in(struct text text)
{
    struct bytes rest = text_bytes(text);
    while (rest.left > 0) {
        struct bytes from = rest;
        if (take_digest(&from)) {
            return true;
        }
        rest = bytes_of(rest.at + 1, rest.left - 1);
    }
    return false;
}

struct image_reference image_reference_of(struct text text)
{
    struct image_reference image = {.text = text};
    struct bytes rest = text_bytes(text);
    size_t at = bytes_find(rest, '@');
    if (bytes_skip(&rest, at)) {
        image.has_digest = at > 0 && take_digest(&rest) && bytes_end(rest);
    }
    if (!interpolation_find(text, &image.variable)) {
        image.variable = text_of(NULL);
    }
    return image;
}
