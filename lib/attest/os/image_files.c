/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/member.h"
#include "attest/os/digest_list.h"
#include "attest/os/image.h"
#include "attest/os/kernel.h"
#include "attest/os/rtmr.h"
#include "base/hex.h"
#include "base/mem.h"
#include "crypto/equal.h"

/* An image of which the files are at hand. */

static bool read_name(const struct json_value *object, const char *name, struct text *out,
                      struct err *e)
{
    TRY(member_text(object, name, out, e));
    return digest_list_is_name(*out) ||
           err_set(e, ERR_MALFORMED, "'%s' is not the name of a file", name);
}

/* It comes to be shown. */
static bool read_version(const struct json_value *object, struct text *out, struct err *e)
{
    if (json_member(object, "version") == NULL) {
        return true;
    }
    TRY(member_text(object, "version", out, e));
    bool is_short = out->len < OS_VERSION;
    for (size_t i = 0; is_short && i < out->len; i++) {
        is_short = out->at[i] >= ' ' && out->at[i] <= '~';
    }
    return is_short || err_set(e, ERR_MALFORMED, "'version' is not a short text");
}

static bool read_variant(const struct json_value *object, enum ovmf_variant *out, struct err *e)
{
    struct text word;
    if (json_member(object, "ovmf_variant") == NULL) {
        return true;
    }
    TRY(member_text(object, "ovmf_variant", &word, e));
    *out = ovmf_variant_parse(word);
    return *out != OVMF_UNKNOWN ||
           err_set(e, ERR_MALFORMED, "'ovmf_variant' names a firmware that is not known");
}

static bool read_members(const struct json_value *object, struct os_metadata *out, struct err *e)
{
    const struct json_value *is_dev = json_member(object, "is_dev");
    TRY(member_text(object, "cmdline", &out->command_line, e));
    TRY(read_name(object, "bios", &out->firmware, e));
    TRY(read_name(object, "kernel", &out->kernel, e));
    TRY(read_name(object, "initrd", &out->initrd, e));
    TRY(read_version(object, &out->version, e));
    TRY(read_variant(object, &out->ovmf, e));
    return is_dev == NULL || json_bool(is_dev, &out->is_dev) ||
           err_set(e, ERR_MALFORMED, "'is_dev' is not true or false");
}

bool os_metadata_parse(struct bytes json, struct os_metadata *out, struct err *e)
{
    *out = (struct os_metadata){.document = json_parse(json, e)};
    return (out->document != NULL && read_members(json_root(out->document), out, e)) ||
           err_wrap(e, OS_METADATA_FILE);
}

void os_metadata_done(struct os_metadata *metadata)
{
    json_free(metadata->document);
    *metadata = (struct os_metadata){0};
}

static bool expect_digest(struct bytes file, const struct sha256 *hash, struct err *e)
{
    struct sha256 stated;
    if (!hex_decode(text_trim(text_of_bytes(file)), stated.at, SHA256_SIZE)) {
        return err_set(e, ERR_MALFORMED, "digest.txt is not 64 hex digits");
    }
    return equal_bytes(BYTES_OF(stated.at), BYTES_OF(hash->at)) ||
           err_set(e, ERR_MALFORMED, "digest.txt is not the hash of %s", DIGEST_LIST_FILE);
}

/* Each file is the one that the list has. */
static bool check_list(const struct os_files *files, const struct os_metadata *metadata,
                       struct os_image *out, struct err *e)
{
    struct digest_list list;
    struct sha256 metadata_hash = sha256_of(files->metadata);
    struct sha256 firmware_hash = sha256_of(files->firmware);
    struct sha256 kernel_hash = sha256_of(buf_view(&files->kernel));
    if (files->list.at == NULL) {
        return files->digest.at == NULL ||
               err_set(e, ERR_MALFORMED, "digest.txt is there, and %s is not", DIGEST_LIST_FILE);
    }
    TRY(digest_list_parse(files->list, &list, e));
    TRY(files->digest.at == NULL || expect_digest(files->digest, &list.hash, e));
    TRY(digest_list_expect(&list, text_of(OS_METADATA_FILE), &metadata_hash, e));
    TRY(digest_list_expect(&list, metadata->firmware, &firmware_hash, e));
    TRY(digest_list_expect(&list, metadata->kernel, &kernel_hash, e));
    TRY(digest_list_expect(&list, metadata->initrd, &files->initrd.sha256, e));
    out->has_hash = true;
    out->hash = list.hash;
    return true;
}

static bool measure_firmware(struct bytes firmware, struct os_measurement *out, struct err *e)
{
    AUTO(mem_freep) struct tdvf *tdvf = mem_new(sizeof *tdvf);
    TRY(tdvf_parse(firmware, tdvf, e));
    TRY(td_hob_of_tdvf(tdvf, &out->td_hob, e));
    out->mrtd_single_pass = tdvf_mrtd(tdvf, PAGES_SINGLE_PASS);
    out->mrtd_two_pass = tdvf_mrtd(tdvf, PAGES_TWO_PASS);
    return true;
}

static bool measure(const struct os_files *files, const struct os_metadata *metadata,
                    struct os_measurement *out, struct err *e)
{
    if (!measure_firmware(files->firmware, out, e)) {
        return err_wrap(e, "%.*s", TEXT_ARG(metadata->firmware));
    }
    if (!kernel_authenticode(buf_view(&files->kernel), files->initrd.size, KERNEL_MEMORY_HIGH,
                             &out->kernel, e)) {
        return err_wrap(e, "%.*s", TEXT_ARG(metadata->kernel));
    }
    if (!command_line_digest(metadata->command_line, &out->command_line, e)) {
        return err_wrap(e, OS_METADATA_FILE);
    }
    out->ovmf = metadata->ovmf;
    out->initrd = files->initrd.sha384;
    return true;
}

bool os_image_of_files(struct os_files *files, struct os_image *out, struct err *e)
{
    AUTO(os_metadata_done) struct os_metadata metadata = {0};
    AUTO(os_image_done) struct os_image image = {.origin = OS_FILES, .has_measurement = true};
    TRY(os_metadata_parse(files->metadata, &metadata, e));
    TRY(check_list(files, &metadata, &image, e));
    TRY(measure(files, &metadata, &image.measurement, e));
    image.kernel = files->kernel;
    files->kernel = (struct buf){0};
    image.initrd_size = files->initrd.size;
    image.is_dev = metadata.is_dev;
    struct bytes version = text_bytes(metadata.version);
    (void)!bytes_copy(&version, image.version, version.left);
    *out = image;
    image = (struct os_image){0};
    return true;
}
