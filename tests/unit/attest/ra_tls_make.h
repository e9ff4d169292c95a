/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_RA_TLS_MAKE_H
#define PHALA_TESTS_ATTEST_RA_TLS_MAKE_H

#include "base/buf.h"
#include "base/bytes.h"
#include "crypto/digest.h"
#include "crypto/pki.h"

/* RA-TLS certificates (dstack specification section 14) of the keys of crypto/pki.h: leaf (key 1) ←
 * App CA (key 2) ← KMS CA (key 3). */

/* Appends extension 1.3.6.1.4.1.62397.1.`number` in hex, with that content in its OCTET STRING. */
void ra_tls_extension(unsigned number, struct bytes content, struct buf *hex);

/* Appends "ELGZv1" and the content compressed. */
void ra_tls_pack(struct bytes content, struct buf *out);

/* Appends the leaf in DER with those extensions (hex, not zero-terminated). */
void ra_tls_leaf(const struct buf *extensions, struct buf *der);

/* Appends the leaf and the two CA certificates as PEM; `recipe` replaces number `at` of them (NULL:
 * none). */
void ra_tls_chain(const struct buf *extensions, size_t at, const struct recipe *recipe,
                  struct buf *pem);

/* What report data of the leaf's quote has to be. */
struct sha512 ra_tls_report_data(void);

extern const struct recipe ra_tls_right[3];

#endif
