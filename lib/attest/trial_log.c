/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/trial_log.h"

#include <inttypes.h>
#include <stdio.h>

#include "attest/device.h"
#include "base/utf8.h"

/* The event log against the quote (specification sections 2 and 20): replay and digests. */

#define HINT_LOG "hand it in with --event-log FILE"

struct reason app_unproved(const struct report *report)
{
    static const struct {
        enum check_id check;
        const char *detail;
    } first[] = {
        {CHECK_LOG_RTMR3, "the event log is not proved: see log.rtmr3"},
        {CHECK_LOG_DIGESTS, "the event log is not proved: see log.digests"},
        {CHECK_LOG_BOOT, "the event log is not proved: see log.boot_events"},
    };
    if (report->evidence == NULL || !report->evidence->has_log) {
        return (struct reason){"the evidence has no event log", HINT_LOG};
    }
    if (!report->evidence->has_quote) {
        return (struct reason){"there is no quote that would prove the event log", NULL};
    }
    if (report->app == NULL) {
        return (struct reason){"the event log has no dstack events", NULL};
    }
    for (size_t i = 0; !report->app->is_proved && i < COUNT(first); i++) {
        if (report->checks.of[first[i].check].result != RESULT_PASS) {
            return (struct reason){first[i].detail, NULL};
        }
    }
    return (struct reason){NULL, NULL};
}

struct event_label event_label(const struct event_log *log, const struct event *event)
{
    enum { NAME_SHOWN = 16 };
    struct event_label label;
    struct text name = event->name;
    AUTO(buf_done) struct buf shown = buf_start(sizeof label.at);
    name.len = name.len > NAME_SHOWN ? NAME_SHOWN : name.len;
    utf8_escape(name, &shown);
    (void)snprintf(label.at, sizeof label.at, "event %zu '%.*s%s'", (size_t)(event - log->events),
                   TEXT_ARG(buf_view_text(&shown)), name.len < event->name.len ? "…" : "");
    return label;
}

bool has_runtime_events(const struct event_log *log)
{
    size_t i = 0;
    while (i < log->n && !event_is_runtime(&log->events[i])) {
        i++;
    }
    return i < log->n;
}

static size_t count_events(const struct event_log *log, unsigned rtmr)
{
    size_t n = 0;
    for (size_t i = 0; i < log->n; i++) {
        n += log->events[i].rtmr == rtmr ? 1 : 0;
    }
    return n;
}

/* Lists of runtime events that come beside an event log without any stand for them. */
static void replay(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    t->events = &evidence->log;
    event_log_replay(t->events, t->replayed);
    if (evidence->has_runtime_log && !has_runtime_events(&evidence->log)) {
        struct sha384 other[RTMR_COUNT];
        t->events = &evidence->runtime_log;
        event_log_replay(t->events, other);
        t->replayed[RTMR_RUNTIME] = other[RTMR_RUNTIME];
    }
}

/* What lite attestations leave of the boot's events: those of the ACPI tables' type, which nothing
 * but the log tells of. The operating system's checks compute the registers from them. */
static bool is_left_out(const struct trial *t, unsigned rtmr)
{
    const struct event_log *log = &t->evidence->log;
    for (size_t i = 0; i < log->n; i++) {
        bool is_table = rtmr == 0 && log->events[i].type == EVENT_PLATFORM_CONFIG_FLAGS;
        if (log->events[i].rtmr == rtmr && !is_table) {
            return false;
        }
    }
    return rtmr != RTMR_RUNTIME && !bytes_all_zero(t->evidence->quote.td[TD_RTMR0 + rtmr]);
}

static void check_rtmr(struct trial *t, unsigned rtmr)
{
    enum check_id id = (enum check_id)(CHECK_LOG_RTMR0 + rtmr);
    const struct event_log *log = rtmr == RTMR_RUNTIME ? t->events : &t->evidence->log;
    size_t n = count_events(log, rtmr);
    if (!t->evidence->has_quote) {
        (void)check_undecided(t->checks, id, "there is no quote to compare with");
        return;
    }
    if (is_left_out(t, rtmr)) {
        (void)check_skip(t->checks, id, "the log leaves its events out");
        return;
    }
    struct check *check = check_equal(t->checks, id, t->evidence->quote.td[TD_RTMR0 + rtmr],
                                      BYTES_OF(t->replayed[rtmr].at));
    check_set(check, check->result,
              check->result == RESULT_PASS ? "%zu events" : "%zu events replay to another value",
              n);
}

/* What is wrong with the digest of a runtime event, and the one that it should have; NULL: nothing.
 */
static const char *digest_fault(const struct event *event, bool needs_preimage, struct buf *room,
                                struct sha384 *right)
{
    buf_clear(room);
    if (!event_preimage(event, room)) {
        return event->version == 2 ? "its name is not UTF-8" : "its version is not known";
    }
    *right = sha384_of(buf_view(room));
    if (event->has_digest && !bytes_equal(BYTES_OF(event->digest.at), BYTES_OF(right->at))) {
        return "the digest is not that of its name and payload";
    }
    if (event->has_preimage && !bytes_equal(event->preimage, buf_view(room))) {
        return "the preimage is not made of its name and payload";
    }
    bool has_to = needs_preimage && event->version == 2 && !event->has_preimage;
    return has_to ? "it is of version 2 and has no preimage" : NULL;
}

/* Events of the running system by what their digests are. */
struct tally {
    size_t runtime, stripped;
};

static void say_digests(struct trial *t, const struct tally *tally)
{
    char stripped[64] = "";
    if (tally->runtime == 0) {
        (void)check_skip(t->checks, CHECK_LOG_DIGESTS, "there are no dstack events");
        return;
    }
    if (tally->stripped > 0) {
        (void)snprintf(stripped, sizeof stripped, ", %zu of them without a digest",
                       tally->stripped);
    }
    (void)check_pass(t->checks, CHECK_LOG_DIGESTS, "%zu events%s", tally->runtime, stripped);
}

/* The type would hide what such an event says: its digest may be that of a runtime event. */
static bool check_types(struct trial *t)
{
    const struct event_log *log = t->events;
    size_t n = has_runtime_events(log) ? log->n : 0;
    for (size_t i = 0; i < n; i++) {
        const struct event *event = &log->events[i];
        if (event->rtmr == RTMR_RUNTIME && event->type != EVENT_RUNTIME) {
            (void)check_fail(t->checks, CHECK_LOG_DIGESTS,
                             "%s: it is of type 0x%" PRIx32 ", which says nothing in RTMR3",
                             event_label(log, event).at, event->type);
            return false;
        }
    }
    return true;
}

static void check_digests(struct trial *t)
{
    const struct event_log *log = t->events;
    AUTO(buf_done) struct buf room = buf_start(SIZE_MAX);
    struct tally tally = {0};
    for (size_t i = 0; i < log->n; i++) {
        const struct event *event = &log->events[i];
        struct sha384 right;
        if (!event_is_runtime(event)) {
            continue;
        }
        const char *fault = digest_fault(event, log == &t->evidence->log, &room, &right);
        if (fault != NULL) {
            struct check *check = check_fail(t->checks, CHECK_LOG_DIGESTS, "%s: %s",
                                             event_label(log, event).at, fault);
            if (event->has_digest && event->version <= 2) {
                check_set_bytes(check, BYTES_OF(right.at), BYTES_OF(event->digest.at));
            }
            return;
        }
        tally.runtime++;
        tally.stripped += event->has_digest ? 0 : 1;
    }
    say_digests(t, &tally);
}

static void make_app(struct trial *t)
{
    const struct check *of = t->checks->of;
    const struct quote *quote = t->evidence->has_quote ? &t->evidence->quote : NULL;
    t->report->app = app_of_events(t->events, quote);
    t->app = t->report->app;
    t->app->is_proved = of[CHECK_LOG_RTMR3].result == RESULT_PASS &&
                        of[CHECK_LOG_DIGESTS].result == RESULT_PASS &&
                        of[CHECK_LOG_BOOT].result == RESULT_PASS;
    device_choose(t);
}

static void set_all(struct trial *t, enum check_result result, struct reason reason)
{
    for (unsigned id = CHECK_LOG_RTMR0; id <= CHECK_LOG_RUNTIME; id++) {
        check_set(&t->checks->of[id], result, "%s", reason.detail);
        if (reason.hint != NULL) {
            check_set_hint(&t->checks->of[id], "%s", reason.hint);
        }
    }
}

void trial_log(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    if (evidence->has_quote && evidence->quote.tee == TEE_SGX) {
        set_all(t, RESULT_SKIP, (struct reason){"the evidence is of SGX", NULL});
        return;
    }
    if (!evidence->has_log) {
        set_all(t, RESULT_UNDECIDED, app_unproved(t->report));
        return;
    }
    replay(t);
    for (unsigned rtmr = 0; rtmr < RTMR_COUNT; rtmr++) {
        check_rtmr(t, rtmr);
    }
    if (check_types(t)) {
        check_digests(t);
    }
    trial_events(t);
    if (has_runtime_events(t->events)) {
        make_app(t);
    }
}
