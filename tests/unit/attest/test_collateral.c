/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/collateral.h"

#include <criterion/criterion.h>

#include "attest/limits.h"
#include "cases.h"
#include "codec/pem.h"

static struct collateral read_case(const char *name)
{
    AUTO(buf_done) struct buf file = case_read(name, "collateral.json");
    struct collateral collateral = {0};
    struct err e = {0};
    cr_assert(collateral_add(&collateral, buf_view(&file), &e), "%s: %s", name, e.text);
    return collateral;
}

static void expect_equal(const struct collateral *a, const struct collateral *b)
{
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        enum collateral_piece piece = (enum collateral_piece)i;
        cr_expect(a->has[i] == b->has[i] && bytes_equal(collateral_piece_bytes(a, piece),
                                                        collateral_piece_bytes(b, piece)),
                  "%s", collateral_piece_key(piece));
    }
}

static bool add(struct collateral *collateral, const char *text, struct err *e)
{
    return collateral_add(collateral, text_bytes(text_of(text)), e);
}

Test(collateral, object_with_all_pieces)
{
    AUTO(collateral_done) struct collateral c = read_case("cert_type_5_with_pck_chain");
    struct err e = {0};
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        cr_expect(c.has[i], "%s", collateral_piece_key((enum collateral_piece)i));
    }
    cr_expect(collateral_piece_bytes(&c, PIECE_ROOT_CA_CRL).at[0] == 0x30);
    cr_expect(collateral_piece_bytes(&c, PIECE_TCB_INFO_SIGNATURE).left == 64);
    cr_expect(collateral_piece_bytes(&c, PIECE_TCB_INFO).at[0] == '{');
    cr_expect(text_starts(text_of_bytes(collateral_piece_bytes(&c, PIECE_PCK_CERTIFICATE_CHAIN)),
                          "-----BEGIN CERTIFICATE-----"));
    AUTO(buf_done) struct buf again = case_read("valid_tdx_v4", "collateral.json");
    cr_expect_not(collateral_add(&c, buf_view(&again), &e));
    cr_expect(e.kind == ERR_USAGE, "%s", e.text);
}

Test(collateral, writes_what_it_reads)
{
    static const char *const names[] = {"valid_tdx_v4", "cert_type_5_with_pck_chain",
                                        "root_crl_garbage", "tcb_signature_truncated",
                                        "invalid_tcb_json"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(collateral_done) struct collateral first = read_case(names[i]);
        AUTO(collateral_done) struct collateral second = {0};
        AUTO(buf_done) struct buf out = buf_start(LIMIT_COLLATERAL);
        struct json_writer w = json_writer_to(&out, true);
        struct err e = {0};
        collateral_write(&first, &w);
        cr_assert(collateral_add(&second, buf_view(&out), &e), "%s: %s", names[i], e.text);
        expect_equal(&first, &second);
    }
}

Test(collateral, every_key_is_needed_but_the_chain)
{
    AUTO(buf_done) struct buf file = case_read("cert_type_5_with_pck_chain", "collateral.json");
    static const char *const keys[] = {
#define X(name, key) "\"" key "\"",
        COLLATERAL_PIECES(X)
#undef X
    };
    for (size_t i = 0; i < COUNT(keys); i++) {
        AUTO(buf_done) struct buf without = edit(buf_view(&file), keys[i], "\"other\"");
        AUTO(collateral_done) struct collateral c = {0};
        struct err e = {0};
        bool ok = collateral_add(&c, buf_view(&without), &e);
        cr_expect(ok == (i == PIECE_PCK_CERTIFICATE_CHAIN), "%s", keys[i]);
        cr_expect(ok || e.kind == ERR_MALFORMED);
        cr_expect(ok || !c.has[i == 0 ? 1 : 0], "nothing is taken of what is refused");
    }
}

Test(collateral, values_have_to_be_strings)
{
    AUTO(collateral_done) struct collateral c = {0};
    AUTO(buf_done) struct buf file = case_read("valid_tdx_v4", "collateral.json");
    AUTO(buf_done)
    struct buf null = edit(buf_view(&file),
                           "\"tcb_info\": ", "\"pck_certificate_chain\": null, \"tcb_info\": ");
    AUTO(buf_done)
    struct buf object = edit(buf_view(&file), "\"tcb_info\": ", "\"tcb_info\": {}, \"x\": ");
    AUTO(buf_done)
    struct buf number = edit(buf_view(&file),
                             "\"pck_crl\": ", "\"pck_certificate_chain\": 1, \"pck_crl\": ");
    struct err e = {0};
    cr_expect_not(collateral_add(&c, buf_view(&object), &e));
    cr_expect_str_eq(e.text, "collateral: 'tcb_info' is not a string");
    cr_expect_not(collateral_add(&c, buf_view(&number), &e));
    cr_expect(collateral_add(&c, buf_view(&null), &e), "%s", e.text);
    cr_expect(!c.has[PIECE_PCK_CERTIFICATE_CHAIN]);
}

Test(collateral, forms_of_a_crl)
{
    AUTO(buf_done) struct buf der = case_piece("valid_tdx_v4", PIECE_PCK_CRL);
    AUTO(buf_done) struct buf hex = buf_start(MIB);
    AUTO(buf_done) struct buf pem = buf_start(MIB);
    buf_text(&hex, " \n");
    for (size_t i = 0; i < der.len; i++) {
        buf_printf(&hex, i % 2 == 0 ? "%02x" : "%02X", der.at[i]);
    }
    buf_text(&hex, "\r\n");
    pem_write("X509 CRL", buf_view(&der), &pem);
    const struct buf *const forms[] = {&der, &hex, &pem};
    for (size_t i = 0; i < COUNT(forms); i++) {
        AUTO(collateral_done) struct collateral set = {0};
        AUTO(collateral_done) struct collateral added = {0};
        struct err e = {0};
        collateral_set(&set, PIECE_ROOT_CA_CRL, buf_view(forms[i]));
        cr_expect(bytes_equal(collateral_piece_bytes(&set, PIECE_ROOT_CA_CRL), buf_view(&der)));
        cr_assert(collateral_add(&added, buf_view(forms[i]), &e), "%s", e.text);
        cr_expect(added.has[PIECE_PCK_CRL] && !added.has[PIECE_ROOT_CA_CRL]);
        cr_expect(bytes_equal(collateral_piece_bytes(&added, PIECE_PCK_CRL), buf_view(&der)));
    }
}

#define TWICE(text) text text

Test(collateral, other_text_is_kept_for_its_check)
{
    static const char *const texts[] = {
        "",
        "x",
        "zz",
        "308",
        "0x3082",
        "30 82",
        "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\nx",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        TWICE("-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n")};
    for (size_t i = 0; i < COUNT(texts); i++) {
        AUTO(collateral_done) struct collateral c = {0};
        struct bytes text = text_bytes(text_of(texts[i]));
        collateral_set(&c, PIECE_PCK_CRL, text);
        collateral_set(&c, PIECE_QE_IDENTITY_SIGNATURE, text);
        cr_expect(c.has[PIECE_PCK_CRL]);
        cr_expect(bytes_equal(collateral_piece_bytes(&c, PIECE_PCK_CRL), text), "%s", texts[i]);
        cr_expect(bytes_equal(collateral_piece_bytes(&c, PIECE_QE_IDENTITY_SIGNATURE), text));
    }
}

/* Each published file by itself, told by what it holds. */
Test(collateral, files_by_content)
{
    static const enum collateral_piece files[] = {PIECE_PCK_CRL_ISSUER_CHAIN, PIECE_ROOT_CA_CRL,
                                                  PIECE_PCK_CRL, PIECE_TCB_INFO_ISSUER_CHAIN,
                                                  PIECE_PCK_CERTIFICATE_CHAIN};
    AUTO(collateral_done) struct collateral whole = read_case("cert_type_5_with_pck_chain");
    AUTO(collateral_done) struct collateral c = {0};
    struct err e = {0};
    for (size_t i = 0; i < COUNT(files); i++) {
        struct bytes file = collateral_piece_bytes(&whole, files[i]);
        cr_assert(collateral_add(&c, file, &e), "%s: %s", collateral_piece_key(files[i]), e.text);
        cr_expect(c.has[files[i]], "%s", collateral_piece_key(files[i]));
        cr_expect(!collateral_add(&c, file, &e) && e.kind == ERR_USAGE, "%s", e.text);
    }
    static const char *const members[] = {"tcbInfo", "enclaveIdentity"};
    static const enum collateral_piece values[] = {PIECE_TCB_INFO, PIECE_QE_IDENTITY};
    for (size_t i = 0; i < COUNT(values); i++) {
        AUTO(buf_done) struct buf body = buf_start(MIB);
        enum collateral_piece signature = (enum collateral_piece)(values[i] + 1);
        buf_printf(&body, "{\"%s\": ", members[i]);
        buf_add(&body, collateral_piece_bytes(&whole, values[i]));
        buf_text(&body, " ,\"signature\":\"");
        buf_hex(&body, collateral_piece_bytes(&whole, signature));
        buf_text(&body, "\"}");
        cr_assert(collateral_add(&c, buf_view(&body), &e), "%s", e.text);
        cr_expect(!collateral_add(&c, buf_view(&body), &e) && e.kind == ERR_USAGE);
    }
    for (unsigned i = 0; i < PIECE_COUNT; i++) {
        struct text a = text_trim(
            text_of_bytes(collateral_piece_bytes(&c, (enum collateral_piece)i)));
        struct text b = text_trim(
            text_of_bytes(collateral_piece_bytes(&whole, (enum collateral_piece)i)));
        cr_expect(text_equal(a, b), "%s", collateral_piece_key((enum collateral_piece)i));
    }
}

Test(collateral, signer_chain_is_for_whichever_is_absent)
{
    AUTO(buf_done) struct buf pem = case_piece("valid_tdx_v4", PIECE_TCB_INFO_ISSUER_CHAIN);
    static const bool before[][2] = {{false, false}, {true, false}, {false, true}};
    for (size_t i = 0; i < COUNT(before); i++) {
        AUTO(collateral_done) struct collateral c = {0};
        struct err e = {0};
        if (before[i][0]) {
            collateral_set(&c, PIECE_TCB_INFO_ISSUER_CHAIN, bytes_of("x", 1));
        }
        if (before[i][1]) {
            collateral_set(&c, PIECE_QE_IDENTITY_ISSUER_CHAIN, bytes_of("x", 1));
        }
        cr_assert(collateral_add(&c, buf_view(&pem), &e), "%s", e.text);
        cr_expect((collateral_piece_bytes(&c, PIECE_TCB_INFO_ISSUER_CHAIN).left == 1) ==
                  before[i][0]);
        cr_expect((collateral_piece_bytes(&c, PIECE_QE_IDENTITY_ISSUER_CHAIN).left == 1) ==
                  before[i][1]);
    }
}

Test(collateral, refuses_what_is_none)
{
    static const char *const texts[] = {
        "",
        " \n",
        "hello",
        "[]",
        "{}",
        "{\"tcbInfo\":{}}",
        "{\"tcbInfo\":1,\"signature\":\"\"}",
        "{\"tcbInfo\":{\"tcbInfo\":{}},\"signature\":\"00\"}",
        "{\"enclaveIdentity\":[],\"signature\":\"00\"}",
        "{\"tcbInfo\":{},\"signature\":1}",
        "\xef\xbb\xbf{}",
        "{",
        "30",
        "3003020100",
        "0400020081000000",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n",
        "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
        "-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n"};
    for (size_t i = 0; i < COUNT(texts); i++) {
        AUTO(collateral_done) struct collateral c = {0};
        struct err e = {0};
        cr_expect_not(add(&c, texts[i], &e), "%s", texts[i]);
        cr_expect(e.kind == ERR_MALFORMED && e.text[0] != 0, "%s: %s", texts[i], e.text);
    }
}

Test(collateral, root_is_no_role)
{
    AUTO(buf_done) struct buf pem = case_piece("short_tcb_chain", PIECE_PCK_CRL_ISSUER_CHAIN);
    struct text text = buf_view_text(&pem);
    struct text rest = text;
    AUTO(buf_done) struct buf ignored = buf_start(MIB);
    AUTO(collateral_done) struct collateral c = {0};
    bool found = false;
    struct err e = {0};
    cr_assert(pem_next(&rest, "CERTIFICATE", &ignored, &found) && found);
    cr_expect_not(collateral_add(&c, text_bytes(rest), &e));
    cr_expect(e.kind == ERR_MALFORMED, "%s", e.text);
}

/* Collateral with a body where `tcb_info` belongs: the value, and `behind` it. */
static struct collateral read_wrapped(const char *behind)
{
    AUTO(collateral_done) struct collateral right = read_case("valid_tdx_v4");
    AUTO(buf_done) struct buf body = buf_start(MIB);
    AUTO(buf_done) struct buf out = buf_start(MIB);
    struct collateral c = {0};
    struct err e = {0};
    buf_text(&body, " {\"x\":1,\n\"tcbInfo\" :  ");
    buf_add(&body, collateral_piece_bytes(&right, PIECE_TCB_INFO));
    buf_text(&body, behind);
    collateral_set(&right, PIECE_TCB_INFO, buf_view(&body));
    struct json_writer w = json_writer_to(&out, false);
    collateral_write(&right, &w);
    cr_assert(collateral_add(&c, buf_view(&out), &e), "%s", e.text);
    return c;
}

Test(collateral, body_in_place_of_its_value)
{
    AUTO(collateral_done) struct collateral right = read_case("valid_tdx_v4");
    AUTO(buf_done) struct buf same = buf_start(KIB);
    buf_text(&same, " , \"signature\":\"");
    buf_hex(&same, collateral_piece_bytes(&right, PIECE_TCB_INFO_SIGNATURE));
    buf_text(&same, "\" }\n");
    buf_char(&same, 0);
    const char *const behind[] = {" }", (const char *)same.at};
    for (size_t i = 0; i < COUNT(behind); i++) {
        AUTO(collateral_done) struct collateral c = read_wrapped(behind[i]);
        expect_equal(&c, &right);
    }
}

Test(collateral, body_with_another_signature_stays_whole)
{
    static const char *const behind[] = {",\"signature\":\"00\"}", ",\"signature\":\"\"}",
                                         ",\"signature\":null}"};
    AUTO(collateral_done) struct collateral right = read_case("valid_tdx_v4");
    for (size_t i = 0; i < COUNT(behind); i++) {
        AUTO(collateral_done) struct collateral c = read_wrapped(behind[i]);
        struct bytes value = collateral_piece_bytes(&c, PIECE_TCB_INFO);
        cr_expect(value.at[0] == ' ' && value.at[value.left - 1] == '}');
        cr_expect(bytes_equal(collateral_piece_bytes(&c, PIECE_TCB_INFO_SIGNATURE),
                              collateral_piece_bytes(&right, PIECE_TCB_INFO_SIGNATURE)));
    }
}

Test(collateral, too_big)
{
    AUTO(collateral_done) struct collateral c = {0};
    AUTO(buf_done) struct buf file = buf_start(LIMIT_COLLATERAL + 1);
    struct err e = {0};
    buf_repeat(&file, ' ', LIMIT_COLLATERAL + 1);
    cr_expect_not(collateral_add(&c, buf_view(&file), &e));
    cr_expect(e.kind == ERR_TOO_BIG);
}

static void expect_reads(const char *path, struct bytes content)
{
    AUTO(collateral_done) struct collateral c = {0};
    struct err e = {0};
    cr_expect(collateral_add(&c, content, &e), "%s: %s", path, e.text);
}

Test(collateral, real_files)
{
    if (!visit_shared("collateral.json", expect_reads)) {
        cr_skip_test("no real collateral at '%s'", PHALA_SHARED_DIR);
    }
}
