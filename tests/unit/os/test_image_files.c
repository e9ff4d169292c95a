/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/image.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

Test(image_files, an_image_is_measured_and_checked)
{
    AUTO(image_files_done) struct image_files all = image_files();
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(os_image_done) struct os_image image = {0};
    struct os_measurement listed;
    struct sha256 hash = sha256_of(buf_view(&all.list));
    struct err e;
    cr_assert(os_image_of_files(&all.files, &image, &e), "%s", e.text);
    cr_assert(os_measurement_parse(buf_view(&document), &listed, &e), "%s", e.text);
    cr_assert_eq(image.origin, OS_FILES);
    cr_assert(image.has_hash && bytes_equal(BYTES_OF(image.hash.at), BYTES_OF(hash.at)));
    cr_assert(image.has_measurement && !image.is_dev);
    cr_assert_str_eq(image.version, "0.6.9");
    cr_assert_eq(image.initrd_size, 70000);
    cr_assert_null(all.files.kernel.at);
    /* What the files measure is what their measurement document says. */
    const struct os_measurement *m = &image.measurement;
    assert_equal_384(m->mrtd_single_pass, listed.mrtd_single_pass, "MRTD");
    assert_equal_384(m->mrtd_two_pass, listed.mrtd_two_pass, "MRTD");
    assert_equal_384(m->kernel, listed.kernel, "the kernel");
    assert_equal_384(m->command_line, listed.command_line, "the command line");
    assert_equal_384(m->initrd, listed.initrd, "the initrd");
    cr_assert_eq(m->ovmf, listed.ovmf);
    cr_assert_eq(m->td_hob.n, listed.td_hob.n);
}

Test(image_files, an_image_may_be_without_lists)
{
    AUTO(image_files_done) struct image_files all = image_files();
    AUTO(os_image_done) struct os_image image = {0};
    struct err e;
    all.files.list = (struct bytes){NULL, 0};
    all.files.digest = (struct bytes){NULL, 0};
    cr_assert(os_image_of_files(&all.files, &image, &e), "%s", e.text);
    cr_assert_not(image.has_hash);
}

struct change {
    struct buf *file; /* whose first `from` becomes `to` */
    const char *from, *to, *says;
};

static void refuse(struct image_files *all, const struct change *change)
{
    AUTO(os_image_done) struct os_image image = {0};
    size_t n = strlen(change->from);
    struct err e = {0};
    uint8_t *at = memmem(change->file->at, change->file->len, change->from, n);
    cr_assert_not_null(at, "%s", change->from);
    memcpy(at, change->to, n);
    cr_assert_not(os_image_of_files(&all->files, &image, &e), "%s", change->to);
    memcpy(at, change->from, n);
    cr_assert_eq(e.kind, ERR_MALFORMED);
    cr_assert_not_null(strstr(e.text, change->says), "%s: %s", change->to, e.text);
    cr_assert_null(image.kernel.at);
}

Test(image_files, a_file_that_is_not_the_listed_one_is_refused)
{
    AUTO(image_files_done) struct image_files all = image_files();
    const struct change changes[] = {
        {&all.list, "7330b40b", "7330b40a", "digest.txt is not the hash of sha256sum.txt"},
        {&all.list, "  bzImage", " bzImage ", "line 2 is not"},
        {&all.digest, "887787fa", "887787fb", "digest.txt is not the hash of sha256sum.txt"},
        {&all.digest, "887787fa", "887787fx", "digest.txt is not 64 hex digits"},
        {&all.metadata, "0.6.9", "0.6.8", "'metadata.json' is not the file that"},
        {&all.firmware, "\xde\x82\xb5\x96", "\xdf\x82\xb5\x96", "'ovmf.fd' is not the file that"},
        {&all.files.kernel, "PE", "PF", "'bzImage' is not the file that"},
    };
    for (size_t i = 0; i < COUNT(changes); i++) {
        refuse(&all, &changes[i]);
    }
    struct err e;
    struct os_image image;
    all.files.initrd.sha256.at[0] ^= 1;
    cr_assert_not(os_image_of_files(&all.files, &image, &e));
    cr_assert_str_eq(e.text, "'initramfs.cpio.gz' is not the file that sha256sum.txt lists");
    all.files.list.at = NULL;
    cr_assert_not(os_image_of_files(&all.files, &image, &e));
    cr_assert_str_eq(e.text, "digest.txt is there, and sha256sum.txt is not");
}

Test(image_files, what_cannot_be_measured_is_named)
{
    AUTO(image_files_done) struct image_files all = image_files();
    all.files.list = (struct bytes){NULL, 0};
    all.files.digest = (struct bytes){NULL, 0};
    const struct change changes[] = {
        {&all.firmware, "TDVF", "TDVE", "ovmf.fd: no TDX metadata"},
        {&all.files.kernel, "PE", "PF", "bzImage: the kernel has no PE header"},
        {&all.metadata, "console=ttyS0", "console=\\t\\tS0", "metadata.json: the command line"},
    };
    for (size_t i = 0; i < COUNT(changes); i++) {
        refuse(&all, &changes[i]);
    }
}

/* The section of the firmware that is for the TD HOB becomes one for something temporary. */
Test(image_files, a_firmware_without_a_place_for_the_td_hob)
{
    enum { DESCRIPTOR = 16, SECTION = 32, TYPE = 24, TD_HOB = 2, TEMPORARY = 3 };
    AUTO(image_files_done) struct image_files all = image_files();
    AUTO(os_image_done) struct os_image image = {0};
    struct err e = {0};
    all.files.list = (struct bytes){NULL, 0};
    all.files.digest = (struct bytes){NULL, 0};
    uint8_t *at = memmem(all.firmware.at, all.firmware.len, "TDVF", 4);
    cr_assert_not_null(at);
    size_t n = 0;
    for (at += DESCRIPTOR; at[TYPE] != TD_HOB; at += SECTION) {
        cr_assert_lt(n++, 16);
    }
    at[TYPE] = TEMPORARY;
    cr_assert_not(os_image_of_files(&all.files, &image, &e));
    cr_assert_str_eq(e.text, "ovmf.fd: the firmware has 0 places for the TD HOB, not one");
}

Test(image_files, metadata_is_read)
{
    AUTO(buf_done) struct buf json = vector("image/metadata.json");
    AUTO(os_metadata_done) struct os_metadata metadata = {0};
    struct err e;
    cr_assert(os_metadata_parse(buf_view(&json), &metadata, &e), "%s", e.text);
    cr_assert(text_is(metadata.firmware, "ovmf.fd"));
    cr_assert(text_is(metadata.kernel, "bzImage"));
    cr_assert(text_is(metadata.initrd, "initramfs.cpio.gz"));
    cr_assert(text_is(metadata.version, "0.6.9"));
    cr_assert(text_starts(metadata.command_line, "console=ttyS0 init=/init"));
    cr_assert_eq(metadata.ovmf, OVMF_PRE_202505);
    cr_assert_not(metadata.is_dev);
}

#define NAMES "\"cmdline\":\"a\",\"bios\":\"b\",\"kernel\":\"k\",\"initrd\":\"i\""

Test(image_files, metadata_may_be_short)
{
    static const char *const cases[] = {
        "{" NAMES "}",
        "{" NAMES ",\"is_dev\":true,\"version\":\"\"}",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(os_metadata_done) struct os_metadata metadata = {0};
        struct err e;
        cr_assert(os_metadata_parse(text_bytes(text_of(cases[i])), &metadata, &e), "%s", e.text);
        cr_assert_eq(metadata.is_dev, i == 1);
        cr_assert_eq(metadata.ovmf, OVMF_UNKNOWN);
        cr_assert_eq(metadata.version.len, 0);
    }
}

Test(image_files, versions_of_47_characters)
{
    AUTO(os_metadata_done) struct os_metadata metadata = {0};
    static const char json[] = "{" NAMES
                               ",\"version\":\" ~123456789012345678901234567890123456789012345\"}";
    struct err e;
    cr_assert(os_metadata_parse(bytes_of(json, sizeof json - 1), &metadata, &e), "%s", e.text);
    cr_assert_eq(metadata.version.len, OS_VERSION - 1);
}

Test(image_files, a_list_may_be_without_its_own_digest)
{
    AUTO(image_files_done) struct image_files all = image_files();
    AUTO(os_image_done) struct os_image image = {0};
    struct err e;
    all.files.digest = bytes_of(NULL, 0);
    cr_assert(os_image_of_files(&all.files, &image, &e), "%s", e.text);
    cr_assert(image.has_hash);
}

Test(image_files, metadata_of_another_form_is_refused)
{
    static const struct {
        const char *json, *says;
    } cases[] = {
        {"", "metadata.json: "},
        {"[]", "'cmdline' is missing"},
        {"{\"bios\":\"b\",\"kernel\":\"k\",\"initrd\":\"i\"}", "'cmdline' is missing"},
        {"{\"cmdline\":\"a\",\"kernel\":\"k\",\"initrd\":\"i\"}", "'bios' is missing"},
        {"{\"cmdline\":\"a\",\"bios\":\"b\",\"initrd\":\"i\"}", "'kernel' is missing"},
        {"{\"cmdline\":\"a\",\"bios\":\"b\",\"kernel\":\"k\"}", "'initrd' is missing"},
        {"{\"cmdline\":\"a\",\"bios\":\"../b\",\"kernel\":\"k\",\"initrd\":\"i\"}",
         "'bios' is not the name of a file"},
        {"{\"cmdline\":\"a\",\"bios\":\"b\",\"kernel\":\"/k\",\"initrd\":\"i\"}",
         "'kernel' is not the name of a file"},
        {"{\"cmdline\":\"a\",\"bios\":\"b\",\"kernel\":\"k\",\"initrd\":\"..\"}",
         "'initrd' is not the name of a file"},
        {"{" NAMES ",\"version\":1}", "'version' is not a string"},
        {"{" NAMES ",\"version\":\"a\\nb\"}", "'version' is not a short text"},
        {"{" NAMES ",\"version\":\"0123456789012345678901234567890123456789012345678\"}",
         "'version' is not a short text"},
        {"{" NAMES ",\"version\":\"a\\u007f\"}", "'version' is not a short text"},
        {"{" NAMES ",\"version\":\"012345678901234567890123456789012345678901234567\"}",
         "'version' is not a short text"},
        {"{" NAMES ",\"ovmf_variant\":\"x\"}", "'ovmf_variant' names a firmware"},
        {"{" NAMES ",\"is_dev\":\"no\"}", "'is_dev' is not true or false"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(os_metadata_done) struct os_metadata metadata = {0};
        struct err e = {0};
        cr_assert_not(os_metadata_parse(text_bytes(text_of(cases[i].json)), &metadata, &e), "%s",
                      cases[i].json);
        cr_assert_eq(e.kind, ERR_MALFORMED);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].json, e.text);
    }
}
