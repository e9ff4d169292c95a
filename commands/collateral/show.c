/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/platform.h"
#include "commands/commands.h"
#include "commands/needs.h"

struct show_args {
    struct option_list files;
};

static void print_fault(struct printer *p, const struct fault *fault)
{
    print_string(p, "unreadable", fault->err.text);
}

static void print_chain(struct printer *p, const char *key, const struct platform_chain *chain)
{
    if (!chain->is_given) {
        return;
    }
    print_record(p, key);
    if (!chain->is_read) {
        print_fault(p, &chain->fault);
    } else {
        print_text(p, "leaf", chain_leaf(&chain->chain)->common_name);
        print_text(p, "root", chain_root(&chain->chain)->common_name);
        print_instant(p, "valid_until", chain_valid_until(&chain->chain));
    }
    print_record_end(p);
}

static void print_crl(struct printer *p, const char *key, const struct platform_crl *crl)
{
    if (!crl->is_given) {
        return;
    }
    print_record(p, key);
    if (!crl->is_read) {
        print_fault(p, &crl->fault);
    } else {
        print_hex(p, "number", crl->crl.number);
        print_uint(p, "revoked_certificates", crl->crl.n_entries);
        print_instant(p, "this_update", crl->crl.this_update);
        print_instant(p, "next_update", crl->crl.next_update);
    }
    print_record_end(p);
}

static void print_level(struct printer *p, const struct tcb_level *level, enum tee tee)
{
    print_record(p, NULL);
    print_string(p, "status", tcb_status_word(level->status));
    print_instant(p, "date", level->date);
    print_hex(p, "sgx_components", BYTES_OF(level->sgx));
    print_uint(p, "pce_svn", level->pce_svn);
    if (tee == TEE_TDX) {
        print_hex(p, "tdx_components", BYTES_OF(level->tdx));
    }
    print_record_end(p);
}

static void print_tcb_info(struct printer *p, const struct platform *platform)
{
    const struct tcb_info *info = &platform->tcb_info;
    if (!platform->collateral.has[PIECE_TCB_INFO]) {
        return;
    }
    print_record(p, "tcb_info");
    if (!platform->has_tcb_info) {
        print_fault(p, &platform->tcb_info_fault);
    } else {
        print_uint(p, "version", info->version);
        print_hex(p, "fmspc", BYTES_OF(info->fmspc));
        print_hex(p, "pce_id", BYTES_OF(info->pce_id));
        print_uint(p, "evaluation_data_number", info->evaluation_data_number);
        print_instant(p, "issue_date", info->issue_date);
        print_instant(p, "next_update", info->next_update);
        print_list(p, "tcb_levels");
        for (size_t i = 0; i < info->n_levels; i++) {
            print_level(p, &info->levels[i], platform->tee);
        }
        print_list_end(p);
    }
    print_record_end(p);
}

static void print_isv_level(struct printer *p, const struct isv_level *level)
{
    print_record(p, NULL);
    print_string(p, "status", tcb_status_word(level->status));
    print_instant(p, "date", level->date);
    print_uint(p, "isv_svn", level->isv_svn);
    print_record_end(p);
}

static void print_qe_identity(struct printer *p, const struct platform *platform)
{
    const struct qe_identity *identity = &platform->qe_identity;
    if (!platform->collateral.has[PIECE_QE_IDENTITY]) {
        return;
    }
    print_record(p, "qe_identity");
    if (!platform->has_qe_identity) {
        print_fault(p, &platform->qe_identity_fault);
    } else {
        print_uint(p, "version", identity->version);
        print_hex(p, "mrsigner", BYTES_OF(identity->mrsigner));
        print_uint(p, "isv_prod_id", identity->isv_prod_id);
        print_uint(p, "evaluation_data_number", identity->evaluation_data_number);
        print_instant(p, "issue_date", identity->issue_date);
        print_instant(p, "next_update", identity->next_update);
        print_list(p, "tcb_levels");
        for (size_t i = 0; i < identity->n_levels; i++) {
            print_isv_level(p, &identity->levels[i]);
        }
        print_list_end(p);
    }
    print_record_end(p);
}

/* TCB Info says which TEE it is for; where it cannot be read as one, it is shown as the other. */
static struct platform *parse(struct collateral *collateral)
{
    struct platform *platform = platform_new(collateral, TEE_TDX);
    if (platform->tcb_info_fault.check != CHECK_TCB_INFO_ID &&
        platform->qe_identity_fault.check != CHECK_QE_IDENTITY_ID &&
        platform->tcb_info_fault.check != CHECK_TCB_INFO_VERSION) {
        return platform;
    }
    struct collateral again = platform->collateral;
    platform->collateral = (struct collateral){0};
    platform_free(platform);
    return platform_new(&again, TEE_SGX);
}

static bool show_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct show_args *args = arguments;
    AUTO(gathered_done) struct gathered gathered = {0};
    const struct gather gather = needs_gather(context, &(struct network_args){.offline = true});
    TRY(gather_collateral(&gather, args->files.at, args->files.n, &gathered, e));
    AUTO(platform_freep) struct platform *platform = parse(&gathered.collateral[0]);

    struct printer *p = context->out;
    print_begin(p, "phala.collateral-show/1");
    print_string(p, "tee", tee_word(platform->tee));
    print_chain(p, "pck_certificate_chain", &platform->pck_chain);
    print_chain(p, "tcb_info_issuer_chain", &platform->tcb_info_chain);
    print_chain(p, "qe_identity_issuer_chain", &platform->qe_identity_chain);
    print_crl(p, "root_ca_crl", &platform->root_crl);
    print_crl(p, "pck_crl", &platform->pck_crl);
    print_tcb_info(p, platform);
    print_qe_identity(p, platform);
    print_end(p);
    return true;
}

static const struct operand operands[] = {
    {.name = "FILE",
     .kind = OPERAND_FILE,
     .required = true,
     .repeated = true,
     .at = OPTION_AT(struct show_args, files, struct option_list),
     .help = "collateral: QuoteCollateralV3, a body of Intel's PCS, a revocation list, a chain"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the collateral was shown; nothing was judged"},
    {EXIT_NOT_FOUND, "the file is absent"},
    {EXIT_MALFORMED, "the file is no collateral"},
};

static const struct example examples[] = {
    {"phala collateral show collateral.json", "dates, levels and revocation lists"},
};

const struct command command_collateral_show = {
    .name = "show",
    .group = "Attestation",
    .summary = "show what is in collateral",
    .details = "Shows chains, revocation lists, TCB levels and QE levels of collateral, with the "
               "dates until which each is good. Signatures are not checked: that is done by 'phala "
               "verify' at each use.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct show_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-collateral-fetch(1), phala-verify(1)",
    .run = show_run,
};
