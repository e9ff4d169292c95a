/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_X509_H
#define PHALA_CRYPTO_X509_H

#include <stdbool.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"

/* The general case, through OpenSSL: any algorithm that it supports, path building, RFC 5280 path
 * validation. */

/* Verifies the first certificate of a PEM text with the others as untrusted intermediates, up to
 * exactly one trusted root (DER), at an instant. ERR_EXPIRED, ERR_UNTRUSTED or ERR_MALFORMED with
 * OpenSSL's reason. */
MUST_CHECK bool x509_verify(struct text pem_chain, struct bytes root_der, instant at,
                            struct err *e);

#endif
