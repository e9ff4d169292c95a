/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/recognise.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/limits.h"
#include "base/base64.h"
#include "cases.h"

static const char no_quote[] = "not a quote: expected a binary, hex or base64 SGX or TDX quote, or "
                               "a JSON document that carries one";

static void expect_quote(struct bytes in, enum evidence_form form, struct bytes want)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    cr_assert(evidence_recognise(in, form, &evidence, &e), "%s", e.text);
    cr_expect(bytes_equal(buf_view(&evidence.bytes), want));
    cr_expect(evidence.quote.raw.at == evidence.bytes.at);
}

static void expect_error(struct bytes in, enum evidence_form form, const char *text)
{
    struct evidence evidence = {.quote = {.version = 77}};
    struct err e = {0};
    cr_expect_not(evidence_recognise(in, form, &evidence, &e), "%s", text);
    cr_expect_str_eq(e.text, text);
    cr_expect(evidence.quote.version == 77);
}

static struct buf hex_of(struct bytes bytes)
{
    struct buf hex = buf_start(MIB);
    buf_hex(&hex, bytes);
    return hex;
}

/* `text` with `gap` behind each `n` characters. */
static struct buf broken(struct bytes text, size_t n, const char *gap)
{
    struct buf out = buf_start(MIB);
    for (size_t i = 0; i < text.left; i++) {
        buf_char(&out, (char)text.at[i]);
        buf_text(&out, (i + 1) % n == 0 ? gap : "");
    }
    return out;
}

Test(recognise, binary)
{
    static const char *const names[] = {"valid_tdx_v4", "valid_sgx_v3", "valid_tdx_v5_td15"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(buf_done) struct buf quote = case_read(names[i], "quote.bin");
        expect_quote(buf_view(&quote), FORM_ANY, buf_view(&quote));
        expect_quote(buf_view(&quote), FORM_QUOTE, buf_view(&quote));
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        cr_assert(evidence_recognise(buf_view(&quote), FORM_ANY, &evidence, &e));
        cr_expect_str_eq(evidence_kind_word(evidence.kind), i == 1 ? "sgx-quote" : "tdx-quote");
    }
}

Test(recognise, hex)
{
    AUTO(buf_done) struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    AUTO(buf_done) struct buf hex = hex_of(buf_view(&quote));
    AUTO(buf_done) struct buf prefixed = buf_start(MIB);
    AUTO(buf_done) struct buf upper = buf_start(MIB);
    AUTO(buf_done) struct buf lines = broken(buf_view(&hex), 63, "\r\n");
    buf_text(&prefixed, " 0x");
    buf_add(&prefixed, buf_view(&hex));
    buf_text(&prefixed, "\n");
    for (size_t i = 0; i < quote.len; i++) {
        buf_printf(&upper, "%02X", quote.at[i]);
    }
    expect_quote(buf_view(&hex), FORM_ANY, buf_view(&quote));
    expect_quote(buf_view(&prefixed), FORM_QUOTE, buf_view(&quote));
    expect_quote(buf_view(&upper), FORM_ANY, buf_view(&quote));
    expect_quote(buf_view(&lines), FORM_ANY, buf_view(&quote));
    expect_error(bytes_of(hex.at, hex.len - 1), FORM_ANY, no_quote);
    expect_error(buf_view(&hex), FORM_JSON,
                 "not a JSON document: line 1, column 2: text behind the document");
}

Test(recognise, base64)
{
    AUTO(buf_done) struct buf quote = case_read("valid_sgx_v3", "quote.bin");
    AUTO(buf_done) struct buf text = buf_start(MIB);
    base64_encode(buf_view(&quote), &text);
    AUTO(buf_done) struct buf lines = broken(buf_view(&text), 64, "\n");
    expect_quote(buf_view(&text), FORM_ANY, buf_view(&quote));
    expect_quote(buf_view(&lines), FORM_QUOTE, buf_view(&quote));
    expect_error(bytes_of(text.at, text.len - 1), FORM_ANY, no_quote);
}

/* Puts the quote of a case in hex in place of each % of a template. */
static struct buf document(const char *template, const struct buf *hex)
{
    AUTO(buf_done) struct buf quoted = buf_start(MIB);
    buf_char(&quoted, '"');
    buf_add(&quoted, buf_view(hex));
    buf_text(&quoted, "\"");
    buf_char(&quoted, 0);
    return edit(text_bytes(text_of(template)), "%", (const char *)quoted.at);
}

Test(recognise, documents)
{
    static const char *const templates[] = {
        "{\"quote\":%}",
        " {\"event_log\":\"[]\",\"tdx_quote\":%}\n",
        "{\"sgx_quote\":%}",
        "{\"intel_quote\":%,\"nvidia_payload\":\"{}\"}",
        "{\"a\":{\"quote\":%}}",
        "{\"quote\":{\"quote\":{\"quote\":%}}}",
        "{\"quote\":%,\"a\":{\"intel_quote\":%}}",
        "{\"quote\":null,\"a\":{\"intel_quote\":%}}",
        "{\"quote\":\"\",\"tdx_quote\":%}",
        "{\"a\":{\"b\":{\"c\":{\"quote\":\"!\"}}},\"quote\":%}",
        "{\"a\":[{\"quote\":\"!\"}],\"quote\":%}",
    };
    AUTO(buf_done) struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    AUTO(buf_done) struct buf hex = hex_of(buf_view(&quote));
    for (size_t i = 0; i < COUNT(templates); i++) {
        AUTO(buf_done) struct buf text = document(templates[i], &hex);
        expect_quote(buf_view(&text), FORM_ANY, buf_view(&quote));
        expect_quote(buf_view(&text), FORM_JSON, buf_view(&quote));
        expect_error(buf_view(&text), FORM_QUOTE, no_quote);
    }
}

Test(recognise, documents_without_a_quote)
{
    static const char none[] = "no quote in the JSON document: expected a member quote, "
                               "intel_quote, tdx_quote or sgx_quote";
    static const struct {
        const char *document, *text;
    } cases[] = {
        {"{}", none},
        {"[]", none},
        {"{\"quote\":1,\"Quote\":\"00\",\"quote2\":\"00\"}", none},
        {"{\"a\":{\"b\":{\"c\":{\"quote\":\"00\"}}}}", none},
        {"{\"quote\":\"!\"}", "member 'quote' is neither hex nor base64"},
        {"{\"a\":{\"quote\":\"0\"}}", "member 'a.quote' is neither hex nor base64"},
        {"{\"quote\":\"0400\",\"a\":{\"tdx_quote\":\"0500\"}}",
         "members 'quote' and 'a.tdx_quote' hold different quotes"},
        {"{\"a\":{\"quote\":\"0400\"}}",
         "member 'a.quote': not a quote that can be read: truncated at attestation_key_type "
         "(byte 2)"},
        {"{\"quote\":\"ffff\"}",
         "member 'quote': not a quote: expected a binary, hex or base64 SGX or TDX quote, or a "
         "JSON document that carries one"},
        {"{\"quote\":\"00\"", "not a JSON document: line 1, column 14: unexpected end"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_error(text_bytes(text_of(cases[i].document)), FORM_ANY, cases[i].text);
    }
}

Test(recognise, nothing)
{
    static const char empty[] = "empty: expected a binary, hex or base64 SGX or TDX quote, or a "
                                "JSON document that carries one";
    expect_error((struct bytes){0}, FORM_ANY, empty);
    expect_error(bytes_of(" \r\n", 3), FORM_QUOTE, empty);
    expect_error(bytes_of("\0\0", 2), FORM_JSON, empty);
}

Test(recognise, what_is_no_quote)
{
    static const char *const texts[] = {"hello",
                                        "0x",
                                        "0xzz",
                                        "quote",
                                        "AAAA=",
                                        "<html></html>",
                                        "\xef\xbb\xbf{\"quote\":\"00\"}",
                                        "\x89PNG\r\n\x1a\n",
                                        "\"0400\"",
                                        "caf\xc3\xa9",
                                        "04",
                                        "\x04"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        expect_error(text_bytes(text_of(texts[i])), FORM_ANY, no_quote);
    }
    AUTO(buf_done) struct buf ones = case_read("invalid_quote_format", "quote.bin");
    expect_error(buf_view(&ones), FORM_ANY, no_quote);
}

Test(recognise, quotes_of_a_kind_say_what_is_wrong)
{
    static const struct {
        const char *name, *text;
    } cases[] = {
        {"unsupported_version_1", "not a quote that can be read: version 1 is not 3, 4 or 5"},
        {"unsupported_version_255", "not a quote that can be read: version 255 is not 3, 4 or 5"},
        {"truncated_at_631", "not a quote that can be read: truncated at report_data (byte 568)"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf file = case_read(cases[i].name, "quote.bin");
        AUTO(buf_done) struct buf hex = hex_of(buf_view(&file));
        expect_error(buf_view(&file), FORM_ANY, cases[i].text);
        expect_error(buf_view(&hex), FORM_ANY, cases[i].text);
    }
}

Test(recognise, too_big)
{
    AUTO(buf_done) struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    AUTO(buf_done) struct buf big = buf_start(MIB);
    struct evidence evidence = {0};
    struct err e = {0};
    buf_add(&big, buf_view(&quote));
    buf_repeat(&big, 0, LIMIT_QUOTE - quote.len);
    expect_quote(buf_view(&big), FORM_ANY, buf_view(&big));
    AUTO(buf_done) struct buf hex = hex_of(buf_view(&big));
    expect_quote(buf_view(&hex), FORM_ANY, buf_view(&big));
    buf_text(&hex, "00");
    cr_expect_not(evidence_recognise(buf_view(&hex), FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_TOO_BIG, "%s", e.text);
    buf_char(&big, 0);
    cr_expect_not(evidence_recognise(buf_view(&big), FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_TOO_BIG, "%s", e.text);
    buf_repeat(&big, 0, 4 * LIMIT_QUOTE);
    cr_expect_not(evidence_recognise(buf_view(&big), FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_TOO_BIG, "%s", e.text);
}

Test(recognise, every_case)
{
    AUTO(buf_done) struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    for (size_t n = 0; n < 700; n++) {
        struct evidence evidence = {0};
        struct err e = {0};
        AUTO(buf_done) struct buf hex = hex_of(bytes_of(quote.at, n));
        cr_assert_not(evidence_recognise(bytes_of(quote.at, n), FORM_ANY, &evidence, &e));
        cr_assert_not(evidence_recognise(buf_view(&hex), FORM_ANY, &evidence, &e));
        cr_assert(e.kind == ERR_MALFORMED);
    }
}
