/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "policy/policy.h"

/* What policy_parse refuses, where it says that is, and what it says was meant. */
TestSuite(policy_refused);

static const struct {
    const char *text; /* behind "version = 1\n" */
    const char *fault;
    const char *hint;
} wrong[] = {
    {"x", "line 2, column 2: '=' is missing behind the key", ""},
    {"a = 1", "line 2, column 1: unknown key 'a'", ""},
    {"hardware-only = true", "line 2, column 1: unknown key 'hardware-only'",
     "did you mean hardware_only?"},
    {"mrtd = \"00\"", "line 2, column 1: unknown key 'mrtd'", "it belongs in [measurements]"},
    {"app = 1", "line 2, column 7: 'app' has to be a table, not an integer", ""},
    {"[[app]]", "line 2, column 3: 'app' has to be a table, not an array", ""},
    {"[measuremints]", "line 2, column 2: unknown section [measuremints]",
     "did you mean measurements?"},
    {"[x]", "line 2, column 2: unknown section [x]", ""},
    {"[\"\\u001b\"]", "line 2, column 2: unknown section [\\x1b]", ""},
    {"[app]\nmrtd = \"00\"", "line 3, column 1: unknown key 'mrtd' in [app]",
     "it belongs in [measurements]"},
    {"[measurements]\napp_id = \"00\"", "line 3, column 1: unknown key 'app_id' in [measurements]",
     "it belongs in [app]"},
    {"[measurements]\nreport_data = \"00\"",
     "line 3, column 1: unknown key 'report_data' in [measurements]", "it belongs in [binding]"},
    {"[measurements]\nmrdt = \"00\"", "line 3, column 1: unknown key 'mrdt' in [measurements]",
     "did you mean mrtd?"},
    {"[tcb]\nmin_dat = 2025-01-01", "line 3, column 1: unknown key 'min_dat' in [tcb]",
     "did you mean min_date?"},
    {"[app.app_id]",
     "line 2, column 6: 'app_id' has to be hex in quotes, or a list of those, not "
     "a table",
     ""},
    {"hardware_only = 1",
     "line 2, column 17: 'hardware_only' has to be true or false, not an "
     "integer",
     ""},
    {"hardware_only = \"true\"",
     "line 2, column 17: 'hardware_only' has to be true or false, not a string", ""},
    {"[tcb]\nallow = [\"UpToDat\"]", "line 3, column 10: unknown TCB status 'UpToDat'",
     "did you mean UpToDate?"},
    {"[tcb]\nallow = \"Revoked\"", "line 3, column 9: 'Revoked' cannot be allowed", ""},
    {"[tcb]\nallow = [\"OutOfDate\", \"NotSupported\"]",
     "line 3, column 23: 'NotSupported' cannot be allowed", ""},
    {"[tcb]\nallow = []", "line 3, column 9: 'allow' is an empty list", ""},
    {"[tcb]\nallow = true",
     "line 3, column 9: 'allow' has to be a TCB status in quotes, or a list "
     "of those, not a boolean",
     ""},
    {"[tcb]\nallow = [[\"OutOfDate\"]]",
     "line 3, column 10: 'allow' has to be a TCB status in quotes, or a list of those, not an "
     "array",
     ""},
    {"[tcb]\nadvisories = \"\"", "line 3, column 14: '' is no id of an advisory", ""},
    {"[tcb]\nadvisories = []", "line 3, column 14: 'advisories' is an empty list", ""},
    {"[tcb]\nadvisories = [\"A\", 1]",
     "line 3, column 20: 'advisories' has to be an advisory's id in quotes, or a list of those, "
     "not "
     "an integer",
     ""},
    {"[tcb]\nmin_date = \"2025-01-01\"",
     "line 3, column 12: 'min_date' has to be a date like "
     "2025-01-01, without quotes, not a string",
     ""},
    {"[tcb]\nmin_date = 2025-01-01T00:00:00Z",
     "line 3, column 12: 'min_date' has to be a date like 2025-01-01, without quotes, not a date "
     "and time with an offset",
     ""},
    {"[tcb]\nmin_evaluation_data_number = -1",
     "line 3, column 30: 'min_evaluation_data_number' is out of range", ""},
    {"[tcb]\nmin_evaluation_data_number = 4294967296",
     "line 3, column 30: 'min_evaluation_data_number' is out of range", ""},
    {"[tcb]\nmin_evaluation_data_number = 1.0",
     "line 3, column 30: 'min_evaluation_data_number' has to be a number, not a float", ""},
    {"[td]\nallow_attributes = \"DEBUG\"",
     "line 3, column 20: TD attribute 'DEBUG' cannot be allowed", ""},
    {"[td]\nallow_attributes = [\"PKS\", \"MIGRATBLE\"]",
     "line 3, column 28: TD attribute 'MIGRATBLE' cannot be allowed", "did you mean MIGRATABLE?"},
    {"[measurements]\nmrtd = \"00\"", "line 3, column 8: 'mrtd' has to be 96 hex digits", ""},
    {"[measurements]\nmrsigner = "
     "[\"0000000000000000000000000000000000000000000000000000000000000000\", "
     "\"000000000000000000000000000000000000000000000000000000000000000g\"]",
     "line 3, column 81: 'mrsigner' has to be 64 hex digits", ""},
    {"[app]\napp_id = [\"00\"]", "line 3, column 11: 'app_id' has to be 40 hex digits", ""},
    {"[app]\napp_id = []", "line 3, column 10: 'app_id' is an empty list", ""},
    {"[kms]\nkey_provider = \"KMS\"", "line 3, column 16: unknown key provider 'KMS'", ""},
    {"[kms]\nroot = \"\"", "line 3, column 8: 'root' has to be hex of 1 to 512 bytes", ""},
    {"[kms]\nroot = [\"30\", \"3\"]", "line 3, column 15: 'root' has to be hex of 1 to 512 bytes",
     ""},
    {"[binding]\nreport_data = \"0\"",
     "line 3, column 15: 'report_data' has to be hex of 1 to 64 bytes in quotes", ""},
    {"[binding]\nreport_data = [\"00\"]",
     "line 3, column 15: 'report_data' has to be hex of 1 to 64 bytes in quotes, not an array", ""},
    {"[app]\npublic_logs = false\npublic_logs = false",
     "line 4, column 1: 'public_logs' is there already, on line 3", ""},
};

Test(policy_refused, with_line_column_and_what_was_meant)
{
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(policy_done) struct policy policy;
        AUTO(buf_done) struct buf in = buf_start(4 * KIB);
        struct err e = {0};
        buf_printf(&in, "version = 1\n%s", wrong[i].text);
        cr_expect_not(policy_parse(buf_view(&in), &policy, &e), "%s", wrong[i].text);
        cr_expect_eq(e.kind, ERR_MALFORMED, "%s", wrong[i].text);
        cr_expect_str_eq(e.text, wrong[i].fault);
        cr_expect_str_eq(e.hint, wrong[i].hint, "%s", wrong[i].text);
    }
}

static void expect_version_refused(const char *text, const char *fault)
{
    AUTO(policy_done) struct policy policy;
    struct err e = {0};
    cr_expect_not(policy_parse(text_bytes(text_of(text)), &policy, &e), "%s", text);
    cr_expect_str_eq(e.text, fault);
}

Test(policy_refused, other_versions)
{
    expect_version_refused("", "line 1, column 1: 'version = 1' is missing");
    expect_version_refused("[tcb]\nversion = 1", "line 1, column 1: 'version = 1' is missing");
    expect_version_refused("version = 2", "line 1, column 11: version 2 is not known");
    expect_version_refused("version = \"1\"",
                           "line 1, column 11: 'version' has to be 1, not a string");
}

Test(policy_refused, report_data_of_more_than_64_bytes)
{
    AUTO(buf_done) struct buf in = buf_start(4 * KIB);
    buf_text(&in, "version = 1\nbinding.report_data = \"");
    buf_repeat(&in, 'a', 130);
    buf_char(&in, '"');
    AUTO(policy_done) struct policy policy;
    struct err e = {0};
    cr_expect_not(policy_parse(buf_view(&in), &policy, &e));
    cr_expect_str_eq(e.text, "line 2, column 23: 'report_data' has to be hex of 1 to 64 bytes in "
                             "quotes");
}

Test(policy_refused, bindings_of_a_size_that_there_is_not)
{
    static const char *const bindings[] = {"address = \"00\"", "public_key = \"00\"",
                                           "tls_key = \"00\"", "address = \"\"", "address = 1"};
    for (size_t i = 0; i < COUNT(bindings); i++) {
        AUTO(policy_done) struct policy policy;
        AUTO(buf_done) struct buf in = buf_start(4 * KIB);
        struct err e = {0};
        buf_printf(&in, "version = 1\n[binding]\n%s", bindings[i]);
        cr_expect_not(policy_parse(buf_view(&in), &policy, &e), "%s", bindings[i]);
        cr_expect(text_starts(text_of(e.text), "line 3, column "), "%s", e.text);
        cr_expect_eq(e.kind, ERR_MALFORMED);
    }
}
