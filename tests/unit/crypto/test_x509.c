/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "codec/pem.h"
#include "crypto/x509.h"
#include "pki.h"

enum { CAP = 64 * 1024 };

static struct buf root_der(void)
{
    struct buf der = buf_start(CAP);
    pki_certificate(&pki_right[PKI_ROOT], &der);
    return der;
}

static enum err_kind verify(const struct pki_case *one, struct bytes root, instant at)
{
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    struct err e = {0};
    pki_chain(one, &pem);
    return x509_verify(buf_view_text(&pem), root, at, &e) ? ERR_NONE : e.kind;
}

Test(x509, accepts_a_right_chain)
{
    AUTO(buf_done) struct buf root = root_der();
    cr_expect_eq(verify(NULL, buf_view(&root), PKI_NOW), ERR_NONE);
}

Test(x509, time_is_the_given_one)
{
    AUTO(buf_done) struct buf root = root_der();
    cr_expect_eq(verify(NULL, buf_view(&root), 1577836800), ERR_NONE);
    cr_expect_eq(verify(NULL, buf_view(&root), 1577836799), ERR_EXPIRED);
    cr_expect_eq(verify(NULL, buf_view(&root), 2208988801), ERR_EXPIRED);
}

Test(x509, trusts_one_root_alone)
{
    AUTO(buf_done) struct buf other = buf_start(CAP);
    AUTO(buf_done) struct buf der = buf_start(CAP);
    struct recipe recipe = pki_right[PKI_ROOT];
    recipe.key = recipe.signer = 9;
    pki_certificate(&recipe, &other);
    cr_expect_eq(verify(NULL, buf_view(&other), PKI_NOW), ERR_UNTRUSTED);
    pki_certificate(&pki_right[PKI_INTERMEDIATE], &der);
    cr_expect_eq(verify(NULL, buf_view(&der), PKI_NOW), ERR_UNTRUSTED);
}

Test(x509, intermediates_may_be_in_any_order_and_the_root_absent)
{
    AUTO(buf_done) struct buf root = root_der();
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    struct err e = {0};
    for (unsigned i = 0; i < PKI_ROOT; i++) {
        AUTO(buf_done) struct buf der = buf_start(CAP);
        pki_certificate(&pki_right[i], &der);
        pem_write("CERTIFICATE", buf_view(&der), &pem);
    }
    cr_expect(x509_verify(buf_view_text(&pem), buf_view(&root), PKI_NOW, &e), "%s", e.text);
}

Test(x509, refuses_wrong_signatures_and_roles)
{
    static const char *const names[] = {"leaf signed by another key", "intermediate is no CA",
                                        "leaf with unknown critical extension",
                                        "leaf may sign certificates"};
    AUTO(buf_done) struct buf root = root_der();
    size_t n = 0;
    for (size_t i = 0; i < pki_n_cases; i++) {
        for (size_t j = 0; j < COUNT(names); j++) {
            if (strcmp(pki_cases[i].name, names[j]) == 0) {
                cr_expect_eq(verify(&pki_cases[i], buf_view(&root), PKI_NOW), ERR_UNTRUSTED, "%s",
                             names[j]);
                n++;
            }
        }
    }
    cr_expect_eq(n, COUNT(names));
}

static enum err_kind verify_text(struct text pem, struct bytes root)
{
    struct err e = {0};
    return x509_verify(pem, root, PKI_NOW, &e) ? ERR_NONE : e.kind;
}

Test(x509, says_what_is_malformed)
{
    AUTO(buf_done) struct buf root = root_der();
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    AUTO(buf_done) struct buf extra = buf_start(CAP);
    const struct bytes der = buf_view(&root);
    cr_expect_eq(verify_text(text_of(""), der), ERR_MALFORMED);
    cr_expect_eq(verify_text(text_of("hello"), der), ERR_MALFORMED);
    cr_expect_eq(verify_text(text_of(""), bytes_of("", 0)), ERR_MALFORMED);
    pem_write("CERTIFICATE", bytes_of("0", 1), &pem);
    cr_expect_eq(verify_text(buf_view_text(&pem), der), ERR_MALFORMED);
    buf_clear(&pem);
    pki_chain(NULL, &pem);
    buf_add(&extra, der);
    buf_char(&extra, 0);
    cr_expect_eq(verify_text(buf_view_text(&pem), buf_view(&extra)), ERR_MALFORMED);
    buf_text(&pem, "x");
    cr_expect_eq(verify_text(buf_view_text(&pem), der), ERR_MALFORMED);
}

Test(x509, has_at_most_sixteen_certificates)
{
    AUTO(buf_done) struct buf root = root_der();
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    for (int i = 0; i < 17; i++) {
        cr_expect_eq(i == 0 || verify_text(buf_view_text(&pem), buf_view(&root)) == ERR_NONE, true);
        pem_write("CERTIFICATE", buf_view(&root), &pem);
    }
    cr_expect_eq(verify_text(buf_view_text(&pem), buf_view(&root)), ERR_TOO_BIG);
}
