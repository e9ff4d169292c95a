/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/event_log.h"

#include "attest/limits.h"
#include "base/mem.h"
#include "codec/jcs.h"

/* Events of a machine, and what they replay to (specification sections 1 to 3). */

/* Room grows by doubling, so that the number of events alone tells how much there is. */
static bool is_full(size_t n)
{
    return (n & (n - 1)) == 0;
}

bool event_log_add(struct event_log *log, const struct event *event)
{
    if (log->n >= LIMIT_EVENTS || event->rtmr >= RTMR_COUNT) {
        return false;
    }
    if (is_full(log->n)) {
        log->events = mem_resize(log->events, log->n > 0 ? 2 * log->n : 1, sizeof *log->events);
    }
    log->events[log->n++] = *event;
    return true;
}

void event_log_done(struct event_log *log)
{
    mem_free(log->events);
    *log = (struct event_log){0};
}

bool event_is_runtime(const struct event *event)
{
    return event->rtmr == RTMR_RUNTIME && event->type == EVENT_RUNTIME;
}

/* LE32(type) ":" name ":" payload */
static void plain_preimage(const struct event *event, struct buf *out)
{
    static const uint8_t type[] = {0x01, 0x00, 0x00, 0x08};
    buf_add(out, BYTES_OF(type));
    buf_char(out, ':');
    buf_slice(out, event->name);
    buf_char(out, ':');
    buf_add(out, event->payload);
}

static bool canonical_preimage(const struct event *event, struct buf *out)
{
    buf_text(out, "{\"name\":");
    TRY(jcs_string(event->name, out));
    buf_text(out, ",\"payload\":\"");
    buf_hex(out, event->payload);
    buf_printf(out, "\",\"type\":%u}", EVENT_RUNTIME);
    return true;
}

bool event_preimage(const struct event *event, struct buf *out)
{
    if (event->version == 1) {
        plain_preimage(event, out);
        return true;
    }
    return event->version == 2 && canonical_preimage(event, out);
}

bool event_digest(const struct event *event, struct sha384 *out)
{
    /* An escaped character takes at most six, a byte in hex two. */
    AUTO(buf_done)
    struct buf preimage = buf_start(6 * event->name.len + 2 * event->payload.left + KIB);
    TRY(event_preimage(event, &preimage));
    *out = sha384_of(buf_view(&preimage));
    return true;
}

static void extend(struct sha384 *rtmr, const struct event *event)
{
    struct sha384 digest = event->has_digest ? event->digest : (struct sha384){{0}};
    if (event_is_runtime(event) && !event_digest(event, &digest)) {
        digest = (struct sha384){{0}};
    }
    struct sha384_stream stream;
    sha384_start(&stream);
    sha384_add(&stream, BYTES_OF(rtmr->at));
    sha384_add(&stream, BYTES_OF(digest.at));
    *rtmr = sha384_end(&stream);
}

void event_log_replay(const struct event_log *log, struct sha384 out[RTMR_COUNT])
{
    for (size_t i = 0; i < RTMR_COUNT; i++) {
        out[i] = (struct sha384){{0}};
    }
    for (size_t i = 0; i < log->n; i++) {
        extend(&out[log->events[i].rtmr], &log->events[i]);
    }
}

static bool is_named(const struct event *event, const char *name)
{
    return event_is_runtime(event) && text_is(event->name, name);
}

struct sha384 event_log_replay_until(const struct event_log *log, const char *name)
{
    struct sha384 rtmr = {{0}};
    for (size_t i = 0; i < log->n; i++) {
        const struct event *event = &log->events[i];
        if (event->rtmr == RTMR_RUNTIME) {
            extend(&rtmr, event);
        }
        if (is_named(event, name)) {
            break;
        }
    }
    return rtmr;
}

size_t event_log_ready(const struct event_log *log)
{
    size_t i = 0;
    while (i < log->n && !is_named(&log->events[i], "system-ready")) {
        i++;
    }
    return i;
}

const struct event *event_log_find(const struct event_log *log, const char *name)
{
    size_t ready = event_log_ready(log);
    for (size_t i = 0; i < ready; i++) {
        if (is_named(&log->events[i], name)) {
            return &log->events[i];
        }
    }
    return NULL;
}
