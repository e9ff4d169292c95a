/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/event_log.h"

/* Two logs of one machine in one document (specification section 1). */

/* The next event of the register from `i` on, or the end. */
static size_t next_of(const struct event_log *log, unsigned rtmr, size_t i)
{
    while (i < log->n && log->events[i].rtmr != rtmr) {
        i++;
    }
    return i;
}

static size_t count_of(const struct event_log *log, unsigned rtmr)
{
    size_t n = 0;
    for (size_t i = next_of(log, rtmr, 0); i < log->n; i = next_of(log, rtmr, i + 1)) {
        n++;
    }
    return n;
}

/* Everything that a digest covers, and the digest. */
static bool is_same_runtime(const struct event *a, const struct event *b)
{
    struct sha384 digest;
    struct bytes right = BYTES_OF(digest.at);
    return text_equal(a->name, b->name) && bytes_equal(a->payload, b->payload) &&
           a->version == b->version && event_digest(a, &digest) &&
           (!a->has_digest || bytes_equal(right, BYTES_OF(a->digest.at))) &&
           (!b->has_digest || bytes_equal(right, BYTES_OF(b->digest.at)));
}

static bool is_same(const struct event *a, const struct event *b)
{
    if (event_is_runtime(a) && event_is_runtime(b)) {
        return is_same_runtime(a, b);
    }
    return !event_is_runtime(a) && !event_is_runtime(b) &&
           bytes_equal(BYTES_OF(a->digest.at), BYTES_OF(b->digest.at));
}

/* The register's events of `few` are among those of `many`, in their order. */
static bool is_within(const struct event_log *few, const struct event_log *many, unsigned rtmr)
{
    size_t k = next_of(many, rtmr, 0);
    for (size_t i = next_of(few, rtmr, 0); i < few->n; i = next_of(few, rtmr, i + 1)) {
        while (k < many->n && !is_same(&few->events[i], &many->events[k])) {
            k = next_of(many, rtmr, k + 1);
        }
        if (k >= many->n) {
            return false;
        }
        k = next_of(many, rtmr, k + 1);
    }
    return true;
}

/* All of `few` is in `many`; of RTMR3 all or nothing is. */
static bool is_part(const struct event_log *few, const struct event_log *many)
{
    size_t runtime = count_of(few, RTMR_RUNTIME);
    bool is_part = runtime == 0 || runtime == count_of(many, RTMR_RUNTIME);
    for (unsigned rtmr = 0; rtmr < RTMR_COUNT; rtmr++) {
        is_part = is_part && is_within(few, many, rtmr);
    }
    return is_part;
}

bool event_log_agrees(const struct event_log *a, const struct event_log *b)
{
    return is_part(a, b) || is_part(b, a);
}
