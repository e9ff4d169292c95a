/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/device.h"

#include <string.h>

#include "attest/pck.h"

static bool is_of_device(struct text key)
{
    return text_is(key, app_key_word(APP_KEY_DEVICE_ID));
}

/* Some claim or expectation is exactly this id. */
static bool is_meant(const struct trial *t, struct bytes id)
{
    bool is_meant = false;
    for (size_t i = 0; i < t->evidence->n_claims; i++) {
        const struct claim *claim = &t->evidence->claims[i];
        is_meant = is_meant || (is_of_device(text_of(claim->key)) && bytes_equal(claim->value, id));
    }
    for (size_t i = 0; i < t->options->n_expectations; i++) {
        const struct expectation *expected = &t->options->expectations[i];
        is_meant = is_meant || (is_of_device(expected->key) && expectation_accepts(expected, id));
    }
    return is_meant;
}

static bool read_ppid(const struct quote *quote, struct pck *out)
{
    struct err e;
    AUTO(chain_done) struct chain chain = {.n = 0};
    const struct quote_signature *signature = &quote->signature;
    TRY(quote->has_signature && signature->has_qe);
    TRY(signature->certification_type == CERTIFICATION_PCK_CHAIN);
    TRY(chain_parse(text_of_bytes(signature->certification_data), CHAIN_MAX, &chain, &e));
    return pck_parse_extension(chain_leaf(&chain)->sgx_extension, out, &e);
}

void device_choose(struct trial *t)
{
    struct pck pck;
    struct bytes id = t->app->value[APP_KEY_DEVICE_ID];
    if (bytes_end(id) || is_meant(t, id) || !read_ppid(&t->evidence->quote, &pck)) {
        return;
    }
    struct sha256 other = sha256_of(BYTES_OF(pck.ppid));
    if (is_meant(t, BYTES_OF(other.at))) {
        memcpy(t->app->room[APP_KEY_DEVICE_ID], other.at, sizeof other.at);
    }
}
