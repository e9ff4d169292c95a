/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: os_measurement_parse, digest_list_parse, vm_config_parse, os_metadata_parse,
 * os_image_of_file, os_image_of_document, os_expect, command_line_digest. */
#include "target.h"

#include <stdlib.h>

#include "attest/os/digest_list.h"
#include "attest/os/reference.h"
#include "attest/os/rtmr.h"
#include "attest/os/vm_config.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void require_said(const struct err *e)
{
    require(e->kind != ERR_NONE && e->text[0] != 0);
}

/* A list is its lines, but for the case of digits and the end of the last line. */
static void check_list(struct bytes in)
{
    AUTO(buf_done) struct buf out = buf_start(in.left + 1);
    struct digest_list list;
    struct err e = {0};
    if (!digest_list_parse(in, &list, &e)) {
        require_said(&e);
        return;
    }
    for (size_t i = 0; i < list.n; i++) {
        require(digest_list_find(&list, list.lines[i].name) == &list.lines[i]);
        require(digest_list_expect(&list, list.lines[i].name, &list.lines[i].hash, &e));
        buf_hex(&out, BYTES_OF(list.lines[i].hash.at));
        buf_text(&out, "  ");
        buf_slice(&out, list.lines[i].name);
        buf_char(&out, '\n');
    }
    require(buf_is_whole(&out));
    struct text written = buf_view_text(&out);
    written.len = in.left < written.len ? in.left : written.len;
    require(text_equal_ignoring_case(written, text_of_bytes(in)));
}

static void check_expected(const struct os_image *image)
{
    const struct os_machine machines[] = {
        {.page_order = PAGES_UNKNOWN},
        {.has_memory_size = true, .memory_size = 1 << 30, .page_order = PAGES_TWO_PASS},
        {.has_memory_size = true, .memory_size = UINT64_C(1) << 33},
    };
    for (size_t i = 0; i < COUNT(machines); i++) {
        struct os_reference reference;
        os_expect(image, &machines[i], &reference);
        for (size_t r = 0; r < OS_REGISTERS; r++) {
            require(reference.of[r].n <= 2);
            require((reference.of[r].n == 0) == (reference.of[r].why[0] != 0));
        }
    }
}

/* A document is the one that a list names, whose hash it has. */
static void check_document(struct bytes in)
{
    AUTO(buf_done) struct buf list = buf_start(KIB);
    struct sha256 hash = sha256_of(in);
    struct os_image image;
    struct err e = {0};
    buf_hex(&list, BYTES_OF(hash.at));
    buf_printf(&list, "  %s\n", OS_MEASUREMENT_FILE);
    require(os_image_of_document(in, buf_view(&list), &image, &e) && image.has_hash);
    list.at[0] = list.at[0] == '0' ? '1' : '0';
    require(!os_image_of_document(in, buf_view(&list), &image, &e));
}

static void check_image(struct bytes in)
{
    struct os_image image = {0};
    struct os_measurement measurement;
    struct err e = {0};
    if (!os_image_of_file(in, &image, &e)) {
        require_said(&e);
        return;
    }
    require(image.origin != OS_FILES && image.kernel.at == NULL);
    require(image.has_measurement == (image.origin == OS_DOCUMENT));
    require(image.has_measurement == os_measurement_parse(in, &measurement, &e));
    check_expected(&image);
    if (image.has_measurement) {
        check_document(in);
    }
}

static void check_config(struct bytes in)
{
    AUTO(vm_config_done) struct vm_config config = {0};
    struct err e = {0};
    if (!vm_config_parse(text_of_bytes(in), &config, &e)) {
        require_said(&e);
        return;
    }
    require(!config.has_measurement ||
            (config.checksum_file.len > 0 && config.measurement.len > 0));
    if (config.has_measurement) {
        check_list(buf_view(&config.checksum_file));
        check_image(buf_view(&config.measurement));
    }
}

static void check_metadata(struct bytes in)
{
    AUTO(os_metadata_done) struct os_metadata metadata = {0};
    struct sha384 digest;
    struct err e = {0};
    if (!os_metadata_parse(in, &metadata, &e)) {
        require_said(&e);
        return;
    }
    require(digest_list_is_name(metadata.kernel) && digest_list_is_name(metadata.initrd));
    require(digest_list_is_name(metadata.firmware) && metadata.version.len < OS_VERSION);
    if (!command_line_digest(metadata.command_line, &digest, &e)) {
        require_said(&e);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = bytes_of(data, size);
    check_list(in);
    check_image(in);
    check_config(in);
    check_metadata(in);
    return 0;
}
