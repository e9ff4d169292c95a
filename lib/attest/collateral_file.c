/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/collateral.h"

#include "attest/limits.h"
#include "base/utf8.h"
#include "codec/der.h"
#include "codec/pem.h"
#include "crypto/cert.h"

static const char expected_forms[] =
    "expected a QuoteCollateralV3 object, a body with tcbInfo or enclaveIdentity, a CRL or a PEM "
    "chain";

/* Sets a piece that must not be there yet. */
static bool add_piece(struct collateral *collateral, enum collateral_piece piece,
                      struct bytes content, struct err *e)
{
    if (collateral->has[piece]) {
        return err_set(e, ERR_USAGE, "collateral is given twice: '%s' is there already",
                       collateral_piece_key(piece));
    }
    collateral_set(collateral, piece, content);
    return true;
}

static bool add_document(struct collateral *collateral, struct bytes file, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(file, e);
    TRY(json != NULL);
    const struct json_value *root = json_root(json);
    if (json_member(root, "tcbInfo") != NULL || json_member(root, "enclaveIdentity") != NULL) {
        return collateral_add_body(collateral, file, e);
    }
    return collateral_add_json(collateral, root, e);
}

/* The common name in a Name's content; empty when it has none. */
static struct text common_name(struct bytes name)
{
    static const uint8_t id_at_common_name[] = {0x55, 0x04, 0x03};
    struct bytes set;
    struct bytes pair;
    struct bytes oid;
    while (der_element(&name, DER_SET, &set) && der_element(&set, DER_SEQUENCE, &pair) &&
           der_oid(&pair, &oid)) {
        uint8_t tag = 0;
        struct bytes value;
        if (bytes_equal(oid, BYTES_OF(id_at_common_name)) && der_any(&pair, &tag, &value)) {
            return text_of_bytes(value);
        }
    }
    return (struct text){0};
}

/* Looks no further than the issuer: whether the CRL can be read is a check of its own. */
static bool find_crl_issuer(struct bytes der, struct text *out)
{
    struct bytes list;
    struct bytes tbs;
    struct bytes algorithm;
    struct bytes issuer;
    uint64_t version = 0;
    if (!der_element(&der, DER_SEQUENCE, &list) || !der_element(&list, DER_SEQUENCE, &tbs) ||
        !der_uint(&tbs, DER_INTEGER, &version) || !der_element(&tbs, DER_SEQUENCE, &algorithm) ||
        !der_element(&tbs, DER_SEQUENCE, &issuer)) {
        return false;
    }
    *out = common_name(issuer);
    return true;
}

static bool add_crl(struct collateral *collateral, struct bytes file, struct err *e)
{
    AUTO(collateral_done) struct collateral decoded = {0};
    struct text issuer;
    collateral_set(&decoded, PIECE_PCK_CRL, file);
    if (!find_crl_issuer(collateral_piece_bytes(&decoded, PIECE_PCK_CRL), &issuer)) {
        return err_set(e, ERR_MALFORMED, "not a revocation list that names its issuer; %s",
                       expected_forms);
    }
    bool is_root = text_is(issuer, "Intel SGX Root CA");
    return add_piece(collateral, is_root ? PIECE_ROOT_CA_CRL : PIECE_PCK_CRL, file, e);
}

static const struct role {
    const char *common_name;
    enum collateral_piece piece;
} roles[] = {
    {"Intel SGX PCK Certificate", PIECE_PCK_CERTIFICATE_CHAIN},
    {"Intel SGX PCK Platform CA", PIECE_PCK_CRL_ISSUER_CHAIN},
    {"Intel SGX PCK Processor CA", PIECE_PCK_CRL_ISSUER_CHAIN},
};

/* Intel has one signer of TCB Info and QE identity: its chain is for whichever has none yet. */
static bool add_signer(struct collateral *collateral, struct bytes chain, struct err *e)
{
    bool has_tcb_info_chain = collateral->has[PIECE_TCB_INFO_ISSUER_CHAIN];
    bool has_qe_identity_chain = collateral->has[PIECE_QE_IDENTITY_ISSUER_CHAIN];
    if (!has_tcb_info_chain) {
        collateral_set(collateral, PIECE_TCB_INFO_ISSUER_CHAIN, chain);
    }
    if (has_qe_identity_chain && !has_tcb_info_chain) {
        return true;
    }
    return add_piece(collateral, PIECE_QE_IDENTITY_ISSUER_CHAIN, chain, e);
}

static bool add_chain(struct collateral *collateral, struct text pem, struct err *e)
{
    AUTO(buf_done) struct buf der = buf_start(LIMIT_CHAIN);
    struct text rest = pem;
    struct cert cert;
    bool found = false;
    if (bytes_find(text_bytes(pem), 0) != pem.len || !utf8_is_valid(pem) ||
        !pem_next(&rest, "CERTIFICATE", &der, &found) || !found) {
        return err_set(e, ERR_MALFORMED, "not a PEM chain of certificates; %s", expected_forms);
    }
    if (!cert_parse(buf_view(&der), &cert, e)) {
        return err_wrap(e, "first certificate");
    }
    if (text_is(cert.common_name, "Intel SGX TCB Signing")) {
        return add_signer(collateral, text_bytes(pem), e);
    }
    for (size_t i = 0; i < COUNT(roles); i++) {
        if (text_is(cert.common_name, roles[i].common_name)) {
            return add_piece(collateral, roles[i].piece, text_bytes(pem), e);
        }
    }
    return err_set(e, ERR_MALFORMED, "the first certificate is of no PCK, PCK CA or TCB signer; %s",
                   expected_forms);
}

bool collateral_add(struct collateral *collateral, struct bytes file, struct err *e)
{
    struct text text = text_trim(text_of_bytes(file));
    if (file.left > LIMIT_COLLATERAL) {
        return err_set(e, ERR_TOO_BIG, "collateral of %zu bytes is more than %zu", file.left,
                       LIMIT_COLLATERAL);
    }
    if (text.len == 0) {
        return err_set(e, ERR_MALFORMED, "the collateral is empty; %s", expected_forms);
    }
    if (text_starts(text, "{")) {
        return add_document(collateral, file, e);
    }
    if (text_starts(text, "-----BEGIN CERTIFICATE-----")) {
        return add_chain(collateral, text, e);
    }
    return add_crl(collateral, file, e);
}
