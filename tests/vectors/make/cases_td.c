/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* The policy on TD attributes, bit by bit, and what else a TD report says about its TD. */

enum { BITS = 64, BIT_DEBUG = 0, BIT_SEPT_VE_DISABLE = 28, BIT_PKS = 30, BIT_KL = 31 };

static const struct {
    int bit;
    const char *name;
} NAMED[] = {
    {4, "HGS_PLUS_PROF"}, {5, "PERF_PROF"},   {6, "PMT_PROF"}, {16, "ICSSD"},
    {27, "LASS"},         {29, "MIGRATABLE"}, {62, "TPA"},     {63, "PERFMON"},
};

static void flip_bit(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TD_ATTRIBUTES + c->number / 8] ^= (uint8_t)(1 << (c->number % 8));
}

static void add_bit(struct case_list *to, int bit, enum base base, const char *suffix)
{
    bool is_free = bit == BIT_PKS || bit == BIT_KL;
    struct test_case one = {
        .name = case_name("td_attribute_%d_%s%s", bit, bit == BIT_SEPT_VE_DISABLE ? "clear" : "set",
                          suffix),
        .group = "td_attributes",
        .base = base,
        .category = is_free ? NULL : "td_attributes",
        .rule = "16: bit 28 is set, 30 and 31 may be, all others are clear",
        .change = flip_bit,
        .number = bit,
    };
    if (bit == BIT_DEBUG) {
        one.category = "debug";
        one.category_is_chosen = true;
    }
    case_add(to, &one);
}

static void add_allowed(struct case_list *to, size_t named)
{
    const char *options = case_name("--allow-td-attribute %s", NAMED[named].name);
    size_t other = (named + 1) % COUNT(NAMED);
    struct test_case allowed = {
        .name = case_name("td_attribute_%d_allowed", NAMED[named].bit),
        .group = "td_attributes",
        .options = options,
        .rule = "16: --allow-td-attribute accepts a named bit",
        .change = flip_bit,
        .number = NAMED[named].bit,
    };
    struct test_case not_that = {
        .name = case_name("td_attribute_%d_other_allowed", NAMED[other].bit),
        .group = "td_attributes",
        .category = "td_attributes",
        .options = options,
        .rule = "16: --allow-td-attribute accepts the bit of that name alone",
        .change = flip_bit,
        .number = NAMED[other].bit,
    };
    case_add(to, &allowed);
    case_add(to, &not_that);
}

static void two_bits(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_TD_ATTRIBUTES] |= 0x10;
    flip_bit(p, c);
}

static void service_td(struct platform *p, const struct test_case *c)
{
    p->quote.body[AT_MRSERVICETD + c->number] = 1;
}

static void fill_body(struct platform *p, const struct test_case *c)
{
    memset(p->quote.body + c->number, 0xa5, 8);
}

#define SERVICE "10: MRSERVICETD is zero"
#define FREE    "10: the field is the user's business"

static const struct test_case CASES_TD[] = {
    ACCEPTED("td_two_attributes_allowed", "16: the option may be given more than once",
             .change = two_bits, .number = 63,
             .options = "--allow-td-attribute HGS_PLUS_PROF --allow-td-attribute PERFMON"),
    REFUSED("td_two_attributes_one_allowed", "td_attributes",
            "16: --allow-td-attribute accepts the bit of that name alone", .change = two_bits,
            .number = 63, .options = "--allow-td-attribute PERFMON"),
    REFUSED("td_debug_with_another_allowed", "debug", "16: DEBUG is never accepted",
            .change = flip_bit, .number = BIT_DEBUG, .options = "--allow-td-attribute PERFMON",
            .category_is_chosen = true),
    REFUSED("td_service_first", "service_td", SERVICE, .base = TDX_V5_TD15, .change = service_td,
            .number = 0),
    REFUSED("td_service_last", "service_td", SERVICE, .base = TDX_V5_TD15, .change = service_td,
            .number = 47),
    ACCEPTED("td_xfam_any", FREE, .change = fill_body, .number = AT_XFAM),
    ACCEPTED("td_mrconfigid_any", FREE, .change = fill_body, .number = 184),
    ACCEPTED("td_mrowner_any", FREE, .change = fill_body, .number = 232),
    ACCEPTED("td_mrseam_any", "8: MRSEAM is not compared", .change = fill_body,
             .number = AT_MRSEAM),
};

void cases_td(struct case_list *to)
{
    for (int bit = 0; bit < BITS; bit++) {
        add_bit(to, bit, TDX_V4, "");
    }
    add_bit(to, BIT_DEBUG, TDX_V5_TD15, "_td15");
    add_bit(to, BIT_SEPT_VE_DISABLE, TDX_V5_TD15, "_td15");
    add_bit(to, BIT_SEPT_VE_DISABLE, TDX_V5_TD10, "_td10_v5");
    for (size_t i = 0; i < COUNT(NAMED); i++) {
        add_allowed(to, i);
    }
    case_add_all(to, "td", CASES_TD, COUNT(CASES_TD));
}
