/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/der.h"

#include <criterion/criterion.h>

#include "base/buf.h"
#include "der_cases.h"
#include "random.h"

/* Integers and times. */
TestSuite(der_values);

static const struct {
    const char *in;
    bool is_small, is_magnitude;
    uint64_t value;
    size_t octets;
} integers[] = {
    {"020100", true, true, 0, 1},
    {"02017f", true, true, 127, 1},
    {"02020080", true, true, 128, 1},
    {"02020100", true, true, 256, 2},
    {"02087fffffffffffffff", true, true, INT64_MAX, 8},
    {"020900ffffffffffffffff", true, true, UINT64_MAX, 8},
    {"0209010000000000000000", false, true, 0, 9},
    {"020a00ffffffffffffffffff", false, true, 0, 9},
    {"0200", false, false, 0, 0},
    {"020180", false, false, 0, 0},
    {"0201ff", false, false, 0, 0},
    {"02020000", false, false, 0, 0},
    {"0202007f", false, false, 0, 0},
    {"0203000080", false, false, 0, 0},
    {"0a0101", false, false, 0, 0},
    {"0201", false, false, 0, 0},
};

Test(der_values, integers_are_minimal_and_not_negative)
{
    for (size_t i = 0; i < COUNT(integers); i++) {
        uint8_t space[SPACE];
        struct bytes from = from_hex(integers[i].in, space);
        struct bytes again = from;
        uint64_t value = 0;
        struct bytes magnitude = {NULL, 0};
        CHECK_READER(der_uint(&from, DER_INTEGER, &value), integers[i].is_small, integers[i].in);
        cr_expect_eq(value, integers[i].value, "%s", integers[i].in);
        from = again;
        CHECK_READER(der_magnitude(&from, &magnitude), integers[i].is_magnitude, integers[i].in);
        cr_expect_eq(magnitude.left, integers[i].octets, "%s", integers[i].in);
    }
    uint8_t space[SPACE];
    struct bytes from = from_hex("0a0105", space);
    uint64_t value = 0;
    cr_assert(der_uint(&from, DER_ENUMERATED, &value) && value == 5);
}

Test(der_values, times_have_one_form_each)
{
    static const struct {
        unsigned tag;
        const char *text;
        const char *want; /* NULL: refused */
    } cases[] = {
        {DER_UTC_TIME, "260102030405Z", "2026-01-02T03:04:05Z"},
        {DER_UTC_TIME, "491231235959Z", "2049-12-31T23:59:59Z"},
        {DER_UTC_TIME, "500101000000Z", "1950-01-01T00:00:00Z"},
        {DER_UTC_TIME, "000229000000Z", "2000-02-29T00:00:00Z"},
        {DER_GENERALIZED_TIME, "20260102030405Z", "2026-01-02T03:04:05Z"},
        {DER_GENERALIZED_TIME, "99991231235959Z", "9999-12-31T23:59:59Z"},
        {DER_UTC_TIME, "", NULL},
        {DER_UTC_TIME, "2601020304Z", NULL},
        {DER_UTC_TIME, "260102030405", NULL},
        {DER_UTC_TIME, "260102030405z", NULL},
        {DER_UTC_TIME, "260102030405ZZ", NULL},
        {DER_UTC_TIME, "260102030405+0000", NULL},
        {DER_UTC_TIME, "261302030405Z", NULL},
        {DER_UTC_TIME, "260230030405Z", NULL},
        {DER_UTC_TIME, "260102240000Z", NULL},
        {DER_UTC_TIME, "260102030460Z", NULL},
        {DER_UTC_TIME, "2601020304/5Z", NULL},
        {DER_UTC_TIME, "26010203040:Z", NULL},
        {DER_UTC_TIME, "20260102030405Z", NULL},
        {DER_GENERALIZED_TIME, "260102030405Z", NULL},
        {DER_GENERALIZED_TIME, "20260102030405.5Z", NULL},
        {DER_GENERALIZED_TIME, "20260102030405", NULL},
        {DER_OCTET_STRING, "260102030405Z", NULL},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf b = buf_start(KIB);
        buf_printf(&b, "%c%c%s", (int)cases[i].tag, (int)strlen(cases[i].text), cases[i].text);
        struct bytes from = buf_view(&b);
        char text[INSTANT_TEXT];
        instant at = 77;
        CHECK_READER(der_time(&from, &at), cases[i].want != NULL, cases[i].text);
        cr_expect_str_eq(instant_format(at, text),
                         cases[i].want != NULL ? cases[i].want : "1970-01-01T00:01:17Z");
    }
}

Test(der_values, random_integers_come_back)
{
    struct random_source r = random_start();
    for (int i = 0; i < 20000; i++) {
        uint64_t want = random_next(&r) >> random_below(&r, 64);
        uint8_t element[11] = {DER_INTEGER, 0};
        size_t n = 1;
        while (n < 8 && want >> (8 * n) != 0) {
            n++;
        }
        size_t pad = (want >> (8 * n - 1) & 1) != 0 ? 1 : 0;
        element[1] = (uint8_t)(n + pad);
        for (size_t j = 0; j < n; j++) {
            element[2 + pad + j] = (uint8_t)(want >> (8 * (n - 1 - j)));
        }
        struct bytes from = bytes_of(element, 2 + n + pad);
        uint64_t value = 0;
        cr_assert(der_uint(&from, DER_INTEGER, &value) && bytes_end(from));
        cr_assert_eq(value, want);
    }
}
