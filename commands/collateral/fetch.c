/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/fs.h"
#include "commands/commands.h"
#include "commands/needs.h"

struct fetch_args {
    struct network_args network;
    const char *evidence, *output;
};

enum { COLLATERAL_MODE = 0644, DOCUMENT_CAP = 16 * 1024 * 1024 };

static bool check_complete(const struct collateral *collateral, struct err *e)
{
    for (size_t i = 0; i < PIECE_COUNT; i++) {
        if (!collateral->has[i] && i != PIECE_PCK_CERTIFICATE_CHAIN) {
            return err_set(e, ERR_NOT_FOUND, "no %s could be had",
                           collateral_piece_key((enum collateral_piece)i));
        }
    }
    return true;
}

static void describe(struct printer *p, const char *path, const struct inputs *inputs)
{
    print_begin(p, "phala.collateral-fetch/1");
    print_string(p, "file", path);
    print_list(p, "sources");
    for (size_t i = 0; i < inputs->n; i++) {
        if (strcmp(inputs->at[i].role, "collateral") == 0) {
            print_record(p, NULL);
            print_string(p, "name", inputs->at[i].name);
            print_string(p, "origin", inputs->at[i].origin);
            print_hex(p, "sha256", BYTES_OF(inputs->at[i].sha256.at));
            print_record_end(p);
        }
    }
    print_list_end(p);
    print_end(p);
}

static bool fetch_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct fetch_args *args = arguments;
    bool to_stdout = args->output == NULL || strcmp(args->output, "-") == 0;
    AUTO(gathered_done) struct gathered gathered = {0};
    const struct gather gather = needs_gather(context, &args->network);
    TRY(gather_evidence(&gather, args->evidence, FORM_ANY, &gathered, e));
    TRY(gather_missing(&gather, &gathered, e));
    TRY(check_complete(&gathered.collateral[0], e));

    AUTO(buf_done) struct buf document = buf_start(DOCUMENT_CAP);
    struct json_writer w = json_writer_to(&document, true);
    collateral_write(&gathered.collateral[0], &w);
    buf_char(&document, '\n');
    if (to_stdout) {
        print_document(context->out, buf_view(&document));
        return true;
    }
    TRY(fs_write(args->output, buf_view(&document), COLLATERAL_MODE, e));
    describe(context->out, args->output, &gathered.inputs);
    return true;
}

static const struct operand operands[] = {
    {.name = "EVIDENCE",
     .kind = OPERAND_FILE,
     .required = true,
     .at = OPTION_AT(struct fetch_args, evidence, const char *),
     .help = "the quote to fetch collateral for: a file, - for stdin, or an https URL"},
};

static const struct option options[] = {
    {.name = "output",
     .letter = 'o',
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = OPTION_AT(struct fetch_args, output, const char *),
     .help = "where the collateral goes; stdout if not given"},
    NETWORK_OPTIONS(struct fetch_args, network),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "all pieces were brought; none was judged"},
    {EXIT_UNKNOWN, "the service could not be reached, or failed"},
    {EXIT_NOT_FOUND, "a file is absent, or the service does not know the platform"},
    {EXIT_TIMEOUT, "the service did not answer in time"},
    {EXIT_MALFORMED, "EVIDENCE is no quote"},
};

static const struct example examples[] = {
    {"phala collateral fetch quote.bin -o collateral.json",
     "keep what a quote is judged by, to judge it again later and offline"},
    {"phala verify quote.bin --offline --collateral collateral.json --hardware-only", "and then"},
};

const struct command command_collateral_fetch = {
    .name = "fetch",
    .group = "Attestation",
    .summary = "fetch the collateral that a quote is judged by",
    .details = "Finds out from a quote which platform it is of, and fetches TCB Info, QE identity "
               "and revocation lists for it from a PCCS or from Intel's PCS, as one "
               "QuoteCollateralV3 file that 'phala verify --collateral' and dcap-qvl read. With "
               "--json and without -o the answer is that document itself. Nothing is judged: that "
               "is done at each use.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct fetch_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-collateral-show(1), phala-verify(1)",
    .run = fetch_run,
};
