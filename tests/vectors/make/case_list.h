/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_CASE_LIST_H
#define VECTORS_CASE_LIST_H

#include "platform.h"

/* One case: what is changed about a sound platform, and what a verifier has to say. The verdict
 * follows from category and status:
 *   category NULL, status NULL     accept, UpToDate
 *   category NULL, status set      accept_nonuptodate
 *   category "trailing"            warn, UpToDate
 *   anything else                  reject */
struct test_case {
    const char *name;
    const char *group;
    enum base base;
    const char *category;
    const char *status;
    const char *advisories; /* spaced */
    const char *rule;
    const char *note;
    const char *options; /* spaced */
    void (*change)(struct platform *p, const struct test_case *c);
    void (*prepare)(struct platform *p, const struct test_case *c); /* comes before `change` */
    const char *from;                                               /* arguments of `change` */
    const char *to;
    long long number;
    bool has_own_root;       /* the trust anchor is this platform's root, not the shared one */
    bool category_is_chosen; /* the specification names no category for this rule */
};

struct case_list {
    struct test_case *at;
    size_t n;
    size_t room;
};

void case_add(struct case_list *to, const struct test_case *one);

/* Adds `n` cases of one group. */
void case_add_all(struct case_list *to, const char *group, const struct test_case *cases, size_t n);

/* Names made at run time; they live as long as the program. */
const char *case_name(const char *format, ...) PRINTF_LIKE(1, 2);

/* Rows of tables. */
#define ACCEPTED(n, r, ...)   {.name = (n), .rule = (r), __VA_ARGS__}
#define REFUSED(n, c, r, ...) {.name = (n), .category = (c), .rule = (r), __VA_ARGS__}

/* Every case there is. */
void case_list_all(struct case_list *to);
void case_list_done(struct case_list *list);

#define CASES(name) void cases_##name(struct case_list *to)
CASES(sound);
CASES(header);
CASES(lengths);
CASES(certification);
CASES(signatures);
CASES(certs);
CASES(chains);
CASES(dates);
CASES(sgx_extension);
CASES(crl);
CASES(crl_lookup);
CASES(collateral);
CASES(tcb_info);
CASES(json);
CASES(levels);
CASES(qe);
CASES(qe_json);
CASES(module);
CASES(relaunch);
CASES(merge);
CASES(td);
CASES(enclave);

#endif
