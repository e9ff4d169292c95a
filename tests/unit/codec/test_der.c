/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/der.h"

#include <criterion/criterion.h>

#include "base/buf.h"
#include "der_cases.h"

TestSuite(der);

Test(der, an_element_is_split_off)
{
    uint8_t space[SPACE];
    struct bytes from = from_hex("0403010203ff", space);
    struct bytes content;
    uint8_t tag = 0;
    cr_assert(der_any(&from, &tag, &content));
    cr_assert_eq(tag, DER_OCTET_STRING);
    cr_assert(bytes_equal(content, bytes_of("\x01\x02\x03", 3)));
    cr_assert_eq(from.left, 1);
}

Test(der, lengths_take_as_few_octets_as_possible)
{
    static const struct {
        const char *head;
        size_t length;
        bool want;
    } cases[] = {
        {"0400", 0, true},
        {"047f", 127, true},
        {"048180", 128, true},
        {"0481ff", 255, true},
        {"04820100", 256, true},
        {"0482ffff", 65535, true},
        {"0483010000", 65536, true},
        {"048401000000", 16777216, true},
        {"0480", 0, false},
        {"04817f", 127, false},
        {"048100", 0, false},
        {"048200ff", 255, false},
        {"04820080", 128, false},
        {"0483000100", 256, false},
        {"04850000000001", 1, false},
        {"04850100000000", 0, false},
        {"04ff", 0, false},
        {"0484ffffffff", 100, false},
        {"0488ffffffffffffffff", 100, false},
    };
    AUTO(buf_done) struct buf b = buf_start(20 * MIB);
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        uint8_t tag = 0;
        struct bytes content = {NULL, 0};
        buf_clear(&b);
        buf_add(&b, from_hex(cases[i].head, space));
        buf_repeat(&b, 'x', cases[i].length);
        struct bytes from = buf_view(&b);
        cr_expect_eq(der_any(&from, &tag, &content), cases[i].want, "%s", cases[i].head);
        cr_expect_eq(content.left, cases[i].want ? cases[i].length : 0, "%s", cases[i].head);
        cr_expect_eq(from.left, cases[i].want ? 0 : b.len, "%s", cases[i].head);
    }
}

Test(der, what_is_cut_short_changes_nothing)
{
    static const char *const wholes[] = {"0400", "0403010203", "3081800000", "1f0100", "0000"};
    uint8_t space[SPACE];
    for (size_t i = 0; i < COUNT(wholes); i++) {
        struct bytes whole = from_hex(wholes[i], space);
        for (size_t n = 0; n < whole.left; n++) {
            struct bytes from = bytes_of(whole.at, n);
            struct bytes content = {NULL, 77};
            uint8_t tag = 77;
            cr_expect_not(der_any(&from, &tag, &content), "%s %zu", wholes[i], n);
            cr_expect(from.left == n && content.left == 77 && tag == 77, "%s %zu", wholes[i], n);
        }
    }
}

Test(der, high_tag_numbers_and_end_of_contents_are_refused)
{
    for (unsigned t = 0; t < 256; t++) {
        uint8_t element[] = {(uint8_t)t, 0};
        struct bytes from = BYTES_OF(element);
        struct bytes content;
        uint8_t tag = 0;
        bool want = (t & 0x1f) != 0x1f && t != 0 && t != 0x20;
        cr_expect_eq(der_any(&from, &tag, &content), want, "tag %02x", t);
    }
}

Test(der, element_and_whole_element_want_the_tag)
{
    uint8_t space[SPACE];
    struct bytes from = from_hex("a10304010005", space);
    struct bytes out = {NULL, 77};
    cr_assert_not(der_element(&from, DER_CONTEXT(0), &out));
    cr_assert_not(der_whole_element(&from, DER_CONTEXT(0), &out));
    cr_assert_not(der_element(&from, 0x1a1, &out));
    cr_assert(from.left == 6 && out.left == 77);
    cr_assert(der_is_next(from, DER_CONTEXT(1)));
    cr_assert_not(der_is_next(from, DER_CONTEXT_PRIMITIVE(1)));
    cr_assert_not(der_is_next((struct bytes){NULL, 0}, 0));
    struct bytes again = from;
    cr_assert(der_whole_element(&from, DER_CONTEXT(1), &out));
    cr_assert(out.at == space && out.left == 5 && from.left == 1);
    cr_assert(der_element(&again, DER_CONTEXT(1), &out));
    cr_assert(out.at == space + 2 && out.left == 3 && again.left == 1);
}

Test(der, booleans_are_00_or_ff)
{
    static const struct {
        const char *in;
        bool want, value;
    } cases[] = {
        {"010100", true, false}, {"0101ff", true, true},     {"010101", false, false},
        {"0100", false, false},  {"01020000", false, false}, {"0201ff", false, false},
        {"0101", false, false},  {"0101fe", false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        struct bytes from = from_hex(cases[i].in, space);
        bool value = false;
        CHECK_READER(der_boolean(&from, &value), cases[i].want, cases[i].in);
        cr_expect_eq(value, cases[i].value, "%s", cases[i].in);
    }
}

Test(der, unused_bits_are_few_and_zero)
{
    static const struct {
        const char *in;
        bool want;
        uint8_t unused;
        size_t left;
    } cases[] = {
        {"030100", true, 0, 0},     {"030200ff", true, 0, 1},  {"03020780", true, 7, 1},
        {"03030106fe", true, 1, 2}, {"0300", false, 9, 0},     {"030101", false, 9, 0},
        {"03020800", false, 9, 0},  {"030207c0", false, 9, 0}, {"03020101", false, 9, 0},
        {"0302ff00", false, 9, 0},  {"040200ff", false, 9, 0}, {"0302", false, 9, 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        struct bytes from = from_hex(cases[i].in, space);
        struct bytes bits = {NULL, 0};
        uint8_t unused = 9;
        CHECK_READER(der_bits(&from, &bits, &unused), cases[i].want, cases[i].in);
        cr_expect(unused == cases[i].unused && bits.left == cases[i].left, "%s", cases[i].in);
    }
}

Test(der, object_identifiers_are_minimal_and_whole)
{
    static const struct {
        const char *in;
        bool want;
    } cases[] = {
        {"06092a864886f84d010d01", true},
        {"060100", true},
        {"06028100", true},
        {"0603550403", true},
        {"0600", false},
        {"060180", false},
        {"060281ff", false},
        {"06032a8001", false},
        {"06028001", false},
        {"04012a", false},
        {"06022a", false},
        {"060388808001", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        uint8_t space[SPACE];
        struct bytes from = from_hex(cases[i].in, space);
        struct bytes oid = {NULL, 77};
        CHECK_READER(der_oid(&from, &oid), cases[i].want, cases[i].in);
        cr_expect(cases[i].want || oid.left == 77, "%s", cases[i].in);
    }
}
