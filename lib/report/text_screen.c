/* SPDX-License-Identifier: Apache-2.0 */
#include "report/text_screen.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "attest/app.h"
#include "attest/explain.h"
#include "report/subject.h"
#include "report/text_checks.h"
#include "report/text_platform.h"

/* Leaves 64 of 80 columns, which 32 bytes in hex are. */
enum { AT_VALUE = 16 };

static void write_document(struct sheet *s, const struct report *report)
{
    char line[256];
    const struct quote *quote = report->quote;
    if (quote == NULL) {
        (void)snprintf(line, sizeof line, "%s, without a quote that can be judged",
                       subject_what(report));
    } else {
        (void)snprintf(line, sizeof line, "%s, %s quote version %u%s", subject_what(report),
                       quote->tee == TEE_TDX ? "TDX" : "SGX", (unsigned)quote->version,
                       quote_is_debug(quote) ? ", under DEBUG" : "");
    }
    sheet_row(s, "Document", line);
}

static void write_times(struct sheet *s, const struct report *report)
{
    enum { DAY = 24 * 60 * 60 };
    char at[INSTANT_TEXT];
    char until[INSTANT_TEXT];
    char line[128];
    (void)instant_format(report->at, at);
    if (!report->has_valid_until) {
        (void)snprintf(line, sizeof line, "%s", at);
    } else if (report->valid_until < report->at) {
        (void)snprintf(line, sizeof line, "%s, good until %.10s, which is past", at,
                       instant_format(report->valid_until, until));
    } else {
        (void)snprintf(line, sizeof line, "%s, good until %.10s (%" PRId64 " days left)", at,
                       instant_format(report->valid_until, until),
                       (report->valid_until - report->at) / DAY);
    }
    sheet_row(s, "Judged at", line);
}

/* What names the app, its code and its system. */
static void write_app(struct sheet *s, const struct report *report)
{
    static const enum app_key keys[] = {APP_KEY_APP_ID, APP_KEY_COMPOSE_HASH, APP_KEY_INSTANCE_ID,
                                        APP_KEY_OS_IMAGE_HASH, APP_KEY_ROOTFS_HASH};
    const struct app *app = subject_app(report);
    if (app == NULL) {
        text_app(s, report);
        return;
    }
    sheet_heading(s, "Application, as measured");
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (app->value[keys[i]].left > 0) {
            sheet_label(s, app_key_word(keys[i]));
            sheet_hex(s, s->value, app->value[keys[i]]);
            sheet_line(s);
        }
    }
    text_row(s, "key_provider", app->key_provider);
}

/* The id behind the word of its group, where that is its subject. */
static const char *member_name(const struct check *check)
{
    const char *word = explain_group_word(check_group(check->id));
    size_t n = strlen(word);
    bool is_of = strlen(check->name) > n && check->name[n] == '.';
    for (size_t i = 0; is_of && i < n; i++) {
        is_of = check->name[i] == (word[i] == '-' ? '_' : word[i]);
    }
    return check->name + (is_of ? n + 1 : 0);
}

/* The checks of a group that have one result. */
struct members {
    const struct report *report;
    enum check_group group;
    enum check_result result;
};

/* The next one from that index on, which it moves behind; NULL when there is none. */
static const struct check *next_member(const struct members *members, size_t *index)
{
    const struct check *check = NULL;
    while ((check = report_check(members->report, *index)) != NULL) {
        ++*index;
        if (check->result == members->result && check_group(check->id) == members->group) {
            return check;
        }
    }
    return NULL;
}

static void write_names(struct sheet *s, const struct members *members)
{
    const struct check *check = NULL;
    const char *separator = "";
    for (size_t i = 0; (check = next_member(members, &i)) != NULL; separator = " ") {
        sheet_put(s, separator);
        sheet_words(s, s->value, member_name(check));
    }
}

static bool is_told(const struct members *members, struct text subject, size_t before)
{
    const struct check *check = NULL;
    for (size_t i = 0; (check = next_member(members, &i)) != NULL && i < before;) {
        if (text_equal(check_subject(check->name), subject)) {
            return true;
        }
    }
    return false;
}

/* "66 checks: quote pck root_crl": each subject once. */
static void write_subjects(struct sheet *s, const struct members *members, size_t n)
{
    const struct check *check = NULL;
    char word[CHECK_ID];
    (void)snprintf(word, sizeof word, "%zu %s:", n, n == 1 ? "check" : "checks");
    sheet_put(s, word);
    for (size_t i = 0; (check = next_member(members, &i)) != NULL;) {
        struct text subject = check_subject(check->name);
        if (!is_told(members, subject, i)) {
            (void)snprintf(word, sizeof word, "%.*s", TEXT_ARG(subject));
            sheet_put(s, " ");
            sheet_words(s, s->value, word);
        }
    }
}

/* One line, or none; the many checks of the platform are told by their subjects. */
static void write_group(struct sheet *s, const struct members *members)
{
    size_t n = 0;
    for (size_t i = 0; next_member(members, &i) != NULL;) {
        n++;
    }
    if (n == 0) {
        return;
    }
    sheet_to(s, SHEET_LABEL);
    text_mark(s, members->result);
    sheet_put(s, explain_group_word(members->group));
    sheet_to(s, s->value);
    if (members->result == RESULT_SKIP && n == check_group_size(members->group)) {
        char all[32];
        (void)snprintf(all, sizeof all, "all %zu", n);
        sheet_put(s, all);
    } else if (members->group == GROUP_HARDWARE) {
        write_subjects(s, members, n);
    } else {
        write_names(s, members);
    }
    sheet_line(s);
}

static void write_result(struct sheet *s, const struct report *report, enum check_result result)
{
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        write_group(s, &(struct members){report, (enum check_group)group, result});
    }
}

static void write_proved(struct sheet *s, const struct report *report)
{
    char heading[64];
    (void)snprintf(heading, sizeof heading, "Proved: %zu checks (-v shows each)",
                   report_count(report, RESULT_PASS));
    sheet_heading(s, heading);
    write_result(s, report, RESULT_PASS);
}

static void write_not_proved(struct sheet *s, const struct report *report)
{
    static const struct {
        enum check_result result;
        const char *word;
    } order[] = {{RESULT_FAIL, "failed"},
                 {RESULT_UNDECIDED, "undecided"},
                 {RESULT_WARN, "with warning"},
                 {RESULT_SKIP, "skipped"}};
    char heading[128] = "Not proved";
    const char *separator = ": ";
    for (size_t i = 0; i < COUNT(order); i++) {
        size_t n = report_count(report, order[i].result);
        size_t used = strlen(heading);
        if (n > 0) {
            (void)snprintf(heading + used, sizeof heading - used, "%s%zu %s", separator, n,
                           order[i].word);
            separator = ", ";
        }
    }
    if (separator[0] == ':') {
        return;
    }
    sheet_heading(s, heading);
    for (size_t i = 0; i < COUNT(order); i++) {
        write_result(s, report, order[i].result);
    }
}

void text_screen(struct sheet *s, const struct report *report)
{
    s->value = AT_VALUE;
    sheet_heading(s, "Evidence");
    write_document(s, report);
    if (report->quote != NULL) {
        text_tcb(s, report);
    }
    write_times(s, report);
    write_app(s, report);
    write_proved(s, report);
    write_not_proved(s, report);
}
