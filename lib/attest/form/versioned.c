/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/versioned.h"

#include <string.h>

#include "attest/form/form.h"
#include "attest/limits.h"
#include "codec/msgpack.h"
#include "crypto/digest.h"

/* VersionedAttestation (specification section 11): SCALE behind a zero byte, or a MessagePack map.
 */

static const enum evidence_kind kinds[PLATFORM_KINDS] = {
    [PLATFORM_TDX] = EVIDENCE_DSTACK_ATTESTATION,
    [PLATFORM_GCP_TDX] = EVIDENCE_DSTACK_ATTESTATION,
    [PLATFORM_NITRO_ENCLAVE] = EVIDENCE_NITRO_ENCLAVE,
    [PLATFORM_SEV_SNP] = EVIDENCE_SEV_SNP,
    [PLATFORM_NITRO_TPM] = EVIDENCE_NITRO_TPM,
};

enum { KEY_MAX = 64 };

/* A map whose first key is a text. */
static bool is_map(struct bytes bytes)
{
    size_t n = 0;
    struct text key;
    return msgpack_map(&bytes, &n) && n > 0 && msgpack_text(&bytes, KEY_MAX, &key);
}

bool form_is_versioned(struct bytes bytes)
{
    struct bytes rest = bytes;
    uint8_t first = 0;
    uint8_t second = 0;
    return bytes_u8(&rest, &first) && bytes_u8(&rest, &second) &&
           (first == 0 ? second < PLATFORM_KINDS : is_map(bytes));
}

bool attestation_add_event(struct event_log *log, const struct encoded_event *encoded,
                           struct err *e)
{
    struct event event = {
        .rtmr = encoded->rtmr,
        .type = encoded->type,
        .version = encoded->version,
        .name = encoded->name,
        .payload = encoded->payload,
        .has_digest = encoded->digest.left > 0,
        .has_preimage = encoded->has_preimage,
        .preimage = encoded->preimage,
    };
    struct bytes digest = encoded->digest;
    if (encoded->rtmr >= RTMR_COUNT) {
        return err_set(e, ERR_MALFORMED, "event %zu: there is no RTMR%u", log->n, event.rtmr);
    }
    if (event.has_digest && (digest.left != SHA384_SIZE ||
                             !bytes_copy(&digest, event.digest.at, sizeof event.digest.at))) {
        return err_set(e, ERR_MALFORMED, "event %zu: a digest of %zu bytes", log->n, digest.left);
    }
    return event_log_add(log, &event) ||
           err_set(e, ERR_TOO_BIG, "an event log of more than %d events", LIMIT_EVENTS);
}

/* Report data is a claim: in the clear, and as what it is the hash of. */
static void claim_report_data(const struct attestation *attestation, struct evidence *out)
{
    static const char tag[] = "app-data:";
    evidence_claim(out, "report_data", text_of("report_data"), attestation->report_data);
    if (attestation->payload.at != NULL) {
        struct sha512 hash = sha512_of_two(bytes_of(tag, strlen(tag)),
                                           text_bytes(attestation->payload));
        evidence_claim(out, "report_data", text_of("report_data_payload"),
                       keep_copy(&out->keep, BYTES_OF(hash.at)));
    }
}

static bool take_quote(struct bytes bytes, struct evidence *out, struct err *e)
{
    AUTO(buf_done) struct buf quote = buf_start(bytes.left);
    buf_add(&quote, bytes);
    return form_take_quote(&quote, out, e) || err_wrap(e, "quote");
}

bool form_versioned(struct bytes bytes, struct evidence *out, struct err *e)
{
    struct attestation attestation = {0};
    struct bytes rest = bytes;
    uint8_t first = 0;
    if (bytes.left > LIMIT_ATTESTATION) {
        return err_set(e, ERR_TOO_BIG, "an attestation of %zu bytes is more than %zu", bytes.left,
                       LIMIT_ATTESTATION);
    }
    NEED(bytes_u8(&rest, &first), e, "the version");
    if (first != 0 && !is_map(bytes)) {
        return err_set(e, ERR_MALFORMED, "not an attestation: it begins with %02x", first);
    }
    bool ok = first == 0 ? attestation_read_v0(rest, &attestation, out, e)
                         : attestation_read_v1(bytes, &attestation, out, e);
    if (!ok) {
        return err_wrap(e, "attestation");
    }
    if (attestation.quote.left > 0) {
        TRY(take_quote(attestation.quote, out, e));
    }
    out->kind = kinds[attestation.platform];
    out->has_vtpm = attestation.platform == PLATFORM_GCP_TDX;
    out->has_log = out->has_quote && out->log.n > 0;
    out->has_runtime_log = out->has_quote;
    claim_report_data(&attestation, out);
    return form_config(out, text_of("config"), attestation.config, e);
}
