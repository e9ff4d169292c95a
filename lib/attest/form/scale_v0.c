/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/versioned.h"

#include "codec/scale.h"

/* Version 0 (specification section 11): u8 platform, what the platform has, runtime events, report
 * data, config. */

enum { REPORT_DATA = 64 };

static bool take(struct bytes *from, struct bytes *out)
{
    return scale_bytes(from, LIMIT_ATTESTATION, out);
}

static bool take_text(struct bytes *from, struct text *out)
{
    return scale_text(from, LIMIT_ATTESTATION, out);
}

/* {imr, event_type, digest, event, event_payload} */
static bool take_event(struct bytes *from, struct encoded_event *event)
{
    event->version = 1;
    return bytes_u32le(from, &event->rtmr) && bytes_u32le(from, &event->type) &&
           take(from, &event->digest) && take_text(from, &event->name) &&
           take(from, &event->payload);
}

/* {event, payload}; what runtime events have in common is not written. */
static bool take_runtime_event(struct bytes *from, struct encoded_event *event)
{
    event->version = 1;
    event->rtmr = RTMR_RUNTIME;
    event->type = EVENT_RUNTIME;
    return take_text(from, &event->name) && take(from, &event->payload);
}

static bool read_log(struct bytes *from,
                     bool (*take_one)(struct bytes *from, struct encoded_event *event),
                     struct event_log *log, const char *name, struct err *e)
{
    uint32_t n = 0;
    NEED(scale_compact(from, &n), e, name);
    for (uint32_t i = 0; i < n; i++) {
        struct encoded_event event = {0};
        NEED(take_one(from, &event), e, name);
        TRY(attestation_add_event(log, &event, e) || err_wrap(e, "%s", name));
    }
    return true;
}

static bool read_tdx(struct bytes *from, struct attestation *attestation, struct evidence *out,
                     struct err *e)
{
    NEED(take(from, &attestation->quote), e, "quote");
    return read_log(from, take_event, &out->log, "event_log", e);
}

/* {message, signature, pcr_values, ak_cert, platform, event_log}, of which nothing is kept. */
static bool read_tpm(struct bytes *from, struct err *e)
{
    struct bytes skipped;
    uint32_t n = 0;
    uint32_t number = 0;
    uint8_t platform = 0;
    NEED(take(from, &skipped) && take(from, &skipped), e, "tpm_quote");
    NEED(scale_compact(from, &n), e, "pcr_values");
    for (uint32_t i = 0; i < n; i++) {
        NEED(bytes_u32le(from, &number) && take(from, &skipped) && take(from, &skipped), e,
             "pcr_values");
    }
    NEED(take(from, &skipped) && bytes_u8(from, &platform), e, "ak_cert");
    NEED(scale_compact(from, &n), e, "tpm_quote.event_log");
    for (uint32_t i = 0; i < n; i++) {
        NEED(bytes_u32le(from, &number) && take(from, &skipped), e, "tpm_quote.event_log");
    }
    return true;
}

static bool read_gcp(struct bytes *from, struct attestation *attestation, struct evidence *out,
                     struct err *e)
{
    return read_tdx(from, attestation, out, e) && read_tpm(from, e);
}

/* An early layout has TDX and TPM quote each behind a byte that says that it is there. */
static bool read_early_gcp(struct bytes *from, struct attestation *attestation,
                           struct evidence *out, struct err *e)
{
    static const uint8_t some = 1;
    NEED(bytes_expect(from, &some, sizeof some), e, "quote");
    TRY(read_tdx(from, attestation, out, e));
    NEED(bytes_expect(from, &some, sizeof some), e, "tpm_quote");
    return read_tpm(from, e);
}

static bool read_document(struct bytes *from, struct attestation *attestation, struct evidence *out,
                          struct err *e)
{
    (void)attestation;
    (void)out;
    struct bytes document;
    NEED(take(from, &document), e, "the attestation document");
    return true;
}

static bool read_snp(struct bytes *from, struct attestation *attestation, struct evidence *out,
                     struct err *e)
{
    (void)attestation;
    struct bytes skipped;
    uint32_t n = 0;
    NEED(take(from, &skipped), e, "report");
    NEED(scale_compact(from, &n), e, "cert_chain");
    for (uint32_t i = 0; i < n; i++) {
        NEED(take(from, &skipped), e, "cert_chain");
    }
    NEED(take_text(from, &out->mr_config), e, "mr_config");
    return true;
}

static bool read_rest(struct bytes *from, struct attestation *attestation, struct evidence *out,
                      struct err *e)
{
    TRY(read_log(from, take_runtime_event, &out->runtime_log, "runtime_events", e));
    NEED(bytes_take(from, REPORT_DATA, &attestation->report_data), e, "report_data");
    NEED(take_text(from, &attestation->config), e, "config");
    return bytes_end(*from) || err_set(e, ERR_MALFORMED, "%zu bytes follow the config", from->left);
}

typedef bool read_platform(struct bytes *from, struct attestation *attestation,
                           struct evidence *out, struct err *e);

static read_platform *const readers[PLATFORM_KINDS] = {
    [PLATFORM_TDX] = read_tdx,
    [PLATFORM_GCP_TDX] = read_gcp,
    [PLATFORM_NITRO_ENCLAVE] = read_document,
    [PLATFORM_SEV_SNP] = read_snp,
    [PLATFORM_NITRO_TPM] = read_document,
};

/* A quote begins with a version below 256; behind the early layout's mark there is none where the
 * other layout has it. */
static bool is_early(struct bytes from)
{
    static const uint8_t some = 1;
    struct bytes mark = from;
    uint32_t size = 0;
    uint16_t version = 0;
    return bytes_expect(&mark, &some, sizeof some) && scale_compact(&from, &size) &&
           bytes_u16le(&from, &version) && version > UINT8_MAX;
}

bool attestation_read_v0(struct bytes from, struct attestation *attestation, struct evidence *out,
                         struct err *e)
{
    uint8_t platform = 0;
    NEED(bytes_u8(&from, &platform), e, "the platform");
    if (platform >= PLATFORM_KINDS) {
        return err_set(e, ERR_MALFORMED, "platform %u is not known", platform);
    }
    attestation->platform = (enum platform_kind)platform;
    read_platform *read = readers[platform];
    if (platform == PLATFORM_GCP_TDX && is_early(from)) {
        read = read_early_gcp;
    }
    return read(&from, attestation, out, e) && read_rest(&from, attestation, out, e);
}
