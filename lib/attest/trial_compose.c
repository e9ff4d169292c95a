/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "attest/trial_app.h"
#include "compose/app_compose.h"
#include "compose/finding.h"
#include "compose/line_diff.h"

/* What is inside the app-compose that was measured: the docker-compose file, and what it leaves
 * open. */

enum { DIFF_CONTEXT = 3, DIFF_LINES = 200 };

#define DIFF_SIZE    (256 * KIB)
#define HINT_COMPOSE "hand in the app-compose.json that was measured: --app-compose FILE"

static size_t first_different_line(struct text a, struct text b)
{
    size_t line = 1;
    for (size_t i = 0; i < a.len && i < b.len && a.at[i] == b.at[i]; i++) {
        line += a.at[i] == '\n' ? 1 : 0;
    }
    return line;
}

static void compare_file(struct trial *t, struct text measured)
{
    const struct app_options *asked = &t->options->app;
    if (measured.at == NULL) {
        (void)check_fail(t->checks, CHECK_APP_COMPOSE,
                         "the measured app-compose has no docker_compose_file");
        return;
    }
    if (text_equal(measured, asked->compose)) {
        (void)check_pass(t->checks, CHECK_APP_COMPOSE, "%zu bytes", measured.len);
        return;
    }
    const struct line_diff_options options = {
        .from_name = "measured",
        .to_name = asked->compose_name != NULL ? asked->compose_name : "given",
        .context = DIFF_CONTEXT,
        .lines_max = DIFF_LINES,
    };
    t->report->differences = buf_start(DIFF_SIZE);
    (void)line_diff(measured, asked->compose, &options, &t->report->differences);
    (void)check_fail(t->checks, CHECK_APP_COMPOSE,
                     "another docker-compose file was measured: they differ from line %zu on",
                     first_different_line(measured, asked->compose));
}

/* The checks that findings go to, and the option that makes failures of them. */
enum { IMAGES = 1, LOGS = 2, RIGHTS = 4 };

static const unsigned concerns[FINDING_KIND_COUNT] = {
    [FINDING_UNREADABLE] = IMAGES | RIGHTS, [FINDING_EXTERNAL] = IMAGES | RIGHTS,
    [FINDING_IMAGE_UNPINNED] = IMAGES,      [FINDING_IMAGE_VARIABLE] = IMAGES,
    [FINDING_IMAGE_BUILT] = IMAGES,         [FINDING_SCRIPT_UNPINNED] = IMAGES,
    [FINDING_PRIVILEGED] = RIGHTS,          [FINDING_HOST_PID] = RIGHTS,
    [FINDING_HOST_NETWORK] = RIGHTS,        [FINDING_ROOT_MOUNTED] = RIGHTS,
    [FINDING_DOCKER_MOUNTED] = RIGHTS,      [FINDING_MOUNT_VARIABLE] = RIGHTS,
    [FINDING_SCRIPT_PRIVILEGED] = RIGHTS,   [FINDING_PUBLIC_LOGS] = LOGS,
    [FINDING_PUBLIC_SYSINFO] = LOGS,
};

struct subject {
    unsigned concern;
    enum check_id check;
    const char *fine;
    bool is_demanded;
};

enum { SUBJECTS = 3 };

struct subjects {
    struct subject of[SUBJECTS];
};

static struct subjects subjects_of(const struct app_options *asked)
{
    return (struct subjects){{
        {IMAGES, CHECK_APP_IMAGES, "every image has a digest", asked->demand_images},
        {LOGS, CHECK_APP_LOGS, "not public", asked->demand_private},
        {RIGHTS, CHECK_APP_PRIVILEGED, "none has", asked->demand_unprivileged},
    }};
}

/* "docker_compose_file, line 3, 'web': the image has no digest …: nginx (and 2 more)" */
static void set_finding(struct check *check, enum check_result result,
                        const struct finding *finding, size_t more)
{
    char line[32] = "";
    char rest[40] = "";
    if (finding->line > 0) {
        (void)snprintf(line, sizeof line, ", line %zu", finding->line);
    }
    if (more > 0) {
        (void)snprintf(rest, sizeof rest, " (and %zu more)", more);
    }
    bool has_service = finding->service != NULL;
    bool has_detail = finding->detail != NULL;
    check_set(check, result, "%s%s%s%.24s%s: %s%s%.80s%s", finding->member, line,
              has_service ? ", '" : "", has_service ? finding->service : "", has_service ? "'" : "",
              finding_text(finding->kind), has_detail ? ": " : "",
              has_detail ? finding->detail : "", rest);
}

static void judge_subject(struct trial *t, const struct subject *subject,
                          const struct findings *findings)
{
    const struct finding *first = NULL;
    size_t n = 0;
    for (size_t i = 0; i < findings->n; i++) {
        if ((concerns[findings->at[i].kind] & subject->concern) != 0) {
            first = first != NULL ? first : &findings->at[i];
            n++;
        }
    }
    if (first == NULL) {
        (void)check_pass(t->checks, subject->check, "%s", subject->fine);
        return;
    }
    set_finding(&t->checks->of[subject->check], subject->is_demanded ? RESULT_FAIL : RESULT_WARN,
                first, n - 1);
}

/* The same for all of them: there is nothing to look at. */
static void set_unknown(struct trial *t, enum check_result otherwise, struct reason reason)
{
    struct subjects subjects = subjects_of(&t->options->app);
    for (size_t i = 0; i < SUBJECTS; i++) {
        struct check *check = &t->checks->of[subjects.of[i].check];
        bool is_demanded = subjects.of[i].is_demanded;
        check_set(check, is_demanded ? RESULT_UNDECIDED : otherwise, "%s", reason.detail);
        if (is_demanded && reason.hint != NULL) {
            check_set_hint(check, "%s", reason.hint);
        }
    }
}

static void judge_findings(struct trial *t, const struct app_compose *compose)
{
    struct err e = {0};
    AUTO(findings_done) struct findings findings = {0};
    struct subjects subjects = subjects_of(&t->options->app);
    if (!findings_of(compose, &findings, &e)) {
        set_unknown(t, RESULT_WARN, (struct reason){e.text, NULL});
        return;
    }
    for (size_t i = 0; i < SUBJECTS; i++) {
        judge_subject(t, &subjects.of[i], &findings);
    }
}

static void judge_measured(struct trial *t, struct text measured)
{
    struct err e = {0};
    AUTO(app_compose_done) struct app_compose compose = {0};
    bool is_asked = t->options->app.compose.at != NULL;
    if (!app_compose_parse(text_bytes(measured), &compose, &e)) {
        (void)check_undecided(t->checks, CHECK_APP_COMPOSE,
                              "the measured app-compose cannot be read: %s", e.text);
        set_unknown(t, RESULT_WARN, (struct reason){t->checks->of[CHECK_APP_COMPOSE].detail, NULL});
    } else {
        judge_findings(t, &compose);
        if (is_asked) {
            compare_file(t, compose.docker_compose_file);
        }
    }
    if (!is_asked) {
        (void)check_skip(t->checks, CHECK_APP_COMPOSE, "no docker-compose file was given");
    }
}

static void lack_measured(struct trial *t)
{
    bool is_asked = t->options->app.compose.at != NULL;
    struct reason none = {"there is no app-compose that was measured", HINT_COMPOSE};
    set_unknown(t, RESULT_SKIP, none);
    if (!is_asked) {
        (void)check_skip(t->checks, CHECK_APP_COMPOSE, "no docker-compose file was given");
    } else if (app_unproved(t->report).detail != NULL) {
        app_cannot_tell(t, CHECK_APP_COMPOSE);
    } else {
        check_set_hint(check_undecided(t->checks, CHECK_APP_COMPOSE, "%s", none.detail), "%s",
                       none.hint);
    }
}

void trial_compose(struct trial *t)
{
    struct text measured = app_measured_compose(t);
    if (measured.at != NULL) {
        judge_measured(t, measured);
    } else {
        lack_measured(t);
    }
}
