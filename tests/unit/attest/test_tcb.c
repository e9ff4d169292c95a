/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "attest/tcb.h"

/* Short names for the tables. */
#define UTD  STATUS_UP_TO_DATE
#define SWH  STATUS_SW_HARDENING
#define CFG  STATUS_CONFIGURATION
#define CSW  STATUS_CONFIGURATION_AND_SW
#define OOD  STATUS_OUT_OF_DATE
#define OODC STATUS_OUT_OF_DATE_CONFIGURATION
#define REV  STATUS_REVOKED
#define NOT  STATUS_NOT_SUPPORTED

/* Two levels, highest first, and a module of version 1 with SVN 3 as its newest. */
struct fixture {
    struct tcb_level levels[2];
    struct isv_level module_levels[2];
    struct module_identity modules[1];
    struct tcb_info info;
    struct pck pck;
};

static void start(struct fixture *f)
{
    *f = (struct fixture){
        .levels = {{.sgx = {5, 5}, .tdx = {4, 1, 6}, .pce_svn = 11, .status = STATUS_UP_TO_DATE},
                   {.sgx = {3, 3}, .tdx = {2, 1, 4}, .pce_svn = 9, .status = STATUS_OUT_OF_DATE}},
        .module_levels = {{.isv_svn = 3, .status = STATUS_UP_TO_DATE},
                          {.isv_svn = 1, .status = STATUS_OUT_OF_DATE}},
        .pck = {.components = {5, 5}, .pce_svn = 11},
    };
    f->modules[0] = (struct module_identity){
        .id = text_of("TDX_0A"), .levels = f->module_levels, .n_levels = 2};
    f->info = (struct tcb_info){.levels = f->levels,
                                .n_levels = 2,
                                .modules = f->modules,
                                .n_modules = 1,
                                .has_module = true};
}

Test(tcb, every_sgx_component_and_pcesvn_count)
{
    struct fixture f;
    start(&f);
    for (size_t i = 0; i < TCB_COMPONENTS; i++) {
        f.levels[0].sgx[i] = 7;
        f.levels[1].sgx[i] = 6;
        f.pck.components[i] = 7;
    }
    cr_expect_eq(tcb_match_sgx(&f.info, &f.pck), &f.levels[0]);
    for (size_t i = 0; i < TCB_COMPONENTS; i++) {
        f.pck.components[i] = 6;
        cr_expect_eq(tcb_match_sgx(&f.info, &f.pck), &f.levels[1]);
        f.pck.components[i] = 5;
        cr_expect_null(tcb_match_sgx(&f.info, &f.pck));
        f.pck.components[i] = 7;
    }
    f.pck.pce_svn = 10;
    cr_expect_eq(tcb_match_sgx(&f.info, &f.pck), &f.levels[1]);
    f.pck.pce_svn = 8;
    cr_expect_null(tcb_match_sgx(&f.info, &f.pck));
}

Test(tcb, module_components_count_for_version_0_alone)
{
    struct fixture f;
    start(&f);
    f.levels[0].tdx[1] = 0;
    f.levels[1].tdx[1] = 0;
    uint8_t svn[TCB_COMPONENTS] = {3, 0, 6};
    cr_expect_eq(tcb_match_tdx(&f.info, &f.pck, svn), &f.levels[1]);
    svn[0] = 4;
    cr_expect_eq(tcb_match_tdx(&f.info, &f.pck, svn), &f.levels[0]);
    svn[0] = 0;
    cr_expect_null(tcb_match_tdx(&f.info, &f.pck, svn));
    svn[1] = 1;
    cr_expect_eq(tcb_match_tdx(&f.info, &f.pck, svn), &f.levels[0]);
    f.levels[0].tdx[1] = 9;
    cr_expect_eq(tcb_match_tdx(&f.info, &f.pck, svn), &f.levels[0]);
}

Test(tcb, the_other_tdx_components_always_count)
{
    struct fixture f;
    start(&f);
    for (size_t i = 2; i < TCB_COMPONENTS; i++) {
        uint8_t svn[TCB_COMPONENTS] = {9, 1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        f.levels[0].tdx[i] = 9;
        f.levels[1].tdx[i] = 8;
        svn[i] = 8;
        cr_expect_eq(tcb_match_tdx(&f.info, &f.pck, svn), &f.levels[1], "%zu", i);
        svn[i] = 7;
        cr_expect_null(tcb_match_tdx(&f.info, &f.pck, svn), "%zu", i);
        f.levels[0].tdx[i] = 0;
        f.levels[1].tdx[i] = 0;
    }
}

Test(tcb, tdx_level_needs_the_sgx_part_too)
{
    struct fixture f;
    start(&f);
    const uint8_t svn[TCB_COMPONENTS] = {9, 1, 9};
    f.pck.components[0] = 4;
    cr_expect_eq(tcb_match_tdx(&f.info, &f.pck, svn), &f.levels[1]);
    f.pck.pce_svn = 0;
    cr_expect_null(tcb_match_tdx(&f.info, &f.pck, svn));
}

Test(tcb, isv_level_is_the_first_reached)
{
    struct fixture f;
    start(&f);
    cr_expect_eq(tcb_match_isv(f.module_levels, 2, 9), &f.module_levels[0]);
    cr_expect_eq(tcb_match_isv(f.module_levels, 2, 3), &f.module_levels[0]);
    cr_expect_eq(tcb_match_isv(f.module_levels, 2, 2), &f.module_levels[1]);
    cr_expect_null(tcb_match_isv(f.module_levels, 2, 0));
    cr_expect_null(tcb_match_isv(NULL, 0, 0));
}

Test(tcb, module_is_found_by_version)
{
    struct fixture f;
    start(&f);
    uint8_t svn[TCB_COMPONENTS] = {1, 0};
    cr_expect_eq(tcb_find_module(&f.info, svn), &f.info.module);
    svn[1] = 10;
    cr_expect_eq(tcb_find_module(&f.info, svn), &f.modules[0]);
    f.modules[0].id = text_of("tdx_0a");
    cr_expect_eq(tcb_find_module(&f.info, svn), &f.modules[0]);
    svn[1] = 11;
    cr_expect_null(tcb_find_module(&f.info, svn));
    f.info.has_module = false;
    svn[1] = 0;
    cr_expect_null(tcb_find_module(&f.info, svn));
}

/* Section 9.1, cell by cell. */
Test(tcb, merges_as_intel_does)
{
    static const enum tcb_status platforms[] = {UTD, SWH, CFG, CSW, OOD, OODC, REV, NOT};
    static const enum tcb_status out_of_date[] = {OOD, OOD, OODC, OODC, OOD, OODC, REV, NOT};
    for (size_t i = 0; i < COUNT(platforms); i++) {
        cr_expect_eq(tcb_merge(platforms[i], STATUS_UP_TO_DATE), platforms[i]);
        cr_expect_eq(tcb_merge(platforms[i], STATUS_OUT_OF_DATE), out_of_date[i]);
        cr_expect_eq(tcb_merge(platforms[i], STATUS_REVOKED), STATUS_REVOKED);
        cr_expect_eq(tcb_merge(platforms[i], STATUS_NOT_SUPPORTED), STATUS_NOT_SUPPORTED);
        cr_expect_eq(tcb_merge(platforms[i], STATUS_CONFIGURATION), STATUS_NOT_SUPPORTED);
    }
    cr_expect_eq(tcb_merge(STATUS_RELAUNCH_CONFIGURATION, STATUS_OUT_OF_DATE), OODC);
    cr_expect_eq(tcb_merge(STATUS_RELAUNCH, STATUS_OUT_OF_DATE), OOD);
}

/* What satisfies every condition of the relaunch rule. */
static struct tcb_relaunch relaunch_of(const uint8_t *svn_2)
{
    return (struct tcb_relaunch){
        .sgx = UTD, .merged = OOD, .module = OOD, .qe = UTD, .svn_2 = svn_2};
}

static enum tcb_status apply(const struct fixture *f, const struct tcb_relaunch *from)
{
    bool no_identity = true;
    enum tcb_status status = tcb_apply_relaunch(&f->info, from, &no_identity);
    cr_expect_not(no_identity);
    return status;
}

Test(tcb, relaunch_needs_each_status)
{
    static const uint8_t svn_2[TCB_COMPONENTS] = {3, 10, 6};
    struct fixture f;
    start(&f);
    struct tcb_relaunch from = relaunch_of(svn_2);
    cr_expect_eq(apply(&f, &from), STATUS_RELAUNCH);
    from.module = UTD;
    cr_expect_eq(apply(&f, &from), STATUS_OUT_OF_DATE);
    from = relaunch_of(svn_2);
    from.qe = OOD;
    cr_expect_eq(apply(&f, &from), STATUS_OUT_OF_DATE);
    for (unsigned sgx = 0; sgx < STATUS_COUNT; sgx++) {
        from = relaunch_of(svn_2);
        from.sgx = (enum tcb_status)sgx;
        bool is_configuration = sgx == CFG || sgx == CSW;
        bool is_current = sgx == UTD || sgx == SWH || is_configuration;
        enum tcb_status wanted = is_configuration ? STATUS_RELAUNCH_CONFIGURATION : STATUS_RELAUNCH;
        cr_expect_eq(apply(&f, &from), is_current ? wanted : STATUS_OUT_OF_DATE, "%u", sgx);
    }
    for (unsigned merged = 0; merged < STATUS_COUNT; merged++) {
        from = relaunch_of(svn_2);
        from.merged = (enum tcb_status)merged;
        enum tcb_status wanted = merged == OOD ? STATUS_RELAUNCH : (enum tcb_status)merged;
        wanted = merged == OODC ? STATUS_RELAUNCH_CONFIGURATION : wanted;
        cr_expect_eq(apply(&f, &from), wanted, "%u", merged);
    }
}

Test(tcb, relaunch_needs_the_newest_module_and_loader)
{
    struct fixture f;
    start(&f);
    uint8_t svn_2[TCB_COMPONENTS] = {3, 10, 6};
    struct tcb_relaunch from = relaunch_of(svn_2);
    svn_2[0] = 2;
    cr_expect_eq(apply(&f, &from), STATUS_OUT_OF_DATE);
    svn_2[0] = 4;
    svn_2[2] = 5;
    cr_expect_eq(apply(&f, &from), STATUS_OUT_OF_DATE);
    svn_2[1] = 0; /* now the level's own components are what counts */
    svn_2[2] = 6;
    cr_expect_eq(apply(&f, &from), STATUS_RELAUNCH);
    svn_2[0] = 3;
    cr_expect_eq(apply(&f, &from), STATUS_OUT_OF_DATE);
    bool no_identity = false;
    svn_2[1] = 11;
    cr_expect_eq(tcb_apply_relaunch(&f.info, &from, &no_identity), STATUS_OUT_OF_DATE);
    cr_expect(no_identity);
}
