/* SPDX-License-Identifier: Apache-2.0 */
#include "verify_case.h"

#include <criterion/criterion.h>
#include <dirent.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "codec/pem.h"

static bool read_file(const char *folder, const char *name, struct buf *out)
{
    AUTO(mem_freep) char *path = path_join(folder, name);
    struct err e = {0};
    *out = buf_start(32 * MIB);
    return fs_exists(path) && fs_read(path, out, &e);
}

/* root_ca.pem in the folder, or the DER that the description points to. */
static void read_root(struct verify_case *c)
{
    AUTO(buf_done) struct buf pem = {0};
    bool found = false;
    c->root = buf_start(KIB);
    if (read_file(c->folder, "root_ca.pem", &pem)) {
        struct text text = buf_view_text(&pem);
        cr_assert(pem_next(&text, "CERTIFICATE", &c->root, &found) && found);
    }
    struct text name;
    if (!found && json_text(json_member(json_root(c->json), "root_ca"), &name)) {
        AUTO(mem_freep) char *path = text_dup(name);
        cr_assert(read_file(c->folder, path, &c->root), "%s: no %s", c->folder, path);
    }
    c->options.root_der = buf_view(&c->root);
}

/* "--allow-td-attribute NAME", as one text or as two. */
static void read_options(struct verify_case *c)
{
    const struct json_value *list = json_member(json_root(c->json), "options");
    for (const struct json_value *v = json_first(list); v != NULL; v = json_next(v)) {
        struct text rest;
        struct text word;
        bool more = json_text(v, &rest);
        cr_assert(more);
        while (more) {
            more = text_split(rest, ' ', &word, &rest);
            uint64_t bit = 0;
            if (!text_is(word, "--allow-td-attribute")) {
                cr_assert(td_attribute_parse(word, &bit), "%s: option '%.*s'", c->folder,
                          TEXT_ARG(word));
                c->options.allow_td_attributes |= bit;
            }
        }
    }
}

void verify_case_open(struct verify_case *c, const char *folder, const char *description,
                      const char *at)
{
    AUTO(buf_done) struct buf quote = {0};
    AUTO(buf_done) struct buf collateral = {0};
    AUTO(buf_done) struct buf about = {0};
    struct err e = {0};
    *c = (struct verify_case){.folder = text_dup(text_of(folder)),
                              .options = {.hardware_only = true}};
    cr_assert(read_file(folder, "quote.bin", &quote), "%s", folder);
    cr_assert(read_file(folder, "collateral.json", &collateral), "%s", folder);
    cr_assert(read_file(folder, description, &about), "%s", folder);
    c->json = json_parse(buf_view(&about), &e);
    cr_assert(c->json != NULL, "%s: %s", folder, e.text);
    read_root(c);
    read_options(c);
    uint64_t instant_at = 0;
    cr_assert(json_uint(json_member(json_root(c->json), at), UINT32_MAX * 64ULL, &instant_at));
    c->options.at = (instant)instant_at;
    if (evidence_recognise(buf_view(&quote), FORM_ANY, &c->evidence, &e) &&
        collateral_add(&c->collateral, buf_view(&collateral), &e)) {
        c->is_readable = true;
        c->platform = platform_new(&c->collateral, c->evidence.quote.tee);
    }
}

void verify_case_appraise(struct verify_case *c)
{
    mem_free(c->report);
    c->report = mem_new(sizeof *c->report);
    appraise(&c->evidence.quote, c->platform, &c->options, c->report);
}

void verify_case_done(struct verify_case *c)
{
    mem_free(c->report);
    platform_free(c->platform);
    collateral_done(&c->collateral);
    evidence_done(&c->evidence);
    buf_done(&c->root);
    json_free(c->json);
    mem_free(c->folder);
    *c = (struct verify_case){0};
}

struct text verify_case_text(const struct verify_case *c, const char *outer, const char *inner)
{
    struct text text = {"", 0};
    const struct json_value *value = json_member(json_root(c->json), outer);
    value = inner != NULL ? json_member(value, inner) : value;
    return json_text(value, &text) ? text : text_of("");
}

bool verify_case_has_advisories(const struct verify_case *c, const struct json_value *list)
{
    const struct report_tcb *tcb = &c->report->tcb;
    for (const struct json_value *v = json_first(list); v != NULL; v = json_next(v)) {
        struct text wanted;
        bool is_there = false;
        cr_assert(json_text(v, &wanted));
        for (size_t i = 0; i < tcb->n_advisories; i++) {
            is_there = is_there || text_equal(tcb->advisories[i], wanted);
        }
        if (!is_there) {
            return false;
        }
    }
    return tcb->n_advisories == json_count(list);
}

void verify_case_allow_any(struct verify_case *c)
{
    for (size_t i = 0; i < STATUS_COUNT; i++) {
        c->options.allow_status[i] = true;
    }
}

const char *verify_case_category(const struct verify_case *c, enum check_result result)
{
    const struct check *check = report_first(c->report, result);
    return check != NULL ? check_catalogue[check->id].category : "";
}

bool verify_each(const char *folder, void (*visit)(const char *folder, const char *name))
{
    struct dirent **entries = NULL;
    int n = scandir(folder, &entries, NULL, alphasort);
    size_t visited = 0;
    for (int i = 0; i < n; i++) {
        AUTO(mem_freep) char *path = path_join(folder, entries[i]->d_name);
        AUTO(mem_freep) char *quote = path_join(path, "quote.bin");
        if (entries[i]->d_name[0] != '.' && fs_exists(quote)) {
            visit(path, entries[i]->d_name);
            visited++;
        }
        free(entries[i]);
    }
    free(entries);
    return visited > 0;
}
