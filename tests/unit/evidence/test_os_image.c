/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/os_image.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/path.h"
#include "evidence/bundle.h"
#include "scratch.h"

#define IMAGE PHALA_SOURCE_DIR "/tests/vectors/os/image"
#define HASH  "887787fa8461d76b750575b27e3359a162e0f067722eed34df6c1d180965385d"

static const struct load load = {.role = "os-image", .expected = "x", .cap = 1, .stdin_fd = -1};

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

TestSuite(os_image, .init = set_up, .fini = tear_down);

static const char *const names[] = {"ovmf.fd",           "bzImage",       "initramfs.cpio.gz",
                                    "rootfs.img.verity", "metadata.json", "measurement.tdx.cbor",
                                    "sha256sum.txt",     "digest.txt"};

/* Copies a file of the image, with one byte changed where `flip`. */
static void copy(const char *name, bool flip)
{
    AUTO(buf_done) struct buf content = buf_start(MIB);
    struct err e;
    char *from = path_join(IMAGE, name);
    char *to = scratch_path(&scratch, name);
    cr_assert(fs_read(from, &content, &e), "%s", e.text);
    content.at[content.len / 2] ^= flip ? 1 : 0;
    cr_assert(fs_write(to, buf_view(&content), 0600, &e), "%s", e.text);
    free(from);
    free(to);
}

static void copy_all(void)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        copy(names[i], false);
    }
}

static void take_away(const char *name)
{
    char *path = scratch_path(&scratch, name);
    cr_assert_eq(unlink(path), 0, "%s", name);
    free(path);
}

static void assert_refused(const char *operand, enum err_kind kind, const char *says)
{
    struct os_image image = {0};
    AUTO(inputs_done) struct inputs used = {0};
    struct err e = {0};
    cr_assert_not(os_image_load(&load, operand, &image, &used, &e), "%s", says);
    cr_assert_eq(e.kind, kind, "%s", e.text);
    cr_assert_not_null(strstr(e.text, says), "%s", e.text);
    cr_assert_null(image.kernel.at);
}

Test(os_image, a_folder_is_read_and_each_file_recorded)
{
    AUTO(os_image_done) struct os_image image = {0};
    AUTO(inputs_done) struct inputs used = {0};
    struct err e;
    copy_all();
    cr_assert(os_image_load(&load, scratch.folder, &image, &used, &e), "%s", e.text);
    cr_assert_eq(image.origin, OS_FILES);
    cr_assert(image.has_hash && image.has_measurement);
    cr_assert_eq(image.initrd_size, 70000);
    static const char *const order[] = {"sha256sum.txt", "digest.txt", "metadata.json",
                                        "ovmf.fd",       "bzImage",    "initramfs.cpio.gz"};
    cr_assert_eq(used.n, COUNT(order));
    for (size_t i = 0; i < COUNT(order); i++) {
        char *path = scratch_path(&scratch, order[i]);
        AUTO(buf_done) struct buf content = buf_start(MIB);
        cr_assert(fs_read(path, &content, &e));
        struct sha256 digest = sha256_of(buf_view(&content));
        cr_assert_str_eq(used.at[i].name, path);
        cr_assert_str_eq(used.at[i].role, "os-image");
        cr_assert_str_eq(used.at[i].origin, "file");
        cr_assert(bytes_equal(BYTES_OF(digest.at), BYTES_OF(used.at[i].sha256.at)), "%s", path);
        free(path);
    }
}

Test(os_image, files_in_pieces_measure_as_whole_ones)
{
    AUTO(os_image_done) struct os_image in_pieces = {0};
    AUTO(os_image_done) struct os_image whole = {0};
    AUTO(inputs_done) struct inputs kept = {.keeps = true};
    struct err e;
    cr_assert(os_image_load(&load, IMAGE, &in_pieces, NULL, &e), "%s", e.text);
    cr_assert(os_image_load(&load, IMAGE "/", &whole, &kept, &e), "%s", e.text);
    cr_assert(bytes_equal(BYTES_OF(in_pieces.measurement.initrd.at),
                          BYTES_OF(whole.measurement.initrd.at)));
    cr_assert_eq(in_pieces.initrd_size, whole.initrd_size);
    cr_assert_eq(kept.n, 6);
    cr_assert_eq(kept.contents[5].len, 70000);
}

Test(os_image, a_bundle_stands_for_the_folder)
{
    AUTO(os_image_done) struct os_image image = {0};
    AUTO(os_image_done) struct os_image again = {0};
    AUTO(inputs_done) struct inputs kept = {.keeps = true};
    struct bundle_file files[6];
    struct bundle bundle = {.files = files, .n_files = COUNT(files)};
    struct err e;
    copy_all();
    cr_assert(os_image_load(&load, scratch.folder, &image, &kept, &e), "%s", e.text);
    for (size_t i = 0; i < COUNT(files); i++) {
        files[i] = (struct bundle_file){text_of(kept.at[i].role), text_of(kept.at[i].name),
                                        kept.contents[i]};
        take_away(strrchr(kept.at[i].name, '/') + 1);
    }
    struct inputs bundled = {.bundle = &bundle};
    cr_assert(os_image_load(&load, scratch.folder, &again, &bundled, &e), "%s", e.text);
    cr_assert(bytes_equal(BYTES_OF(again.hash.at), BYTES_OF(image.hash.at)));
    cr_assert(bytes_equal(buf_view(&again.kernel), buf_view(&image.kernel)));
    cr_assert(
        bytes_equal(BYTES_OF(again.measurement.initrd.at), BYTES_OF(image.measurement.initrd.at)));
    bundle.n_files--;
    cr_assert_not(os_image_load(&load, scratch.folder, &again, &bundled, &e));
    cr_assert_not_null(strstr(e.text, "the bundle has no os-image"), "%s", e.text);
}

Test(os_image, what_nothing_measures_may_be_absent)
{
    AUTO(os_image_done) struct os_image image = {0};
    struct err e;
    copy_all();
    take_away("rootfs.img.verity");
    take_away("measurement.tdx.cbor");
    take_away("digest.txt");
    cr_assert(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", e.text);
    cr_assert(image.has_hash);
}

Test(os_image, lists_may_be_absent)
{
    AUTO(os_image_done) struct os_image image = {0};
    struct err e;
    copy_all();
    take_away("sha256sum.txt");
    assert_refused(scratch.folder, ERR_MALFORMED, "digest.txt is there, and sha256sum.txt is not");
    take_away("digest.txt");
    cr_assert(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", e.text);
    cr_assert_not(image.has_hash);
}

Test(os_image, a_changed_file_is_named)
{
    for (size_t i = 0; i < COUNT(names); i++) {
        copy_all();
        copy(names[i], true);
        struct os_image image = {0};
        struct err e = {0};
        cr_assert_not(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", names[i]);
        bool is_list = i >= 6;
        cr_assert_not_null(strstr(e.text, is_list ? "sha256sum.txt" : names[i]), "%s", e.text);
    }
}

Test(os_image, an_absent_file_is_named)
{
    static const char *const needed[] = {"ovmf.fd", "bzImage", "initramfs.cpio.gz"};
    for (size_t i = 0; i < COUNT(needed); i++) {
        copy_all();
        take_away(needed[i]);
        assert_refused(scratch.folder, ERR_NOT_FOUND, needed[i]);
    }
}

Test(os_image, links_are_not_followed)
{
    static const char *const linked[] = {"ovmf.fd", "initramfs.cpio.gz", "rootfs.img.verity",
                                         "metadata.json"};
    for (size_t i = 0; i < COUNT(linked); i++) {
        char *target = path_join(IMAGE, linked[i]);
        char *path = scratch_path(&scratch, linked[i]);
        copy_all();
        take_away(linked[i]);
        cr_assert_eq(symlink(target, path), 0);
        assert_refused(scratch.folder, ERR_MALFORMED, "is no plain file");
        take_away(linked[i]);
        free(target);
        free(path);
    }
}

Test(os_image, a_folder_may_have_the_document_alone)
{
    struct os_image image = {0};
    struct err e;
    copy("measurement.tdx.cbor", false);
    cr_assert(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", e.text);
    cr_assert(image.origin == OS_DOCUMENT && !image.has_hash);
    copy("sha256sum.txt", false);
    cr_assert(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", e.text);
    cr_assert(image.origin == OS_DOCUMENT && image.has_hash);
    copy("measurement.tdx.cbor", true);
    assert_refused(scratch.folder, ERR_MALFORMED, "': 'measurement.tdx.cbor' is not the file");
    take_away("measurement.tdx.cbor");
    cr_assert(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", e.text);
    cr_assert(image.origin == OS_LIST && image.has_hash);
    take_away("sha256sum.txt");
    assert_refused(scratch.folder, ERR_MALFORMED, "has none of metadata.json, measurement.tdx");
    copy("digest.txt", false);
    cr_assert(os_image_load(&load, scratch.folder, &image, NULL, &e), "%s", e.text);
    cr_assert(image.origin == OS_LIST && image.has_hash && image.hash.at[0] == 0x88);
}

Test(os_image, one_file_is_known_by_its_content)
{
    static const struct {
        const char *file;
        enum os_origin origin;
    } cases[] = {{IMAGE "/measurement.tdx.cbor", OS_DOCUMENT},
                 {IMAGE "/sha256sum.txt", OS_LIST},
                 {IMAGE "/digest.txt", OS_LIST}};
    struct err e;
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(inputs_done) struct inputs used = {0};
        struct os_image image = {0};
        cr_assert(os_image_load(&load, cases[i].file, &image, &used, &e), "%s", e.text);
        cr_assert_eq(image.origin, cases[i].origin);
        cr_assert_eq(used.n, 1);
        cr_assert_str_eq(used.at[0].name, cases[i].file);
    }
    scratch_write(&scratch, "values.json", "{\"os_image_hash\":\"" HASH "\"}");
    char *path = scratch_path(&scratch, "values.json");
    struct os_image image = {0};
    cr_assert(os_image_load(&load, path, &image, NULL, &e), "%s", e.text);
    cr_assert_eq(image.origin, OS_VALUES);
    free(path);
    assert_refused(IMAGE "/metadata.json", ERR_MALFORMED, "neither registers nor an image hash");
    assert_refused(IMAGE "/ovmf.fd", ERR_MALFORMED, "ovmf.fd': ");
    assert_refused(IMAGE "/initramfs.cpio.gz", ERR_TOO_BIG, "initramfs.cpio.gz");
    assert_refused(IMAGE "/absent", ERR_NOT_FOUND, "; expected a folder or file that says");
    assert_refused("", ERR_NOT_FOUND, "expected");
    assert_refused("https://example.org/image", ERR_USAGE, "is a URL");
}
