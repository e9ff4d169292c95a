/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/vm_config.h"

#include "attest/member.h"
#include "attest/os/digest_list.h"
#include "base/base64.h"
#include "base/num.h"

enum { COUNT_MAX = 1 << 20, QEMU_TWO_PASS = 8, QEMU_PARTS = 3, QEMU_PART_MAX = 9999 };
#define MEMORY_MAX ((uint64_t)1 << 52)

/* There, and not null. */
static bool is_given(const struct json_value *object, const char *name)
{
    const struct json_value *value = json_member(object, name);
    return value != NULL && !json_is_null(value);
}

/* As it was where it is not given. */
static bool read_uint(const struct json_value *object, const char *name, uint64_t max,
                      uint64_t *out, struct err *e)
{
    return !is_given(object, name) || member_uint(object, name, max, out, e);
}

static bool read_text(const struct json_value *object, const char *name, struct text *out,
                      struct err *e)
{
    return !is_given(object, name) || member_text(object, name, out, e);
}

/* An empty one is none. */
static bool read_hash(const struct json_value *object, struct vm_config *out, struct err *e)
{
    struct text hex = {NULL, 0};
    TRY(read_text(object, "os_image_hash", &hex, e));
    out->has_os_image_hash = hex.len > 0;
    return hex.len == 0 ||
           member_hex(object, "os_image_hash", out->os_image_hash.at, SHA256_SIZE, e);
}

/* Of a version as "8.2.2". */
static enum page_order order_of_version(struct text version)
{
    uint64_t major = 0;
    size_t parts = 0;
    for (struct text rest = version; rest.at != NULL && parts <= QEMU_PARTS; parts++) {
        struct text part;
        uint64_t number = 0;
        (void)text_split(rest, '.', &part, &rest);
        if (!num_parse(part, QEMU_PART_MAX, &number)) {
            return PAGES_UNKNOWN;
        }
        major = parts == 0 ? number : major;
    }
    if (parts != QEMU_PARTS || major < QEMU_TWO_PASS) {
        return PAGES_UNKNOWN;
    }
    return major == QEMU_TWO_PASS ? PAGES_TWO_PASS : PAGES_SINGLE_PASS;
}

/* The flag means the contrary of its name: it is handed on as "two passes". */
static bool read_page_order(const struct json_value *object, struct vm_config *out, struct err *e)
{
    static const char name[] = "qemu_single_pass_add_pages";
    bool flag = false;
    out->page_order = order_of_version(out->qemu_version);
    if (!is_given(object, name)) {
        return true;
    }
    if (!json_bool(json_member(object, name), &flag)) {
        return err_set(e, ERR_MALFORMED, "'%s' is not true or false", name);
    }
    out->page_order = flag ? PAGES_TWO_PASS : PAGES_SINGLE_PASS;
    return true;
}

static bool read_base64(const struct json_value *object, const char *name, size_t cap,
                        struct buf *out, struct err *e)
{
    struct text text;
    TRY(member_text(object, name, &text, e));
    *out = buf_start(cap);
    return (base64_decode(text, out) && out->len > 0) ||
           err_set(e, ERR_MALFORMED, "'%s' is not base64 of at most %zu bytes", name, cap);
}

static bool read_measurement(const struct json_value *object, struct vm_config *out, struct err *e)
{
    const struct json_value *carrier = json_member(object, "tdx_measurement");
    if (json_member(carrier, "checksum_file") == NULL) {
        out->has_other_measurement = carrier != NULL && !json_is_null(carrier);
        return true;
    }
    if (!read_base64(carrier, "checksum_file", DIGEST_LIST_SIZE, &out->checksum_file, e) ||
        !read_base64(carrier, "measurement", OS_MEASUREMENT_SIZE, &out->measurement, e)) {
        return err_wrap(e, "tdx_measurement");
    }
    out->has_measurement = true;
    return true;
}

static bool read_members(const struct json_value *object, struct vm_config *out, struct err *e)
{
    struct text ovmf = {NULL, 0};
    TRY(read_hash(object, out, e));
    out->has_memory_size = is_given(object, "memory_size");
    out->has_cpu_count = is_given(object, "cpu_count");
    out->has_num_gpus = is_given(object, "num_gpus");
    TRY(read_uint(object, "memory_size", MEMORY_MAX, &out->memory_size, e));
    TRY(read_uint(object, "cpu_count", COUNT_MAX, &out->cpu_count, e));
    TRY(read_uint(object, "num_gpus", COUNT_MAX, &out->num_gpus, e));
    TRY(read_text(object, "image", &out->image, e));
    TRY(read_text(object, "qemu_version", &out->qemu_version, e));
    TRY(read_text(object, "tdx_attestation_variant", &out->variant, e));
    TRY(read_text(object, "ovmf_variant", &ovmf, e));
    out->ovmf = ovmf_variant_parse(ovmf);
    TRY(read_page_order(object, out, e));
    return read_measurement(object, out, e);
}

bool vm_config_parse(struct text json, struct vm_config *out, struct err *e)
{
    *out = (struct vm_config){.document = json_parse(text_bytes(json), e)};
    if (out->document == NULL) {
        return err_wrap(e, "vm_config");
    }
    const struct json_value *root = json_root(out->document);
    if (!json_is_object(root)) {
        return err_set(e, ERR_MALFORMED, "vm_config is not an object");
    }
    return read_members(root, out, e) || err_wrap(e, "vm_config");
}

void vm_config_done(struct vm_config *config)
{
    json_free(config->document);
    buf_done(&config->checksum_file);
    buf_done(&config->measurement);
    *config = (struct vm_config){0};
}
