/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "cli/man.h"
#include "commands/commands.h"
#include "commands/hidden/man_checks.h"

struct man_args {
    const char *page;
};

enum { PAGES_CAP = 1024 * 1024 };

struct search {
    const char *page; /* NULL: list the names */
    struct buf *out;
};

static void visit(void *state, const struct command *command, struct text name)
{
    const struct search *search = state;
    AUTO(buf_done) struct buf page = buf_start(KIB);
    man_page_name(name, &page);
    if (search->page == NULL) {
        buf_slice(search->out, buf_view_text(&page));
        buf_char(search->out, '\n');
    } else if (text_is(buf_view_text(&page), search->page)) {
        man_write(command, name, search->out);
    }
}

static bool man_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct man_args *args = arguments;
    AUTO(buf_done) struct buf out = buf_start(PAGES_CAP);
    struct search search = {args->page, &out};
    if (args->page != NULL && strcmp(args->page, "checks") == 0) {
        man_write_checks(&out);
    } else {
        man_walk(context->program->root, visit, &search);
    }
    if (out.len == 0) {
        return err_set(e, ERR_NOT_FOUND, "no page '%s'", args->page);
    }
    print_document(context->out, buf_view(&out));
    return true;
}

static const struct operand operands[] = {
    {.name = "PAGE",
     .at = OPTION_AT(struct man_args, page, const char *),
     .help = "a page, as phala-verify.1; 'checks' for the section of phala-attestation.7 that "
             "lists them; without it, the names of all pages"},
};

/* Manual pages, made from the tables. */
const struct command command_hidden_man = {
    .name = "__man",
    .group = "About phala",
    .summary = "print a manual page",
    .is_hidden = true,
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct man_args),
    .run = man_run,
};
