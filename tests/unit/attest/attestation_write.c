/* SPDX-License-Identifier: Apache-2.0 */
#include "attestation_write.h"

static const char *const words[] = {"tdx", "gcp-tdx", "nitro-enclave", "sev-snp", "aws-nitro-tpm"};
static const char mr_config[] = "{\"version\":3}";
static const uint8_t tpm_part[] = {0xff, 0x54, 0x43, 0x47};

static void put_u8(struct buf *out, size_t value)
{
    buf_char(out, (char)(uint8_t)value);
}

static void put_u32le(struct buf *out, size_t value)
{
    for (unsigned i = 0; i < 4; i++) {
        put_u8(out, value >> (8 * i) & 0xff);
    }
}

/* SCALE */

static void put_compact(struct buf *out, size_t n)
{
    if (n < 64) {
        put_u8(out, n << 2);
    } else if (n < 16384) {
        put_u8(out, (n << 2 | 1) & 0xff);
        put_u8(out, n >> 6);
    } else {
        put_u32le(out, n << 2 | 2);
    }
}

static void put_vec(struct buf *out, struct bytes bytes)
{
    put_compact(out, bytes.left);
    buf_add(out, bytes);
}

static void put_tdx(struct buf *out, const struct attestation_recipe *recipe)
{
    put_vec(out, recipe->quote);
    put_compact(out, recipe->log != NULL ? recipe->log->n : 0);
    for (size_t i = 0; recipe->log != NULL && i < recipe->log->n; i++) {
        const struct event *event = &recipe->log->events[i];
        put_u32le(out, event->rtmr);
        put_u32le(out, event->type);
        size_t size = recipe->digest_size > 0 ? recipe->digest_size : SHA384_SIZE;
        put_vec(out, bytes_of(event->digest.at, event->has_digest ? size : 0));
        put_vec(out, text_bytes(event->name));
        put_vec(out, event->payload);
    }
}

/* One PCR and one event. */
static void put_tpm(struct buf *out)
{
    put_vec(out, BYTES_OF(tpm_part));
    put_vec(out, BYTES_OF(tpm_part));
    put_compact(out, 1);
    put_u32le(out, 14);
    put_vec(out, bytes_of("sha256", 6));
    put_vec(out, BYTES_OF(tpm_part));
    put_vec(out, BYTES_OF(tpm_part));
    put_u8(out, 1);
    put_compact(out, 1);
    put_u32le(out, 14);
    put_vec(out, BYTES_OF(tpm_part));
}

static void put_platform(struct buf *out, const struct attestation_recipe *recipe)
{
    if (recipe->platform > 1) {
        put_vec(out, recipe->quote);
    }
    if (recipe->platform == 3) {
        put_compact(out, 2);
        put_vec(out, BYTES_OF(tpm_part));
        put_vec(out, BYTES_OF(tpm_part));
        put_vec(out, text_bytes(text_of(mr_config)));
    }
    if (recipe->platform > 1) {
        return;
    }
    if (recipe->is_early) {
        put_u8(out, 1);
    }
    put_tdx(out, recipe);
    if (recipe->is_early) {
        put_u8(out, 1);
    }
    if (recipe->platform == 1) {
        put_tpm(out);
    }
}

void attestation_write_v0(const struct attestation_recipe *recipe, struct buf *out)
{
    put_u8(out, 0);
    put_u8(out, recipe->platform);
    put_platform(out, recipe);
    put_compact(out, recipe->runtime != NULL ? recipe->runtime->n : 0);
    for (size_t i = 0; recipe->runtime != NULL && i < recipe->runtime->n; i++) {
        put_vec(out, text_bytes(recipe->runtime->events[i].name));
        put_vec(out, recipe->runtime->events[i].payload);
    }
    buf_add(out, recipe->report_data);
    put_vec(out, text_bytes(recipe->config));
}

/* MessagePack */

static void put_be(struct buf *out, size_t value, unsigned width)
{
    while (width-- > 0) {
        put_u8(out, value >> (8 * width) & 0xff);
    }
}

static void put_uint(struct buf *out, size_t value)
{
    if (value < 0x80) {
        put_u8(out, value);
    } else if (value < 0x100) {
        put_u8(out, 0xcc);
        put_u8(out, value);
    } else {
        put_u8(out, 0xce);
        put_be(out, value, 4);
    }
}

static void put_text(struct buf *out, struct text text)
{
    if (text.len < 32) {
        put_u8(out, 0xa0 | text.len);
    } else {
        put_u8(out, 0xdb);
        put_be(out, text.len, 4);
    }
    buf_slice(out, text);
}

static void put_key(struct buf *out, const char *key)
{
    put_text(out, text_of(key));
}

static void put_array(struct buf *out, size_t n)
{
    put_u8(out, n < 16 ? 0x90 | n : 0xdd);
    if (n >= 16) {
        put_be(out, n, 4);
    }
}

static void put_map(struct buf *out, size_t n)
{
    put_u8(out, 0x80 | n);
}

static void put_bytes(struct buf *out, struct bytes bytes, bool has_integers)
{
    if (!has_integers) {
        put_u8(out, 0xc6);
        put_be(out, bytes.left, 4);
        buf_add(out, bytes);
        return;
    }
    put_array(out, bytes.left);
    for (size_t i = 0; i < bytes.left; i++) {
        put_uint(out, bytes.at[i]);
    }
}

static void put_event(struct buf *out, const struct event *event, bool has_integers)
{
    put_map(out, 5U + (event->version > 1 ? 1U : 0U) + (event->has_preimage ? 1U : 0U));
    put_key(out, "imr");
    put_uint(out, event->rtmr);
    put_key(out, "event_type");
    put_uint(out, event->type);
    put_key(out, "digest");
    put_bytes(out, bytes_of(event->digest.at, event->has_digest ? SHA384_SIZE : 0), has_integers);
    put_key(out, "event");
    put_text(out, event->name);
    put_key(out, "event_payload");
    put_bytes(out, event->payload, has_integers);
    if (event->version > 1) {
        put_key(out, "version");
        put_uint(out, event->version);
    }
    if (event->has_preimage) {
        put_key(out, "preimage");
        put_bytes(out, event->preimage, has_integers);
    }
}

static void put_log(struct buf *out, const struct attestation_recipe *recipe)
{
    put_key(out, "event_log");
    put_array(out, recipe->log != NULL ? recipe->log->n : 0);
    for (size_t i = 0; recipe->log != NULL && i < recipe->log->n; i++) {
        put_event(out, &recipe->log->events[i], recipe->has_integers);
    }
}

static void put_data(struct buf *out, const struct attestation_recipe *recipe)
{
    static const char *const names[] = {"quote", "quote", "nsm_quote", "report", "attestation_doc"};
    static const size_t sizes[] = {2, 3, 1, 2, 1};
    put_map(out, sizes[recipe->platform]);
    put_key(out, names[recipe->platform]);
    put_bytes(out, recipe->quote, recipe->has_integers);
    if (recipe->platform < 2) {
        put_log(out, recipe);
    }
    if (recipe->platform == 3) {
        put_key(out, "mr_config");
        put_key(out, mr_config);
    }
    if (recipe->platform == 1) {
        put_key(out, "tpm_quote");
        put_map(out, 1);
        put_key(out, "message");
        put_bytes(out, BYTES_OF(tpm_part), false);
    }
}

static void put_stack(struct buf *out, const struct attestation_recipe *recipe)
{
    bool is_pod = recipe->payload.at != NULL;
    size_t n = recipe->runtime != NULL ? recipe->runtime->n : 0;
    put_map(out, is_pod ? 4 : 3);
    put_key(out, "report_data");
    put_bytes(out, recipe->report_data, recipe->has_integers);
    put_key(out, "runtime_events");
    put_array(out, n);
    for (size_t i = 0; i < n; i++) {
        const struct event *event = &recipe->runtime->events[i];
        put_map(out, event->version > 1 ? 3 : 2);
        put_key(out, "event");
        put_text(out, event->name);
        put_key(out, "payload");
        put_bytes(out, event->payload, recipe->has_integers);
        if (event->version > 1) {
            put_key(out, "version");
            put_uint(out, event->version);
        }
    }
    put_key(out, "config");
    put_text(out, recipe->config);
    if (is_pod) {
        put_key(out, "report_data_payload");
        put_text(out, recipe->payload);
    }
}

void attestation_write_v1(const struct attestation_recipe *recipe, struct buf *out)
{
    put_map(out, 3);
    put_key(out, "version");
    put_uint(out, recipe->version > 0 ? recipe->version : 1);
    put_key(out, "platform");
    put_map(out, 2);
    put_key(out, "kind");
    put_key(out, recipe->word != NULL ? recipe->word : words[recipe->platform]);
    put_key(out, "data");
    put_data(out, recipe);
    put_key(out, "stack");
    put_map(out, 2);
    put_key(out, "kind");
    put_key(out, recipe->payload.at != NULL ? "dstack-pod" : "dstack");
    put_key(out, "data");
    put_stack(out, recipe);
}
