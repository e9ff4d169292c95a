/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/app.h"
#include "base/hex.h"
#include "base/mem.h"
#include "cases.h"
#include "machine.h"

/* The app-compose and what is expected of the app. */

#define OTHER_ID "a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9a9"

static void expect(struct machine *m, enum check_id id, enum check_result result,
                   const char *in_detail)
{
    const struct check *check = machine_judge(m, id);
    cr_expect_eq(check->result, result, "%s: %s: %s", check->name, check_result_word(check->result),
                 check->detail);
    cr_expect_not_null(strstr(check->detail, in_detail), "%s: %s", check->name, check->detail);
}

static void boot(struct machine *m)
{
    machine_start(m);
    machine_boot(m);
    m->evidence.app_compose = text_of(machine_compose);
}

static void break_log(struct machine *m)
{
    machine_field(m, TD_RTMR3)[0] ^= 1;
}

Test(trial_app, the_compose_of_the_document)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    expect(&m, CHECK_APP_COMPOSE_HASH, RESULT_PASS, "bytes");
    expect(&m, CHECK_APP_FILE, RESULT_SKIP, "no app-compose file");
    m.evidence.app_compose.len--;
    expect(&m, CHECK_APP_COMPOSE_HASH, RESULT_FAIL, "another app-compose was measured");
    m.evidence.app_compose = (struct text){NULL, 0};
    expect(&m, CHECK_APP_COMPOSE_HASH, RESULT_SKIP, "has no app-compose");
    m.evidence.app_compose = text_of(machine_compose);
    break_log(&m);
    expect(&m, CHECK_APP_COMPOSE_HASH, RESULT_UNDECIDED, "see log.rtmr3");
}

Test(trial_app, the_compose_that_was_handed_in)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    m.options.hardware_only = false;
    m.options.app.app_compose = text_of(machine_compose);
    expect(&m, CHECK_APP_FILE, RESULT_PASS, "bytes");
    expect(&m, CHECK_IDENTITY, RESULT_PASS, "1 compared");
    break_log(&m);
    expect(&m, CHECK_APP_FILE, RESULT_UNDECIDED, "see log.rtmr3");
    expect(&m, CHECK_IDENTITY, RESULT_UNDECIDED, "nothing");
    break_log(&m);
    AUTO(mem_freep) char *longer = text_dup(text_of(machine_compose));
    struct buf with_newline = buf_start(KIB);
    buf_printf(&with_newline, "%s\n", longer);
    m.options.app.app_compose = text_of_bytes(keep_buf(&m.evidence.keep, &with_newline));
    expect(&m, CHECK_APP_FILE, RESULT_FAIL, "another");
    cr_expect_not_null(strstr(m.report->checks.of[CHECK_APP_FILE].hint, "newline at its end"), "%s",
                       m.report->checks.of[CHECK_APP_FILE].hint);
    expect(&m, CHECK_IDENTITY, RESULT_PASS, "1 compared");
}

Test(trial_app, app_ids)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    expect(&m, CHECK_APP_ID, RESULT_PASS, "derived");
    machine_event(&m, "app-id")->payload = machine_hex(&m, OTHER_ID);
    machine_seal(&m);
    expect(&m, CHECK_APP_ID, RESULT_WARN, "an address");
    struct expectation expected;
    struct err e = {0};
    cr_assert(expectation_parse(text_of("app_id"), text_of(OTHER_ID), &expected, &e));
    m.options.expectations = &expected;
    m.options.n_expectations = 1;
    expect(&m, CHECK_APP_ID, RESULT_PASS, "the one that was expected");
    expected.value[0] ^= 1;
    expect(&m, CHECK_APP_ID, RESULT_WARN, "an address");
    cr_expect_eq(m.report->expectations[0].result, RESULT_FAIL);
    m.options.n_expectations = 0;
    machine_event(&m, "key-provider")->name = text_of("x");
    machine_seal(&m);
    expect(&m, CHECK_APP_ID, RESULT_WARN, "chosen by who deployed it");
}

#define COMPOSE "services:\n  web:\n    image: nginx\n    privileged: true\n"

Test(trial_app, the_docker_compose_file)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    m.options.hardware_only = false;
    m.options.app.compose = text_of(COMPOSE);
    m.options.app.compose_name = "docker-compose.yml";
    expect(&m, CHECK_APP_COMPOSE, RESULT_PASS, "bytes");
    expect(&m, CHECK_IDENTITY, RESULT_PASS, "1 compared");
    cr_expect_eq(m.report->differences.len, 0);
    m.options.app.compose = text_of("services:\n  web:\n    image: apache\n    privileged: true\n");
    expect(&m, CHECK_APP_COMPOSE, RESULT_FAIL, "differ from line 3 on");
    buf_char(&m.report->differences, 0);
    const char *diff = (const char *)m.report->differences.at;
    cr_expect_not_null(strstr(diff, "-    image: nginx\n+    image: apache\n"), "%s", diff);
    cr_expect_not_null(strstr(diff, "docker-compose.yml"), "%s", diff);
    expect(&m, CHECK_IDENTITY, RESULT_PASS, "1 compared");

    m.evidence.app_compose = (struct text){NULL, 0};
    expect(&m, CHECK_APP_COMPOSE, RESULT_UNDECIDED, "no app-compose that was measured");
    m.options.app.app_compose = text_of(machine_compose);
    expect(&m, CHECK_APP_COMPOSE, RESULT_FAIL, "line 3");
    break_log(&m);
    expect(&m, CHECK_APP_COMPOSE, RESULT_UNDECIDED, "see log.rtmr3");
}

Test(trial_app, a_measured_file_that_has_no_compose)
{
    /* sha256sum of the text, by coreutils */
    static const char text[] = "{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"bash\","
                               "\"bash_script\":\"true\"}";
    AUTO(machine_done) struct machine m;
    boot(&m);
    machine_event(&m, "compose-hash")->payload = machine_hex(
        &m, "a06697ed69ab1aeae21f22214558955b8dedb97e8b8e1e1987ea6cbff3085a88");
    machine_seal(&m);
    m.evidence.app_compose = text_of(text);
    m.options.app.compose = text_of(COMPOSE);
    expect(&m, CHECK_APP_COMPOSE, RESULT_FAIL, "has no docker_compose_file");
    /* and one that is none: sha256sum of two bytes */
    machine_event(&m, "compose-hash")->payload = machine_hex(
        &m, "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945");
    machine_seal(&m);
    m.evidence.app_compose = text_of("[]");
    expect(&m, CHECK_APP_COMPOSE, RESULT_UNDECIDED, "cannot be read");
    expect(&m, CHECK_APP_IMAGES, RESULT_WARN, "cannot be read");
    m.options.app.demand_images = true;
    expect(&m, CHECK_APP_IMAGES, RESULT_UNDECIDED, "cannot be read");
}

Test(trial_app, findings_warn_or_fail)
{
    static const enum check_id ids[] = {CHECK_APP_IMAGES, CHECK_APP_LOGS, CHECK_APP_PRIVILEGED};
    static const char *const details[] = {
        "docker_compose_file, line 3, 'web': the image has no digest",
        "public_logs: the logs of the containers are public",
        "docker_compose_file, line 4, 'web': the container is privileged",
    };
    AUTO(machine_done) struct machine m;
    boot(&m);
    for (size_t i = 0; i < COUNT(ids); i++) {
        struct app_options *app = &m.options.app;
        *app = (struct app_options){.demand_os = false};
        expect(&m, ids[i], RESULT_WARN, details[i]);
        app->demand_images = i == 0;
        app->demand_private = i == 1;
        app->demand_unprivileged = i == 2;
        for (size_t k = 0; k < COUNT(ids); k++) {
            expect(&m, ids[k], k == i ? RESULT_FAIL : RESULT_WARN, details[k]);
        }
    }
    m.evidence.app_compose.len--;
    expect(&m, CHECK_APP_PRIVILEGED, RESULT_UNDECIDED, "no app-compose that was measured");
    expect(&m, CHECK_APP_LOGS, RESULT_SKIP, "no app-compose that was measured");
}

/* Expectations on values of the app. */
static const struct check *judge_expectation(struct machine *m, const char *key, struct bytes value)
{
    AUTO(buf_done) struct buf hex = buf_start(KIB);
    struct err e = {0};
    static struct expectation expected;
    buf_hex(&hex, value);
    cr_assert(expectation_parse(text_of(key), buf_view_text(&hex), &expected, &e), "%s", e.text);
    m->options.expectations = &expected;
    m->options.n_expectations = 1;
    m->options.hardware_only = false;
    (void)machine_judge(m, CHECK_IDENTITY);
    return &m->report->expectations[0];
}

Test(trial_app, expectations)
{
    static const char *const keys[] = {"app_id",    "compose_hash",    "instance_id",
                                       "mr_system", "mr_key_provider", "mr_aggregated"};
    AUTO(machine_done) struct machine m;
    boot(&m);
    for (size_t i = 0; i < COUNT(keys); i++) {
        (void)machine_judge(&m, CHECK_IDENTITY);
        struct bytes value = m.report->app->value[app_key_find(text_of(keys[i]))];
        struct bytes copy = keep_copy(&m.evidence.keep, value);
        const struct check *check = judge_expectation(&m, keys[i], copy);
        cr_expect_eq(check->result, RESULT_PASS, "%s: %s", keys[i], check->detail);
        cr_expect_eq(m.report->checks.of[CHECK_IDENTITY].result, RESULT_PASS, "%s", keys[i]);
        uint8_t changed[32] = {0};
        check = judge_expectation(&m, keys[i], bytes_of(changed, copy.left));
        cr_expect_eq(check->result, RESULT_FAIL, "%s", keys[i]);
        break_log(&m);
        check = judge_expectation(&m, keys[i], copy);
        cr_expect_eq(check->result, RESULT_UNDECIDED, "%s", keys[i]);
        cr_expect_eq(check->actual[0], 0);
        break_log(&m);
    }
}

Test(trial_app, expectations_that_cannot_be_met)
{
    uint8_t value[32] = {1};
    AUTO(machine_done) struct machine m;
    boot(&m);
    const struct check *check = judge_expectation(&m, "mr_kms", BYTES_OF(value));
    cr_expect_eq(check->result, RESULT_FAIL);
    cr_expect_str_eq(check->detail, "the event log names no mr_kms");
    cr_expect_str_eq(check->name, "expect.mr_kms");
    m.evidence.has_log = false;
    check = judge_expectation(&m, "mr_kms", BYTES_OF(value));
    cr_expect_eq(check->result, RESULT_UNDECIDED);
    cr_expect_not_null(strstr(check->hint, "--event-log FILE"));
}

Test(trial_app, an_expectation_with_several_values)
{
    static const uint8_t others[2][64] = {{1}, {2}};
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct expectation expected = {.key = text_of("mr_owner"), .size = 48};
    expected.others = others;
    expected.n_others = 2;
    m.options.expectations = &expected;
    m.options.n_expectations = 1;
    memset(machine_field(&m, TD_MR_OWNER), 0, 48);
    for (unsigned i = 0; i < 4; i++) {
        machine_field(&m, TD_MR_OWNER)[0] = (uint8_t)i;
        (void)machine_judge(&m, CHECK_IDENTITY);
        cr_expect_eq(m.report->expectations[0].result, i < 3 ? RESULT_PASS : RESULT_FAIL, "%u", i);
    }
    cr_expect_str_eq(m.report->expectations[0].detail, "none of the 3 values that were expected");
}

Test(trial_app, a_device_is_no_identity)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct sha256 id = sha256_of(m.evidence.quote.header[HEADER_USER_DATA]);
    const struct check *check = judge_expectation(&m, "device_id", BYTES_OF(id.at));
    cr_expect_eq(check->result, RESULT_PASS);
    cr_expect_eq(m.report->checks.of[CHECK_IDENTITY].result, RESULT_UNDECIDED);
    /* SHA-256 of the PPID in the PCK certificate of tests/vectors/negative/valid_tdx_v4 */
    struct bytes other = machine_hex(
        &m, "bc1443a0d17aab2db1ea0302ef280717ac9a2f23355c5b649ea87d605430458d");
    check = judge_expectation(&m, "device_id", other);
    cr_expect_eq(check->result, RESULT_PASS, "%s", check->actual);
    id.at[0] ^= 1;
    cr_expect_eq(judge_expectation(&m, "device_id", BYTES_OF(id.at))->result, RESULT_FAIL);
}

Test(trial_app, sgx_measures_no_app)
{
    uint8_t value[32] = {1};
    AUTO(machine_done) struct machine m;
    boot(&m);
    AUTO(buf_done) struct buf quote = case_read("valid_sgx_v3", "quote.bin");
    struct err e = {0};
    cr_assert(quote_parse(buf_view(&quote), &m.evidence.quote, &e));
    m.options.app.app_compose = text_of(machine_compose);
    const struct check *check = judge_expectation(&m, "compose_hash", BYTES_OF(value));
    cr_expect_eq(check->result, RESULT_FAIL);
    cr_expect_str_eq(check->detail, "this quote is of SGX and has no compose_hash");
    expect(&m, CHECK_LOG_RTMR3, RESULT_SKIP, "SGX");
    expect(&m, CHECK_APP_FILE, RESULT_FAIL, "SGX");
}

Test(trial_app, keys)
{
    struct expectation out;
    struct err e = {0};
    cr_expect_eq(expectation_size(text_of("app_id")), 20);
    cr_expect_eq(expectation_size(text_of("os_image_hash")), 32);
    cr_expect_eq(expectation_size(text_of("app_ids")), 0);
    cr_expect_not(expectation_parse(text_of("composehash"), text_of("00"), &out, &e));
    cr_expect_str_eq(e.hint, "did you mean compose_hash?");
    cr_expect_not(expectation_parse(text_of("qqqqqqqqqqqq"), text_of("00"), &out, &e));
    cr_expect_str_eq(e.hint, "for example mrtd, rtmr3, mrenclave, mrsigner");
    for (unsigned key = 0; key < APP_KEY_COUNT; key++) {
        struct text word = text_of(app_key_word((enum app_key)key));
        cr_expect_eq(app_key_find(word), key);
        cr_expect_eq(expectation_size(word), app_key_size((enum app_key)key));
    }
    cr_expect_eq(app_key_find(text_of("mrtd")), APP_KEY_COUNT);
}

/* What a document claims. */
static void claim(struct machine *m, const char *key, const char *path, struct bytes value)
{
    evidence_claim(&m->evidence, key, text_of(path), value);
}

Test(trial_app, claims)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_SKIP, "nothing beside the quote");
    claim(&m, "rtmr1", "tcb_info.rtmr1", m.evidence.quote.td[TD_RTMR1]);
    claim(&m, "compose_hash", "compose_hash", machine_hex(&m, machine_compose_hash));
    claim(&m, "os_image_hash", "os_image_hash", machine_hex(&m, machine_compose_hash));
    claim(&m, "mr_kms", "mr_kms", bytes_of(NULL, 0));
    claim(&m, "key_provider_info", "key_provider_info",
          text_bytes(text_of("{\"name\":\"kms\",\"id\":\"0102030405\"}")));
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_PASS, "3 values agree; 1 not compared");
    struct claim *last = &m.evidence.claims[m.evidence.n_claims - 1];
    last->value.left--;
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_FAIL, "key_provider_info is not what is proved of");
    last->value.left++;
    claim(&m, "instance_id", "info.instance_id", machine_hex(&m, OTHER_ID));
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_FAIL, "info.instance_id is not what");
    cr_expect_str_eq(m.report->checks.of[CHECK_DOCUMENT_CLAIMS].actual, OTHER_ID);
    break_log(&m);
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_PASS, "1 value agrees; 4 not compared");
    m.evidence.has_quote = false;
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_UNDECIDED, "nothing proves what it says: 5 values");
}

Test(trial_app, claims_of_both_forms)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    (void)machine_judge(&m, CHECK_IDENTITY);
    const struct app *app = m.report->app;
    struct bytes whole = keep_copy(&m.evidence.keep, app->value[APP_KEY_MR_AGGREGATED]);
    claim(&m, "mr_aggregated", "a", whole);
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_PASS, "1 value agrees");
    struct sha384 booted = event_log_replay_until(&m.evidence.log, "boot-mr-done");
    struct sha256 of_boot = {{0}};
    uint8_t registers[5][48];
    for (size_t i = 0; i < 4; i++) {
        static const enum td_field fields[] = {TD_MRTD, TD_RTMR0, TD_RTMR1, TD_RTMR2};
        memcpy(registers[i], m.evidence.quote.td[fields[i]].at, 48);
    }
    memcpy(registers[4], booted.at, 48);
    memset(machine_field(&m, TD_MR_OWNER), 0, 48);
    memset(machine_field(&m, TD_MR_OWNER_CONFIG), 0, 48);
    of_boot = sha256_of(bytes_of(registers, sizeof registers));
    m.evidence.claims[0].value = BYTES_OF(of_boot.at);
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_PASS, "1 value agrees");
    of_boot.at[31] ^= 1;
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_FAIL, "a is not what is proved of mr_aggregated");
    memset(registers[4], 0, 32); /* no key provider */
    of_boot = sha256_of(bytes_of(registers, 4 * 48 + 32));
    m.evidence.claims[0].key = "mr_system";
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_PASS, "1 value agrees");
    m.evidence.claims[0].key = "mr_kms";
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_UNDECIDED, "nothing proves");
}
