/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "chain/address.h"
#include "chain/create.h"
#include "commands/commands.h"
#include "commands/hex_argument.h"
#include "commands/one_value.h"

struct address_args {
    const char *deployer, *salt, *init_code, *init_code_hash;
    struct option_number nonce;
    bool create2;
};

enum { INIT_CODE_CAP = 1024 * 1024 };

static const char *const salt_forms[] = {
    [CREATE_SALT_HEX] = "as it is",
    [CREATE_SALT_NUMBER] = "number, padded on the left",
    [CREATE_SALT_TEXT] = "Keccak-256 of the text",
};

static bool check_combination(const struct address_args *args, struct err *e)
{
    bool has_create2 = args->salt != NULL || args->init_code != NULL ||
                       args->init_code_hash != NULL;
    if (!args->create2 && has_create2) {
        return err_set(e, ERR_USAGE, "salt and init code are of --create2, which is not given");
    }
    if (!args->create2 && (args->deployer == NULL || !args->nonce.given)) {
        (void)err_set(e, ERR_USAGE, "options '--deployer' and '--nonce' are needed");
        return err_hint(e, "or --create2 and --init-code");
    }
    if (args->create2 && args->nonce.given) {
        return err_set(e, ERR_USAGE, "a nonce plays no part with --create2");
    }
    if (args->create2 && (args->init_code == NULL) == (args->init_code_hash == NULL)) {
        return err_set(e, ERR_USAGE,
                       "--create2 needs one of the options '--init-code' and '--init-code-hash'");
    }
    return true;
}

static bool read_deployer(const struct address_args *args, struct eth_address *out, struct err *e)
{
    if (args->deployer == NULL) {
        *out = create_deterministic_deployer;
        return true;
    }
    return address_parse(text_of(args->deployer), out, e) || err_wrap(e, "option '--deployer'");
}

static bool read_code_hash(const struct address_args *args, struct keccak256 *out, struct err *e)
{
    if (args->init_code != NULL) {
        AUTO(buf_done) struct buf code = buf_start(INIT_CODE_CAP);
        TRY(hex_argument("option '--init-code'", args->init_code, &code, e));
        *out = keccak256_of(buf_view(&code));
        return true;
    }
    AUTO(buf_done) struct buf hash = buf_start(INIT_CODE_CAP);
    TRY(hex_argument("option '--init-code-hash'", args->init_code_hash, &hash, e));
    if (hash.len != sizeof out->at) {
        return err_set(e, ERR_USAGE, "option '--init-code-hash': %zu bytes, a hash has %zu",
                       hash.len, sizeof out->at);
    }
    memcpy(out->at, hash.at, sizeof out->at);
    return true;
}

/* What the address follows from. */
struct creation {
    struct eth_address deployer, address;
    struct create_salt salt;
    enum create_salt_form form;
    struct keccak256 code_hash;
};

static bool read_creation(const struct address_args *args, struct creation *out, struct err *e)
{
    const char *salt = args->salt != NULL ? args->salt : "0";
    TRY(check_combination(args, e) && read_deployer(args, &out->deployer, e));
    if (!args->create2) {
        out->address = create_address(&out->deployer, args->nonce.value);
        return true;
    }
    if (!create_salt_parse(text_of(salt), &out->salt, &out->form, e)) {
        return err_wrap(e, "option '--salt'");
    }
    TRY(read_code_hash(args, &out->code_hash, e));
    out->address = create2_address(&out->deployer, &out->salt, &out->code_hash);
    return true;
}

static bool address_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct address_args *args = arguments;
    struct printer *p = context->out;
    struct creation creation = {0};
    char text[ADDRESS_TEXT];
    TRY(read_creation(args, &creation, e));
    if (print_alone(p, text_of(address_format(&creation.address, text)))) {
        return true;
    }
    print_begin(p, "phala.contract-address/1");
    print_address(p, "address", &creation.address);
    print_string(p, "by", args->create2 ? "create2" : "create");
    print_address(p, "deployer", &creation.deployer);
    if (args->create2) {
        print_0x(p, "salt", BYTES_OF(creation.salt.at));
        print_string(p, "salt_is", salt_forms[creation.form]);
        print_0x(p, "init_code_hash", BYTES_OF(creation.code_hash.at));
    } else {
        print_decimal(p, "nonce", args->nonce.value);
    }
    print_end(p);
    return true;
}

#define AT(field, type) OPTION_AT(struct address_args, field, type)

static const struct option options[] = {
    {.name = "deployer",
     .kind = OPTION_TEXT,
     .value = "ADDRESS",
     .at = AT(deployer, const char *),
     .help = "who deploys; with --create2 the deterministic deployer"},
    {.name = "nonce",
     .kind = OPTION_COUNT,
     .value = "N",
     .at = AT(nonce, struct option_number),
     .help = "number of the deployer's transaction that creates it"},
    {.name = "create2",
     .kind = OPTION_FLAG,
     .at = AT(create2, bool),
     .help = "the address follows from salt and init code (EIP-1014)"},
    {.name = "salt",
     .kind = OPTION_TEXT,
     .value = "SALT",
     .at = AT(salt, const char *),
     .help = "32 bytes of 0x and hex, a number, or text:WORDS; 0"},
    {.name = "init-code",
     .kind = OPTION_TEXT,
     .value = "HEX|@FILE",
     .at = AT(init_code, const char *),
     .help = "creation code with the constructor's arguments"},
    {.name = "init-code-hash",
     .kind = OPTION_TEXT,
     .value = "HEX",
     .at = AT(init_code_hash, const char *),
     .help = "hash of the init code (Keccak-256), instead of it"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the address is printed"},
    {EXIT_USAGE, "an argument is not what it should be, or one is missing"},
    {EXIT_NOT_FOUND, "the file of the init code is absent"},
    {EXIT_MALFORMED, "the file of the init code is not hex"},
};

static const struct example examples[] = {
    {"phala contract address --deployer $ACCOUNT --nonce 0", "an account's first contract"},
    {"phala contract address --create2 --salt 7 --init-code @Counter.bin",
     "the same on every chain"},
};

const struct command command_contract_address = {
    .name = "address",
    .group = "Chain",
    .summary = "print the address that a contract will have",
    .details =
        "A contract's address follows from who deploys it and the number of the transaction, or, "
        "with --create2, from who deploys it, a salt and the init code, which gives the same "
        "address on every chain. Nothing is asked of a node.\n"
        "\n"
        "A salt is 32 bytes (0x and 64 digits, as they are), a decimal number (padded on the "
        "left), or text:WORDS (Keccak-256 of the words); --json says which it was. Shorter hex is "
        "refused: tools differ about the side that is padded.",
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct address_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-keccak(1), phala-tx-sign(1)",
    .run = address_run,
};
