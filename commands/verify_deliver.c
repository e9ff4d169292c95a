/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/fs.h"
#include "commands/step_summary.h"
#include "commands/verify_options.h"
#include "report/report_github.h"
#include "report/report_html.h"
#include "report/report_json.h"
#include "report/report_junit.h"
#include "report/report_sarif.h"
#include "report/report_text.h"
#include "report/report_vsa.h"

/* The report in the form that was asked for, and where it goes. */

enum { DOCUMENT_CAP = 4 * 1024 * 1024, REPORT_MODE = 0644 };

static void write_as_text(const struct report *report, const struct context *context,
                          struct buf *out)
{
    const struct print_style *style = print_style_of(context->out);
    const struct report_style text = {
        .colour = style->colour,
        .ascii = style->ascii,
        .verbose = context->globals->verbose,
        .width = style->width,
    };
    report_write_text(report, &text, out);
}

static void write_as_json(const struct report *report, const struct context *context,
                          struct buf *out)
{
    (void)context;
    struct json_writer w = json_writer_to(out, true);
    report_write_json(report, NULL, &w);
    buf_char(out, '\n');
}

static void write_as_junit(const struct report *report, const struct context *context,
                           struct buf *out)
{
    (void)context;
    report_write_junit(report, out);
}

static void write_as_github(const struct report *report, const struct context *context,
                            struct buf *out)
{
    (void)context;
    report_write_github(report, out);
}

static void write_as_sarif(const struct report *report, const struct context *context,
                           struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    report_write_sarif(report, context->program->version, &w);
    buf_char(out, '\n');
}

static void write_as_html(const struct report *report, const struct context *context,
                          struct buf *out)
{
    report_write_html(report, context->program->version, out);
}

static void write_as_vsa(const struct report *report, const struct context *context,
                         struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    report_write_vsa(report, context->program->version, &w);
    buf_char(out, '\n');
}

static const struct format {
    const char *name;
    void (*write)(const struct report *report, const struct context *context, struct buf *out);
} formats[] = {
    {"text", write_as_text},     {"json", write_as_json},   {"junit", write_as_junit},
    {"github", write_as_github}, {"sarif", write_as_sarif}, {"html", write_as_html},
    {"vsa", write_as_vsa},
};

static const struct format *choose_format(const struct context *context,
                                          const struct verify_args *args)
{
    const char *name = print_is_json(context->out) ? "json" : args->format;
    for (size_t i = 0; name != NULL && i < COUNT(formats); i++) {
        if (strcmp(formats[i].name, name) == 0) {
            return &formats[i];
        }
    }
    return &formats[0];
}

static bool put(const struct context *context, const char *path, const struct buf *document,
                struct err *e)
{
    if (path != NULL && strcmp(path, "-") != 0) {
        return fs_write(path, buf_view(document), REPORT_MODE, e);
    }
    print_document(context->out, buf_view(document));
    return true;
}

/* Beside annotations, which GitHub shows a few of, the whole report on the page of the step. It
 * does not stand in the way of the verdict. */
static void put_summary(const struct context *context, const struct report *report)
{
    const char *path = context->environment->github_step_summary;
    struct err e = {0};
    if (path != NULL && path[0] != 0 && !step_summary_append(path, report, &e)) {
        log_line(&context->warnings, "the step summary is not written: %s", e.text);
    }
}

bool verify_deliver(const struct context *context, const struct verify_args *args,
                    const struct report *report, struct err *e)
{
    const struct format *format = choose_format(context, args);
    AUTO(buf_done) struct buf document = buf_start(DOCUMENT_CAP);
    format->write(report, context, &document);
    if (!buf_is_whole(&document)) {
        return err_set(e, ERR_INTERNAL, "the report is larger than %d bytes", DOCUMENT_CAP);
    }
    TRY(put(context, args->output, &document, e));
    if (format->write == write_as_github) {
        put_summary(context, report);
    }
    return true;
}
