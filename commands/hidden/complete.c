/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/complete.h"

#include "commands/commands.h"

struct complete_args {
    struct option_list words;
};

enum { CANDIDATES_CAP = 256 * 1024 };

static bool complete_run(const struct context *context, const void *arguments, struct err *e)
{
    (void)e;
    const struct complete_args *args = arguments;
    AUTO(buf_done) struct buf out = buf_start(CANDIDATES_CAP);
    complete_write(context->program->root, args->words.n, args->words.at, &out);
    print_document(context->out, buf_view(&out));
    return true;
}

static const struct operand operands[] = {
    {.name = "WORDS",
     .repeated = true,
     .at = OPTION_AT(struct complete_args, words, struct option_list),
     .help = "the words behind 'phala', the last one as typed so far"},
};

/* What completion scripts ask for candidates. */
const struct command command_hidden_complete = {
    .name = "__complete",
    .group = "About phala",
    .summary = "print completions of a command line",
    .is_hidden = true,
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct complete_args),
    .run = complete_run,
};
