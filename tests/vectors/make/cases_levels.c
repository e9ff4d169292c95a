/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* Which level a platform reaches, and in which order levels are tried. */

static void component_low(struct platform *p, const struct test_case *c)
{
    p->pck.sgx.components[c->number]--;
}

static void tdx_component_low(struct platform *p, const struct test_case *c)
{
    size_t i = (size_t)c->number;
    p->tcb_info.levels[0].tdx[i] = (uint8_t)(p->quote.body[AT_TEE_TCB_SVN + i] + 1);
}

static void pcesvn_low(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.sgx.pcesvn--;
}

static void add_each_component(struct case_list *to)
{
    static const struct {
        const char *name;
        enum base base;
        void (*change)(struct platform *p, const struct test_case *c);
    } KINDS[] = {
        {"sgx_quote", SGX_V3, component_low},
        {"tdx_quote", TDX_V4, component_low},
        {"tdx_part", TDX_V4, tdx_component_low},
        {"td15_part", TDX_V5_TD15, tdx_component_low},
    };
    for (size_t i = 0; i < COUNT(KINDS) * N_COMPONENTS; i++) {
        size_t kind = i / N_COMPONENTS;
        struct test_case one = {
            .name = case_name("level_%s_%zu_low", KINDS[kind].name, i % N_COMPONENTS),
            .group = "levels",
            .base = KINDS[kind].base,
            .category = "no_tcb_level",
            .rule = "8.2: each component is at or above the level's",
            .change = KINDS[kind].change,
            .number = (long long)(i % N_COMPONENTS),
        };
        case_add(to, &one);
    }
}

/* Below the first level in one part, and so at the second. */
static void component_of_second(struct platform *p, const struct test_case *c)
{
    platform_add_level(p);
    component_low(p, c);
    p->tcb_info.levels[1].sgx[c->number] = 1;
}

static void tdx_component_of_second(struct platform *p, const struct test_case *c)
{
    platform_add_level(p);
    tdx_component_low(p, c);
}

static void pcesvn_of_second(struct platform *p, const struct test_case *c)
{
    platform_add_level(p);
    pcesvn_low(p, c);
}

static void both_reached(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_add_level(p);
}

/* The level that is to be found second in the file. */
static struct tcb_level *upper(struct platform *p)
{
    struct tcb_level *second = platform_add_level(p);
    struct tcb_level lower = *second;
    *second = p->tcb_info.levels[0];
    p->tcb_info.levels[0] = lower;
    return second;
}

static void unsorted(struct platform *p, const struct test_case *c)
{
    (void)c;
    upper(p);
}

/* Both levels differ in one part alone: `from` says which. */
static void unsorted_in(struct platform *p, const struct test_case *c)
{
    const struct tcb_level *high = upper(p);
    struct tcb_level *low = &p->tcb_info.levels[0];
    const char *status = low->status;
    *low = *high;
    low->status = status;
    low->advisories = "INTEL-SA-LOWER";
    low->sgx[15] = (uint8_t)(low->sgx[15] - (c->from[0] == 's'));
    low->pcesvn -= c->from[0] == 'p';
    low->tdx[15] = (uint8_t)(low->tdx[15] - (c->from[0] == 't'));
}

/* The lower level is higher in what counts less. */
static void ranked(struct platform *p, const struct test_case *c)
{
    struct tcb_level *high = upper(p);
    struct tcb_level *low = &p->tcb_info.levels[0];
    const char *status = low->status;
    *low = *high;
    low->status = status;
    low->advisories = "INTEL-SA-LOWER";
    if (c->from[0] == 'f') { /* the first component before the last */
        low->sgx[0]--;
        high->sgx[15]--;
    }
    if (c->from[0] == 's') { /* components before PCESVN */
        low->sgx[15]--;
        high->pcesvn--;
    }
    if (c->from[0] == 'p') { /* PCESVN before TDX components */
        low->pcesvn--;
        high->tdx[15]--;
    }
    if (c->from[0] == 't') { /* the first TDX component before the last */
        low->tdx[2]--;
        high->tdx[15]--;
    }
}

static void three_unsorted(struct platform *p, const struct test_case *c)
{
    (void)c;
    struct tcb_level *third = platform_add_level(p);
    third->sgx[0] = 1;
    unsorted(p, c);
    p->tcb_info.levels[0].sgx[0] = 2;
}

/* The first level is out of reach for the TDX part alone. */
static void tdx_part_of_second(struct platform *p, const struct test_case *c)
{
    platform_add_level(p);
    p->tcb_info.levels[0].tdx[c->number]++;
    p->tcb_info.levels[0].advisories = "INTEL-SA-UPPER";
}

static void no_level(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->tcb_info.n_levels = 0;
}

static void double_level(struct platform *p, const struct test_case *c)
{
    struct tcb_level *second = platform_add_level(p);
    *second = p->tcb_info.levels[0];
    second->status = c->from;
}

/* Two lower levels alike, neither of which is selected. */
static void double_lower_level(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_add_level(p);
    platform_add_level(p);
}

static void double_but_for(struct platform *p, const struct test_case *c)
{
    struct tcb_level *second = platform_add_level(p);
    *second = p->tcb_info.levels[0];
    second->status = "OutOfDate";
    second->sgx[0] = (uint8_t)(second->sgx[0] - (c->from[0] == 's'));
    second->pcesvn -= c->from[0] == 'p';
    second->tdx[0] = (uint8_t)(second->tdx[0] - (c->from[0] == 't'));
}

static void unknown_lower_status(struct platform *p, const struct test_case *c)
{
    platform_add_level(p)->status = c->from;
}

static void enclave_cpusvn(struct platform *p, const struct test_case *c)
{
    memset(p->quote.body, (int)c->number, N_COMPONENTS);
}

static void pcesvn_edge(struct platform *p, const struct test_case *c)
{
    p->pck.sgx.pcesvn = (uint16_t)c->number;
    p->tcb_info.levels[0].pcesvn = 65535;
}

/* TD 1.5: the second SVN says something else than the first. */
static void second_svn(struct platform *p, const struct test_case *c)
{
    memset(p->quote.body + AT_TEE_TCB_SVN_2, (int)c->number, N_COMPONENTS);
    p->quote.body[AT_TEE_TCB_SVN_2 + 1] = 0;
}

static void first_svn_low(struct platform *p, const struct test_case *c)
{
    second_svn(p, c);
    p->quote.body[AT_TEE_TCB_SVN + 2]--;
}

#define REACHED "8.2: the first level that is reached"
#define SORTED  "16: levels are sorted before matching"
#define FIRST   "8.2: a TDX level needs the TDX part too"
#define TWICE   "16: no two levels with equal SVNs"
#define STATUS  "16: an unknown tcbStatus in any level is refused"
#define LOWER   .status = "OutOfDate", .advisories = "INTEL-SA-LOWER"
#define SVN_ONE "16: TEE_TCB_SVN counts, never TEE_TCB_SVN_2"

static const struct test_case CASES_LEVELS[] = {
    REFUSED("level_pcesvn_low_sgx", "no_tcb_level", "8.2: PCESVN is at or above the level's",
            .base = SGX_V3, .change = pcesvn_low),
    REFUSED("level_pcesvn_low_tdx", "no_tcb_level", "8.2: PCESVN is at or above the level's",
            .change = pcesvn_low),
    ACCEPTED("level_first_wins_sgx", REACHED, .base = SGX_V3, .change = both_reached),
    ACCEPTED("level_first_wins_tdx", REACHED, .change = both_reached),
    ACCEPTED("level_second_by_component_sgx", REACHED, .base = SGX_V3,
             .change = component_of_second, .number = 3, LOWER),
    ACCEPTED("level_second_by_component_tdx", REACHED, .change = component_of_second, .number = 3,
             LOWER),
    ACCEPTED("level_second_by_tdx_component", REACHED, .change = tdx_component_of_second,
             .number = 15, LOWER),
    ACCEPTED("level_second_by_pcesvn_sgx", REACHED, .base = SGX_V3, .change = pcesvn_of_second,
             LOWER),
    ACCEPTED("level_second_by_pcesvn_tdx", REACHED, .change = pcesvn_of_second, LOWER),
    ACCEPTED("level_second_by_tdx_part", FIRST, .change = tdx_part_of_second, .number = 2, LOWER),
    ACCEPTED("level_second_by_tdx_part_0", "8.2: with module version 0 component 0 counts",
             .change = tdx_part_of_second, .number = 0, LOWER),
    ACCEPTED("level_second_by_tdx_part_1", "8.2: with module version 0 component 1 counts",
             .change = tdx_part_of_second, .number = 1, LOWER),
    ACCEPTED("level_unsorted_sgx", SORTED, .base = SGX_V3, .change = unsorted),
    ACCEPTED("level_unsorted_tdx", SORTED, .change = unsorted),
    ACCEPTED("level_unsorted_three", SORTED, .change = three_unsorted),
    ACCEPTED("level_unsorted_by_components", SORTED, .change = unsorted_in, .from = "sgx"),
    ACCEPTED("level_unsorted_by_pcesvn", SORTED, .change = unsorted_in, .from = "pcesvn"),
    ACCEPTED("level_unsorted_by_tdx", SORTED, .change = unsorted_in, .from = "tdx"),
    ACCEPTED("level_unsorted_by_pcesvn_sgx", SORTED, .base = SGX_V3, .change = unsorted_in,
             .from = "pcesvn"),
    ACCEPTED("level_rank_first_component", SORTED, .change = ranked, .from = "first"),
    ACCEPTED("level_rank_first_component_sgx", SORTED, .base = SGX_V3, .change = ranked,
             .from = "first"),
    ACCEPTED("level_rank_sgx_over_pcesvn", SORTED, .change = ranked, .from = "sgx"),
    ACCEPTED("level_rank_sgx_over_pcesvn_sgx", SORTED, .base = SGX_V3, .change = ranked,
             .from = "sgx"),
    ACCEPTED("level_rank_pcesvn_over_tdx", SORTED, .change = ranked, .from = "pcesvn"),
    ACCEPTED("level_rank_first_tdx", SORTED, .change = ranked, .from = "tdx"),
    REFUSED("level_none_tdx", "tcb_info_json", "16: at least one level", .change = no_level),
    REFUSED("level_none_sgx", "tcb_info_json", "16: at least one level", .base = SGX_V3,
            .change = no_level),
    REFUSED("level_twice_sgx", "tcb_duplicate", TWICE, .base = SGX_V3, .change = double_level,
            .from = "UpToDate"),
    REFUSED("level_twice_tdx", "tcb_duplicate", TWICE, .change = double_level, .from = "UpToDate"),
    REFUSED("level_twice_other_status", "tcb_duplicate", TWICE, .change = double_level,
            .from = "OutOfDate"),
    REFUSED("level_twice_below", "tcb_duplicate", TWICE, .change = double_lower_level),
    ACCEPTED("level_twice_but_for_sgx", TWICE, .change = double_but_for, .from = "sgx"),
    ACCEPTED("level_twice_but_for_pcesvn", TWICE, .change = double_but_for, .from = "pcesvn"),
    ACCEPTED("level_twice_but_for_tdx", TWICE, .change = double_but_for, .from = "tdx"),
    ACCEPTED("level_twice_but_for_pcesvn_sgx", TWICE, .base = SGX_V3, .change = double_but_for,
             .from = "pcesvn"),
    REFUSED("level_unknown_status_below_sgx", "status", STATUS, .base = SGX_V3,
            .change = unknown_lower_status, .from = "Fine"),
    REFUSED("level_unknown_status_below_tdx", "status", STATUS, .change = unknown_lower_status,
            .from = "Fine"),
    ACCEPTED("level_revoked_below", REACHED, .change = unknown_lower_status, .from = "Revoked"),
    ACCEPTED("level_enclave_cpusvn_ignored", "8.2: the report's own CPUSVN is not used",
             .base = SGX_V3, .change = enclave_cpusvn, .number = 0),
    ACCEPTED("pcesvn_65535", "5: PCESVN is at most 65535", .change = pcesvn_edge, .number = 65535),
    REFUSED("pcesvn_65534", "no_tcb_level", "8.2: PCESVN is compared as a number",
            .change = pcesvn_edge, .number = 65534),
    ACCEPTED("td15_second_svn_0", SVN_ONE, .base = TDX_V5_TD15, .change = second_svn, .number = 0),
    ACCEPTED("td15_second_svn_255", SVN_ONE, .base = TDX_V5_TD15, .change = second_svn,
             .number = 255),
    REFUSED("td15_first_svn_low", "no_tcb_level", SVN_ONE, .base = TDX_V5_TD15,
            .change = first_svn_low, .number = 255),
};

void cases_levels(struct case_list *to)
{
    add_each_component(to);
    case_add_all(to, "levels", CASES_LEVELS, COUNT(CASES_LEVELS));
}
