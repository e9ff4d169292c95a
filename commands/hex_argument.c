/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/hex_argument.h"

#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hex.h"

enum { SPACE = 64 };

static bool refuse(const char *name, enum err_kind kind, size_t at, struct text digits,
                   struct err *e)
{
    if (at < digits.len) {
        return err_set(e, kind, "%s: character %zu is not a hex digit", name, at + 1);
    }
    return err_set(e, kind, "%s: an odd number of hex digits, %zu", name, digits.len);
}

static size_t first_other(struct text digits)
{
    static const char hex[] = "0123456789abcdefABCDEF";
    size_t i = 0;
    while (i < digits.len && memchr(hex, digits.at[i], sizeof hex - 1) != NULL) {
        i++;
    }
    return i;
}

static bool decode(const char *name, struct text text, enum err_kind kind, struct buf *out,
                   struct err *e)
{
    bool has_prefix = text_starts(text, "0x");
    struct text digits = has_prefix ? text_behind(text, 2) : text;
    size_t at = first_other(digits);
    if (text.len == 0) {
        return err_set(e, kind, "%s: no hex digits; nothing is written 0x", name);
    }
    if (at < digits.len || digits.len % 2 != 0) {
        return refuse(name, kind, at, digits, e);
    }
    uint8_t *bytes = buf_extend(out, digits.len / 2);
    if (bytes == NULL) {
        return err_set(e, ERR_TOO_BIG, "%s: %zu bytes, %zu at most", name, digits.len / 2,
                       out->cap);
    }
    return hex_decode(digits, bytes, digits.len / 2);
}

bool hex_argument(const char *name, const char *text, struct buf *out, struct err *e)
{
    bool is_stdin = strcmp(text, "-") == 0;
    if (!is_stdin && text[0] != '@') {
        return decode(name, text_of(text), ERR_USAGE, out, e);
    }
    AUTO(buf_done) struct buf file = buf_start(2 * out->cap + SPACE);
    bool is_read = is_stdin ? fs_read_fd(STDIN_FILENO, "stdin", &file, e)
                            : fs_read(text + 1, &file, e);
    if (!is_read) {
        return err_wrap(e, "%s", name);
    }
    return decode(name, text_trim(buf_view_text(&file)), ERR_MALFORMED, out, e);
}
