/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/complete.h"
#include "commands/commands.h"

struct completion_args {
    const char *shell;
};

static bool completion_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct completion_args *args = arguments;
    const char *script = complete_script(args->shell);
    if (script == NULL) {
        return err_set(e, ERR_INTERNAL, "no script for '%s'", args->shell);
    }
    if (!print_is_json(context->out)) {
        print_document(context->out, text_bytes(text_of(script)));
        return true;
    }
    print_begin(context->out, "phala.completion/1");
    print_string(context->out, "shell", args->shell);
    print_string(context->out, "script", script);
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "SHELL",
     .kind = OPERAND_CHOICE,
     .required = true,
     .at = OPTION_AT(struct completion_args, shell, const char *),
     .help = "bash, zsh or fish",
     .choices = complete_shells},
};

static const struct example examples[] = {
    {"phala completion bash > ~/.local/share/bash-completion/completions/phala",
     "completion for bash, from the next shell on"},
    {"phala completion zsh > ~/.zfunc/_phala", "for zsh, with ~/.zfunc in fpath"},
    {"phala completion fish > ~/.config/fish/completions/phala.fish", "for fish"},
};

const struct command command_completion = {
    .name = "completion",
    .group = "About phala",
    .summary = "print a completion script for a shell",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct completion_args),
    .examples = examples,
    .n_examples = COUNT(examples),
    .run = completion_run,
};
