/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* JSON itself, in both signed documents: what is edited is alike in both. */

#define NUMBER   "\"tcbEvaluationDataNumber\":18"
#define IS       "\"tcbEvaluationDataNumber\":"
#define STRICT   "5: JSON as RFC 8259 has it"
#define PLAIN    "16: integers are plain decimal"
#define ONCE     "5: no key is there twice"
#define IGNORED  "5: unknown fields are ignored"
#define RENDERED "5: a string means the same however it is escaped"

static const struct {
    const char *name;
    const char *rule;
    const char *from;
    const char *to;
    bool is_fine;
} EDITS[] = {
    {"number_fraction", PLAIN, NUMBER, IS "18.0", false},
    {"number_exponent", PLAIN, NUMBER, IS "18e0", false},
    {"number_string", PLAIN, NUMBER, IS "\"18\"", false},
    {"number_leading_zero", STRICT, NUMBER, IS "018", false},
    {"number_plus", STRICT, NUMBER, IS "+18", false},
    {"number_hex", STRICT, NUMBER, IS "0x12", false},
    {"number_negative", PLAIN, NUMBER, IS "-18", false},
    {"number_true", PLAIN, NUMBER, IS "true", false},
    {"key_twice", ONCE, NUMBER, NUMBER "," NUMBER, false},
    {"key_twice_escaped", ONCE, NUMBER, NUMBER ",\"tcbEvaluationDataN\\u0075mber\":18", false},
    {"key_twice_other_value", ONCE, NUMBER, IS "17," NUMBER, false},
    {"date_twice", ONCE, NUMBER, NUMBER ",\"nextUpdate\":\"2027-01-31T00:00:00Z\"", false},
    {"status_twice", ONCE, "\"tcbStatus\":\"UpToDate\"",
     "\"tcbStatus\":\"Revoked\",\"tcbStatus\":\"UpToDate\"", false},
    {"tcb_twice", ONCE, "{\"tcb\":", "{\"tcb\":{},\"tcb\":", false},
    {"unknown_twice", ONCE, NUMBER, NUMBER ",\"unknown\":1,\"unknown\":1", false},
    {"unknown_twice_deep", ONCE, NUMBER, NUMBER ",\"unknown\":{\"a\":1,\"a\":1}", false},
    {"trailing_object", STRICT, "\"UpToDate\"}]}", "\"UpToDate\"}]}{}", false},
    {"trailing_brace", STRICT, "\"UpToDate\"}]}", "\"UpToDate\"}]}}", false},
    {"trailing_letter", STRICT, "\"UpToDate\"}]}", "\"UpToDate\"}]}x", false},
    {"trailing_comma", STRICT, NUMBER, NUMBER ",", false},
    {"comment", STRICT, NUMBER, NUMBER "/* */", false},
    {"single_quotes", STRICT, NUMBER, "'unknown':1," NUMBER, false},
    {"bare_key", STRICT, NUMBER, "unknown:1," NUMBER, false},
    {"nan", STRICT, NUMBER, "\"unknown\":NaN," NUMBER, false},
    {"control_character", STRICT, NUMBER, "\"unknown\":\"\x01\"," NUMBER, false},
    {"raw_tab_in_string", STRICT, NUMBER, "\"unknown\":\"\t\"," NUMBER, false},
    {"bad_escape", STRICT, NUMBER, "\"unknown\":\"\\x\"," NUMBER, false},
    {"unknown_number_leading_zero", STRICT, NUMBER, "\"unknown\":01," NUMBER, false},
    {"unknown_number_bare_dot", STRICT, NUMBER, "\"unknown\":1.," NUMBER, false},
    {"unknown_values", IGNORED, NUMBER,
     "\"unknown\":[1.5,-2e+3,null,true,false,\"\\u00e9\\n\",{},[]]," NUMBER, true},
    {"key_escaped", RENDERED, "\"tcbStatus\":", "\"tcbStat\\u0075s\":", true},
    {"value_escaped", RENDERED, "\"UpToDate\"", "\"UpTo\\u0044ate\"", true},
    {"number_max", "6, 7: any evaluation data number", NUMBER, IS "4294967295", true},
    {"white_space", STRICT, NUMBER, " \t\r\n\"tcbEvaluationDataNumber\" \t\r\n: 18 ", true},
};

static void edit_tcb_info(struct platform *p, const struct test_case *c)
{
    edits_add(&p->tcb_info.edits, EDITS[c->number].from, EDITS[c->number].to);
}

static void edit_qe_identity(struct platform *p, const struct test_case *c)
{
    edits_add(&p->qe_identity.edits, EDITS[c->number].from, EDITS[c->number].to);
}

static void add_edit(struct case_list *to, size_t edit, bool is_tcb_info)
{
    struct test_case one = {
        .name = case_name("%s_json_%s", is_tcb_info ? "tcb_info" : "qe_identity", EDITS[edit].name),
        .group = "json",
        .rule = EDITS[edit].rule,
        .change = is_tcb_info ? edit_tcb_info : edit_qe_identity,
        .number = (long long)edit,
    };
    if (!EDITS[edit].is_fine) {
        one.category = is_tcb_info ? "tcb_info_json" : "qe_identity_json";
    }
    case_add(to, &one);
}

void cases_json(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(EDITS); i++) {
        add_edit(to, i, true);
        add_edit(to, i, false);
    }
}
