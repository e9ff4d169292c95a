/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* The TD 1.5 relaunch rule of section 9.1, condition by condition. The TD was launched under module
 * version 1, SVN 3 (OutOfDate), and runs under SVN 5 (the highest level) now. */

enum { LAUNCHED = 3, LATEST = 5, LOADER = 6 };

static void launched_low(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_with_module(p);
    p->quote.body[AT_TEE_TCB_SVN] = LAUNCHED;
    p->tcb_info.levels[0].tdx[0] = LATEST;
    p->quote.body[AT_TEE_TCB_SVN_2] = LATEST;
}

/* An octet of TEE_TCB_SVN_2, by the digit in `from`, becomes `number`. */
static void second_svn(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TEE_TCB_SVN_2 + (c->from[0] - '0')] = (uint8_t)c->number;
}

/* Module version 0 runs now; the first level's TDX components count. */
static void second_version_0(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TEE_TCB_SVN_2 + 1] = 0;
    second_svn(p, c);
}

static void second_version_3(struct platform *p, const struct test_case *c)
{
    struct module *module = &p->tcb_info.identities[p->tcb_info.n_identities++];
    *module = p->tcb_info.identities[0];
    module->id = "TDX_03";
    module->levels.at[0].isvsvn = 40;
    p->quote.body[AT_TEE_TCB_SVN_2 + 1] = 3;
    second_svn(p, c);
}

static void second_version_missing(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TEE_TCB_SVN_2 + 1] = (uint8_t)c->number;
}

static void platform_status(struct platform *p, const struct test_case *c)
{
    p->tcb_info.levels[0].status = c->from;
}

/* The SGX part reaches a level with the status `from`, the TDX part only one with `to`. */
static void two_levels(struct platform *p, const struct test_case *c)
{
    struct tcb_level *lower = platform_add_level(p);
    lower->status = c->to;
    lower->advisories = NULL;
    p->tcb_info.levels[0].status = c->from;
    p->tcb_info.levels[0].tdx[3] = 200;
}

static void qe_status(struct platform *p, const struct test_case *c)
{
    p->qe_identity.levels.at[0].status = c->from;
}

static void module_up_to_date(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.body[AT_TEE_TCB_SVN] = LATEST;
}

static void module_alone_up_to_date(struct platform *p, const struct test_case *c)
{
    module_up_to_date(p, c);
    two_levels(p, c);
}

/* The highest level is the second in the file, and asks for more of the loader. */
static void latest_is_second(struct platform *p, const struct test_case *c)
{
    struct tcb_level *second = platform_add_level(p);
    *second = p->tcb_info.levels[0];
    second->sgx[0] = 200;
    second->tdx[2] = 100;
    p->quote.body[AT_TEE_TCB_SVN_2 + 2] = (uint8_t)c->number;
}

/* The module's highest level is the second in the file. */
static void module_levels_upwards(struct platform *p, const struct test_case *c)
{
    struct svn_levels *levels = &p->tcb_info.identities[0].levels;
    struct svn_level first = levels->at[0];
    levels->at[0] = levels->at[1];
    levels->at[1] = first;
    p->quote.body[AT_TEE_TCB_SVN_2] = (uint8_t)c->number;
}

#define RULE      "9.1: relaunch is advised when all conditions hold"
#define ONLY      "9.1: only for TD reports 1.5"
#define BASE      .prepare = launched_low, .base = TDX_V5_TD15
#define ADVISORY  .advisories = "INTEL-SA-MODULE"
#define ADVISED   .status = "TDRelaunchAdvised", ADVISORY
#define CONFIGURE .status = "TDRelaunchAdvisedConfigurationNeeded", ADVISORY
#define OLD       .status = "OutOfDate", ADVISORY
#define OLD_CONF  .status = "OutOfDateConfigurationNeeded", ADVISORY
#define SVN2      .change = second_svn

static const struct test_case CASES_RELAUNCH[] = {
    ACCEPTED("relaunch_advised", RULE, BASE, .change = change_nothing, ADVISED),
    ACCEPTED("relaunch_td10_v5", ONLY, .prepare = launched_low, .base = TDX_V5_TD10,
             .change = change_nothing, OLD),
    ACCEPTED("relaunch_td10_v4", ONLY, .prepare = launched_low, .base = TDX_V4,
             .change = change_nothing, OLD),
    ACCEPTED("relaunch_module_svn_above", RULE, BASE, SVN2, .from = "0", .number = 200, ADVISED),
    ACCEPTED("relaunch_module_svn_one_less", "9.1: SVN_2[0] is at the module's first level", BASE,
             SVN2, .from = "0", .number = LATEST - 1, OLD),
    ACCEPTED("relaunch_loader_above", RULE, BASE, SVN2, .from = "2", .number = 200, ADVISED),
    ACCEPTED("relaunch_loader_one_less", "9.1: SVN_2[2] is at the latest level's", BASE, SVN2,
             .from = "2", .number = LOADER - 1, OLD),
    ACCEPTED("relaunch_rest_ignored", "9.1: only three octets of SVN_2 count", BASE, SVN2,
             .from = "3", .number = 0, ADVISED),
    ACCEPTED("relaunch_version_0_equal", "9.1: SVN_2[0] against the latest level", BASE,
             .change = second_version_0, .from = "0", .number = LATEST, ADVISED),
    ACCEPTED("relaunch_version_0_one_less", "9.1: SVN_2[0] against the latest level", BASE,
             .change = second_version_0, .from = "0", .number = LATEST - 1, OLD),
    ACCEPTED("relaunch_version_0_loader_equal", "9.1: SVN_2[2] against the latest level", BASE,
             .change = second_version_0, .from = "2", .number = LOADER, ADVISED),
    ACCEPTED("relaunch_version_0_loader_less", "9.1: SVN_2[2] against the latest level", BASE,
             .change = second_version_0, .from = "2", .number = LOADER - 1, OLD),
    ACCEPTED("relaunch_version_3_equal", "9.1: the identity of SVN_2[1] counts", BASE,
             .change = second_version_3, .from = "0", .number = 40, ADVISED),
    ACCEPTED("relaunch_version_3_one_less", "9.1: the identity of SVN_2[1] counts", BASE,
             .change = second_version_3, .from = "0", .number = 39, OLD),
    REFUSED("relaunch_version_2_missing", "module_identity", "9.1: SVN_2[1] has an identity", BASE,
            .change = second_version_missing, .number = 2),
    ACCEPTED("relaunch_sw_hardening", RULE, BASE, .change = platform_status,
             .from = "SWHardeningNeeded", ADVISED),
    ACCEPTED("relaunch_configuration", "9.1: a configuration status shows", BASE,
             .change = platform_status, .from = "ConfigurationNeeded", CONFIGURE),
    ACCEPTED("relaunch_configuration_and_sw", "9.1: a configuration status shows", BASE,
             .change = platform_status, .from = "ConfigurationAndSWHardeningNeeded", CONFIGURE),
    ACCEPTED("relaunch_platform_out_of_date", "9.1: not with an SGX level out of date", BASE,
             .change = platform_status, .from = "OutOfDate", OLD),
    ACCEPTED("relaunch_platform_out_of_date_configuration",
             "9.1: not with an SGX level out of date", BASE, .change = platform_status,
             .from = "OutOfDateConfigurationNeeded", OLD_CONF),
    REFUSED("relaunch_platform_revoked", "revoked", "9.1: not with a revoked level", BASE,
            .change = platform_status, .from = "Revoked", .status = "Revoked"),
    ACCEPTED("relaunch_tdx_level_out_of_date", "9.1: the SGX level's own status counts", BASE,
             .change = two_levels, .from = "UpToDate", .to = "OutOfDate", ADVISED),
    ACCEPTED("relaunch_sgx_level_out_of_date", "9.1: the SGX level's own status counts", BASE,
             .change = two_levels, .from = "OutOfDate", .to = "UpToDate", OLD),
    ACCEPTED("relaunch_sgx_level_configuration", "9.1: the SGX level's configuration shows", BASE,
             .change = two_levels, .from = "ConfigurationNeeded", .to = "UpToDate", CONFIGURE),
    ACCEPTED("relaunch_tdx_level_configuration", "9.1: the TDX level's configuration shows", BASE,
             .change = two_levels, .from = "UpToDate", .to = "ConfigurationNeeded", CONFIGURE),
    ACCEPTED("relaunch_tdx_level_out_of_date_configuration",
             "9.1: the TDX level's configuration shows", BASE, .change = two_levels,
             .from = "UpToDate", .to = "OutOfDateConfigurationNeeded", CONFIGURE),
    ACCEPTED("relaunch_qe_out_of_date", "9.1: the QE is UpToDate", BASE, .change = qe_status,
             .from = "OutOfDate", OLD),
    REFUSED("relaunch_qe_revoked", "revoked", "9.1: the QE is UpToDate", BASE, .change = qe_status,
            .from = "Revoked", .status = "Revoked"),
    ACCEPTED("relaunch_module_up_to_date", "9.1: the module is OutOfDate", BASE,
             .change = module_alone_up_to_date, .from = "UpToDate", .to = "OutOfDate",
             .status = "OutOfDate"),
    ACCEPTED("relaunch_all_up_to_date", "9.1: the merged status is out of date", BASE,
             .change = module_up_to_date),
    ACCEPTED("relaunch_latest_level_is_second", "9.1: latest is the first after sorting", BASE,
             .change = latest_is_second, .number = 100, ADVISED),
    ACCEPTED("relaunch_latest_level_is_second_less", "9.1: latest is the first after sorting", BASE,
             .change = latest_is_second, .number = 99, OLD),
    ACCEPTED("relaunch_module_levels_upwards", "9.1: first is the first after sorting", BASE,
             .change = module_levels_upwards, .number = LATEST, ADVISED),
    ACCEPTED("relaunch_module_levels_upwards_less", "9.1: first is the first after sorting", BASE,
             .change = module_levels_upwards, .number = LATEST - 1, OLD),
};

void cases_relaunch(struct case_list *to)
{
    case_add_all(to, "relaunch", CASES_RELAUNCH, COUNT(CASES_RELAUNCH));
}
