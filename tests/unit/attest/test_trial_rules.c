/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/app.h"
#include "base/mem.h"
#include "machine.h"

/* Each row of the tables that judge a machine: what only that row sees. */

#define HASH "abababababababababababababababababababababababababababababababab"

static void expect(struct machine *m, enum check_id id, enum check_result result,
                   const char *in_detail)
{
    const struct check *check = machine_judge(m, id);
    cr_expect_eq(check->result, result, "%s: %s: %s", check->name, check_result_word(check->result),
                 check->detail);
    cr_expect_not_null(strstr(check->detail, in_detail), "%s: %s", check->name, check->detail);
}

/* The events of the boot beside those that every machine has. */
static const struct {
    const char *name, *payload;
} boot_events[] = {
    {"rootfs-hash", HASH},     {"mr-kms", HASH},          {"os-image-hash", HASH},
    {"gpu-policy-hash", HASH}, {"gpu-attestation", "00"}, {"storage-fs", "7a6673"},
};

Test(trial_rules, no_boot_event_twice)
{
    for (size_t i = 0; i < COUNT(boot_events); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        (void)machine_add(&m, boot_events[i].name, boot_events[i].payload);
        machine_boot(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "7 events");
        AUTO(machine_done) struct machine other;
        machine_start(&other);
        (void)machine_add(&other, boot_events[i].name, boot_events[i].payload);
        (void)machine_add(&other, boot_events[i].name, boot_events[i].payload);
        machine_boot(&other);
        expect(&other, CHECK_LOG_BOOT, RESULT_FAIL, "it is there twice");
    }
}

Test(trial_rules, marks_of_the_boot_are_empty)
{
    static const char *const marks[] = {"system-preparing", "boot-mr-done"};
    for (size_t i = 0; i < COUNT(marks); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        machine_boot(&m);
        machine_event(&m, marks[i])->payload = machine_hex(&m, "00");
        machine_seal(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "its payload has 1 bytes, not 0");
    }
}

Test(trial_rules, late_events_are_known_by_name)
{
    for (size_t i = 0; i < COUNT(boot_events); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        machine_boot(&m);
        (void)machine_add(&m, boot_events[i].name, boot_events[i].payload);
        machine_seal(&m);
        expect(&m, CHECK_LOG_LATE, RESULT_WARN, boot_events[i].name);
    }
    /* In RTMR1 it is no event of the running system. */
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct event *event = machine_add(&m, "rootfs-hash", HASH);
    event->rtmr = 1;
    event->has_digest = true;
    machine_seal(&m);
    expect(&m, CHECK_LOG_LATE, RESULT_PASS, "0 events");
}

/* In version 2 the name has an end. */
Test(trial_rules, a_colon_in_a_name_of_version_2)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    struct event *event = machine_add(&m, "a:b", "00");
    struct buf preimage = buf_start(KIB);
    event->version = 2;
    cr_assert(event_preimage(event, &preimage));
    event->has_preimage = true;
    event->preimage = keep_buf(&m.evidence.keep, &preimage);
    machine_boot(&m);
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "8 events");
    expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "7 events");
}

/* A list that stands for the log has no preimages. */
Test(trial_rules, preimages_are_of_logs)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct event_log *log = &m.evidence.log;
    machine_event(&m, "compose-hash")->version = 2;
    machine_seal(&m);
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "has no preimage");
    m.evidence.has_runtime_log = true;
    for (size_t i = 3; i < log->n; i++) {
        cr_assert(event_log_add(&m.evidence.runtime_log, &log->events[i]));
    }
    log->n = 3;
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "7 events");
}

/* Registers that are zero were extended with nothing. */
Test(trial_rules, an_empty_register_needs_no_events)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    m.evidence.log.events[1].rtmr = 2;
    machine_seal(&m);
    expect(&m, CHECK_LOG_RTMR1, RESULT_PASS, "0 events");
    machine_field(&m, TD_RTMR1)[7] = 1;
    expect(&m, CHECK_LOG_RTMR1, RESULT_SKIP, "leaves its events out");
}

/* A wrong digest is enough for nothing of the app to count. */
Test(trial_rules, why_the_log_is_not_proved)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    expect(&m, CHECK_APP_ID, RESULT_PASS, "");
    machine_event(&m, "boot-mr-done")->has_digest = true;
    expect(&m, CHECK_APP_ID, RESULT_UNDECIDED, "see log.digests");
    machine_event(&m, "boot-mr-done")->has_digest = false;
    machine_field(&m, TD_RTMR3)[0] ^= 1;
    expect(&m, CHECK_APP_ID, RESULT_UNDECIDED, "see log.rtmr3");
    machine_event(&m, "boot-mr-done")->name = text_of("app-id");
    machine_seal(&m);
    expect(&m, CHECK_APP_ID, RESULT_UNDECIDED, "see log.boot_events");
}

Test(trial_rules, a_wrong_digest_shows_the_right_one)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct event *event = machine_event(&m, "boot-mr-done");
    event->has_digest = true;
    const struct check *check = machine_judge(&m, CHECK_LOG_DIGESTS);
    cr_expect_eq(strlen(check->expected), 96);
    cr_expect_eq(strspn(check->actual, "0"), 96);
    event->has_digest = false;
    event->has_preimage = true;
    check = machine_judge(&m, CHECK_LOG_DIGESTS);
    cr_expect_eq(check->result, RESULT_FAIL);
    cr_expect_str_empty(check->expected);
}

Test(trial_rules, what_the_app_takes_from_the_log)
{
    static const struct {
        const char *name;
        enum app_key key;
    } cases[] = {{"rootfs-hash", APP_KEY_ROOTFS_HASH},
                 {"mr-kms", APP_KEY_MR_KMS},
                 {"os-image-hash", APP_KEY_OS_IMAGE_HASH}};
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        (void)machine_add(&m, cases[i].name, HASH);
        machine_boot(&m);
        (void)machine_judge(&m, CHECK_LOG_BOOT);
        cr_expect(bytes_equal(m.report->app->value[cases[i].key], machine_hex(&m, HASH)), "%s",
                  cases[i].name);
    }
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    (void)machine_add(&m, "storage-fs", "7a6673");
    machine_boot(&m);
    (void)machine_judge(&m, CHECK_LOG_BOOT);
    cr_expect(text_is(m.report->app->storage_fs, "zfs"));
}

/* Name and id are texts of a JSON object, or not there. */
Test(trial_rules, key_providers_that_say_nothing)
{
    static const struct {
        const char *payload, *name, *id;
    } cases[] = {
        {"{\"name\":\"kms\",\"id\":\"01\"}", "kms", "01"},
        {"{\"name\":1,\"id\":\"01\"}", "", "01"},
        {"{\"name\":\"kms\",\"id\":[]}", "kms", ""},
        {"{\"name\":\"kms\"}", "kms", ""},
        {"{\"id\":\"01\"}", "", "01"},
        {"[\"name\"]", "", ""},
        {"kms", "", ""},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        machine_boot(&m);
        machine_event(&m, "key-provider")->payload = text_bytes(text_of(cases[i].payload));
        machine_seal(&m);
        (void)machine_judge(&m, CHECK_LOG_BOOT);
        cr_expect(text_is(m.report->app->key_provider, cases[i].name), "%zu", i);
        cr_expect(text_is(m.report->app->key_provider_id, cases[i].id), "%zu", i);
        cr_expect(text_is(m.report->app->key_provider_info, cases[i].payload), "%zu", i);
    }
}

/* Finding and check */

static void run_compose(struct machine *m, const char *text)
{
    struct sha256 hash = sha256_of(text_bytes(text_of(text)));
    machine_start(m);
    machine_boot(m);
    machine_event(m, "compose-hash")->payload = keep_copy(&m->evidence.keep, BYTES_OF(hash.at));
    machine_seal(m);
    m->evidence.app_compose = text_of(text);
}

#define PINNED "x@sha256:" HASH
#define APP(compose)                                                                               \
    "{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"docker-compose\","                      \
    "\"docker_compose_file\":\"" compose "\",\"public_logs\":false,\"public_sysinfo\":false}"
#define SERVICE(more) APP("services:\\n  web:\\n    image: " PINNED "\\n" more)

Test(trial_rules, each_finding_has_its_check)
{
    enum { IMAGES = 1, LOGS = 2, RIGHTS = 4 };
    static const struct {
        const char *text;
        unsigned concerns;
    } cases[] = {
        {SERVICE(""), 0},
        {APP("[]"), IMAGES | RIGHTS},
        {SERVICE("    extends:\\n      file: other.yml\\n"), IMAGES | RIGHTS},
        {APP("services:\\n  web:\\n    image: x\\n"), IMAGES},
        {APP("services:\\n  web:\\n    image: ${IMAGE}\\n"), IMAGES},
        {APP("services:\\n  web:\\n    build: .\\n"), IMAGES},
        {SERVICE("    build:\\n"), 0},
        {SERVICE("    extends:\\n      file:\\n"), 0},
        {APP("include:\\nservices:\\n  web:\\n    image: " PINNED "\\n"), 0},
        {APP("include: other.yml\\n"), IMAGES | RIGHTS},
        {SERVICE("    volumes: ['/}/..:/host']\\n"), RIGHTS},
        {SERVICE("    privileged: true\\n"), RIGHTS},
        {SERVICE("    pid: host\\n"), RIGHTS},
        {SERVICE("    network_mode: host\\n"), RIGHTS},
        {SERVICE("    volumes: ['/:/host']\\n"), RIGHTS},
        {SERVICE("    volumes: ['/var/run/docker.sock:/s']\\n"), RIGHTS},
        {SERVICE("    volumes: ['$PLACE:/s']\\n"), RIGHTS},
        {"{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"bash\",\"bash_script\":"
         "\"docker run x\",\"public_logs\":false,\"public_sysinfo\":false}",
         IMAGES},
        {"{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"bash\",\"bash_script\":"
         "\"docker run --privileged " PINNED "\",\"public_logs\":false,\"public_sysinfo\":false}",
         RIGHTS},
        {"{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"bash\",\"public_logs\":true,"
         "\"public_sysinfo\":false}",
         LOGS},
        {"{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"bash\",\"public_logs\":false,"
         "\"public_sysinfo\":true}",
         LOGS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        run_compose(&m, cases[i].text);
        cr_expect_eq(machine_judge(&m, CHECK_APP_COMPOSE_HASH)->result, RESULT_PASS);
        const struct check *of = m.report->checks.of;
        cr_expect_eq(of[CHECK_APP_IMAGES].result,
                     cases[i].concerns & IMAGES ? RESULT_WARN : RESULT_PASS, "%zu: %s", i,
                     of[CHECK_APP_IMAGES].detail);
        cr_expect_eq(of[CHECK_APP_LOGS].result,
                     cases[i].concerns & LOGS ? RESULT_WARN : RESULT_PASS, "%zu: %s", i,
                     of[CHECK_APP_LOGS].detail);
        cr_expect_eq(of[CHECK_APP_PRIVILEGED].result,
                     cases[i].concerns & RIGHTS ? RESULT_WARN : RESULT_PASS, "%zu: %s", i,
                     of[CHECK_APP_PRIVILEGED].detail);
    }
}

/* The first one is named, and how many there are. */
Test(trial_rules, several_findings)
{
    AUTO(machine_done) struct machine m;
    run_compose(&m, APP("services:\\n  a:\\n    image: first\\n  b:\\n    image: second\\n"));
    expect(&m, CHECK_APP_IMAGES, RESULT_WARN, "line 3, 'a'");
    cr_expect_not_null(strstr(m.report->checks.of[CHECK_APP_IMAGES].detail, "(and 1 more)"));
    AUTO(machine_done) struct machine one;
    run_compose(&one, APP("services:\\n  a:\\n    image: first\\n"));
    cr_expect_null(strstr(machine_judge(&one, CHECK_APP_IMAGES)->detail, "more"));
    expect(&one, CHECK_APP_COMPOSE, RESULT_SKIP, "no docker-compose file was given");
    cr_expect_eq(one.report->differences.len, 0);
}

/* Another machine's log beside a quote: what was asked for stays open, the rest is skipped. */
Test(trial_rules, files_for_a_machine_without_dstack)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    m.evidence.kind = EVIDENCE_TDX_QUOTE;
    expect(&m, CHECK_APP_COMPOSE, RESULT_SKIP, "no docker-compose file was given");
    m.options.app.app_compose = text_of(machine_compose);
    m.options.app.compose = text_of("services:");
    expect(&m, CHECK_APP_FILE, RESULT_UNDECIDED, "no dstack events");
    expect(&m, CHECK_APP_COMPOSE, RESULT_UNDECIDED, "no dstack events");
    expect(&m, CHECK_APP_ID, RESULT_SKIP, "no dstack events");
    m.evidence.has_log = false;
    expect(&m, CHECK_APP_ID, RESULT_UNDECIDED, "no event log");
    AUTO(machine_done) struct machine booted;
    machine_start(&booted);
    machine_boot(&booted);
    booted.evidence.kind = EVIDENCE_TDX_QUOTE;
    machine_field(&booted, TD_RTMR3)[0] ^= 1;
    expect(&booted, CHECK_APP_ID, RESULT_UNDECIDED, "see log.rtmr3");
}

/* Claims */

static void claim(struct machine *m, const char *key, struct bytes value)
{
    m->evidence.n_claims = 0;
    evidence_claim(&m->evidence, key, text_of("c"), value);
}

Test(trial_rules, claims_of_names_that_nothing_proves)
{
    static const char info[] = "{\"name\":\"kms\",\"id\":\"0102030405\"}";
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    claim(&m, "key_provider_info", text_bytes(text_of(info)));
    cr_expect_str_eq(machine_judge(&m, CHECK_DOCUMENT_CLAIMS)->detail, "1 value agrees");
    claim(&m, "another", text_bytes(text_of(info)));
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_UNDECIDED, "nothing proves");
    /* The sum of the boot is one of mr_aggregated alone. */
    struct sha384 booted = event_log_replay_until(&m.evidence.log, "boot-mr-done");
    uint8_t registers[5][48];
    static const enum td_field fields[] = {TD_MRTD, TD_RTMR0, TD_RTMR1, TD_RTMR2};
    for (size_t i = 0; i < COUNT(fields); i++) {
        memcpy(registers[i], m.evidence.quote.td[fields[i]].at, 48);
    }
    memcpy(registers[4], booted.at, 48);
    memset(machine_field(&m, TD_MR_OWNER), 0, 48);
    memset(machine_field(&m, TD_MR_OWNER_CONFIG), 0, 48);
    struct sha256 sum = sha256_of(bytes_of(registers, sizeof registers));
    claim(&m, "mr_aggregated", BYTES_OF(sum.at));
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_PASS, "1 value agrees");
    claim(&m, "mr_key_provider", BYTES_OF(sum.at));
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_FAIL, "c is not what is proved");
    claim(&m, "key_provider_info", BYTES_OF(sum.at));
    expect(&m, CHECK_DOCUMENT_CLAIMS, RESULT_FAIL, "c is not what is proved");
}

Test(trial_rules, a_wrong_digest_of_version_2)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    struct event *event = machine_event(&m, "boot-mr-done");
    event->version = 2;
    event->has_digest = true;
    cr_expect_eq(strlen(machine_judge(&m, CHECK_LOG_DIGESTS)->expected), 96);
    event->version = 3;
    cr_expect_str_empty(machine_judge(&m, CHECK_LOG_DIGESTS)->expected);
}

/* Where there is no dstack, events of RTMR3 are nobody's. */
Test(trial_rules, other_types_without_dstack)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    struct event *event = machine_add(&m, "x", "00");
    event->type = 5;
    event->has_digest = true;
    machine_seal(&m);
    expect(&m, CHECK_LOG_DIGESTS, RESULT_SKIP, "no dstack events");
}

/* The sums of a quote that is not there are not made. */
Test(trial_rules, an_app_without_a_quote)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    m.evidence.has_quote = false;
    (void)machine_judge(&m, CHECK_LOG_BOOT);
    cr_expect(bytes_end(m.report->app->value[APP_KEY_MR_SYSTEM]));
    cr_expect_not(bytes_end(m.report->app->value[APP_KEY_COMPOSE_HASH]));
}

/* Every check above the platform that is listed was computed. */
Test(trial_rules, no_check_is_left_out)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    machine_boot(&m);
    (void)machine_judge(&m, CHECK_LOG_BOOT);
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        const struct check *check = &m.report->checks.of[id];
        enum check_group group = check_group((enum check_id)id);
        if (group != GROUP_HARDWARE && group != GROUP_ASKED && group != GROUP_RA_TLS) {
            cr_expect(report_lists(m.report, group));
            cr_expect_str_neq(check->detail, "could not be computed", "%s", check->name);
        }
    }
}
