/* SPDX-License-Identifier: Apache-2.0 */
#include "base/hex.h"
#include "chain/message.h"
#include "commands/commands.h"
#include "commands/key_source.h"
#include "commands/one_value.h"
#include "commands/wallet/answer.h"

struct sign_args {
    const char *message;
    bool text, no_hash;
    struct key_args key;
};

/* Bytes in hex behind 0x, unless they are meant as text. */
static bool read_message(const struct sign_args *args, struct buf *out, struct err *e)
{
    struct text text = text_of(args->message);
    if (args->text || !text_starts(text, "0x")) {
        buf_slice(out, text);
        return true;
    }
    size_t n = (text.len - 2) / 2;
    uint8_t *to = n > 0 ? buf_extend(out, n) : out->at;
    if (text.len % 2 == 0 && (n == 0 || hex_decode(text_behind(text, 2), to, n))) {
        return true;
    }
    (void)err_set(e, ERR_USAGE, "MESSAGE begins with 0x, and is not bytes in hex");
    return err_hint(e, "to sign it as the text that it is: --text");
}

static bool digest_of(const struct sign_args *args, struct keccak256 *out, struct err *e)
{
    AUTO(buf_done) struct buf message = buf_start(SIZE_MAX);
    if (!args->no_hash) {
        TRY(read_message(args, &message, e));
        *out = message_digest(buf_view(&message));
        return true;
    }
    struct text text = text_of(args->message);
    if (args->text || !hex_decode(hex_without_0x(text), out->at, sizeof out->at)) {
        return err_set(e, ERR_USAGE, "with --no-hash, MESSAGE is a digest: 64 hex digits");
    }
    return true;
}

/* Only a digest that is given can be above the order of the group. */
static void sign(const struct context *context, const struct sign_args *args,
                 const struct secp256k1_secret *secret, const struct keccak256 *digest,
                 uint8_t out[SECP256K1_RECOVERABLE_SIZE])
{
    if (!args->key.as_cast || secp256k1_is_reduced(digest)) {
        message_sign(secret, digest, out);
        return;
    }
    log_line(&context->warnings,
             "the digest is not below the order of secp256k1, and is signed as cast does: RFC 6979 "
             "has another signature for it");
    message_sign_unreduced(secret, digest, out);
}

static bool sign_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct sign_args *args = arguments;
    struct keccak256 digest;
    uint8_t signature[SECP256K1_RECOVERABLE_SIZE];
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret;
    TRY(digest_of(args, &digest, e));
    TRY(key_source_load(context, &args->key, &secret, e));
    sign(context, args, &secret, &digest, signature);
    if (print_alone_0x(context->out, BYTES_OF(signature))) {
        return true;
    }
    print_begin(context->out, "phala.wallet-sign/1");
    answer_signature(context->out, &secret, &digest, signature);
    print_end(context->out);
    return true;
}

#define AT(field, type) OPTION_AT(struct sign_args, field, type)

static const struct operand operands[] = {
    {.name = "MESSAGE",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = AT(message, const char *),
     .help = "a text; behind 0x, bytes in hex"},
};

static const struct option options[] = {
    {.name = "text",
     .kind = OPTION_FLAG,
     .at = AT(text, bool),
     .help = "MESSAGE is a text, also where it begins with 0x"},
    {.name = "no-hash",
     .kind = OPTION_FLAG,
     .at = AT(no_hash, bool),
     .help = "MESSAGE is the digest itself, which can be anything"},
    KEY_OPTIONS(struct sign_args, key),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the signature is printed"},
    {EXIT_DENIED, "the password is wrong, or a file with a secret is not yours alone"},
    {EXIT_NOT_FOUND, "a named file or keystore is absent"},
    {EXIT_MALFORMED, "what was read is no key, keystore or mnemonic"},
};

static const struct example examples[] = {
    {"phala wallet sign --keystore deployer 'I agree'", "a text, with a key that has a password"},
    {"phala wallet sign --key-file key.hex 0x68656c6c6f", "five bytes"},
};

const struct command command_wallet_sign = {
    .name = "sign",
    .group = "Chain",
    .summary = "sign a message",
    .details =
        "Signs a message as wallets do (EIP-191, personal_sign): Keccak-256 of a prefix that no "
        "transaction has, the length, and the bytes. The signature is r, s and v (27 or 28), 65 "
        "bytes; the same key and message always have the same one.\n"
        "\n"
        "With --no-hash the digest is signed as it is. A digest can be that of a transaction: "
        "sign none that you did not make. One that is not below the order of the curve is signed "
        "as RFC 6979 has it; with --as-cast, as Foundry's cast has it.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct sign_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-wallet-address(1), phala-wallet-sign-typed(1)",
    .run = sign_run,
};
