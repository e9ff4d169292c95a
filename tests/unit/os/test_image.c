/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/image.h"

#include <criterion/criterion.h>
#include <string.h>

#include "vectors.h"

#define HASH64 "e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db"
#define HASH96 HASH64 "e6f5cfec20c02e7b97baa213d0f71802"

static struct bytes bytes_text(const char *text)
{
    return text_bytes(text_of(text));
}

Test(image, a_document_is_bound_by_its_list)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(buf_done) struct buf list = vector("image/sha256sum.txt");
    struct sha256 hash = sha256_of(buf_view(&list));
    struct os_image image = {0};
    struct err e;
    cr_assert(os_image_of_document(buf_view(&document), buf_view(&list), &image, &e), "%s", e.text);
    cr_assert_eq(image.origin, OS_DOCUMENT);
    cr_assert(image.has_hash && bytes_equal(BYTES_OF(image.hash.at), BYTES_OF(hash.at)));
    cr_assert(image.has_measurement);

    document.at[document.len - 60] ^= 1;
    cr_assert_not(os_image_of_document(buf_view(&document), buf_view(&list), &image, &e));
    cr_assert_str_eq(e.text, "'measurement.tdx.cbor' is not the file that sha256sum.txt lists");
    document.at[document.len - 60] ^= 1;
    cr_assert_not(
        os_image_of_document(buf_view(&document), bytes_text(HASH64 "  bzImage\n"), &image, &e));
    cr_assert_str_eq(e.text, "'measurement.tdx.cbor' is not in sha256sum.txt");
    cr_assert_not(os_image_of_document(buf_view(&document), bytes_text("x"), &image, &e));
    AUTO(buf_done) struct buf longer = buf_start(64 * KIB);
    buf_add(&longer, buf_view(&list));
    buf_text(&longer, "x\n");
    cr_assert_not(os_image_of_document(buf_view(&document), buf_view(&longer), &image, &e));
    cr_assert_not(os_image_of_document(bytes_text("x"), buf_view(&list), &image, &e));
}

Test(image, a_file_is_known_by_its_content)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(buf_done) struct buf list = vector("image/sha256sum.txt");
    AUTO(buf_done) struct buf digest = vector("image/digest.txt");
    struct os_image image = {0};
    struct err e;
    cr_assert(os_image_of_file(buf_view(&document), &image, &e), "%s", e.text);
    cr_assert(image.origin == OS_DOCUMENT && image.has_measurement && !image.has_hash);
    cr_assert(os_image_of_file(buf_view(&list), &image, &e), "%s", e.text);
    cr_assert(image.origin == OS_LIST && !image.has_measurement && image.has_hash);
    struct sha256 hash = image.hash;
    cr_assert(os_image_of_file(buf_view(&digest), &image, &e), "%s", e.text);
    cr_assert(image.origin == OS_LIST && image.has_hash);
    cr_assert(bytes_equal(BYTES_OF(image.hash.at), BYTES_OF(hash.at)));
}

Test(image, values_may_be_some_of_them)
{
    struct os_image image = {0};
    struct err e;
    cr_assert(os_image_of_file(
                  bytes_text("\n {\"mrtd\":\"" HASH96 "\",\"rtmr2\":\"" HASH96 "\",\"other\":1}"),
                  &image, &e),
              "%s", e.text);
    cr_assert_eq(image.origin, OS_VALUES);
    cr_assert(image.has_value[OS_MRTD] && !image.has_value[OS_RTMR0]);
    cr_assert(!image.has_value[OS_RTMR1] && image.has_value[OS_RTMR2]);
    cr_assert(!image.has_hash && !image.has_measurement);
    assert_equal_384(image.value[OS_MRTD], hash_of(HASH96), "MRTD");
    cr_assert(os_image_of_file(bytes_text("{\"rtmr0\":\"" HASH96 "\",\"rtmr1\":\"" HASH96
                                          "\",\"os_image_hash\":\"" HASH64 "\"}"),
                               &image, &e),
              "%s", e.text);
    cr_assert(image.has_value[OS_RTMR0] && image.has_value[OS_RTMR1] && image.has_hash);
    cr_assert_eq(image.hash.at[31], 0xdb);
}

Test(image, other_files_are_refused)
{
    static const struct {
        const char *text, *says;
    } cases[] = {
        {"", "sha256sum.txt is empty"},
        {"{", "line 1"},
        {"{}", "neither registers nor an image hash"},
        {"{\"mrtd\":\"00\"}", "'mrtd' is not 96 hex digits"},
        {"{\"rtmr2\":\"" HASH64 "\"}", "'rtmr2' is not 96 hex digits"},
        {"{\"os_image_hash\":\"" HASH96 "\"}", "'os_image_hash' is not 64 hex digits"},
        {HASH64 "0", "line 1 is not"},
        {"hello", "line 1 is not"},
        {"\xa1", "the measurement document: "},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct os_image image;
        struct err e = {0};
        cr_assert_not(os_image_of_file(bytes_text(cases[i].text), &image, &e), "%s", cases[i].text);
        cr_assert_eq(e.kind, ERR_MALFORMED);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].text, e.text);
    }
}

Test(image, origins_and_registers_have_words)
{
    cr_assert_str_eq(os_origin_word(OS_FILES), "image files");
    cr_assert_str_eq(os_origin_word(OS_DOCUMENT), "measurement document");
    cr_assert_str_eq(os_origin_word(OS_LIST), "image hash");
    cr_assert_str_eq(os_origin_word(OS_VALUES), "measured values");
    cr_assert_str_eq(os_register_word(OS_MRTD), "mrtd");
    cr_assert_str_eq(os_register_word(OS_RTMR2), "rtmr2");
}
