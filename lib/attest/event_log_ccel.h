/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_EVENT_LOG_CCEL_H
#define PHALA_ATTEST_EVENT_LOG_CCEL_H

#include <stdbool.h>

#include "attest/event_log.h"

/* Binary event logs: a Spec ID event, then TCG_PCR_EVENT2 records (TCG PC Client Platform Firmware
 * Profile 1.06, section 10.2), as the ACPI table CCEL points at one. */

/* It begins as such a log does. */
bool ccel_is(struct bytes text);

/* Reads one to its last byte: behind the last event are bytes ff, or zeros, or nothing. Register 1
 * is RTMR0. What was not extended into an RTMR (EV_NO_ACTION, register 0) is left out. Payloads
 * look into `text`. ERR_MALFORMED, ERR_TOO_BIG; on failure `*out` is empty. */
MUST_CHECK bool ccel_read(struct bytes text, struct event_log *out, struct err *e);

#endif
