/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_CHECK_H
#define PHALA_ATTEST_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/check_list.h"
#include "base/bytes.h"
#include "base/macro.h"
#include "base/text.h"

enum check_id {
#define X(name, id, category, proves) CHECK_##name,
    CHECKS(X)
#undef X
        CHECK_COUNT,
    CHECK_NONE = CHECK_COUNT,
};

enum check_result {
    RESULT_UNDECIDED, /* could not be computed; the value of what was never set */
    RESULT_PASS,
    RESULT_FAIL,
    RESULT_WARN,
    RESULT_SKIP, /* does not apply to this evidence, or was not asked for */
};

struct check_entry {
    const char *id;
    const char *category;
    const char *proves;
};

extern const struct check_entry check_catalogue[CHECK_COUNT];

enum check_group {
#define G(group, list, about) GROUP_##group,
    CHECK_GROUPS(G)
#undef G
        GROUP_COUNT,
};

/* The group of a check, and what a group is about: "the event log". */
enum check_group check_group(enum check_id id);
const char *check_group_about(enum check_group group);

/* How many checks a group has; they follow each other in the catalogue. */
unsigned check_group_size(enum check_group group);

/* "pass", "fail", … */
const char *check_result_word(enum check_result result);

/* Length of the subject of an id: "tcb_info" of "tcb_info.fmspc"; all of an id without a dot. */
struct text check_subject(const char *name);

enum { CHECK_DETAIL = 256, CHECK_VALUE = 160, CHECK_ID = 48, CHECK_RULE = 96 };

/* The outcome of one check. `expected` and `actual` are empty where there is nothing to compare. */
struct check {
    enum check_id id;
    enum check_result result;
    char name[CHECK_ID]; /* as in reports: the catalogue's id, or "expect.KEY" */
    char detail[CHECK_DETAIL];
    char expected[CHECK_VALUE];
    char actual[CHECK_VALUE];
    char hint[CHECK_DETAIL];
    char rule[CHECK_RULE]; /* of a policy, that this outcome follows from: "app.app_id, line 7" */
};

/* Outcomes of the whole catalogue but CHECK_EXPECTATION, of which there is one an expectation. */
struct checks {
    struct check of[CHECK_COUNT];
};

/* All undecided, with their names. */
void checks_start(struct checks *checks);

/* One outcome, undecided, by the catalogue's name. */
void check_start(struct check *check, enum check_id id);

/* Sets an outcome and its detail. Texts are cut to their field. */
void check_set(struct check *check, enum check_result result, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* Each sets one outcome; the format makes the detail. They return the check, so that expected,
 * actual and hint can be added. */
struct check *check_pass(struct checks *checks, enum check_id id, const char *format, ...)
    PRINTF_LIKE(3, 4);
struct check *check_fail(struct checks *checks, enum check_id id, const char *format, ...)
    PRINTF_LIKE(3, 4);
struct check *check_undecided(struct checks *checks, enum check_id id, const char *format, ...)
    PRINTF_LIKE(3, 4);
struct check *check_skip(struct checks *checks, enum check_id id, const char *format, ...)
    PRINTF_LIKE(3, 4);
struct check *check_warn(struct checks *checks, enum check_id id, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* pass when they are equal, else fail; fills expected and actual with hex. */
struct check *check_equal(struct checks *checks, enum check_id id, struct bytes expected,
                          struct bytes actual);

/* Sets expected and actual: as texts, or as hex (which has to be at most CHECK_VALUE_BYTES). */
enum { CHECK_VALUE_BYTES = (CHECK_VALUE - 1) / 2 };
void check_set_values(struct check *check, const char *expected, const char *actual);
void check_set_bytes(struct check *check, struct bytes expected, struct bytes actual);
void check_set_hint(struct check *check, const char *format, ...) PRINTF_LIKE(2, 3);

#endif
