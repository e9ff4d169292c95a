/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "change.h"

/* Evidence with nothing wrong, plain and with every liberty that the format leaves. */

static void header_fields(struct platform *p, const struct test_case *c)
{
    memset(p->quote.header + 8, (int)c->number, 4);
}

static void user_data(struct platform *p, const struct test_case *c)
{
    memset(p->quote.header + AT_USER_DATA, (int)c->number, 20);
}

static void signer_of_its_own(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->qe_signer.key.label = p->qe_document.signer.label = "qe identity signer";
    p->qe_signer.serial = "7e3882d5fb55294a40498e458403e91491bd0006";
}

static void late_expiry(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.not_after = 2556144000; /* 2051-01-01 */
}

static void early_start(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.not_before = 946684799; /* 1999-12-31T23:59:59Z */
}

static void higher_everywhere(struct platform *p, const struct test_case *c)
{
    memset(p->pck.sgx.components, 255, N_COMPONENTS);
    p->pck.sgx.pcesvn = 65535;
    if (base_is_tdx(c->base)) {
        memset(p->quote.body + AT_TEE_TCB_SVN + 2, 255, N_COMPONENTS - 2);
    }
}

static const struct test_case CASES_SOUND[] = {
    ACCEPTED("valid_tdx_v4", "all of section 8", .change = change_nothing),
    ACCEPTED("valid_sgx_v3", "all of section 8", .base = SGX_V3, .change = change_nothing),
    ACCEPTED("valid_sgx_v4", "1.2: version 4 with an enclave report", .base = SGX_V4,
             .change = change_nothing),
    ACCEPTED("valid_sgx_v5", "1.2: version 5 with an enclave report", .base = SGX_V5,
             .change = change_nothing),
    ACCEPTED("valid_tdx_v5_td10", "1.2: version 5 with a TD report 1.0", .base = TDX_V5_TD10,
             .change = change_nothing),
    ACCEPTED("valid_tdx_v5_td15", "1.2: version 5 with a TD report 1.5", .base = TDX_V5_TD15,
             .change = change_nothing),
    ACCEPTED("valid_tdx_processor_ca", "3: a PCK certificate of the Processor CA, 5 entries",
             .change = change_to_processor_ca),
    ACCEPTED("valid_sgx_processor_ca", "3: a PCK certificate of the Processor CA, 5 entries",
             .base = SGX_V3, .change = change_to_processor_ca),
    ACCEPTED("valid_tdx_module_1", "8.1: module version 1 at its UpToDate level",
             .change = change_to_module),
    ACCEPTED("header_svn_fields_v4", "1.1: bytes 8 to 11 are informational",
             .change = header_fields, .number = 0xff),
    ACCEPTED("header_svn_fields_v3", "1.1: bytes 8 to 11 are informational", .base = SGX_V3,
             .change = header_fields, .number = 0xff),
    ACCEPTED("header_user_data_any", "1.1: user data is not judged", .change = user_data,
             .number = 0xff),
    ACCEPTED("signers_differ", "6, 7: TCB Info and QE identity can have signers of their own",
             .change = signer_of_its_own),
    ACCEPTED("pck_generalized_time", "3: validity beyond 2049 is GeneralizedTime",
             .change = late_expiry),
    ACCEPTED("pck_utc_time_1999", "3: UTCTime years from 50 are of the 20th century",
             .change = early_start),
    ACCEPTED("higher_than_level_tdx", "8.2: at or above the level in every part",
             .change = higher_everywhere),
    ACCEPTED("higher_than_level_sgx", "8.2: at or above the level in every part", .base = SGX_V3,
             .change = higher_everywhere),
};

void cases_sound(struct case_list *to)
{
    case_add_all(to, "ok", CASES_SOUND, COUNT(CASES_SOUND));
}
