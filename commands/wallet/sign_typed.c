/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "chain/message.h"
#include "chain/typed_data.h"
#include "commands/commands.h"
#include "commands/key_source.h"
#include "commands/one_value.h"
#include "commands/wallet/answer.h"

struct sign_typed_args {
    const char *file;
    struct key_args key;
};

static bool read_file(const struct sign_typed_args *args, struct buf *out, struct err *e)
{
    if (strcmp(args->file, "-") != 0) {
        return fs_read(args->file, out, e);
    }
    return key_source_takes_stdin(&args->key)
               ? err_set(e, ERR_USAGE, "the typed data and the key cannot both come from stdin")
               : fs_read_fd(STDIN_FILENO, "-", out, e);
}

/* What only cast takes is not signed unawares. */
static bool hash_file(const struct context *context, const struct sign_typed_args *args,
                      struct bytes file, struct typed_data_hash *out, struct err *e)
{
    struct err other = {0};
    if (typed_data_hash(file, out, e)) {
        return true;
    }
    if (!typed_data_hash_as_cast(file, out, &other)) {
        return err_wrap(e, "'%s'", args->file);
    }
    if (!args->key.as_cast) {
        (void)err_wrap(e, "'%s'", args->file);
        return err_hint(e, "cast signs it all the same: --as-cast does so, too");
    }
    log_line(&context->warnings, "'%s' is signed as cast does, which takes more: %s", args->file,
             e->text);
    *e = (struct err){0};
    return true;
}

static bool sign_typed_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct sign_typed_args *args = arguments;
    struct typed_data_hash hash;
    uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
    AUTO(buf_done) struct buf file = buf_start(TYPED_DATA_SIZE_MAX);
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret;
    TRY(read_file(args, &file, e));
    TRY(hash_file(context, args, buf_view(&file), &hash, e));
    TRY(key_source_load(context, &args->key, &secret, e));
    message_sign(&secret, &hash.digest, signature);
    if (print_alone_0x(context->out, BYTES_OF(signature))) {
        return true;
    }
    print_begin(context->out, "phala.wallet-sign-typed/1");
    print_0x(context->out, "domain_separator", BYTES_OF(hash.domain.at));
    print_0x(context->out, "message_hash", BYTES_OF(hash.message.at));
    answer_signature(context->out, &secret, &hash.digest, signature);
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "FILE",
     .kind = OPERAND_FILE,
     .required = true,
     .at = OPTION_AT(struct sign_typed_args, file, const char *),
     .help = "the typed data as JSON, or - for stdin"},
};

static const struct option options[] = {KEY_OPTIONS(struct sign_typed_args, key)};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the signature is printed"},
    {EXIT_DENIED, "the password is wrong, or a file with a secret is not yours alone"},
    {EXIT_NOT_FOUND, "a named file or keystore is absent"},
    {EXIT_MALFORMED, "FILE is no typed data, or what was read is no key"},
};

static const struct example examples[] = {
    {"phala wallet sign-typed permit.json --keystore deployer", "sign a permit"},
    {"phala wallet sign-typed permit.json --keystore deployer --json",
     "with the two hashes that hardware wallets show"},
};

const struct command command_wallet_sign_typed = {
    .name = "sign-typed",
    .group = "Chain",
    .summary = "sign structured data",
    .details =
        "Signs structured data (EIP-712, eth_signTypedData_v4): a JSON object of types, "
        "primaryType, domain and message. Integers may be numbers, decimal or 0x texts. Where "
        "the types have no EIP712Domain, it is made of the fields that the domain has.\n"
        "\n"
        "What would be signed in two ways, or not at all, is refused: members that the types do "
        "not name, a domain with fields in another order, integers out of range, addresses with "
        "a wrong checksum. --as-cast signs what Foundry's cast signs: it goes by the domain's own "
        "fields, of which there may be none, leaves out members that the types do not name, and "
        "takes integers, bools, bytes and addresses in more forms. A warning says what would be "
        "refused without it.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct sign_typed_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-wallet-address(1), phala-wallet-sign(1)",
    .run = sign_typed_run,
};
