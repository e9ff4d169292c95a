/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "base/rand.h"
#include "commands/commands.h"
#include "commands/keystore_place.h"
#include "commands/wallet/answer.h"
#include "commands/wallet/password.h"

struct new_args {
    const char *name;
    const char *password_file;
};

static void number_done(uint8_t (*number)[SECP256K1_SECRET_SIZE])
{
    mem_wipe(*number, sizeof *number);
}

/* Of 2^128 random numbers, one is no key. */
static void make_key(struct secp256k1_secret *out)
{
    AUTO(number_done) uint8_t number[SECP256K1_SECRET_SIZE];
    do {
        rand_bytes(number, sizeof number);
    } while (!secp256k1_secret_from(BYTES_OF(number), out));
}

static bool new_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct new_args *args = arguments;
    AUTO(mem_freep) char *path = NULL;
    AUTO(secret_done) struct secret password = secret_start(SECRET_MAX);
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret;
    secret_guard_process();
    TRY(keystore_new_path(context->environment, args->name, &path, e));
    TRY(new_password(context, args->password_file, "--password-file", &password, e));
    make_key(&secret);
    TRY(keystore_save(path, &secret, secret_line(&password), e));
    print_begin(context->out, "phala.wallet-new/1");
    answer_address(context->out, &secret);
    print_string(context->out, "keystore", path);
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "NAME",
     .kind = OPERAND_FILE,
     .required = true,
     .at = OPTION_AT(struct new_args, name, const char *),
     .help = "what the keystore is called; with a slash, a path"},
};

static const struct option options[] = {
    {.name = "password-file",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = OPTION_AT(struct new_args, password_file, const char *),
     .help = "the keystore's password, instead of a prompt"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the keystore is written"},
    {EXIT_DENIED, "the password's file is not yours alone"},
    {EXIT_NOT_FOUND, "the password's file is absent, or there is no home"},
    {EXIT_CONFLICT, "there is a keystore of that name: it is left as it is"},
};

static const struct example examples[] = {
    {"phala wallet new deployer", "a key of your own, with a password that is asked for"},
};

const struct command command_wallet_new = {
    .name = "new",
    .group = "Chain",
    .summary = "make a key, and keep it with a password",
    .details =
        "Makes a random key and writes it as a keystore (Web3 Secret Storage version 3, scrypt "
        "with n 262144), which other wallets read, too. It is kept in "
        "$XDG_DATA_HOME/phala/keystores, or ~/.local/share/phala/keystores, and only there: "
        "without the file, or without its password, nobody gets at what the address owns. Copy "
        "it to where it is not lost.\n"
        "\n"
        "A keystore is never written over.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct new_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-wallet-address(1), phala-wallet-import(1), phala-wallet-list(1)",
    .run = new_run,
};
