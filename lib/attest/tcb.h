/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_TCB_H
#define PHALA_ATTEST_TCB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/pck.h"
#include "attest/tcb_info.h"
#include "attest/tcb_level.h"

/* TCB level selection and status merge, as Intel does them (specification sections 8.1, 8.2, 9.1,
 * 16). */

/* The level that a platform reaches; NULL when none. `sgx` looks at SGX components and PCESVN
 * alone; `tdx` also at TEE_TCB_SVN, leaving components 0 and 1 out when the module's version is not
 * 0. */
const struct tcb_level *tcb_match_sgx(const struct tcb_info *info, const struct pck *pck);
const struct tcb_level *tcb_match_tdx(const struct tcb_info *info, const struct pck *pck,
                                      const uint8_t tee_tcb_svn[TCB_COMPONENTS]);

/* Index of the first component of TEE_TCB_SVN that is compared: 2 when the module has levels of its
 * own (its version is not 0), else 0. */
size_t tcb_first_tdx_component(const uint8_t tee_tcb_svn[TCB_COMPONENTS]);

/* First level, from the highest, that an ISVSVN reaches; NULL when none. */
const struct isv_level *tcb_match_isv(const struct isv_level *levels, size_t n, uint16_t isv_svn);

/* The identity of the module that TEE_TCB_SVN names: `tdxModule` for version 0, else the entry of
 * tdxModuleIdentities with id TDX_<version>, in either case. NULL when there is none. */
const struct module_identity *tcb_find_module(const struct tcb_info *info,
                                              const uint8_t tee_tcb_svn[TCB_COMPONENTS]);

/* Merges the status of a component (TDX module, then QE) into the platform's. Components are
 * UpToDate, OutOfDate or Revoked; any other status is as good as none: NotSupported. */
enum tcb_status tcb_merge(enum tcb_status platform, enum tcb_status component);

/* What the TD 1.5 relaunch rule looks at. */
struct tcb_relaunch {
    enum tcb_status sgx;    /* of the SGX level */
    enum tcb_status merged; /* of the TDX level with the module merged in */
    enum tcb_status module;
    enum tcb_status qe;
    const uint8_t *svn_2; /* TEE_TCB_SVN_2 */
};

/* The status after the relaunch rule (9.1); `*no_identity` when SVN_2 names a module that TCB Info
 * does not know. */
enum tcb_status tcb_apply_relaunch(const struct tcb_info *info, const struct tcb_relaunch *from,
                                   bool *no_identity);

#endif
