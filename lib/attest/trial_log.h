/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TRIAL_LOG_H
#define PHALA_ATTEST_TRIAL_LOG_H

#include "attest/dstack.h"

/* For trial_log.c and trial_events.c alone. */

/* How an event is named in a detail: its index from 0 and its name, escaped and cut. */
struct event_label {
    char at[96];
};
struct event_label event_label(const struct event_log *log, const struct event *event);

/* Whether the running system wrote any. */
bool has_runtime_events(const struct event_log *log);

/* log.boot_events, log.late_events, log.runtime_events */
void trial_events(struct trial *t);

#endif
