/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_MACHINE_H
#define PHALA_TESTS_ATTEST_MACHINE_H

#include "attest/appraise.h"
#include "attest/evidence.h"

/* A dstack machine for tests: a TDX quote and an event log, which can both be changed. */
struct machine {
    struct evidence evidence;
    struct appraise_options options;
    struct report *report; /* of the last judgement */
};

/* The app-compose that it runs, and SHA-256 of it, in hex. */
extern const char machine_compose[];
extern const char machine_compose_hash[];

/* Three boot events, and no runtime event. */
void machine_start(struct machine *m);

/* The events of a machine that boots, up to system-ready; the key provider is
 * {"name":"kms","id":"0102030405"}, the app id is derived. */
void machine_boot(struct machine *m);

/* A runtime event of version 1 without digest, behind the others. */
struct event *machine_add(struct machine *m, const char *name, const char *payload_hex);

/* The first event of that name. */
struct event *machine_event(struct machine *m, const char *name);

/* The field of the quote, to be written to. */
uint8_t *machine_field(struct machine *m, enum td_field field);

/* The quote's registers become what the log replays to. */
void machine_seal(struct machine *m);

const struct check *machine_judge(struct machine *m, enum check_id id);
void machine_done(struct machine *m);

/* Bytes of hex, owned by the machine. */
struct bytes machine_hex(struct machine *m, const char *hex);

#endif
