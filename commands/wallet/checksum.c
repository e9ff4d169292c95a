/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "commands/commands.h"
#include "commands/one_value.h"

struct checksum_args {
    const char *address;
    struct option_number chain_id;
};

static bool checksum_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct checksum_args *args = arguments;
    struct eth_address address;
    char checked[ADDRESS_TEXT];
    struct text given = text_of(args->address);
    uint64_t chain_id = args->chain_id.value;
    if (args->chain_id.given) {
        TRY(address_parse_of_chain(given, chain_id, &address, e));
        address_format_of_chain(&address, chain_id, checked);
    } else {
        TRY(address_parse(given, &address, e));
        address_format(&address, checked);
    }
    if (print_alone(context->out, text_of(checked))) {
        return true;
    }
    print_begin(context->out, "phala.wallet-checksum/1");
    print_string(context->out, "address", checked);
    print_string(context->out, "standard", args->chain_id.given ? "EIP-1191" : "EIP-55");
    if (args->chain_id.given) {
        print_uint(context->out, "chain_id", chain_id);
    }
    print_end(context->out);
    return true;
}

static const struct operand operands[] = {
    {.name = "ADDRESS",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct checksum_args, address, const char *),
     .help = "40 hex digits, with or without 0x"},
};

static const struct option options[] = {
    {.name = "chain-id",
     .kind = OPTION_COUNT,
     .value = "N",
     .at = OPTION_AT(struct checksum_args, chain_id, struct option_number),
     .help = "the checksum of EIP-1191 for that chain"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the address is printed"},
    {EXIT_USAGE, "ADDRESS is none, or in mixed case and its checksum is wrong"},
};

static const struct example examples[] = {
    {"phala wallet checksum 5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "as EIP-55 writes it"},
};

const struct command command_wallet_checksum = {
    .name = "checksum",
    .group = "Chain",
    .summary = "write an address with its checksum, or check it",
    .details =
        "Prints the address with the checksum of EIP-55, which is in the case of its letters. An "
        "address in mixed case has to have it already: a digit of it may be wrong. In one case it "
        "says nothing, and is taken.\n"
        "\n"
        "With --chain-id the checksum is that of EIP-1191, which is of one chain. RSK (30, and 31 "
        "for its test network) and few others use it; everywhere else, on Ethereum and the Phala "
        "L2, such an address is refused.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct checksum_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract-address(1), phala-wallet-address(1)",
    .run = checksum_run,
};
