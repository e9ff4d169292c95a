/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_VERIFY_CASE_H
#define PHALA_TESTS_ATTEST_VERIFY_CASE_H

#include <stdbool.h>

#include "attest/appraise.h"
#include "attest/platform.h"
#include "attest/recognise.h"
#include "codec/json.h"

/* A folder with quote.bin, collateral.json and case.json or verdicts.json. */
struct verify_case {
    char *folder;
    struct json *json;
    struct buf root; /* DER; empty: Intel's */
    struct evidence evidence;
    struct collateral collateral;
    struct platform *platform;
    bool is_readable;                /* evidence and collateral are what they should be */
    struct appraise_options options; /* what the case asks for; hardware only */
    struct report *report;           /* after verify_case_appraise */
};

/* `description` is the name of the JSON file, `at` the member of it with the instant. */
void verify_case_open(struct verify_case *c, const char *folder, const char *description,
                      const char *at);
void verify_case_appraise(struct verify_case *c);
void verify_case_done(struct verify_case *c);

/* Text at a path of member names ("expected", "status", NULL); empty when absent. */
struct text verify_case_text(const struct verify_case *c, const char *outer, const char *inner);

/* The report's advisories are exactly those of a JSON array, in any order. */
bool verify_case_has_advisories(const struct verify_case *c, const struct json_value *list);

/* Allows every status. */
void verify_case_allow_any(struct verify_case *c);

/* The category of the first check of a result; "" when there is none. */
const char *verify_case_category(const struct verify_case *c, enum check_result result);

/* Runs `visit` on each folder inside `folder`, in order. False when there is none. */
bool verify_each(const char *folder, void (*visit)(const char *folder, const char *name));

#endif
