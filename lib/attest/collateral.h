/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_COLLATERAL_H
#define PHALA_ATTEST_COLLATERAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "codec/json.h"
#include "codec/json_write.h"

/* The pieces of collateral that Intel publishes for a quote, by their names in dcap-qvl's
 * QuoteCollateralV3 (specification section 5). */
#define COLLATERAL_PIECES(X)                                                                       \
    X(PCK_CRL_ISSUER_CHAIN, "pck_crl_issuer_chain")                                                \
    X(ROOT_CA_CRL, "root_ca_crl")                                                                  \
    X(PCK_CRL, "pck_crl")                                                                          \
    X(TCB_INFO_ISSUER_CHAIN, "tcb_info_issuer_chain")                                              \
    X(TCB_INFO, "tcb_info")                                                                        \
    X(TCB_INFO_SIGNATURE, "tcb_info_signature")                                                    \
    X(QE_IDENTITY_ISSUER_CHAIN, "qe_identity_issuer_chain")                                        \
    X(QE_IDENTITY, "qe_identity")                                                                  \
    X(QE_IDENTITY_SIGNATURE, "qe_identity_signature")                                              \
    X(PCK_CERTIFICATE_CHAIN, "pck_certificate_chain")

enum collateral_piece {
#define X(name, key) PIECE_##name,
    COLLATERAL_PIECES(X)
#undef X
        PIECE_COUNT,
};

/* Collateral as it was handed in. Each piece is owned, and in one form whatever it came in:
 * chains PEM text, CRLs DER, TCB Info and QE identity the signed bytes, signatures raw bytes. A CRL
 * or signature whose text is neither hex nor PEM is kept as it is (its check will fail). A PCS body
 * in place of the value inside it is taken apart, unless its own signature is not that of the
 * piece: then it stays whole, and no signature holds over it. */
struct collateral {
    struct buf piece[PIECE_COUNT];
    bool has[PIECE_COUNT];
};

void collateral_done(struct collateral *collateral);

const char *collateral_piece_key(enum collateral_piece piece);

/* Empty when the piece is not there. */
struct bytes collateral_piece_bytes(const struct collateral *collateral,
                                    enum collateral_piece piece);

/* Sets one piece from the form it is published in: PEM text (a URL-encoded header is the caller's
 * matter), CRL as DER, PEM or hex text, JSON value, signature as hex text. */
void collateral_set(struct collateral *collateral, enum collateral_piece piece,
                    struct bytes published);

/* Copies a piece as it is, or that there is none. */
void collateral_copy_piece(const struct collateral *from, enum collateral_piece piece,
                           struct collateral *to);

/* Adds what a file holds, recognised by content: a QuoteCollateralV3 object (all keys but
 * pck_certificate_chain required), a PCS body {"tcbInfo":…,"signature":…} or
 * {"enclaveIdentity":…,"signature":…}, a CRL (DER, PEM, hex; root or PCK by its issuer), a chain of
 * certificates (PEM; by the role of the first, where the signer's is for both TCB Info and QE
 * identity, as far as they have none). ERR_MALFORMED when it is none of them or a key is
 * missing, ERR_USAGE when a piece is there already. */
MUST_CHECK bool collateral_add(struct collateral *collateral, struct bytes file, struct err *e);

/* The same for a QuoteCollateralV3 that is a JSON value already. */
MUST_CHECK bool collateral_add_json(struct collateral *collateral, const struct json_value *object,
                                    struct err *e);

/* Takes {"tcbInfo":…,"signature":…} or {"enclaveIdentity":…,"signature":…} apart. */
MUST_CHECK bool collateral_add_body(struct collateral *collateral, struct bytes body,
                                    struct err *e);

/* Writes the pieces that are there as a QuoteCollateralV3 object. */
void collateral_write(const struct collateral *collateral, struct json_writer *w);

#endif
