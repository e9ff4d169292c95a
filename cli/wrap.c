/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/wrap.h"

#include "base/text.h"

static void wrap_line(struct buf *out, struct text line, size_t column, size_t indent)
{
    bool is_first = true;
    while (line.len > 0) {
        struct text word;
        (void)text_split(line, ' ', &word, &line);
        if (!is_first && column + 1 + word.len > HELP_WIDTH) {
            buf_char(out, '\n');
            buf_repeat(out, ' ', indent);
            column = indent;
            is_first = true;
        }
        buf_text(out, is_first ? "" : " ");
        buf_slice(out, word);
        column += word.len + (is_first ? 0 : 1);
        is_first = false;
    }
    buf_char(out, '\n');
}

void wrap_text(struct buf *out, const char *text, size_t column, size_t indent)
{
    struct text rest = text_of(text);
    for (bool more = true; more;) {
        struct text line;
        more = text_split(rest, '\n', &line, &rest);
        if (column == 0 && line.len > 0) {
            buf_repeat(out, ' ', indent);
            column = indent;
        }
        if (line.len > 0 && line.at[0] == ' ') {
            buf_slice(out, line);
            buf_char(out, '\n');
        } else {
            wrap_line(out, line, column, indent);
        }
        column = 0;
    }
}
