/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/pem.h"

#include <criterion/criterion.h>

#include "random.h"

TestSuite(pem);

#define BEGIN "-----BEGIN X-----"
#define END   "-----END X-----"

Test(pem, blocks_are_taken_one_after_the_other)
{
    struct text from = text_of("\n " BEGIN "\nQUJD\nREVG\n" END "\n" BEGIN "\r\nRw==\r\n" END
                               "\r\n\n");
    AUTO(buf_done) struct buf out = buf_start(KIB);
    bool found = false;
    cr_assert(pem_next(&from, "X", &out, &found) && found);
    cr_assert(text_is(buf_view_text(&out), "ABCDEF"));
    cr_assert(pem_next(&from, "X", &out, &found) && found);
    cr_assert(text_is(buf_view_text(&out), "ABCDEFG"));
    cr_assert(pem_next(&from, "X", &out, &found));
    cr_assert_not(found);
    cr_assert_eq(from.len, 0);
}

Test(pem, zero_bytes_around_blocks_are_skipped)
{
    static const char chain[] = "\0\0" BEGIN "\nQUJD\n" END "\0" BEGIN "\nQUJD\n" END "\n\0\0";
    struct text from = {chain, sizeof chain};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    bool found = false;
    for (int i = 0; i < 2; i++) {
        cr_assert(pem_next(&from, "X", &out, &found));
        cr_assert(found);
    }
    cr_assert(pem_next(&from, "X", &out, &found));
    cr_assert_not(found);
}

Test(pem, white_space_alone_holds_no_block)
{
    static const struct text empty[] = {{NULL, 0}, {"", 0}, {" \t\r\n\0", 5}};
    for (size_t i = 0; i < COUNT(empty); i++) {
        struct text from = empty[i];
        AUTO(buf_done) struct buf out = buf_start(KIB);
        bool found = true;
        cr_expect(pem_next(&from, "X", &out, &found), "case %zu", i);
        cr_expect_not(found, "case %zu", i);
    }
}

static const char *const wrong[] = {
    "x",
    "text\n" BEGIN "\nQUJD\n" END "\n",
    "-----BEGIN Y-----\nQUJD\n-----END Y-----\n",
    BEGIN "\nQUJD\n-----END Y-----\n",
    "-----BEGIN X----\nQUJD\n" END "\n",
    "----BEGIN X-----\nQUJD\n" END "\n",
    "------BEGIN X-----\nQUJD\n" END "\n",
    "-----BEGIN  X-----\nQUJD\n" END "\n",
    "-----BEGIN X -----\nQUJD\n" END "\n",
    "-----begin X-----\nQUJD\n" END "\n",
    BEGIN "QUJD\n" END "\n",
    BEGIN " \nQUJD\n" END "\n",
    BEGIN "\rQUJD\r" END "\r",
    BEGIN "\nQUJD" END "\n",
    BEGIN "\nQUJD\n " END "\n",
    BEGIN "\nQUJD\n\n" END "\n",
    BEGIN "\n\nQUJD\n" END "\n",
    BEGIN "\nQU JD\n" END "\n",
    BEGIN "\nQUJD \n" END "\n",
    BEGIN "\n QUJD\n" END "\n",
    BEGIN "\nQUJD\r\r\n" END "\n",
    BEGIN "\n" END "\n",
    BEGIN "\n\n" END "\n",
    BEGIN "\nQUJ\n" END "\n",
    BEGIN "\nQUI=\nQUJD\n" END "\n",
    BEGIN "\nQUJ=\n" END "\n",
    BEGIN "\nQU_D\n" END "\n",
    BEGIN "\nProc-Type: 4,ENCRYPTED\n\nQUJD\n" END "\n",
    BEGIN "\nQUJD\n" END "-\n",
    BEGIN "\nQUJD\n" END "x",
    BEGIN "\nQUJD\n" END BEGIN "\nQUJD\n" END "\n",
    BEGIN "\nQUJD\n" BEGIN "\nQUJD\n" END "\n",
    BEGIN "\nQUJD\n",
    END "\n",
};

Test(pem, all_else_is_refused_and_changes_nothing)
{
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct text from = text_of(wrong[i]);
        AUTO(buf_done) struct buf out = buf_start(KIB);
        bool found = true;
        buf_text(&out, "kept");
        cr_expect_not(pem_next(&from, "X", &out, &found), "'%s'", wrong[i]);
        cr_expect(text_is(buf_view_text(&out), "kept"), "'%s'", wrong[i]);
        cr_expect(found && from.at == wrong[i] && from.len == strlen(wrong[i]), "'%s'", wrong[i]);
    }
}

Test(pem, a_zero_byte_in_a_block_is_refused)
{
    static const char whole[] = BEGIN "\nQUJD\n" END;
    for (size_t i = 0; i < sizeof whole - 1; i++) {
        char text[sizeof whole];
        memcpy(text, whole, sizeof whole);
        text[i] = 0;
        struct text from = {text, sizeof whole - 1};
        AUTO(buf_done) struct buf out = buf_start(KIB);
        bool found = false;
        cr_expect_not(pem_next(&from, "X", &out, &found), "byte %zu", i);
    }
}

Test(pem, every_prefix_of_a_block_is_refused)
{
    static const char whole[] = BEGIN "\nQUJD\n" END;
    for (size_t n = 1; n < sizeof whole; n++) {
        struct text from = {whole, n};
        AUTO(buf_done) struct buf out = buf_start(KIB);
        bool found = false;
        cr_expect_eq(pem_next(&from, "X", &out, &found), n == sizeof whole - 1, "%zu", n);
    }
}

Test(pem, a_block_over_the_cap_is_refused)
{
    AUTO(buf_done) struct buf out = buf_start(2);
    struct text from = text_of(BEGIN "\nQUJD\n" END "\n");
    bool found = false;
    cr_assert_not(pem_next(&from, "X", &out, &found));
    cr_assert_eq(out.len, 0);
}

Test(pem, is_looks_behind_white_space)
{
    cr_assert(pem_is(text_of("-----BEGIN CERTIFICATE-----")));
    cr_assert(pem_is(text_of(" \r\n-----BEGIN Y")));
    cr_assert(pem_is((struct text){"\0-----BEGIN Y", 13}));
    cr_assert_not(pem_is(text_of("")));
    cr_assert_not(pem_is(text_of("-----BEGIN")));
    cr_assert_not(pem_is(text_of("x-----BEGIN Y-----")));
    cr_assert_not(pem_is(text_of("-----END Y-----")));
}

Test(pem, writes_lines_of_64_characters)
{
    uint8_t der[49] = {0};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    pem_write("X", bytes_of(der, 48), &out);
    cr_assert(text_is(buf_view_text(&out),
                      BEGIN "\n"
                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n" END
                            "\n"));
    buf_clear(&out);
    pem_write("X", BYTES_OF(der), &out);
    cr_assert(text_is(buf_view_text(&out),
                      BEGIN "\n"
                            "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
                            "AA==\n" END "\n"));
}

Test(pem, random_content_comes_back)
{
    struct random_source r = random_start();
    for (int i = 0; i < 1000; i++) {
        uint8_t der[500];
        size_t n = 1 + random_below(&r, sizeof der);
        random_fill(&r, der, n);
        AUTO(buf_done) struct buf text = buf_start(4 * KIB);
        AUTO(buf_done) struct buf out = buf_start(sizeof der);
        bool found = false;
        pem_write("A LABEL", bytes_of(der, n), &text);
        struct text from = buf_view_text(&text);
        cr_assert(pem_is(from) && pem_next(&from, "A LABEL", &out, &found) && found);
        cr_assert(bytes_equal(buf_view(&out), bytes_of(der, n)));
    }
}
