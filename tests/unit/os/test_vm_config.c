/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/vm_config.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/os/digest_list.h"
#include "base/base64.h"
#include "vectors.h"

#define HASH "e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db"

Test(vm_config, members_are_read)
{
    static const char json[] =
        "{\"spec_version\": 1, \"os_image_hash\": \"" HASH
        "\", \"cpu_count\": 16, \"memory_size\": 68719476736, \"qemu_single_pass_add_pages\": "
        "false, \"pic\": false, \"pci_hole64_size\": 17592186044416, \"num_gpus\": 1, "
        "\"image\":\"dstack-0.6.0\",\"hugepages\": false, \"qemu_version\": \"9.2.1\","
        "\"ovmf_variant\":\"stable202505\",\"tdx_attestation_variant\":\"lite\"}";
    AUTO(vm_config_done) struct vm_config config = {0};
    struct err e;
    cr_assert(vm_config_parse(text_of(json), &config, &e), "%s", e.text);
    cr_assert(config.has_os_image_hash && config.os_image_hash.at[0] == 0xe6);
    cr_assert(config.has_memory_size && config.memory_size == UINT64_C(68719476736));
    cr_assert(config.has_cpu_count && config.cpu_count == 16);
    cr_assert(config.has_num_gpus && config.num_gpus == 1);
    cr_assert(text_is(config.image, "dstack-0.6.0"));
    cr_assert(text_is(config.qemu_version, "9.2.1"));
    cr_assert(text_is(config.variant, "lite"));
    cr_assert_eq(config.page_order, PAGES_SINGLE_PASS);
    cr_assert_eq(config.ovmf, OVMF_STABLE_202505);
    cr_assert_not(config.has_measurement);
}

Test(vm_config, nothing_has_to_be_there)
{
    static const char *const empty[] = {
        "{}",
        "{\"os_image_hash\":\"\",\"memory_size\":null,\"image\":null,\"tdx_measurement\":null,"
        "\"qemu_single_pass_add_pages\":null,\"cpu_count\":null,\"unknown\":[1]}",
        "{\"ovmf_variant\":\"of another day\"}",
        "{\"tdx_measurement\":{\"version\":2,\"measurement\":\"a2\"}}",
        "{\"tdx_measurement\":\"text\"}",
    };
    for (size_t i = 0; i < COUNT(empty); i++) {
        AUTO(vm_config_done) struct vm_config config = {0};
        struct err e;
        cr_assert(vm_config_parse(text_of(empty[i]), &config, &e), "%s", e.text);
        cr_assert_not(config.has_os_image_hash || config.has_memory_size || config.has_cpu_count ||
                      config.has_num_gpus || config.has_measurement);
        cr_assert_eq(config.page_order, PAGES_UNKNOWN);
        cr_assert_eq(config.ovmf, OVMF_UNKNOWN);
        cr_assert_eq(config.image.len, 0);
    }
}

Test(vm_config, the_order_of_pages_follows_from_the_flag_or_the_version)
{
    static const struct {
        const char *json;
        enum page_order order;
    } cases[] = {
        {"{\"qemu_version\":\"8.2.2\"}", PAGES_TWO_PASS},
        {"{\"qemu_version\":\"8.0.0\"}", PAGES_TWO_PASS},
        {"{\"qemu_version\":\"9.0.0\"}", PAGES_SINGLE_PASS},
        {"{\"qemu_version\":\"10.1.0\"}", PAGES_SINGLE_PASS},
        {"{\"qemu_version\":\"7.2.0\"}", PAGES_UNKNOWN},
        {"{\"qemu_version\":\"8.2\"}", PAGES_UNKNOWN},
        {"{\"qemu_version\":\"8.2.2.1\"}", PAGES_UNKNOWN},
        {"{\"qemu_version\":\"8.2.x\"}", PAGES_UNKNOWN},
        {"{\"qemu_version\":\"8..2\"}", PAGES_UNKNOWN},
        {"{\"qemu_version\":\"\"}", PAGES_UNKNOWN},
        {"{\"qemu_version\":\"8.2.2\",\"qemu_single_pass_add_pages\":false}", PAGES_SINGLE_PASS},
        {"{\"qemu_version\":\"9.2.1\",\"qemu_single_pass_add_pages\":true}", PAGES_TWO_PASS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(vm_config_done) struct vm_config config = {0};
        struct err e;
        cr_assert(vm_config_parse(text_of(cases[i].json), &config, &e), "%s", e.text);
        cr_assert_eq(config.page_order, cases[i].order, "%s", cases[i].json);
    }
}

Test(vm_config, wrong_forms_are_refused)
{
    static const struct {
        const char *json, *says;
    } cases[] = {
        {"", "vm_config: "},
        {"[]", "vm_config is not an object"},
        {"{\"os_image_hash\":\"00\"}", "'os_image_hash' is not 64 hex digits"},
        {"{\"os_image_hash\":1}", "'os_image_hash' is not a string"},
        {"{\"memory_size\":\"1\"}", "'memory_size' is not an integer"},
        {"{\"memory_size\":4503599627370497}", "'memory_size' is not an integer"},
        {"{\"cpu_count\":1048577}", "'cpu_count' is not an integer"},
        {"{\"num_gpus\":-1}", "'num_gpus' is not an integer"},
        {"{\"image\":1}", "'image' is not a string"},
        {"{\"qemu_version\":8}", "'qemu_version' is not a string"},
        {"{\"tdx_attestation_variant\":[]}", "'tdx_attestation_variant' is not a string"},
        {"{\"ovmf_variant\":{}}", "'ovmf_variant' is not a string"},
        {"{\"qemu_single_pass_add_pages\":1}", "is not true or false"},
        {"{\"tdx_measurement\":{\"checksum_file\":\"YQ==\"}}",
         "vm_config: tdx_measurement: 'measurement' is missing"},
        {"{\"tdx_measurement\":{\"checksum_file\":\"YQ\",\"measurement\":\"YQ==\"}}",
         "'checksum_file' is not base64"},
        {"{\"tdx_measurement\":{\"checksum_file\":\"\",\"measurement\":\"YQ==\"}}",
         "'checksum_file' is not base64"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(vm_config_done) struct vm_config config = {0};
        struct err e = {0};
        cr_assert_not(vm_config_parse(text_of(cases[i].json), &config, &e), "%s", cases[i].json);
        cr_assert_eq(e.kind, ERR_MALFORMED, "%s", cases[i].json);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s: %s", cases[i].json, e.text);
    }
}

Test(vm_config, a_measurement_is_carried_in_base64)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    AUTO(vm_config_done) struct vm_config config = {0};
    struct err e;
    buf_text(&json, "{\"tdx_measurement\":{\"measurement\":\"o2E=\",\"checksum_file\":\"");
    base64_encode(bytes_of("a list", 6), &json);
    buf_text(&json, "\"}}");
    cr_assert(vm_config_parse(buf_view_text(&json), &config, &e), "%s", e.text);
    cr_assert(config.has_measurement);
    cr_assert(text_is(buf_view_text(&config.checksum_file), "a list"));
    cr_assert(bytes_equal(buf_view(&config.measurement), bytes_of("\xa3"
                                                                  "a",
                                                                  2)));
}

Test(vm_config, a_measurement_has_a_limit)
{
    AUTO(buf_done) struct buf large = buf_start(MIB);
    AUTO(buf_done) struct buf json = buf_start(MIB);
    AUTO(vm_config_done) struct vm_config config = {0};
    struct err e;
    buf_repeat(&large, 'x', DIGEST_LIST_SIZE + 1);
    buf_text(&json, "{\"tdx_measurement\":{\"measurement\":\"o2E=\",\"checksum_file\":\"");
    base64_encode(buf_view(&large), &json);
    buf_text(&json, "\"}}");
    cr_assert_not(vm_config_parse(buf_view_text(&json), &config, &e));
    cr_assert_not_null(strstr(e.text, "of at most 65536 bytes"), "%s", e.text);
}

Test(vm_config, a_measurement_of_another_form_is_said_to_be_there)
{
    static const struct {
        const char *json;
        bool is_other;
    } cases[] = {
        {"{}", false},
        {"{\"tdx_measurement\":null}", false},
        {"{\"tdx_measurement\":{\"version\":2}}", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(vm_config_done) struct vm_config config;
        struct err e;
        cr_assert(vm_config_parse(text_of(cases[i].json), &config, &e), "%s", e.text);
        cr_expect_eq(config.has_other_measurement, cases[i].is_other, "%s", cases[i].json);
        cr_expect_not(config.has_measurement);
    }
}
