/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <stddef.h>

/* Both ends of every validity: the exact second, and one second beyond it. */

#define AT(field) offsetof(struct platform, field)

static const struct {
    const char *name;
    size_t start;
    size_t end;
    const char *too_early;
    const char *too_late;
    bool has_own_root;
} PERIODS[] = {
    {"pck", AT(pck.not_before), AT(pck.not_after), "cert_not_yet_valid", "cert_expired", false},
    {"intermediate", AT(intermediate.not_before), AT(intermediate.not_after), "cert_not_yet_valid",
     "cert_expired", false},
    {"tcb_signer", AT(tcb_signer.not_before), AT(tcb_signer.not_after), "cert_not_yet_valid",
     "cert_expired", false},
    {"qe_signer", AT(qe_signer.not_before), AT(qe_signer.not_after), "cert_not_yet_valid",
     "cert_expired", false},
    {"root", AT(root.not_before), AT(root.not_after), "cert_not_yet_valid", "cert_expired", true},
    {"root_crl", AT(root_crl.this_update), AT(root_crl.next_update), "crl_future", "crl_expired",
     false},
    {"pck_crl", AT(pck_crl.this_update), AT(pck_crl.next_update), "crl_future", "crl_expired",
     false},
    {"tcb_info", AT(tcb_info.issue_date), AT(tcb_info.next_update), "tcb_info_future",
     "tcb_info_expired", false},
    {"qe_identity", AT(qe_identity.issue_date), AT(qe_identity.next_update), "qe_identity_future",
     "qe_identity_expired", false},
};

enum { AT_START, AT_END, BEFORE_START, AFTER_END, INSTANTS };

static void move(struct platform *p, const struct test_case *c)
{
    size_t period = (size_t)c->number / INSTANTS;
    size_t instant = (size_t)c->number % INSTANTS;
    static const int64_t SHIFTS[] = {[BEFORE_START] = 1, [AFTER_END] = -1};
    bool is_start = instant == AT_START || instant == BEFORE_START;
    size_t at = is_start ? PERIODS[period].start : PERIODS[period].end;
    *(int64_t *)(void *)((char *)p + at) = NOW + SHIFTS[instant];
}

static void add_instants(struct case_list *to, size_t period, enum base base, const char *suffix)
{
    static const struct {
        const char *name;
        const char *rule;
    } NAMES[] = {
        [AT_START] = {"at_start", "16: the first second of a validity counts"},
        [AT_END] = {"at_end", "16: the last second of a validity counts"},
        [BEFORE_START] = {"before_start", "3, 4, 6, 7: not before the validity"},
        [AFTER_END] = {"after_end", "3, 4, 6, 7: not after the validity"},
    };
    for (size_t i = 0; i < INSTANTS; i++) {
        struct test_case one = {
            .name = case_name("date_%s_%s%s", PERIODS[period].name, NAMES[i].name, suffix),
            .group = "dates",
            .base = base,
            .rule = NAMES[i].rule,
            .change = move,
            .number = (long long)(period * INSTANTS + i),
            .has_own_root = PERIODS[period].has_own_root,
        };
        if (i == BEFORE_START) {
            one.category = PERIODS[period].too_early;
        } else if (i == AFTER_END) {
            one.category = PERIODS[period].too_late;
        }
        case_add(to, &one);
    }
}

void cases_dates(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(PERIODS); i++) {
        add_instants(to, i, TDX_V4, "");
        add_instants(to, i, SGX_V3, "_sgx");
    }
}
