/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/image.h"

#include "attest/member.h"
#include "attest/os/digest_list.h"
#include "base/hex.h"

enum { CBOR_MAP = 5, CBOR_TYPE_SHIFT = 5 };

const char *os_origin_word(enum os_origin origin)
{
    static const char *const words[] = {
        [OS_FILES] = "image files",
        [OS_DOCUMENT] = "measurement document",
        [OS_LIST] = "image hash",
        [OS_VALUES] = "measured values",
    };
    return words[origin];
}

const char *os_register_word(enum os_register which)
{
    static const char *const words[] = {"mrtd", "rtmr0", "rtmr1", "rtmr2"};
    return words[which];
}

void os_image_done(struct os_image *image)
{
    buf_done(&image->kernel);
    *image = (struct os_image){0};
}

bool os_image_of_document(struct bytes document, struct bytes list, struct os_image *out,
                          struct err *e)
{
    struct digest_list lines;
    struct os_image image = {.origin = OS_DOCUMENT, .has_measurement = true};
    TRY(os_measurement_parse(document, &image.measurement, e));
    if (list.at != NULL) {
        struct sha256 hash = sha256_of(document);
        TRY(digest_list_parse(list, &lines, e));
        TRY(digest_list_expect(&lines, text_of(OS_MEASUREMENT_FILE), &hash, e));
        image.has_hash = true;
        image.hash = lines.hash;
    }
    *out = image;
    return true;
}

/* Only the hash of the image: its list of files, or the hash itself. */
static bool of_list(struct bytes file, struct os_image *out, struct err *e)
{
    struct digest_list lines;
    struct os_image image = {.origin = OS_LIST, .has_hash = true};
    if (!hex_decode(text_trim(text_of_bytes(file)), image.hash.at, SHA256_SIZE)) {
        TRY(digest_list_parse(file, &lines, e));
        image.hash = lines.hash;
    }
    *out = image;
    return true;
}

static bool read_register(const struct json_value *object, enum os_register which,
                          struct os_image *out, struct err *e)
{
    const char *name = os_register_word(which);
    out->has_value[which] = json_member(object, name) != NULL;
    return !out->has_value[which] || member_hex(object, name, out->value[which].at, SHA384_SIZE, e);
}

static bool read_values(const struct json_value *object, struct os_image *out, struct err *e)
{
    bool has_any = false;
    for (unsigned i = 0; i < OS_REGISTERS; i++) {
        TRY(read_register(object, (enum os_register)i, out, e));
        has_any = has_any || out->has_value[i];
    }
    out->has_hash = json_member(object, "os_image_hash") != NULL;
    TRY(!out->has_hash || member_hex(object, "os_image_hash", out->hash.at, SHA256_SIZE, e));
    return has_any || out->has_hash ||
           err_set(e, ERR_MALFORMED, "neither registers nor an image hash in the JSON");
}

static bool of_values(struct bytes file, struct os_image *out, struct err *e)
{
    struct os_image image = {.origin = OS_VALUES};
    AUTO(json_freep) struct json *json = json_parse(file, e);
    TRY(json != NULL);
    TRY(read_values(json_root(json), &image, e));
    *out = image;
    return true;
}

bool os_image_of_file(struct bytes file, struct os_image *out, struct err *e)
{
    struct text text = text_trim(text_of_bytes(file));
    if (file.left > 0 && file.at[0] >> CBOR_TYPE_SHIFT == CBOR_MAP) {
        return os_image_of_document(file, bytes_of(NULL, 0), out, e);
    }
    return text_starts(text, "{") ? of_values(file, out, e) : of_list(file, out, e);
}
