/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/dcap.h"

/* The TDX module (specification section 8.1). */

/* MRSIGNERSEAM and SEAMATTRIBUTES: as TCB Info has them, and zero, which is what an Intel-signed
 * module has (section 10). */
static void check_measurements(struct appraisal *a)
{
    const struct bytes *td = a->quote->td;
    struct check *check = check_equal(a->checks, CHECK_MODULE_MRSIGNER,
                                      BYTES_OF(a->module->mrsigner), td[TD_MR_SIGNER_SEAM]);
    if (check->result == RESULT_PASS && !bytes_all_zero(td[TD_MR_SIGNER_SEAM])) {
        check_set(check, RESULT_FAIL, "not zero, so the module is not signed by Intel");
    }
    struct bytes attributes = td[TD_SEAM_ATTRIBUTES];
    uint8_t masked[SEAM_ATTRIBUTES_SIZE] = {0};
    for (size_t i = 0; i < sizeof masked && i < attributes.left; i++) {
        masked[i] = attributes.at[i] & a->module->attributes_mask[i];
    }
    check = check_equal(a->checks, CHECK_MODULE_ATTRIBUTES, BYTES_OF(a->module->attributes),
                        BYTES_OF(masked));
    if (!bytes_all_zero(attributes)) {
        check_set(check, RESULT_FAIL, "an attribute is set, and none may be");
        check_set_bytes(check, BYTES_OF(a->module->attributes), attributes);
    }
}

static void check_level(struct appraisal *a, unsigned version, uint16_t svn)
{
    a->module_is_judged = true;
    if (version == 0) {
        (void)check_pass(a->checks, CHECK_MODULE_LEVEL,
                         "version 0 is judged with the platform's components");
        return;
    }
    a->module_level = tcb_match_isv(a->module->levels, a->module->n_levels, svn);
    if (a->module_level == NULL) {
        (void)check_fail(a->checks, CHECK_MODULE_LEVEL, "SVN %u of version %u reaches no level",
                         (unsigned)svn, version);
        return;
    }
    (void)check_pass(a->checks, CHECK_MODULE_LEVEL, "SVN %u of version %u reaches level %u: %s",
                     (unsigned)svn, version, (unsigned)a->module_level->isv_svn,
                     tcb_status_word(a->module_level->status));
}

void dcap_module(struct appraisal *a)
{
    if (a->quote->tee != TEE_TDX) {
        for (unsigned id = CHECK_MODULE_IDENTITY; id <= CHECK_MODULE_LEVEL; id++) {
            (void)check_skip(a->checks, (enum check_id)id, "an SGX enclave runs on no TDX module");
        }
        return;
    }
    dcap_undecided(a, CHECK_MODULE_IDENTITY, CHECK_MODULE_LEVEL,
                   dcap_because(a, "there is no TCB Info for this platform model"));
    if (a->own_tcb_info == NULL) {
        return;
    }
    const uint8_t *svn = a->quote->td[TD_TEE_TCB_SVN].at;
    unsigned version = svn[1];
    a->module = tcb_find_module(a->own_tcb_info, svn);
    if (a->module == NULL) {
        dcap_undecided(a, CHECK_MODULE_MRSIGNER, CHECK_MODULE_LEVEL,
                       (struct reason){"the module is not a known one", NULL});
        (void)check_fail(a->checks, CHECK_MODULE_IDENTITY, "TCB Info knows no module of version %u",
                         version);
        return;
    }
    (void)check_pass(a->checks, CHECK_MODULE_IDENTITY, "version %u", version);
    check_measurements(a);
    check_level(a, version, svn[0]);
}
