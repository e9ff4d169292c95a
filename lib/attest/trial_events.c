/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/trial_log.h"

/* Where the events that name the app stand (specification section 3): before the first
 * system-ready, for behind it an app may write events of any name. */

enum { ANY_SIZE = -1 };

/* How often each event of the boot is there, and the sizes that its payload may have. */
static const struct boot_event {
    const char *name;
    size_t min, max;
    int size, other_size;
} boot_events[] = {
    {"app-id", 1, 1, 20, 20},
    {"compose-hash", 1, 1, 32, 32},
    {"instance-id", 1, 1, 20, 0},
    {"system-preparing", 0, 1, 0, 0},
    {"boot-mr-done", 0, 1, 0, 0},
    {"rootfs-hash", 0, 1, 32, 32},
    {"mr-kms", 0, 1, 32, 32},
    {"os-image-hash", 0, 1, 32, 32},
    {"key-provider", 0, 1, ANY_SIZE, ANY_SIZE},
    {"storage-fs", 0, 1, ANY_SIZE, ANY_SIZE},
    {"gpu-policy-hash", 0, 1, 32, 32},
    {"gpu-attestation", 0, 1, ANY_SIZE, ANY_SIZE},
    {"init-script-hash", 0, SIZE_MAX, 32, 32},
};

static const struct boot_event *find_boot_event(struct text name)
{
    for (size_t i = 0; i < COUNT(boot_events); i++) {
        if (text_is(name, boot_events[i].name)) {
            return &boot_events[i];
        }
    }
    return NULL;
}

static bool is_of_size(const struct boot_event *rule, size_t size)
{
    return rule->size == ANY_SIZE || size == (size_t)rule->size || size == (size_t)rule->other_size;
}

/* "name:payload" of version 1 has a second reading when the name has a colon. */
static bool is_ambiguous(const struct event *event)
{
    return event->version == 1 && bytes_find(text_bytes(event->name), ':') < event->name.len;
}

/* One event before system-ready, at its place in `seen`. */
static bool check_event(struct trial *t, const struct event *event, size_t *seen)
{
    struct event_label label = event_label(t->events, event);
    const struct boot_event *rule = find_boot_event(event->name);
    if (is_ambiguous(event)) {
        (void)check_fail(t->checks, CHECK_LOG_BOOT,
                         "%s: with a colon in a name, where the payload begins is not known",
                         label.at);
        return false;
    }
    if (rule == NULL) {
        return true;
    }
    if (!is_of_size(rule, event->payload.left)) {
        (void)check_fail(t->checks, CHECK_LOG_BOOT, "%s: its payload has %zu bytes, not %d",
                         label.at, event->payload.left, rule->size);
        return false;
    }
    if (++seen[rule - boot_events] > rule->max) {
        (void)check_fail(t->checks, CHECK_LOG_BOOT, "%s: it is there twice", label.at);
        return false;
    }
    return true;
}

static void check_boot(struct trial *t)
{
    const struct event_log *log = t->events;
    size_t seen[COUNT(boot_events)] = {0};
    size_t ready = event_log_ready(log);
    size_t n = 0;
    if (ready == log->n) {
        (void)check_fail(t->checks, CHECK_LOG_BOOT, "there is no system-ready");
        return;
    }
    for (size_t i = 0; i < ready; i++) {
        if (event_is_runtime(&log->events[i])) {
            n++;
            if (!check_event(t, &log->events[i], seen)) {
                return;
            }
        }
    }
    for (size_t i = 0; i < COUNT(boot_events); i++) {
        if (seen[i] < boot_events[i].min) {
            (void)check_fail(t->checks, CHECK_LOG_BOOT, "there is no %s before system-ready",
                             boot_events[i].name);
            return;
        }
    }
    (void)check_pass(t->checks, CHECK_LOG_BOOT, "%zu events before system-ready", n);
}

static void check_late(struct trial *t)
{
    const struct event_log *log = t->events;
    const struct event *late = NULL;
    size_t behind = 0;
    size_t n = 0;
    for (size_t i = event_log_ready(log) + 1; i < log->n; i++) {
        const struct event *event = &log->events[i];
        if (!event_is_runtime(event)) {
            continue;
        }
        behind++;
        if (find_boot_event(event->name) != NULL || text_is(event->name, "system-ready")) {
            n++;
            late = late != NULL ? late : event;
        }
    }
    if (late == NULL) {
        (void)check_pass(t->checks, CHECK_LOG_LATE, "%zu events behind system-ready", behind);
    } else {
        (void)check_warn(t->checks, CHECK_LOG_LATE,
                         "%s: the app wrote it, and it does not count (%zu like it)",
                         event_label(log, late).at, n);
    }
}

/* The next runtime event from `i` on, or the end. */
static size_t next_runtime(const struct event_log *log, size_t i)
{
    while (i < log->n && !event_is_runtime(&log->events[i])) {
        i++;
    }
    return i;
}

static void compare_lists(struct trial *t, const struct event_log *log,
                          const struct event_log *other)
{
    size_t i = next_runtime(log, 0);
    size_t k = next_runtime(other, 0);
    size_t n = 0;
    while (i < log->n && k < other->n) {
        const struct event *a = &log->events[i];
        const struct event *b = &other->events[k];
        if (!text_equal(a->name, b->name) || !bytes_equal(a->payload, b->payload)) {
            (void)check_fail(t->checks, CHECK_LOG_RUNTIME, "%s is another one in runtime_events",
                             event_label(log, a).at);
            return;
        }
        i = next_runtime(log, i + 1);
        k = next_runtime(other, k + 1);
        n++;
    }
    if (i < log->n || k < other->n) {
        (void)check_fail(t->checks, CHECK_LOG_RUNTIME, "%s has more than the %zu of the other one",
                         i < log->n ? "the event log" : "runtime_events", n);
        return;
    }
    struct sha384 replayed[RTMR_COUNT];
    event_log_replay(other, replayed);
    struct bytes mine = BYTES_OF(t->replayed[RTMR_RUNTIME].at);
    struct check *check = check_equal(t->checks, CHECK_LOG_RUNTIME, mine,
                                      BYTES_OF(replayed[RTMR_RUNTIME].at));
    check_set(check, check->result,
              check->result == RESULT_PASS ? "%zu events" : "%zu events replay to another RTMR3",
              n);
}

static void check_lists(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    if (!evidence->has_runtime_log) {
        (void)check_skip(t->checks, CHECK_LOG_RUNTIME, "there is one list alone");
    } else if (t->events != &evidence->log) {
        (void)check_skip(t->checks, CHECK_LOG_RUNTIME, "the event log leaves them out");
    } else {
        compare_lists(t, &evidence->log, &evidence->runtime_log);
    }
}

void trial_events(struct trial *t)
{
    check_lists(t);
    if (has_runtime_events(t->events)) {
        check_boot(t);
        check_late(t);
        return;
    }
    /* A log that was handed in beside a quote may be of a machine without dstack. */
    bool is_bare = t->evidence->kind == EVIDENCE_TDX_QUOTE;
    check_set(&t->checks->of[CHECK_LOG_BOOT], is_bare ? RESULT_SKIP : RESULT_UNDECIDED,
              "there are no dstack events");
    (void)check_skip(t->checks, CHECK_LOG_LATE, "there are no dstack events");
}
