/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/event_log_ccel.h"

#include "attest/limits.h"

enum {
    EV_NO_ACTION = 3,
    ALGORITHM_SHA384 = 0x000c,
    ALGORITHMS_MAX = 8,
    SHA1_SIZE = 20,
};

#define SIGNATURE "Spec ID Event03"

/* The digests that each event has, by the log's first record. */
struct algorithms {
    struct {
        uint16_t id;
        uint16_t size;
    } of[ALGORITHMS_MAX];
    uint32_t n;
};

/* Register, type, SHA-1 and the size of what follows: the record in front of all others is of the
 * older form. */
static bool read_first(struct bytes *from, struct bytes *spec_id)
{
    uint32_t registered = 0;
    uint32_t type = 0;
    uint32_t size = 0;
    TRY(bytes_u32le(from, &registered) && bytes_u32le(from, &type) && type == EV_NO_ACTION);
    TRY(bytes_skip(from, SHA1_SIZE) && bytes_u32le(from, &size) && bytes_take(from, size, spec_id));
    return bytes_expect(spec_id, SIGNATURE, sizeof SIGNATURE);
}

bool ccel_is(struct bytes text)
{
    struct bytes spec_id;
    return read_first(&text, &spec_id);
}

static bool read_algorithms(struct bytes from, struct algorithms *out, struct err *e)
{
    enum { VERSIONS_AND_CLASS = 8 };
    uint8_t vendor = 0;
    bool has_sha384 = false;
    NEED(bytes_skip(&from, VERSIONS_AND_CLASS) && bytes_u32le(&from, &out->n), e,
         "the Spec ID event");
    if (out->n > ALGORITHMS_MAX) {
        return err_set(e, ERR_MALFORMED, "the Spec ID event names more than %d algorithms",
                       ALGORITHMS_MAX);
    }
    for (uint32_t i = 0; i < out->n; i++) {
        NEED(bytes_u16le(&from, &out->of[i].id) && bytes_u16le(&from, &out->of[i].size), e,
             "the algorithms of the Spec ID event");
        bool is_sha384 = out->of[i].id == ALGORITHM_SHA384;
        has_sha384 = has_sha384 || (is_sha384 && out->of[i].size == SHA384_SIZE);
    }
    NEED(bytes_u8(&from, &vendor) && bytes_skip(&from, vendor), e, "the Spec ID event");
    if (!bytes_end(from)) {
        return err_set(e, ERR_MALFORMED, "the Spec ID event is longer than it says");
    }
    return has_sha384 || err_set(e, ERR_MALFORMED, "the events have no SHA-384 digests");
}

static bool take_digest(struct bytes *from, const struct algorithms *algorithms, uint16_t id,
                        struct bytes *out)
{
    for (uint32_t i = 0; i < algorithms->n; i++) {
        if (algorithms->of[i].id == id) {
            return bytes_take(from, algorithms->of[i].size, out);
        }
    }
    return false;
}

static bool read_digests(struct bytes *from, const struct algorithms *algorithms, struct event *out,
                         struct err *e)
{
    uint32_t n = 0;
    NEED(bytes_u32le(from, &n), e, "the number of digests");
    if (n > algorithms->n) {
        return err_set(e, ERR_MALFORMED, "there are more digests than algorithms");
    }
    for (uint32_t i = 0; i < n; i++) {
        uint16_t id = 0;
        struct bytes digest = {NULL, 0};
        NEED(bytes_u16le(from, &id), e, "a digest");
        if (!take_digest(from, algorithms, id, &digest)) {
            return err_set(e, ERR_MALFORMED, "a digest is truncated, or of another algorithm");
        }
        if (id == ALGORITHM_SHA384 && out->has_digest) {
            return err_set(e, ERR_MALFORMED, "there are two SHA-384 digests");
        }
        bool is_ours = id == ALGORITHM_SHA384;
        out->has_digest = out->has_digest ||
                          (is_ours && bytes_copy(&digest, out->digest.at, SHA384_SIZE));
    }
    return true;
}

static bool add_event(struct event_log *log, uint32_t registered, struct event *event,
                      struct err *e)
{
    if (event->type == EV_NO_ACTION || registered == 0) {
        return true;
    }
    if (registered > RTMR_COUNT) {
        return err_set(e, ERR_MALFORMED, "there is no register %u", registered);
    }
    if (!event->has_digest) {
        return err_set(e, ERR_MALFORMED, "there is no SHA-384 digest");
    }
    event->rtmr = registered - 1;
    return event_log_add(log, event) ||
           err_set(e, ERR_TOO_BIG, "the event log has more than %d events", LIMIT_EVENTS);
}

static bool read_event(struct bytes *from, const struct algorithms *algorithms,
                       struct event_log *out, struct err *e)
{
    struct event event = {.version = 1};
    uint32_t registered = 0;
    uint32_t size = 0;
    NEED(bytes_u32le(from, &registered) && bytes_u32le(from, &event.type), e, "its type");
    TRY(read_digests(from, algorithms, &event, e));
    NEED(bytes_u32le(from, &size) && bytes_take(from, size, &event.payload), e, "its data");
    return add_event(out, registered, &event, e);
}

static bool is_filled_with(struct bytes from, uint8_t value)
{
    size_t i = 0;
    while (i < from.left && from.at[i] == value) {
        i++;
    }
    return i == from.left;
}

/* No record begins with the register ffffffff, and none that was extended with register 0 and type
 * 0. */
static bool is_end(struct bytes from)
{
    struct bytes start = from;
    uint32_t first = 0;
    uint64_t two = 1;
    return bytes_end(from) || (bytes_u32le(&start, &first) && first == UINT32_MAX) ||
           !bytes_u64le(&from, &two) || two == 0;
}

static bool check_end(struct bytes from, struct err *e)
{
    struct bytes behind = from;
    bool is_ended = bytes_expect(&behind, "\xff\xff\xff\xff", 4);
    if (is_filled_with(from, 0xff) || bytes_all_zero(from) ||
        (is_ended && bytes_all_zero(behind))) {
        return true;
    }
    return err_set(e, ERR_MALFORMED, "something follows the last event");
}

static bool read_log(struct bytes text, struct event_log *out, struct err *e)
{
    struct algorithms algorithms = {.n = 0};
    struct bytes spec_id;
    if (!read_first(&text, &spec_id)) {
        return err_set(e, ERR_MALFORMED, "the log does not begin with a Spec ID event");
    }
    TRY(read_algorithms(spec_id, &algorithms, e));
    for (size_t i = 1; !is_end(text); i++) {
        if (!read_event(&text, &algorithms, out, e)) {
            return err_wrap(e, "record %zu", i);
        }
    }
    return check_end(text, e);
}

bool ccel_read(struct bytes text, struct event_log *out, struct err *e)
{
    *out = (struct event_log){0};
    if (!read_log(text, out, e)) {
        event_log_done(out);
        return false;
    }
    return true;
}
