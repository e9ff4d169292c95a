/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_TRIAL_CASE_H
#define PHALA_TESTS_ATTEST_TRIAL_CASE_H

#include "attest/dstack.h"
#include "attest/kms.h"

/* A trial of evidence that is put together by hand: a TDX quote whose fields can be written to, and
 * an app whose log is proved. */

enum { MACHINE_ROOM = 1024, MACHINE_REGISTER = 48 };

struct machine {
    struct evidence evidence;
    uint8_t fields[TD_FIELDS][64];
};

struct trial_case {
    struct machine machine;
    struct machine service; /* a key service's */
    struct appraise_options options;
    struct app app;
    struct report *report;
    struct trial trial;
    uint8_t room[8][MACHINE_ROOM]; /* for case_hex */
    size_t n_rooms;
};

void trial_case_open(struct trial_case *c);
void trial_case_done(struct trial_case *c);

/* Decoded hex; stays as long as the case. */
struct bytes trial_case_hex(struct trial_case *c, const char *hex);

/* Report data: what is decoded, then zeros. */
void trial_case_report_data(struct trial_case *c, const char *hex);

/* The value of --bind. */
void trial_case_bind(struct trial_case *c, enum binding_kind kind, const char *hex);

/* Reads a key service's document into `out`; the case frees it. */
void trial_case_kms(struct evidence *out, const char *text);

/* Runs the part of the trial and says what came of the check. */
enum check_result trial_case_judge(struct trial_case *c, void (*part)(struct trial *t),
                                   enum check_id id);
const struct check *trial_case_check(const struct trial_case *c, enum check_id id);

#endif
