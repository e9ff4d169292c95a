/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_ACI_H
#define PHALA_ATTEST_ACI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/evidence.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* The attestation report of a private inference gateway (aci/1; dstack specification section 18),
 * read and not verified. Two forms of it are in use. In the present one the keyset is the identity:
 * report data is the digest of a statement that names the keyset's digest. In the earlier one the
 * statement also names a key, the workload's identity, which endorses the keyset. */

enum { ACI_KEYS = 32, ACI_TLS_KEYS = 64, ACI_RECEIPTS = 1000 };

struct aci_key {
    struct text id, algorithm; /* "receipt-1", "ed25519" */
    struct bytes key;          /* empty: not in hex */
};

/* Views look into the document and the keep of the evidence that it is of. */
struct aci_report {
    bool is_earlier;
    struct text keyset_digest;     /* as the report names it: "sha256:…" */
    bool has_keyset_hash;          /* false: there is no canonical form of it */
    struct sha256 keyset_hash;     /* of the canonical form */
    bool expires;                  /* false: not_after is beyond 64 bits */
    uint64_t not_after;            /* Unix seconds; the keyset counts no more from then on */
    struct bytes report_data;      /* as the report names it, 32 bytes; empty: not */
    struct aci_key keys[ACI_KEYS]; /* that sign receipts */
    size_t n_keys;
    struct sha256 tls_keys[ACI_TLS_KEYS]; /* of SubjectPublicKeyInfo */
    size_t n_tls_keys;
    /* of the earlier form: */
    struct text workload_id; /* as the report names it */
    struct aci_key identity; /* `id` is empty */
    bool has_identity_hash;
    struct sha256 identity_hash; /* of the canonical form of its key: "sha256:…" is workload_id */
    struct text endorsement_algorithm;
    struct bytes endorsement;          /* signature; empty: none */
    const struct json_value *receipts; /* an array that somebody has put beside; NULL: none */
};

/* Reads the answer of GET /v1/aci/attestation, with what its evidence has (quote, event log,
 * vm_config, app_compose, key custody), into `out`. Receipts are taken from a member `receipts`
 * beside `attestation`. The document has to stay. ERR_MALFORMED, and ERR_TOO_BIG for too many keys,
 * name the member; then out->aci is NULL. */
MUST_CHECK bool aci_report_read(const struct json_value *object, struct evidence *out,
                                struct err *e);

void aci_report_free(struct aci_report *report);

/* What report data begins with (zeros follow) when the service was asked with that nonce (32 bytes)
 * or, when it is empty, without one. False when there is no canonical form to hash. */
MUST_CHECK bool aci_statement_digest(const struct aci_report *report, struct bytes nonce,
                                     struct sha256 *out);

/* The keyset lists that key: a TLS key by its SubjectPublicKeyInfo, one that signs receipts by its
 * bytes. */
bool aci_lists_tls_key(const struct aci_report *report, struct bytes spki);
bool aci_lists_signing_key(const struct aci_report *report, struct bytes key);

/* The identity's signature under the keyset's digest holds (earlier form): Ed25519, or ECDSA over
 * secp256k1 of the SHA-256. `*is_known` is false for an algorithm that is neither. */
MUST_CHECK bool aci_is_endorsed(const struct aci_report *report, bool *is_known);

/* The receipt is one of this keyset and signed by a key of it. On false `*why` says what is wrong;
 * `*is_known` is false for a receipt of the earlier form, which is not judged. */
MUST_CHECK bool aci_receipt_is_signed(const struct aci_report *report,
                                      const struct json_value *receipt, bool *is_known,
                                      const char **why);

#endif
