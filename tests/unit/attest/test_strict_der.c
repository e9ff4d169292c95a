/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <stdlib.h>

#include "attest/quote/quote.h"
#include "base/mem.h"
#include "base/path.h"
#include "cases.h"
#include "crypto/chain.h"
#include "crypto/crl.h"
#include "verify_case.h"

/* No element of a certificate or a CRL may hold more than it has to: at each place where DER has
 * content, one more element is put behind it, and the whole must be refused. */

/* Counts the places as they are met, and changes one of them. */
struct walk {
    size_t place;  /* the next one's number */
    size_t wanted; /* SIZE_MAX: none */
    bool in_bits;  /* change the numbers of unused bits instead */
};

struct element {
    uint8_t tag;
    struct bytes content;
};

/* False at what is no DER element; tags of one octet, lengths below 65536. */
static bool take(struct bytes *from, struct element *out)
{
    uint8_t length = 0;
    size_t size = 0;
    if (!bytes_u8(from, &out->tag) || !bytes_u8(from, &length)) {
        return false;
    }
    size = length;
    for (unsigned more = length > 0x80 && length < 0x83 ? length & 3U : 0; more > 0; more--) {
        uint8_t next = 0;
        size = more == (length & 3U) ? 0 : size;
        if (!bytes_u8(from, &next)) {
            return false;
        }
        size = size << 8 | next;
    }
    return bytes_take(from, size, &out->content);
}

/* What an OCTET STRING or BIT STRING holds may be DER itself. */
static bool is_der(struct bytes content)
{
    struct element first;
    return take(&content, &first) && bytes_end(content) &&
           (first.tag == 0x30 || first.tag == 0x02 || first.tag == 0x03 || first.tag == 0x04);
}

static void put(struct buf *to, uint8_t tag, struct bytes content)
{
    buf_char(to, (char)tag);
    if (content.left >= 256) {
        buf_char(to, (char)0x82);
        buf_char(to, (char)(content.left >> 8));
    } else if (content.left >= 128) {
        buf_char(to, (char)0x81);
    }
    buf_char(to, (char)content.left);
    buf_add(to, content);
}

static void rewrite(struct buf *to, struct bytes from, struct walk *walk);

static bool is_wanted(struct walk *walk)
{
    return walk->place++ == walk->wanted;
}

static void rewrite_bits(struct buf *to, struct bytes content, struct walk *walk)
{
    uint8_t unused = content.at[0];
    bool is_odd = walk->in_bits && unused == 0 && is_wanted(walk);
    buf_char(to, is_odd ? 1 : (char)unused);
    cr_assert(bytes_skip(&content, 1));
    if (is_der(content)) {
        rewrite(to, content, walk);
    } else {
        buf_add(to, content);
    }
    if (is_odd) { /* bits that are not used are zero */
        to->at[to->len - 1] &= 0xfe;
    }
}

/* Its content as it is, or with a NULL behind it. */
static void rewrite_one(struct buf *to, const struct element *one, struct walk *walk)
{
    AUTO(buf_done) struct buf content = buf_start(64 * KIB);
    bool is_constructed = (one->tag & 0x20) != 0 || (one->tag == 0x04 && is_der(one->content));
    if (one->tag == 0x03) {
        rewrite_bits(&content, one->content, walk);
    } else if (is_constructed) {
        rewrite(&content, one->content, walk);
    } else {
        buf_add(&content, one->content);
    }
    if (!walk->in_bits && (is_constructed || one->tag == 0x03) && is_wanted(walk)) {
        buf_text(&content, "\x05");
        buf_char(&content, 0);
    }
    put(to, one->tag, buf_view(&content));
}

static void rewrite(struct buf *to, struct bytes from, struct walk *walk)
{
    struct element one;
    while (take(&from, &one)) {
        rewrite_one(to, &one, walk);
    }
}

typedef bool (*reader)(struct bytes der);

static bool reads_certificate(struct bytes der)
{
    struct cert cert;
    struct err e;
    return cert_parse(der, &cert, &e);
}

static bool reads_crl(struct bytes der)
{
    struct crl crl;
    struct err e;
    return crl_parse(der, &crl, &e);
}

/* How many places there were. */
static size_t expect_strict(const char *name, struct bytes der, reader reads, bool in_bits)
{
    struct walk plain = {.wanted = SIZE_MAX, .in_bits = in_bits};
    AUTO(buf_done) struct buf same = buf_start(64 * KIB);
    rewrite(&same, der, &plain);
    cr_assert(bytes_equal(buf_view(&same), der), "%s: written otherwise", name);
    cr_assert(reads(der), "%s", name);
    for (size_t i = 0; i < plain.place; i++) {
        struct walk walk = {.wanted = i, .in_bits = in_bits};
        AUTO(buf_done) struct buf changed = buf_start(64 * KIB);
        rewrite(&changed, der, &walk);
        cr_expect_not(reads(buf_view(&changed)), "%s: place %zu", name, i);
    }
    return plain.place;
}

Test(strict_der, certificates)
{
    static const struct {
        const char *name;
        enum collateral_piece piece;
        size_t n;
    } chains[] = {{"valid_tdx_v4", PIECE_PCK_CRL_ISSUER_CHAIN, 2},
                  {"valid_tdx_v4", PIECE_TCB_INFO_ISSUER_CHAIN, 2}};
    for (size_t i = 0; i < COUNT(chains); i++) {
        AUTO(buf_done) struct buf pem = case_piece(chains[i].name, chains[i].piece);
        AUTO(chain_done) struct chain chain = {0};
        struct err e = {0};
        cr_assert(chain_parse(buf_view_text(&pem), chains[i].n, &chain, &e), "%s", e.text);
        for (size_t k = 0; k < chain.n; k++) {
            cr_expect_gt(
                expect_strict(chains[i].name, chain.certs[k].der, reads_certificate, false), 40);
            cr_expect_eq(expect_strict(chains[i].name, chain.certs[k].der, reads_certificate, true),
                         2, "key and signature");
        }
    }
}

Test(strict_der, crls)
{
    static const struct {
        const char *name;
        enum collateral_piece piece;
    } crls[] = {{"valid_tdx_v4", PIECE_ROOT_CA_CRL},
                {"valid_tdx_v4", PIECE_PCK_CRL},
                {"pck_revoked", PIECE_PCK_CRL},
                {"tcb_signing_revoked", PIECE_ROOT_CA_CRL}};
    for (size_t i = 0; i < COUNT(crls); i++) {
        AUTO(buf_done) struct buf der = case_piece(crls[i].name, crls[i].piece);
        cr_expect_gt(expect_strict(crls[i].name, buf_view(&der), reads_crl, false), 15);
        cr_expect_eq(expect_strict(crls[i].name, buf_view(&der), reads_crl, true), 1);
    }
}

/* Entries with extensions. */
Test(strict_der, crl_of_a_generated_case)
{
    const char *made = getenv("PHALA_CASES");
    AUTO(mem_freep)
    char *folder = path_join(made != NULL ? made : PHALA_CASES_DIR, "revoked_pck_with_reason");
    AUTO(verify_case_done) struct verify_case c;
    verify_case_open(&c, folder, "case.json", "verify_at_unix");
    cr_assert(c.is_readable);
    struct bytes der = collateral_piece_bytes(&c.platform->collateral, PIECE_PCK_CRL);
    cr_expect_gt(expect_strict(folder, der, reads_crl, false), 25);
}
