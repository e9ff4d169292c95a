/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/pck.h"
#include "attest/recognise.h"
#include "commands/commands.h"
#include "commands/needs.h"
#include "crypto/chain.h"

struct show_args {
    const char *evidence;
};

enum { PCK_CHAIN_CERTS = 3 };

static void print_fields(struct printer *p, const struct quote_fields *fields)
{
    for (size_t i = 0; i < fields->n; i++) {
        if (fields->layout[i].name != NULL && fields->at[i].left > 0) {
            print_hex(p, fields->layout[i].name, fields->at[i]);
        }
    }
}

static void print_certificate(struct printer *p, const struct cert *cert)
{
    print_record(p, NULL);
    print_text(p, "common_name", cert->common_name);
    print_hex(p, "serial", cert->serial);
    print_instant(p, "not_before", cert->not_before);
    print_instant(p, "not_after", cert->not_after);
    print_record_end(p);
}

static void print_pck(struct printer *p, const struct pck *pck)
{
    print_record(p, "platform");
    print_hex(p, "fmspc", BYTES_OF(pck->fmspc));
    print_hex(p, "pce_id", BYTES_OF(pck->pce_id));
    print_hex(p, "ppid", BYTES_OF(pck->ppid));
    print_hex(p, "cpu_svn", BYTES_OF(pck->cpu_svn));
    print_hex(p, "tcb_components", BYTES_OF(pck->components));
    print_uint(p, "pce_svn", pck->pce_svn);
    print_record_end(p);
}

/* The chain is shown as it stands; one that cannot be read is said so, which is no judgement. */
static void print_chain(struct printer *p, const struct quote_signature *signature)
{
    if (signature->certification_type != CERTIFICATION_PCK_CHAIN) {
        return;
    }
    struct err e = {0};
    struct chain chain = {0};
    if (!chain_parse(text_of_bytes(signature->certification_data), PCK_CHAIN_CERTS, &chain, &e)) {
        print_string(p, "certificates_unreadable", e.text);
        return;
    }
    print_list(p, "certificates");
    for (size_t i = 0; i < chain.n; i++) {
        print_certificate(p, &chain.certs[i]);
    }
    print_list_end(p);
    struct pck pck;
    if (pck_parse_extension(chain_leaf(&chain)->sgx_extension, &pck, &e)) {
        print_pck(p, &pck);
    } else {
        print_string(p, "platform_unreadable", e.text);
    }
    chain_done(&chain);
}

static void print_signature(struct printer *p, const struct quote *quote)
{
    const struct quote_signature *signature = &quote->signature;
    print_record(p, "signature");
    print_hex(p, "attestation_key", BYTES_OF(signature->attestation_key.at));
    print_hex(p, "signature", BYTES_OF(signature->signature.at));
    if (signature->has_qe) {
        print_hex(p, "qe_auth_data", signature->qe_auth_data);
        print_hex(p, "qe_report_signature", BYTES_OF(signature->qe_report_signature.at));
        print_uint(p, "certification_type", signature->certification_type);
        print_uint(p, "certification_size", signature->certification_data.left);
    } else {
        print_uint(p, "certification_type", signature->outer_type);
    }
    print_record_end(p);
    if (signature->has_qe) {
        const struct quote_fields qe = {sgx_layout, signature->qe_report, SGX_FIELDS};
        print_record(p, "qe_report");
        print_fields(p, &qe);
        print_record_end(p);
        print_chain(p, signature);
    }
}

static void print_quote(struct printer *p, const struct evidence *evidence)
{
    const struct quote *quote = &evidence->quote;
    const struct quote_fields header = {header_layout, quote->header, HEADER_FIELDS};
    const struct quote_fields body = quote_body_fields(quote);
    print_begin(p, "phala.quote-show/1");
    print_string(p, "kind", evidence_kind_word(evidence->kind));
    print_string(p, "tee", tee_word(quote->tee));
    print_uint(p, "quote_version", quote->version);
    print_uint(p, "size", quote->raw.left);
    print_uint(p, "trailing_bytes", quote->trailing.left);
    print_bool(p, "debug", quote_is_debug(quote));
    print_record(p, "header");
    print_fields(p, &header);
    print_record_end(p);
    print_record(p, "body");
    print_fields(p, &body);
    print_record_end(p);
    if (quote->has_signature) {
        print_signature(p, quote);
    }
    print_end(p);
}

static bool show_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct show_args *args = arguments;
    AUTO(gathered_done) struct gathered gathered = {0};
    const struct gather gather = needs_gather(context, &(struct network_args){.offline = true});
    TRY(gather_evidence(&gather, args->evidence, FORM_ANY, &gathered, e));
    print_quote(context->out, &gathered.evidence);
    return true;
}

static const struct operand operands[] = {
    {.name = "EVIDENCE",
     .kind = OPERAND_FILE,
     .required = true,
     .at = OPTION_AT(struct show_args, evidence, const char *),
     .help = "a quote (binary, hex, base64) or a JSON document that carries one; - is stdin"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the quote was shown; nothing was judged"},
    {EXIT_NOT_FOUND, "the file is absent"},
    {EXIT_MALFORMED, "the file is no quote"},
};

static const struct example examples[] = {
    {"phala quote show quote.bin", "the fields of a quote"},
    {"phala quote show --json quote.bin", "the same for a program"},
};

const struct command command_quote_show = {
    .name = "show",
    .group = "Attestation",
    .summary = "show the fields and certificates of a quote",
    .details =
        "Shows what a quote says, field by field, and the certificate chain that it carries. "
        "Nothing is judged: a quote that is shown may be forged. To judge it, use 'phala "
        "verify'.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct show_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-verify(1), phala-attestation(7)",
    .run = show_run,
};
