/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/quote/quote.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "cases.h"

static const struct known {
    const char *name;
    uint16_t version;
    enum tee tee;
    enum quote_body body;
    size_t signed_size;
} known[] = {
    {"valid_sgx_v3", 3, TEE_SGX, BODY_SGX, 432},
    {"valid_sgx_v4", 4, TEE_SGX, BODY_SGX, 432},
    {"valid_tdx_v4", 4, TEE_TDX, BODY_TD_10, 632},
    {"valid_tdx_v5_td10", 5, TEE_TDX, BODY_TD_10, 638},
    {"valid_tdx_v5_td15", 5, TEE_TDX, BODY_TD_15, 702},
};

/* A copy in a block of exactly its size, so that a read past its end is seen. */
static bool parse_copy(struct bytes in, struct err *e)
{
    uint8_t *copy = mem_new(in.left > 0 ? in.left : 1);
    struct quote quote;
    if (in.left > 0) {
        memcpy(copy, in.at, in.left);
    }
    bool ok = quote_parse(bytes_of(copy, in.left), &quote, e);
    cr_assert(!ok || quote.signed_region.left + quote.trailing.left <= in.left);
    mem_free(copy);
    return ok;
}

Test(quote, every_version_and_body)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        AUTO(buf_done) struct buf file = case_read(known[i].name, "quote.bin");
        struct quote q;
        struct err e = {0};
        cr_assert(quote_parse(buf_view(&file), &q, &e), "%s: %s", known[i].name, e.text);
        cr_expect(q.version == known[i].version && q.tee == known[i].tee &&
                      q.body == known[i].body && q.key_type == KEY_TYPE_ECDSA_P256,
                  "%s", known[i].name);
        cr_expect(q.signed_region.left == known[i].signed_size && q.signed_region.at == file.at);
        cr_expect(q.has_signature && q.signature.has_qe);
        cr_expect(q.signature.outer_type == CERTIFICATION_QE_REPORT);
        cr_expect(q.signature.certification_type == CERTIFICATION_PCK_CHAIN);
        cr_expect(q.signature.qe_auth_data.left == 32);
        cr_expect(q.signature.qe_report_raw.left == SGX_REPORT_SIZE);
        cr_expect(q.trailing.left == 0);
        cr_expect(!quote_is_debug(&q));
    }
}

Test(quote, fields_are_where_the_specification_has_them)
{
    AUTO(buf_done) struct buf file = case_read("valid_tdx_v4", "quote.bin");
    struct bytes whole = buf_view(&file);
    struct quote q;
    struct err e = {0};
    cr_assert(quote_parse(whole, &q, &e));
    static const struct {
        const char *name;
        size_t offset, size;
    } fields[] = {{"tee_tcb_svn", 48, 16},   {"mr_seam", 64, 48}, {"seam_attributes", 160, 8},
                  {"td_attributes", 168, 8}, {"mrtd", 184, 48},   {"rtmr0", 376, 48},
                  {"rtmr1", 424, 48},        {"rtmr2", 472, 48},  {"rtmr3", 520, 48},
                  {"report_data", 568, 64}};
    for (size_t i = 0; i < COUNT(fields); i++) {
        struct bytes field;
        cr_assert(quote_field(&q, text_of(fields[i].name), &field), "%s", fields[i].name);
        cr_expect(field.at == whole.at + fields[i].offset && field.left == fields[i].size, "%s",
                  fields[i].name);
    }
    cr_expect(quote_report_data(&q).at == whole.at + 568);
    struct bytes none;
    cr_expect_not(quote_field(&q, text_of("mrenclave"), &none));
    cr_expect_not(quote_field(&q, text_of("mr_service_td"), &none));
    cr_expect_not(quote_field(&q, text_of(""), &none));
    cr_expect(quote_body_fields(&q).n == TD_FIELDS_10);
}

Test(quote, fields_of_an_enclave_report)
{
    AUTO(buf_done) struct buf file = case_read("valid_sgx_v3", "quote.bin");
    struct quote q;
    struct bytes field;
    struct err e = {0};
    cr_assert(quote_parse(buf_view(&file), &q, &e));
    cr_assert(quote_field(&q, text_of("mrenclave"), &field));
    cr_expect(field.at == file.at + 48 + 64 && field.left == 32);
    cr_assert(quote_field(&q, text_of("isv_svn"), &field));
    cr_expect(field.at == file.at + 48 + 258 && field.left == 2);
    cr_expect(quote_report_data(&q).at == file.at + 48 + 320);
    cr_expect_not(quote_field(&q, text_of("mrtd"), &field));
    cr_expect_str_eq(tee_word(q.tee), "sgx");
}

Test(quote, fields_of_td_report_15)
{
    AUTO(buf_done) struct buf file = case_read("td15_mr_service_td_nonzero", "quote.bin");
    struct quote q;
    struct bytes field;
    struct err e = {0};
    cr_assert(quote_parse(buf_view(&file), &q, &e));
    cr_expect(quote_body_fields(&q).n == TD_FIELDS);
    cr_assert(quote_field(&q, text_of("mr_service_td"), &field));
    cr_expect(field.at == file.at + 54 + 600 && field.left == 48 && !bytes_all_zero(field));
}

Test(quote, debug_is_the_bit_of_its_tee)
{
    static const struct {
        const char *name;
        size_t offset;
        uint8_t bit;
    } cases[] = {{"valid_sgx_v3", 96, 2}, {"valid_tdx_v4", 168, 1}, {"valid_tdx_v5_td15", 174, 1}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf file = case_read(cases[i].name, "quote.bin");
        struct quote q;
        struct err e = {0};
        file.at[cases[i].offset] |= cases[i].bit;
        cr_assert(quote_parse(buf_view(&file), &q, &e));
        cr_expect(quote_is_debug(&q), "%s", cases[i].name);
    }
}

Test(quote, truncated_at_every_length)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        AUTO(buf_done) struct buf file = case_read(known[i].name, "quote.bin");
        for (size_t n = 0; n < file.len; n++) {
            struct err e = {0};
            cr_assert_not(parse_copy(bytes_of(file.at, n), &e), "%s, %zu bytes", known[i].name, n);
            cr_assert(e.kind == ERR_MALFORMED && strncmp(e.text, "truncated ", 10) == 0,
                      "%s, %zu bytes: %s", known[i].name, n, e.text);
        }
    }
}

Test(quote, truncation_names_the_field)
{
    static const struct {
        size_t n;
        const char *text;
    } cases[] = {
        {0, "truncated at version (byte 0)"},
        {4, "truncated at tee_type (byte 4)"},
        {47, "truncated at user_data (byte 28)"},
        {48, "truncated at tee_tcb_svn (byte 48)"},
        {500, "truncated at rtmr2 (byte 472)"},
        {631, "truncated at report_data (byte 568)"},
        {635, "truncated at the length of the signature data (byte 632)"},
        {699, "truncated in the signature data (byte 636): 4300 bytes announced, 63 there"},
    };
    AUTO(buf_done) struct buf file = case_read("valid_tdx_v4", "quote.bin");
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        cr_assert_not(parse_copy(bytes_of(file.at, cases[i].n), &e));
        cr_expect_str_eq(e.text, cases[i].text);
    }
}

Test(quote, what_follows_is_trailing)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        AUTO(buf_done) struct buf file = case_read(known[i].name, "quote.bin");
        struct quote q;
        struct err e = {0};
        size_t whole = file.len;
        buf_text(&file, "x");
        cr_assert(quote_parse(buf_view(&file), &q, &e));
        cr_expect(q.trailing.left == 1 && q.trailing.at == file.at + whole);
    }
}

/* One byte or more of a case replaced; what the parser says. */
struct change {
    const char *name;
    size_t offset;
    const char *bytes;
    size_t size;
    const char *text;
};

static void expect_changes(const struct change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        AUTO(buf_done) struct buf file = case_read(changes[i].name, "quote.bin");
        struct err e = {0};
        memcpy(file.at + changes[i].offset, changes[i].bytes, changes[i].size);
        cr_expect_not(parse_copy(buf_view(&file), &e), "%s", changes[i].text);
        cr_expect_str_eq(e.text, changes[i].text);
        cr_expect(e.kind == ERR_MALFORMED);
    }
}

Test(quote, header_values)
{
    static const struct change changes[] = {
        {"valid_tdx_v4", 0, "\x02", 1, "version 2 is not 3, 4 or 5"},
        {"valid_tdx_v4", 0, "\x06", 1, "version 6 is not 3, 4 or 5"},
        {"valid_tdx_v4", 0, "\x00", 1, "version 0 is not 3, 4 or 5"},
        {"valid_tdx_v4", 1, "\x01", 1, "version 260 is not 3, 4 or 5"},
        {"valid_tdx_v4", 4, "\x82", 1, "tee type 0x00000082 is neither SGX nor TDX"},
        {"valid_tdx_v4", 7, "\x01", 1, "tee type 0x01000081 is neither SGX nor TDX"},
        {"valid_tdx_v4", 0, "\x03", 1,
         "tee type 0x00000081 in a version 3 quote, which is for SGX alone"},
        {"valid_sgx_v3", 4, "\x81", 1,
         "tee type 0x00000081 in a version 3 quote, which is for SGX alone"},
        {"valid_tdx_v5_td10", 48, "\x00", 1, "body type 0 is not 1, 2 or 3"},
        {"valid_tdx_v5_td10", 48, "\x04", 1, "body type 4 is not 1, 2 or 3"},
        {"valid_tdx_v5_td10", 49, "\x01", 1, "body type 258 is not 1, 2 or 3"},
        {"valid_tdx_v5_td10", 48, "\x01", 1,
         "body type 1 is for sgx, the header's tee type for tdx"},
        {"valid_tdx_v5_td10", 4, "\x00", 1,
         "body type 2 is for tdx, the header's tee type for sgx"},
        {"valid_tdx_v5_td10", 48, "\x03", 1, "body size 584 is not 648 of body type 3"},
        {"valid_tdx_v5_td15", 48, "\x02", 1, "body size 648 is not 584 of body type 2"},
        {"valid_tdx_v5_td15", 50, "\x00\x00\x00\x00", 4, "body size 0 is not 648 of body type 3"},
        {"valid_tdx_v5_td15", 50, "\x87", 1, "body size 647 is not 648 of body type 3"},
        {"valid_tdx_v5_td15", 50, "\x89", 1, "body size 649 is not 648 of body type 3"},
        {"valid_tdx_v5_td15", 50, "\xff\xff\xff\xff", 4,
         "body size 4294967295 is not 648 of body type 3"},
    };
    expect_changes(changes, COUNT(changes));
}

Test(quote, sgx_in_version_5)
{
    AUTO(buf_done) struct buf file = case_read("valid_sgx_v4", "quote.bin");
    AUTO(buf_done) struct buf v5 = buf_start(64 * KIB);
    struct quote q;
    struct err e = {0};
    file.at[0] = 5;
    buf_add(&v5, bytes_of(file.at, 48));
    buf_add(&v5, bytes_of("\x01\x00\x80\x01\x00\x00", 6));
    buf_add(&v5, bytes_of(file.at + 48, file.len - 48));
    cr_assert(quote_parse(buf_view(&v5), &q, &e), "%s", e.text);
    cr_expect(q.body == BODY_SGX && q.signed_region.left == 438 && q.has_signature);
}

/* The sizes in the signature data, and what each may not be: everything but what it is. */
static const struct size_field {
    const char *name;
    size_t offset;
    size_t size;
} size_fields[] = {
    {"valid_tdx_v4", 632, 4},       /* signature data */
    {"valid_tdx_v4", 636 + 130, 4}, /* outer certification data */
    {"valid_tdx_v4", 636 + 582, 2}, /* QE authentication data */
    {"valid_tdx_v4", 636 + 618, 4}, /* certification data */
    {"valid_sgx_v3", 432, 4},       /* as above, without an outer one */
    {"valid_sgx_v3", 436 + 576, 2}, {"valid_sgx_v3", 436 + 612, 4},
    {"valid_tdx_v5_td15", 702, 4},  {"valid_tdx_v5_td15", 706 + 130, 4},
};

static uint64_t get(const uint8_t *at, size_t size)
{
    uint64_t value = 0;
    for (size_t i = size; i > 0; i--) {
        value = value << 8 | at[i - 1];
    }
    return value;
}

static void put(uint8_t *at, size_t size, uint64_t value)
{
    for (size_t i = 0; i < size; i++) {
        at[i] = (uint8_t)(value >> (8 * i));
    }
}

Test(quote, sizes_are_exact)
{
    for (size_t i = 0; i < COUNT(size_fields); i++) {
        const struct size_field *field = &size_fields[i];
        AUTO(buf_done) struct buf file = case_read(field->name, "quote.bin");
        uint8_t *at = file.at + field->offset;
        uint64_t right = get(at, field->size);
        uint64_t max = field->size == 2 ? UINT16_MAX : UINT32_MAX;
        const uint64_t wrong[] = {0, 1, right - 1, right + 1, max / 2, max - 1, max};
        for (size_t k = 0; k < COUNT(wrong); k++) {
            struct err e = {0};
            put(at, field->size, wrong[k]);
            cr_expect_not(parse_copy(buf_view(&file), &e), "%s, byte %zu: %llu", field->name,
                          field->offset, (unsigned long long)wrong[k]);
            cr_expect(e.kind == ERR_MALFORMED);
        }
        put(at, field->size, right);
        struct err e = {0};
        cr_assert(parse_copy(buf_view(&file), &e), "%s", e.text);
    }
}

Test(quote, signature_data_at_every_length)
{
    static const size_t begins[] = {436, 436, 636, 642, 706};
    for (size_t i = 0; i < COUNT(known); i++) {
        AUTO(buf_done) struct buf file = case_read(known[i].name, "quote.bin");
        struct bytes data = bytes_of(file.at + begins[i], file.len - begins[i]);
        struct quote_signature s;
        struct err e = {0};
        for (size_t n = 0; n < data.left; n++) {
            cr_assert_not(quote_signature_parse(bytes_of(data.at, n), known[i].version, &s, &e));
        }
        cr_assert(quote_signature_parse(data, known[i].version, &s, &e), "%s", e.text);
        buf_char(&file, 0);
        data = bytes_of(file.at + begins[i], file.len - begins[i]);
        cr_expect_not(quote_signature_parse(data, known[i].version, &s, &e));
        cr_expect(strncmp(e.text, "1 bytes left over behind ", 25) == 0, "%s", e.text);
    }
}

Test(quote, another_key_type_leaves_the_rest_alone)
{
    AUTO(buf_done) struct buf file = case_read("unsupported_key_type_3", "quote.bin");
    struct quote q;
    struct err e = {0};
    cr_assert(quote_parse(buf_view(&file), &q, &e));
    cr_expect(q.key_type == 3 && !q.has_signature && q.trailing.left == 0);
    cr_expect(q.signed_region.left == 632 && quote_report_data(&q).left == 64);
    cr_assert(quote_parse(bytes_of(file.at, 632), &q, &e));
}

Test(quote, another_outer_type_has_no_qe)
{
    AUTO(buf_done) struct buf file = case_read("outer_cert_type_5", "quote.bin");
    struct quote q;
    struct err e = {0};
    cr_assert(quote_parse(buf_view(&file), &q, &e), "%s", e.text);
    cr_expect(q.has_signature && !q.signature.has_qe && q.signature.outer_type == 5);
    cr_expect(q.signature.certification_data.left == 0);
    file.at[636 + 130]++;
    cr_expect_not(quote_parse(buf_view(&file), &q, &e));
}

Test(quote, output_is_untouched_on_failure)
{
    AUTO(buf_done) struct buf file = case_read("sig_data_len_max", "quote.bin");
    struct quote q = {.version = 77};
    struct err e = {0};
    cr_assert_not(quote_parse(buf_view(&file), &q, &e));
    cr_expect(q.version == 77 && q.raw.at == NULL);
}

static size_t n_shared;

static void expect_parses(const char *path, struct bytes content)
{
    struct quote q;
    struct err e = {0};
    cr_expect(quote_parse(content, &q, &e) && q.has_signature, "%s: %s", path, e.text);
    n_shared++;
}

Test(quote, real_quotes)
{
    if (!visit_shared("quote.bin", expect_parses)) {
        cr_skip_test("no real quotes at '%s'", PHALA_SHARED_DIR);
    }
    cr_expect(n_shared >= 12, "%zu", n_shared);
}
