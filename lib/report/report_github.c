/* SPDX-License-Identifier: Apache-2.0 */
#include "report/report_github.h"

#include <string.h>

#include "attest/evidence.h"
#include "base/utf8.h"

/* Workflow commands: "::error title=NAME::TEXT". What would end the line or the property, and the
 * escape character itself, is written as %XX; other control characters cannot act. */

static void escape(struct text text, const char *special, struct buf *out)
{
    struct text plain = {text.at, 0};
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == 0 || strchr(special, c) == NULL) {
            plain.len++;
            continue;
        }
        utf8_escape(plain, out);
        buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
        plain = (struct text){text.at + i + 1, 0};
    }
    utf8_escape(plain, out);
}

static void property(struct text text, struct buf *out)
{
    escape(text, "%\r\n:,", out);
}

static void data(const char *text, struct buf *out)
{
    escape(text_of(text), "%\r\n", out);
}

/* The title is the name, behind the path of a part. */
static void begin(const char *level, struct text path, const char *name, struct buf *out)
{
    buf_printf(out, "::%s title=", level);
    property(path, out);
    buf_text(out, path.len > 0 ? " " : "");
    property(text_of(name), out);
    buf_text(out, "::");
}

static void write_check(const char *level, struct text path, const struct check *check,
                        struct buf *out)
{
    begin(level, path, check->name, out);
    if (check->result == RESULT_UNDECIDED) {
        buf_text(out, "undecided: ");
    }
    data(check->detail, out);
    if (check->expected[0] != 0 || check->actual[0] != 0) {
        buf_text(out, " (expected ");
        data(check->expected, out);
        buf_text(out, ", got ");
        data(check->actual, out);
        buf_char(out, ')');
    }
    if (check->hint[0] != 0) {
        buf_text(out, "; next: ");
        data(check->hint, out);
    }
    buf_char(out, '\n');
}

static void write_checks(const struct report *report, struct text path, struct buf *out)
{
    const struct check *check = NULL;
    for (size_t i = 0; (check = report_check(report, i)) != NULL; i++) {
        if (check->result == RESULT_FAIL || check->result == RESULT_UNDECIDED) {
            write_check("error", path, check, out);
        } else if (check->result == RESULT_WARN) {
            write_check("warning", path, check, out);
        }
    }
    for (size_t i = 0; i < report->n_parts; i++) {
        write_checks(report->parts[i].report, report->parts[i].part->path, out);
    }
}

void report_write_github(const struct report *report, struct buf *out)
{
    const struct text whole = {NULL, 0};
    write_checks(report, whole, out);
    begin("notice", whole, "phala verify", out);
    data(report->summary, out);
    buf_char(out, '\n');
}
