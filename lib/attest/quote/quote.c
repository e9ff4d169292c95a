/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/quote/quote.h"

#include <inttypes.h>

#include "attest/quote/header.h"

/* Specification section 1.5: u32 length, then the signature data; what follows is trailing. */
static bool read_signature(struct bytes *from, struct quote *out, struct err *e)
{
    size_t offset = bytes_before(out->raw, *from).left;
    uint32_t size = 0;
    struct bytes data;
    if (!bytes_u32le(from, &size)) {
        return err_set(e, ERR_MALFORMED, "truncated at the length of the signature data (byte %zu)",
                       offset);
    }
    if (!bytes_take(from, size, &data)) {
        return err_set(e, ERR_MALFORMED,
                       "truncated in the signature data (byte %zu): %" PRIu32
                       " bytes announced, %zu there",
                       offset + sizeof size, size, from->left);
    }
    if (!quote_signature_parse(data, out->version, &out->signature, e)) {
        return err_wrap(e, "signature data (byte %zu)", offset + sizeof size);
    }
    out->has_signature = true;
    return true;
}

bool quote_parse(struct bytes in, struct quote *out, struct err *e)
{
    struct quote quote = {.raw = in};
    struct bytes rest = in;
    TRY(quote_header_read(&rest, &quote, e));
    TRY(quote_body_read(&rest, &quote, e));
    quote.signed_region = bytes_before(in, rest);
    if (quote.key_type == KEY_TYPE_ECDSA_P256) {
        TRY(read_signature(&rest, &quote, e));
        quote.trailing = rest;
    }
    *out = quote;
    return true;
}

struct quote_fields quote_body_fields(const struct quote *quote)
{
    switch (quote->body) {
    case BODY_TD_10:
        return (struct quote_fields){td_layout, quote->td, TD_FIELDS_10};
    case BODY_TD_15:
        return (struct quote_fields){td_layout, quote->td, TD_FIELDS};
    case BODY_SGX:
        break;
    }
    return (struct quote_fields){sgx_layout, quote->sgx, SGX_FIELDS};
}

struct bytes quote_report_data(const struct quote *quote)
{
    return quote->body == BODY_SGX ? quote->sgx[SGX_REPORT_DATA] : quote->td[TD_REPORT_DATA];
}

bool quote_field(const struct quote *quote, struct text name, struct bytes *out)
{
    struct quote_fields fields = quote_body_fields(quote);
    for (size_t i = 0; i < fields.n; i++) {
        if (fields.layout[i].name != NULL && text_is(name, fields.layout[i].name)) {
            *out = fields.at[i];
            return true;
        }
    }
    return false;
}

/* Bit 0 of TDATTRIBUTES, bit 1 of the enclave's ATTRIBUTES. */
bool quote_is_debug(const struct quote *quote)
{
    bool is_sgx = quote->body == BODY_SGX;
    struct bytes attributes = is_sgx ? quote->sgx[SGX_ATTRIBUTES] : quote->td[TD_ATTRIBUTES];
    uint8_t first = 0;
    return bytes_u8(&attributes, &first) && (first & (is_sgx ? 2U : 1U)) != 0;
}

const char *tee_word(enum tee tee)
{
    return tee == TEE_TDX ? "tdx" : "sgx";
}
