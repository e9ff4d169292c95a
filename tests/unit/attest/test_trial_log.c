/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/aggregated.h"
#include "attest/app.h"
#include "base/hex.h"
#include "machine.h"

/* Logs that are not what the machine did: each attack, and the one check that sees it. */

static void expect(struct machine *m, enum check_id id, enum check_result result,
                   const char *in_detail)
{
    const struct check *check = machine_judge(m, id);
    cr_expect_eq(check->result, result, "%s: %s: %s", check->name, check_result_word(check->result),
                 check->detail);
    cr_expect_not_null(strstr(check->detail, in_detail), "%s: %s", check->name, check->detail);
}

static bool is_proved(const struct machine *m)
{
    return m->report->app != NULL && m->report->app->is_proved;
}

static void boot(struct machine *m)
{
    machine_start(m);
    machine_boot(m);
}

Test(trial_log, a_machine_as_it_should_be)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    expect(&m, CHECK_LOG_RTMR0, RESULT_PASS, "1 events");
    expect(&m, CHECK_LOG_RTMR1, RESULT_PASS, "1 events");
    expect(&m, CHECK_LOG_RTMR2, RESULT_PASS, "1 events");
    expect(&m, CHECK_LOG_RTMR3, RESULT_PASS, "7 events");
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "7 events, 7 of them without a digest");
    expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "6 events before system-ready");
    expect(&m, CHECK_LOG_LATE, RESULT_PASS, "0 events");
    expect(&m, CHECK_LOG_RUNTIME, RESULT_SKIP, "");
    cr_expect(is_proved(&m));
    const struct app *app = m.report->app;
    cr_expect(bytes_equal(app->value[APP_KEY_COMPOSE_HASH], machine_hex(&m, machine_compose_hash)));
    cr_expect_eq(app->value[APP_KEY_INSTANCE_ID].left, 20);
    cr_expect(text_is(app->key_provider, "kms") && text_is(app->key_provider_id, "0102030405"));
    cr_expect(bytes_end(app->value[APP_KEY_MR_KMS]) && bytes_end(app->value[APP_KEY_ROOTFS_HASH]));
}

Test(trial_log, each_register_counts)
{
    for (unsigned i = 0; i < RTMR_COUNT; i++) {
        AUTO(machine_done) struct machine m;
        boot(&m);
        machine_field(&m, (enum td_field)(TD_RTMR0 + i))[47] ^= 1;
        for (unsigned k = 0; k < RTMR_COUNT; k++) {
            const struct check *check = machine_judge(&m, (enum check_id)(CHECK_LOG_RTMR0 + k));
            cr_expect_eq(check->result, k == i ? RESULT_FAIL : RESULT_PASS, "%u %u", i, k);
        }
        cr_expect_eq(is_proved(&m), i != RTMR_RUNTIME);
        cr_expect_neq(m.report->verdict, VERDICT_VERIFIED);
    }
}

/* Of RTMR0 it may leave the ACPI tables, which other checks take from it. */
Test(trial_log, a_log_that_leaves_the_boot_out)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    m.evidence.log.events[0].rtmr = 3;
    expect(&m, CHECK_LOG_RTMR0, RESULT_SKIP, "leaves its events out");
    m.evidence.log.events[0].rtmr = 0;
    m.evidence.log.events[0].digest.at[0] ^= 1;
    expect(&m, CHECK_LOG_RTMR0, RESULT_FAIL, "1 events");
    /* The name came later than the type: EV_PLATFORM_CONFIG_FLAGS. */
    m.evidence.log.events[0].type = 10;
    expect(&m, CHECK_LOG_RTMR0, RESULT_SKIP, "leaves its events out");
    m.evidence.log.events[0].name = text_of("acpi-tables");
    expect(&m, CHECK_LOG_RTMR0, RESULT_SKIP, "leaves its events out");
    m.evidence.log.events[1].type = 10;
    m.evidence.log.events[1].name = text_of("acpi-tables");
    m.evidence.log.events[1].digest.at[0] ^= 1;
    expect(&m, CHECK_LOG_RTMR1, RESULT_FAIL, "1 events");
    /* RTMR3 never. */
    AUTO(machine_done) struct machine other;
    boot(&other);
    other.evidence.log.n = 3;
    expect(&other, CHECK_LOG_RTMR3, RESULT_FAIL, "0 events");
}

/* The event's own digest is the right one; only its payload is another. */
Test(trial_log, a_forged_payload_beside_the_right_digest)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct event *event = machine_event(&m, "compose-hash");
    event->has_digest = true;
    cr_assert(event_digest(event, &event->digest));
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "6 of them without a digest");
    cr_expect(is_proved(&m));
    machine_event(&m, "compose-hash")->payload = machine_hex(
        &m, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "event 5 'compose-hash': the digest");
    expect(&m, CHECK_LOG_RTMR3, RESULT_FAIL, "replay");
    cr_expect_not(is_proved(&m));
}

Test(trial_log, a_forged_payload_with_its_digest)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct event *event = machine_event(&m, "compose-hash");
    event->payload = machine_hex(
        &m, "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    event->has_digest = true;
    cr_assert(event_digest(event, &event->digest));
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "");
    expect(&m, CHECK_LOG_RTMR3, RESULT_FAIL, "replay");
    cr_expect_not(is_proved(&m));
}

Test(trial_log, a_wrong_digest_alone)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct event *event = machine_event(&m, "app-id");
    event->has_digest = true;
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "event 4 'app-id'");
    cr_expect_eq(m.report->checks.of[CHECK_LOG_RTMR3].result, RESULT_PASS);
    cr_expect_not(is_proved(&m));
}

Test(trial_log, version_2)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct event *event = machine_event(&m, "compose-hash");
    event->version = 2;
    machine_seal(&m);
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL,
           "event 5 'compose-hash': it is of version 2 and has");
    struct buf preimage = buf_start(KIB);
    cr_assert(event_preimage(event, &preimage));
    event->has_preimage = true;
    event->preimage = keep_buf(&m.evidence.keep, &preimage);
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "7 events");
    cr_expect(is_proved(&m));
    event->preimage.left--;
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "preimage is not made");
    event->preimage.left++;
    event->version = 3;
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "version is not known");
    event->version = 2;
    event->name = text_of("\xff");
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "'\\xff': its name is not UTF-8");
}

Test(trial_log, a_wrong_preimage_of_version_1)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    machine_event(&m, "app-id")->has_preimage = true;
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "preimage is not made");
}

/* Nothing explains the digest of such an event: it may be that of any other one. */
Test(trial_log, no_other_types_in_rtmr3)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct event *event = machine_add(&m, "compose-hash", "00");
    event->type = 5;
    event->has_digest = true;
    machine_seal(&m);
    expect(&m, CHECK_LOG_RTMR3, RESULT_PASS, "8 events");
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "event 10 'compose-hash': it is of type 0x5");
    cr_expect_not(is_proved(&m));
}

/* The app writes a boot of its own behind the real one, which a false type hides. */
Test(trial_log, a_boot_hidden_behind_another_type)
{
    static const char other[] = "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff";
    AUTO(machine_done) struct machine m;
    boot(&m);
    size_t booted = m.evidence.log.n;
    (void)machine_add(&m, "app-id", "ffffffffffffffffffffffffffffffffffffffff");
    (void)machine_add(&m, "compose-hash", other);
    (void)machine_add(&m, "instance-id", "");
    (void)machine_add(&m, "system-ready", "");
    machine_seal(&m);
    expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "6 events");
    cr_expect(is_proved(&m));
    for (size_t i = 0; i < booted; i++) {
        struct event *event = &m.evidence.log.events[i];
        if (event_is_runtime(event)) {
            cr_assert(event_digest(event, &event->digest));
            event->has_digest = true;
            event->type = 4;
        }
    }
    expect(&m, CHECK_LOG_RTMR3, RESULT_PASS, "11 events");
    expect(&m, CHECK_LOG_DIGESTS, RESULT_FAIL, "event 3 'system-preparing': it is of type 0x4");
    cr_expect_not(is_proved(&m));
    cr_expect_eq(m.report->verdict, VERDICT_REJECTED);
}

Test(trial_log, each_event_of_the_boot_is_there_once)
{
    static const char *const needed[] = {"app-id", "compose-hash", "instance-id"};
    for (size_t i = 0; i < COUNT(needed); i++) {
        AUTO(machine_done) struct machine m;
        boot(&m);
        machine_event(&m, needed[i])->name = text_of("other");
        machine_seal(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "there is no ");
        cr_expect_not_null(strstr(m.report->checks.of[CHECK_LOG_BOOT].detail, needed[i]));
        cr_expect_not(is_proved(&m));
    }
}

/* The machine wrote a second one; the app gets neither. */
Test(trial_log, none_of_them_twice)
{
    static const char *const names[] = {"app-id",       "compose-hash",     "instance-id",
                                        "key-provider", "system-preparing", "boot-mr-done"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(machine_done) struct machine m;
        boot(&m);
        struct event second = *machine_event(&m, names[i]);
        struct event *ready = machine_event(&m, "system-ready");
        struct event last = *ready;
        *ready = second;
        cr_assert(event_log_add(&m.evidence.log, &last));
        machine_seal(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, ": it is there twice");
        cr_expect_not(is_proved(&m));
    }
}

Test(trial_log, init_scripts_are_as_many_as_they_are)
{
    static const char hash[] = "abababababababababababababababababababababababababababababababab";
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    (void)machine_add(&m, "init-script-hash", hash);
    (void)machine_add(&m, "init-script-hash", hash);
    machine_boot(&m);
    expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "8 events");
    machine_event(&m, "init-script-hash")->payload.left = 31;
    expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "its payload has 31 bytes, not 32");
}

Test(trial_log, sizes_of_payloads)
{
    static const struct {
        const char *name, *right;
    } cases[] = {
        {"rootfs-hash", "abababababababababababababababababababababababababababababababab"},
        {"mr-kms", "abababababababababababababababababababababababababababababababab"},
        {"os-image-hash", "abababababababababababababababababababababababababababababababab"},
        {"gpu-policy-hash", "abababababababababababababababababababababababababababababababab"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(machine_done) struct machine m;
        machine_start(&m);
        (void)machine_add(&m, cases[i].name, cases[i].right);
        machine_boot(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "7 events");
        machine_event(&m, cases[i].name)->payload.left--;
        machine_seal(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "its payload has 31 bytes, not 32");
    }
    static const char *const others[] = {"app-id", "compose-hash", "instance-id"};
    for (size_t i = 0; i < COUNT(others); i++) {
        AUTO(machine_done) struct machine m;
        boot(&m);
        machine_event(&m, others[i])->payload.left--;
        machine_seal(&m);
        expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "its payload has");
    }
}

Test(trial_log, an_instance_id_may_be_empty)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    machine_event(&m, "instance-id")->payload.left = 0;
    machine_seal(&m);
    expect(&m, CHECK_LOG_BOOT, RESULT_PASS, "");
    cr_expect(is_proved(&m) && bytes_end(m.report->app->value[APP_KEY_INSTANCE_ID]));
    machine_event(&m, "app-id")->payload.left = 0;
    machine_seal(&m);
    expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "event 4 'app-id': its payload has 0 bytes, not 20");
}

Test(trial_log, without_system_ready)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    machine_event(&m, "system-ready")->name = text_of("system-ready ");
    machine_seal(&m);
    expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "there is no system-ready");
    cr_expect_not(is_proved(&m));
}

/* Both readings of the bytes have one digest, so RTMR3 replays. */
Test(trial_log, a_colon_moved_into_the_name)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    struct event *event = machine_event(&m, "key-provider");
    event->name = text_of("key-provider:{\"name\"");
    cr_assert(bytes_skip(&event->payload, strlen("{\"name\":")));
    expect(&m, CHECK_LOG_RTMR3, RESULT_PASS, "7 events");
    expect(&m, CHECK_LOG_BOOT, RESULT_FAIL, "event 8 'key-provider:{\"n…': with a colon");
    cr_expect_not(is_proved(&m));

    /* Behind system-ready it is the app's own matter. */
    AUTO(machine_done) struct machine other;
    boot(&other);
    (void)machine_add(&other, "a:b", "00");
    machine_seal(&other);
    expect(&other, CHECK_LOG_BOOT, RESULT_PASS, "");
}

Test(trial_log, what_the_app_writes_later_never_counts)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    (void)machine_add(&m, "hello", "00");
    (void)machine_add(&m, "compose-hash",
                      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    (void)machine_add(&m, "os-image-hash",
                      "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff");
    (void)machine_add(&m, "system-ready", "");
    machine_seal(&m);
    expect(&m, CHECK_LOG_LATE, RESULT_WARN, "event 11 'compose-hash'");
    cr_expect_not_null(strstr(m.report->checks.of[CHECK_LOG_LATE].detail, "(3 like it)"));
    cr_expect(is_proved(&m));
    const struct app *app = m.report->app;
    cr_expect(bytes_equal(app->value[APP_KEY_COMPOSE_HASH], machine_hex(&m, machine_compose_hash)));
    cr_expect(bytes_end(app->value[APP_KEY_OS_IMAGE_HASH]));
}

/* The list beside the log says the same. */
static void copy_runtime(struct machine *m)
{
    struct evidence *evidence = &m->evidence;
    evidence->has_runtime_log = true;
    for (size_t i = 0; i < evidence->log.n; i++) {
        if (event_is_runtime(&evidence->log.events[i])) {
            cr_assert(event_log_add(&evidence->runtime_log, &evidence->log.events[i]));
        }
    }
}

Test(trial_log, two_lists)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    copy_runtime(&m);
    struct event_log *other = &m.evidence.runtime_log;
    expect(&m, CHECK_LOG_RUNTIME, RESULT_PASS, "7 events");
    other->events[1].payload.left--;
    expect(&m, CHECK_LOG_RUNTIME, RESULT_FAIL, "event 4 'app-id' is another one");
    other->events[1].payload.left++;
    other->events[2].name = text_of("x");
    expect(&m, CHECK_LOG_RUNTIME, RESULT_FAIL, "event 5 'compose-hash' is another one");
    other->events[2].name = text_of("compose-hash");
    other->events[2].version = 2;
    expect(&m, CHECK_LOG_RUNTIME, RESULT_FAIL, "another RTMR3");
    other->events[2].version = 1;
    other->n--;
    expect(&m, CHECK_LOG_RUNTIME, RESULT_FAIL, "the event log has more than the 6");
    other->n++;
    m.evidence.log.n--;
    expect(&m, CHECK_LOG_RUNTIME, RESULT_FAIL, "runtime_events has more than the 6");
}

Test(trial_log, a_list_for_a_log_that_leaves_them_out)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    copy_runtime(&m);
    m.evidence.log.n = 3;
    expect(&m, CHECK_LOG_RTMR3, RESULT_PASS, "7 events");
    expect(&m, CHECK_LOG_RTMR0, RESULT_PASS, "1 events");
    expect(&m, CHECK_LOG_RUNTIME, RESULT_SKIP, "leaves them out");
    cr_expect(is_proved(&m));
    m.evidence.runtime_log.events[2].payload.left--;
    expect(&m, CHECK_LOG_RTMR3, RESULT_FAIL, "");
}

Test(trial_log, without_dstack_events)
{
    AUTO(machine_done) struct machine m;
    machine_start(&m);
    expect(&m, CHECK_LOG_RTMR3, RESULT_PASS, "0 events");
    expect(&m, CHECK_LOG_BOOT, RESULT_UNDECIDED, "no dstack events");
    expect(&m, CHECK_APP_ID, RESULT_UNDECIDED, "no dstack events");
    cr_expect_null(m.report->app);
    m.evidence.kind = EVIDENCE_TDX_QUOTE;
    expect(&m, CHECK_LOG_BOOT, RESULT_SKIP, "no dstack events");
    expect(&m, CHECK_APP_ID, RESULT_SKIP, "no dstack events");
    expect(&m, CHECK_APP_MR_CONFIG, RESULT_SKIP, "no dstack events");
}

Test(trial_log, without_log_or_quote)
{
    AUTO(machine_done) struct machine m;
    boot(&m);
    m.evidence.has_quote = false;
    expect(&m, CHECK_LOG_RTMR3, RESULT_UNDECIDED, "no quote");
    expect(&m, CHECK_LOG_DIGESTS, RESULT_PASS, "");
    expect(&m, CHECK_APP_ID, RESULT_UNDECIDED, "no quote");
    cr_expect_not(is_proved(&m));
    m.evidence.has_quote = true;
    m.evidence.has_log = false;
    expect(&m, CHECK_LOG_RTMR3, RESULT_UNDECIDED, "no event log");
    cr_expect_not_null(strstr(m.report->checks.of[CHECK_LOG_RTMR3].hint, "--event-log FILE"));
}

/* Fields of 48 times 1, 2, …; the sums are made with Python's hashlib. */
Test(trial_log, aggregated_values)
{
    static uint8_t fields[8][48];
    static const enum td_field names[] = {TD_MRTD,     TD_RTMR0,          TD_RTMR1,
                                          TD_RTMR2,    TD_RTMR3,          TD_MR_CONFIG_ID,
                                          TD_MR_OWNER, TD_MR_OWNER_CONFIG};
    struct quote quote = {.tee = TEE_TDX};
    char hex[2 * SHA256_SIZE + 1] = "";
    for (size_t i = 0; i < COUNT(names); i++) {
        memset(fields[i], (int)i + 1, sizeof fields[i]);
        quote.td[names[i]] = BYTES_OF(fields[i]);
    }
    struct sha256 none = mr_key_provider_of((struct text){NULL, 0});
    struct sha256 some = mr_key_provider_of(text_of("{\"name\":\"kms\",\"id\":\"0102030405\"}"));
    struct sha256 sums[] = {some,
                            mr_system_of(&quote, &some),
                            mr_system_of(&quote, &none),
                            mr_aggregated_of(&quote, quote.td[TD_RTMR3]),
                            none,
                            none};
    memset(fields[5], 0, 48);
    memset(fields[6], 0, 48);
    sums[4] = mr_aggregated_of(&quote, quote.td[TD_RTMR3]);
    memset(fields[7], 0, 48);
    sums[5] = mr_aggregated_of(&quote, quote.td[TD_RTMR3]);
    static const char *const right[] = {
        "aa8523aa4de9bd5d71c7b02d364fc88ab5cb25f91c836e8992c3de0b49b345f3",
        "d398884360069eb87856fcf5e07892772ce9ce3856e47e2a0b321e082f6e3b79",
        "277dd3f55ca5f00d78b6df04104ca9e04ad17b871128e38808abc9f6b86faf31",
        "e1148611f7c9f53fea5fdb1c7c4522d5800553e8c80ce69f91ff106bcf4bf990",
        "ffa472b5c9912ede665d87c61146dbfd0c84abb4595a3828717f7f38a197b931",
        "f19f6a13a1f3a6bf9607fa8435673eb843a03be87c19eb8bb0b8f585921851bd",
    };
    for (size_t i = 0; i < COUNT(right); i++) {
        hex_encode(BYTES_OF(sums[i].at), hex);
        cr_expect_str_eq(hex, right[i]);
    }
    cr_expect(bytes_all_zero(BYTES_OF(none.at)));
}
