/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: event_log_parse, event_log_read, ccel_read, event_log_replay,
 * event_log_replay_until, event_digest, mr_config_parse, trial_log. */
#include "target.h"

#include <stdbool.h>
#include <stdlib.h>

#include "attest/app.h"
#include "attest/appraise.h"
#include "attest/event_log.h"
#include "attest/limits.h"
#include "attest/mr_config.h"
#include "base/mem.h"
#include "codec/json_write.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* A string as RFC 8785 writes it. */
static void escape(struct buf *out, struct text text)
{
    static const char *const two[32] = {
        ['\b'] = "\\b", ['\t'] = "\\t", ['\n'] = "\\n", ['\f'] = "\\f", ['\r'] = "\\r"};
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c < 32 && two[c] != NULL) {
            buf_text(out, two[c]);
        } else if (c < 32) {
            buf_printf(out, "\\u%04x", c);
        } else {
            buf_text(out, c == '"' || c == '\\' ? "\\" : "");
            buf_char(out, (char)c);
        }
    }
}

static void write_preimage(const struct event *event, struct buf *out)
{
    if (event->version == 1) {
        buf_add(out, bytes_of("\x01\x00\x00\x08:", 5));
        buf_slice(out, event->name);
        buf_char(out, ':');
        buf_add(out, event->payload);
        return;
    }
    buf_text(out, "{\"name\":\"");
    escape(out, event->name);
    buf_text(out, "\",\"payload\":\"");
    buf_hex(out, event->payload);
    buf_text(out, "\",\"type\":134217729}");
}

static struct sha384 naive_digest(const struct event *event)
{
    AUTO(buf_done) struct buf preimage = buf_start(SIZE_MAX);
    if (event->rtmr != 3 || event->type != 134217729) {
        return event->digest;
    }
    write_preimage(event, &preimage);
    return sha384_of(buf_view(&preimage));
}

static void check_replay(const struct event_log *log)
{
    struct sha384 found[RTMR_COUNT];
    event_log_replay(log, found);
    for (unsigned rtmr = 0; rtmr < RTMR_COUNT; rtmr++) {
        struct sha384 right = {{0}};
        for (size_t i = 0; i < log->n; i++) {
            struct sha384 digest = naive_digest(&log->events[i]);
            AUTO(buf_done) struct buf both = buf_start((size_t)2 * SHA384_SIZE);
            buf_add(&both, BYTES_OF(right.at));
            buf_add(&both, BYTES_OF(digest.at));
            right = log->events[i].rtmr == rtmr ? sha384_of(buf_view(&both)) : right;
        }
        require(bytes_equal(BYTES_OF(right.at), BYTES_OF(found[rtmr].at)));
    }
    struct sha384 whole = event_log_replay_until(log, "\xff");
    require(bytes_equal(BYTES_OF(whole.at), BYTES_OF(found[RTMR_RUNTIME].at)));
}

static void write_event(struct json_writer *w, const struct event *event)
{
    json_begin_object(w);
    json_member_uint(w, "imr", event->rtmr);
    json_member_uint(w, "event_type", event->type);
    if (event->has_digest) {
        json_member_hex(w, "digest", BYTES_OF(event->digest.at));
    }
    json_member_text(w, "event", event->name);
    json_member_hex(w, "event_payload", event->payload);
    json_member_uint(w, "version", event->version);
    if (event->has_preimage) {
        json_member_hex(w, "preimage", event->preimage);
    }
    json_end_object(w);
}

static void expect_same(const struct event *a, const struct event *b)
{
    require(a->rtmr == b->rtmr && a->type == b->type && a->version == b->version);
    require(text_equal(a->name, b->name) && bytes_equal(a->payload, b->payload));
    require(a->has_digest == b->has_digest && a->has_preimage == b->has_preimage);
    require(bytes_equal(BYTES_OF(a->digest.at), BYTES_OF(b->digest.at)));
    require(bytes_equal(a->preimage, b->preimage));
}

/* Written and read again it is the same log. */
static void check_round_trip(const struct event_log *log)
{
    AUTO(buf_done) struct buf text = buf_start(SIZE_MAX);
    AUTO(keep_done) struct keep keep = {0};
    AUTO(event_log_done) struct event_log again = {0};
    struct json_writer w = json_writer_to(&text, false);
    struct err e = {0};
    json_begin_array(&w);
    for (size_t i = 0; i < log->n; i++) {
        write_event(&w, &log->events[i]);
    }
    json_end_array(&w);
    require(event_log_parse(buf_view(&text), &keep, &again, &e) && again.n == log->n);
    for (size_t i = 0; i < log->n; i++) {
        expect_same(&log->events[i], &again.events[i]);
    }
}

static void check_places(const struct event_log *log)
{
    size_t ready = event_log_ready(log);
    const struct event *found = event_log_find(log, "compose-hash");
    require(ready <= log->n && log->n <= LIMIT_EVENTS);
    require(found == NULL || (size_t)(found - log->events) < ready);
    require(found == NULL || (found->rtmr == 3 && found->type == EVENT_RUNTIME));
    for (size_t i = 0; i < log->n; i++) {
        require(log->events[i].rtmr < RTMR_COUNT);
        require(log->events[i].has_digest || event_is_runtime(&log->events[i]));
    }
}

/* Nothing is proved without a quote. */
static void check_trial(const struct event_log *log)
{
    const struct evidence evidence = {.kind = EVIDENCE_DSTACK_QUOTE, .has_log = true, .log = *log};
    const struct appraise_options options = {.hardware_only = false};
    struct report *report = mem_new(sizeof *report);
    evidence_appraise(&evidence, NULL, &options, report);
    require(report->app == NULL || !report->app->is_proved);
    require(report->verdict != VERDICT_VERIFIED);
    report_done(report);
    mem_free(report);
}

static void check_mr_config(struct bytes text)
{
    AUTO(keep_done) struct keep keep = {0};
    struct mr_config said;
    struct err e = {0};
    if (mr_config_parse(text_of_bytes(text), &keep, &said, &e)) {
        require(said.compose_hash.left == 32 && said.n_init_scripts <= MR_CONFIG_SCRIPTS);
        require(said.app_id.left == 0 || said.app_id.left == 20);
        require(said.key_provider.len > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(keep_done) struct keep keep = {0};
    AUTO(event_log_done) struct event_log log = {0};
    struct err e = {0};
    check_mr_config(bytes_of(data, size));
    if (event_log_parse(bytes_of(data, size), &keep, &log, &e)) {
        check_places(&log);
        check_replay(&log);
        check_round_trip(&log);
        check_trial(&log);
    } else {
        require(e.text[0] != 0 && log.n == 0);
    }
    return 0;
}
