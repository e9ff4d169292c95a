/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_MODEL_H
#define PHALA_ATTEST_MODEL_H

#include <stdbool.h>
#include <stdint.h>

#include "attest/collateral.h"
#include "attest/pck.h"
#include "attest/platform.h"
#include "attest/quote/quote.h"
#include "base/err.h"
#include "base/text.h"

/* Which collateral a quote needs (specification section 5): TCB Info is published by FMSPC, the PCK
 * revocation list by the authority that issued the PCK certificate, QE identity by TEE. */
struct model {
    uint8_t fmspc[FMSPC_SIZE];
    bool is_processor_ca; /* issued by Intel's "Processor" CA, else by "Platform" */
};

/* Reads the model from the first certificate of a PEM chain. ERR_MALFORMED. */
MUST_CHECK bool model_parse(struct text pem, struct model *out, struct err *e);

/* The model of the PCK certificate in the quote; false when it carries none that can be read. */
MUST_CHECK bool model_of_quote(const struct quote *quote, struct model *out);

/* Its TCB Info is for the TEE and model of the quote's certificate, and nothing else in it is for
 * another TEE, authority or machine. False where one of the two is not there or cannot be read; of
 * other pieces that says nothing. */
bool collateral_is_for(const struct collateral *collateral, const struct quote *quote);
bool platform_is_for(const struct platform *platform, const struct quote *quote);

/* Both are for one TEE and model, or one of them cannot be read. */
bool collateral_is_like(const struct collateral *one, const struct collateral *other);

/* Copies to `to`, as far as it has none, the pieces of `from` that are good for the quote's
 * platform, too: not TCB Info of another model, for example, and never a machine's certificate. */
void collateral_share(const struct collateral *from, const struct quote *quote,
                      struct collateral *to);

#endif
