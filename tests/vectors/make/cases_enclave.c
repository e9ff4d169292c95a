/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* The policy on enclaves. */

static void attribute(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_ATTRIBUTES] ^= (uint8_t)(1 << c->number);
}

static void measurement(struct platform *p, const struct test_case *c)
{
    p->quote.body[c->number] ^= 0xff;
}

#define DEBUG "10: ATTRIBUTES.DEBUG is clear"
#define OTHER "10: no other attribute is judged"

static const struct test_case CASES_ENCLAVE[] = {
    REFUSED("enclave_debug_v3", "debug", DEBUG, .base = SGX_V3, .change = attribute, .number = 1),
    REFUSED("enclave_debug_v4", "debug", DEBUG, .base = SGX_V4, .change = attribute, .number = 1),
    REFUSED("enclave_debug_v5", "debug", DEBUG, .base = SGX_V5, .change = attribute, .number = 1),
    ACCEPTED("enclave_provision_key", OTHER, .base = SGX_V3, .change = attribute, .number = 4),
    ACCEPTED("enclave_kss", OTHER, .base = SGX_V3, .change = attribute, .number = 7),
    ACCEPTED("enclave_miscselect", OTHER, .base = SGX_V3, .change = measurement,
             .number = AT_MISCSELECT),
    ACCEPTED("enclave_mrenclave", "10: measurements are for options", .base = SGX_V3,
             .change = measurement, .number = AT_MRENCLAVE),
};

void cases_enclave(struct case_list *to)
{
    case_add_all(to, "enclave", CASES_ENCLAVE, COUNT(CASES_ENCLAVE));
}
