/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "attest/recognise.h"
#include "base/mem.h"
#include "commands/commands.h"
#include "commands/needs.h"
#include "commands/verify_options.h"

static const enum exit_code answers[] = {
    [VERDICT_VERIFIED] = EXIT_DONE,
    [VERDICT_REJECTED] = EXIT_NO,
    [VERDICT_UNDECIDED] = EXIT_UNKNOWN,
};

/* The network's failures make a verdict undecided, they do not take its place. */
static bool fetch(const struct context *context, const struct gather *gather,
                  struct gathered *gathered, struct err *e)
{
    if (gather_missing(gather, gathered, e)) {
        return true;
    }
    if (e->kind == ERR_INTERRUPTED || e->kind == ERR_USAGE) {
        return false;
    }
    log_line(&context->warnings, "collateral could not be fetched: %s", e->text);
    return true;
}

static enum evidence_form form_of(const char *kind)
{
    if (kind == NULL) {
        return FORM_ANY;
    }
    if (strcmp(kind, "ra-tls") == 0) {
        return FORM_RA_TLS;
    }
    return strcmp(kind, "json") == 0 ? FORM_JSON : FORM_QUOTE;
}

/* What has to hold: the command line's word, or, where it has none, that of the bundle. */
static bool choose_policy(const struct verify_args **args, struct gathered *gathered,
                          struct options *bundled, struct verify_policy *policy, struct err *e)
{
    if (!gathered->has_bundle) {
        return true;
    }
    bool is_overruled = verify_bundle_is_overruled(*args, policy);
    if (is_overruled) {
        gathered->inputs.bundle = NULL;
        return true;
    }
    bool has_at = (*args)->at.given;
    instant at = policy->options.at;
    verify_policy_done(policy);
    TRY(verify_bundle_options(&gathered->bundle, bundled, policy, e));
    policy->options.at = has_at ? at : policy->options.at;
    *args = bundled->args;
    return true;
}

static void tell_bundle(const struct context *context, const struct gathered *gathered)
{
    if (gathered->has_bundle && gathered->inputs.bundle != NULL) {
        log_line(&context->warnings, "judged by the bundle's own options%s",
                 gathered->bundle.trust_root.len > 0 ? " and under its own root" : "");
    }
}

static bool judge(const struct context *context, const struct verify_args *args, struct err *e)
{
    AUTO(options_done) struct options bundled = {0};
    AUTO(verify_policy_done) struct verify_policy policy = {0};
    AUTO(gathered_done) struct gathered gathered = {.inputs.keeps = args->save_bundle != NULL};
    const struct verify_args *judging = args;
    TRY(verify_policy_make(args, &policy, e));
    const struct gather gather = needs_gather(context, &args->network);
    TRY(gather_evidence(&gather, args->evidence, form_of(args->kind), &gathered, e));
    TRY(choose_policy(&judging, &gathered, &bundled, &policy, e));
    tell_bundle(context, &gathered);
    TRY(gather_collateral(&gather, args->collateral.at, args->collateral.n, &gathered, e));
    TRY(judging->event_log == NULL || gather_event_log(&gather, judging->event_log, &gathered, e));
    TRY(verify_app_load(judging, &gathered.inputs, &policy, e));
    TRY(fetch(context, &gather, &gathered, e));

    AUTO(platforms_done) struct platforms platforms = {0};
    AUTO(report_freep) struct report *report = mem_new(sizeof *report);
    TRY(args->save_bundle == NULL || verify_bundle_save(args, &policy, &gathered, e));
    gather_platforms(&gathered, &platforms);
    evidence_appraise_by(&gathered.evidence, &platforms, &policy.options, report);
    if (policy.rules != NULL) {
        policy_annotate(policy.rules, report);
    }
    const struct inputs *inputs = gathered.inputs.bundle != NULL ? &gathered.bundle.inputs
                                                                 : &gathered.inputs;
    report->inputs = inputs->at;
    report->n_inputs = inputs->n;
    *context->answer = answers[report->verdict];
    return verify_deliver(context, args, report, e);
}

/* Options that each make sense, but not together. */
static bool check_together(const struct context *context, const struct verify_args *args,
                           struct err *e)
{
    if (print_is_json(context->out) && args->format != NULL && strcmp(args->format, "json") != 0) {
        return err_set(e, ERR_USAGE, "--json and --format %s contradict each other", args->format);
    }
    if (args->jobs.given && !args->batch) {
        return err_set(e, ERR_USAGE, "--jobs goes with --batch only");
    }
    if (args->evidence == NULL && !args->batch) {
        (void)err_set(e, ERR_USAGE, "EVIDENCE is missing");
        return err_hint(e, "try 'phala verify --help'");
    }
    return true;
}

static bool verify_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct verify_args *args = arguments;
    TRY(check_together(context, args, e));
    return args->batch ? verify_batch(context, args, e) : judge(context, args, e);
}

static const struct operand operands[] = {
    {.name = "EVIDENCE",
     .kind = OPERAND_FILE,
     .at = OPTION_AT(struct verify_args, evidence, const char *),
     .help = "a quote, or a document that carries one: a file, - for stdin, or an https URL; with "
             "--batch JSON lines"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "verified: every check that was asked for holds"},
    {EXIT_NO, "rejected: at least one check failed"},
    {EXIT_USAGE, "wrong usage"},
    {EXIT_UNKNOWN,
     "undecided: nothing failed, but something could not be checked: collateral is "
     "missing or expired, nothing was expected, or it is of a TEE that is not judged"},
    {EXIT_NOT_FOUND, "a named file is absent"},
    {EXIT_MALFORMED, "EVIDENCE or a named file is not what it should be"},
};

static const struct example examples[] = {
    {"phala verify quote.bin --hardware-only",
     "is this quote from a genuine platform that is up to date?"},
    {"phala verify quote.bin --expect mrtd=$MRTD --report-data $NONCE",
     "and of that machine, and made for this nonce?"},
    {"phala verify quote.bin --offline --collateral collateral.json --hardware-only",
     "without network, by collateral that was kept"},
    {"phala verify quote.bin --hardware-only --at 2026-01-15T00:00:00Z --json",
     "as of a day, for a program"},
    {"phala verify report.json --compose docker-compose.yml",
     "is this my application, on genuine hardware?"},
    {"phala verify report.json --policy policy.toml --bind nonce=$NONCE",
     "all that a policy says, and fresh?"},
    {"phala verify report.json --os-image dstack-0.5.4 --expect app_id=$APP_ID",
     "and on the operating system that I expect?"},
    {"phala verify https://app.example.org --app-compose app-compose.json",
     "is the machine that answers there mine, with my app in it?"},
    {"phala verify --batch quotes.jsonl --hardware-only", "many quotes, one line of JSON each"},
};

const struct command command_verify = {
    .name = "verify",
    .group = "Attestation",
    .summary = "judge attestation: a quote, an app, a service",
    .details =
        "Judges whether a quote comes from a genuine Intel TDX or SGX platform whose TCB is up to "
        "date, and whether what runs inside is what you expect. Every check has a name and is "
        "listed with its result. The verdict is the exit code: verified (0), rejected (1) or "
        "undecided (3). Any failed check rejects; else any check that could not be made leaves the "
        "verdict undecided. What has expired or is missing can reject but never verify.\n"
        "\n"
        "EVIDENCE is recognised by its content: a quote; what dstack answers (GetQuote, Attest, "
        "Info, tcb_info, the verifier's request); what Phala Cloud shows of a CVM or an app; an "
        "RA-TLS certificate; the report of private inference; of an aci/1 gateway; of a key "
        "service. Evidence of another TEE is named, and undecided. Of an event log nothing counts "
        "before its digests were computed again and replay to the registers that the quote signs; "
        "of the rest of a document nothing that no measurement proves. Other attestations in it "
        "(instances, machines, key service, gateway) have to hold, too. https://HOST stands for "
        "the "
        "certificate that the server shows in its handshake; nothing is sent to it.\n"
        "\n"
        "Without --hardware-only, at least one expectation of identity is needed (mrtd, rtmr0 to "
        "rtmr3, mr_config_id, app_id, compose_hash, mrenclave, mrsigner; an --app-compose or "
        "--compose that was measured): a genuine platform says nothing about what runs on it, so "
        "without one nothing was compared and the verdict is undecided. Report data shows that a "
        "quote is fresh, not what it is of.\n"
        "\n"
        "--app-compose has to be the app-compose.json that was measured, --compose the "
        "docker-compose file inside of it, both to the byte. --os-image is the folder of a dstack "
        "release, its measurement document, its sha256sum.txt or digest.txt, or JSON with mrtd, "
        "rtmr0, rtmr1, rtmr2 or os_image_hash; without it the operating system is not judged, "
        "which is a warning. --bind asks for what report data holds, in any of the ways of dstack "
        "and its services. --policy adds what a policy asks for; see phala-policy(5).\n"
        "\n"
        "--save-bundle keeps evidence, collateral, files, options, root and instant. As EVIDENCE, "
        "a bundle is judged anew by its own options, which is said, and gives the same report. Any "
        "judging option on the command line takes the place of all of them, root and instant "
        "too.\n"
        "\n"
        "Collateral (TCB Info, QE identity, revocation lists) is taken from --collateral files, "
        "then from the cache, then fetched from --pccs. All of it is checked at each use. What is "
        "fetched is kept in the cache, by service, and fetched anew after 24 hours; --offline uses "
        "what is kept of the service that --pccs names, whatever its age, and the dates inside "
        "decide. Of a piece that is in a --collateral file nothing else is used. Each platform in "
        "a document has its own.\n"
        "\n"
        "An expectation names a field of the body and its exact bytes in hex; for fields of 32 "
        "bytes @FILE stands for the sha256 of a file. A key that the TEE of the quote does not "
        "have is a failed check.\n"
        "\n"
        "UpToDate is the only TCB status that is accepted by default; 'any' stands for every one "
        "but Revoked. Advisories are reported, and not judged unless --allow-advisory is given: "
        "then each one reported has to be among those given. TD attributes have to be "
        "SEPT_VE_DISABLE, with PKS and KL as they like; DEBUG can never be allowed. "
        "--min-tcb-date is compared with the date of the selected TCB level of the platform, "
        "--min-tcb-evaluation-data-number with the lower one of TCB Info and QE identity.\n"
        "\n"
        "With --batch each line of EVIDENCE (stdin where it is not given) is a JSON object with "
        "id, quote or evidence (a document, or its text), and optionally collateral, at and "
        "expect, of at most 1 MiB. What is expected by options holds for each, and a line can "
        "expect something else by the same key, unless there is a policy. Each is answered "
        "by one line in the same order: the report, or an error, with the id first. Blank lines "
        "are passed over; a member of another name makes the line malformed. The exit code is 1 "
        "if any line was rejected, else 8 if any was malformed, else 3 if any was undecided or "
        "there was none, else 0.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = verify_options,
    .n_options = VERIFY_N_OPTIONS,
    .args_size = sizeof(struct verify_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-collateral-fetch(1), phala-explain(1), phala-policy-init(1), "
                "phala-quote-show(1), phala-policy(5), phala-attestation(7)",
    .run = verify_run,
};
