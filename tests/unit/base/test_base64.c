/* SPDX-License-Identifier: Apache-2.0 */
#include "base/base64.h"

#include <criterion/criterion.h>

#include "random.h"

static const struct {
    const char *plain, *encoded;
} vectors[] = {
    /* RFC 4648 section 10 */
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
    {"\xfb\xff\xbf", "+/+/"},
};

TestSuite(base64);

Test(base64, encodes_the_vectors_of_the_rfc)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        base64_encode(text_bytes(text_of(vectors[i].plain)), &out);
        cr_expect(text_is(buf_view_text(&out), vectors[i].encoded), "case %zu", i);
    }
}

Test(base64, decodes_the_vectors_of_the_rfc)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        cr_expect(base64_decode(text_of(vectors[i].encoded), &out), "case %zu", i);
        cr_expect(text_is(buf_view_text(&out), vectors[i].plain), "case %zu", i);
    }
}

Test(base64, decode_skips_white_space)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    buf_char(&out, '>');
    cr_assert(base64_decode(text_of(" Z\tm9v\r\nYg =\n= \n"), &out));
    cr_assert(text_is(buf_view_text(&out), ">foob"));
}

Test(base64, decode_refuses_and_takes_back)
{
    static const char *const wrong[] = {
        "Z",     "Zg",       "Zg=",   "Zg===",  "Zh==",     "Zm9=",   "Zm8",    "=",    "====",
        "Z===",  "Zg==Zg==", "Z=g=",  "Zm9v!",  "Zm9v====", "Zm9v=",  "Zm9vY",  "-_-_", "Zm9v\x80",
        "Zg==x", "Zm9v,",    "Zm9v.", "{Zm9v}", "\xff",     "Zm9vYh", "Zg==\v",
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        buf_text(&out, "kept");
        cr_expect_not(base64_decode(text_of(wrong[i]), &out), "'%s'", wrong[i]);
        cr_expect(text_is(buf_view_text(&out), "kept"), "'%s'", wrong[i]);
    }
}

Test(base64, a_zero_byte_is_no_end)
{
    static const struct text wrong[] = {
        {"Zm9v\0", 5}, {"Zm9v\0\0", 6}, {"Zm9v\0\0junk", 10}, {"Zg==\0junk", 9},
        {"Zg==\0", 5}, {"\0", 1},       {"\0Zm9v", 5},        {"Zm\0v", 4},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        cr_expect_not(base64_decode(wrong[i], &out), "case %zu", i);
        cr_expect_eq(out.len, 0, "case %zu", i);
    }
}

Test(base64, decode_stops_at_the_cap)
{
    AUTO(buf_done) struct buf exact = buf_start(6);
    cr_assert(base64_decode(text_of("Zm9vYmFy"), &exact));
    AUTO(buf_done) struct buf small = buf_start(5);
    cr_assert_not(base64_decode(text_of("Zm9vYmFy"), &small));
    cr_assert_eq(small.len, 0);
}

Test(base64, random_bytes_come_back)
{
    struct random_source r = random_start();
    for (int i = 0; i < 2000; i++) {
        uint8_t in[100];
        size_t n = random_below(&r, sizeof in + 1);
        random_fill(&r, in, n);
        AUTO(buf_done) struct buf text = buf_start(KIB);
        AUTO(buf_done) struct buf out = buf_start(sizeof in);
        base64_encode(bytes_of(in, n), &text);
        cr_assert_eq(text.len, (n + 2) / 3 * 4);
        cr_assert(base64_decode(buf_view_text(&text), &out));
        cr_assert(bytes_equal(buf_view(&out), bytes_of(in, n)));
    }
}

Test(base64, what_decodes_has_one_spelling)
{
    struct random_source r = random_start();
    static const char some[] = "AQZgw019+/==";
    for (int i = 0; i < 20000; i++) {
        char in[8];
        for (size_t j = 0; j < sizeof in; j++) {
            in[j] = some[random_below(&r, sizeof some - 1)];
        }
        AUTO(buf_done) struct buf out = buf_start(KIB);
        AUTO(buf_done) struct buf again = buf_start(KIB);
        struct text text = {in, sizeof in};
        if (base64_decode(text, &out)) {
            base64_encode(buf_view(&out), &again);
            cr_assert(text_equal(buf_view_text(&again), text), "%.8s", in);
        }
    }
}
