/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: app_compose_parse, findings_of, docker_compose_parse, launch_script_next,
 * compose_hash_hint, line_diff. Input that is no app-compose.json is the docker-compose file and
 * the script of one. */
#include "target.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/utf8.h"
#include "compose/app_compose.h"
#include "compose/compose_hash.h"
#include "compose/finding.h"
#include "compose/line_diff.h"
#include "compose/line_edit.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* What is shown is one line of UTF-8 without control characters: escaping it changes nothing. */
static void check_shown(const char *text, size_t at_most)
{
    AUTO(buf_done) struct buf escaped = buf_start(8 * MIB);
    if (text != NULL) {
        utf8_escape(text_of(text), &escaped);
        require(text_equal(buf_view_text(&escaped), text_of(text)));
        require(escaped.len <= at_most);
    }
}

static void check_findings(const struct app_compose *app, size_t size)
{
    struct err e = {0};
    AUTO(findings_done) struct findings findings = {.at = NULL};
    AUTO(findings_done) struct findings again = {.at = NULL};
    require(findings_of(app, &findings, &e) && findings_of(app, &again, &e));
    require(findings.n == again.n);
    for (size_t i = 0; i < findings.n; i++) {
        const struct finding *finding = &findings.at[i];
        require(finding->kind == again.at[i].kind && finding->line == again.at[i].line);
        require(finding->member != NULL && finding->line <= size + 2);
        check_shown(finding->service, 4 * size);
        check_shown(finding->detail, 2 * KIB);
    }
}

/* Lines that are not marked are the same, in the same order. */
static void check_edit(struct text from, struct text to)
{
    AUTO(lines_done) struct lines a = lines_of(from);
    AUTO(lines_done) struct lines b = lines_of(to);
    bool *from_only = mem_array(a.n, sizeof *from_only);
    bool *to_only = mem_array(b.n, sizeof *to_only);
    line_edit(&a, &b, from_only, to_only);
    size_t k = 0;
    for (size_t i = 0; i < a.n; i++) {
        if (!from_only[i]) {
            while (k < b.n && to_only[k]) {
                k++;
            }
            require(k < b.n && text_equal(a.at[i], b.at[k]));
            k++;
        }
    }
    while (k < b.n) {
        require(to_only[k++]);
    }
    mem_free(from_only);
    mem_free(to_only);
}

static void check_diff(struct text from, struct text to)
{
    static const struct line_diff_options options = {"a", "b", 3, 50};
    AUTO(buf_done) struct buf out = buf_start(8 * MIB);
    require(line_diff(from, from, &options, &out) && out.len == 0);
    bool is_same = line_diff(from, to, &options, &out);
    require(is_same == text_equal(from, to) && is_same == (out.len == 0));
    require(buf_is_whole(&out));
    check_edit(from, to);
}

/* A newline behind the file is told from the file. */
static void check_hint(struct bytes file)
{
    AUTO(buf_done) struct buf longer = buf_start(2 * MIB);
    buf_add(&longer, file);
    buf_char(&longer, '\n');
    struct sha256 hash = sha256_of(file);
    if (file.left > 0 && file.at[file.left - 1] == '}') {
        require(compose_hash_hint(buf_view(&longer), &hash) != NULL);
    }
    struct sha256 other = sha256_of(buf_view(&longer));
    require(compose_hash_hint(file, &other) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct bytes file = bytes_of(data, size);
    struct text text = text_of_bytes(bytes_of(size > 0 ? data : (const uint8_t *)"", size));
    AUTO(app_compose_done) struct app_compose app = {.json = NULL};
    if (app_compose_parse(file, &app, &e)) {
        check_findings(&app, size);
        check_diff(app.docker_compose_file, app.pre_launch_script);
        check_hint(file);
        return 0;
    }
    require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
    const struct app_compose plain = {.docker_compose_file = text, .pre_launch_script = text};
    check_findings(&plain, size);
    check_diff(text, (struct text){text.at, size / 2});
    return 0;
}
