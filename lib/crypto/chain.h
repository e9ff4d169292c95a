/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_CHAIN_H
#define PHALA_CRYPTO_CHAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "crypto/cert.h"

enum { CHAIN_MAX = 3 };

/* A chain of two or three certificates of the closed profile, leaf first, root last. */
struct chain {
    struct buf der; /* owns the bytes that the certificates look into */
    struct cert certs[CHAIN_MAX];
    size_t n;
};

/* Reads a PEM text that holds exactly `n` certificates and nothing else but white space and NUL.
 * On failure nothing has to be freed. */
MUST_CHECK bool chain_parse(struct text pem, size_t n, struct chain *out, struct err *e);
void chain_done(struct chain *chain);

const struct cert *chain_leaf(const struct chain *chain);
const struct cert *chain_root(const struct chain *chain);

/* Everything about the chain that does not depend on time or on which root is trusted (RFC 5280
 * section 6 for this profile, attestation specification sections 3 and 16): each issuer name equals
 * its parent's subject byte for byte, the root's its own; each signature but the root's holds; CA
 * certificates have critical BasicConstraints CA:TRUE with pathLen 1 (root) and 0 (intermediate),
 * keyCertSign, cRLSign and a subject key identifier; the leaf is no CA, has digitalSignature and no
 * keyCertSign; authority key identifiers are there (the root's may be absent) and name the parent's
 * key; no unknown critical extension.
 *
 * The root's signature by itself is left out: it proves nothing. The caller trusts the root by
 * comparing all its bytes with the one that is pinned. */
MUST_CHECK bool chain_check(const struct chain *chain, const struct signature_check *check,
                            struct err *e);

/* First certificate whose notAfter is before `at` (or whose notBefore is after), or NULL. Both ends
 * are inclusive. */
const struct cert *chain_find_expired(const struct chain *chain, instant at);
const struct cert *chain_find_not_yet_valid(const struct chain *chain, instant at);

/* The earliest notAfter. */
instant chain_valid_until(const struct chain *chain);

#endif
