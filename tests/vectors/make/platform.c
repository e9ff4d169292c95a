/* SPDX-License-Identifier: Apache-2.0 */
#include "platform.h"

#include <string.h>

#include "must.h"

enum {
    PCESVN = 13,
    SGX_QE_SVN = 8,
    TD_QE_SVN = 4,
    MODULE_SVN = 5,
    SEPT_VE_DISABLE_OCTET = 0x10,
    BODY_TYPE_SGX = 1,
    BODY_TYPE_TD10 = 2,
    BODY_TYPE_TD15 = 3,
    TDX_TEE = 0x81,
    CHAIN_DATA = 5,
    NESTED_DATA = 6,
};

static const struct {
    uint16_t version;
    uint16_t body_type;
    size_t body_len;
    bool is_tdx;
} BASES[] = {
    [TDX_V4] = {4, 0, TD10_REPORT_SIZE, true},
    [SGX_V3] = {3, 0, SGX_REPORT_SIZE, false},
    [SGX_V4] = {4, 0, SGX_REPORT_SIZE, false},
    [SGX_V5] = {5, BODY_TYPE_SGX, SGX_REPORT_SIZE, false},
    [TDX_V5_TD10] = {5, BODY_TYPE_TD10, TD10_REPORT_SIZE, true},
    [TDX_V5_TD15] = {5, BODY_TYPE_TD15, TD15_REPORT_SIZE, true},
};

static const uint8_t VENDOR_ID[] = {0x93, 0x9a, 0x72, 0x33, 0xf7, 0x9c, 0x4c, 0xa9,
                                    0x94, 0x0a, 0x0d, 0xb3, 0x95, 0x7f, 0x06, 0x07};
static const uint8_t FMSPC[] = {0xaa, 0xbb, 0xcc, 0xdd, 0xee, 0xff};
static const uint8_t PCEID[] = {0x00, 0x01};
static const uint8_t SGX_SVN[] = {5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
static const uint8_t TDX_SVN[] = {5, 0, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19};
static const uint8_t SGX_QE_MRSIGNER[] = {
    0x8c, 0x4f, 0x57, 0x75, 0xd7, 0x96, 0x50, 0x3e, 0x96, 0x13, 0x7f, 0x77, 0xc6, 0x8a, 0x82, 0x9a,
    0x00, 0x56, 0xac, 0x8d, 0xed, 0x70, 0x14, 0x0b, 0x08, 0x1b, 0x09, 0x44, 0x90, 0xc5, 0x7b, 0xff};
static const uint8_t TD_QE_MRSIGNER[] = {
    0xdc, 0x9e, 0x2a, 0x7c, 0x6f, 0x94, 0x8f, 0x17, 0x47, 0x4e, 0x34, 0xa7, 0xfc, 0x43, 0xed, 0x03,
    0x0f, 0x7c, 0x15, 0x63, 0xf1, 0xba, 0xbd, 0xdf, 0x63, 0x40, 0xc8, 0x2e, 0x0e, 0x54, 0xa8, 0xc5};

bool base_is_tdx(enum base base)
{
    return BASES[base].is_tdx;
}

static const struct cert_spec CERT = {
    .issuer_key = {"root", CURVE_P256},
    .issuer = {CN_ROOT, false},
    .not_before = 1704067200, /* 2024-01-01 */
    .not_after = 2019686400,  /* 2034-01-01 */
    .version = 2,
    .path_len = PATH_LEN_ABSENT,
    .crl_url = "https://certificates.trustedservices.intel.com/IntelSGXRootCA.der",
};

static void leaf_profile(struct cert_spec *cert)
{
    cert->basic = BASIC_LEAF;
    cert->key_usage = USAGE_DIGITAL_SIGNATURE | USAGE_NON_REPUDIATION;
}

static void ca_profile(struct cert_spec *cert, int path_len)
{
    cert->basic = BASIC_CA;
    cert->path_len = path_len;
    cert->key_usage = USAGE_CERT_SIGN | USAGE_CRL_SIGN;
}

static void certs_start(struct platform *p)
{
    p->root = p->intermediate = p->pck = p->tcb_signer = CERT;
    p->root.key = p->root.issuer_key;
    p->root.subject = p->root.issuer;
    p->root.serial = "22650cd65a9d3489f383b49552bf501b39270001";
    p->root.not_before = 1514764800; /* 2018-01-01 */
    p->root.not_after = 2524607999;  /* 2049-12-31T23:59:59Z */
    ca_profile(&p->root, 1);
    p->intermediate.key.label = "platform ca";
    p->intermediate.subject.common_name = CN_PLATFORM_CA;
    p->intermediate.serial = "956f5dcdbd1be1e94049c9d4f433ce01570b0002";
    ca_profile(&p->intermediate, 0);
    p->tcb_signer.key.label = "tcb signer";
    p->tcb_signer.subject.common_name = CN_TCB_SIGNER;
    p->tcb_signer.serial = "7e3882d5fb55294a40498e458403e91491bd0003";
    leaf_profile(&p->tcb_signer);
    p->qe_signer = p->tcb_signer;
    p->pck.key.label = "pck";
    p->pck.issuer_key = p->intermediate.key;
    p->pck.issuer = p->intermediate.subject;
    p->pck.subject.common_name = CN_PCK;
    p->pck.serial = "4f2a8ecc5c9d0d8d6ab1cf0b4b0f34d1c6010004";
    p->pck.crl_url = "https://api.trustedservices.intel.com/sgx/certification/v4/"
                     "pckcrl?ca=platform&encoding=der";
    leaf_profile(&p->pck);
    p->pck.has_sgx = true;
}

static void sgx_start(struct sgx_spec *sgx)
{
    memset(sgx->ppid, 0xaa, sizeof(sgx->ppid));
    memcpy(sgx->components, SGX_SVN, sizeof(SGX_SVN));
    memcpy(sgx->cpusvn, SGX_SVN, sizeof(SGX_SVN));
    memcpy(sgx->fmspc, FMSPC, sizeof(FMSPC));
    memcpy(sgx->pceid, PCEID, sizeof(PCEID));
    sgx->pcesvn = PCESVN;
    sgx->of_platform_ca = true;
}

static void crls_start(struct platform *p)
{
    p->root_crl = (struct crl_spec){
        .issuer_key = p->root.key,
        .issuer = p->root.subject,
        .this_update = NOW - 14 * DAY,
        .next_update = NOW + 16 * DAY,
        .number = "01",
        .has_aki = true,
        .revoked_at = NOW - 30 * DAY,
    };
    p->pck_crl = p->root_crl;
    p->pck_crl.issuer_key = p->intermediate.key;
    p->pck_crl.issuer = p->intermediate.subject;
}

static void tcb_info_start(struct tcb_info_spec *info, bool is_tdx)
{
    info->version = 3;
    info->id = is_tdx ? "TDX" : "SGX";
    info->has_tdx = is_tdx;
    info->issue_date = NOW - 14 * DAY;
    info->next_update = NOW + 16 * DAY;
    memcpy(info->fmspc, FMSPC, sizeof(FMSPC));
    memcpy(info->pceid, PCEID, sizeof(PCEID));
    memset(info->module.mask, 0xff, sizeof(info->module.mask));
    info->n_levels = 1;
    info->levels[0] = (struct tcb_level){.pcesvn = PCESVN, .status = "UpToDate"};
    memcpy(info->levels[0].sgx, SGX_SVN, sizeof(SGX_SVN));
    memcpy(info->levels[0].tdx, TDX_SVN, sizeof(TDX_SVN));
}

static void qe_identity_start(struct qe_identity_spec *identity, bool is_tdx)
{
    identity->version = 2;
    identity->id = is_tdx ? "TD_QE" : "QE";
    identity->issue_date = NOW - 14 * DAY;
    identity->next_update = NOW + 16 * DAY;
    memset(identity->miscselect_mask, 0xff, sizeof(identity->miscselect_mask));
    memset(identity->attributes_mask, 0xff, 8);
    identity->attributes_mask[0] = 0xfb;
    identity->attributes[0] = 0x11;
    memcpy(identity->mrsigner, is_tdx ? TD_QE_MRSIGNER : SGX_QE_MRSIGNER, 32);
    identity->isvprodid = is_tdx ? 2 : 1;
    identity->levels.n = 1;
    identity->levels.at[0].isvsvn = is_tdx ? TD_QE_SVN : SGX_QE_SVN;
    identity->levels.at[0].status = "UpToDate";
}

static void qe_report_start(uint8_t report[SGX_REPORT_SIZE], bool is_tdx)
{
    memcpy(report, SGX_SVN, sizeof(SGX_SVN));
    report[AT_ATTRIBUTES] = 0x15;
    report[AT_ATTRIBUTES + 8] = 0xe7;
    memset(report + AT_MRENCLAVE, 0x11, 32);
    memcpy(report + AT_MRSIGNER, is_tdx ? TD_QE_MRSIGNER : SGX_QE_MRSIGNER, 32);
    report[AT_ISVPRODID] = is_tdx ? 2 : 1;
    report[AT_ISVSVN] = is_tdx ? TD_QE_SVN : SGX_QE_SVN;
}

static void enclave_start(uint8_t *body)
{
    memcpy(body, SGX_SVN, sizeof(SGX_SVN));
    body[AT_ATTRIBUTES] = 0x05;
    body[AT_ATTRIBUTES + 8] = 0xe7;
    memset(body + AT_MRENCLAVE, 0x33, 32);
    memset(body + AT_MRSIGNER, 0x22, 32);
    body[AT_ISVSVN] = 1;
    memset(body + AT_SGX_REPORT_DATA, 0x55, REPORT_DATA_SIZE);
}

static void td_start(uint8_t *body)
{
    static const uint8_t XFAM[] = {0xe7, 0x02, 0x06};
    memcpy(body + AT_TEE_TCB_SVN, TDX_SVN, sizeof(TDX_SVN));
    memset(body + AT_MRSEAM, 0x22, 48);
    body[AT_TD_ATTRIBUTES + 3] = SEPT_VE_DISABLE_OCTET;
    memcpy(body + AT_XFAM, XFAM, sizeof(XFAM));
    memset(body + AT_MRTD, 0x33, 48);
    for (int i = 0; i < 4; i++) {
        memset(body + AT_RTMR0 + 48 * i, 0x40 + i, 48);
    }
    memset(body + AT_TD_REPORT_DATA, 0x55, REPORT_DATA_SIZE);
    memcpy(body + AT_TEE_TCB_SVN_2, TDX_SVN, sizeof(TDX_SVN));
}

static void quote_start(struct quote_spec *quote, enum base base)
{
    quote->version = BASES[base].version;
    quote->header[AT_KEY_TYPE] = 2;
    quote->header[AT_TEE_TYPE] = BASES[base].is_tdx ? TDX_TEE : 0;
    memcpy(quote->header + AT_VENDOR_ID, VENDOR_ID, sizeof(VENDOR_ID));
    memset(quote->header + AT_USER_DATA, 0x01, 16);
    quote->body_type = BASES[base].body_type;
    quote->body_len = BASES[base].body_len;
    quote->body_size = (uint32_t)BASES[base].body_len;
    (BASES[base].is_tdx ? td_start : enclave_start)(quote->body);
    quote->attestation_key.label = "attestation key";
    quote->quote_signer = quote->attestation_key;
    quote->qe_signer.label = "pck";
    qe_report_start(quote->qe_report, BASES[base].is_tdx);
    quote->auth_len = 32;
    for (uint8_t i = 0; i < AUTH_DATA_MAX; i++) {
        quote->auth[i] = i;
    }
    quote->outer_type = NESTED_DATA;
    quote->inner_type = CHAIN_DATA;
    quote->cut = CUT_NOTHING;
}

struct platform platform_start(enum base base)
{
    struct platform p = {0};
    certs_start(&p);
    sgx_start(&p.pck.sgx);
    crls_start(&p);
    tcb_info_start(&p.tcb_info, BASES[base].is_tdx);
    qe_identity_start(&p.qe_identity, BASES[base].is_tdx);
    quote_start(&p.quote, base);
    p.tcb_document.signer = p.tcb_signer.key;
    p.qe_document.signer = p.qe_signer.key;
    p.tcb_document.chain.order = p.qe_document.chain.order = "lr";
    p.embedded = (struct chain_spec){.order = "lir", .ends_in_nul = true};
    return p;
}

void platform_redate(struct platform *p, int64_t from, int64_t until, int64_t expiry)
{
    struct cert_spec *certs[] = {&p->root, &p->intermediate, &p->pck, &p->tcb_signer,
                                 &p->qe_signer};
    for (size_t i = 0; i < COUNT(certs); i++) {
        certs[i]->not_before = from;
        certs[i]->not_after = expiry;
    }
    p->root_crl.this_update = p->pck_crl.this_update = from;
    p->root_crl.next_update = p->pck_crl.next_update = until;
    p->tcb_info.issue_date = p->qe_identity.issue_date = from;
    p->tcb_info.next_update = p->qe_identity.next_update = until;
}

void platform_of_processor_ca(struct platform *p)
{
    p->intermediate.key.label = "processor ca";
    p->intermediate.subject.common_name = CN_PROCESSOR_CA;
    p->intermediate.serial = "59d22cbd4a9d0d8d6ab1cf0b4b0f34d1c6010005";
    p->pck.issuer_key = p->pck_crl.issuer_key = p->intermediate.key;
    p->pck.issuer = p->pck_crl.issuer = p->intermediate.subject;
    p->pck.sgx.of_platform_ca = false;
    p->pck.crl_url = "https://api.trustedservices.intel.com/sgx/certification/v4/"
                     "pckcrl?ca=processor&encoding=der";
}

void platform_with_module(struct platform *p)
{
    p->quote.body[AT_TEE_TCB_SVN + 1] = 1;
    p->quote.body[AT_TEE_TCB_SVN_2 + 1] = 1;
    p->tcb_info.levels[0].tdx[1] = 1;
    struct module *module = &p->tcb_info.identities[p->tcb_info.n_identities++];
    module->id = "TDX_01";
    memset(module->mask, 0xff, sizeof(module->mask));
    module->levels = (struct svn_levels){
        .at = {{MODULE_SVN, "UpToDate", NULL}, {3, "OutOfDate", "INTEL-SA-MODULE"}}, .n = 2};
}

struct tcb_level *platform_add_level(struct platform *p)
{
    must(p->tcb_info.n_levels < LEVEL_MAX, "too many levels");
    struct tcb_level *level = &p->tcb_info.levels[p->tcb_info.n_levels++];
    *level = p->tcb_info.levels[0];
    level->sgx[15] = 1;
    level->pcesvn = 1;
    level->tdx[15] = 1;
    level->status = "OutOfDate";
    level->advisories = "INTEL-SA-LOWER";
    return level;
}
