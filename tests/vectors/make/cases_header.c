/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* Header and body descriptor. */

static void version(struct platform *p, const struct test_case *c)
{
    p->quote.claimed_version = (uint32_t)c->number;
}

static void key_type(struct platform *p, const struct test_case *c)
{
    p->quote.header[AT_KEY_TYPE] = (uint8_t)c->number;
    p->quote.header[AT_KEY_TYPE + 1] = (uint8_t)(c->number >> 8);
}

static void tee_type(struct platform *p, const struct test_case *c)
{
    for (int i = 0; i < 4; i++) {
        p->quote.header[AT_TEE_TYPE + i] = (uint8_t)(c->number >> (8 * i));
    }
}

static void vendor_id(struct platform *p, const struct test_case *c)
{
    p->quote.header[AT_VENDOR_ID + c->number] ^= 1;
}

static void body_type(struct platform *p, const struct test_case *c)
{
    p->quote.body_type = (uint16_t)c->number;
}

static void body_size(struct platform *p, const struct test_case *c)
{
    p->quote.body_size = (uint32_t)c->number;
}

#define VERSION_RULE "1.1: the version is 3, 4 or 5"
#define KEY_RULE     "1.1: only attestation key type 2"
#define TEE_RULE     "1.1: the TEE type is 0 or 0x81"
#define VENDOR_RULE  "1.1: the QE vendor is Intel"
#define TYPE_RULE    "1.2: the body type is known and of the TEE type"
#define SIZE_RULE    "1.2: the body size is that of the body type"

static const struct test_case CASES_HEADER[] = {
    REFUSED("version_0", "version", VERSION_RULE, .change = version, .number = 0x10000),
    REFUSED("version_1", "version", VERSION_RULE, .change = version, .number = 1),
    REFUSED("version_2_tdx", "version", VERSION_RULE, .change = version, .number = 2),
    REFUSED("version_2_sgx", "version", VERSION_RULE, .base = SGX_V3, .change = version,
            .number = 2),
    REFUSED("version_6", "version", VERSION_RULE, .change = version, .number = 6),
    REFUSED("version_high_octet", "version", VERSION_RULE, .change = version, .number = 0x0104),
    REFUSED("key_type_0", "att_key_type", KEY_RULE, .change = key_type, .number = 0),
    REFUSED("key_type_1", "att_key_type", KEY_RULE, .change = key_type, .number = 1),
    REFUSED("key_type_3_tdx", "att_key_type", KEY_RULE, .change = key_type, .number = 3),
    REFUSED("key_type_3_sgx", "att_key_type", KEY_RULE, .base = SGX_V3, .change = key_type,
            .number = 3),
    REFUSED("key_type_high_octet", "att_key_type", KEY_RULE, .change = key_type, .number = 0x0102),
    REFUSED("tee_type_80", "tee_type", TEE_RULE, .change = tee_type, .number = 0x80),
    REFUSED("tee_type_1", "tee_type", TEE_RULE, .base = SGX_V4, .change = tee_type, .number = 1),
    REFUSED("tee_type_high_octet", "tee_type", TEE_RULE, .change = tee_type, .number = 0x1000081),
    REFUSED("tee_type_v5", "tee_type", TEE_RULE, .base = TDX_V5_TD10, .change = tee_type,
            .number = 0x82),
    REFUSED("tee_type_v3_tdx", "tee_type", "1.1: the TEE type of version 3 is 0", .base = SGX_V3,
            .change = tee_type, .number = 0x81),
    REFUSED("tee_type_v3_reserved", "tee_type", "1.1: the TEE type of version 3 is 0",
            .base = SGX_V3, .change = tee_type, .number = 0x10000),
    REFUSED("vendor_id_first", "vendor_id", VENDOR_RULE, .change = vendor_id, .number = 0),
    REFUSED("vendor_id_last", "vendor_id", VENDOR_RULE, .change = vendor_id, .number = 15),
    REFUSED("vendor_id_sgx", "vendor_id", VENDOR_RULE, .base = SGX_V3, .change = vendor_id,
            .number = 7),
    REFUSED("v5_body_type_0", "body_type", TYPE_RULE, .base = TDX_V5_TD10, .change = body_type,
            .number = 0),
    REFUSED("v5_body_type_4", "body_type", TYPE_RULE, .base = TDX_V5_TD15, .change = body_type,
            .number = 4),
    REFUSED("v5_body_type_high_octet", "body_type", TYPE_RULE, .base = TDX_V5_TD10,
            .change = body_type, .number = 0x0102),
    REFUSED("v5_td_body_with_sgx_tee", "body_type", TYPE_RULE, .base = TDX_V5_TD10,
            .change = tee_type, .number = 0),
    REFUSED("v5_td15_body_with_sgx_tee", "body_type", TYPE_RULE, .base = TDX_V5_TD15,
            .change = tee_type, .number = 0),
    REFUSED("v5_sgx_body_with_tdx_tee", "body_type", TYPE_RULE, .base = SGX_V5, .change = tee_type,
            .number = 0x81),
    REFUSED("v5_size_0", "body_size", SIZE_RULE, .base = TDX_V5_TD10, .change = body_size,
            .number = 0),
    REFUSED("v5_size_one_less", "body_size", SIZE_RULE, .base = TDX_V5_TD10, .change = body_size,
            .number = TD10_REPORT_SIZE - 1),
    REFUSED("v5_size_one_more", "body_size", SIZE_RULE, .base = TDX_V5_TD15, .change = body_size,
            .number = TD15_REPORT_SIZE + 1),
    REFUSED("v5_size_max", "body_size", SIZE_RULE, .base = SGX_V5, .change = body_size,
            .number = 0xffffffff),
    REFUSED("v5_sgx_size_one_more", "body_size", SIZE_RULE, .base = SGX_V5, .change = body_size,
            .number = SGX_REPORT_SIZE + 1),
    REFUSED("v5_td15_named_td10", "body_size", SIZE_RULE, .base = TDX_V5_TD15, .change = body_type,
            .number = 2),
    REFUSED("v5_td10_named_td15", "body_size", SIZE_RULE, .base = TDX_V5_TD10, .change = body_type,
            .number = 3),
};

void cases_header(struct case_list *to)
{
    case_add_all(to, "header", CASES_HEADER, COUNT(CASES_HEADER));
}
