/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/quote/quote.h"

#include <inttypes.h>

/* Nothing may be left: lengths are exact. */
static bool expect_end(struct bytes in, const char *what, struct err *e)
{
    if (!bytes_end(in)) {
        return err_set(e, ERR_MALFORMED, "%zu bytes left over behind %s", in.left, what);
    }
    return true;
}

/* u32 length and that many bytes. */
static bool read_sized(struct bytes *in, const char *what, struct bytes *out, struct err *e)
{
    uint32_t size = 0;
    if (!bytes_u32le(in, &size)) {
        return err_set(e, ERR_MALFORMED, "truncated at the length of %s", what);
    }
    if (!bytes_take(in, size, out)) {
        return err_set(e, ERR_MALFORMED, "truncated in %s: %" PRIu32 " bytes announced, %zu there",
                       what, size, in->left);
    }
    return true;
}

/* QE report certification data (specification section 1.5): in version 3 what follows the key, in
 * versions 4 and 5 the content of the outer certification data. */
static bool read_qe(struct bytes in, struct quote_signature *out, struct err *e)
{
    struct bytes report = {0};
    uint16_t auth_size = 0;
    NEED(bytes_take(&in, SGX_REPORT_SIZE, &report), e, "the QE report");
    out->qe_report_raw = report;
    NEED(layout_read(&report, sgx_layout, SGX_FIELDS, out->qe_report), e, "the QE report");
    NEED(bytes_copy(&in, &out->qe_report_signature, P256_SIGNATURE), e,
         "the QE report's signature");
    NEED(bytes_u16le(&in, &auth_size), e, "the length of the QE authentication data");
    NEED(bytes_take(&in, auth_size, &out->qe_auth_data), e, "the QE authentication data");
    NEED(bytes_u16le(&in, &out->certification_type), e, "the certification data type");
    TRY(read_sized(&in, "the certification data", &out->certification_data, e));
    out->has_qe = true;
    return expect_end(in, "the certification data", e);
}

bool quote_signature_parse(struct bytes in, uint16_t version, struct quote_signature *out,
                           struct err *e)
{
    struct quote_signature s = {.outer_type = CERTIFICATION_QE_REPORT};
    struct bytes qe = {0};
    NEED(bytes_copy(&in, &s.signature, P256_SIGNATURE), e, "the quote's signature");
    NEED(bytes_copy(&in, &s.attestation_key, P256_PUBLIC_KEY), e, "the attestation key");
    if (version == 3) {
        qe = in;
    } else {
        NEED(bytes_u16le(&in, &s.outer_type), e, "the outer certification data type");
        TRY(read_sized(&in, "the outer certification data", &qe, e));
        TRY(expect_end(in, "the outer certification data", e));
    }
    if (s.outer_type == CERTIFICATION_QE_REPORT) {
        TRY(read_qe(qe, &s, e));
    }
    *out = s;
    return true;
}
