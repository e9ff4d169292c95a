/* SPDX-License-Identifier: Apache-2.0 */
#include "trial_case.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "binding_values.h"

static void machine_open(struct machine *m, uint8_t fill)
{
    struct quote *quote = &m->evidence.quote;
    quote->tee = TEE_TDX;
    quote->body = BODY_TD_10;
    for (size_t i = 0; i < TD_FIELDS_10; i++) {
        memset(m->fields[i], i == TD_RTMR3 ? fill : 0, sizeof m->fields[i]);
        quote->td[i] = bytes_of(m->fields[i], td_layout[i].size);
    }
    m->evidence.has_quote = true;
}

void trial_case_open(struct trial_case *c)
{
    memset(c, 0, sizeof *c);
    machine_open(&c->machine, 1);
    machine_open(&c->service, 2);
    c->report = mem_new(sizeof *c->report);
    checks_start(&c->report->checks);
    c->app.is_proved = true;
    c->app.value[APP_KEY_APP_ID] = trial_case_hex(c, APP_ID);
    c->options.at = ENV_TIME;
    c->trial = (struct trial){.evidence = &c->machine.evidence,
                              .options = &c->options,
                              .report = c->report,
                              .checks = &c->report->checks,
                              .app = &c->app};
}

void trial_case_done(struct trial_case *c)
{
    evidence_done(&c->machine.evidence);
    evidence_done(&c->service.evidence);
    mem_free(c->report);
}

struct bytes trial_case_hex(struct trial_case *c, const char *hex)
{
    cr_assert_lt(c->n_rooms, COUNT(c->room));
    uint8_t *room = c->room[c->n_rooms++];
    size_t n = strlen(hex) / 2;
    cr_assert(hex_decode(text_of(hex), room, n), "%s", hex);
    return bytes_of(room, n);
}

void trial_case_report_data(struct trial_case *c, const char *hex)
{
    memset(c->machine.fields[TD_REPORT_DATA], 0, 64);
    cr_assert(hex_decode(text_of(hex), c->machine.fields[TD_REPORT_DATA], strlen(hex) / 2));
}

void trial_case_bind(struct trial_case *c, enum binding_kind kind, const char *hex)
{
    c->options.app.bindings[kind] = (struct binding){true, trial_case_hex(c, hex)};
}

void trial_case_kms(struct evidence *out, const char *text)
{
    struct err e;
    struct json *json = json_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(json, "%s", e.text);
    cr_assert(kms_statement_read(keep_json(&out->keep, json), out, &e), "%s", e.text);
}

enum check_result trial_case_judge(struct trial_case *c, void (*part)(struct trial *t),
                                   enum check_id id)
{
    checks_start(&c->report->checks);
    part(&c->trial);
    cr_expect_str_neq(c->report->checks.of[id].detail, "");
    return c->report->checks.of[id].result;
}

const struct check *trial_case_check(const struct trial_case *c, enum check_id id)
{
    return &c->report->checks.of[id];
}
