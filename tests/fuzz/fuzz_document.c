/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: evidence_recognise of every form, evidence_appraise without collateral, and all
 * writers of reports. Nothing is ever verified so. The quote is also made to hold what the log
 * replays to, so that the app counts as proved: then every value of it is in the log, and the
 * change of any of its events unproves it. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "attest/app.h"
#include "attest/appraise.h"
#include "attest/recognise.h"
#include "base/mem.h"
#include "codec/json.h"
#include "report/report_github.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_junit.h"
#include "report/report_markdown.h"
#include "report/report_sarif.h"
#include "report/report_text.h"
#include "report/report_vsa.h"

#define JUDGED_AT  ((instant)1768435200)
#define REPORT_CAP (64 * MIB)

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Elements are closed in the order in which they were opened; `<!…>` and `<?…>` are none. */
static void check_elements(struct text text, const char *const *open_ended)
{
    enum { DEPTH = 64 };
    struct text open[DEPTH];
    size_t depth = 0;
    struct bytes rest = text_bytes(text);
    while (bytes_skip(&rest, bytes_find(rest, '<') + 1)) {
        struct text tag;
        struct text head;
        struct bytes inside;
        require(bytes_take(&rest, bytes_find(rest, '>'), &inside) && bytes_skip(&rest, 1));
        tag = text_of_bytes(inside);
        (void)text_split(tag, ' ', &head, &(struct text){NULL, 0});
        bool is_closed = text_starts(tag, "!") || text_starts(tag, "?") ||
                         (tag.len > 0 && tag.at[tag.len - 1] == '/');
        for (const char *const *name = open_ended; *name != NULL; name++) {
            is_closed = is_closed || text_is(head, *name);
        }
        if (text_starts(tag, "/")) {
            struct text name = {tag.at + 1, tag.len - 1};
            require(depth > 0);
            depth--;
            require(text_equal(open[depth], name));
        } else if (!is_closed) {
            require(depth < DEPTH && head.len > 0);
            open[depth++] = head;
        }
    }
    require(depth == 0);
}

static void check_json(struct buf *out)
{
    struct err e = {0};
    require(buf_is_whole(out));
    AUTO(json_freep) struct json *json = json_parse(buf_view(out), &e);
    require(json != NULL || e.kind == ERR_TOO_BIG);
    buf_clear(out);
}

/* No character that a terminal obeys. */
static void check_shown(struct buf *out, bool is_ascii)
{
    require(buf_is_whole(out));
    for (size_t i = 0; i < out->len; i++) {
        uint8_t c = out->at[i];
        require((c >= 0x20 && c != 0x7f) || c == '\n');
        require(!is_ascii || c < 0x80);
    }
    buf_clear(out);
}

static void check_texts(const struct report *report, struct buf *out)
{
    const struct report_style plain = {.verbose = true, .width = 80};
    const struct report_style ascii = {.ascii = true, .width = 40};
    report_write_text(report, &plain, out);
    check_shown(out, false);
    report_write_text(report, &ascii, out);
    check_shown(out, true);
    report_write_markdown(report, out);
    check_shown(out, false);
    report_write_github(report, out);
    for (struct text line, rest = buf_view_text(out); text_split(rest, '\n', &line, &rest);) {
        require(text_starts(line, "::"));
    }
    check_shown(out, false);
}

static void check_structured(const struct report *report, struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    report_write_json(report, NULL, &w);
    check_json(out);
    w = json_writer_to(out, false);
    report_write_vsa(report, "0", &w);
    check_json(out);
    static const char *const none[] = {NULL};
    report_write_junit(report, out);
    check_elements(buf_view_text(out), none);
    check_shown(out, false);
}

static void check_sarif(const struct report *report, struct buf *out)
{
    struct json_writer w = json_writer_to(out, false);
    report_write_sarif(report, "0", &w);
    check_json(out);
}

static void check_page(const struct report *report, struct buf *out)
{
    static const char *const empty[] = {"meta", "br", "link", NULL};
    report_write_html(report, "0", out);
    check_elements(buf_view_text(out), empty);
    require(memmem(out->at, out->len, "<script", strlen("<script")) == NULL);
    check_shown(out, false);
}

/* One of these an input: all of them would take most of the time. */
static void check_writers(const struct report *report, size_t seed)
{
    static void (*const writers[])(const struct report *, struct buf *) = {
        check_structured, check_texts, check_page, check_sarif};
    AUTO(buf_done) struct buf out = buf_start(REPORT_CAP);
    writers[seed % COUNT(writers)](report, &out);
}

/* The bytes behind which the digest of an event stands, as version 1 has them. */
static struct sha384 naive_digest(const struct event *event)
{
    AUTO(buf_done) struct buf preimage = buf_start(SIZE_MAX);
    struct sha384 digest = {{0}};
    if (event->version != 1) {
        require(event_digest(event, &digest));
        return digest;
    }
    buf_add(&preimage, bytes_of("\x01\x00\x00\x08:", 5));
    buf_slice(&preimage, event->name);
    buf_char(&preimage, ':');
    buf_add(&preimage, event->payload);
    return sha384_of(buf_view(&preimage));
}

/* What is proved: nothing but runtime events is in RTMR3, and they replay to it. */
static void check_replay(const struct event_log *log, struct bytes rtmr3)
{
    struct sha384 value = {{0}};
    for (size_t i = 0; i < log->n; i++) {
        if (log->events[i].rtmr == RTMR_RUNTIME) {
            AUTO(buf_done) struct buf both = buf_start((size_t)2 * SHA384_SIZE);
            struct sha384 digest = naive_digest(&log->events[i]);
            require(log->events[i].type == EVENT_RUNTIME);
            buf_add(&both, BYTES_OF(value.at));
            buf_add(&both, BYTES_OF(digest.at));
            value = sha384_of(buf_view(&both));
        }
    }
    require(bytes_equal(BYTES_OF(value.at), rtmr3));
}

/* The value is the payload of the only event of that name before the first system-ready. */
static void check_value(const struct event_log *log, const char *name, struct bytes value)
{
    size_t n = 0;
    for (size_t i = 0; i < event_log_ready(log); i++) {
        if (log->events[i].rtmr == RTMR_RUNTIME && text_is(log->events[i].name, name)) {
            require(bytes_equal(log->events[i].payload, value));
            n++;
        }
    }
    require(n == 1);
}

static const struct event_log *log_of(const struct evidence *evidence)
{
    bool is_in_log = false;
    for (size_t i = 0; i < evidence->log.n; i++) {
        is_in_log = is_in_log || event_is_runtime(&evidence->log.events[i]);
    }
    return is_in_log || !evidence->has_runtime_log ? &evidence->log : &evidence->runtime_log;
}

static void check_app(const struct report *report)
{
    const struct app *app = report->app;
    if (app == NULL || !app->is_proved) {
        return;
    }
    const struct event_log *log = log_of(report->evidence);
    struct sha256 hash = sha256_of(text_bytes(report->evidence->app_compose));
    struct bytes measured = app->value[APP_KEY_COMPOSE_HASH];
    require(report->evidence->has_quote && report->evidence->quote.tee == TEE_TDX);
    check_replay(log, report->evidence->quote.td[TD_RTMR3]);
    check_value(log, "compose-hash", measured);
    check_value(log, "app-id", app->value[APP_KEY_APP_ID]);
    check_value(log, "instance-id", app->value[APP_KEY_INSTANCE_ID]);
    if (report->checks.of[CHECK_APP_COMPOSE_HASH].result == RESULT_PASS) {
        require(bytes_equal(BYTES_OF(hash.at), measured));
    }
}

static void check_report(const struct report *report)
{
    require(report->verdict != VERDICT_VERIFIED && report->summary[0] != 0);
    for (size_t i = 0; i < report_checks(report); i++) {
        require(report_check(report, i)->detail[0] != 0);
    }
    check_app(report);
    for (size_t i = 0; i < report->n_parts; i++) {
        check_report(report->parts[i].report);
    }
}

/* All that can be asked for. */
static struct appraise_options ask_all(const struct expectation *expectation)
{
    static const uint8_t nonce[32] = {1, 2, 3};
    static const uint8_t address[20] = {4, 5, 6};
    return (struct appraise_options){
        .at = JUDGED_AT,
        .expectations = expectation,
        .n_expectations = 1,
        .app = {.app_compose = text_of("{}"),
                .compose = text_of("services: {}\n"),
                .compose_name = "docker-compose.yml",
                .bindings = {[BINDING_NONCE] = {true, BYTES_OF(nonce)},
                             [BINDING_ADDRESS] = {true, BYTES_OF(address)}},
                .key_provider = text_of("kms"),
                .demand_images = true,
                .demand_private = true,
                .demand_unprivileged = true,
                .demand_production_os = true,
                .demand_os = true},
    };
}

/* Whether the app is proved. */
static bool judge(const struct evidence *evidence, const struct appraise_options *options,
                  size_t seed)
{
    struct report *report = mem_new(sizeof *report);
    evidence_appraise(evidence, NULL, options, report);
    check_report(report);
    check_writers(report, seed);
    bool is_proved = report->app != NULL && report->app->is_proved;
    report_free(report);
    return is_proved;
}

/* One bit of the payload, or of the name, of one event of RTMR3. */
static void check_change(struct evidence *evidence, const struct appraise_options *options,
                         size_t seed)
{
    const struct event_log *log = log_of(evidence);
    struct event *event = &log->events[seed % log->n];
    const struct event before = *event;
    if (!event_is_runtime(event)) {
        return;
    }
    bool is_name = before.payload.left == 0;
    size_t n = is_name ? before.name.len : before.payload.left;
    AUTO(mem_freep) uint8_t *copy = mem_new(n + 1);
    struct bytes from = is_name ? text_bytes(before.name) : before.payload;
    require(n == 0 || bytes_copy(&from, copy, n));
    copy[n > 0 ? seed % n : 0] ^= 1;
    struct bytes changed = bytes_of(copy, n > 0 ? n : 1);
    event->name = is_name ? text_of_bytes(changed) : before.name;
    event->payload = is_name ? before.payload : changed;
    require(!judge(evidence, options, seed + 2));
    *event = before;
}

/* The quote holds what the log replays to. */
static void make_proved(struct evidence *evidence, const struct appraise_options *options,
                        size_t seed)
{
    struct sha384 replayed[RTMR_COUNT];
    struct sha384 runtime[RTMR_COUNT];
    if (!evidence->has_quote || evidence->quote.tee != TEE_TDX || !evidence->has_log) {
        return;
    }
    event_log_replay(&evidence->log, replayed);
    event_log_replay(log_of(evidence), runtime);
    replayed[RTMR_RUNTIME] = runtime[RTMR_RUNTIME];
    for (unsigned i = 0; i < RTMR_COUNT; i++) {
        evidence->quote.td[TD_RTMR0 + i] = BYTES_OF(replayed[i].at);
    }
    if (judge(evidence, options, seed + 1)) {
        check_change(evidence, options, seed);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum evidence_form forms[] = {FORM_QUOTE, FORM_JSON, FORM_RA_TLS, FORM_ANY};
    const struct appraise_options plain = {.at = JUDGED_AT};
    struct expectation expectation;
    struct err e = {0};
    require(expectation_parse(text_of("instance_id"),
                              text_of("1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d"), &expectation,
                              &e));
    const struct appraise_options all = ask_all(&expectation);
    for (size_t i = 0; i < COUNT(forms); i++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        e = (struct err){0};
        if (!evidence_recognise(bytes_of(data, size), forms[i], &evidence, &e)) {
            require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        } else if (forms[i] == FORM_ANY) {
            (void)judge(&evidence, size % 2 == 0 ? &plain : &all, size / 2);
            make_proved(&evidence, size % 2 == 0 ? &all : &plain, size / 2);
        }
    }
    return 0;
}
