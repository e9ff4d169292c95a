/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/form.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"

TestSuite(explorer_form);

Test(explorer_form, values_are_encoded)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    form_add(&out, "a", text_of("x y"));
    form_add(&out, "b", text_of("{\"k\":\"v+&=%\n\xc3\xa9~*-._\"}"));
    form_add(&out, "c", text_of(""));
    /* As Python's urllib.parse.quote_plus(…, safe="*") has it, but for "~". */
    static const char wanted[] = "a=x+y&b=%7B%22k%22%3A%22v%2B%26%3D%25%0A%C3%A9%7E*-._%22%7D&c=";
    cr_assert(text_is(buf_view_text(&out), wanted), "%.*s", TEXT_ARG(buf_view_text(&out)));
}

Test(explorer_form, every_byte_has_its_form)
{
    static const char plain[] =
        "*-._0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    for (unsigned c = 0; c < 256; c++) {
        char byte = (char)c;
        bool is_plain = c != 0 && strchr(plain, byte) != NULL;
        AUTO(buf_done) struct buf out = buf_start(16);
        form_add(&out, "n", (struct text){&byte, 1});
        cr_assert_eq(out.len, c == ' ' || is_plain ? 3 : 5, "%u", c);
    }
}

Test(explorer_form, a_form_that_is_too_big_fails)
{
    AUTO(buf_done) struct buf out = buf_start(8);
    form_add(&out, "name", text_of("   "));
    cr_assert(buf_is_whole(&out));
    form_add(&out, "b", text_of(""));
    cr_assert_not(buf_is_whole(&out));
}

Test(explorer_form, multipart_has_its_parts)
{
    static const char content[] = "{\"language\":\"Solidity\"}";
    AUTO(buf_done) struct buf out = buf_start(4 * KIB);
    AUTO(buf_done) struct buf wanted = buf_start(4 * KIB);
    struct multipart m = multipart_start(&out, bytes_of(content, sizeof content - 1));
    multipart_field(&m, "compiler_version", text_of("v0.8.28"));
    multipart_file(&m, "files[0]", "input.json", "application/json",
                   bytes_of(content, sizeof content - 1));
    multipart_end(&m);
    buf_printf(&wanted,
               "--%s\r\nContent-Disposition: form-data; name=\"compiler_version\"\r\n\r\nv0.8.28"
               "\r\n--%s\r\nContent-Disposition: form-data; name=\"files[0]\"; "
               "filename=\"input.json\"\r\nContent-Type: application/json\r\n\r\n%s\r\n--%s--\r\n",
               m.boundary, m.boundary, content, m.boundary);
    cr_assert(bytes_equal(buf_view(&out), buf_view(&wanted)));
    AUTO(mem_freep) char *type = multipart_type(&m);
    cr_assert(text_starts(text_of(type), "multipart/form-data; boundary=phala-"));
    cr_assert_str_eq(strchr(type, '=') + 1, m.boundary);
}

/* Keccak-256 of "boundary", as `cast keccak` has it. */
Test(explorer_form, the_boundary_is_of_the_contents_and_not_in_them)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    const struct multipart m = multipart_start(&out, bytes_of("boundary", 8));
    const struct multipart again = multipart_start(&out, bytes_of("boundary", 8));
    const struct multipart other = multipart_start(&out, bytes_of("", 0));
    cr_assert_str_eq(m.boundary, "phala-225f7f637775a177ff5abde51855698c");
    cr_assert_str_eq(m.boundary, again.boundary);
    cr_assert_str_neq(m.boundary, other.boundary);
}
