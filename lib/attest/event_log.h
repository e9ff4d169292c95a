/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_EVENT_LOG_H
#define PHALA_ATTEST_EVENT_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/keep.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* The event log of a dstack machine (specification sections 1 to 3): what was extended into RTMR0
 * to RTMR3, in order. */

enum { RTMR_COUNT = 4, RTMR_RUNTIME = 3 };

/* The type of events that the running system writes; they are in RTMR3. */
#define EVENT_RUNTIME 0x08000001U
/* The type that the ACPI tables have in RTMR0 (TCG PC Client Platform Firmware Profile, section
 * 10.4). */
#define EVENT_PLATFORM_CONFIG_FLAGS 0xaU

struct event {
    unsigned rtmr; /* 0 to 3 */
    uint32_t type;
    unsigned version; /* of the digest: 1 or 2 */
    struct text name;
    struct bytes payload;
    bool has_digest; /* stripped logs have none for runtime events */
    struct sha384 digest;
    bool has_preimage;
    struct bytes preimage;
};

struct event_log {
    struct event *events; /* owned */
    size_t n;
};

/* An event that the running system wrote: in RTMR3 and of type EVENT_RUNTIME. Only these have a
 * name and a payload that their digest covers. */
bool event_is_runtime(const struct event *event);

/* Reads the JSON form (section 1): an array of objects. Views look into `keep` and the document. At
 * most LIMIT_EVENTS. ERR_MALFORMED names the event, counted from 0, and its member ("event 12:
 * 'digest' is no hex of 48 bytes"); ERR_TOO_BIG. Only a runtime event may be without a digest. On
 * failure `*out` is empty. */
MUST_CHECK bool event_log_read(const struct json_value *array, struct keep *keep,
                               struct event_log *out, struct err *e);

/* The same from text that holds the JSON array, or a binary CCEL (TCG) log, or hex of one of these.
 * What was parsed is handed to `keep`. */
MUST_CHECK bool event_log_parse(struct bytes text, struct keep *keep, struct event_log *out,
                                struct err *e);

/* Adds a copy of `event`; false over LIMIT_EVENTS, and for a register that there is not. */
MUST_CHECK bool event_log_add(struct event_log *log, const struct event *event);
void event_log_done(struct event_log *log);

/* Appends what the digest of a runtime event is the SHA-384 of, made from its name and payload
 * (section 2). False for a version that is not known, and for a name that version 2 cannot write.
 */
MUST_CHECK bool event_preimage(const struct event *event, struct buf *out);

/* The digest that a runtime event has by its name and payload; false as above. */
MUST_CHECK bool event_digest(const struct event *event, struct sha384 *out);

/* What extending from zero gives. Runtime events count by their recomputed digest and never by the
 * one they come with (zeros where there is none); the others by their own. */
void event_log_replay(const struct event_log *log, struct sha384 out[RTMR_COUNT]);

/* RTMR3 up to and with the event of that name; all of it when there is none. */
struct sha384 event_log_replay_until(const struct event_log *log, const char *name);

/* Two logs can both be of one machine: one of them is the other, or leaves out events of RTMR0 to
 * RTMR2, or all of RTMR3. What counts of a runtime event is what its digest covers, and a digest
 * that it comes with has to be that; of other events it is the digest. */
bool event_log_agrees(const struct event_log *a, const struct event_log *b);

/* Index of the first `system-ready` event, or the number of events. */
size_t event_log_ready(const struct event_log *log);

/* The first runtime event of that name before system-ready; NULL when there is none. */
const struct event *event_log_find(const struct event_log *log, const char *name);

#endif
