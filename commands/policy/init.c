/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "commands/commands.h"
#include "commands/needs.h"
#include "commands/verify_options.h"
#include "policy/policy.h"

/* What a policy is written from is judged as `phala verify --hardware-only` does it. */
struct init_args {
    struct verify_args verify;
    const char *output;
    bool force;
};

enum { POLICY_CAP = 1024 * 1024, POLICY_MODE = 0644 };

static bool is_file(const struct init_args *args)
{
    return args->output != NULL && strcmp(args->output, "-") != 0;
}

static bool check_output(const struct init_args *args, struct err *e)
{
    if (is_file(args) && !args->force && fs_exists(args->output)) {
        (void)err_set(e, ERR_CONFLICT, "'%s' is there already", args->output);
        return err_hint(e, "to write over it: --force");
    }
    return true;
}

/* The network's failures leave the evidence undecided, which is told. */
static bool gather(const struct context *context, const struct verify_args *args,
                   struct gathered *out, struct err *e)
{
    const struct gather from = needs_gather(context, &args->network);
    TRY(gather_evidence(&from, args->evidence, FORM_ANY, out, e));
    /* A bundle's options are those of an earlier verdict. */
    out->inputs.bundle = NULL;
    if (!out->evidence.has_quote) {
        return err_set(e, ERR_MALFORMED, "'%s': %s without a quote proves nothing to write down",
                       args->evidence, evidence_kind_what(out->evidence.kind));
    }
    TRY(gather_collateral(&from, args->collateral.at, args->collateral.n, out, e));
    if (!gather_missing(&from, out, e)) {
        TRY(e->kind != ERR_INTERRUPTED && e->kind != ERR_USAGE);
        log_line(&context->warnings, "collateral could not be fetched: %s", e->text);
    }
    return true;
}

static bool accept(const struct context *context, const struct report *report, struct err *e)
{
    if (report->verdict == VERDICT_REJECTED) {
        (void)err_set(e, ERR_POLICY, "no policy is written from this evidence: %s",
                      report->summary);
        return err_hint(e, "phala verify says more; to accept a TCB status: --allow-tcb STATUS");
    }
    if (report->verdict == VERDICT_UNDECIDED) {
        log_line(&context->warnings, "not all of the evidence could be checked: %s",
                 report->summary);
    }
    log_line(&context->warnings,
             "the policy trusts what this evidence says: read it before you use it");
    return true;
}

static bool deliver(const struct context *context, const struct init_args *args,
                    const struct report *report, const struct buf *policy, struct err *e)
{
    struct printer *p = context->out;
    if (!is_file(args) && !print_is_json(p)) {
        print_document(p, buf_view(policy));
        return true;
    }
    if (is_file(args)) {
        TRY(fs_write(args->output, buf_view(policy), POLICY_MODE, e));
    }
    print_begin(p, "phala.policy-init/1");
    if (is_file(args)) {
        print_string(p, "file", args->output);
    } else {
        print_text(p, "policy", buf_view_text(policy));
    }
    print_string(p, "verdict", verdict_word(report->verdict));
    print_end(p);
    return true;
}

static bool init_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct init_args *args = arguments;
    AUTO(verify_policy_done) struct verify_policy asked = {0};
    AUTO(gathered_done) struct gathered gathered = {0};
    AUTO(platforms_done) struct platforms platforms = {0};
    AUTO(report_freep) struct report *report = mem_new(sizeof *report);
    AUTO(buf_done) struct buf policy = buf_start(POLICY_CAP);
    TRY(check_output(args, e));
    TRY(verify_policy_make(&args->verify, &asked, e));
    asked.options.hardware_only = true;
    TRY(gather(context, &args->verify, &gathered, e));
    gather_platforms(&gathered, &platforms);
    evidence_appraise_by(&gathered.evidence, &platforms, &asked.options, report);
    TRY(accept(context, report, e));
    policy_write(&gathered.evidence, report, &policy);
    if (!buf_is_whole(&policy)) {
        return err_set(e, ERR_INTERNAL, "the policy is larger than %d bytes", POLICY_CAP);
    }
    return deliver(context, args, report, &policy, e);
}

#define AT(field, type) OPTION_AT(struct init_args, field, type)

static const struct operand operands[] = {
    {.name = "EVIDENCE",
     .kind = OPERAND_FILE,
     .required = true,
     .at = AT(verify.evidence, const char *),
     .help = "what 'phala verify' takes: a file, - for stdin, or an https URL"},
};

static const struct option options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = AT(output, const char *),
     .help = "where the policy goes; stdout if not given"},
    {.name = "force",
     .kind = OPTION_FLAG,
     .at = AT(force, bool),
     .help = "write over a file that is there"},
    {.name = "collateral",
     .kind = OPTION_FILES,
     .value = "FILE",
     .at = AT(verify.collateral, struct option_list),
     .help = "collateral from a file, and for its pieces from there only"},
    NETWORK_OPTIONS(struct init_args, verify.network),
    {.name = "at",
     .kind = OPTION_INSTANT,
     .value = "TIME",
     .at = AT(verify.at, struct option_instant),
     .help = "the instant to judge at (RFC 3339, Unix seconds)"},
    {.name = "trust-root",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = AT(verify.trust_root, const char *),
     .help = "another root CA instead of Intel's (PEM or DER)"},
    {.name = "allow-tcb",
     .kind = OPTION_LIST,
     .value = "STATUS",
     .at = AT(verify.allow_tcb, struct option_list),
     .help = "a TCB status to accept beside UpToDate",
     .choices = verify_statuses},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the policy is written, also when something could not be checked"},
    {EXIT_NO, "the evidence is rejected: nothing is written"},
    {EXIT_NOT_FOUND, "a named file is absent"},
    {EXIT_CONFLICT, "the file is there already"},
    {EXIT_MALFORMED, "EVIDENCE has no quote, or a named file is not what it should be"},
};

static const struct example examples[] = {
    {"phala policy init quote.bin -o policy.toml", "what is in evidence that you trust, as rules"},
};

const struct command command_policy_init = {
    .name = "init",
    .group = "Attestation",
    .summary = "write a policy from evidence that you trust",
    .details =
        "Judges evidence as 'phala verify --hardware-only' does, and writes down what is in it: "
        "measurements, and, where an event log proves them, app, OS image and key service. The "
        "same evidence is verified by that policy, and other evidence of the same release of the "
        "app. What is of one machine only, or asks for more, stands in comments.\n"
        "\n"
        "Whether what is in the evidence is what you want is yours to say: a genuine platform "
        "runs anything. So make the policy from a deployment that you made yourself, read it, and "
        "keep it beside your code. Evidence that is rejected, or that has no quote, is refused.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct init_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-policy-check(1), phala-verify(1), phala-policy(5)",
    .run = init_run,
};
