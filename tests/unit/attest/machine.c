/* SPDX-License-Identifier: Apache-2.0 */
#include "machine.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/recognise.h"
#include "base/hex.h"
#include "base/mem.h"
#include "cases.h"

/* sha256sum of the text, by coreutils */
const char machine_compose[] =
    "{\"manifest_version\":2,\"name\":\"app\",\"runner\":\"docker-compose\","
    "\"docker_compose_file\":\"services:\\n  web:\\n    image: nginx\\n    privileged: true\\n\","
    "\"public_logs\":true,\"public_sysinfo\":false}";
const char machine_compose_hash[] =
    "7d7947c7220ac9d89a721c9acd21b70396829f43c5790679495ba092418234b6";

struct bytes machine_hex(struct machine *m, const char *hex)
{
    struct text text = text_of(hex);
    struct buf out = buf_start(text.len + 1);
    uint8_t *room = buf_extend(&out, text.len / 2);
    cr_assert(text.len == 0 || hex_decode(text, room, text.len / 2), "%s", hex);
    return keep_buf(&m->evidence.keep, &out);
}

static void add_boot(struct machine *m, unsigned rtmr, uint8_t digest)
{
    struct event event = {.rtmr = rtmr, .type = 4, .version = 1, .has_digest = true};
    memset(event.digest.at, digest, sizeof event.digest.at);
    cr_assert(event_log_add(&m->evidence.log, &event));
}

void machine_start(struct machine *m)
{
    AUTO(buf_done) struct buf quote = case_read("valid_tdx_v4", "quote.bin");
    struct err e = {0};
    *m = (struct machine){.report = NULL};
    cr_assert(evidence_recognise(buf_view(&quote), FORM_ANY, &m->evidence, &e), "%s", e.text);
    m->evidence.kind = EVIDENCE_DSTACK_QUOTE;
    m->evidence.has_log = true;
    m->options.hardware_only = true;
    for (unsigned rtmr = 0; rtmr < RTMR_RUNTIME; rtmr++) {
        add_boot(m, rtmr, (uint8_t)(rtmr + 1));
    }
    memset(machine_field(m, TD_MR_CONFIG_ID), 0, 48);
    machine_seal(m);
}

struct event *machine_add(struct machine *m, const char *name, const char *payload_hex)
{
    struct event event = {.rtmr = RTMR_RUNTIME, .type = EVENT_RUNTIME, .version = 1};
    event.name = text_of(name);
    event.payload = machine_hex(m, payload_hex);
    cr_assert(event_log_add(&m->evidence.log, &event));
    return &m->evidence.log.events[m->evidence.log.n - 1];
}

void machine_boot(struct machine *m)
{
    AUTO(mem_freep) char *app_id = text_dup((struct text){machine_compose_hash, 40});
    (void)machine_add(m, "system-preparing", "");
    (void)machine_add(m, "app-id", app_id);
    (void)machine_add(m, "compose-hash", machine_compose_hash);
    (void)machine_add(m, "instance-id", "1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d");
    (void)machine_add(m, "boot-mr-done", "");
    (void)machine_add(m, "key-provider",
                      "7b226e616d65223a226b6d73222c226964223a2230313032303330343035227d");
    (void)machine_add(m, "system-ready", "");
    machine_seal(m);
}

struct event *machine_event(struct machine *m, const char *name)
{
    struct event_log *log = &m->evidence.log;
    size_t i = 0;
    while (i < log->n && !text_is(log->events[i].name, name)) {
        i++;
    }
    cr_assert(i < log->n, "no %s", name);
    return &log->events[i];
}

uint8_t *machine_field(struct machine *m, enum td_field field)
{
    return m->evidence.bytes.at + (m->evidence.quote.td[field].at - m->evidence.bytes.at);
}

void machine_seal(struct machine *m)
{
    struct sha384 replayed[RTMR_COUNT];
    event_log_replay(&m->evidence.log, replayed);
    for (unsigned i = 0; i < RTMR_COUNT; i++) {
        memcpy(machine_field(m, (enum td_field)(TD_RTMR0 + i)), replayed[i].at, SHA384_SIZE);
    }
}

static void forget(struct machine *m)
{
    if (m->report != NULL) {
        report_done(m->report);
        mem_free(m->report);
    }
}

const struct check *machine_judge(struct machine *m, enum check_id id)
{
    forget(m);
    m->report = mem_new(sizeof *m->report);
    evidence_appraise(&m->evidence, NULL, &m->options, m->report);
    return &m->report->checks.of[id];
}

void machine_done(struct machine *m)
{
    forget(m);
    evidence_done(&m->evidence);
}
