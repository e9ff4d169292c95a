/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/app.h"
#include "base/hex.h"
#include "policy/policy.h"

/* A policy that evidence meets. */

enum { MACHINES = 1 + LIMIT_PARTS };

/* The machines that the policy is to hold for: the document's own and those beside it. Key service
 * and gateway are other apps. */
struct writer {
    struct buf *out;
    const struct report *machines[MACHINES];
    size_t n;
};

enum liveness { LIVE, LIVE_WITHOUT_APP, COMMENT };

struct line {
    const char *name;
    enum liveness liveness;
    const char *about;
};

static const struct line measurement_lines[] = {
    {"mrtd", LIVE, "the firmware"},
    {"rtmr0", LIVE, "its configuration, and the machine's memory and processors"},
    {"rtmr1", LIVE, "the kernel"},
    {"rtmr2", LIVE, "its command line and first file system"},
    {"rtmr3", LIVE_WITHOUT_APP, "what the system measured later: app, instance, and more"},
    {"mr_config_id", LIVE_WITHOUT_APP, "what the machine was configured with from outside"},
    {"mrenclave", LIVE, "the code of the enclave"},
    {"mrsigner", LIVE, "who signed it"},
};

static const struct line app_lines[] = {
    {"app_id", LIVE, NULL},
    {"compose_hash", LIVE, "the app-compose.json, to the last byte"},
    {"instance_id", COMMENT, "of one instance only"},
    {"device_id", COMMENT, "of one machine only"},
};

static const struct line os_lines[] = {
    {"os_image_hash", LIVE, "the release of the OS, by its own word until it is compared"},
};

static const struct line kms_lines[] = {
    {"mr_kms", LIVE, "what the key service measured when it gave out the keys"},
};

/* What a machine says of the app counts when its log is proved. */
static const struct app *app_of(const struct report *machine)
{
    return machine->app != NULL && machine->app->is_proved ? machine->app : NULL;
}

static bool value_of(const struct report *machine, const char *name, struct bytes *out)
{
    enum app_key key = app_key_find(text_of(name));
    const struct app *app = app_of(machine);
    *out = bytes_of(NULL, 0);
    if (key == APP_KEY_COUNT) {
        return machine->quote != NULL && quote_field(machine->quote, text_of(name), out) &&
               out->left > 0;
    }
    *out = app != NULL ? app->value[key] : *out;
    return out->left > 0;
}

/* The values of all machines, each once; none when one machine has none. */
static size_t collect(const struct writer *w, const char *name, struct bytes out[MACHINES])
{
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        struct bytes value;
        if (!value_of(w->machines[i], name, &value)) {
            return 0;
        }
        size_t k = 0;
        while (k < n && !bytes_equal(out[k], value)) {
            k++;
        }
        out[k] = value;
        n += k == n ? 1 : 0;
    }
    return n;
}

static bool has_app(const struct writer *w)
{
    for (size_t i = 0; i < w->n; i++) {
        if (app_of(w->machines[i]) == NULL) {
            return false;
        }
    }
    return true;
}

static void write_line(const struct writer *w, const struct line *line)
{
    struct bytes values[MACHINES];
    size_t n = collect(w, line->name, values);
    bool is_live = line->liveness == LIVE || (line->liveness == LIVE_WITHOUT_APP && !has_app(w));
    if (n == 0) {
        return;
    }
    if (line->about != NULL) {
        buf_printf(w->out, "# %s\n", line->about);
    }
    buf_printf(w->out, "%s%s = %s", is_live ? "" : "# ", line->name, n > 1 ? "[" : "");
    for (size_t i = 0; i < n; i++) {
        buf_text(w->out, i > 0 ? ", \"" : "\"");
        buf_hex(w->out, values[i]);
        buf_char(w->out, '"');
    }
    buf_text(w->out, n > 1 ? "]\n" : "\n");
}

static void write_lines(const struct writer *w, const struct line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        write_line(w, &lines[i]);
    }
}

/* A key that asks for what is found anyway; for a comment where it is not, or not known to be. */
static void write_flag(const struct writer *w, enum check_id check, const char *line)
{
    bool holds = true;
    for (size_t i = 0; i < w->n; i++) {
        holds = holds && w->machines[i]->checks.of[check].result == RESULT_PASS;
    }
    buf_printf(w->out, "%s%s\n", holds ? "" : "# not so, or not known, in this evidence: ", line);
}

static void write_status(const struct writer *w)
{
    buf_text(w->out, "[tcb]\n# statuses that are accepted beside UpToDate\n");
    bool allowed[STATUS_COUNT] = {false};
    size_t n = 0;
    for (size_t i = 0; i < w->n; i++) {
        const struct report *machine = w->machines[i];
        bool is_needed = machine->tcb.has_status && machine->tcb.status != STATUS_UP_TO_DATE &&
                         machine->checks.of[CHECK_TCB_STATUS].result == RESULT_PASS;
        if (is_needed && !allowed[machine->tcb.status]) {
            allowed[machine->tcb.status] = true;
            buf_printf(w->out, "%s\"%s\"", n++ > 0 ? ", " : "allow = [",
                       tcb_status_word(machine->tcb.status));
        }
    }
    buf_text(w->out, n > 0 ? "]\n" : "# allow = [\"SWHardeningNeeded\"]\n");
}

/* Nothing that could end a string or a comment. */
static bool is_plain(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_letter && !(c >= '0' && c <= '9') && c != '-') {
            return false;
        }
    }
    return text.len > 0;
}

static void write_advisories(const struct writer *w, const struct report_tcb *tcb)
{
    size_t n = 0;
    for (size_t i = 0; i < tcb->n_advisories; i++) {
        if (is_plain(tcb->advisories[i])) {
            buf_printf(w->out, "%s\"%.*s\"", n++ > 0 ? ", " : "# advisories = [",
                       TEXT_ARG(tcb->advisories[i]));
        }
    }
    buf_text(w->out, n > 0 ? "]\n" : "");
}

static void write_tcb(const struct writer *w)
{
    const struct report_tcb *tcb = &w->machines[0]->tcb;
    char date[INSTANT_TEXT];
    write_status(w);
    write_advisories(w, tcb);
    if (tcb->has_date) {
        buf_printf(w->out, "# min_date = %.10s\n", instant_format(tcb->date, date));
    }
    if (tcb->has_evaluation_data_number) {
        buf_printf(w->out, "# min_evaluation_data_number = %llu\n",
                   (unsigned long long)tcb->evaluation_data_number);
    }
}

static bool same_provider(const struct writer *w)
{
    const struct app *first = app_of(w->machines[0]);
    for (size_t i = 1; i < w->n; i++) {
        const struct app *other = app_of(w->machines[i]);
        if (!text_equal(first->key_provider, other->key_provider) ||
            !text_equal(first->key_provider_id, other->key_provider_id)) {
            return false;
        }
    }
    return is_plain(first->key_provider);
}

static void write_kms(const struct writer *w)
{
    const struct app *app = app_of(w->machines[0]);
    buf_text(w->out, "\n[kms]\n");
    if (same_provider(w)) {
        buf_printf(w->out, "key_provider = \"%.*s\"\n", TEXT_ARG(app->key_provider));
    }
    if (same_provider(w) && text_is(app->key_provider, "kms") && hex_is(app->key_provider_id)) {
        buf_printf(w->out, "# the key of the key service\nroot = \"%.*s\"\n",
                   TEXT_ARG(app->key_provider_id));
    }
    write_lines(w, kms_lines, COUNT(kms_lines));
}

static void write_app(const struct writer *w)
{
    if (w->machines[0]->quote == NULL || w->machines[0]->quote->tee != TEE_TDX) {
        return;
    }
    if (!has_app(w)) {
        buf_text(w->out, "\n# There is no event log that would prove which app runs in it.\n");
        return;
    }
    buf_text(w->out, "\n[app]\n");
    write_lines(w, app_lines, COUNT(app_lines));
    write_flag(w, CHECK_APP_IMAGES, "pinned_images = true");
    write_flag(w, CHECK_APP_LOGS, "public_logs = false");
    write_flag(w, CHECK_APP_PRIVILEGED, "privileged = false");
    buf_text(w->out, "\n[os]\n");
    write_lines(w, os_lines, COUNT(os_lines));
    write_flag(w, CHECK_OS_DEVELOPMENT, "development = false");
    buf_text(w->out, "# the OS has to be compared with a reference that is given at each use\n"
                     "# reference = true\n");
    write_kms(w);
}

/* Whether it is compared with what the first machine has to be. */
static bool is_machine(const struct report_part *part)
{
    return part->part->role == PART_INSTANCE || part->part->role == PART_ATTESTATION;
}

void policy_write(const struct evidence *evidence, const struct report *report, struct buf *out)
{
    struct writer w = {.out = out, .machines = {report}, .n = 1};
    char at[INSTANT_TEXT];
    for (size_t i = 0; i < report->n_parts; i++) {
        if (is_machine(&report->parts[i])) {
            w.machines[w.n++] = report->parts[i].report;
        }
    }
    buf_printf(out,
               "# What evidence has to be, for phala verify --policy; see phala-policy(5).\n"
               "# Written from %s, judged at %s%s: %s.\n"
               "version = %d\n\n",
               evidence_kind_what(evidence->kind), instant_format(report->at, at),
               report->trust_root_is_builtin ? "" : " under another root",
               verdict_word(report->verdict), POLICY_VERSION);
    write_tcb(&w);
    buf_text(out, "\n[measurements]\n");
    write_lines(&w, measurement_lines, COUNT(measurement_lines));
    write_app(&w);
    buf_text(out, "\n[binding]\n"
                  "# a nonce, or report data, has to be given at each use\n"
                  "# nonce_required = true\n");
}
