/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* The members of TCB Info. */

#define JSON     "tcb_info_json"
#define SVN      "tcb_components"
#define ID       "tcb_info_id"
#define NEEDED   "6.1: the member is there"
#define TYPED    "5: the member has its type"
#define RANGE    "5: an SVN is a plain integer of 0 to 255, PCESVN of 0 to 65535"
#define SIXTEEN  "6.4: exactly 16 components"
#define DATE     "5: dates are YYYY-MM-DDThh:mm:ssZ"
#define STATUS   "16: an unknown tcbStatus in any level is refused"
#define FIRST    "\"sgxtcbcomponents\":[{\"svn\":5}"
#define FIRST_IS "\"sgxtcbcomponents\":[{\"svn\":"
#define TDX_ONE  "\"tdxtcbcomponents\":[{\"svn\":5}"
#define TDX_IS   "\"tdxtcbcomponents\":[{\"svn\":"

/* Name, category, rule, and the text that becomes another one. */
#define ROW(n, c, r, f, t) REFUSED(n, c, r, .change = change_tcb_info, .from = f, .to = t)
#define CHOSEN(n, c, r, f, t)                                                                      \
    REFUSED(n, c, r, .change = change_tcb_info, .from = f, .to = t, .category_is_chosen = true)
#define FINE(n, r, f, t) ACCEPTED(n, r, .change = change_tcb_info, .from = f, .to = t)

static const struct test_case CASES_MEMBERS[] = {
    CHOSEN("tcb_id_missing", ID, NEEDED, "\"id\":\"TDX\",", ""),
    CHOSEN("tcb_id_null", ID, TYPED, "\"id\":\"TDX\"", "\"id\":null"),
    ROW("tcb_id_sgx", ID, "6.4: the id is the TEE's", "\"id\":\"TDX\"", "\"id\":\"SGX\""),
    CHOSEN("tcb_id_lower", ID, "6.4: the id is the TEE's", "\"id\":\"TDX\"", "\"id\":\"tdx\""),
    ROW("tcb_version_4", "tcb_info_version", "16: version 3", "\"version\":3", "\"version\":4"),
    ROW("tcb_version_1", "tcb_info_version", "16: version 3", "\"version\":3", "\"version\":1"),
    REFUSED("tcb_version_2_tdx", "tcb_info_version", "16: version 2 is for SGX",
            .change = change_tcb_info, .from = "\"version\":3", .to = "\"version\":2",
            .category_is_chosen = true, .note = "the levels are those of version 3"),
    CHOSEN("tcb_version_missing", JSON, NEEDED, "\"version\":3,", ""),
    CHOSEN("tcb_version_string", JSON, TYPED, "\"version\":3", "\"version\":\"3\""),
    CHOSEN("tcb_version_fraction", JSON, TYPED, "\"version\":3", "\"version\":3.0"),
    ROW("tcb_issue_date_missing", JSON, NEEDED, "\"issueDate\":\"2026-01-01T00:00:00Z\",", ""),
    ROW("tcb_next_update_missing", JSON, NEEDED, "\"nextUpdate\":\"2026-01-31T00:00:00Z\",", ""),
    ROW("tcb_issue_date_number", JSON, TYPED, "\"2026-01-01T00:00:00Z\"", "1767225600"),
    ROW("tcb_fmspc_missing", JSON, NEEDED, "\"fmspc\":\"AABBCCDDEEFF\",", ""),
    CHOSEN("tcb_fmspc_short", JSON, TYPED, "AABBCCDDEEFF", "AABBCCDDEE"),
    CHOSEN("tcb_fmspc_long", JSON, TYPED, "AABBCCDDEEFF", "AABBCCDDEEFF00"),
    CHOSEN("tcb_fmspc_no_hex", JSON, TYPED, "AABBCCDDEEFF", "AABBCCDDEEFG"),
    CHOSEN("tcb_fmspc_number", JSON, TYPED, "\"AABBCCDDEEFF\"", "5"),
    ROW("tcb_pceid_missing", JSON, NEEDED, "\"pceId\":\"0001\",", ""),
    CHOSEN("tcb_pceid_short", JSON, TYPED, "\"pceId\":\"0001\"", "\"pceId\":\"01\""),
    CHOSEN("tcb_pceid_long", JSON, TYPED, "\"pceId\":\"0001\"", "\"pceId\":\"000100\""),
    ROW("tcb_type_1", "tcb_type", "6.4: tcbType is 0", "\"tcbType\":0", "\"tcbType\":1"),
    CHOSEN("tcb_type_missing", JSON, NEEDED, "\"tcbType\":0,", ""),
    CHOSEN("tcb_type_string", JSON, TYPED, "\"tcbType\":0", "\"tcbType\":\"0\""),
    CHOSEN("tcb_number_missing", JSON, NEEDED, "\"tcbEvaluationDataNumber\":18,", ""),
    CHOSEN("tcb_number_string", JSON, TYPED, "DataNumber\":18", "DataNumber\":\"18\""),
    ROW("tcb_levels_missing", JSON, NEEDED, "\"tcbLevels\"", "\"unknown\""),
    ROW("tcb_levels_object", JSON, TYPED, "\"tcbLevels\":[", "\"tcbLevels\":{},\"x\":["),
    CHOSEN("tcb_level_number", JSON, TYPED, "\"tcbLevels\":[", "\"tcbLevels\":[5,"),
    CHOSEN("tcb_tcb_missing", JSON, NEEDED, "{\"tcb\":", "{\"unknown\":"),
    CHOSEN("tcb_pcesvn_missing", SVN, NEEDED, "\"pcesvn\":13,", ""),
    CHOSEN("tcb_date_missing", JSON, NEEDED, "\"tcbDate\":\"2025-06-01T00:00:00Z\",", ""),
    CHOSEN("tcb_status_missing", JSON, NEEDED, ",\"tcbStatus\":\"UpToDate\"", ""),
    CHOSEN("tcb_status_number", JSON, TYPED, "\"UpToDate\"", "0"),
    ROW("tcb_status_unknown", "status", STATUS, "\"UpToDate\"", "\"Fine\""),
    ROW("tcb_status_lower", "status", STATUS, "\"UpToDate\"", "\"uptodate\""),
    ROW("tcb_status_longer", "status", STATUS, "\"UpToDate\"", "\"UpToDate \""),
    ROW("tcb_status_empty", "status", STATUS, "\"UpToDate\"", "\"\""),
    ROW("tcb_status_relaunch", "status", STATUS, "\"UpToDate\"", "\"TDRelaunchAdvised\""),
    CHOSEN("tcb_advisories_string", JSON, TYPED, "\"UpToDate\"",
           "\"UpToDate\",\"advisoryIDs\":\"A\""),
    CHOSEN("tcb_advisories_numbers", JSON, TYPED, "\"UpToDate\"",
           "\"UpToDate\",\"advisoryIDs\":[5]"),
    FINE("tcb_advisories_empty", "6.1: advisoryIDs may be empty", "\"UpToDate\"",
         "\"UpToDate\",\"advisoryIDs\":[]"),
    CHOSEN("tcb_module_mrsigner_short", JSON, TYPED, "\"mrsigner\":\"00", "\"mrsigner\":\""),
    CHOSEN("tcb_module_attributes_long", JSON, TYPED, "\"attributes\":\"00",
           "\"attributes\":\"0000"),
    CHOSEN("tcb_module_mask_missing", JSON, NEEDED, "\"attributesMask\"", "\"unknown\""),
    FINE("tcb_unknown_members", "5: unknown fields are ignored", "{",
         "{\"unknown\":{\"a\":[null,true,-1.5e3]},"),
    FINE("tcb_component_names", "6.1: category and type are informational", "{\"svn\":5}",
         "{\"svn\":5,\"category\":\"BIOS\",\"type\":\"Early Microcode Update\"}"),
    FINE("tcb_fmspc_lower", "5: hex of either case", "AABBCCDDEEFF", "aabbccddeeff"),
    FINE("tcb_mask_lower", "5: hex of either case", "FFFFFFFFFFFFFFFF", "ffffffffffffffff"),
    FINE("tcb_date_leap_day", DATE, "2025-06-01T", "2024-02-29T"),
};

static const struct test_case CASES_NUMBERS[] = {
    ROW("svn_256", SVN, RANGE, FIRST, FIRST_IS "256}"),
    ROW("svn_negative", SVN, RANGE, FIRST, FIRST_IS "-1}"),
    ROW("svn_string", SVN, RANGE, FIRST, FIRST_IS "\"5\"}"),
    CHOSEN("svn_fraction", SVN, RANGE, FIRST, FIRST_IS "5.0}"),
    CHOSEN("svn_exponent", SVN, RANGE, FIRST, FIRST_IS "5e0}"),
    CHOSEN("svn_negative_zero", SVN, RANGE, FIRST, FIRST_IS "-0}"),
    CHOSEN("svn_null", SVN, RANGE, FIRST, FIRST_IS "null}"),
    CHOSEN("svn_missing", SVN, RANGE, FIRST, "\"sgxtcbcomponents\":[{}"),
    ROW("svn_wraps_8", SVN, RANGE, FIRST, FIRST_IS "261}"),
    ROW("svn_wraps_32", SVN, RANGE, FIRST, FIRST_IS "4294967301}"),
    CHOSEN("svn_wraps_64", SVN, RANGE, FIRST, FIRST_IS "18446744073709551621}"),
    ROW("svn_tdx_256", SVN, RANGE, TDX_ONE, TDX_IS "256}"),
    ROW("svn_tdx_string", SVN, RANGE, TDX_ONE, TDX_IS "\"5\"}"),
    CHOSEN("svn_tdx_fraction", SVN, RANGE, TDX_ONE, TDX_IS "5.0}"),
    CHOSEN("pcesvn_too_big", SVN, RANGE, "\"pcesvn\":13", "\"pcesvn\":65536"),
    CHOSEN("pcesvn_wraps", SVN, RANGE, "\"pcesvn\":13", "\"pcesvn\":65549"),
    CHOSEN("pcesvn_below_0", SVN, RANGE, "\"pcesvn\":13", "\"pcesvn\":-1"),
    CHOSEN("pcesvn_string", SVN, RANGE, "\"pcesvn\":13", "\"pcesvn\":\"13\""),
    CHOSEN("pcesvn_fraction", SVN, RANGE, "\"pcesvn\":13", "\"pcesvn\":13.0"),
    ROW("components_17", SVN, SIXTEEN, FIRST, FIRST ",{\"svn\":5}"),
    ROW("components_15", SVN, SIXTEEN, FIRST ",", "\"sgxtcbcomponents\":["),
    ROW("components_tdx_17", SVN, SIXTEEN, TDX_ONE, TDX_ONE ",{\"svn\":0}"),
    ROW("components_tdx_15", SVN, SIXTEEN, TDX_ONE ",", "\"tdxtcbcomponents\":["),
    CHOSEN("components_17_behind", SVN, SIXTEEN, "],\"pcesvn\"", ",{\"svn\":0}],\"pcesvn\""),
    CHOSEN("components_missing", SVN, SIXTEEN, "\"sgxtcbcomponents\"", "\"unknown\""),
    CHOSEN("components_tdx_missing", SVN, SIXTEEN, "\"tdxtcbcomponents\"", "\"unknown\""),
    CHOSEN("components_numbers", SVN, SIXTEEN, FIRST, "\"sgxtcbcomponents\":[5"),
};

#define DATED "\"issueDate\":\"2026-01-01T00:00:00Z\""

static const struct {
    const char *name;
    const char *date;
} DATES[] = {
    {"space", "2026-01-01 00:00:00Z"},        {"offset", "2026-01-01T00:00:00+00:00"},
    {"fraction", "2026-01-01T00:00:00.000Z"}, {"no_zone", "2026-01-01T00:00:00"},
    {"lower_t", "2026-01-01t00:00:00Z"},      {"lower_z", "2026-01-01T00:00:00z"},
    {"no_seconds", "2026-01-01T00:00Z"},      {"date_alone", "2026-01-01"},
    {"one_digit", "2026-1-01T00:00:00Z"},     {"space_digit", "2026-01-01T 0:00:00Z"},
    {"plus_year", "+026-01-01T00:00:00Z"},    {"month_0", "2025-00-01T00:00:00Z"},
    {"month_13", "2025-13-01T00:00:00Z"},     {"day_0", "2025-12-00T00:00:00Z"},
    {"day_31", "2025-11-31T00:00:00Z"},       {"no_leap_day", "2025-02-29T00:00:00Z"},
    {"hour_24", "2025-12-31T24:00:00Z"},      {"minute_60", "2025-12-31T23:60:00Z"},
    {"second_60", "2025-12-31T23:59:60Z"},    {"trailing", "2026-01-01T00:00:00Z "},
    {"leading", " 2026-01-01T00:00:00Z"},     {"empty", ""},
};

static void add_dates(struct case_list *to, const char *document, const char *category,
                      void (*change)(struct platform *p, const struct test_case *c))
{
    for (size_t i = 0; i < COUNT(DATES); i++) {
        struct test_case one = {
            .name = case_name("%s_date_%s", document, DATES[i].name),
            .group = "json",
            .category = category,
            .rule = DATE,
            .change = change,
            .from = DATED,
            .to = case_name("\"issueDate\":\"%s\"", DATES[i].date),
        };
        case_add(to, &one);
    }
}

static void version_2(struct platform *p, const struct test_case *c)
{
    p->tcb_info.version = 2;
    p->tcb_info.id = c->number == 0 ? NULL : "SGX";
    if (c->from != NULL) {
        change_tcb_info(p, c);
    }
}

#define OLD(n, c, f, t)                                                                            \
    REFUSED(n, c, RANGE, .base = SGX_V3, .change = version_2, .from = f, .to = t)

static const struct test_case CASES_VERSION_2[] = {
    ACCEPTED("tcb_v2", "16: version 2 for SGX", .base = SGX_V3, .change = version_2),
    ACCEPTED("tcb_v2_quote_v4", "16: version 2 for SGX", .base = SGX_V4, .change = version_2),
    REFUSED("tcb_v2_with_id", ID, "16: version 2 has no id", .base = SGX_V3, .change = version_2,
            .number = 1),
    OLD("tcb_v2_svn_256", SVN, "comp01svn\":5", "comp01svn\":256"),
    OLD("tcb_v2_svn_string", SVN, "comp16svn\":20", "comp16svn\":\"20\""),
    OLD("tcb_v2_svn_missing", SVN, ",\"sgxtcbcomp16svn\":20", ""),
    OLD("tcb_v2_level_too_high", "no_tcb_level", "comp16svn\":20", "comp16svn\":21"),
    OLD("tcb_v2_pcesvn_too_high", "no_tcb_level", "\"pcesvn\":13", "\"pcesvn\":14"),
    OLD("tcb_v2_with_arrays", SVN, "\"sgxtcbcomp01svn\":5,", "\"sgxtcbcomponents\":[],"),
    REFUSED("tcb_v3_id_tdx_for_sgx", ID, "6.4: the id is the TEE's", .base = SGX_V3,
            .change = change_tcb_info, .from = "\"id\":\"SGX\"", .to = "\"id\":\"TDX\""),
    REFUSED("tcb_version_4_sgx", "tcb_info_version", "16: version 2 or 3", .base = SGX_V3,
            .change = change_tcb_info, .from = "\"version\":3", .to = "\"version\":4"),
    REFUSED("tcb_type_1_sgx", "tcb_type", "6.4: tcbType is 0", .base = SGX_V3,
            .change = change_tcb_info, .from = "\"tcbType\":0", .to = "\"tcbType\":1"),
};

void cases_tcb_info(struct case_list *to)
{
    case_add_all(to, "tcb_info", CASES_MEMBERS, COUNT(CASES_MEMBERS));
    case_add_all(to, "tcb_info", CASES_NUMBERS, COUNT(CASES_NUMBERS));
    case_add_all(to, "tcb_info", CASES_VERSION_2, COUNT(CASES_VERSION_2));
    add_dates(to, "tcb_info", JSON, change_tcb_info);
    add_dates(to, "qe_identity", "qe_identity_json", change_qe_identity);
}
