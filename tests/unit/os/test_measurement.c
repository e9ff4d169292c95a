/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/measurement.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

Test(measurement, a_document_says_what_it_was_made_from)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(buf_done) struct buf initrd = vector("image/initramfs.cpio.gz");
    struct os_measurement m;
    struct err e;
    cr_assert(os_measurement_parse(buf_view(&document), &m, &e), "%s", e.text);
    assert_equal_384(m.mrtd_single_pass, member_384(expected(), "mrtd_single_pass"), "MRTD");
    assert_equal_384(m.mrtd_two_pass, member_384(expected(), "mrtd_two_pass"), "MRTD");
    assert_equal_384(m.command_line, member_384(expected(), "command_line"), "the command line");
    assert_equal_384(m.initrd, sha384_of(buf_view(&initrd)), "the initrd");
    cr_assert_eq(m.ovmf, OVMF_PRE_202505);
    cr_assert_eq(m.td_hob.n, 5);
    const struct json_value *machines = json_member(expected(), "machines");
    for (const struct json_value *at = json_first(machines); at != NULL; at = json_next(at)) {
        if (member_number(at, "memory_size") == UINT64_C(8) << 30) {
            assert_equal_384(m.kernel, member_384(at, "kernel"), "the kernel");
        }
    }
}

Test(measurement, a_document_cut_anywhere_is_refused)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    for (size_t n = 0; n < document.len; n++) {
        AUTO(buf_done) struct buf part = buf_start(document.len);
        struct os_measurement m;
        struct err e = {0};
        buf_add(&part, bytes_of(document.at, n));
        cr_assert_not(os_measurement_parse(buf_view(&part), &m, &e), "%zu", n);
        cr_assert_eq(e.kind, ERR_MALFORMED);
    }
}

Test(measurement, nothing_follows_a_document)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    struct os_measurement m;
    struct err e;
    AUTO(buf_done) struct buf longer = buf_start(KIB);
    buf_add(&longer, buf_view(&document));
    buf_char(&longer, 0);
    cr_assert_not(os_measurement_parse(buf_view(&longer), &m, &e));
    cr_assert_str_eq(e.text, "the measurement document: not one whole CBOR map");
}

/* One change each; `from` and `to` are of the same length. */
Test(measurement, each_member_has_to_be_what_it_is)
{
    static const struct {
        const char *from, *to, *says;
    } cases[] = {
        {"gversion\3", "gversion\4", "version 4 is not known"},
        {"gversion\3", "gversion\x20", "'version' is not an unsigned integer"},
        {"gversion\3", "gversiom\3", "'version' is not"},
        {"eimage\xa3", "eimagf\xa3", "'image' is missing"},
        {"ncmdline_sha384X0", "ncmdline_sha38sX0", "'cmdline_sha384' is not a byte string"},
        {"skernel_authenticodeX0", "skernel_authenticodex0", "not one whole"},
        {"minitrd_sha384X", "minitrd_sha383X", "'initrd_sha384' is not a byte string"},
        {"dtdvf\xa3", "dtdvg\xa3", "'tdvf' is missing"},
        {"dovmfipre202505", "dovmfipre202506", "'ovmf' names a firmware that is not known"},
        {"dovmfi", "dovmfI", "'ovmf' is not a short text"},
        {"dmrtd\xa2", "dmrte\xa2", "'mrtd' is missing"},
        {"ksingle_pass", "ksingle_pasz", "'single_pass' is not a byte string of 48 bytes"},
        {"htwo_pass", "htwo_pasz", "'two_pass' is not a byte string of 48 bytes"},
        {"ftd_hobO", "ftd_hoaO", "'td_hob' is not a short byte string"},
        {"ftd_hobO", "ftd_hobo", "not one whole"},
        {"ftd_hobO\x80\x10\x09", "ftd_hobO\x80\x80\x09", "bytes follow the TD HOB"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
        size_t n = strlen(cases[i].from);
        uint8_t *at = memmem(document.at, document.len, cases[i].from, n);
        struct os_measurement m;
        struct err e = {0};
        cr_assert_not_null(at, "%s", cases[i].from);
        memcpy(at, cases[i].to, n);
        cr_assert_not(os_measurement_parse(buf_view(&document), &m, &e), "%s", cases[i].to);
        cr_assert_eq(e.kind, ERR_MALFORMED);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].to, e.text);
    }
}

Test(measurement, other_values_and_sizes_are_refused)
{
    struct os_measurement m;
    struct err e;
    cr_assert_not(os_measurement_parse(bytes_of("\x83\1\2\3", 4), &m, &e));
    cr_assert_str_eq(e.text, "the measurement document: not a CBOR map");
    cr_assert_not(os_measurement_parse(bytes_of("\xa2gversion\3eimage\1", 17), &m, &e));
    cr_assert_str_eq(e.text, "the measurement document: 'image' is not a map");
    AUTO(buf_done) struct buf large = buf_start(MIB);
    buf_repeat(&large, 0, OS_MEASUREMENT_SIZE + 1);
    cr_assert_not(os_measurement_parse(buf_view(&large), &m, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}

Test(measurement, firmware_has_two_names)
{
    cr_assert_eq(ovmf_variant_parse(text_of("pre202505")), OVMF_PRE_202505);
    cr_assert_eq(ovmf_variant_parse(text_of("stable202505")), OVMF_STABLE_202505);
    cr_assert_eq(ovmf_variant_parse(text_of("")), OVMF_UNKNOWN);
    cr_assert_eq(ovmf_variant_parse(text_of("Pre202505")), OVMF_UNKNOWN);
}
