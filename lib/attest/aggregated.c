/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/aggregated.h"

#include <assert.h>
#include <string.h>

enum { REGISTER = 48, REGISTERS_MAX = 8 };

/* Fields of the quote, one behind the other. */
struct sum {
    uint8_t at[REGISTERS_MAX * REGISTER];
    size_t n;
};

static void add(struct sum *sum, struct bytes field)
{
    assert(field.left <= sizeof sum->at - sum->n);
    memcpy(&sum->at[sum->n], field.at, field.left);
    sum->n += field.left;
}

static struct sum system_of(const struct quote *quote)
{
    struct sum sum = {.n = 0};
    add(&sum, quote->td[TD_MRTD]);
    add(&sum, quote->td[TD_RTMR0]);
    add(&sum, quote->td[TD_RTMR1]);
    add(&sum, quote->td[TD_RTMR2]);
    return sum;
}

struct sha256 mr_key_provider_of(struct text key_provider_info)
{
    return key_provider_info.len > 0 ? sha256_of(text_bytes(key_provider_info))
                                     : (struct sha256){{0}};
}

struct sha256 mr_system_of(const struct quote *quote, const struct sha256 *mr_key_provider)
{
    struct sum sum = system_of(quote);
    add(&sum, BYTES_OF(mr_key_provider->at));
    return sha256_of(bytes_of(sum.at, sum.n));
}

struct sha256 mr_aggregated_of(const struct quote *quote, struct bytes rtmr3)
{
    const struct bytes *td = quote->td;
    struct sum sum = system_of(quote);
    add(&sum, rtmr3);
    if (!bytes_all_zero(td[TD_MR_CONFIG_ID]) || !bytes_all_zero(td[TD_MR_OWNER]) ||
        !bytes_all_zero(td[TD_MR_OWNER_CONFIG])) {
        add(&sum, td[TD_MR_CONFIG_ID]);
        add(&sum, td[TD_MR_OWNER]);
        add(&sum, td[TD_MR_OWNER_CONFIG]);
    }
    return sha256_of(bytes_of(sum.at, sum.n));
}
