/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/event_log.h"
#include "attest/limits.h"
#include "base/hex.h"

/* Known answers are made with Python's hashlib. */

#define D11    "111111111111111111111111111111111111111111111111"
#define D22    "222222222222222222222222222222222222222222222222"
#define DIGEST D11 D22
#define BOOT                                                                                       \
    "{\"imr\":0,\"event_type\":4,\"digest\":\"" DIGEST "\",\"event\":\"\",\"event_payload\":\"\"}"
#define RUNTIME(name, payload, more)                                                               \
    "{\"imr\":3,\"event_type\":134217729,\"event\":\"" name "\",\"event_payload\":\"" payload      \
    "\"" more "}"

struct parsed {
    struct keep keep;
    struct event_log log;
};

static bool parse(struct parsed *p, const char *text, struct err *e)
{
    *p = (struct parsed){.log = {NULL, 0}};
    return event_log_parse(text_bytes(text_of(text)), &p->keep, &p->log, e);
}

static void parsed_done(struct parsed *p)
{
    event_log_done(&p->log);
    keep_done(&p->keep);
}

static void expect_refused(const char *text, const char *message)
{
    AUTO(parsed_done) struct parsed p;
    struct err e = {0};
    cr_expect_not(parse(&p, text, &e), "%s", text);
    cr_expect_str_eq(e.text, message, "%s: %s", text, e.text);
    cr_expect(p.log.n == 0 && p.log.events == NULL, "%s", text);
}

Test(event_log, members_of_an_event)
{
    AUTO(parsed_done) struct parsed p;
    struct err e = {0};
    cr_assert(parse(&p,
                    "[" BOOT "," RUNTIME("app-id", "DEadbeef",
                                         ",\"version\":2,\"preimage\":\"00ff\",\"new\":[]") "]",
                    &e),
              "%s", e.text);
    cr_assert_eq(p.log.n, 2);
    const struct event *boot = &p.log.events[0];
    const struct event *app_id = &p.log.events[1];
    cr_expect(boot->rtmr == 0 && boot->type == 4 && boot->version == 1 && boot->has_digest);
    cr_expect(boot->digest.at[23] == 0x11 && boot->digest.at[24] == 0x22);
    cr_expect(boot->name.len == 0 && boot->payload.left == 0 && !event_is_runtime(boot));
    cr_expect(app_id->rtmr == 3 && app_id->type == EVENT_RUNTIME && app_id->version == 2);
    cr_expect(!app_id->has_digest && event_is_runtime(app_id));
    cr_expect(text_is(app_id->name, "app-id"));
    cr_expect(bytes_equal(app_id->payload, bytes_of("\xde\xad\xbe\xef", 4)));
    cr_expect(app_id->has_preimage && bytes_equal(app_id->preimage, bytes_of("\x00\xff", 2)));
}

Test(event_log, a_runtime_type_counts_in_rtmr3_alone)
{
    struct event event = {.rtmr = 3, .type = EVENT_RUNTIME};
    cr_expect(event_is_runtime(&event));
    event.rtmr = 2;
    cr_expect_not(event_is_runtime(&event));
    event = (struct event){.rtmr = 3, .type = 0x08000000};
    cr_expect_not(event_is_runtime(&event));
}

Test(event_log, every_member_is_checked)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"{}", "this is no event log"},
        {"", "this is no event log"},
        {"[1]", "event 0: it is no object"},
        {"[{}]", "event 0: 'imr' is missing"},
        {"[" BOOT ",{\"imr\":4}]", "event 1: 'imr' is not an integer from 0 to 3"},
        {"[{\"imr\":0,\"event_type\":4294967296}]",
         "event 0: 'event_type' is not an integer from 0 to 4294967295"},
        {"[{\"imr\":0,\"event_type\":4}]",
         "event 0: there is no digest, and it is no runtime event"},
        {"[{\"imr\":2,\"event_type\":134217729,\"digest\":\"\"}]",
         "event 0: there is no digest, and it is no runtime event"},
        {"[{\"imr\":0,\"event_type\":4,\"digest\":\"" DIGEST "11\"}]",
         "event 0: 'digest' is no hex of 48 bytes"},
        {"[{\"imr\":0,\"event_type\":4,\"digest\":null}]",
         "event 0: 'digest' is no hex of 48 bytes"},
        {"[{\"imr\":3,\"event_type\":134217729}]", "event 0: 'event' is missing"},
        {"[{\"imr\":3,\"event_type\":134217729,\"event\":1}]", "event 0: 'event' is not a string"},
        {"[{\"imr\":3,\"event_type\":134217729,\"event\":\"\"}]",
         "event 0: 'event_payload' is missing"},
        {"[" RUNTIME("a", "abc", "") "]", "event 0: 'event_payload' is no hex"},
        {"[" RUNTIME("a", "3q2+7w==", "") "]",
         "event 0: 'event_payload' is no hex, but seems to be base64"},
        {"[" RUNTIME("a", "", ",\"preimage\":\"0g\"") "]", "event 0: 'preimage' is no hex"},
        {"[" RUNTIME("a", "", ",\"version\":0") "]", "event 0: 'version' is neither 1 nor 2"},
        {"[" RUNTIME("a", "", ",\"version\":3") "]", "event 0: 'version' is neither 1 nor 2"},
        {"[" RUNTIME("a", "", ",\"version\":\"2\"") "]", "event 0: 'version' is neither 1 nor 2"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_refused(cases[i].text, cases[i].message);
    }
}

Test(event_log, every_prefix_is_refused)
{
    static const char text[] = "[" BOOT "," RUNTIME("app-id", "abcd", ",\"version\":2") "]";
    for (size_t n = 0; n < sizeof text - 1; n++) {
        struct parsed p = {.log = {NULL, 0}};
        struct err e = {0};
        cr_expect_not(event_log_parse(bytes_of(text, n), &p.keep, &p.log, &e), "%zu", n);
        parsed_done(&p);
    }
    struct err e = {0};
    AUTO(parsed_done) struct parsed p;
    cr_expect_not(parse(&p, "[] []", &e));
}

Test(event_log, hex_of_the_array)
{
    AUTO(parsed_done) struct parsed p;
    struct err e = {0};
    static const char text[] = "[" RUNTIME("app-id", "abcd", "") "]";
    AUTO(buf_done) struct buf hex = buf_start(KIB);
    buf_char(&hex, '\n');
    buf_hex(&hex, bytes_of(text, sizeof text - 1));
    buf_text(&hex, "\n");
    buf_char(&hex, 0);
    cr_assert(parse(&p, (const char *)hex.at, &e), "%s", e.text);
    cr_assert_eq(p.log.n, 1);
    cr_expect(text_is(p.log.events[0].name, "app-id"));
}

static void fill(struct buf *out, size_t n)
{
    buf_char(out, '[');
    for (size_t i = 0; i < n; i++) {
        buf_text(out, i > 0 ? "," : "");
        buf_text(out, RUNTIME("x", "", ""));
    }
    buf_char(out, ']');
}

Test(event_log, as_many_as_the_limit)
{
    struct err e = {0};
    for (size_t more = 0; more < 2; more++) {
        AUTO(parsed_done) struct parsed p = {.log = {NULL, 0}};
        AUTO(buf_done) struct buf text = buf_start(LIMIT_EVIDENCE);
        fill(&text, LIMIT_EVENTS + more);
        cr_expect_eq(event_log_parse(buf_view(&text), &p.keep, &p.log, &e), more == 0, "%s",
                     e.text);
        cr_expect_eq(p.log.n, more == 0 ? LIMIT_EVENTS : 0);
    }
    cr_expect_eq(e.kind, ERR_TOO_BIG);
    struct event_log log = {NULL, 0};
    struct event event = {.rtmr = 4};
    cr_expect_not(event_log_add(&log, &event));
    event_log_done(&log);
}

static void expect_digest(unsigned version, const char *name, struct bytes payload,
                          const char *right)
{
    struct event event = {.rtmr = 3, .type = EVENT_RUNTIME, .version = version};
    struct sha384 digest;
    char hex[2 * SHA384_SIZE + 1] = "";
    event.name = text_of(name);
    event.payload = payload;
    cr_assert(event_digest(&event, &digest));
    hex_encode(BYTES_OF(digest.at), hex);
    cr_expect_str_eq(hex, right);
}

Test(event_log, digests)
{
    struct bytes none = {NULL, 0};
    expect_digest(1, "app-id", bytes_of("\xde\xad\xbe\xef", 4),
                  "67b4be4efed0893cfa2bb1d35dca209ad8348b4c97f980807bcde8b9a0f26398"
                  "dd0923d6eccb5aa2096d98046da8740f");
    expect_digest(1, "", none,
                  "ff43e849def880489a769ce417c0d0f1a6453a39f2058090d2037cc38648dd9f"
                  "7e9fd61b554110201dd2d1bd069399fc");
    expect_digest(2, "compose-hash", bytes_of("\xab\xcd", 2),
                  "9dde1673f544faa94b921825209593ddde08d0baf9cd6990175dffaf3081f1bb"
                  "10311d56de189491feb33842a050ad7b");
    expect_digest(2, "", none,
                  "7d65b81202e4e4a23a637731e0a701ff5cb75d0bba75a94a8761fbb036eb5b46"
                  "ff988258a81cf9c783edbe720c162cc7");
    /* {"name":"a\"\\\b\f\n\r\t\u0001\u001f<7f>é🦀/","payload":"ff","type":134217729} */
    expect_digest(2, "a\"\\\b\f\n\r\t\x01\x1f\x7f\xc3\xa9\xf0\x9f\xa6\x80/", bytes_of("\xff", 1),
                  "7c950161f8b4b5eaaa7db3cd095b6d3eef5b3153a0e475f759a219feafc37944"
                  "86f887e20114971781da9958047c18cf");
}

Test(event_log, digests_that_cannot_be_made)
{
    struct sha384 digest;
    struct event event = {.rtmr = 3, .type = EVENT_RUNTIME, .version = 3};
    cr_expect_not(event_digest(&event, &digest));
    event.version = 0;
    cr_expect_not(event_digest(&event, &digest));
    event.version = 2;
    cr_expect(event_digest(&event, &digest));
    event.name = text_of("\xff");
    cr_expect_not(event_digest(&event, &digest));
    event.version = 1;
    cr_expect(event_digest(&event, &digest));
}

static void add(struct event_log *log, unsigned rtmr, int byte)
{
    struct event event = {.rtmr = rtmr, .type = 5, .version = 1, .has_digest = true};
    memset(event.digest.at, byte, sizeof event.digest.at);
    cr_assert(event_log_add(log, &event));
}

static void add_runtime(struct event_log *log, const char *name, unsigned version,
                        struct bytes payload)
{
    struct event event = {.rtmr = 3, .type = EVENT_RUNTIME, .version = version};
    event.name = text_of(name);
    event.payload = payload;
    cr_assert(event_log_add(log, &event));
}

static void expect_hex(struct sha384 found, const char *right)
{
    char hex[2 * SHA384_SIZE + 1] = "";
    hex_encode(BYTES_OF(found.at), hex);
    cr_expect_str_eq(hex, right);
}

/* RTMR0: 11…, 22…; RTMR1: 33…; RTMR3: app-id, 44…, compose-hash of version 2. */
static void make_log(struct event_log *log)
{
    *log = (struct event_log){NULL, 0};
    add(log, 0, 0x11);
    add_runtime(log, "app-id", 1, bytes_of("\xde\xad\xbe\xef", 4));
    add(log, 0, 0x22);
    add(log, 1, 0x33);
    add(log, 3, 0x44);
    add_runtime(log, "compose-hash", 2, bytes_of("\xab\xcd", 2));
}

#define REPLAYED_0                                                                                 \
    "3b0aa70f13ee0d6d1e004bc3925da1d69fa9638c77923663dd226028623932c61139aacb3696bd7a45990d5eb4"   \
    "ca2868"
#define REPLAYED_1                                                                                 \
    "390d62ed094399dbd660b189871ab0aa04ca292fc27cb4e251c03360d319a01c13b1a3a969ff70643149e44901"   \
    "d3b5f6"
#define REPLAYED_3                                                                                 \
    "a57259bba9ca2ef32b7223233e24217c34bd7d5e0df0d4f581d4f1d0e1dee62d58bbcf42bd3c0c9277a462f1e0"   \
    "2ab655"

Test(event_log, replay)
{
    AUTO(event_log_done) struct event_log log;
    struct sha384 replayed[RTMR_COUNT];
    make_log(&log);
    event_log_replay(&log, replayed);
    expect_hex(replayed[0], REPLAYED_0);
    expect_hex(replayed[1], REPLAYED_1);
    cr_expect(bytes_all_zero(BYTES_OF(replayed[2].at)));
    expect_hex(replayed[3], REPLAYED_3);

    /* A digest that a runtime event comes with is not looked at. */
    log.events[1].has_digest = true;
    memset(log.events[1].digest.at, 9, SHA384_SIZE);
    event_log_replay(&log, replayed);
    expect_hex(replayed[3], REPLAYED_3);

    log.events[1].payload.left--;
    event_log_replay(&log, replayed);
    cr_expect_neq(replayed[3].at[0], 0xa5);
}

Test(event_log, replay_until)
{
    AUTO(event_log_done) struct event_log log;
    struct sha384 whole;
    make_log(&log);
    whole = event_log_replay_until(&log, "nothing");
    expect_hex(whole, REPLAYED_3);
    whole = event_log_replay_until(&log, "compose-hash");
    expect_hex(whole, REPLAYED_3);
    /* sha384(48 zeros, digest of app-id) */
    expect_hex(event_log_replay_until(&log, "app-id"),
               "9f1bcb9c4dcada1710bf9612197f4e380a9259241b597f1b834c9b3d9f30ae05"
               "69950a92ca118e9d7697d893ea4b6d56");
}

Test(event_log, what_is_behind_system_ready_is_not_found)
{
    AUTO(event_log_done) struct event_log log = {NULL, 0};
    cr_expect_eq(event_log_ready(&log), 0);
    add_runtime(&log, "app-id", 1, bytes_of("1", 1));
    add_runtime(&log, "app-id", 1, bytes_of("2", 1));
    cr_expect_eq(event_log_ready(&log), 2);
    add_runtime(&log, "system-ready", 1, bytes_of(NULL, 0));
    add_runtime(&log, "system-ready", 1, bytes_of(NULL, 0));
    add_runtime(&log, "compose-hash", 1, bytes_of("3", 1));
    cr_expect_eq(event_log_ready(&log), 2);
    cr_expect_eq(event_log_find(&log, "app-id"), &log.events[0]);
    cr_expect_null(event_log_find(&log, "compose-hash"));
    cr_expect_null(event_log_find(&log, "system-ready"));

    /* Neither is a name elsewhere, nor one of another type. */
    log.events[0].rtmr = 0;
    cr_expect_eq(event_log_find(&log, "app-id"), &log.events[1]);
    log.events[1].type = 5;
    cr_expect_null(event_log_find(&log, "app-id"));
    log.events[2].rtmr = 1;
    cr_expect_eq(event_log_ready(&log), 3);
}

/* BOOT, the same in another register, and a runtime event. */
#define IN_RTMR1                                                                                   \
    "{\"imr\":1,\"event_type\":4,\"digest\":\"" DIGEST "\",\"event\":\"x\",\"event_payload\":"     \
    "\"\"}"
#define CHANGED                                                                                    \
    "{\"imr\":0,\"event_type\":4,\"digest\":\"" D22 D11 "\",\"event\":\"\",\"event_payload\":"     \
    "\"\"}"
/* SHA-384 of 01 00 00 08 ":a:" 00 */
#define OF_A                                                                                       \
    "7b426a5fe2ea29859fe6f72ea5bd58bbafd7ff79649dd711fdb42bfb3ead0cbb663004d36a471d84f3cc58fe6821" \
    "f063"

/* Both ways round. */
static void expect_agreement(const char *a, const char *b, bool agrees)
{
    AUTO(parsed_done) struct parsed x;
    AUTO(parsed_done) struct parsed y;
    struct err e = {0};
    cr_assert(parse(&x, a, &e), "%s: %s", a, e.text);
    cr_assert(parse(&y, b, &e), "%s: %s", b, e.text);
    cr_expect_eq(event_log_agrees(&x.log, &y.log), agrees, "%s %s", a, b);
    cr_expect_eq(event_log_agrees(&y.log, &x.log), agrees, "%s %s", b, a);
}

Test(event_log, logs_that_agree)
{
    static const char whole[] = "[" BOOT "," CHANGED "," IN_RTMR1
                                "," RUNTIME("a", "00", "") "," RUNTIME("b", "", "") "]";
    expect_agreement(whole, whole, true);
    expect_agreement(whole, "[]", true);
    /* in another order of registers, with its digest, the boot as much as there is */
    expect_agreement(whole,
                     "[" RUNTIME("a", "00", ",\"digest\":\"" OF_A "\"") "," IN_RTMR1 "," RUNTIME(
                         "b", "", "") "," CHANGED "]",
                     true);
    expect_agreement(whole, "[" BOOT "," CHANGED "," IN_RTMR1 "]", true);
}

Test(event_log, logs_that_do_not_agree)
{
    static const char whole[] = "[" BOOT "," IN_RTMR1
                                "," RUNTIME("a", "00", "") "," RUNTIME("b", "", "") "]";
    static const char *const others[] = {
        "[" CHANGED "]",
        "[" BOOT "," BOOT "]",
        "[" BOOT "," CHANGED "]",
        "[" RUNTIME("a", "00", "") "]",
        "[" RUNTIME("b", "", "") "," RUNTIME("a", "00", "") "]",
        "[" RUNTIME("a", "01", "") "," RUNTIME("b", "", "") "]",
        "[" RUNTIME("a", "00", "") "," RUNTIME("c", "", "") "]",
        "[" RUNTIME("a", "00", ",\"version\":2") "," RUNTIME("b", "", "") "]",
        "[" RUNTIME("a", "00", ",\"digest\":\"" DIGEST "\"") "," RUNTIME("b", "", "") "]",
        "[{\"imr\":3,\"event_type\":4,\"digest\":\"" OF_A
        "\",\"event\":\"a\",\"event_payload\":\"00\"}," RUNTIME("b", "", "") "]",
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        expect_agreement(whole, others[i], false);
    }
}

/* A stated digest stands for nothing where the right one cannot be made. */
Test(event_log, replay_of_what_has_no_digest)
{
    AUTO(event_log_done) struct event_log log = {NULL, 0};
    AUTO(event_log_done) struct event_log zero = {NULL, 0};
    struct sha384 replayed[2][RTMR_COUNT];
    add_runtime(&log, "x", 3, bytes_of(NULL, 0));
    log.events[0].has_digest = true;
    memset(log.events[0].digest.at, 9, SHA384_SIZE);
    add(&zero, 3, 0);
    event_log_replay(&log, replayed[0]);
    event_log_replay(&zero, replayed[1]);
    cr_expect(bytes_equal(BYTES_OF(replayed[0][3].at), BYTES_OF(replayed[1][3].at)));
}

/* No log agrees with one whose digests are wrong or cannot be made. */
Test(event_log, agreement_needs_the_right_digests)
{
    struct event_log logs[2] = {{NULL, 0}, {NULL, 0}};
    for (size_t i = 0; i < COUNT(logs); i++) {
        add_runtime(&logs[i], "x", 1, bytes_of(NULL, 0));
    }
    cr_expect(event_log_agrees(&logs[0], &logs[1]));
    for (size_t i = 0; i < COUNT(logs); i++) {
        struct event *event = &logs[i].events[0];
        cr_assert(event_digest(event, &event->digest));
        event->has_digest = true;
        cr_expect(event_log_agrees(&logs[0], &logs[1]));
        event->digest.at[0] ^= 1;
        cr_expect_not(event_log_agrees(&logs[0], &logs[1]));
        event->has_digest = false;
    }
    logs[0].events[0].version = 3;
    logs[1].events[0].version = 3;
    cr_expect_not(event_log_agrees(&logs[0], &logs[1]));
    /* one of the runtime, and one of another type with its digest */
    logs[0].events[0].version = 1;
    struct event *other = &logs[1].events[0];
    *other = logs[0].events[0];
    cr_assert(event_digest(other, &other->digest));
    logs[0].events[0] = *other;
    logs[0].events[0].has_digest = true;
    other->has_digest = true;
    cr_expect(event_log_agrees(&logs[0], &logs[1]));
    other->type = 4;
    cr_expect_not(event_log_agrees(&logs[0], &logs[1]));
    cr_expect_not(event_log_agrees(&logs[1], &logs[0]));
    event_log_done(&logs[0]);
    event_log_done(&logs[1]);
}

Test(event_log, what_is_no_array)
{
    AUTO(parsed_done) struct parsed p = {.log = {NULL, 0}};
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of("{\"a\":" BOOT "}")), &e);
    cr_assert_not_null(json);
    cr_expect_not(event_log_read(json_root(json), &p.keep, &p.log, &e));
    cr_expect_str_eq(e.text, "the event log is no array");
    cr_expect_not(parse(&p, "{\"a\":" BOOT "}", &e));
    cr_expect_str_eq(e.hint, "the event log is an array; perhaps a member of this document is it");
    cr_expect_not(parse(&p, "x", &e));
    cr_expect_str_eq(e.hint, "it is a JSON array, a binary CCEL log, or hex of one of these");
}
