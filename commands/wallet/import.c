/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "commands/commands.h"
#include "commands/key_source.h"
#include "commands/keystore_place.h"
#include "commands/wallet/answer.h"
#include "commands/wallet/password.h"

struct import_args {
    const char *name;
    const char *new_password_file;
    struct key_args key;
};

static bool check_stdin(const struct import_args *args, struct err *e)
{
    bool is_stdin = args->new_password_file != NULL && strcmp(args->new_password_file, "-") == 0;
    return !is_stdin || !key_source_takes_stdin(&args->key) ||
           err_set(e, ERR_USAGE, "only one secret can come from stdin");
}

static bool import_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct import_args *args = arguments;
    AUTO(mem_freep) char *path = NULL;
    AUTO(secret_done) struct secret password = secret_start(SECRET_MAX);
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret;
    TRY(check_stdin(args, e));
    TRY(keystore_new_path(context->environment, args->name, &path, e));
    TRY(key_source_load(context, &args->key, &secret, e));
    TRY(new_password(context, args->new_password_file, "--new-password-file", &password, e));
    TRY(keystore_save(path, &secret, secret_line(&password), e));
    print_begin(context->out, "phala.wallet-import/1");
    answer_address(context->out, &secret);
    print_string(context->out, "keystore", path);
    print_end(context->out);
    return true;
}

#define AT(field, type) OPTION_AT(struct import_args, field, type)

static const struct operand operands[] = {
    {.name = "NAME",
     .kind = OPERAND_FILE,
     .required = true,
     .at = AT(name, const char *),
     .help = "what the keystore is called; with a slash, a path"},
};

static const struct option options[] = {
    {.name = "new-password-file",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = AT(new_password_file, const char *),
     .help = "the new keystore's password, instead of a prompt"},
    KEY_OPTIONS(struct import_args, key),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the keystore is written"},
    {EXIT_DENIED, "the password is wrong, or a file with a secret is not yours alone"},
    {EXIT_NOT_FOUND, "a named file or keystore is absent, or there is no home"},
    {EXIT_CONFLICT, "there is a keystore of that name: it is left as it is"},
    {EXIT_MALFORMED, "what was read is no key, keystore or mnemonic"},
};

static const struct example examples[] = {
    {"phala wallet import deployer --key-file key.hex", "keep a key with a password"},
    {"phala wallet import deployer --keystore UTC--2026-01-15T00-00-00Z--0123",
     "a keystore of another program, with a new password"},
};

const struct command command_wallet_import = {
    .name = "import",
    .group = "Chain",
    .summary = "keep a key that you have with a password",
    .details = "Takes a key from a file, stdin, a mnemonic or another keystore, and writes it as "
               "'phala wallet new' writes a new one. --password-file is the password of the "
               "keystore that is read, --new-password-file that of the one that is written.\n"
               "\n"
               "What the key came from is left where it is: remove it when you do not need it.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct import_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-wallet-list(1), phala-wallet-new(1)",
    .run = import_run,
};
