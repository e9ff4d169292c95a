/* SPDX-License-Identifier: Apache-2.0 */
#include "case_list.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "must.h"

void case_add(struct case_list *to, const struct test_case *one)
{
    for (size_t i = 0; i < to->n; i++) {
        must(strcmp(to->at[i].name, one->name) != 0, one->name);
    }
    if (to->n == to->room) {
        to->room = to->room > 0 ? 2 * to->room : 256;
        to->at = mem_resize(to->at, to->room, sizeof(*to->at));
    }
    to->at[to->n++] = *one;
}

void case_add_all(struct case_list *to, const char *group, const struct test_case *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct test_case one = cases[i];
        one.group = group;
        case_add(to, &one);
    }
}

/* Every name that was made, so that none is lost. */
static struct kept {
    struct kept *next;
    char text[256];
} *names;

const char *case_name(const char *format, ...)
{
    struct kept *name = mem_new(sizeof(*name));
    va_list args;
    va_start(args, format);
    int n = vsnprintf(name->text, sizeof(name->text), format, args);
    va_end(args);
    must(n > 0 && (size_t)n < sizeof(name->text), "name too long");
    name->next = names;
    names = name;
    return name->text;
}

void case_list_all(struct case_list *to)
{
    static void (*const GROUPS[])(struct case_list *) = {
        cases_sound,      cases_header,     cases_lengths,  cases_certification, cases_signatures,
        cases_certs,      cases_chains,     cases_dates,    cases_sgx_extension, cases_crl,
        cases_crl_lookup, cases_collateral, cases_tcb_info, cases_json,          cases_levels,
        cases_qe,         cases_qe_json,    cases_module,   cases_relaunch,      cases_merge,
        cases_td,         cases_enclave,
    };
    for (size_t i = 0; i < COUNT(GROUPS); i++) {
        GROUPS[i](to);
    }
}

void case_list_done(struct case_list *list)
{
    mem_free(list->at);
    *list = (struct case_list){0};
}
