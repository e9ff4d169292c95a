/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_QUOTE_HEADER_H
#define PHALA_ATTEST_QUOTE_HEADER_H

#include "attest/quote/quote.h"

/* The parts of a quote before its signature data, for quote/quote.c alone. Both read from the front
 * of `from` and fill their members of `out`; errors name the field and its offset in the quote. */

/* 48 bytes: version, attestation key type and TEE. */
MUST_CHECK bool quote_header_read(struct bytes *from, struct quote *out, struct err *e);

/* Enclave report or TD report; in version 5 the body descriptor before it. */
MUST_CHECK bool quote_body_read(struct bytes *from, struct quote *out, struct err *e);

#endif
