/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/describe.h"

#include "commands/commands.h"

enum { DESCRIPTION_CAP = 1024 * 1024 };

static bool describe_run(const struct context *context, const void *args, struct err *e)
{
    (void)args;
    (void)e;
    AUTO(buf_done) struct buf out = buf_start(DESCRIPTION_CAP);
    describe_write(context->program->root, &out);
    print_document(context->out, buf_view(&out));
    return true;
}

/* The whole tree of commands for programs. */
const struct command command_hidden_describe = {
    .name = "__describe",
    .group = "About phala",
    .summary = "print the tree of commands as JSON",
    .is_hidden = true,
    .run = describe_run,
};
