/* SPDX-License-Identifier: Apache-2.0 */
#include "vectors.h"

#include <criterion/criterion.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/path.h"

static struct buf read_path(const char *path)
{
    struct buf content = buf_start(16 * MIB);
    struct err e = {0};
    cr_assert(fs_read(path, &content, &e), "%s: %s", path, e.text);
    return content;
}

struct buf vector(const char *name)
{
    AUTO(mem_freep) char *path = path_join(PHALA_SOURCE_DIR "/tests/vectors/os", name);
    return read_path(path);
}

static struct json *document;

static void free_document(void)
{
    json_free(document);
}

const struct json_value *expected(void)
{
    if (document == NULL) {
        AUTO(buf_done) struct buf text = vector("expected.json");
        struct err e;
        document = json_parse(buf_view(&text), &e);
        cr_assert_not_null(document, "%s", e.text);
        cr_assert_eq(atexit(free_document), 0);
    }
    return json_root(document);
}

struct sha384 member_384(const struct json_value *object, const char *name)
{
    struct sha384 hash = {{0}};
    struct text hex;
    cr_assert(json_text(json_member(object, name), &hex), "%s", name);
    cr_assert(hex_decode(hex, hash.at, sizeof hash.at), "%s", name);
    return hash;
}

uint64_t member_number(const struct json_value *object, const char *name)
{
    uint64_t number = 0;
    cr_assert(json_uint(json_member(object, name), UINT64_MAX, &number), "%s", name);
    return number;
}

void assert_equal_384(struct sha384 found, struct sha384 wanted, const char *what)
{
    char text[2 * SHA384_SIZE + 1] = {0};
    hex_encode(BYTES_OF(found.at), text);
    cr_assert(bytes_equal(BYTES_OF(found.at), BYTES_OF(wanted.at)), "%s is %s", what, text);
}

struct sha384 hash_of(const char *hex)
{
    struct sha384 hash = {{0}};
    cr_assert(hex_decode(text_of(hex), hash.at, sizeof hash.at), "%s", hex);
    return hash;
}

struct buf bytes_of_hex(const char *hex)
{
    size_t n = strlen(hex) / 2;
    struct buf out = buf_start(n + 1);
    uint8_t *at = buf_extend(&out, n);
    cr_assert(n == 0 || hex_decode(text_of(hex), at, n), "%s", hex);
    return out;
}

const struct json_value *machine_of(uint64_t memory_size)
{
    const struct json_value *m = json_first(json_member(expected(), "machines"));
    while (m != NULL && member_number(m, "memory_size") != memory_size) {
        m = json_next(m);
    }
    cr_assert_not_null(m);
    return m;
}

/* Of tables: the events of this type that follow the separator. */
static void set_tables(struct log *log)
{
    static const uint32_t separator = 4, acpi = 10, smbios = 0x80000009;
    const struct json_value *digest = json_first(json_member(expected(), "acpi"));
    bool is_behind_separator = false;
    for (size_t i = 0; i < log->log.n; i++) {
        struct event *event = &log->events[i];
        if (event->type == acpi && is_behind_separator) {
            struct text hex;
            cr_assert(json_text(digest, &hex) && hex_decode(hex, event->digest.at, SHA384_SIZE));
            digest = json_next(digest);
        } else if (event->type == smbios) {
            event->digest = member_384(expected(), "smbios");
        }
        is_behind_separator = is_behind_separator || (event->rtmr == 0 && event->type == separator);
    }
}

void log_of(const struct json_value *machine, const char *ovmf, struct log *out)
{
    const struct json_value *type = json_first(json_member(json_member(machine, ovmf), "types"));
    *out = (struct log){.log.events = out->events};
    for (; type != NULL; type = json_next(type)) {
        uint64_t number = 0;
        cr_assert(json_uint(type, UINT32_MAX, &number));
        out->events[out->log.n++] = (struct event){.type = (uint32_t)number, .has_digest = true};
        if (out->log.n == 1) {
            out->events[out->log.n++] = (struct event){.rtmr = 1, .type = 4, .has_digest = true};
        }
    }
    set_tables(out);
}

struct image_files image_files(void)
{
    struct image_files all = {
        .list = vector("image/sha256sum.txt"),
        .digest = vector("image/digest.txt"),
        .metadata = vector("image/metadata.json"),
        .firmware = vector("image/ovmf.fd"),
        .initrd = vector("image/initramfs.cpio.gz"),
    };
    all.files = (struct os_files){
        .list = buf_view(&all.list),
        .digest = buf_view(&all.digest),
        .metadata = buf_view(&all.metadata),
        .firmware = buf_view(&all.firmware),
        .kernel = vector("image/bzImage"),
        .initrd = {.size = all.initrd.len,
                   .sha256 = sha256_of(buf_view(&all.initrd)),
                   .sha384 = sha384_of(buf_view(&all.initrd))},
    };
    return all;
}

void image_files_done(struct image_files *all)
{
    buf_done(&all->list);
    buf_done(&all->digest);
    buf_done(&all->metadata);
    buf_done(&all->firmware);
    buf_done(&all->initrd);
    buf_done(&all->files.kernel);
}

struct buf shared(const char *name)
{
    const char *folder = getenv("PHALA_SHARED");
    AUTO(mem_freep) char *path = path_join(folder != NULL ? folder : PHALA_SHARED_DIR, name);
    if (!fs_exists(path)) {
        cr_skip_test("the real vectors are not here");
    }
    return read_path(path);
}
