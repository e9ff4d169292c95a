/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/finding.h"

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "compose/docker_compose.h"
#include "compose/host_path.h"
#include "compose/image.h"
#include "compose/launch_script.h"

#define COMPOSE_FILE "docker_compose_file"

/* Where findings are of. */
struct scope {
    struct findings *findings;
    const char *member;
    struct text service; /* or empty */
};

static char *taken(const struct buf *b)
{
    return text_dup(buf_view_text(b));
}

static struct finding *add(const struct scope *scope, enum finding_kind kind, size_t line)
{
    struct findings *list = scope->findings;
    if (list->n == list->room) {
        list->room = list->room > 0 ? list->room * 2 : 8;
        list->at = mem_resize(list->at, list->room, sizeof *list->at);
    }
    struct finding *finding = &list->at[list->n++];
    *finding = (struct finding){.kind = kind, .member = scope->member, .line = line};
    if (scope->service.at != NULL) {
        AUTO(buf_done) struct buf shown = buf_start(4 * scope->service.len + 1);
        utf8_escape(scope->service, &shown);
        finding->service = taken(&shown);
    }
    return finding;
}

/* Appends 'words', on one line, as much as one reads. */
static void quote(struct buf *out, struct text words)
{
    enum { SHOWN = 160 };
    struct text shown = text_trim(words);
    bool is_long = shown.len > SHOWN;
    shown.len = is_long ? SHOWN : shown.len;
    while (is_long && ((uint8_t)shown.at[shown.len] & 0xc0) == 0x80) {
        shown.len--;
    }
    AUTO(buf_done) struct buf line = buf_start(SHOWN);
    for (size_t i = 0; i < shown.len; i++) {
        bool is_blank = shown.at[i] == '\n' || shown.at[i] == '\r' || shown.at[i] == '\t';
        buf_char(&line, is_blank ? ' ' : shown.at[i]);
    }
    buf_char(out, '\'');
    utf8_escape(buf_view_text(&line), out);
    buf_text(out, is_long ? "…'" : "'");
}

static void add_quoted(const struct scope *scope, enum finding_kind kind, size_t line,
                       struct text words, const char *behind)
{
    AUTO(buf_done) struct buf detail = buf_start(2 * KIB);
    quote(&detail, words);
    buf_text(&detail, behind);
    add(scope, kind, line)->detail = taken(&detail);
}

static void add_variable(const struct scope *scope, enum finding_kind kind, size_t line,
                         struct text words, struct text variable)
{
    AUTO(buf_done) struct buf detail = buf_start(2 * KIB);
    quote(&detail, words);
    buf_text(&detail, " depends on ");
    quote(&detail, variable);
    add(scope, kind, line)->detail = taken(&detail);
}

static void judge_image(const struct scope *scope, const struct compose_service *service)
{
    const struct image_reference *image = &service->image;
    if (service->build_line != 0) {
        (void)add(scope, FINDING_IMAGE_BUILT, service->build_line);
    } else if (service->image_line != 0 && image->variable.len > 0) {
        add_variable(scope, FINDING_IMAGE_VARIABLE, service->image_line, image->text,
                     image->variable);
    } else if (service->image_line != 0 && !image->has_digest) {
        add_quoted(scope, FINDING_IMAGE_UNPINNED, service->image_line, image->text, "");
    }
}

static void judge_setting(const struct scope *scope, enum finding_kind kind,
                          const struct compose_setting *setting)
{
    struct text variable;
    if (setting->line == 0) {
        return;
    }
    if (interpolation_find(setting->value, &variable)) {
        add_variable(scope, kind, setting->line, setting->value, variable);
    } else {
        (void)add(scope, kind, setting->line);
    }
}

static void judge_mounts(const struct scope *scope, const struct compose_mounts *mounts)
{
    for (size_t i = 0; i < mounts->n; i++) {
        const struct compose_mount *mount = &mounts->at[i];
        enum host_reach reach = host_reach_of(mount->source);
        struct text variable;
        if (interpolation_find(mount->source, &variable)) {
            add_variable(scope, FINDING_MOUNT_VARIABLE, mount->line, mount->source, variable);
        } else if (reach == REACH_ROOT) {
            add_quoted(scope, FINDING_ROOT_MOUNTED, mount->line, mount->source, "");
        } else if (reach == REACH_DOCKER) {
            add_quoted(scope, FINDING_DOCKER_MOUNTED, mount->line, mount->source, "");
        }
    }
}

static void judge_service(struct findings *findings, const struct compose_service *service)
{
    struct scope scope = {findings, COMPOSE_FILE, service->name};
    judge_image(&scope, service);
    if (service->external_line != 0) {
        (void)add(&scope, FINDING_EXTERNAL, service->external_line);
    }
    judge_setting(&scope, FINDING_PRIVILEGED, &service->privileged);
    judge_setting(&scope, FINDING_HOST_PID, &service->host_pid);
    judge_setting(&scope, FINDING_HOST_NETWORK, &service->host_network);
    judge_setting(&scope, FINDING_DOCKER_MOUNTED, &service->api_socket);
    judge_mounts(&scope, &service->mounts);
}

static void judge_services(struct findings *findings, const struct docker_compose *compose)
{
    struct scope scope = {.findings = findings, .member = COMPOSE_FILE};
    for (size_t i = 0; i < compose->n; i++) {
        judge_service(findings, &compose->services[i]);
    }
    judge_mounts(&scope, &compose->mounts);
    if (compose->include_line != 0) {
        (void)add(&scope, FINDING_EXTERNAL, compose->include_line);
    }
}

static bool judge_compose_file(struct findings *findings, const struct app_compose *app,
                               struct err *e)
{
    struct scope scope = {.findings = findings, .member = COMPOSE_FILE};
    if (app->docker_compose_file.at == NULL) {
        if (text_is(app->runner, "docker-compose")) {
            add(&scope, FINDING_UNREADABLE, 0)->detail = text_dup(text_of("there is none"));
        }
        return true;
    }
    AUTO(docker_compose_done) struct docker_compose compose = {.yaml = NULL};
    if (docker_compose_parse(app->docker_compose_file, &compose, e)) {
        judge_services(findings, &compose);
        return true;
    }
    if (e->kind == ERR_INTERNAL) {
        return false;
    }
    add(&scope, FINDING_UNREADABLE, 0)->detail = text_dup(text_of(e->text));
    *e = (struct err){.kind = ERR_NONE};
    return true;
}

static void judge_script(struct findings *findings, const char *member, struct text text)
{
    static const char *const sure = " (found by a search in the text)";
    struct scope scope = {.findings = findings, .member = member};
    struct launch_script script = launch_script_of(text);
    struct launch_command command;
    while (launch_script_next(&script, &command)) {
        if (command.is_privileged) {
            add_quoted(&scope, FINDING_SCRIPT_PRIVILEGED, command.line, command.text, sure);
        }
        if (!command.has_digest) {
            add_quoted(&scope, FINDING_SCRIPT_UNPINNED, command.line, command.text, sure);
        }
    }
}

static void judge_flags(struct findings *findings, const struct app_compose *app)
{
    const struct scope logs = {.findings = findings, .member = "public_logs"};
    const struct scope sysinfo = {.findings = findings, .member = "public_sysinfo"};
    if (app->public_logs) {
        (void)add(&logs, FINDING_PUBLIC_LOGS, 0);
    }
    if (app->public_sysinfo) {
        (void)add(&sysinfo, FINDING_PUBLIC_SYSINFO, 0);
    }
}

bool findings_of(const struct app_compose *app, struct findings *out, struct err *e)
{
    AUTO(findings_done) struct findings findings = {.at = NULL};
    TRY(judge_compose_file(&findings, app, e));
    for (size_t i = 0; i < app->init_scripts.n; i++) {
        judge_script(&findings, "init_script", app->init_scripts.at[i]);
    }
    judge_script(&findings, "pre_launch_script", app->pre_launch_script);
    judge_script(&findings, "bash_script", app->bash_script);
    judge_flags(&findings, app);
    *out = findings;
    findings = (struct findings){.at = NULL};
    return true;
}

void findings_done(struct findings *findings)
{
    for (size_t i = 0; i < findings->n; i++) {
        mem_free(findings->at[i].service);
        mem_free(findings->at[i].detail);
    }
    mem_free(findings->at);
    *findings = (struct findings){.at = NULL};
}

static const struct {
    const char *id;
    const char *text;
} kinds[FINDING_KIND_COUNT] = {
#define X(name, id, text) {id, text},
    FINDING_KINDS(X)
#undef X
};

const char *finding_id(enum finding_kind kind)
{
    return kinds[kind].id;
}

const char *finding_text(enum finding_kind kind)
{
    return kinds[kind].text;
}
