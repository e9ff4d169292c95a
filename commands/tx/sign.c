/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "chain/address.h"
#include "chain/transaction.h"
#include "commands/amount_argument.h"
#include "commands/commands.h"
#include "commands/hex_argument.h"
#include "commands/key_source.h"
#include "commands/one_value.h"
#include "commands/tx/show.h"
#include "commands/tx/sign_file.h"

struct sign_args {
    struct key_args key;
    struct option_number chain_id, nonce, gas_limit;
    const char *max_fee, *priority_fee, *gas_price, *to, *value, *data, *access_list;
    const char *unsigned_file;
};

static bool need(const char *option, bool given, struct err *e)
{
    return given || err_set(e, ERR_USAGE, "option '--%s' is needed", option);
}

/* Nothing is looked up: what a node would be asked for has to be said. */
static bool check_fees(const struct sign_args *args, struct err *e)
{
    TRY(need("chain-id", args->chain_id.given, e) && need("nonce", args->nonce.given, e) &&
        need("gas-limit", args->gas_limit.given, e));
    if (args->gas_price != NULL && (args->max_fee != NULL || args->priority_fee != NULL)) {
        (void)err_set(e, ERR_USAGE,
                      "a transaction has a gas price, or a max fee and a priority fee");
        return err_hint(e, "--gas-price alone, or --max-fee with --priority-fee");
    }
    if (args->gas_price == NULL && args->max_fee == NULL && args->priority_fee == NULL) {
        (void)err_set(e, ERR_USAGE, "what a unit of gas may cost is not given");
        return err_hint(e, "--max-fee with --priority-fee, or --gas-price");
    }
    return args->gas_price != NULL || (need("max-fee", args->max_fee != NULL, e) &&
                                       need("priority-fee", args->priority_fee != NULL, e));
}

static enum transaction_kind kind_of(const struct sign_args *args)
{
    if (args->gas_price == NULL) {
        return TRANSACTION_EIP1559;
    }
    return args->access_list != NULL ? TRANSACTION_EIP2930 : TRANSACTION_LEGACY;
}

static bool read_amounts(const struct sign_args *args, struct transaction *out, struct err *e)
{
    bool has_price = args->gas_price != NULL;
    return amount_argument(has_price ? "gas-price" : "max-fee",
                           has_price ? args->gas_price : args->max_fee, &out->max_fee, e) &&
           amount_argument("priority-fee", args->priority_fee, &out->priority_fee, e) &&
           amount_argument("value", args->value, &out->value, e);
}

static bool read_to(const struct context *context, const struct sign_args *args,
                    struct eth_address *out, struct err *e)
{
    if (address_parse(text_of(args->to), out, e)) {
        return true;
    }
    if (!args->key.as_cast || !address_parse_unchecked(text_of(args->to), out)) {
        return err_wrap(e, "option '--to'");
    }
    log_line(&context->warnings, "the checksum in --to is wrong: it is taken as cast does");
    return true;
}

static bool read_rest(const struct context *context, const struct sign_args *args, struct buf *data,
                      struct transaction *out, struct err *e)
{
    TRY(out->is_creation || read_to(context, args, &out->to, e));
    bool is_data_stdin = args->data != NULL && strcmp(args->data, "-") == 0;
    if (is_data_stdin && key_source_takes_stdin(&args->key)) {
        return err_set(e, ERR_USAGE, "stdin cannot be both the data and the key");
    }
    TRY(args->data == NULL || hex_argument("option '--data'", args->data, data, e));
    out->data = buf_view(data);
    return args->access_list == NULL ||
           access_list_parse(text_of(args->access_list), &out->access_list, e) ||
           err_wrap(e, "option '--access-list'");
}

/* What no node takes is refused; cast signs it. */
static bool check(const struct context *context, const struct sign_args *args,
                  const struct transaction *t, struct err *e)
{
    if (!args->key.as_cast || (t->is_creation && args->data == NULL)) {
        return transaction_check(t, e);
    }
    TRY(transaction_check_room(t, e));
    sign_warn_of_faults(context, t);
    return true;
}

static bool read_transaction(const struct context *context, const struct sign_args *args,
                             struct buf *data, struct transaction *out, struct err *e)
{
    TRY(check_fees(args, e));
    out->kind = kind_of(args);
    out->chain_id = args->chain_id.value;
    out->nonce = args->nonce.value;
    out->gas_limit = args->gas_limit.value;
    out->is_creation = args->to == NULL;
    return read_amounts(args, out, e) && read_rest(context, args, data, out, e) &&
           check(context, args, out, e);
}

/* What the access list and the floor of EIP-7623 add is not the same on all networks. */
static void warn(const struct context *context, const struct transaction *t)
{
    const struct transaction_gas gas = transaction_gas(t);
    if (t->gas_limit >= gas.least && t->gas_limit < gas.whole) {
        log_line(&context->warnings,
                 "gas limit %" PRIu64 " is below %" PRIu64
                 ", which the transaction costs where today's rules hold: nodes may refuse it",
                 t->gas_limit, gas.whole);
    }
}

/* What a file of transactions says is not said again. */
static bool is_file_alone(const struct sign_args *args, struct err *e)
{
    bool has_text = args->max_fee != NULL || args->priority_fee != NULL ||
                    args->gas_price != NULL || args->to != NULL || args->value != NULL ||
                    args->data != NULL || args->access_list != NULL;
    return (!args->chain_id.given && !args->nonce.given && !args->gas_limit.given && !has_text) ||
           err_set(e, ERR_USAGE, "with '--unsigned' everything but the key is in the file");
}

static void print(struct printer *p, const struct transaction_signed *transaction, struct bytes raw)
{
    if (!print_alone_0x(p, raw)) {
        print_begin(p, "phala.tx-sign/1");
        print_0x(p, "raw", raw);
        show_transaction(p, transaction, raw);
        print_end(p);
    }
}

static bool sign_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct sign_args *args = arguments;
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    AUTO(transaction_done) struct transaction transaction = {0};
    AUTO(buf_done) struct buf data = buf_start(TRANSACTION_DATA_MAX);
    AUTO(buf_done) struct buf raw = buf_start(TRANSACTION_ROOM);
    AUTO(transaction_signed_done) struct transaction_signed made = {0};
    if (args->unsigned_file != NULL) {
        return is_file_alone(args, e) && sign_file(context, &args->key, args->unsigned_file, e);
    }
    TRY(read_transaction(context, args, &data, &transaction, e));
    warn(context, &transaction);
    TRY(key_source_load(context, &args->key, &secret, e));
    TRY(sign_and_read(&transaction, &secret, &raw, &made, e));
    print(context->out, &made, buf_view(&raw));
    return true;
}

#define AT(field, type) OPTION_AT(struct sign_args, field, type)
#define NUMBER(option, field, text)                                                                \
    {.name = (option),                                                                             \
     .kind = OPTION_COUNT,                                                                         \
     .value = "N",                                                                                 \
     .at = AT(field, struct option_number),                                                        \
     .help = (text)}

static const struct option options[] = {
    NUMBER("chain-id", chain_id, "the chain; 2035 is the Phala L2"),
    NUMBER("nonce", nonce, "number of the account's transaction, from 0"),
    NUMBER("gas-limit", gas_limit, "gas that it may use"),
    OPTION_TEXT_ROW("max-fee", AT(max_fee, const char *), "AMOUNT",
                    "highest price of a unit of gas (EIP-1559)"),
    OPTION_TEXT_ROW("priority-fee", AT(priority_fee, const char *), "AMOUNT",
                    "the part of it for the block's producer"),
    OPTION_TEXT_ROW("gas-price", AT(gas_price, const char *), "AMOUNT",
                    "a fixed price instead: a legacy transaction"),
    OPTION_TEXT_ROW("to", AT(to, const char *), "ADDRESS",
                    "the receiver; without it a contract is created"),
    OPTION_TEXT_ROW("value", AT(value, const char *), "AMOUNT", "what is sent along; 0"),
    OPTION_TEXT_ROW("data", AT(data, const char *), "HEX|@FILE",
                    "calldata, or the init code of a creation"),
    OPTION_TEXT_ROW("access-list", AT(access_list, const char *), "JSON",
                    "accounts and keys it will touch (EIP-2930)"),
    {.name = "unsigned",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = AT(unsigned_file, const char *),
     .help = "sign the transactions of a file (phala.unsigned/1)"},
    KEY_OPTIONS(struct sign_args, key),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the signed transaction is printed; it is not sent"},
    {EXIT_USAGE, "an argument is not what it should be, or one is missing"},
    {EXIT_DENIED, "the key is not that of the account that the file names"},
    {EXIT_NOT_FOUND, "a named file is absent"},
    {EXIT_MALFORMED, "a named file is not what it should be"},
};

static const struct example examples[] = {
    {"phala tx sign --chain-id 1 --nonce 0 --gas-limit 21000 --gas-price $P --to $A",
     "a legacy transaction, signed with the key in PRIVATE_KEY"},
    {"phala tx sign --unsigned deploy.json --keystore owner > signed.json",
     "what a deployment wants sent, signed on a machine without a network"},
};

const struct command command_tx_sign = {
    .name = "sign",
    .group = "Chain",
    .summary = "sign a transaction, without a network",
    .details =
        "Signs a transaction of which everything is given, and prints it in the form that nodes "
        "take. --max-fee with --priority-fee makes an EIP-1559 transaction, --gas-price a legacy "
        "one, and with --access-list an EIP-2930 one. The same arguments make the same bytes "
        "(RFC 6979).\n"
        "\n"
        "Amounts take a unit: wei, gwei or ether, as in 10gwei or 1.5ether; without one they are "
        "wei. Refused is what no node would take: a priority fee above the max fee, less gas than "
        "the transaction costs before anything runs, a creation without init code. --as-cast "
        "signs these as cast does, those of a file as well, takes any checksum in --to, and "
        "warns.\n"
        "\n"
        "--unsigned signs a whole file, as deployments write it: each transaction is encoded anew "
        "from its fields, which has to give the bytes and the hash in the file, and the key has to "
        "be that of the file's account. See phala-contracts-lock(5).",
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct sign_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract-address(1), phala-keccak(1), phala-tx-decode(1), "
                "phala-contracts-lock(5)",
    .run = sign_run,
};
