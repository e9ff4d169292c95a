/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/verify_claim.h"

#include "chain/address.h"
#include "commands/contract/verify_libraries.h"
#include "commands/hex_argument.h"

void verify_claim_done(struct verify_claim *claim)
{
    artifact_file_done(&claim->file);
    lock_file_done(&claim->lock);
    buf_done(&claim->arguments);
}

static const struct lock_contract *find_entry(const struct lock_file *lock, uint64_t chain_id,
                                              const struct eth_address *address)
{
    const struct lock_network *network = lock_file_network(lock, chain_id);
    for (size_t i = 0; network != NULL && i < network->n; i++) {
        if (eth_address_equal(&network->contracts[i].address, address)) {
            return &network->contracts[i];
        }
    }
    return NULL;
}

static bool read_arguments(const struct verify_source_args *args, struct verify_claim *out,
                           struct err *e)
{
    const bool is_said = contract_arguments_are_given(&args->arguments);
    out->arguments = buf_start(ARTIFACT_INIT_MAX);
    if (args->constructor_args != NULL && is_said) {
        return err_set(e, ERR_USAGE, "--constructor-args goes with no other arguments");
    }
    if (args->constructor_args != NULL) {
        TRY(args->constructor_args[0] == 0 ||
            hex_argument("option '--constructor-args'", args->constructor_args, &out->arguments,
                         e));
    } else if (is_said) {
        TRY(contract_arguments_encode(&args->arguments, artifact_constructor(&out->file.artifact),
                                      &out->arguments, e));
    }
    out->claim.has_arguments = args->constructor_args != NULL || is_said;
    out->claim.arguments = buf_view(&out->arguments);
    return true;
}

bool verify_claim_read(const struct verify_source_args *args, uint64_t chain_id,
                       struct verify_claim *out, struct err *e)
{
    const char *lock = args->lock != NULL ? args->lock : LOCK_FILE_NAME;
    struct source_claim *claim = &out->claim;
    if (!address_parse(text_of(args->address), &claim->address, e)) {
        return err_wrap(e, "operand 'ADDRESS'");
    }
    TRY(artifact_file_read(args->artifact, NULL, &out->file, e));
    TRY(lock_file_read(lock, &out->lock, e));
    claim->file = &out->file;
    claim->entry = find_entry(&out->lock, chain_id, &claim->address);
    claim->input = args->service.input;
    claim->compiler = args->service.compiler;
    claim->license = args->service.license;
    return read_arguments(args, out, e) &&
           verify_link_given(&args->libraries, &out->file.artifact, e);
}
