/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "codec/pem.h"
#include "crypto/chain.h"
#include "crypto/signature_memory.h"
#include "pki.h"

enum { CAP = 64 * 1024 };

static bool accept(struct text pem, size_t n, struct err *e)
{
    struct chain chain;
    if (!chain_parse(pem, n, &chain, e)) {
        return false;
    }
    bool ok = chain_check(&chain, &signature_check_plain, e);
    chain_done(&chain);
    return ok;
}

static struct buf right_pem(void)
{
    struct buf pem = buf_start(CAP);
    pki_chain(NULL, &pem);
    return pem;
}

static void expect(const struct pki_case *one)
{
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    struct err e = {0};
    pki_chain(one, &pem);
    bool ok = accept(buf_view_text(&pem), PKI_N, &e);
    cr_expect(ok == (one->want == NULL), "%s: %s", one->name, e.text);
    cr_expect(one->want == NULL || strstr(e.text, one->want) != NULL, "%s: '%s' is not in '%s'",
              one->name, one->want != NULL ? one->want : "", e.text);
}

Test(chain, accepts_the_right_one_and_gives_its_parts)
{
    AUTO(buf_done) struct buf pem = right_pem();
    AUTO(chain_done) struct chain chain = {.n = 0};
    struct err e = {0};
    cr_assert(chain_parse(buf_view_text(&pem), PKI_N, &chain, &e), "%s", e.text);
    cr_expect(chain_check(&chain, &signature_check_plain, &e), "%s", e.text);
    cr_expect(text_is(chain_leaf(&chain)->common_name, "Leaf"));
    cr_expect(text_is(chain_root(&chain)->common_name, "Root"));
    cr_expect(chain.certs[1].path_length == 0 && chain.certs[1].has_path_length);
}

Test(chain, refuses_each_single_defect)
{
    for (size_t i = 0; i < pki_n_cases; i++) {
        expect(&pki_cases[i]);
    }
    for (size_t i = 0; i < pki_n_critical; i++) {
        expect(&pki_critical[i]);
    }
}

Test(chain, of_two_needs_the_root_behind_the_leaf)
{
    AUTO(buf_done) struct buf der = buf_start(CAP);
    AUTO(buf_done) struct buf root = buf_start(CAP);
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    struct recipe leaf = pki_right[PKI_LEAF];
    struct err e = {0};
    leaf.issuer = "Root";
    leaf.signer = 3;
    leaf.extensions = AKI_OF(TIMES_20("03")) USAGE_LEAF;
    pki_certificate(&leaf, &der);
    pem_write("CERTIFICATE", buf_view(&der), &pem);
    cr_expect(!accept(buf_view_text(&pem), 2, &e));
    cr_expect_str_eq(e.text, "certificate chain: 1 certificates instead of 2");
    pki_certificate(&pki_right[PKI_ROOT], &root);
    pem_write("CERTIFICATE", buf_view(&root), &pem);
    cr_expect(accept(buf_view_text(&pem), 2, &e), "%s", e.text);
}

Test(chain, holds_exactly_its_certificates)
{
    AUTO(buf_done) struct buf pem = right_pem();
    AUTO(buf_done) struct buf more = right_pem();
    struct err e = {0};
    cr_expect(!accept(buf_view_text(&pem), 2, &e));
    cr_expect_str_eq(e.text, "certificate chain: more than 2 certificates");
    buf_add(&more, bytes_of("\n\0 \r\n", 5));
    cr_expect(accept(buf_view_text(&more), PKI_N, &e), "%s", e.text);
    buf_text(&more, "x");
    cr_expect(!accept(buf_view_text(&more), PKI_N, &e));
    cr_expect(!accept((struct text){NULL, 0}, PKI_N, &e));
    cr_expect_str_eq(e.text, "certificate chain: 0 certificates instead of 3");
    cr_expect_eq(e.kind, ERR_MALFORMED);
}

Test(chain, too_big_is_refused)
{
    AUTO(buf_done) struct buf zeros = buf_start(MIB);
    AUTO(buf_done) struct buf pem = buf_start(4 * MIB);
    struct err e = {0};
    buf_repeat(&zeros, 0, 100 * KIB);
    pem_write("CERTIFICATE", buf_view(&zeros), &pem);
    cr_expect(!accept(buf_view_text(&pem), PKI_N, &e));
    cr_expect_eq(e.kind, ERR_MALFORMED);
}

Test(chain, names_in_messages_are_escaped_and_cut)
{
    struct err e = {0};
    struct recipe leaf = pki_right[PKI_LEAF];
    AUTO(buf_done) struct buf pem = buf_start(CAP);
    leaf.subject = "a\x1b[31m";
    leaf.signer = 1;
    struct pki_case one = {"", PKI_LEAF, leaf, NULL};
    pki_chain(&one, &pem);
    cr_expect(!accept(buf_view_text(&pem), PKI_N, &e));
    cr_expect_str_eq(e.text, "leaf certificate 'a\\x1b[31m': its signature is wrong");
    cr_expect_eq(e.kind, ERR_UNTRUSTED);
    char name[400];
    memset(name, 1, sizeof name);
    name[sizeof name - 1] = 0;
    one.recipe.subject = name;
    buf_clear(&pem);
    pki_chain(&one, &pem);
    cr_expect(!accept(buf_view_text(&pem), PKI_N, &e));
    cr_expect(strstr(e.text, "': its signature is wrong") != NULL, "%s", e.text);
}

Test(chain, both_ends_of_the_validity_are_inclusive)
{
    AUTO(buf_done) struct buf pem = right_pem();
    AUTO(chain_done) struct chain chain = {.n = 0};
    struct err e = {0};
    cr_assert(chain_parse(buf_view_text(&pem), PKI_N, &chain, &e), "%s", e.text);
    const instant first = 1577836800;
    const instant last = 2208988800;
    chain.certs[1].not_after = last - 10;
    chain.certs[2].not_before = first + 10;
    cr_expect_eq(chain_valid_until(&chain), last - 10);
    cr_expect_null(chain_find_expired(&chain, last - 10));
    cr_expect_eq(chain_find_expired(&chain, last - 9), &chain.certs[1]);
    cr_expect_eq(chain_find_expired(&chain, last + 1), &chain.certs[0]);
    cr_expect_null(chain_find_not_yet_valid(&chain, first + 10));
    cr_expect_eq(chain_find_not_yet_valid(&chain, first + 9), &chain.certs[2]);
    cr_expect_eq(chain_find_not_yet_valid(&chain, first - 1), &chain.certs[0]);
}

static bool count(void *state, const struct p256_key *key, const struct sha256 *digest,
                  const struct p256_signature *signature)
{
    (*(unsigned *)state)++;
    return ecdsa_verify(key, digest, signature);
}

Test(chain, costs_one_signature_less_than_certificates)
{
    AUTO(buf_done) struct buf pem = right_pem();
    AUTO(chain_done) struct chain chain = {.n = 0};
    struct err e = {0};
    unsigned n = 0;
    struct signature_check check = {count, &n};
    cr_assert(chain_parse(buf_view_text(&pem), PKI_N, &chain, &e), "%s", e.text);
    cr_expect(chain_check(&chain, &check, &e));
    cr_expect_eq(n, 2);
}
