/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/complete.h"

#include <string.h>

#include "cli/options.h"
#include "cli/topic.h"

/* What the words before the last one lead to. */
struct position {
    const struct command *command;
    const struct option *pending; /* the option whose value the last word is */
    const struct command *named;  /* by the operands of one that takes commands */
    size_t n_operands;
    bool only_operands;
};

static void candidate(struct buf *out, struct text typed, const char *before, const char *name,
                      const char *what)
{
    AUTO(buf_done) struct buf whole = buf_start(4 * KIB);
    buf_printf(&whole, "%s%s", before, name);
    struct text word = buf_view_text(&whole);
    if (word.len >= typed.len && text_equal((struct text){word.at, typed.len}, typed)) {
        buf_slice(out, word);
        buf_printf(out, "\t%s\n", what);
    }
}

static void values(struct buf *out, struct text typed, const char *before,
                   const struct option *option)
{
    const char *const *lists[] = {option->choices, option->suggestions};
    for (size_t l = 0; l < COUNT(lists); l++) {
        for (size_t i = 0; lists[l] != NULL && lists[l][i] != NULL; i++) {
            candidate(out, typed, before, lists[l][i], "");
        }
    }
    if (option->kind == OPTION_FILE || option->kind == OPTION_FILES) {
        buf_text(out, ":files\n");
    }
}

/* The option that an option word leaves waiting for its value in the next one. */
static const struct option *awaits_value(const struct command *command, const char *word)
{
    const struct option *option = word[1] == '-'
                                      ? option_find(command, text_of(word + 2))
                                      : option_find_letter(command, word[strlen(word) - 1]);
    return option != NULL && option_awaits_value(option) ? option : NULL;
}

static void step(struct position *at, const char *word)
{
    if (at->pending != NULL) {
        at->pending = NULL;
        return;
    }
    if (!at->only_operands && strcmp(word, "--") == 0) {
        at->only_operands = true;
    } else if (!at->only_operands && word[0] == '-' && word[1] != 0) {
        at->pending = awaits_value(at->command, word);
    } else if (at->command->commands != NULL) {
        const struct command *next = command_find(at->command, text_of(word));
        at->command = next != NULL ? next : at->command;
    } else {
        const struct command *next = command_find(at->named, text_of(word));
        at->named = next != NULL ? next : at->named;
        at->n_operands++;
    }
}

static void options_of(struct buf *out, struct text typed, const struct option *options, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        candidate(out, typed, "--", options[i].name, options[i].help);
    }
}

static void commands_of(struct buf *out, struct text typed, const struct command *group)
{
    for (size_t i = 0; group->commands != NULL && group->commands[i] != NULL; i++) {
        if (!group->commands[i]->is_hidden) {
            candidate(out, typed, "", group->commands[i]->name, group->commands[i]->summary);
        }
    }
}

/* Words that name a command, the first one maybe a topic. */
static void named_of(struct buf *out, struct text typed, const struct position *at)
{
    commands_of(out, typed, at->named);
    for (unsigned i = 0; at->n_operands == 0 && i < n_topics; i++) {
        candidate(out, typed, "", topics[i].name, topics[i].summary);
    }
}

static void operand_of(struct buf *out, struct text typed, const struct position *at)
{
    const struct command *command = at->command;
    if (command->n_operands == 0) {
        return;
    }
    size_t last = command->n_operands - 1;
    const struct operand *operand =
        &command->operands[at->n_operands < last ? at->n_operands : last];
    if (at->n_operands > last && !operand->repeated) {
        return;
    }
    const char *const *lists[] = {operand->choices, operand->suggestions};
    for (size_t l = 0; l < COUNT(lists); l++) {
        for (size_t i = 0; lists[l] != NULL && lists[l][i] != NULL; i++) {
            candidate(out, typed, "", lists[l][i], l == 0 ? operand->help : "");
        }
    }
    if (operand->kind == OPERAND_COMMAND) {
        named_of(out, typed, at);
    }
    if (operand->kind == OPERAND_FILE) {
        buf_text(out, ":files\n");
    }
}

/* "--at=20": candidates keep what stands before the value. */
static bool attached_value(struct buf *out, struct text typed, const struct position *at)
{
    struct text name;
    struct text value;
    if (!text_starts(typed, "--") || !text_split(typed, '=', &name, &value)) {
        return false;
    }
    const struct option *option = option_find(at->command,
                                              (struct text){name.at + 2, name.len - 2});
    if (option != NULL && option_has_value(option)) {
        AUTO(buf_done) struct buf before = buf_start(KIB);
        buf_printf(&before, "--%s=%c", option->name, 0);
        values(out, typed, (const char *)before.at, option);
    }
    return true;
}

void complete_write(const struct command *root, size_t n, const char *const *words, struct buf *out)
{
    struct position at = {.command = root, .named = root};
    for (size_t i = 0; i + 1 < n; i++) {
        step(&at, words[i]);
    }
    struct text typed = text_of(n > 0 ? words[n - 1] : "");
    if (at.pending != NULL) {
        values(out, typed, "", at.pending);
        return;
    }
    if (!at.only_operands && attached_value(out, typed, &at)) {
        return;
    }
    if (!at.only_operands && text_starts(typed, "-")) {
        options_of(out, typed, at.command->options, at.command->n_options);
        options_of(out, typed, global_options, n_global_options);
        return;
    }
    commands_of(out, typed, at.command);
    operand_of(out, typed, &at);
}
