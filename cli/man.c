/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/man.h"

#include "cli/exit.h"
#include "cli/options.h"
#include "cli/topic.h"

enum { NAME_CAP = 256 };

struct walk {
    void (*each)(void *state, const struct command *command, struct text name);
    void *state;
};

/* The tree is as deep as the tables are: three words at most. */
static void walk(const struct walk *w, const struct command *command, struct text above)
{
    AUTO(buf_done) struct buf name = buf_start(NAME_CAP);
    buf_slice(&name, above);
    buf_text(&name, above.len > 0 ? " " : "");
    buf_text(&name, command->name);
    w->each(w->state, command, buf_view_text(&name));
    for (size_t i = 0; command->commands != NULL && command->commands[i] != NULL; i++) {
        if (!command->commands[i]->is_hidden) {
            walk(w, command->commands[i], buf_view_text(&name));
        }
    }
}

void man_walk(const struct command *root,
              void (*each)(void *state, const struct command *command, struct text name),
              void *state)
{
    const struct walk w = {each, state};
    walk(&w, root, (struct text){NULL, 0});
}

static void dashed(struct text name, struct buf *out)
{
    for (size_t i = 0; i < name.len; i++) {
        buf_char(out, name.at[i] == ' ' ? '-' : name.at[i]);
    }
}

void man_page_name(struct text command_name, struct buf *out)
{
    dashed(command_name, out);
    buf_text(out, ".1");
}

/* Plain text as roff: what begins a request or an escape is neutralised, sentences begin on lines
 * of their own. */
static void write_plain(const char *text, struct buf *out)
{
    bool at_start = true;
    for (const char *c = text; *c != 0; c++) {
        if (at_start && (*c == '.' || *c == '\'')) {
            buf_text(out, "\\&");
        }
        if (*c == '\\') {
            buf_text(out, "\\e");
        } else if (*c == ' ' && c > text && c[-1] == '.') {
            buf_char(out, '\n');
        } else {
            buf_char(out, *c);
        }
        at_start = *c == '\n' || (*c == ' ' && c > text && c[-1] == '.');
    }
}

void man_line(const char *text, struct buf *out)
{
    write_plain(text, out);
    buf_char(out, '\n');
}

/* Paragraphs are separated by empty lines; lines that begin with a space are shown as they are. */
static void write_paragraphs(const char *text, struct buf *out)
{
    struct text rest = text_of(text);
    bool literal = false;
    for (bool more = true; more;) {
        struct text line;
        more = text_split(rest, '\n', &line, &rest);
        bool is_literal = line.len > 0 && line.at[0] == ' ';
        if (is_literal != literal) {
            buf_text(out, is_literal ? ".Bd -literal\n" : ".Ed\n");
            literal = is_literal;
        }
        AUTO(buf_done) struct buf copy = buf_start(line.len + 1);
        buf_slice(&copy, line);
        buf_char(&copy, 0);
        if (line.len == 0) {
            buf_text(out, ".Pp\n");
        } else {
            man_line((const char *)copy.at, out);
        }
    }
    buf_text(out, literal ? ".Ed\n" : "");
}

static void write_option(const struct option *option, struct buf *out)
{
    buf_text(out, ".It ");
    if (option->letter != 0) {
        buf_printf(out, "Fl %c , ", option->letter);
    }
    buf_printf(out, "Fl Fl %s", option->name);
    if (option->value != NULL) {
        buf_printf(out, " %s %s", option_awaits_value(option) ? "Ar" : "Ns Ar", option->value);
    }
    buf_char(out, '\n');
    write_plain(option->help, out);
    buf_text(out, option_is_repeated(option) && option_has_value(option) ? " (repeatable)" : "");
    buf_text(out, ".\n");
    const bool is_listed = option->choices != NULL && option->kind != OPTION_WORD;
    for (size_t i = 0; is_listed && option->choices[i] != NULL; i++) {
        buf_text(out, i == 0 ? "One of\n" : "");
        buf_printf(out, ".Cm %s%s\n", option->choices[i],
                   option->choices[i + 1] != NULL ? " ," : " .");
    }
}

static void write_options(const struct command *command, struct buf *out)
{
    if (command->n_options > 0) {
        buf_text(out, ".Sh OPTIONS\n.Bl -tag -width Ds\n");
        for (size_t i = 0; i < command->n_options; i++) {
            write_option(&command->options[i], out);
        }
        buf_text(out, ".El\n");
    }
    buf_text(out, ".Sh GLOBAL OPTIONS\nThey may stand before and after the command.\n"
                  ".Bl -tag -width Ds\n");
    for (size_t i = 0; i < n_global_options; i++) {
        write_option(&global_options[i], out);
    }
    buf_text(out, ".El\n");
}

static void write_synopsis(const struct command *command, struct text name, struct buf *out)
{
    buf_text(out, ".Sh SYNOPSIS\n.Nm ");
    buf_slice(out, name);
    buf_char(out, '\n');
    buf_text(out, command->commands != NULL ? ".Ar COMMAND\n" : "");
    buf_text(out, command->n_options > 0 ? ".Op Ar OPTIONS\n" : "");
    for (size_t i = 0; i < command->n_operands; i++) {
        const struct operand *operand = &command->operands[i];
        buf_printf(out, "%s %s%s\n", operand->required ? ".Ar" : ".Op Ar", operand->name,
                   operand->repeated ? " ..." : "");
    }
}

static void write_operands(const struct command *command, struct buf *out)
{
    if (command->n_operands == 0) {
        return;
    }
    buf_text(out, ".Pp\nOperands:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < command->n_operands; i++) {
        buf_printf(out, ".It Ar %s\n", command->operands[i].name);
        write_plain(command->operands[i].help, out);
        buf_text(out, ".\n");
    }
    buf_text(out, ".El\n");
}

static void write_commands(const struct command *command, struct text name, struct buf *out)
{
    if (command->commands == NULL) {
        return;
    }
    buf_text(out, ".Pp\nCommands:\n.Bl -tag -width Ds\n");
    for (size_t i = 0; command->commands[i] != NULL; i++) {
        if (!command->commands[i]->is_hidden) {
            buf_text(out, ".It Xr ");
            dashed(name, out);
            buf_printf(out, "-%s 1\n", command->commands[i]->name);
            write_plain(command->commands[i]->summary, out);
            buf_text(out, ".\n");
        }
    }
    buf_text(out, ".El\n");
}

static void write_exits(const struct command *command, struct buf *out)
{
    buf_text(out, ".Sh EXIT STATUS\n.Bl -tag -width Ds\n");
    for (size_t i = 0; i < command->n_exits; i++) {
        buf_printf(out, ".It %d\n", (int)command->exits[i].code);
        write_plain(command->exits[i].meaning, out);
        buf_text(out, ".\n");
    }
    for (unsigned i = 0; command->n_exits == 0 && i < exit_table_size; i++) {
        buf_printf(out, ".It %d\n", (int)exit_table[i].code);
        write_plain(exit_table[i].meaning, out);
        buf_text(out, ".\n");
    }
    buf_text(out, ".El\n");
    buf_text(out, command->n_exits > 0 ? "Others are listed in\n.Xr phala 1 .\n" : "");
}

static void write_examples(const struct command *command, struct buf *out)
{
    if (command->n_examples > 0) {
        buf_text(out, ".Sh EXAMPLES\n");
    }
    for (size_t i = 0; i < command->n_examples; i++) {
        write_plain(command->examples[i].what, out);
        buf_text(out, ":\n.Pp\n.Dl ");
        man_line(command->examples[i].line, out);
        buf_text(out, i + 1 < command->n_examples ? ".Pp\n" : "");
    }
}

/* The root's page has what holds for all commands. */
static void write_environment(struct buf *out)
{
    buf_text(out, ".Sh ENVIRONMENT\n.Bl -tag -width Ds\n");
    for (unsigned i = 0; i < n_variables; i++) {
        buf_printf(out, ".It Ev %s\n", variables[i].name);
        write_plain(variables[i].meaning, out);
        buf_text(out, ".\n");
    }
    buf_text(out, ".El\n");
}

/* "phala-verify(1), phala-attestation(7)" as references. */
static void write_see_also(const char *pages, struct buf *out)
{
    buf_text(out, ".Sh SEE ALSO\n");
    struct text rest = text_of(pages);
    for (bool more = true; more;) {
        struct text page;
        more = text_split(rest, ',', &page, &rest);
        struct text name;
        struct text section;
        (void)text_split(text_trim(page), '(', &name, &section);
        buf_printf(out, ".Xr %.*s %.1s%s\n", TEXT_ARG(name), section.at, more ? " ," : "");
    }
}

void man_write(const struct command *command, struct text name, struct buf *out)
{
    buf_text(out, ".Dd $Mdocdate$\n.Dt ");
    AUTO(buf_done) struct buf title = buf_start(NAME_CAP);
    dashed(name, &title);
    for (size_t i = 0; i < title.len; i++) {
        char c = (char)title.at[i];
        buf_char(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
    buf_text(out, " 1\n.Os phala\n.Sh NAME\n.Nm ");
    buf_slice(out, buf_view_text(&title));
    buf_text(out, "\n.Nd ");
    man_line(command->summary, out);
    write_synopsis(command, name, out);
    buf_text(out, ".Sh DESCRIPTION\n");
    if (command->details != NULL) {
        write_paragraphs(command->details, out);
    } else {
        write_plain(command->summary, out);
        buf_text(out, ".\n");
    }
    write_operands(command, out);
    write_commands(command, name, out);
    write_options(command, out);
    if (command->group == NULL) {
        write_environment(out);
    }
    write_exits(command, out);
    write_examples(command, out);
    write_see_also(command->see_also != NULL ? command->see_also : "phala(1)", out);
}
