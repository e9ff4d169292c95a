/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "commands/commands.h"
#include "evidence/load.h"
#include "policy/policy.h"

struct check_args {
    const char *file;
};

static void print_rule(struct printer *p, const struct policy_rule *rule)
{
    print_record(p, NULL);
    print_string(p, "rule", rule->name);
    print_uint(p, "line", rule->line);
    print_text(p, "value", rule->value);
    if (rule->check[0] != 0) {
        print_string(p, "check", rule->check);
    }
    print_string(p, "meaning", rule->meaning);
    print_record_end(p);
}

static bool check_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct check_args *args = arguments;
    const struct load load = {
        .role = "policy", .expected = "a policy", .cap = TOML_SIZE_MAX, .stdin_fd = STDIN_FILENO};
    AUTO(policy_done) struct policy policy = {0};
    AUTO(buf_done) struct buf file = {0};
    TRY(load_operand(&load, args->file, &file, NULL, e));
    if (!policy_parse(buf_view(&file), &policy, e)) {
        return err_wrap(e, "'%s'", args->file);
    }
    print_begin(context->out, "phala.policy-check/1");
    print_string(context->out, "file", args->file);
    print_list(context->out, "rules");
    for (size_t i = 0; i < policy.n_rules; i++) {
        print_rule(context->out, &policy.rules[i]);
    }
    print_list_end(context->out);
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "FILE",
     .kind = OPERAND_FILE,
     .required = true,
     .at = OPTION_AT(struct check_args, file, const char *),
     .help = "the policy, or - for stdin"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the policy can be used"},
    {EXIT_NOT_FOUND, "FILE is absent"},
    {EXIT_MALFORMED, "FILE is no policy: line and column say where"},
};

static const struct example examples[] = {
    {"phala policy check policy.toml", "is every rule spelled right, and what does it mean?"},
};

const struct command command_policy_check = {
    .name = "check",
    .group = "Attestation",
    .summary = "list what a policy asks for",
    .details = "Reads a policy and lists its rules: name, line, value, the check that each one "
               "governs, and what it means. A key that does not exist, or a value that a key "
               "cannot have, is refused with its line and column and the nearest name. No "
               "evidence is needed.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct check_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-policy-init(1), phala-verify(1), phala-policy(5)",
    .run = check_run,
};
