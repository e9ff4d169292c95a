/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_EXPLAIN_H
#define PHALA_ATTEST_EXPLAIN_H

#include "attest/check.h"

/* What there is to say about a check beyond what it proves: whole sentences, for people. */
struct explanation {
    const char *why;    /* what it stands for in the chain of proof */
    const char *attack; /* what somebody could do if it were not made */
    const char *mend;   /* what to do about one that does not pass */
};

/* Of a check of the catalogue (not CHECK_NONE); there is one for each. */
const struct explanation *explain_check(enum check_id id);

/* The id as people are told it: "expect.KEY" for CHECK_EXPECTATION, else the catalogue's. */
const char *explain_name(enum check_id id);

/* The check of that id, or of the id that an expectation has in reports ("expect.mrtd"); CHECK_NONE
 * when there is none. */
enum check_id explain_find(struct text id);

/* What the checks are about that stand together: "Revocation lists" of "pck_crl.issuer". The same
 * pointer for checks of one heading. */
const char *explain_heading(enum check_id id);

/* The word for a group, as in reports that have room for one: "hardware", "ra-tls". */
const char *explain_group_word(enum check_group group);

#endif
