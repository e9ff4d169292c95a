/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_RECOGNISE_H
#define PHALA_ATTEST_RECOGNISE_H

#include <stdbool.h>

#include "attest/quote/quote.h"
#include "base/buf.h"
#include "base/err.h"

/* Forms that evidence comes in. */
enum evidence_form { FORM_ANY, FORM_QUOTE, FORM_JSON };

/* Evidence, recognised and parsed. `bytes` owns the binary quote that `quote` looks into. */
struct evidence {
    struct buf bytes;
    struct quote quote;
};

/* Finds the quote in what was handed in: binary, hex (with or without 0x), base64, or a JSON
 * document that carries one in a member named quote, intel_quote, tdx_quote or sgx_quote, at the
 * top or in an object one or two levels below; where there are several, they have to be equal.
 * `form` narrows what is looked for. ERR_MALFORMED says what was expected. On failure nothing has
 * to be freed. */
MUST_CHECK bool evidence_recognise(struct bytes in, enum evidence_form form, struct evidence *out,
                                   struct err *e);
void evidence_done(struct evidence *evidence);

/* "tdx-quote" or "sgx-quote". */
const char *evidence_kind(const struct evidence *evidence);

#endif
