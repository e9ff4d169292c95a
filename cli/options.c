/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <string.h>

#include "base/mem.h"
#include "cli/nearest.h"
#include "cli/value.h"

#define GLOBAL(field, type) OPTION_AT(struct globals, field, type)

static const char *const colour_choices[] = {"auto", "always", "never", NULL};

const struct option global_options[] = {
    {.name = "help",
     .letter = 'h',
     .kind = OPTION_FLAG,
     .at = GLOBAL(help, bool),
     .help = "show help for the command"},
    {.name = "version",
     .kind = OPTION_FLAG,
     .at = GLOBAL(version, bool),
     .help = "show the version; with -v also of libraries"},
    {.name = "json",
     .letter = 'j',
     .kind = OPTION_FLAG,
     .at = GLOBAL(json, bool),
     .help = "answer with one JSON document"},
    {.name = "quiet",
     .letter = 'q',
     .kind = OPTION_FLAG,
     .at = GLOBAL(quiet, bool),
     .help = "no progress, no hints; errors stay"},
    {.name = "verbose",
     .letter = 'v',
     .kind = OPTION_FLAG,
     .at = GLOBAL(verbose, bool),
     .help = "say what is done, and more in reports"},
    {.name = "color",
     .kind = OPTION_CHOICE,
     .value = "WHEN",
     .at = GLOBAL(colour, const char *),
     .help = "colour: auto, always or never",
     .choices = colour_choices},
    {.name = "no-input",
     .kind = OPTION_FLAG,
     .at = GLOBAL(no_input, bool),
     .help = "never ask; what is missing is an error"},
    {.name = "yes",
     .letter = 'y',
     .kind = OPTION_FLAG,
     .at = GLOBAL(yes, bool),
     .help = "answer yes to questions"},
    {.name = "profile",
     .kind = OPTION_TEXT,
     .value = "NAME",
     .at = GLOBAL(profile, const char *),
     .help = "the account profile, for commands that use one"},
    {.name = "ca-file",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = GLOBAL(ca_file, const char *),
     .help = "CA certificates to trust instead of the system's"},
    {.name = "timeout",
     .kind = OPTION_DURATION,
     .value = "DURATION",
     .at = GLOBAL(timeout, struct option_number),
     .help = "give up on the network after 30s, 500ms, 5m"},
};
const size_t n_global_options = COUNT(global_options);

/* The words on their way through the tables. */
struct parser {
    struct options *out;
    const char *const *words;
    size_t n, next;
    size_t n_operands;
    bool only_operands; /* behind -- */
    uint64_t seen;      /* bit i: the command's option i was given */
    uint64_t seen_global;
    struct err *e;
};

const struct command *options_command(const struct options *options)
{
    return options->path[options->depth - 1];
}

void options_command_name(const struct options *options, struct buf *out)
{
    for (size_t i = 0; i < options->depth; i++) {
        buf_text(out, i > 0 ? " " : "");
        buf_text(out, options->path[i]->name);
    }
}

const struct command *command_find(const struct command *group, struct text name)
{
    for (size_t i = 0; group->commands != NULL && group->commands[i] != NULL; i++) {
        if (text_is(name, group->commands[i]->name)) {
            return group->commands[i];
        }
    }
    return NULL;
}

static const struct option *find(const struct option *options, size_t n, struct text name)
{
    for (size_t i = 0; i < n; i++) {
        if (text_is(name, options[i].name)) {
            return &options[i];
        }
    }
    return NULL;
}

const struct option *option_find(const struct command *command, struct text name)
{
    const struct option *own = find(command->options, command->n_options, name);
    return own != NULL ? own : find(global_options, n_global_options, name);
}

static const struct option *find_letter(const struct option *options, size_t n, char letter)
{
    for (size_t i = 0; i < n; i++) {
        if (letter != 0 && options[i].letter == letter) {
            return &options[i];
        }
    }
    return NULL;
}

const struct option *option_find_letter(const struct command *command, char letter)
{
    const struct option *own = find_letter(command->options, command->n_options, letter);
    return own != NULL ? own : find_letter(global_options, n_global_options, letter);
}

bool option_has_value(const struct option *option)
{
    return option->kind != OPTION_FLAG;
}

bool option_awaits_value(const struct option *option)
{
    return option_has_value(option) && option->kind != OPTION_WORD;
}

bool option_is_repeated(const struct option *option)
{
    return option->kind == OPTION_LIST || option->kind == OPTION_FILES ||
           option->kind == OPTION_KEY_VALUE || option->kind == OPTION_FLAG;
}

/* Points to the command's help, where there is no better hint already. */
static bool try_help(struct parser *p)
{
    if (p->e->hint[0] != 0) {
        return false;
    }
    AUTO(buf_done) struct buf name = buf_start(KIB);
    options_command_name(p->out, &name);
    return err_hint(p->e, "try '%.*s --help'", TEXT_ARG(buf_view_text(&name)));
}

static bool refuse_option(struct parser *p, struct text name)
{
    const struct command *command = options_command(p->out);
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < command->n_options; i++) {
        nearest_try(&nearest, command->options[i].name);
    }
    for (size_t i = 0; i < n_global_options; i++) {
        nearest_try(&nearest, global_options[i].name);
    }
    (void)err_set(p->e, ERR_USAGE, "unknown option '--%.*s'", TEXT_ARG(name));
    if (nearest.name != NULL) {
        return err_hint(p->e, "did you mean '--%s'?", nearest.name);
    }
    return try_help(p);
}

/* Notes that an option is given; a second time is an error where it cannot mean anything. */
static bool note_seen(struct parser *p, const struct option *option, bool is_global)
{
    const struct command *command = options_command(p->out);
    const struct option *first = is_global ? global_options : command->options;
    uint64_t bit = UINT64_C(1) << (size_t)(option - first);
    uint64_t *seen = is_global ? &p->seen_global : &p->seen;
    if ((*seen & bit) != 0 && !option_is_repeated(option)) {
        return err_set(p->e, ERR_USAGE, "option '--%s' is given twice", option->name);
    }
    *seen |= bit;
    return true;
}

static bool set_option(struct parser *p, const struct option *option, const char *value)
{
    bool is_global = option >= global_options && option < global_options + n_global_options;
    TRY(note_seen(p, option, is_global));
    char *args = is_global ? (char *)&p->out->globals : (char *)p->out->args;
    if (!value_set(option, args + option->at, value, p->out, p->e)) {
        return try_help(p);
    }
    p->out->globals.json = p->out->globals.json ||
                           (option->is_format && value != NULL && strcmp(value, "json") == 0);
    return true;
}

/* The value behind an option: what follows '=' or the letter, else the next word. */
static bool take_value(struct parser *p, const struct option *option, const char *attached,
                       const char **value)
{
    if (attached != NULL) {
        *value = attached;
        return true;
    }
    const char *word = p->next < p->n ? p->words[p->next] : NULL;
    if (word == NULL || (word[0] == '-' && word[1] != 0)) {
        (void)err_set(p->e, ERR_USAGE, "option '--%s' needs a value", option->name);
        return word == NULL ? try_help(p)
                            : err_hint(p->e, "a value that begins with '-' is written '--%s=%s'",
                                       option->name, word);
    }
    p->next++;
    *value = word;
    return true;
}

static bool set_with_value(struct parser *p, const struct option *option, const char *attached)
{
    const char *value = NULL;
    return take_value(p, option, attached, &value) && set_option(p, option, value);
}

static bool parse_long(struct parser *p, const char *word)
{
    struct text name;
    struct text rest;
    bool has_value = text_split(text_of(word + 2), '=', &name, &rest);
    const struct option *option = option_find(options_command(p->out), name);
    if (option == NULL) {
        return refuse_option(p, name);
    }
    if (!has_value && !option_awaits_value(option)) {
        return set_option(p, option, NULL);
    }
    if (has_value && !option_has_value(option)) {
        return err_set(p->e, ERR_USAGE, "option '--%s' takes no value", option->name);
    }
    return set_with_value(p, option, has_value ? rest.at : NULL);
}

static bool parse_letters(struct parser *p, const char *word)
{
    for (const char *letter = word + 1; *letter != 0; letter++) {
        const struct option *option = option_find_letter(options_command(p->out), *letter);
        if (option == NULL) {
            (void)err_set(p->e, ERR_USAGE, "unknown option '%s'", word);
            return try_help(p);
        }
        if (option_awaits_value(option)) {
            return set_with_value(p, option, letter[1] != 0 ? letter + 1 : NULL);
        }
        TRY(set_option(p, option, NULL));
    }
    return true;
}

static bool refuse_command(struct parser *p, const char *word)
{
    const struct command *group = options_command(p->out);
    struct nearest nearest = nearest_to(text_of(word));
    for (size_t i = 0; group->commands[i] != NULL; i++) {
        if (!group->commands[i]->is_hidden) {
            nearest_try(&nearest, group->commands[i]->name);
        }
    }
    (void)err_set(p->e, ERR_USAGE, "unknown command '%s'", word);
    if (nearest.name != NULL) {
        return err_hint(p->e, "did you mean '%s'?", nearest.name);
    }
    return try_help(p);
}

static bool enter_command(struct parser *p, const char *word)
{
    const struct command *command = command_find(options_command(p->out), text_of(word));
    if (command == NULL) {
        return refuse_command(p, word);
    }
    p->out->path[p->out->depth++] = command;
    mem_free(p->out->args);
    p->out->args = mem_new(command->args_size);
    return true;
}

static bool parse_operand(struct parser *p, const char *word)
{
    const struct command *command = options_command(p->out);
    if (command->commands != NULL) {
        return enter_command(p, word);
    }
    size_t last = command->n_operands > 0 ? command->n_operands - 1 : 0;
    size_t index = p->n_operands < last ? p->n_operands : last;
    if (command->n_operands == 0 || (p->n_operands > last && !command->operands[last].repeated)) {
        (void)err_set(p->e, ERR_USAGE, "unexpected operand '%s'", word);
        return try_help(p);
    }
    p->n_operands++;
    const struct operand *operand = &command->operands[index];
    return value_set_operand(operand, (char *)p->out->args + operand->at, word, p->out, p->e);
}

static bool parse_word(struct parser *p, const char *word)
{
    if (p->only_operands || word[0] != '-' || word[1] == 0) {
        return parse_operand(p, word);
    }
    if (strcmp(word, "--") == 0) {
        p->only_operands = true;
        return true;
    }
    return word[1] == '-' ? parse_long(p, word) : parse_letters(p, word);
}

static bool check_operands(struct parser *p)
{
    const struct command *command = options_command(p->out);
    for (size_t i = p->n_operands; i < command->n_operands; i++) {
        if (command->operands[i].required) {
            (void)err_set(p->e, ERR_USAGE, "%s is missing", command->operands[i].name);
            return try_help(p);
        }
    }
    return true;
}

/* The error of a command line is told in the form that the whole of it asks for. */
static void look_for_json(struct parser *p)
{
    for (size_t i = p->next; !p->only_operands && i < p->n && strcmp(p->words[i], "--") != 0; i++) {
        if (strcmp(p->words[i], "--json") == 0 || strcmp(p->words[i], "-j") == 0) {
            p->out->globals.json = true;
        }
    }
}

static bool parse_words(struct parser *p)
{
    while (p->next < p->n) {
        TRY(parse_word(p, p->words[p->next++]));
    }
    return p->out->globals.help || p->out->globals.version || check_operands(p);
}

bool options_parse(const struct command *root, size_t n, const char *const *words,
                   struct options *out, struct err *e)
{
    *out = (struct options){.path = {root}, .depth = 1};
    struct parser p = {.out = out, .words = words, .n = n, .e = e};
    if (!parse_words(&p)) {
        look_for_json(&p);
        return false;
    }
    return true;
}

void options_done(struct options *options)
{
    for (size_t i = 0; i < options->n_owned; i++) {
        mem_free(options->owned[i]);
    }
    mem_free(options->owned);
    mem_free(options->args);
    *options = (struct options){0};
}
