/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/versioned.h"

#include "codec/msgpack.h"

/* Version 1 (specification section 11): {version, platform: {kind, data}, stack: {kind, data}}.
 * Bytes may be a bin or an array of integers. */

enum { REPORT_DATA = 64 };

static const char *const platform_words[PLATFORM_KINDS] = {
    [PLATFORM_TDX] = "tdx",
    [PLATFORM_GCP_TDX] = "gcp-tdx",
    [PLATFORM_NITRO_ENCLAVE] = "nitro-enclave",
    [PLATFORM_SEV_SNP] = "sev-snp",
    [PLATFORM_NITRO_TPM] = "aws-nitro-tpm",
};

static bool is_missing(const char *name, struct err *e)
{
    return err_set(e, ERR_MALFORMED, "'%s' is missing, there twice, or not what it should be",
                   name);
}

static bool get_text(struct bytes map, const char *name, struct text *out, struct err *e)
{
    struct bytes value;
    return (msgpack_member(map, name, &value) && msgpack_text(&value, LIMIT_ATTESTATION, out)) ||
           is_missing(name, e);
}

static bool get_uint(struct bytes map, const char *name, uint64_t max, uint64_t *out, struct err *e)
{
    struct bytes value;
    return (msgpack_member(map, name, &value) && msgpack_uint(&value, max, out)) ||
           is_missing(name, e);
}

static bool get_bytes(struct bytes map, const char *name, struct keep *keep, struct bytes *out,
                      struct err *e)
{
    struct bytes value;
    AUTO(buf_done) struct buf bytes = buf_start(LIMIT_ATTESTATION);
    if (!msgpack_member(map, name, &value) || !msgpack_bytes(&value, LIMIT_ATTESTATION, &bytes)) {
        return is_missing(name, e);
    }
    *out = bytes.len > 0 ? keep_buf(keep, &bytes) : (struct bytes){NULL, 0};
    return true;
}

/* The member is there, and not nil. */
static bool has(struct bytes map, const char *name)
{
    struct bytes value;
    return msgpack_member(map, name, &value) && !msgpack_nil(&value);
}

static bool read_version(struct bytes map, struct encoded_event *event, struct err *e)
{
    uint64_t version = 1;
    TRY(!has(map, "version") || get_uint(map, "version", UINT8_MAX, &version, e));
    event->version = (unsigned)version;
    return true;
}

/* {imr, event_type, digest, event, event_payload, version?, preimage?} */
static bool read_event(struct bytes map, struct keep *keep, struct encoded_event *event,
                       struct err *e)
{
    uint64_t rtmr = 0;
    uint64_t type = 0;
    TRY(get_uint(map, "imr", RTMR_COUNT - 1, &rtmr, e));
    TRY(get_uint(map, "event_type", UINT32_MAX, &type, e));
    TRY(get_text(map, "event", &event->name, e));
    TRY(!has(map, "digest") || get_bytes(map, "digest", keep, &event->digest, e));
    TRY(get_bytes(map, "event_payload", keep, &event->payload, e));
    event->rtmr = (uint32_t)rtmr;
    event->type = (uint32_t)type;
    event->has_preimage = has(map, "preimage");
    TRY(!event->has_preimage || get_bytes(map, "preimage", keep, &event->preimage, e));
    return read_version(map, event, e);
}

/* {event, payload, version?} */
static bool read_runtime_event(struct bytes map, struct keep *keep, struct encoded_event *event,
                               struct err *e)
{
    event->rtmr = RTMR_RUNTIME;
    event->type = EVENT_RUNTIME;
    TRY(get_text(map, "event", &event->name, e));
    TRY(get_bytes(map, "payload", keep, &event->payload, e));
    return read_version(map, event, e);
}

struct log_form {
    const char *name;
    bool (*read)(struct bytes map, struct keep *keep, struct encoded_event *event, struct err *e);
};

static const struct log_form whole_log = {"event_log", read_event};
static const struct log_form runtime_log = {"runtime_events", read_runtime_event};

static bool read_log(struct bytes data, const struct log_form *form, struct keep *keep,
                     struct event_log *log, struct err *e)
{
    struct bytes rest = {NULL, 0};
    size_t n = 0;
    if (!msgpack_member(data, form->name, &rest) || !msgpack_array(&rest, &n)) {
        return is_missing(form->name, e);
    }
    for (size_t i = 0; i < n; i++) {
        struct encoded_event event = {0};
        struct bytes start = rest;
        NEED(msgpack_skip(&rest), e, form->name);
        TRY((form->read(bytes_before(start, rest), keep, &event, e) &&
             attestation_add_event(log, &event, e)) ||
            err_wrap(e, "%s[%zu]", form->name, i));
    }
    return true;
}

static bool read_tdx(struct bytes data, struct attestation *attestation, struct evidence *out,
                     struct err *e)
{
    return get_bytes(data, "quote", &out->keep, &attestation->quote, e) &&
           read_log(data, &whole_log, &out->keep, &out->log, e);
}

static bool read_platform(struct bytes map, struct attestation *attestation, struct evidence *out,
                          struct err *e)
{
    struct text word = {NULL, 0};
    struct bytes data = {NULL, 0};
    unsigned kind = 0;
    TRY(get_text(map, "kind", &word, e));
    if (!msgpack_member(map, "data", &data)) {
        return is_missing("data", e);
    }
    while (kind < PLATFORM_KINDS && !text_is(word, platform_words[kind])) {
        kind++;
    }
    if (kind == PLATFORM_KINDS) {
        return err_set(e, ERR_MALFORMED, "'kind' is none that is known");
    }
    attestation->platform = (enum platform_kind)kind;
    if (kind == PLATFORM_GCP_TDX && !has(data, "tpm_quote")) {
        return is_missing("tpm_quote", e);
    }
    if (kind == PLATFORM_SEV_SNP) {
        return !has(data, "mr_config") || get_text(data, "mr_config", &out->mr_config, e);
    }
    return (kind != PLATFORM_TDX && kind != PLATFORM_GCP_TDX) ||
           read_tdx(data, attestation, out, e);
}

static bool read_stack(struct bytes map, struct attestation *attestation, struct evidence *out,
                       struct err *e)
{
    struct text word = {NULL, 0};
    struct bytes data = {NULL, 0};
    TRY(get_text(map, "kind", &word, e));
    bool is_pod = text_is(word, "dstack-pod");
    if (!is_pod && !text_is(word, "dstack")) {
        return err_set(e, ERR_MALFORMED, "'kind' is none that is known");
    }
    if (!msgpack_member(map, "data", &data)) {
        return is_missing("data", e);
    }
    TRY(get_bytes(data, "report_data", &out->keep, &attestation->report_data, e));
    if (attestation->report_data.left != REPORT_DATA) {
        return err_set(e, ERR_MALFORMED, "'report_data' is not %d bytes", REPORT_DATA);
    }
    TRY(read_log(data, &runtime_log, &out->keep, &out->runtime_log, e));
    TRY(!is_pod || get_text(data, "report_data_payload", &attestation->payload, e));
    return get_text(data, "config", &attestation->config, e);
}

bool attestation_read_v1(struct bytes map, struct attestation *attestation, struct evidence *out,
                         struct err *e)
{
    struct bytes rest = map;
    struct bytes platform;
    struct bytes stack;
    uint64_t version = 0;
    NEED(msgpack_skip(&rest), e, "the map");
    if (!bytes_end(rest)) {
        return err_set(e, ERR_MALFORMED, "%zu bytes follow the map", rest.left);
    }
    TRY(get_uint(map, "version", UINT32_MAX, &version, e));
    if (version != 1) {
        return err_set(e, ERR_MALFORMED, "version %lu is not known", (unsigned long)version);
    }
    TRY(msgpack_member(map, "platform", &platform) || is_missing("platform", e));
    TRY(msgpack_member(map, "stack", &stack) || is_missing("stack", e));
    return (read_platform(platform, attestation, out, e) || err_wrap(e, "platform")) &&
           (read_stack(stack, attestation, out, e) || err_wrap(e, "stack"));
}
