/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain.h"
#include "cli/nearest.h"
#include "cli/wrap.h"
#include "commands/commands.h"

struct explain_args {
    const char *name;
};

enum { LIST_CAP = 64 * 1024, NAME_COLUMN = 32 };

/* Everything, the checks of a group or of a subject, or one check. */
struct choice {
    enum check_id only; /* CHECK_NONE: those of `name` */
    struct text name;   /* empty: all */
};

static bool is_chosen(const struct choice *choice, enum check_id id)
{
    if (choice->only != CHECK_NONE) {
        return id == choice->only;
    }
    return choice->name.len == 0 || text_is(choice->name, explain_group_word(check_group(id))) ||
           text_equal(choice->name, check_subject(check_catalogue[id].id));
}

static bool has_any(const struct choice *choice)
{
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        if (is_chosen(choice, (enum check_id)id)) {
            return true;
        }
    }
    return false;
}

static bool refuse(const char *name, struct err *e)
{
    struct nearest nearest = nearest_to(text_of(name));
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        nearest_try(&nearest, explain_name((enum check_id)id));
    }
    for (unsigned group = 0; group < GROUP_COUNT; group++) {
        nearest_try(&nearest, explain_group_word((enum check_group)group));
    }
    (void)err_set(e, ERR_USAGE, "no check or group of checks '%s'", name);
    return nearest.name != NULL ? err_hint(e, "did you mean '%s'?", nearest.name)
                                : err_hint(e, "'phala explain' lists them");
}

static bool choose(const char *name, struct choice *out, struct err *e)
{
    *out = (struct choice){.only = CHECK_NONE};
    if (name == NULL) {
        return true;
    }
    out->name = text_of(name);
    out->only = explain_find(out->name);
    return has_any(out) || refuse(name, e);
}

static void write_list(const struct choice *choice, struct buf *out)
{
    unsigned last = GROUP_COUNT;
    for (unsigned i = 0; i < CHECK_COUNT; i++) {
        enum check_id id = (enum check_id)i;
        unsigned group = check_group(id);
        if (!is_chosen(choice, id)) {
            continue;
        }
        if (group != last) {
            buf_printf(out, "%s%s (%s)\n", last == GROUP_COUNT ? "" : "\n",
                       check_group_about((enum check_group)group),
                       explain_group_word((enum check_group)group));
        }
        last = group;
        buf_printf(out, "  %-*s", NAME_COLUMN - 2, explain_name(id));
        wrap_text(out, check_catalogue[id].proves, NAME_COLUMN, NAME_COLUMN);
    }
}

static void write_paragraph(const char *heading, const char *text, struct buf *out)
{
    buf_printf(out, "\n%s\n", heading);
    wrap_text(out, text, 0, 2);
}

static void write_one(enum check_id id, struct buf *out)
{
    const struct explanation *explanation = explain_check(id);
    enum check_group group = check_group(id);
    buf_printf(out, "%s: ", explain_name(id));
    wrap_text(out, check_catalogue[id].proves, out->len, 2);
    write_paragraph("Why it is checked", explanation->why, out);
    write_paragraph("Without it", explanation->attack, out);
    write_paragraph("When it does not pass", explanation->mend, out);
    buf_printf(out, "\nGroup: %s (%s). Category of its failures: %s.\n", explain_group_word(group),
               check_group_about(group), check_catalogue[id].category);
}

static void print_check(struct printer *p, enum check_id id)
{
    const struct explanation *explanation = explain_check(id);
    print_record(p, NULL);
    print_string(p, "id", explain_name(id));
    print_string(p, "group", explain_group_word(check_group(id)));
    print_string(p, "category", check_catalogue[id].category);
    print_string(p, "proves", check_catalogue[id].proves);
    print_string(p, "why", explanation->why);
    print_string(p, "attack", explanation->attack);
    print_string(p, "mend", explanation->mend);
    print_record_end(p);
}

static void print_json(struct printer *p, const struct choice *choice)
{
    print_begin(p, "phala.explain/1");
    print_list(p, "checks");
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        if (is_chosen(choice, (enum check_id)id)) {
            print_check(p, (enum check_id)id);
        }
    }
    print_list_end(p);
    print_end(p);
}

static bool explain_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct explain_args *args = arguments;
    struct choice choice;
    TRY(choose(args->name, &choice, e));
    if (print_is_json(context->out)) {
        print_json(context->out, &choice);
        return true;
    }
    AUTO(buf_done) struct buf out = buf_start(LIST_CAP);
    if (choice.only != CHECK_NONE) {
        write_one(choice.only, &out);
    } else {
        write_list(&choice, &out);
    }
    print_document(context->out, buf_view(&out));
    return true;
}

static const char *const names[] = {
#define X(name, id, category, proves) (id),
    CHECKS(X)
#undef X
        NULL,
};

static const struct operand operands[] = {
    {.name = "CHECK",
     .at = OPTION_AT(struct explain_args, name, const char *),
     .help = "the id of a check as in a report (tcb.status), a group (log), or the beginning of "
             "ids (pck); without it, all are listed",
     .suggestions = names},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "explained"},
    {EXIT_USAGE, "there is no such check"},
};

static const struct example examples[] = {
    {"phala explain tcb.status", "why it is checked, and what to do when it does not pass"},
    {"phala explain log", "the checks of the event log"},
    {"phala explain --json", "all of them, for a program"},
};

const struct command command_explain = {
    .name = "explain",
    .group = "Attestation",
    .summary = "say what a check is for, and how to mend it",
    .details =
        "Every line of a report of 'phala verify' is a check with an id. This says what the check "
        "proves, why it is made, what somebody could do if it were not, and what to do about one "
        "that does not pass.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct explain_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-verify(1), phala-attestation(7)",
    .run = explain_run,
};
