/* SPDX-License-Identifier: Apache-2.0 */
#include "document.h"

#include <criterion/criterion.h>
#include <string.h>

struct buf document_with(const char *document, const char *from, const char *to)
{
    struct buf out = buf_start(MIB);
    const char *at = strstr(document, from);
    cr_assert_not_null(at, "'%s' is not in the document", from);
    buf_add(&out, bytes_of(document, (size_t)(at - document)));
    buf_text(&out, to);
    buf_text(&out, at + strlen(from));
    return out;
}

void document_refusals(const char *document, document_reader *read,
                       const struct document_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct err e = {0};
        AUTO(buf_done) struct buf json = document_with(document, cases[i].from, cases[i].to);
        cr_expect_not(read(buf_view(&json), &e), "%s", cases[i].why);
        cr_expect_eq(e.kind, ERR_MALFORMED, "%s: %d", cases[i].why, (int)e.kind);
        cr_expect(text_starts(text_of(e.text), cases[i].why), "'%s' is not '%s'", e.text,
                  cases[i].why);
    }
}

void document_cuts(const char *document, document_reader *read)
{
    const size_t whole = strlen(document);
    struct err e = {0};
    cr_assert(read(bytes_of(document, whole), &e), "%s", e.text);
    for (size_t n = 0; n + 1 < whole; n++) {
        cr_expect_not(read(bytes_of(document, n), &e), "%zu bytes", n);
        cr_expect_eq(e.kind, ERR_MALFORMED);
    }
    AUTO(buf_done) struct buf longer = buf_start(MIB);
    buf_text(&longer, document);
    buf_char(&longer, 'x');
    cr_expect_not(read(buf_view(&longer), &e));
}
