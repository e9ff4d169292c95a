/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* The members of the QE identity, and its levels. */

#define JSON   "qe_identity_json"
#define NEEDED "7: the member is there"
#define TYPED  "5: the member has its type"
#define TWICE  "16: no two levels with equal isvsvn"
#define STATUS "7, 16: an unknown tcbStatus in any level is refused"

#define ROW(n, c, r, f, t) REFUSED(n, c, r, .change = change_qe_identity, .from = f, .to = t)
#define CHOSEN(n, c, r, f, t)                                                                      \
    REFUSED(n, c, r, .change = change_qe_identity, .from = f, .to = t, .category_is_chosen = true)
#define FINE(n, r, f, t) ACCEPTED(n, r, .change = change_qe_identity, .from = f, .to = t)

static void more_levels(struct platform *p, const struct test_case *c)
{
    struct svn_levels *levels = &p->qe_identity.levels;
    unsigned highest = levels->at[0].isvsvn;
    levels->at[0] = (struct svn_level){highest - 2, "Revoked", NULL};
    levels->at[1] = (struct svn_level){highest, "UpToDate", NULL};
    levels->at[2] = (struct svn_level){highest - 1, "OutOfDate", "INTEL-SA-QE"};
    levels->n = 3;
    p->quote.qe_report[AT_ISVSVN] = (uint8_t)(p->quote.qe_report[AT_ISVSVN] + c->number);
}

/* A second level, `number` above the first, with the status `from`. */
static void second_level(struct platform *p, const struct test_case *c)
{
    struct svn_levels *levels = &p->qe_identity.levels;
    unsigned isvsvn = (unsigned)((long long)levels->at[0].isvsvn + c->number);
    levels->at[levels->n++] = (struct svn_level){isvsvn, c->from, NULL};
}

static void status(struct platform *p, const struct test_case *c)
{
    p->qe_identity.levels.at[0].status = c->from;
}

static void no_level(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->qe_identity.levels.n = 0;
}

static const struct test_case CASES_QE_JSON[] = {
    CHOSEN("qe_id_missing", JSON, NEEDED, "\"id\":\"TD_QE\",", ""),
    CHOSEN("qe_version_missing", JSON, NEEDED, "\"version\":2,", ""),
    CHOSEN("qe_version_string", JSON, TYPED, "\"version\":2", "\"version\":\"2\""),
    CHOSEN("qe_version_fraction", JSON, TYPED, "\"version\":2", "\"version\":2.0"),
    ROW("qe_issue_date_missing", JSON, NEEDED, "\"issueDate\":\"2026-01-01T00:00:00Z\",", ""),
    ROW("qe_next_update_missing", JSON, NEEDED, "\"nextUpdate\":\"2026-01-31T00:00:00Z\",", ""),
    ROW("qe_misc_missing", JSON, NEEDED, "\"miscselect\":\"00000000\",", ""),
    ROW("qe_misc_mask_missing", JSON, NEEDED, "\"miscselectMask\":\"FFFFFFFF\",", ""),
    ROW("qe_attributes_missing", JSON, NEEDED,
        "\"attributes\":\"11000000000000000000000000000000\",", ""),
    ROW("qe_attributes_mask_missing", JSON, NEEDED,
        "\"attributesMask\":\"FBFFFFFFFFFFFFFF0000000000000000\",", ""),
    ROW("qe_mrsigner_missing", JSON, NEEDED, "\"mrsigner\"", "\"unknown\""),
    ROW("qe_isvprodid_missing", JSON, NEEDED, "\"isvprodid\":2,", ""),
    ROW("qe_levels_missing", JSON, NEEDED, "\"tcbLevels\"", "\"unknown\""),
    ROW("qe_isvsvn_missing", JSON, NEEDED, "{\"isvsvn\":4}", "{}"),
    ROW("qe_status_missing", JSON, NEEDED, ",\"tcbStatus\":\"UpToDate\"", ""),
    CHOSEN("qe_date_missing", JSON, NEEDED, "\"tcbDate\":\"2025-06-01T00:00:00Z\",", ""),
    CHOSEN("qe_number_missing", JSON, NEEDED, "\"tcbEvaluationDataNumber\":18,", ""),
    CHOSEN("qe_misc_short", JSON, TYPED, "\"00000000\"", "\"000000\""),
    CHOSEN("qe_misc_long", JSON, TYPED, "\"00000000\"", "\"0000000000\""),
    CHOSEN("qe_misc_mask_short", JSON, TYPED, "\"FFFFFFFF\"", "\"FFFFFF\""),
    CHOSEN("qe_misc_number", JSON, TYPED, "\"00000000\"", "0"),
    CHOSEN("qe_attributes_short", JSON, TYPED, "\"1100", "\"11"),
    CHOSEN("qe_attributes_no_hex", JSON, TYPED, "\"1100", "\"110x"),
    CHOSEN("qe_attributes_mask_short", JSON, TYPED, "\"FBFF", "\"FB"),
    CHOSEN("qe_mrsigner_short", JSON, TYPED, "\"DC9E", "\"DC"),
    CHOSEN("qe_mrsigner_long", JSON, TYPED, "\"DC9E", "\"00DC9E"),
    CHOSEN("qe_isvprodid_string", JSON, TYPED, "\"isvprodid\":2", "\"isvprodid\":\"2\""),
    CHOSEN("qe_isvprodid_too_big", JSON, TYPED, "\"isvprodid\":2", "\"isvprodid\":65538"),
    CHOSEN("qe_isvprodid_fraction", JSON, TYPED, "\"isvprodid\":2", "\"isvprodid\":2.0"),
    CHOSEN("qe_isvsvn_too_big", JSON, TYPED, "\"isvsvn\":4", "\"isvsvn\":65540"),
    CHOSEN("qe_isvsvn_negative", JSON, TYPED, "\"isvsvn\":4", "\"isvsvn\":-1"),
    CHOSEN("qe_isvsvn_string", JSON, TYPED, "\"isvsvn\":4", "\"isvsvn\":\"4\""),
    CHOSEN("qe_isvsvn_fraction", JSON, TYPED, "\"isvsvn\":4", "\"isvsvn\":4.0"),
    CHOSEN("qe_tcb_array", JSON, TYPED, "{\"isvsvn\":4}", "[4]"),
    FINE("qe_mrsigner_lower", "5: hex of either case", "DC9E2A7C6F948F17", "dc9e2a7c6f948f17"),
    FINE("qe_mask_lower", "5: hex of either case", "FBFFFFFFFFFFFFFF", "fbffffffffffffff"),
    FINE("qe_unknown_members", "5: unknown fields are ignored", "{", "{\"unknown\":{\"a\":[1]},"),
    REFUSED("qe_levels_empty", JSON, "16: at least one level", .change = no_level,
            .category_is_chosen = true),
    REFUSED("qe_levels_empty_sgx", JSON, "16: at least one level", .base = SGX_V3,
            .change = no_level, .category_is_chosen = true),
    REFUSED("qe_isvsvn_twice", "tcb_duplicate", TWICE, .change = second_level, .from = "UpToDate",
            .number = 0),
    REFUSED("qe_isvsvn_twice_sgx", "tcb_duplicate", TWICE, .base = SGX_V3, .change = second_level,
            .from = "OutOfDate", .number = 0),
    REFUSED("qe_status_unknown", "status", STATUS, .change = status, .from = "Fine"),
    REFUSED("qe_status_of_platform", "status", STATUS, .change = status,
            .from = "SWHardeningNeeded", .category_is_chosen = true),
    REFUSED("qe_status_unknown_above", "status", STATUS, .change = second_level, .from = "Fine",
            .number = 1),
    REFUSED("qe_status_unknown_below", "status", STATUS, .change = second_level, .from = "Fine",
            .number = -1),
    REFUSED("qe_status_unknown_below_sgx", "status", STATUS, .base = SGX_V3, .change = second_level,
            .from = "Fine", .number = -1),
    ACCEPTED("qe_level_above_not_reached", "7: the first level at or below the report's ISVSVN",
             .change = second_level, .from = "Revoked", .number = 1),
    ACCEPTED("qe_levels_unsorted", "16: levels are sorted before matching", .change = more_levels,
             .number = 0),
    ACCEPTED("qe_levels_unsorted_sgx", "16: levels are sorted before matching", .base = SGX_V3,
             .change = more_levels, .number = 0),
    ACCEPTED("qe_levels_unsorted_second", "16: levels are sorted before matching",
             .change = more_levels, .number = -1, .status = "OutOfDate",
             .advisories = "INTEL-SA-QE"),
    ACCEPTED("qe_levels_unsorted_second_sgx", "16: levels are sorted before matching",
             .base = SGX_V3, .change = more_levels, .number = -1, .status = "OutOfDate",
             .advisories = "INTEL-SA-QE"),
    REFUSED("qe_levels_unsorted_revoked", "revoked", "16: a final Revoked is rejected",
            .change = more_levels, .number = -2, .status = "Revoked"),
};

void cases_qe_json(struct case_list *to)
{
    case_add_all(to, "qe_identity", CASES_QE_JSON, COUNT(CASES_QE_JSON));
}
