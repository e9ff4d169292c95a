/* SPDX-License-Identifier: Apache-2.0 */
#include "quote_write.h"

#include <string.h>

#include "der_write.h"
#include "must.h"

enum { TYPED_VERSION = 5, FLAT_VERSION = 3, DESCRIPTOR_SIZE = 6, SIGNED_MAX = 1024 };

static void number_write(struct buf *to, uint64_t value, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_char(to, (char)(value >> (8 * i)));
    }
}

static void signed_region_write(struct buf *to, const struct quote_spec *spec)
{
    number_write(to, spec->claimed_version != 0 ? spec->claimed_version : spec->version, 2);
    buf_add(to, bytes_of(spec->header + 2, QUOTE_HEADER_SIZE - 2));
    if (spec->version == TYPED_VERSION) {
        number_write(to, spec->body_type, 2);
        number_write(to, spec->body_size, 4);
    }
    buf_add(to, bytes_of(spec->body, spec->body_len));
}

static void signature_make(const struct signer *who, enum fault fault, struct bytes message,
                           struct signature *out, struct point *key)
{
    if (fault_chooses_key(fault)) {
        sign_choosing_key(fault, message, out, key);
    } else {
        sign_badly(who, fault, HASH_SHA256, message, out);
    }
}

static void xor_with(uint8_t *at, const uint8_t *change, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        at[i] ^= change[i];
    }
}

static void qe_report_fill(const struct quote_spec *spec, struct quote_parts *out)
{
    uint8_t message[REPORT_DATA_SIZE + AUTH_DATA_MAX];
    uint8_t digest[DIGEST_MAX];
    memcpy(out->qe_report, spec->qe_report, sizeof(out->qe_report));
    memcpy(message, out->attestation_key.xy, REPORT_DATA_SIZE);
    memcpy(message + REPORT_DATA_SIZE, spec->auth, spec->auth_len);
    size_t n = hash_of(HASH_SHA256, bytes_of(message, REPORT_DATA_SIZE + (size_t)spec->auth_len),
                       digest);
    memcpy(out->qe_report + AT_SGX_REPORT_DATA, digest, n);
    xor_with(out->qe_report + AT_SGX_REPORT_DATA, spec->qe_data_change, REPORT_DATA_SIZE);
}

void quote_sign(const struct quote_spec *spec, struct quote_parts *out)
{
    *out = (struct quote_parts){.signed_region = buf_start(SIGNED_MAX)};
    signed_region_write(&out->signed_region, spec);
    signer_point(&spec->attestation_key, &out->attestation_key);
    signature_make(&spec->quote_signer, spec->quote_fault, buf_view(&out->signed_region),
                   &out->quote_signature, &out->attestation_key);
    xor_with(out->attestation_key.xy, spec->key_change, REPORT_DATA_SIZE);
    qe_report_fill(spec, out);
    signature_make(&spec->qe_signer, spec->qe_fault, BYTES_OF(out->qe_report), &out->qe_signature,
                   &out->pck_key);
}

void quote_parts_done(struct quote_parts *parts)
{
    buf_done(&parts->signed_region);
}

/* QE report certification data: the part that is the same in all versions. */
static void certified_write(struct buf *to, const struct quote_spec *spec,
                            const struct quote_parts *parts, struct bytes certification)
{
    buf_add(to, BYTES_OF(parts->qe_report));
    buf_add(to, bytes_of(parts->qe_signature.rs, REPORT_DATA_SIZE));
    number_write(to, (uint64_t)(spec->auth_len + spec->lie[LEN_AUTH]), 2);
    buf_add(to, bytes_of(spec->auth, spec->auth_len));
    number_write(to, spec->inner_type, 2);
    number_write(to, (uint64_t)((int64_t)certification.left + spec->lie[LEN_INNER]), 4);
    buf_add(to, certification);
}

bool quote_is_nested(const struct quote_spec *spec)
{
    return spec->version != FLAT_VERSION;
}

size_t quote_body_at(const struct quote_spec *spec)
{
    return QUOTE_HEADER_SIZE + (spec->version == TYPED_VERSION ? (size_t)DESCRIPTOR_SIZE : 0);
}

size_t quote_signature_at(const struct quote_spec *spec)
{
    return quote_body_at(spec) + spec->body_len + sizeof(uint32_t);
}

static void finish(struct buf *to, const struct quote_spec *spec)
{
    hex_append(to, spec->trailing);
    must(buf_is_whole(to) && spec->flip_at < to->len, "quote");
    if (spec->flip_at > 0) {
        to->at[spec->flip_at] ^= 1;
    }
    if (spec->cut != CUT_NOTHING) {
        long keep = spec->cut >= 0 ? spec->cut : (long)to->len + spec->cut - CUT_NOTHING;
        must((size_t)keep < to->len, "nothing to cut");
        to->len = (size_t)keep;
    }
}

void quote_write(struct buf *to, const struct quote_spec *spec, const struct quote_parts *parts,
                 struct bytes certification)
{
    struct buf certified = buf_start(to->cap);
    certified_write(&certified, spec, parts, certification);
    size_t outer = quote_is_nested(spec) ? sizeof(uint16_t) + sizeof(uint32_t) : 0;
    size_t whole = 2 * (size_t)REPORT_DATA_SIZE + outer + certified.len;
    buf_add(to, buf_view(&parts->signed_region));
    number_write(to, (uint64_t)((int64_t)whole + spec->lie[LEN_SIGNATURE]), 4);
    buf_add(to, bytes_of(parts->quote_signature.rs, REPORT_DATA_SIZE));
    buf_add(to, bytes_of(parts->attestation_key.xy, REPORT_DATA_SIZE));
    if (outer > 0) {
        number_write(to, spec->outer_type, 2);
        number_write(to, (uint64_t)((int64_t)certified.len + spec->lie[LEN_OUTER]), 4);
    }
    buf_add(to, buf_view(&certified));
    buf_done(&certified);
    finish(to, spec);
}
