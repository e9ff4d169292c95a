/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence.h"

#include <string.h>

#include "base/hex.h"
#include "chain_write.h"
#include "der_write.h"
#include "must.h"

enum { PIECE_MAX = 1 << 20 };

static void signature_write(struct buf *to, const struct signature *signature,
                            enum signature_form form)
{
    struct bytes rs = bytes_of(signature->rs, 2 * signature->half);
    if (form == SIGNATURE_HEX_UPPER) {
        json_hex_upper(to, rs);
        return;
    }
    if (form == SIGNATURE_DER) {
        struct buf der = buf_start(256);
        size_t mark = der_open(&der, DER_SEQUENCE);
        der_integer(&der, bytes_of(rs.at, signature->half));
        der_integer(&der, bytes_of(rs.at + signature->half, signature->half));
        der_close(&der, mark);
        buf_hex(to, buf_view(&der));
        buf_done(&der);
        return;
    }
    buf_hex(to, rs);
    if (form == SIGNATURE_SHORT) {
        to->len -= 2;
    }
    if (form == SIGNATURE_LONG) {
        buf_text(to, "00");
    }
    if (form == SIGNATURE_NO_HEX) {
        to->at[to->len - 1] = 'g';
    }
}

/* Signs a document. A fault that chooses the key puts it into the signer's certificate. */
static void document_sign(struct buf *text, struct buf *hex, const struct document_spec *spec,
                          struct cert_spec *signer)
{
    struct signature signature;
    if (fault_chooses_key(spec->fault)) {
        sign_choosing_key(spec->fault, buf_view(text), &signature, &signer->chosen_key);
    } else {
        sign_badly(&spec->signer, spec->fault, HASH_SHA256, buf_view(text), &signature);
    }
    signature_write(hex, &signature, spec->form);
    edits_apply(&spec->late, text);
}

static void member(struct buf *to, const char *name, const struct buf *value)
{
    buf_printf(to, "%s\"%s\": ", to->len > 1 ? ",\n " : "\n ", name);
    json_string(to, buf_view_text(value));
}

static void spoil_last_digit(struct buf *hex)
{
    uint8_t *last = &hex->at[hex->len - 1];
    *last = *last == '0' ? '1' : '0';
}

/* A document as PCS serves it, in the place of the bare one. */
static void wrap(struct buf *text, struct buf *outer, const char *name, enum wrapping wrapping)
{
    struct buf inner = buf_start(PIECE_MAX);
    struct buf body = buf_start(PIECE_MAX);
    bool is_spaced = wrapping == WRAPPED_SPACED;
    buf_add(&inner, buf_view(outer));
    if (wrapping == WRAPPED_OTHER_INSIDE || wrapping == WRAPPED_OTHER_OUTSIDE) {
        spoil_last_digit(wrapping == WRAPPED_OTHER_INSIDE ? &inner : outer);
    }
    buf_printf(&body, is_spaced ? " {\n \"%s\" : " : "{\"%s\":", name);
    buf_add(&body, buf_view(text));
    buf_printf(&body, is_spaced ? " ,\n \"signature\" : \"" : ",\"signature\":\"");
    buf_add(&body, buf_view(&inner));
    buf_text(&body, is_spaced ? "\" }\n" : "\"}");
    buf_done(&inner);
    buf_done(text);
    *text = body;
}

static void document_member(struct buf *to, const char *name, const char *wrapper,
                            const struct document_spec *spec, const struct buf *text,
                            const struct buf *hex)
{
    struct buf shown = buf_start(PIECE_MAX);
    struct buf signature = buf_start(PIECE_MAX);
    char signature_name[64];
    buf_add(&shown, buf_view(text));
    buf_add(&signature, buf_view(hex));
    if (spec->wrapping != BARE) {
        wrap(&shown, &signature, wrapper, spec->wrapping);
    }
    member(to, name, &shown);
    buf_clear(&shown);
    buf_printf(&shown, "%s_signature", name);
    must(shown.len < sizeof(signature_name), "name");
    memcpy(signature_name, shown.at, shown.len);
    signature_name[shown.len] = '\0';
    member(to, signature_name, &signature);
    buf_done(&shown);
    buf_done(&signature);
}

static void crl_member(struct buf *to, const char *name, enum crl_form form, const struct buf *der)
{
    struct buf text = buf_start(PIECE_MAX);
    if (form == CRL_HEX) {
        buf_hex(&text, buf_view(der));
    } else if (form == CRL_HEX_UPPER) {
        json_hex_upper(&text, buf_view(der));
    } else {
        pem_write(&text, "X509 CRL", buf_view(der), "\n");
    }
    member(to, name, &text);
    buf_done(&text);
}

static void collateral_write(const struct platform *p, struct evidence *out)
{
    struct buf *to = &out->collateral;
    struct buf external = buf_start(PIECE_MAX);
    buf_char(to, '{');
    member(to, "pck_crl_issuer_chain", &out->crl_chain);
    crl_member(to, "root_ca_crl", p->root_crl_form, &out->root_crl);
    crl_member(to, "pck_crl", p->pck_crl_form, &out->pck_crl);
    member(to, "tcb_info_issuer_chain", &out->tcb_chain);
    document_member(to, "tcb_info", "tcbInfo", &p->tcb_document, &out->tcb_info,
                    &out->tcb_signature);
    member(to, "qe_identity_issuer_chain", &out->qe_chain);
    document_member(to, "qe_identity", "enclaveIdentity", &p->qe_document, &out->qe_identity,
                    &out->qe_signature);
    if (p->external.order != NULL) {
        chain_write(&external, p, &p->external, &p->pck);
        member(to, "pck_certificate_chain", &external);
    }
    buf_text(to, "\n}\n");
    edits_apply(&p->collateral, to);
    buf_done(&external);
}

static void certification_write(struct buf *to, const struct platform *p)
{
    struct chain_spec leaf = p->embedded;
    leaf.order = p->quote.leaf_order != NULL ? p->quote.leaf_order : "l";
    if (p->quote.certification == CERTIFIED_BY_FILLER) {
        buf_repeat(to, (char)0xee, p->quote.filler);
    } else if (p->quote.certification == CERTIFIED_BY_LEAF) {
        chain_write(to, p, &leaf, &p->pck);
    } else {
        chain_write(to, p, &p->embedded, &p->pck);
    }
}

static void crls_write(const struct platform *p, struct evidence *out)
{
    static const struct chain_spec ISSUERS = {.order = "ir"};
    crl_write(p->crls_swapped ? &out->pck_crl : &out->root_crl, &p->root_crl);
    crl_write(p->crls_swapped ? &out->root_crl : &out->pck_crl, &p->pck_crl);
    chain_write(&out->crl_chain, p, &ISSUERS, &p->pck);
}

#define PIECES(X)                                                                                  \
    X(quote)                                                                                       \
    X(collateral)                                                                                  \
    X(root)                                                                                        \
    X(tcb_info)                                                                                    \
    X(tcb_signature)                                                                               \
    X(tcb_chain)                                                                                   \
    X(qe_identity)                                                                                 \
    X(qe_signature)                                                                                \
    X(qe_chain)                                                                                    \
    X(root_crl)                                                                                    \
    X(pck_crl)                                                                                     \
    X(crl_chain)

static void evidence_start(struct evidence *out)
{
#define X(piece) out->piece = buf_start(PIECE_MAX);
    PIECES(X)
#undef X
}

void evidence_done(struct evidence *evidence)
{
#define X(piece) buf_done(&evidence->piece);
    PIECES(X)
#undef X
}

static bool evidence_is_whole(const struct evidence *evidence)
{
    bool whole = true;
#define X(piece) whole = whole && buf_is_whole(&evidence->piece);
    PIECES(X)
#undef X
    return whole;
}

void evidence_make(const struct platform *platform, struct evidence *out)
{
    struct platform p = *platform;
    struct quote_parts parts;
    struct buf certification = buf_start(PIECE_MAX);
    evidence_start(out);
    quote_sign(&p.quote, &parts);
    p.pck.chosen_key = parts.pck_key;
    tcb_info_write(&out->tcb_info, &p.tcb_info);
    document_sign(&out->tcb_info, &out->tcb_signature, &p.tcb_document, &p.tcb_signer);
    qe_identity_write(&out->qe_identity, &p.qe_identity);
    document_sign(&out->qe_identity, &out->qe_signature, &p.qe_document, &p.qe_signer);
    cert_write(&out->root, &p.root);
    chain_write(&out->tcb_chain, &p, &p.tcb_document.chain, &p.tcb_signer);
    chain_write(&out->qe_chain, &p, &p.qe_document.chain, &p.qe_signer);
    crls_write(&p, out);
    certification_write(&certification, &p);
    quote_write(&out->quote, &p.quote, &parts, buf_view(&certification));
    collateral_write(&p, out);
    must(buf_is_whole(&certification) && evidence_is_whole(out), "a piece is too long");
    buf_done(&certification);
    quote_parts_done(&parts);
}
