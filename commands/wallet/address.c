/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "commands/commands.h"
#include "commands/key_source.h"
#include "commands/one_value.h"

struct address_args {
    struct key_args key;
};

static bool address_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct address_args *args = arguments;
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret;
    TRY(key_source_load(context, &args->key, &secret, e));
    const struct secp256k1_key key = secp256k1_public(&secret);
    const struct eth_address address = eth_address_of(&key);
    char text[ADDRESS_TEXT];
    if (print_alone(context->out, text_of(address_format(&address, text)))) {
        return true;
    }
    print_begin(context->out, "phala.wallet-address/1");
    print_address(context->out, "address", &address);
    print_0x(context->out, "public_key", BYTES_OF(key.at));
    print_end(context->out);
    return true;
}

static const struct option options[] = {KEY_OPTIONS(struct address_args, key)};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the address is printed"},
    {EXIT_DENIED, "the password is wrong, or a file with a secret is not yours alone"},
    {EXIT_NOT_FOUND, "a named file or keystore is absent"},
    {EXIT_MALFORMED, "what was read is no key, keystore or mnemonic"},
};

static const struct example examples[] = {
    {"phala wallet address --keystore deployer", "the address of a keystore, by its name"},
    {"phala wallet address --mnemonic-file words.txt --index 3",
     "of the fourth account of a mnemonic"},
};

const struct command command_wallet_address = {
    .name = "address",
    .group = "Chain",
    .summary = "print the address of a key",
    .details = "Prints the address, with the checksum of EIP-55. With --json the public key, too "
               "(X and Y, 64 bytes). The key itself is needed, also where a keystore names an "
               "address: what it names is compared.\n"
               "\n"
               "--as-cast reads keys as Foundry's cast does, and warns where that is not what is "
               "done otherwise: a passphrase that is not ASCII counts by its bytes, numbers of a "
               "path from 2147483648 on are hardened ones, and a keystore may name another "
               "version, cipher or address. Without it all these are refused, but for a keystore "
               "that only names another version, cipher or kdf, where its address or its MAC "
               "proves what it is.",
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct address_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-wallet-list(1), phala-wallet-sign(1)",
    .run = address_run,
};
