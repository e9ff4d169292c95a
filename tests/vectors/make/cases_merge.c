/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* Each cell of the table of section 9.1, for module and QE, and the advisories with it. */

enum { UP_TO_DATE, OUT_OF_DATE = 4, OUT_OF_DATE_CONFIGURATION, REVOKED, STATUSES };

static const char *const NAMES[] = {
    "UpToDate",
    "SWHardeningNeeded",
    "ConfigurationNeeded",
    "ConfigurationAndSWHardeningNeeded",
    "OutOfDate",
    "OutOfDateConfigurationNeeded",
    "Revoked",
};

/* What an OutOfDate component makes of a platform status. */
static const int WITH_OUT_OF_DATE[] = {
    OUT_OF_DATE,
    OUT_OF_DATE,
    OUT_OF_DATE_CONFIGURATION,
    OUT_OF_DATE_CONFIGURATION,
    OUT_OF_DATE,
    OUT_OF_DATE_CONFIGURATION,
    REVOKED,
};

static int converge(int platform, int component)
{
    if (component == REVOKED) {
        return REVOKED;
    }
    return component == OUT_OF_DATE ? WITH_OUT_OF_DATE[platform] : platform;
}

/* Platform, module and QE status as the digits of `number`. */
static int digit(const struct test_case *c, int place)
{
    long long number = c->number;
    for (int i = 0; i < place; i++) {
        number /= STATUSES;
    }
    return (int)(number % STATUSES);
}

static void set_statuses(struct platform *p, const struct test_case *c)
{
    p->tcb_info.levels[0].status = NAMES[digit(c, 0)];
    p->tcb_info.levels[0].advisories = "INTEL-SA-PLATFORM";
    if (base_is_tdx(c->base)) {
        platform_with_module(p);
        p->tcb_info.identities[0].levels.at[0].status = NAMES[digit(c, 1)];
        p->tcb_info.identities[0].levels.at[0].advisories = "INTEL-SA-MODULE";
    }
    p->qe_identity.levels.at[0].status = NAMES[digit(c, 2)];
    p->qe_identity.levels.at[0].advisories = "INTEL-SA-QE";
}

static void add_cell(struct case_list *to, enum base base, const char *tee, const int status[3])
{
    int merged = converge(converge(status[0], status[1]), status[2]);
    bool is_tdx = base_is_tdx(base);
    const char *module = is_tdx ? case_name("_module_%s", NAMES[status[1]]) : "";
    struct test_case one = {
        .name = case_name("merge_%s_%s%s_qe_%s", tee, NAMES[status[0]], module, NAMES[status[2]]),
        .group = "merge",
        .base = base,
        .category = merged == REVOKED ? "revoked" : NULL,
        .status = merged == UP_TO_DATE ? NULL : NAMES[merged],
        .advisories = is_tdx ? "INTEL-SA-PLATFORM INTEL-SA-MODULE INTEL-SA-QE"
                             : "INTEL-SA-PLATFORM INTEL-SA-QE",
        .rule = "9.1: module and QE status converge with the platform's",
        .change = set_statuses,
        .number = status[0] + STATUSES * (status[1] + (long long)STATUSES * status[2]),
    };
    if (merged == REVOKED) {
        one.advisories = NULL;
    }
    case_add(to, &one);
}

static void add_cells(struct case_list *to, enum base base, const char *tee)
{
    static const int COMPONENTS[] = {UP_TO_DATE, OUT_OF_DATE, REVOKED};
    size_t modules = base_is_tdx(base) ? COUNT(COMPONENTS) : 1;
    for (int platform = 0; platform < STATUSES; platform++) {
        for (size_t i = 0; i < modules * COUNT(COMPONENTS); i++) {
            const int status[3] = {platform, COMPONENTS[i % modules], COMPONENTS[i / modules]};
            add_cell(to, base, tee, status);
        }
    }
}

static void advisories(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_with_module(p);
    p->tcb_info.levels[0].advisories = "INTEL-SA-2 INTEL-SA-1 INTEL-SA-2";
    p->tcb_info.identities[0].levels.at[0].advisories = "INTEL-SA-1 INTEL-SA-4";
    p->qe_identity.levels.at[0].advisories = "INTEL-SA-4 INTEL-SA-3";
}

static void advisories_of_others(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_add_level(p);
    platform_with_module(p);
}

static void advisories_of_tdx_level(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_add_level(p);
    p->tcb_info.levels[0].advisories = "INTEL-SA-UPPER";
    p->tcb_info.levels[0].tdx[15]++;
}

#define UNION "16: advisories of the selected level, module and QE, as a set"

static const struct test_case CASES_MERGE[] = {
    ACCEPTED("advisories_union", UNION, .change = advisories,
             .advisories = "INTEL-SA-1 INTEL-SA-2 INTEL-SA-3 INTEL-SA-4"),
    ACCEPTED("advisories_of_other_levels", UNION, .change = advisories_of_others),
    ACCEPTED("advisories_of_tdx_level", "16: the TDX level's for TDX quotes",
             .change = advisories_of_tdx_level, .status = "OutOfDate",
             .advisories = "INTEL-SA-LOWER"),
};

void cases_merge(struct case_list *to)
{
    add_cells(to, TDX_V4, "tdx");
    add_cells(to, SGX_V3, "sgx");
    case_add_all(to, "merge", CASES_MERGE, COUNT(CASES_MERGE));
}
