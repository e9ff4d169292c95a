/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/rtmr.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "vectors.h"

static struct sha384 hex_384(const struct json_value *value)
{
    struct sha384 hash = {{0}};
    struct text hex;
    cr_assert(json_text(value, &hex) && hex_decode(hex, hash.at, sizeof hash.at));
    return hash;
}

static void check_variant(const struct json_value *machine, enum ovmf_variant ovmf,
                          const char *name)
{
    const struct json_value *wanted = json_member(machine, name);
    const struct json_value *type = json_first(json_member(wanted, "types"));
    const struct json_value *acpi = json_first(json_member(expected(), "acpi"));
    struct sha384 digests[RTMR0_SOURCES];
    size_t n = 0;
    const struct rtmr0_event *events = rtmr0_events(ovmf, &n);
    for (size_t i = 0; i < n; i++, type = json_next(type)) {
        uint64_t number = 0;
        cr_assert(json_uint(type, UINT32_MAX, &number));
        cr_assert_eq(events[i].type, number, "event %zu", i);
    }
    cr_assert_null(type);
    digests[RTMR0_TD_HOB] = member_384(machine, "td_hob");
    digests[RTMR0_SMBIOS] = member_384(expected(), "smbios");
    for (size_t i = RTMR0_ACPI_LOADER; i <= RTMR0_ACPI_TABLES; i++, acpi = json_next(acpi)) {
        digests[i] = hex_384(acpi);
    }
    assert_equal_384(rtmr0_value(ovmf, digests), member_384(wanted, "rtmr0"), name);
}

Test(rtmr, values_are_what_another_implementation_computed)
{
    AUTO(buf_done) struct buf file = vector("image/initramfs.cpio.gz");
    struct sha384 initrd = sha384_of(buf_view(&file));
    struct sha384 command_line = member_384(expected(), "command_line");
    const struct json_value *machines = json_member(expected(), "machines");
    for (const struct json_value *m = json_first(machines); m != NULL; m = json_next(m)) {
        struct sha384 kernel = member_384(m, "kernel");
        assert_equal_384(rtmr1_value(&kernel), member_384(m, "rtmr1"), "RTMR1");
        check_variant(m, OVMF_PRE_202505, "pre202505");
        check_variant(m, OVMF_STABLE_202505, "stable202505");
    }
    assert_equal_384(rtmr2_value(&command_line, &initrd), member_384(expected(), "rtmr2"), "RTMR2");
}

/* The log and the quote of dstack's simulator (sdk/simulator, attestation.bin), a machine with 16
 * GiB and the newer firmware. */
Test(rtmr, newer_firmware_measures_what_a_real_machine_did)
{
    const struct sha384 digests[RTMR0_SOURCES] = {
        [RTMR0_TD_HOB] = hash_of("cd2312a0d87ef3c4a928df87088969a80b33d7bf3fc584bd"
                                 "de637b09ed808a8d821a56b78a13a6eb506db7578444abbe"),
        [RTMR0_ACPI_LOADER] = hash_of("6dae15170c9fea6455681e3f838941a642ff9001a02a333e"
                                      "9ca8549af1db4ba47f01403e31dabe6e8a0b41ddd38b6d99"),
        [RTMR0_ACPI_RSDP] = hash_of("b3a62232ef6be064cce25a8b92cf55d4a6c099ee7a9c0852"
                                    "ce0c7d572393dae84895c0f59a9db5000f0b34a90c1b1bec"),
        [RTMR0_ACPI_TABLES] = hash_of("b6ed8ff3fca3c308f3f1ec7889054cc900b1c6dad9b14aed"
                                      "d0144d046626c81a5dbae47937f4949bb2d674a0bd699a7b"),
        [RTMR0_SMBIOS] = hash_of("17a566eb173b8f3011c5294e9d8c816e5edc0d592e8a38fc"
                                 "7b0b87ddd0f569e5cf9fe9f95e57db5d1c706c48e8251cec"),
    };
    assert_equal_384(rtmr0_value(OVMF_STABLE_202505, digests),
                     hash_of("6203948b7c12a0c2e14ed9b11170d7b85345870a304bb095"
                             "9d6c198224ce621fe944e4623af9631cd64eeffdc0d7fa94"),
                     "RTMR0");
}

Test(rtmr, unknown_firmware_has_no_events)
{
    size_t n = 1;
    cr_assert_null(rtmr0_events(OVMF_UNKNOWN, &n));
    cr_assert_eq(n, 0);
}

/* Published with dstack's own tests: a command line and its digest. */
Test(rtmr, a_command_line_is_measured_in_utf_16)
{
    struct sha384 digest;
    struct err e;
    cr_assert(command_line_digest(text_of("console=ttyS0 init=/init panic=1 dstack.rootfs_hash="
                                          "11111111111111111111111111111111"
                                          "11111111111111111111111111111111 "
                                          "dstack.rootfs_size=4096"),
                                  &digest, &e),
              "%s", e.text);
    assert_equal_384(digest,
                     hash_of("bb4154e6e429e184bc63d544ae5720f868e5859b378b13bab69860e1fc65c09f"
                             "1b67277bba010841fbe8bc3619e58d58"),
                     "the digest");
}

Test(rtmr, a_command_line_is_of_printable_characters)
{
    static const char *const wrong[] = {"", "   ", "a\tb", "a\x7f", "caf\xc3\xa9", "a\n"};
    AUTO(buf_done) struct buf longest = buf_start(8 * KIB);
    struct sha384 digest;
    struct err e;
    for (size_t i = 0; i < COUNT(wrong); i++) {
        cr_assert_not(command_line_digest(text_of(wrong[i]), &digest, &e), "%s", wrong[i]);
        cr_assert_eq(e.kind, ERR_MALFORMED);
    }
    buf_repeat(&longest, 'a', 4096);
    cr_assert(command_line_digest(buf_view_text(&longest), &digest, &e));
    buf_char(&longest, 'a');
    cr_assert_not(command_line_digest(buf_view_text(&longest), &digest, &e));
    cr_assert_eq(e.kind, ERR_TOO_BIG);
}
