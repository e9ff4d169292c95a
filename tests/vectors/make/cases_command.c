/* SPDX-License-Identifier: Apache-2.0 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "case_list.h"
#include "chain_write.h"
#include "command.h"
#include "evidence.h"
#include "file_write.h"
#include "must.h"

/* The commands that write folders of evidence: cases and tour. */

enum { TEXT_MAX = 1 << 16 };

void root_write(const char *folder, const struct buf *der, bool with_der)
{
    struct buf pem = buf_start(TEXT_MAX);
    pem_write(&pem, "CERTIFICATE", buf_view(der), "\n");
    file_write(folder, "root_ca.pem", &pem);
    if (with_der) {
        file_write(folder, "root_ca.der", der);
    }
    buf_done(&pem);
}

static const char *verdict_of(const struct test_case *c)
{
    if (c->category == NULL) {
        return c->status == NULL ? "accept" : "accept_nonuptodate";
    }
    return strcmp(c->category, "trailing") == 0 ? "warn" : "reject";
}

static void text_member(struct buf *to, const char *name, const char *value, const char *end)
{
    buf_printf(to, "\"%s\": ", name);
    if (value == NULL) {
        buf_text(to, "null");
    } else {
        json_string(to, text_of(value));
    }
    buf_text(to, end);
}

static void expected_write(struct buf *to, const struct test_case *c)
{
    const char *verdict = verdict_of(c);
    bool is_rejected = strcmp(verdict, "reject") == 0;
    const char *category = c->status != NULL ? "status" : "ok";
    const char *status = c->status != NULL || is_rejected ? c->status : "UpToDate";
    buf_text(to, " \"expected\": {\n  ");
    text_member(to, "verdict", verdict, ",\n  ");
    text_member(to, "category", c->category != NULL ? c->category : category, ",\n  ");
    text_member(to, "status", status, ",\n  ");
    buf_text(to, "\"advisory_ids\": ");
    json_words(to, c->advisories);
    buf_text(to, "\n },\n ");
}

static void case_json_write(struct buf *to, const struct test_case *c)
{
    buf_text(to, "{\n ");
    text_member(to, "name", c->name, ",\n ");
    text_member(to, "group", c->group, ",\n ");
    buf_text(to, "\"verify_at\": ");
    json_date(to, NOW);
    buf_printf(to, ",\n \"verify_at_unix\": %lld,\n ", (long long)NOW);
    text_member(to, "root_ca", c->has_own_root ? "root_ca.der" : "../root_ca.der", ",\n");
    expected_write(to, c);
    text_member(to, "rule", c->rule, ",\n ");
    if (c->category_is_chosen) {
        buf_text(to, "\"category_is_chosen\": true,\n ");
    }
    if (c->options != NULL) {
        buf_text(to, "\"options\": ");
        json_words(to, c->options);
        buf_text(to, ",\n ");
    }
    text_member(to, "note", c->note != NULL ? c->note : "", "\n}\n");
}

static void evidence_write(const char *folder, const struct evidence *evidence)
{
    folder_make(folder);
    file_write(folder, "quote.bin", &evidence->quote);
    file_write(folder, "collateral.json", &evidence->collateral);
}

static void case_write(const char *out, const struct test_case *c)
{
    char folder[PATH_MAX];
    struct evidence evidence;
    struct buf json = buf_start(TEXT_MAX);
    struct platform platform = platform_start(c->base);
    int n = snprintf(folder, sizeof(folder), "%s/%s", out, c->name);
    must(n > 0 && (size_t)n < sizeof(folder), "path too long");
    if (c->prepare != NULL) {
        c->prepare(&platform, c);
    }
    c->change(&platform, c);
    evidence_make(&platform, &evidence);
    evidence_write(folder, &evidence);
    if (c->has_own_root) {
        file_write(folder, "root_ca.der", &evidence.root);
    }
    case_json_write(&json, c);
    file_write(folder, "case.json", &json);
    buf_done(&json);
    evidence_done(&evidence);
}

void cases_command(const struct command_options *options)
{
    struct case_list list = {0};
    struct evidence sound;
    struct platform platform = platform_start(TDX_V4);
    case_list_all(&list);
    folder_make(options->argument);
    evidence_make(&platform, &sound);
    root_write(options->argument, &sound.root, true);
    for (size_t i = 0; i < list.n; i++) {
        case_write(options->argument, &list.at[i]);
    }
    (void)fprintf(stderr, "%zu cases\n", list.n);
    evidence_done(&sound);
    case_list_done(&list);
}

void tour_command(const struct command_options *options)
{
    struct evidence evidence;
    struct evidence tampered;
    struct platform platform = platform_start(TDX_V4);
    evidence_make(&platform, &evidence);
    evidence_write(options->argument, &evidence);
    root_write(options->argument, &evidence.root, false);
    platform.quote.flip_at = quote_body_at(&platform.quote) + AT_RTMR3;
    evidence_make(&platform, &tampered);
    file_write(options->argument, "tampered.bin", &tampered.quote);
    evidence_done(&tampered);
    evidence_done(&evidence);
}
