/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/pcs.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/recognise.h"
#include "scratch.h"

TestSuite(pcs);

static const struct model model = {{0x90, 0xc0, 0x6f, 0, 0, 0x0a}, false};

static struct evidence quote_of(const char *name)
{
    AUTO(buf_done) struct buf file = vector_read(name, "quote.bin");
    struct evidence evidence;
    struct err e;
    cr_assert(evidence_recognise(buf_view(&file), FORM_QUOTE, &evidence, &e), "%s", e.text);
    return evidence;
}

Test(pcs, services_by_their_address)
{
    static const struct {
        const char *url, *base, *authority;
        bool is_intel;
    } cases[] = {
        {"https://pccs.phala.network", "https://pccs.phala.network", "pccs.phala.network", false},
        {"https://pccs.phala.network/", "https://pccs.phala.network", "pccs.phala.network", false},
        {"https://h:8081/sgx/certification/v4/", "https://h:8081", "h:8081", false},
        {"https://h/tdx/certification/v4", "https://h", "h", false},
        {"https://h/pccs/sgx/certification/v4", "https://h/pccs", "h", false},
        {"http://127.0.0.1:1/a", "http://127.0.0.1:1/a", "127.0.0.1:1", false},
        {"https://api.trustedservices.intel.com", "https://api.trustedservices.intel.com",
         "api.trustedservices.intel.com", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct pcs_service service;
        struct err e;
        cr_assert(pcs_service_parse(cases[i].url, &service, &e), "%s", cases[i].url);
        cr_assert(text_is(service.base, cases[i].base), "%s", cases[i].url);
        cr_assert(text_is(service.authority, cases[i].authority), "%s", cases[i].url);
        cr_assert_eq(service.is_intel, cases[i].is_intel, "%s", cases[i].url);
    }
}

Test(pcs, addresses_that_are_no_service)
{
    static const char *const wrong[] = {"",           "pccs",          "http://pccs.example.org",
                                        "https://",   "https://h?a=b", "https://h/#a",
                                        "https://h/?"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct pcs_service service;
        struct err e;
        cr_assert_not(pcs_service_parse(wrong[i], &service, &e), "%s", wrong[i]);
        cr_assert_eq(e.kind, ERR_USAGE);
    }
}

static void expect_request(const char *service_url, enum tcb_update update, enum pcs_object object,
                           const struct quote *quote, const char *const want[2])
{
    struct pcs_service service;
    struct err e;
    cr_assert(pcs_service_parse(service_url, &service, &e));
    service.update = update;
    AUTO(pcs_request_done)
    struct pcs_request request = pcs_request_for(&service, object, quote, &model);
    cr_assert_str_eq((const char *)request.url.at, want[0]);
    cr_assert_str_eq((const char *)request.name.at, want[1]);
}

Test(pcs, requests_for_tdx)
{
    static const struct {
        const char *service;
        enum tcb_update update;
        enum pcs_object object;
        const char *want[2];
    } cases[] = {
        {"https://h:81",
         TCB_UPDATE_STANDARD,
         PCS_TCB_INFO,
         {"https://h:81/tdx/certification/v4/tcb?fmspc=90C06F00000A",
          "pccs/h_81/tcb-tdx-90c06f00000a-standard.json"}},
        {"https://h",
         TCB_UPDATE_EARLY,
         PCS_TCB_INFO,
         {"https://h/tdx/certification/v4/tcb?fmspc=90C06F00000A&update=early",
          "pccs/h/tcb-tdx-90c06f00000a-early.json"}},
        {"https://h",
         TCB_UPDATE_STANDARD,
         PCS_QE_IDENTITY,
         {"https://h/tdx/certification/v4/qe/identity", "pccs/h/qe-identity-tdx-standard.json"}},
        {"https://h",
         TCB_UPDATE_EARLY,
         PCS_QE_IDENTITY,
         {"https://h/tdx/certification/v4/qe/identity?update=early",
          "pccs/h/qe-identity-tdx-early.json"}},
        {"https://[::1]",
         TCB_UPDATE_STANDARD,
         PCS_PCK_CRL,
         {"https://[::1]/sgx/certification/v4/pckcrl?ca=platform&encoding=der",
          "pccs/___1_/pck-crl-platform.json"}},
        {"https://..",
         TCB_UPDATE_STANDARD,
         PCS_ROOT_CRL,
         {"https://../sgx/certification/v4/rootcacrl", "pccs/_./root-crl.json"}},
        {"https://api.trustedservices.intel.com",
         TCB_UPDATE_STANDARD,
         PCS_ROOT_CRL,
         {"https://certificates.trustedservices.intel.com/IntelSGXRootCA.der",
          "pccs/api.trustedservices.intel.com/root-crl.json"}},
    };
    struct evidence evidence = quote_of("valid_tdx_v4");
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_request(cases[i].service, cases[i].update, cases[i].object, &evidence.quote,
                       cases[i].want);
    }
    evidence_done(&evidence);
}

/* 2 × (16 + encrypted PPID + 16 + 2 + 2) digits, as the quote has them. */
Test(pcs, the_request_for_a_certificate_takes_the_quote_apart)
{
    struct evidence evidence = quote_of("cert_type_3_without_pck_chain");
    const struct quote *quote = &evidence.quote;
    struct pcs_service service;
    struct err e;
    cr_assert_eq(quote->signature.certification_type, CERTIFICATION_PPID_RSA3072);
    cr_assert(pcs_service_parse("https://h", &service, &e));
    struct pcs_request request = pcs_request_for(&service, PCS_PCK_CERTIFICATE, quote, &model);
    const char *url = (const char *)request.url.at;
    const char *parts[] = {"?qeid=", "&encrypted_ppid=", "&cpusvn=", "&pcesvn=", "&pceid="};
    const size_t digits[] = {32, 2 * (quote->signature.certification_data.left - 20), 32, 4, 4};
    for (size_t i = 0; i < COUNT(parts); i++) {
        const char *at = strstr(url, parts[i]);
        cr_assert_not_null(at, "%s in %s", parts[i], url);
        cr_assert_eq(strspn(at + strlen(parts[i]), "0123456789ABCDEF"), digits[i], "%s", parts[i]);
    }
    pcs_request_done(&request);
    evidence_done(&evidence);
}

Test(pcs, answers_that_are_something_else)
{
    static const char chain[] = "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n";
    static const struct {
        enum pcs_object object;
        const char *body, *chain;
    } cases[] = {
        {PCS_TCB_INFO, "<html><body>Welcome</body></html>", chain},
        {PCS_TCB_INFO, "", chain},
        {PCS_TCB_INFO, "{}", chain},
        {PCS_TCB_INFO, "{\"tcbInfo\":{},\"signature\":\"00\"", chain},
        {PCS_TCB_INFO, "{\"tcbInfo\":{},\"signature\":\"00\"}", ""},
        {PCS_TCB_INFO, "{\"tcbInfo\":{},\"signature\":\"00\"}", "no PEM"},
        {PCS_TCB_INFO, "{\"enclaveIdentity\":{},\"signature\":\"00\"}", chain},
        {PCS_QE_IDENTITY, "{\"tcbInfo\":{},\"signature\":\"00\"}", chain},
        {PCS_PCK_CRL, "<html>", chain},
        {PCS_PCK_CRL, "", chain},
        {PCS_ROOT_CRL, "<html>", ""},
        {PCS_ROOT_CRL, "00", ""},
        {PCS_PCK_CERTIFICATE, "<html>", chain},
        {PCS_PCK_CERTIFICATE, chain, chain},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct collateral out = {0};
        struct err e;
        cr_assert_not(pcs_read(cases[i].object, text_bytes(text_of(cases[i].body)),
                               text_of(cases[i].chain), &out, &e),
                      "%zu", i);
        cr_assert_eq(e.kind, ERR_MALFORMED, "%zu: %s", i, e.text);
        collateral_done(&out);
    }
}

Test(pcs, the_platform_is_read_from_the_certificate)
{
    struct evidence evidence = quote_of("valid_tdx_v4");
    struct model out;
    struct err e;
    cr_assert(model_parse(text_of_bytes(evidence.quote.signature.certification_data), &out, &e),
              "%s", e.text);
    cr_assert_not(bytes_all_zero(BYTES_OF(out.fmspc)));
    cr_assert_not(model_parse(text_of(""), &out, &e));
    cr_assert_not(model_parse(text_of("-----BEGIN"), &out, &e));
    evidence_done(&evidence);
}
