/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* The TDX module: identity, signer, attributes, and its levels. */

/* The module part the quote is held against: tdxModule for version 0, else the identity. */
static struct module *judged(struct platform *p)
{
    return p->tcb_info.n_identities > 0 ? &p->tcb_info.identities[0] : &p->tcb_info.module;
}

static void mrsigner(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_MRSIGNERSEAM + c->number] = 1;
}

static void expected_mrsigner(struct platform *p, const struct test_case *c)
{
    judged(p)->mrsigner[c->number] = 1;
}

static void both_mrsigners(struct platform *p, const struct test_case *c)
{
    mrsigner(p, c);
    expected_mrsigner(p, c);
}

static void attributes(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_SEAM_ATTRIBUTES + c->number] = 1;
}

static void attributes_outside(struct platform *p, const struct test_case *c)
{
    attributes(p, c);
    judged(p)->mask[c->number] = 0xfe;
}

static void expected_attributes(struct platform *p, const struct test_case *c)
{
    judged(p)->attributes[c->number] = 1;
}

static void both_attributes(struct platform *p, const struct test_case *c)
{
    attributes(p, c);
    expected_attributes(p, c);
}

/* What counts is the other one of tdxModule and identity; this one may be anything. */
static void unused_module(struct platform *p, const struct test_case *c)
{
    (void)c;
    memset(p->tcb_info.module.mrsigner, 0x77, sizeof(p->tcb_info.module.mrsigner));
    memset(p->tcb_info.module.attributes, 0x77, sizeof(p->tcb_info.module.attributes));
}

static void unused_identity(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_with_module(p);
    p->quote.body[AT_TEE_TCB_SVN + 1] = 0;
    p->quote.body[AT_TEE_TCB_SVN_2 + 1] = 0;
    p->tcb_info.levels[0].tdx[1] = 0;
    memset(p->tcb_info.identities[0].mrsigner, 0x77, 48);
    p->tcb_info.identities[0].levels.at[0].status = "Revoked";
}

static void isvsvn(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TEE_TCB_SVN] = (uint8_t)c->number;
    p->tcb_info.levels[0].tdx[0] = 0;
}

/* The levels ask for more than the module has in the two components that are its version. */
static void low_version_part(struct platform *p, const struct test_case *c)
{
    p->tcb_info.levels[0].tdx[c->number] = 200;
}

static void version(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TEE_TCB_SVN + 1] = (uint8_t)c->number;
}

static void version_and_id(struct platform *p, const struct test_case *c)
{
    version(p, c);
    p->tcb_info.identities[0].id = c->from;
}

static void another_identity(struct platform *p, const struct test_case *c)
{
    p->tcb_info.identities[p->tcb_info.n_identities] = p->tcb_info.identities[0];
    p->tcb_info.identities[p->tcb_info.n_identities++].id = c->from;
}

/* The right identity comes second, behind one whose levels say Revoked. */
static void identity_second(struct platform *p, const struct test_case *c)
{
    another_identity(p, c);
    p->tcb_info.identities[1].id = "TDX_01";
    p->tcb_info.identities[0].id = c->from;
    p->tcb_info.identities[0].levels.at[0].status = "Revoked";
}

static void no_identities(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->tcb_info.n_identities = 0;
}

static void level_status(struct platform *p, const struct test_case *c)
{
    p->tcb_info.identities[0].levels.at[c->number].status = c->from;
}

static void extra_level(struct platform *p, const struct test_case *c)
{
    struct svn_levels *levels = &p->tcb_info.identities[0].levels;
    levels->at[levels->n++] = (struct svn_level){(unsigned)c->number, c->from, NULL};
}

static void no_level(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->tcb_info.identities[0].levels.n = 0;
}

/* Sorted upwards; `number` is the module's own SVN. */
static void levels_upwards(struct platform *p, const struct test_case *c)
{
    isvsvn(p, c);
    p->tcb_info.identities[0].levels = (struct svn_levels){
        .at = {{2, "Revoked", NULL}, {3, "OutOfDate", "INTEL-SA-MODULE"}, {5, "UpToDate", NULL}},
        .n = 3};
}

#define SIGNER   "8.1: MRSIGNERSEAM is the identity's"
#define ZERO     "10: MRSIGNERSEAM is zero, whatever the identity says"
#define SEAM     "8.1: SEAMATTRIBUTES are zero"
#define MASKED   "8.1: the identity's SEAMATTRIBUTES are the quote's"
#define IDENTITY "8.1: version above 0 needs the identity TDX_%02X"
#define LEVEL    "8.1: the first level at or below the module's SVN"
#define SKIP     "8.2: with a version above 0 components 0 and 1 are not compared"
#define STATUS   "16: an unknown tcbStatus in any level is refused"
#define WITH     .prepare = change_to_module

static const struct test_case CASES_MODULE[] = {
    REFUSED("module_0_mrsigner", "mrsignerseam", SIGNER, .change = mrsigner, .number = 0),
    REFUSED("module_0_mrsigner_last", "mrsignerseam", SIGNER, .change = mrsigner, .number = 47),
    REFUSED("module_0_mrsigner_expected", "mrsignerseam", SIGNER, .change = expected_mrsigner,
            .number = 47),
    REFUSED("module_0_mrsigner_both", "mrsignerseam", ZERO, .change = both_mrsigners, .number = 0),
    REFUSED("module_1_mrsigner", "mrsignerseam", SIGNER, WITH, .change = mrsigner, .number = 47),
    REFUSED("module_1_mrsigner_expected", "mrsignerseam", SIGNER, WITH, .change = expected_mrsigner,
            .number = 0),
    REFUSED("module_1_mrsigner_both", "mrsignerseam", ZERO, WITH, .change = both_mrsigners,
            .number = 3),
    REFUSED("module_0_attributes", "seam_attributes", SEAM, .change = attributes, .number = 0),
    REFUSED("module_0_attributes_last", "seam_attributes", SEAM, .change = attributes, .number = 7),
    REFUSED("module_0_attributes_outside_mask", "seam_attributes", SEAM,
            .change = attributes_outside, .number = 0),
    REFUSED("module_0_attributes_expected", "seam_attributes", MASKED,
            .change = expected_attributes, .number = 0),
    REFUSED("module_0_attributes_both", "seam_attributes", SEAM, .change = both_attributes,
            .number = 0),
    REFUSED("module_1_attributes", "seam_attributes", SEAM, WITH, .change = attributes,
            .number = 3),
    REFUSED("module_1_attributes_outside_mask", "seam_attributes", SEAM, WITH,
            .change = attributes_outside, .number = 7),
    REFUSED("module_1_attributes_expected", "seam_attributes", MASKED, WITH,
            .change = expected_attributes, .number = 7),
    REFUSED("module_1_attributes_both", "seam_attributes", SEAM, WITH, .change = both_attributes,
            .number = 0),
    ACCEPTED("module_1_tdx_module_unused", "8.1: version above 0 is held against its identity",
             WITH, .change = unused_module),
    ACCEPTED("module_0_identity_unused", "8.1: version 0 is held against tdxModule",
             .change = unused_identity),
    REFUSED("module_0_tdx_module_missing", "module_identity", "8.1: version 0 needs tdxModule",
            .change = change_tcb_info, .from = "\"tdxModule\"", .to = "\"unknown\"",
            .category_is_chosen = true),
    REFUSED("module_1_no_identities", "module_identity", IDENTITY, WITH, .change = no_identities),
    REFUSED("module_2_identity_missing", "module_identity", IDENTITY, WITH, .change = version,
            .number = 2),
    ACCEPTED("module_1_id_lower", "8.1: the id in either case", WITH, .change = version_and_id,
             .from = "tdx_01", .number = 1),
    ACCEPTED("module_171_id", "8.1: the version in hex", WITH, .change = version_and_id,
             .from = "TDX_AB", .number = 0xab),
    ACCEPTED("module_16_id", "8.1: the version in hex", WITH, .change = version_and_id,
             .from = "TDX_10", .number = 16),
    REFUSED("module_10_decimal_id", "module_identity", "8.1: the version in hex", WITH,
            .change = version_and_id, .from = "TDX_10", .number = 10),
    REFUSED("module_1_short_id", "module_identity", "8.1: two digits", WITH,
            .change = version_and_id, .from = "TDX_1", .number = 1, .category_is_chosen = true),
    REFUSED("module_1_long_id", "module_identity", "8.1: two digits", WITH,
            .change = version_and_id, .from = "TDX_011", .number = 1, .category_is_chosen = true),
    ACCEPTED("module_1_second_identity", IDENTITY, WITH, .change = identity_second,
             .from = "TDX_03"),
    REFUSED("module_id_twice", "tcb_duplicate", "16: no two identities with one id", WITH,
            .change = another_identity, .from = "TDX_01"),
    REFUSED("module_id_twice_other_case", "tcb_duplicate", "16: no two identities with one id",
            WITH, .change = another_identity, .from = "tdx_01", .category_is_chosen = true),
    ACCEPTED("module_1_svn_at_level", LEVEL, WITH, .change = isvsvn, .number = 5),
    ACCEPTED("module_1_svn_above", LEVEL, WITH, .change = isvsvn, .number = 200),
    ACCEPTED("module_1_svn_second", LEVEL, WITH, .change = isvsvn, .number = 4,
             .status = "OutOfDate", .advisories = "INTEL-SA-MODULE"),
    ACCEPTED("module_1_svn_at_second", LEVEL, WITH, .change = isvsvn, .number = 3,
             .status = "OutOfDate", .advisories = "INTEL-SA-MODULE"),
    REFUSED("module_1_svn_too_low", "module_no_level", LEVEL, WITH, .change = isvsvn, .number = 2),
    ACCEPTED("module_1_skips_component_0", SKIP, WITH, .change = low_version_part, .number = 0),
    ACCEPTED("module_1_skips_component_1", SKIP, WITH, .change = low_version_part, .number = 1),
    REFUSED("module_1_compares_component_2", "no_tcb_level", SKIP, WITH, .change = low_version_part,
            .number = 2),
    REFUSED("module_0_compares_component_0", "no_tcb_level", "8.2: with version 0 both count",
            .change = low_version_part, .number = 0),
    REFUSED("module_0_compares_component_1", "no_tcb_level", "8.2: with version 0 both count",
            .change = low_version_part, .number = 1),
    ACCEPTED("module_1_skips_component_0_td15", SKIP, WITH, .base = TDX_V5_TD15,
             .change = low_version_part, .number = 0),
    REFUSED("module_status_unknown", "status", STATUS, WITH, .change = level_status, .from = "Fine",
            .number = 0),
    REFUSED("module_status_unknown_below", "status", STATUS, WITH, .change = level_status,
            .from = "Fine", .number = 1),
    REFUSED("module_status_unknown_above", "status", STATUS, WITH, .change = extra_level,
            .from = "Fine", .number = 9),
    REFUSED("module_status_of_platform", "status", STATUS, WITH, .change = level_status,
            .from = "SWHardeningNeeded", .number = 0, .category_is_chosen = true),
    REFUSED("module_isvsvn_twice", "tcb_duplicate", "16: no two levels with equal isvsvn", WITH,
            .change = extra_level, .from = "UpToDate", .number = 5),
    REFUSED("module_isvsvn_twice_below", "tcb_duplicate", "16: no two levels with equal isvsvn",
            WITH, .change = extra_level, .from = "Revoked", .number = 3),
    REFUSED("module_levels_empty", "module_no_level", LEVEL, WITH, .change = no_level,
            .category_is_chosen = true),
    REFUSED("module_levels_missing", "tcb_info_json", "6.1: the member is there", WITH,
            .change = change_tcb_info, .from = "\"tcbLevels\"", .to = "\"unknown\"",
            .category_is_chosen = true),
    REFUSED("module_isvsvn_string", "tcb_info_json", "5: the member has its type", WITH,
            .change = change_tcb_info, .from = "\"isvsvn\":5", .to = "\"isvsvn\":\"5\"",
            .category_is_chosen = true),
    REFUSED("module_isvsvn_fraction", "tcb_info_json", "16: integers are plain decimal", WITH,
            .change = change_tcb_info, .from = "\"isvsvn\":5", .to = "\"isvsvn\":5.0",
            .category_is_chosen = true),
    ACCEPTED("module_levels_upwards", "16: levels are sorted before matching", WITH,
             .change = levels_upwards, .number = 5),
    ACCEPTED("module_levels_upwards_second", "16: levels are sorted before matching", WITH,
             .change = levels_upwards, .number = 4, .status = "OutOfDate",
             .advisories = "INTEL-SA-MODULE"),
    REFUSED("module_levels_upwards_revoked", "revoked", "16: a final Revoked is rejected", WITH,
            .change = levels_upwards, .number = 2, .status = "Revoked"),
};

void cases_module(struct case_list *to)
{
    case_add_all(to, "module", CASES_MODULE, COUNT(CASES_MODULE));
}
