/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/tdvf.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

/* Where things are in tests/vectors/os/image/ovmf.fd. */
enum {
    FILE_SIZE = 0x6000,
    DESCRIPTOR = 0x800,
    VERSION = DESCRIPTOR + 8,
    SECTIONS = DESCRIPTOR + 12,
    SECTION = DESCRIPTOR + 16, /* the first: measured */
    RAW_SIZE = SECTION + 4,
    ADDRESS = SECTION + 8,
    SIZE = SECTION + 16,
    SECOND_SIZE = SIZE + 32,
    THIRD_SIZE = SIZE + 64,
    FOOTER = FILE_SIZE - 48,
    TABLE_SIZE = FOOTER - 2,
    LAST_ENTRY = TABLE_SIZE - 18 - 4, /* of another kind; before it the one that counts */
    LAST_LENGTH = LAST_ENTRY + 4,
    OFFSET = LAST_ENTRY - 18 - 4,
    OFFSET_LENGTH = OFFSET + 4,
};

Test(tdvf, mrtd_is_what_another_implementation_computed)
{
    AUTO(buf_done) struct buf file = vector("image/ovmf.fd");
    struct tdvf tdvf;
    struct err e;
    cr_assert(tdvf_parse(buf_view(&file), &tdvf, &e), "%s", e.text);
    cr_assert_eq(tdvf.n, 8);
    assert_equal_384(tdvf_mrtd(&tdvf, PAGES_SINGLE_PASS),
                     member_384(expected(), "mrtd_single_pass"), "single pass");
    assert_equal_384(tdvf_mrtd(&tdvf, PAGES_TWO_PASS), member_384(expected(), "mrtd_two_pass"),
                     "two passes");
}

Test(tdvf, every_measured_byte_counts)
{
    AUTO(buf_done) struct buf file = vector("image/ovmf.fd");
    static const size_t measured[] = {0x3000, 0x5fff - 0x100, 0x2000, 0x2fff};
    static const size_t others[] = {0x0, 0x1000, 0x1fff};
    struct tdvf tdvf;
    struct err e;
    cr_assert(tdvf_parse(buf_view(&file), &tdvf, &e), "%s", e.text);
    struct sha384 before = tdvf_mrtd(&tdvf, PAGES_SINGLE_PASS);
    for (size_t i = 0; i < COUNT(measured); i++) {
        file.at[measured[i]] ^= 1;
        struct sha384 after = tdvf_mrtd(&tdvf, PAGES_SINGLE_PASS);
        cr_assert_not(bytes_equal(BYTES_OF(after.at), BYTES_OF(before.at)), "%zx", measured[i]);
        file.at[measured[i]] ^= 1;
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        file.at[others[i]] ^= 1;
        assert_equal_384(tdvf_mrtd(&tdvf, PAGES_SINGLE_PASS), before, "MRTD");
        file.at[others[i]] ^= 1;
    }
}

Test(tdvf, what_is_not_as_it_must_be_is_refused)
{
    static const struct {
        size_t at;
        const char *bytes;
        size_t n;
        enum err_kind kind;
        const char *says;
    } cases[] = {
        {FOOTER, "\0", 1, ERR_MALFORMED, "no table of GUIDs"},
        {TABLE_SIZE, "\xff\xff", 2, ERR_MALFORMED, "truncated at the table of GUIDs"},
        {TABLE_SIZE, "\0\0", 2, ERR_MALFORMED, "no TDX metadata: "},
        {TABLE_SIZE, "\x16\0", 2, ERR_MALFORMED, "no TDX metadata: "},
        {LAST_LENGTH, "\x11\0", 2, ERR_MALFORMED, "no TDX metadata: "},
        {LAST_LENGTH, "\xff\xff", 2, ERR_MALFORMED, "no TDX metadata: "},
        {OFFSET_LENGTH, "\x12\0", 2, ERR_MALFORMED, "truncated at the offset"},
        {OFFSET_LENGTH + 2, "\0", 1, ERR_MALFORMED, "no TDX metadata: "},
        {OFFSET, "\x01\x60\0\0", 4, ERR_MALFORMED, "is not inside the firmware"},
        {OFFSET, "\xff\x57\0\0", 4, ERR_MALFORMED, "where the table of GUIDs says"},
        {OFFSET, "\0\0\0\0", 4, ERR_MALFORMED, "where the table of GUIDs says"},
        {VERSION, "\2", 1, ERR_MALFORMED, "version 2"},
        {SECTIONS, "\x41", 1, ERR_TOO_BIG, "has 65 sections"},
        {ADDRESS, "\1", 1, ERR_MALFORMED, "whole pages"},
        {SIZE, "\1", 1, ERR_MALFORMED, "whole pages"},
        {RAW_SIZE, "\1\x30", 2, ERR_MALFORMED, "smaller than its data"},
        {SECTION, "\1\x30", 2, ERR_MALFORMED, "not all inside the firmware"},
        {SECTION, "\xff\xff\xff\xff", 4, ERR_MALFORMED, "not all inside the firmware"},
        {SECOND_SIZE + 3, "\5", 1, ERR_TOO_BIG, "too large or too high"},
        {SECOND_SIZE + 7, "\1", 1, ERR_TOO_BIG, "too large or too high"},
        {ADDRESS + 6, "\x11", 1, ERR_TOO_BIG, "too large or too high"},
        {SECOND_SIZE, "\0\xf0\xff\3", 4, ERR_TOO_BIG, "sections of the TDX metadata are too large"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf file = vector("image/ovmf.fd");
        struct tdvf tdvf;
        struct err e = {0};
        memcpy(file.at + cases[i].at, cases[i].bytes, cases[i].n);
        cr_assert_not(tdvf_parse(buf_view(&file), &tdvf, &e), "case %zu", i);
        cr_assert_eq(e.kind, cases[i].kind, "case %zu: %s", i, e.text);
        cr_assert_not_null(strstr(e.text, cases[i].says), "case %zu: %s", i, e.text);
    }
}

Test(tdvf, sections_that_end_with_the_file_are_refused_when_they_do_not)
{
    AUTO(buf_done) struct buf file = vector("image/ovmf.fd");
    struct tdvf tdvf;
    struct err e = {0};
    /* The descriptor right before the table, so that its last section runs out of the file. */
    memcpy(file.at + OFFSET, "\x10\0\0\0", 4);
    memcpy(file.at + FILE_SIZE - 16, file.at + DESCRIPTOR, 16);
    cr_assert_not(tdvf_parse(buf_view(&file), &tdvf, &e));
    cr_assert_str_eq(e.text, "truncated at a section of the TDX metadata");
    memcpy(file.at + OFFSET, "\x0f\0\0\0", 4);
    memcpy(file.at + FILE_SIZE - 15, file.at + DESCRIPTOR, 15);
    cr_assert_not(tdvf_parse(buf_view(&file), &tdvf, &e));
    cr_assert_str_eq(e.text, "truncated at the TDX metadata");
}

Test(tdvf, an_end_of_any_length_is_read_within_its_bounds)
{
    AUTO(buf_done) struct buf file = vector("image/ovmf.fd");
    for (size_t n = 0; n < FILE_SIZE - DESCRIPTOR; n++) {
        struct bytes end = bytes_of(file.at + FILE_SIZE - n, n);
        AUTO(buf_done) struct buf copy = buf_start(FILE_SIZE);
        struct tdvf tdvf;
        struct err e;
        buf_add(&copy, end);
        cr_assert_not(tdvf_parse(buf_view(&copy), &tdvf, &e), "%zu bytes", n);
    }
}
