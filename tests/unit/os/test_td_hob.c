/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/td_hob.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

/* The witness of the firmware of dstack 0.5 and 0.6: from a measurement document of 0.6.0. */
static const char released[] = "80100904000609020b021010";

static struct td_hob_layout layout_of(const char *hex)
{
    AUTO(buf_done) struct buf witness = bytes_of_hex(hex);
    struct td_hob_layout layout;
    struct err e;
    cr_assert(td_hob_of_witness(buf_view(&witness), &layout, &e), "%s: %s", hex, e.text);
    return layout;
}

static struct sha384 digest_of(const struct td_hob_layout *layout, uint64_t memory_size)
{
    struct sha384 digest;
    struct err e;
    cr_assert(td_hob_digest(layout, memory_size, &digest, &e), "%s", e.text);
    return digest;
}

/* The first events of real logs: tdx-lite (2 GiB), a vLLM service (8 GiB), the simulator's fixture
 * (16 GiB), verifier/quote-report (64 GiB). The last two are from another implementation. */
Test(td_hob, digests_are_those_of_real_logs)
{
    static const struct {
        uint64_t memory_size;
        const char *digest;
    } cases[] = {
        {UINT64_C(2) << 30, "0b8772e5b0b41b83e6044a68397e02f49fb47066b4fbe4917ea2c45c64f323fda"
                            "cbb37948f821ebaf8bc9c938ba8a749"},
        {UINT64_C(8) << 30, "2e070cda358b5aa00f27cca25c47381bb564f4be3a84d059805a73cbbde764ed8"
                            "341f7e09915b5e7b370f9c08a743fbd"},
        {UINT64_C(16) << 30, "cd2312a0d87ef3c4a928df87088969a80b33d7bf3fc584bdde637b09ed808a8d8"
                             "21a56b78a13a6eb506db7578444abbe"},
        {UINT64_C(64) << 30, "8ae1e425351df7992c444586eff99d35af3b779aa2b0e981cb4b73bc5b279f2ad"
                             "e19b6a62a203fc3c3bbdaae80af596d"},
        {UINT64_C(1) << 30, "1055c9b9a1fc534e688560e2304e18c8597b7261818cf61fb163d40c130547309"
                            "b750575947a4dcaedbdce4b8d0535f2"},
        {UINT64_C(4) << 30, "5b684faf8d02a733945f821d9cdd170802e72103977acf66949c9382500283adc"
                            "90cbec57f8e7653f8bee1cab83689de"},
    };
    struct td_hob_layout layout = layout_of(released);
    cr_assert_eq(layout.n, 4);
    cr_assert_eq(layout.address, 0x809000);
    for (size_t i = 0; i < COUNT(cases); i++) {
        assert_equal_384(digest_of(&layout, cases[i].memory_size), hash_of(cases[i].digest),
                         "a digest");
    }
}

Test(td_hob, firmware_and_witness_say_the_same)
{
    AUTO(buf_done) struct buf file = vector("image/ovmf.fd");
    struct text hex;
    struct tdvf tdvf;
    struct td_hob_layout of_tdvf;
    struct err e;
    cr_assert(tdvf_parse(buf_view(&file), &tdvf, &e), "%s", e.text);
    cr_assert(td_hob_of_tdvf(&tdvf, &of_tdvf, &e), "%s", e.text);
    cr_assert(json_text(json_member(expected(), "td_hob_witness"), &hex));
    AUTO(buf_done) struct buf copy = buf_start(hex.len + 1);
    buf_slice(&copy, hex);
    buf_char(&copy, 0);
    struct td_hob_layout of_witness = layout_of((const char *)copy.at);
    cr_assert_eq(of_tdvf.n, 5);
    cr_assert_eq(of_witness.n, 5);
    cr_assert_eq(of_tdvf.address, of_witness.address);
    for (size_t i = 0; i < 5; i++) {
        cr_assert_eq(of_tdvf.ranges[i].start, of_witness.ranges[i].start);
        cr_assert_eq(of_tdvf.ranges[i].end, of_witness.ranges[i].end);
    }
    const struct json_value *machines = json_member(expected(), "machines");
    for (const struct json_value *m = json_first(machines); m != NULL; m = json_next(m)) {
        assert_equal_384(digest_of(&of_tdvf, member_number(m, "memory_size")),
                         member_384(m, "td_hob"), "a digest");
    }
}

Test(td_hob, memory_has_to_hold_the_firmware)
{
    struct td_hob_layout layout = layout_of(released);
    struct sha384 digest;
    struct err e;
    cr_assert_not(td_hob_digest(&layout, 0, &digest, &e));
    cr_assert_not(td_hob_digest(&layout, 0x820000, &digest, &e));
    cr_assert_str_eq(e.text, "no machine has the stated size of memory");
    cr_assert(td_hob_digest(&layout, 0x820001, &digest, &e));
    cr_assert(td_hob_digest(&layout, UINT64_C(1) << 52, &digest, &e));
    cr_assert_not(td_hob_digest(&layout, (UINT64_C(1) << 52) + 1, &digest, &e));
    cr_assert_not(td_hob_digest(&layout, UINT64_MAX, &digest, &e));
}

Test(td_hob, a_witness_that_is_not_strict_is_refused)
{
    static const struct {
        const char *hex, *says;
    } cases[] = {
        {"8010090400060902"
         "0b02101000",
         "1 bytes follow the TD HOB witness"},
        {"8010090400060902"
         "0b011010"
         "00",
         "1 bytes follow"},
        {"80900009"
         "00",
         "zeros in front"},
        {"808080808080808080808001", "too large"},
        {"80808080808040", "too large"},
        {"8010090100"
         "00",
         "is empty"},
        {"80100902"
         "0006"
         "0501",
         "overlap"},
        {"80100902"
         "0501"
         "0006",
         "overlap"},
        {"80100902"
         "0006"
         "0006",
         "overlap"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf witness = bytes_of_hex(cases[i].hex);
        struct td_hob_layout layout;
        struct err e = {0};
        cr_assert_not(td_hob_of_witness(buf_view(&witness), &layout, &e), "%s", cases[i].hex);
        cr_assert_eq(e.kind, ERR_MALFORMED);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].hex, e.text);
    }
}

Test(td_hob, a_witness_cut_anywhere_is_truncated)
{
    AUTO(buf_done) struct buf whole = bytes_of_hex(released);
    for (size_t n = 0; n < whole.len; n++) {
        AUTO(buf_done) struct buf part = buf_start(whole.len);
        struct td_hob_layout layout;
        struct err e;
        buf_add(&part, bytes_of(whole.at, n));
        cr_assert_not(td_hob_of_witness(buf_view(&part), &layout, &e), "%zu", n);
        cr_assert_str_eq(e.text, "truncated at a number of the TD HOB witness");
    }
}

Test(td_hob, ranges_have_a_limit)
{
    struct td_hob_layout layout;
    struct err e;
    AUTO(buf_done) struct buf copy = buf_start(KIB);
    buf_add(&copy, bytes_of("\x80\x10\x09\x41", 4));
    for (unsigned i = 0; i < 0x41; i++) {
        buf_char(&copy, (char)i);
        buf_char(&copy, 1);
    }
    cr_assert_not(td_hob_of_witness(buf_view(&copy), &layout, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}

Test(td_hob, firmware_has_one_place_for_the_list)
{
    struct tdvf tdvf = {
        .n = 1, .sections = {{.address = 0x800000, .size = 0x1000, .type = TDVF_TEMPORARY}}};
    struct td_hob_layout layout;
    struct err e;
    cr_assert_not(td_hob_of_tdvf(&tdvf, &layout, &e));
    cr_assert_str_eq(e.text, "the firmware has 0 places for the TD HOB, not one");
    tdvf.sections[0].type = TDVF_TD_HOB;
    cr_assert(td_hob_of_tdvf(&tdvf, &layout, &e));
    tdvf.sections[1] = tdvf.sections[0];
    tdvf.sections[1].address = 0x900000;
    tdvf.n = 2;
    cr_assert_not(td_hob_of_tdvf(&tdvf, &layout, &e));
    cr_assert_str_eq(e.text, "the firmware has 2 places for the TD HOB, not one");
    tdvf.sections[1].type = TDVF_VARIABLES;
    cr_assert(td_hob_of_tdvf(&tdvf, &layout, &e));
    cr_assert_eq(layout.n, 1);
    tdvf.sections[1].type = TDVF_TEMPORARY;
    tdvf.sections[1].address = 0x800000;
    cr_assert_not(td_hob_of_tdvf(&tdvf, &layout, &e));
    cr_assert_str_eq(e.text, "ranges of the firmware's memory overlap");
}
