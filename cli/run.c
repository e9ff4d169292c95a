/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/run.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/utf8.h"
#include "cli/colour.h"
#include "cli/environment.h"
#include "cli/help.h"
#include "cli/options.h"

enum { MESSAGE_CAP = 4 * 1024, HELP_CAP = 256 * 1024, FAILURE_DATA_CAP = 1024 * 1024 };

/* Messages go to stderr one whole line at a time; that stderr is closed is no reason to stop. */
static void say(struct text line)
{
    AUTO(buf_done) struct buf out = buf_start(MESSAGE_CAP);
    utf8_escape(line, &out);
    buf_char(&out, '\n');
    struct err ignored;
    (void)!fs_write_fd(STDERR_FILENO, buf_view(&out), "standard error", &ignored);
}

static void log_to_stderr(void *where, const char *text)
{
    (void)where;
    say(text_of(text));
}

static void warn_on_stderr(void *where, const char *text)
{
    (void)where;
    AUTO(buf_done) struct buf line = buf_start(MESSAGE_CAP);
    buf_printf(&line, "phala: warning: %s", text);
    say(buf_view_text(&line));
}

static void say_error(const struct err *e, bool is_quiet)
{
    AUTO(buf_done) struct buf line = buf_start(MESSAGE_CAP);
    buf_printf(&line, "phala: %s", e->text);
    if (e->request_id[0] != 0) {
        buf_printf(&line, " (request %s)", e->request_id);
    }
    say(buf_view_text(&line));
    if (e->hint[0] != 0 && !is_quiet) {
        buf_clear(&line);
        buf_printf(&line, "hint: %s", e->hint);
        say(buf_view_text(&line));
    }
}

void context_failure_data(const struct context *context, struct bytes data)
{
    if (context->failure_data != NULL) {
        buf_clear(&context->failure_data->bytes);
        buf_add(&context->failure_data->bytes, data);
        context->failure_data->is_there = buf_is_whole(&context->failure_data->bytes);
    }
}

static void describe_data(struct printer *p, struct bytes data)
{
    AUTO(buf_done) struct buf text = buf_start(SIZE_MAX);
    buf_0x(&text, data);
    print_text(p, "data", buf_view_text(&text));
}

static void describe_error(struct printer *p, const struct err *e, const struct failure_data *data)
{
    print_begin(p, "phala.error/1");
    print_record(p, "error");
    print_string(p, "kind", err_word(e->kind));
    print_string(p, "message", e->text);
    print_string(p, "hint", e->hint);
    if (data->is_there) {
        describe_data(p, buf_view(&data->bytes));
    }
    if (e->request_id[0] != 0) {
        print_string(p, "request_id", e->request_id);
    } else {
        print_null(p, "request_id");
    }
    print_record_end(p);
    print_end(p);
}

static enum exit_code fail(struct printer *p, const struct err *e, const struct failure_data *data,
                           bool is_quiet)
{
    if (e->kind == ERR_PIPE) {
        return EXIT_PIPE;
    }
    say_error(e, is_quiet);
    printer_drop(p);
    if (print_is_json(p)) {
        describe_error(p, e, data);
        struct err ignored;
        (void)!printer_flush(p, &ignored);
    }
    return exit_of(e->kind);
}

static struct printer *make_printer(const struct globals *globals,
                                    const struct environment *environment)
{
    struct print_style style = {
        .colour = colour_is_wanted(globals->colour, environment, isatty(STDOUT_FILENO) != 0),
        .ascii = !environment_is_utf8(environment),
        .width = environment_width(environment, STDOUT_FILENO),
    };
    return printer_new(globals->json ? &print_json_ops : &print_text_ops, STDOUT_FILENO, style);
}

static void answer_help(struct printer *p, const struct options *options)
{
    AUTO(buf_done) struct buf name = buf_start(KIB);
    AUTO(buf_done) struct buf help = buf_start(HELP_CAP);
    options_command_name(options, &name);
    help_write(options_command(options), buf_view_text(&name), &help);
    if (!print_is_json(p)) {
        print_document(p, buf_view(&help));
        return;
    }
    print_begin(p, "phala.help/1");
    print_text(p, "command", buf_view_text(&name));
    print_text(p, "text", buf_view_text(&help));
    print_end(p);
}

static void answer_version(struct printer *p, const struct program *program, bool is_verbose)
{
    if (!print_is_json(p)) {
        AUTO(buf_done) struct buf line = buf_start(KIB);
        buf_printf(&line, "phala %s\n", program->version);
        for (size_t i = 0; is_verbose && i < program->n_libraries; i++) {
            const char *version = program->libraries[i].version();
            buf_printf(&line, "%s %s\n", program->libraries[i].name,
                       version != NULL ? version : "not found");
        }
        print_document(p, buf_view(&line));
        return;
    }
    print_begin(p, "phala.version/1");
    print_string(p, "version", program->version);
    print_record(p, "libraries");
    for (size_t i = 0; is_verbose && i < program->n_libraries; i++) {
        const char *version = program->libraries[i].version();
        print_string(p, program->libraries[i].name, version != NULL ? version : "");
    }
    print_record_end(p);
    print_end(p);
}

/* Everything but delivering what was printed. */
static bool run_inside(const struct options *options, struct context *context, struct err *e)
{
    const struct command *command = options_command(options);
    if (command->run == NULL) {
        return err_set(e, ERR_INTERNAL, "'%s' is no command", command->name);
    }
    bool ok = context->program->prepare(command->needs, context, e) &&
              command->run(context, options->args, e);
    context->program->release(context);
    return ok;
}

static bool dispatch(const struct options *options, struct context *context, struct err *e)
{
    const struct command *command = options_command(options);
    if (options->globals.version) {
        answer_version(context->out, context->program, options->globals.verbose);
    } else if (options->globals.help || command->run == NULL) {
        answer_help(context->out, options);
    } else {
        TRY(run_inside(options, context, e));
    }
    return printer_flush(context->out, e);
}

bool run_captured(const struct context *outer, size_t n, const char *const *words,
                  struct captured *captured, struct err *e)
{
    AUTO(options_done) struct options options;
    TRY(options_parse(outer->program->root, n, words, &options, e));
    struct context context = *outer;
    captured->answer = EXIT_DONE;
    context.globals = &options.globals;
    context.answer = &captured->answer;
    context.failure_data = NULL;
    context.http = NULL;
    context.cache = NULL;
    context.out = printer_new(&print_text_ops, -1, *print_style_of(outer->out));
    struct err inner = {0};
    if (run_inside(&options, &context, &inner)) {
        buf_add(captured->output, print_gathered(context.out));
    } else {
        buf_printf(captured->output, "phala: %s\n", inner.text);
        captured->answer = exit_of(inner.kind);
    }
    printer_free(context.out);
    return true;
}

int run(const struct program *program, size_t n, const char *const *words,
        const volatile sig_atomic_t *interrupted)
{
    struct err e = {0};
    const struct environment environment = environment_read();
    AUTO(options_done) struct options options;
    bool ok = options_parse(program->root, n, words, &options, &e);
    struct printer *out = make_printer(&options.globals, &environment);
    enum exit_code answer = EXIT_DONE;
    struct failure_data failure_data = {.bytes = buf_start(FAILURE_DATA_CAP)};
    struct context context = {
        .program = program,
        .globals = &options.globals,
        .environment = &environment,
        .interrupted = interrupted,
        .out = out,
        .log = {.line = options.globals.verbose ? log_to_stderr : NULL},
        .warnings = {.line = options.globals.quiet ? NULL : warn_on_stderr},
        .answer = &answer,
        .failure_data = &failure_data,
    };
    ok = ok && dispatch(&options, &context, &e);
    if (!ok) {
        answer = fail(out, &e, &failure_data, options.globals.quiet);
    }
    buf_done(&failure_data.bytes);
    printer_free(out);
    return (int)answer;
}
