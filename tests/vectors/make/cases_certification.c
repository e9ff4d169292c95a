/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* Certification data types, and where the PCK chain comes from. */

enum {
    PPID_CLEAR = 34,
    PPID_RSA_2048 = 276,
    PPID_RSA_3072 = 404,
};

/* Certification data of type `number`: filler of the length that this type has. */
static void filler(struct platform *p, const struct test_case *c)
{
    static const size_t LENGTHS[] = {0, PPID_CLEAR, PPID_RSA_2048, PPID_RSA_3072};
    p->quote.inner_type = (uint16_t)c->number;
    p->quote.certification = CERTIFIED_BY_FILLER;
    p->quote.filler = c->number > 0 && c->number < 4 ? LENGTHS[c->number] : 40;
}

static void filler_and_chain(struct platform *p, const struct test_case *c)
{
    filler(p, c);
    p->external.order = "lir";
}

/* Type 2 or 3, whichever's length is near `number`. */
static void filler_of_length(struct platform *p, const struct test_case *c)
{
    p->quote.inner_type = c->number < PPID_RSA_3072 - 1 ? 2 : 3;
    p->quote.certification = CERTIFIED_BY_FILLER;
    p->quote.filler = (size_t)c->number;
    p->external.order = "lir";
}

static void type_1_of_length(struct platform *p, const struct test_case *c)
{
    p->quote.inner_type = 1;
    p->quote.certification = CERTIFIED_BY_FILLER;
    p->quote.filler = (size_t)c->number;
    p->external.order = "lir";
}

static void leaf_only(struct platform *p, const struct test_case *c)
{
    p->quote.inner_type = 4;
    p->quote.certification = CERTIFIED_BY_LEAF;
    p->quote.leaf_order = c->from;
    p->external.order = c->to;
}

static void chain_of_type(struct platform *p, const struct test_case *c)
{
    p->quote.inner_type = (uint16_t)c->number;
    p->external.order = c->to;
}

static void outer_type(struct platform *p, const struct test_case *c)
{
    p->quote.outer_type = (uint16_t)c->number;
}

#define NEEDED "16: types 1 to 4 need pck_certificate_chain"
#define OTHERS "16: types 0, 6, 7 and others are refused even with an external chain"
#define LENGTH "16: types 2 and 3 have 276 and 404 bytes"
#define SAME   "16: an external leaf is byte-equal to the embedded one"
#define SINGLE "16: type 4 is the leaf and nothing else"
#define OUTER  "1.5: the outer type is 6"

static const struct test_case CASES_CERTIFICATION[] = {
    ACCEPTED("type_1_with_chain", NEEDED, .change = filler_and_chain, .number = 1),
    ACCEPTED("type_2_with_chain", NEEDED, .change = filler_and_chain, .number = 2),
    ACCEPTED("type_3_with_chain", NEEDED, .change = filler_and_chain, .number = 3),
    ACCEPTED("type_2_with_chain_sgx", NEEDED, .base = SGX_V3, .change = filler_and_chain,
             .number = 2),
    ACCEPTED("type_3_with_chain_sgx", NEEDED, .base = SGX_V3, .change = filler_and_chain,
             .number = 3),
    ACCEPTED("type_4_with_chain", NEEDED, .change = leaf_only, .to = "lir"),
    ACCEPTED("type_4_with_chain_sgx", NEEDED, .base = SGX_V3, .change = leaf_only, .to = "lir"),
    ACCEPTED("type_5_with_chain", SAME, .change = chain_of_type, .number = 5, .to = "lir"),
    ACCEPTED("type_5_with_chain_sgx", SAME, .base = SGX_V3, .change = chain_of_type, .number = 5,
             .to = "lir"),
    ACCEPTED("type_1_empty", "16: the length of type 1 is not enforced", .change = type_1_of_length,
             .number = 0),
    ACCEPTED("type_1_ppid_alone", "16: the length of type 1 is not enforced",
             .change = type_1_of_length, .number = 16),
    ACCEPTED("type_1_long", "16: the length of type 1 is not enforced", .change = type_1_of_length,
             .number = 500),
    REFUSED("type_1_without_chain", "cert_type", NEEDED, .change = filler, .number = 1),
    REFUSED("type_2_without_chain", "cert_type", NEEDED, .change = filler, .number = 2),
    REFUSED("type_3_without_chain", "cert_type", NEEDED, .change = filler, .number = 3),
    REFUSED("type_4_without_chain", "cert_type", NEEDED, .change = leaf_only),
    REFUSED("type_3_without_chain_sgx", "cert_type", NEEDED, .base = SGX_V3, .change = filler,
            .number = 3),
    REFUSED("type_0_with_chain", "cert_type", OTHERS, .change = filler_and_chain, .number = 0),
    REFUSED("type_6_with_chain", "cert_type", OTHERS, .change = filler_and_chain, .number = 6),
    REFUSED("type_7_with_chain", "cert_type", OTHERS, .change = filler_and_chain, .number = 7),
    REFUSED("type_8_with_chain", "cert_type", OTHERS, .change = filler_and_chain, .number = 8),
    REFUSED("type_max_with_chain", "cert_type", OTHERS, .change = filler_and_chain,
            .number = 0xffff),
    REFUSED("type_high_octet", "cert_type", OTHERS, .change = chain_of_type, .number = 0x0105,
            .to = "lir"),
    REFUSED("type_0_chain_inside", "cert_type", OTHERS, .change = chain_of_type, .number = 0,
            .to = "lir"),
    REFUSED("type_6_chain_inside", "cert_type", OTHERS, .change = chain_of_type, .number = 6,
            .to = "lir"),
    REFUSED("type_7_chain_inside_sgx", "cert_type", OTHERS, .base = SGX_V3, .change = chain_of_type,
            .number = 7, .to = "lir"),
    REFUSED("type_2_one_less", "cert_type", LENGTH, .change = filler_of_length,
            .number = PPID_RSA_2048 - 1, .category_is_chosen = true),
    REFUSED("type_2_one_more", "cert_type", LENGTH, .change = filler_of_length,
            .number = PPID_RSA_2048 + 1, .category_is_chosen = true),
    REFUSED("type_3_one_less", "cert_type", LENGTH, .change = filler_of_length,
            .number = PPID_RSA_3072 - 1, .category_is_chosen = true),
    REFUSED("type_3_one_more", "cert_type", LENGTH, .base = SGX_V3, .change = filler_of_length,
            .number = PPID_RSA_3072 + 1, .category_is_chosen = true),
    REFUSED("type_5_other_leaf", "pck_chain", SAME, .change = chain_of_type, .number = 5,
            .to = "mir", .note = "the other leaf has the same key, only its serial differs"),
    REFUSED("type_5_other_leaf_sgx", "pck_chain", SAME, .base = SGX_V3, .change = chain_of_type,
            .number = 5, .to = "mir"),
    REFUSED("type_4_other_leaf", "pck_chain", SAME, .change = leaf_only, .to = "mir"),
    REFUSED("type_4_empty", "pck_chain", SINGLE, .change = leaf_only, .from = "", .to = "lir"),
    REFUSED("type_4_leaf_twice", "pck_chain", SINGLE, .change = leaf_only, .from = "ll",
            .to = "lir"),
    REFUSED("type_4_leaf_and_intermediate", "pck_chain", SINGLE, .change = leaf_only, .from = "li",
            .to = "lir"),
    REFUSED("outer_type_5", "cert_type", OUTER, .change = outer_type, .number = 5),
    REFUSED("outer_type_0", "cert_type", OUTER, .change = outer_type, .number = 0),
    REFUSED("outer_type_high_octet", "cert_type", OUTER, .change = outer_type, .number = 0x0106),
    REFUSED("outer_type_5_sgx", "cert_type", OUTER, .base = SGX_V4, .change = outer_type,
            .number = 5),
};

void cases_certification(struct case_list *to)
{
    case_add_all(to, "certification", CASES_CERTIFICATION, COUNT(CASES_CERTIFICATION));
}
