/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* The QE identity, and the QE report against it. */

static void report_octet(struct platform *p, const struct test_case *c)
{
    p->quote.qe_report[c->number] ^= 1;
}

static void isvsvn(struct platform *p, const struct test_case *c)
{
    p->quote.qe_report[AT_ISVSVN] = (uint8_t)(p->quote.qe_report[AT_ISVSVN] + c->number);
}

static void isvsvn_wide(struct platform *p, const struct test_case *c)
{
    p->quote.qe_report[AT_ISVSVN] = 0;
    p->quote.qe_report[AT_ISVSVN + 1] = (uint8_t)c->number;
}

/* Version `number`; the TEE's right id. */
static void version(struct platform *p, const struct test_case *c)
{
    p->qe_identity.version = (unsigned)c->number;
}

static void id(struct platform *p, const struct test_case *c)
{
    p->qe_identity.id = c->from;
}

/* An octet of MISCSELECT outside or (with `from`) inside the mask. */
static void misc_masked(struct platform *p, const struct test_case *c)
{
    memset(p->qe_identity.miscselect_mask, 0, 4);
    p->qe_identity.miscselect_mask[0] = 0xff;
    p->quote.qe_report[AT_MISCSELECT + c->number] = 1;
}

static void misc_value_outside(struct platform *p, const struct test_case *c)
{
    p->qe_identity.miscselect_mask[c->number] = 0xfe;
    p->qe_identity.miscselect[c->number] = 1;
    p->quote.qe_report[AT_MISCSELECT + c->number] = 1;
}

static void misc_value_inside(struct platform *p, const struct test_case *c)
{
    p->qe_identity.miscselect[c->number] = 1;
    p->quote.qe_report[AT_MISCSELECT + c->number] = 1;
}

static void attributes_value_outside(struct platform *p, const struct test_case *c)
{
    p->qe_identity.attributes[c->number] |= 0x04;
    p->quote.qe_report[AT_ATTRIBUTES + c->number] |= 0x04;
    if (c->number > 0) {
        p->qe_identity.attributes_mask[c->number] = (uint8_t)~0x04;
    }
}

/* Bits that the mask leaves out. */
static void attributes_outside(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.qe_report[AT_ATTRIBUTES] ^= 0x04;
    memset(p->quote.qe_report + AT_ATTRIBUTES + 8, 0xa5, 8);
}

static void debug_inside(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->quote.qe_report[AT_ATTRIBUTES] |= 0x02;
}

static void debug_outside(struct platform *p, const struct test_case *c)
{
    debug_inside(p, c);
    p->qe_identity.attributes_mask[0] = 0xf9;
}

static void debug_allowed(struct platform *p, const struct test_case *c)
{
    debug_inside(p, c);
    p->qe_identity.attributes[0] |= 0x02;
}

static void wide_prodid(struct platform *p, const struct test_case *c)
{
    p->qe_identity.isvprodid = 0x0102;
    p->quote.qe_report[AT_ISVPRODID] = (uint8_t)c->number;
    p->quote.qe_report[AT_ISVPRODID + 1] = (uint8_t)(c->number >> 8);
}

static void add_octets(struct case_list *to, const char *name, size_t at, size_t n,
                       const char *category, const char *rule)
{
    for (size_t i = 0; i < n; i++) {
        struct test_case one = {
            .name = case_name("qe_%s_octet_%zu", name, i),
            .group = "qe",
            .base = i % 2 == 0 ? TDX_V4 : SGX_V3,
            .category = category,
            .rule = rule,
            .change = report_octet,
            .number = (long long)(at + i),
        };
        case_add(to, &one);
    }
}

#define ID_RULE  "7: the id is the TEE's"
#define VERSION  "16: version 2; version 3 for TD_QE only"
#define ORDER    "16: MISCSELECT is compared octet by octet in the order of the file"
#define OUTSIDE  "16: a value bit outside the mask is refused"
#define NO_DEBUG "7: a QE in debug mode is refused whatever the mask"
#define SVN      "7: the first level at or below the report's ISVSVN"

static const struct test_case CASES_QE[] = {
    REFUSED("qe_id_sgx_for_tdx", "qe_identity_id", ID_RULE, .change = id, .from = "QE"),
    REFUSED("qe_id_tdx_for_sgx", "qe_identity_id", ID_RULE, .base = SGX_V3, .change = id,
            .from = "TD_QE"),
    REFUSED("qe_id_qve", "qe_identity_id", ID_RULE, .change = id, .from = "QVE"),
    REFUSED("qe_id_lower", "qe_identity_id", ID_RULE, .change = id, .from = "td_qe",
            .category_is_chosen = true),
    REFUSED("qe_version_1", "qe_identity_version", VERSION, .change = version, .number = 1),
    REFUSED("qe_version_4", "qe_identity_version", VERSION, .change = version, .number = 4),
    ACCEPTED("qe_version_3_tdx", VERSION, .change = version, .number = 3),
    REFUSED("qe_version_3_sgx", "qe_identity_version", VERSION, .base = SGX_V3, .change = version,
            .number = 3),
    ACCEPTED("qe_misc_outside_mask", ORDER, .change = misc_masked, .number = 3),
    REFUSED("qe_misc_inside_mask", "qe_miscselect", ORDER, .change = misc_masked, .number = 0),
    ACCEPTED("qe_misc_value", ORDER, .change = misc_value_inside, .number = 3),
    REFUSED("qe_misc_value_outside_mask", "qe_miscselect", OUTSIDE, .change = misc_value_outside,
            .number = 0, .note = "the report has the bit too"),
    REFUSED("qe_misc_value_outside_mask_sgx", "qe_miscselect", OUTSIDE, .base = SGX_V3,
            .change = misc_value_outside, .number = 3),
    ACCEPTED("qe_attributes_outside_mask", "7: what the mask leaves out is not compared",
             .change = attributes_outside),
    ACCEPTED("qe_attributes_outside_mask_sgx", "7: what the mask leaves out is not compared",
             .base = SGX_V3, .change = attributes_outside),
    REFUSED("qe_attributes_value_outside_mask", "qe_attributes", OUTSIDE,
            .change = attributes_value_outside, .number = 0, .note = "the report has the bit too"),
    REFUSED("qe_attributes_value_outside_mask_7", "qe_attributes", OUTSIDE, .base = SGX_V3,
            .change = attributes_value_outside, .number = 7),
    REFUSED("qe_debug_tdx", "qe_attributes", "7: ATTRIBUTES under the mask are the identity's",
            .change = debug_inside, .note = "by the mask, and for being in debug mode"),
    REFUSED("qe_debug_sgx", "qe_attributes", "7: ATTRIBUTES under the mask are the identity's",
            .base = SGX_V3, .change = debug_inside),
    REFUSED("qe_debug_outside_mask", "qe_attributes", NO_DEBUG, .change = debug_outside,
            .category_is_chosen = true),
    REFUSED("qe_debug_outside_mask_sgx", "qe_attributes", NO_DEBUG, .base = SGX_V3,
            .change = debug_outside, .category_is_chosen = true),
    REFUSED("qe_debug_in_identity", "qe_attributes", NO_DEBUG, .change = debug_allowed,
            .category_is_chosen = true),
    ACCEPTED("qe_isvprodid_wide", "7: ISVPRODID is 16 bits", .change = wide_prodid,
             .number = 0x0102),
    REFUSED("qe_isvprodid_wide_low_half", "qe_isvprodid", "7: ISVPRODID is 16 bits",
            .change = wide_prodid, .number = 0x0002),
    REFUSED("qe_isvprodid_swapped", "qe_isvprodid", "7: ISVPRODID is little-endian",
            .change = wide_prodid, .number = 0x0201),
    REFUSED("qe_isvsvn_low_tdx", "qe_no_level", SVN, .change = isvsvn, .number = -1),
    REFUSED("qe_isvsvn_low_sgx", "qe_no_level", SVN, .base = SGX_V3, .change = isvsvn,
            .number = -1),
    ACCEPTED("qe_isvsvn_higher", SVN, .change = isvsvn, .number = 1),
    ACCEPTED("qe_isvsvn_high_octet", "7: ISVSVN is 16 bits", .change = isvsvn_wide, .number = 1),
};

void cases_qe(struct case_list *to)
{
    add_octets(to, "mrsigner", AT_MRSIGNER, 32, "qe_mrsigner", "7: MRSIGNER is the identity's");
    add_octets(to, "isvprodid", AT_ISVPRODID, 2, "qe_isvprodid", "7: ISVPRODID is the identity's");
    add_octets(to, "misc", AT_MISCSELECT, 4, "qe_miscselect", ORDER);
    add_octets(to, "attributes", AT_ATTRIBUTES, 8, "qe_attributes",
               "7: ATTRIBUTES under the mask are the identity's");
    add_octets(to, "mrenclave", AT_MRENCLAVE, 1, NULL, "7: MRENCLAVE of the QE is not compared");
    case_add_all(to, "qe", CASES_QE, COUNT(CASES_QE));
}
