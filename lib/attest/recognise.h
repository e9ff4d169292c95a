/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_RECOGNISE_H
#define PHALA_ATTEST_RECOGNISE_H

#include <stdbool.h>

#include "attest/evidence.h"
#include "base/bytes.h"
#include "base/err.h"

/* Forms that evidence comes in. */
enum evidence_form { FORM_ANY, FORM_QUOTE, FORM_JSON, FORM_RA_TLS };

/* Reads what was handed in, by its form:
 *   FORM_QUOTE   a quote: binary, hex (with or without 0x) or base64
 *   FORM_JSON    a JSON document of dstack (specification sections 11, 15, 17, 18), of Phala Cloud,
 *                of a private inference service, of an NVIDIA GPU; or any that carries a quote in a
 *                member named quote, intel_quote, tdx_quote or sgx_quote, at the top or in an
 *                object one or two levels below; where there are several, they have to be equal
 *   FORM_RA_TLS  certificates with a quote (section 14): PEM or DER, leaf first
 *   FORM_ANY     one of these, a VersionedAttestation (section 11), or evidence of a TEE that is
 *                named and not judged (its kind is set, has_quote is false)
 * ERR_MALFORMED says what was expected, or which member is not what it has to be; ERR_TOO_BIG. On
 * failure `out` is untouched and nothing has to be freed. */
MUST_CHECK bool evidence_recognise(struct bytes in, enum evidence_form form, struct evidence *out,
                                   struct err *e);

#endif
