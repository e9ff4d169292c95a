/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "attest/dcap.h"

/* Which version is short of the newest level, and what an operator updates to get there. */

static void add(struct report_tcb *tcb, const char *kind, unsigned component, unsigned have,
                unsigned need)
{
    if (have < need && tcb->n_shortfalls < SHORTFALLS) {
        tcb->shortfalls[tcb->n_shortfalls++] = (struct shortfall){kind, component, have, need};
    }
}

static void add_components(struct report_tcb *tcb, const char *kind, const uint8_t *have,
                           const uint8_t *need, size_t first)
{
    for (size_t i = first; i < TCB_COMPONENTS; i++) {
        add(tcb, kind, (unsigned)i + 1, have[i], need[i]);
    }
}

static void add_qe(struct appraisal *a)
{
    struct bytes at = a->quote->signature.qe_report[SGX_ISV_SVN];
    uint16_t svn = 0;
    if (a->qe_is_judged && a->qe_identity->n_levels > 0 && bytes_u16le(&at, &svn)) {
        add(&a->report->tcb, "qe", 0, svn, a->qe_identity->levels[0].isv_svn);
    }
}

void dcap_shortfalls(struct appraisal *a)
{
    struct report_tcb *tcb = &a->report->tcb;
    bool is_current = tcb->has_status && tcb->status == STATUS_UP_TO_DATE;
    if (is_current || !a->level_is_judged || a->own_tcb_info->n_levels == 0) {
        return;
    }
    const struct tcb_level *newest = &a->own_tcb_info->levels[0];
    add_components(tcb, "sgx", a->pck.components, newest->sgx, 0);
    add(tcb, "pcesvn", 0, a->pck.pce_svn, newest->pce_svn);
    if (a->quote->tee == TEE_TDX) {
        const uint8_t *svn = a->quote->td[TD_TEE_TCB_SVN].at;
        add_components(tcb, "tdx", svn, newest->tdx, tcb_first_tdx_component(svn));
        if (a->module != NULL && a->module->n_levels > 0) {
            add(tcb, "tdx_module", 0, svn[0], a->module->levels[0].isv_svn);
        }
    }
    add_qe(a);
}

/* In words, and what to update; TDX components 1 and 2 are the module, 3 its loader. */
static const struct {
    const char *kind;
    const char *name;
    const char *cure;
} words[] = {
    {"sgx", "SGX component", "update microcode or BIOS"},
    {"pcesvn", "PCESVN", "update the SGX platform software, then renew the PCK certificate"},
    {"tdx", "TDX component", "update the TDX module, microcode or BIOS"},
    {"tdx_module", "the TDX module's SVN", "update the TDX module, then relaunch the TD"},
    {"qe", "the quoting enclave's ISVSVN", "update the quoting enclave"},
};

void dcap_shortfall_hint(const struct report_tcb *tcb, char *out, size_t size)
{
    out[0] = 0;
    const struct shortfall *first = &tcb->shortfalls[0];
    for (size_t i = 0; tcb->n_shortfalls > 0 && i < COUNT(words); i++) {
        if (strcmp(words[i].kind, first->kind) != 0) {
            continue;
        }
        char component[16] = "";
        if (first->component != 0) {
            (void)snprintf(component, sizeof component, " %u", first->component);
        }
        (void)snprintf(out, size, "%s%s is %u, the newest level needs %u: %s", words[i].name,
                       component, first->have, first->need, words[i].cure);
    }
}
