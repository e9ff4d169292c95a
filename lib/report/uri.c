/* SPDX-License-Identifier: Apache-2.0 */
#include "report/uri.h"

#include <string.h>

static bool is_alphanumeric(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* `kept` are the characters beside letters and digits that stand for themselves. */
static void escape(const char *text, const char *kept, struct buf *out)
{
    for (; *text != 0; text++) {
        if (is_alphanumeric(*text) || strchr(kept, *text) != NULL) {
            buf_char(out, *text);
        } else {
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*text);
        }
    }
}

void uri_of_input(const struct report_input *input, struct buf *out)
{
    if (strcmp(input->origin, "url") == 0) {
        escape(input->name, "-._~:/?#[]@!$&'()*+,;=%", out);
    } else if (strcmp(input->origin, "stdin") == 0) {
        buf_text(out, "stdin");
    } else {
        buf_text(out, input->name[0] == '/' ? "file://" : "");
        escape(input->name, "-._~/", out);
    }
}
