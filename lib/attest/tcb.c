/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/tcb.h"

#include <stdio.h>

/* TEE_TCB_SVN: [0] SVN and [1] version of the TDX module, [2] SVN of the SEAM loader. */
enum { SVN_MODULE = 0, SVN_MODULE_VERSION = 1, SVN_LOADER = 2 };

static bool reaches(const uint8_t *have, const uint8_t *need, size_t from)
{
    for (size_t i = from; i < TCB_COMPONENTS; i++) {
        if (have[i] < need[i]) {
            return false;
        }
    }
    return true;
}

static bool reaches_sgx(const struct pck *pck, const struct tcb_level *level)
{
    return reaches(pck->components, level->sgx, 0) && pck->pce_svn >= level->pce_svn;
}

const struct tcb_level *tcb_match_sgx(const struct tcb_info *info, const struct pck *pck)
{
    for (size_t i = 0; i < info->n_levels; i++) {
        if (reaches_sgx(pck, &info->levels[i])) {
            return &info->levels[i];
        }
    }
    return NULL;
}

size_t tcb_first_tdx_component(const uint8_t tee_tcb_svn[TCB_COMPONENTS])
{
    return tee_tcb_svn[SVN_MODULE_VERSION] > 0 ? SVN_LOADER : 0;
}

const struct tcb_level *tcb_match_tdx(const struct tcb_info *info, const struct pck *pck,
                                      const uint8_t tee_tcb_svn[TCB_COMPONENTS])
{
    size_t first = tcb_first_tdx_component(tee_tcb_svn);
    for (size_t i = 0; i < info->n_levels; i++) {
        const struct tcb_level *level = &info->levels[i];
        if (reaches_sgx(pck, level) && reaches(tee_tcb_svn, level->tdx, first)) {
            return level;
        }
    }
    return NULL;
}

const struct isv_level *tcb_match_isv(const struct isv_level *levels, size_t n, uint16_t isv_svn)
{
    for (size_t i = 0; i < n; i++) {
        if (isv_svn >= levels[i].isv_svn) {
            return &levels[i];
        }
    }
    return NULL;
}

const struct module_identity *tcb_find_module(const struct tcb_info *info,
                                              const uint8_t tee_tcb_svn[TCB_COMPONENTS])
{
    unsigned version = tee_tcb_svn[SVN_MODULE_VERSION];
    if (version == 0) {
        return info->has_module ? &info->module : NULL;
    }
    char id[sizeof "TDX_FF"];
    (void)snprintf(id, sizeof id, "TDX_%02X", version & 0xffU);
    for (size_t i = 0; i < info->n_modules; i++) {
        if (text_equal_ignoring_case(info->modules[i].id, text_of(id))) {
            return &info->modules[i];
        }
    }
    return NULL;
}

static bool is_configuration(enum tcb_status status)
{
    return status == STATUS_CONFIGURATION || status == STATUS_CONFIGURATION_AND_SW ||
           status == STATUS_OUT_OF_DATE_CONFIGURATION || status == STATUS_RELAUNCH_CONFIGURATION;
}

static enum tcb_status merge_out_of_date(enum tcb_status platform)
{
    if (platform == STATUS_REVOKED || platform == STATUS_NOT_SUPPORTED) {
        return platform;
    }
    return is_configuration(platform) ? STATUS_OUT_OF_DATE_CONFIGURATION : STATUS_OUT_OF_DATE;
}

enum tcb_status tcb_merge(enum tcb_status platform, enum tcb_status component)
{
    if (component == STATUS_UP_TO_DATE) {
        return platform;
    }
    if (component == STATUS_OUT_OF_DATE) {
        return merge_out_of_date(platform);
    }
    return component == STATUS_REVOKED ? STATUS_REVOKED : STATUS_NOT_SUPPORTED;
}

static bool is_out_of_date(enum tcb_status status)
{
    return status == STATUS_OUT_OF_DATE || status == STATUS_OUT_OF_DATE_CONFIGURATION;
}

/* SGX alone would do: only the module that the TD was launched under is behind. */
static bool only_module_is_behind(const struct tcb_relaunch *from)
{
    bool sgx_is_current = from->sgx == STATUS_UP_TO_DATE || from->sgx == STATUS_SW_HARDENING ||
                          from->sgx == STATUS_CONFIGURATION ||
                          from->sgx == STATUS_CONFIGURATION_AND_SW;
    return from->qe == STATUS_UP_TO_DATE && sgx_is_current && is_out_of_date(from->merged) &&
           from->module == STATUS_OUT_OF_DATE;
}

enum tcb_status tcb_apply_relaunch(const struct tcb_info *info, const struct tcb_relaunch *from,
                                   bool *no_identity)
{
    *no_identity = false;
    if (!only_module_is_behind(from) || info->n_levels == 0) {
        return from->merged;
    }
    const uint8_t *svn = from->svn_2;
    const struct tcb_level *latest = &info->levels[0];
    unsigned module_needs = latest->tdx[SVN_MODULE];
    if (svn[SVN_MODULE_VERSION] > 0) {
        const struct module_identity *module = tcb_find_module(info, svn);
        if (module == NULL || module->n_levels == 0) {
            *no_identity = true;
            return from->merged;
        }
        module_needs = module->levels[0].isv_svn;
    }
    if (svn[SVN_MODULE] < module_needs || svn[SVN_LOADER] < latest->tdx[SVN_LOADER]) {
        return from->merged;
    }
    return is_configuration(from->sgx) || is_configuration(from->merged)
               ? STATUS_RELAUNCH_CONFIGURATION
               : STATUS_RELAUNCH;
}
