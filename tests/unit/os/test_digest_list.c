/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/digest_list.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

#define HASH "7330b40b5801a4b8f904e2bd1cfe25ec1199a6872b94391a5eac9bd823dc78aa"

static bool parse(const char *text, struct digest_list *out, struct err *e)
{
    return digest_list_parse(text_bytes(text_of(text)), out, e);
}

Test(digest_list, lines_are_found_by_name)
{
    AUTO(buf_done) struct buf file = vector("image/sha256sum.txt");
    AUTO(buf_done) struct buf kernel = vector("image/bzImage");
    struct sha256 hash = sha256_of(buf_view(&kernel));
    struct sha256 other = sha256_of(bytes_of("x", 1));
    struct digest_list list;
    struct err e;
    cr_assert(digest_list_parse(buf_view(&file), &list, &e), "%s", e.text);
    cr_assert_eq(list.n, 6);
    struct sha256 of_all = sha256_of(buf_view(&file));
    cr_assert(bytes_equal(BYTES_OF(list.hash.at), BYTES_OF(of_all.at)));
    cr_assert(text_is(list.lines[5].name, "measurement.tdx.cbor"));
    cr_assert(digest_list_expect(&list, text_of("bzImage"), &hash, &e), "%s", e.text);
    cr_assert_not(digest_list_expect(&list, text_of("bzImage"), &other, &e));
    cr_assert_str_eq(e.text, "'bzImage' is not the file that sha256sum.txt lists");
    cr_assert_not(digest_list_expect(&list, text_of("bzimage"), &hash, &e));
    cr_assert_str_eq(e.text, "'bzimage' is not in sha256sum.txt");
    cr_assert_null(digest_list_find(&list, text_of("")));
}

Test(digest_list, the_last_line_need_not_end)
{
    struct digest_list list;
    struct err e;
    cr_assert(parse(HASH "  a\n" HASH "  b", &list, &e), "%s", e.text);
    cr_assert_eq(list.n, 2);
}

Test(digest_list, names_are_of_printable_characters)
{
    static const char *const right[] = {"!", "~", "a", "..."};
    static const char *const wrong[] = {" ", "\x7f", "\x80", "a/b", "a\\b", ".", "..", ""};
    for (size_t i = 0; i < COUNT(right); i++) {
        cr_assert(digest_list_is_name(text_of(right[i])), "%s", right[i]);
    }
    for (size_t i = 0; i < COUNT(wrong); i++) {
        cr_assert_not(digest_list_is_name(text_of(wrong[i])), "%s", wrong[i]);
    }
}

Test(digest_list, anything_else_is_refused)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "sha256sum.txt is empty"},
        {"\n", "line 1 is not 64 hex digits"},
        {HASH "  a\n\n", "line 2 is not"},
        {HASH " a\n", "line 1 is not"},
        {HASH " *a\n", "line 1 is not"},
        {HASH "   a\n", "line 1 is not"},
        {HASH "  \n", "line 1 is not"},
        {HASH "  a b\n", "line 1 is not"},
        {HASH "  a\r\n", "line 1 is not"},
        {HASH "  a/b\n", "line 1 is not"},
        {HASH "  ./a\n", "line 1 is not"},
        {HASH "  a\\b\n", "line 1 is not"},
        {HASH "  .\n", "line 1 is not"},
        {HASH "  ..\n", "line 1 is not"},
        {HASH "  \xc3\xa9\n", "line 1 is not"},
        {HASH "0  a\n", "line 1 is not"},
        {"g330b40b5801a4b8f904e2bd1cfe25ec1199a6872b94391a5eac9bd823dc78aa  a\n", "line 1 is not"},
        {HASH "  sha256sum.txt\n", "lists itself"},
        {HASH "  a\n" HASH "  b\n" HASH "  a\n", "lists 'a' twice"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct digest_list list;
        struct err e = {0};
        cr_assert_not(parse(cases[i].text, &list, &e), "%s", cases[i].text);
        cr_assert_eq(e.kind, ERR_MALFORMED);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].text, e.text);
    }
}

Test(digest_list, lines_names_and_bytes_have_limits)
{
    struct digest_list list;
    struct err e;
    AUTO(buf_done) struct buf many = buf_start(MIB);
    for (unsigned i = 0; i < DIGEST_LIST_LINES; i++) {
        buf_printf(&many, HASH "  %u\n", i);
    }
    cr_assert(digest_list_parse(buf_view(&many), &list, &e), "%s", e.text);
    buf_text(&many, HASH "  more\n");
    cr_assert_not(digest_list_parse(buf_view(&many), &list, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);

    buf_clear(&many);
    buf_text(&many, HASH "  ");
    buf_repeat(&many, 'n', DIGEST_LIST_NAME);
    cr_assert(digest_list_parse(buf_view(&many), &list, &e), "%s", e.text);
    buf_char(&many, 'n');
    cr_assert_not(digest_list_parse(buf_view(&many), &list, &e));

    buf_clear(&many);
    buf_repeat(&many, '\n', DIGEST_LIST_SIZE + 1);
    cr_assert_not(digest_list_parse(buf_view(&many), &list, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}
