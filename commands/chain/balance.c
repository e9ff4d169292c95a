/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "chain/address.h"
#include "commands/chain/holding.h"
#include "commands/commands.h"
#include "commands/node_options.h"
#include "commands/one_value.h"

struct balance_args {
    struct node_args node;
    const char *address, *token, *block;
};

/* Gas, and the tokens that a chain has by name. */
enum { HOLDINGS = 4, TABLE = 16 * 1024 };

struct balance {
    struct eth_address owner;
    struct holding holdings[HOLDINGS];
    size_t n;
    struct rpc_block block;
};

static void balance_done(struct balance *balance)
{
    for (size_t i = 0; i < balance->n; i++) {
        holding_done(&balance->holdings[i]);
    }
}

static void add_token(struct balance *balance, const struct token *known,
                      const struct eth_address *address)
{
    struct holding *holding = &balance->holdings[balance->n++];
    holding->known = known;
    holding->token = *address;
}

/* Gas, and what the table has for the chain. */
static void choose_all(const struct node *node, struct balance *balance)
{
    balance->holdings[balance->n++] = (struct holding){.is_gas = true,
                                                       .currency = node->network.currency};
    for (size_t i = 0; i < token_count && balance->n < HOLDINGS; i++) {
        if (token_table[i].chain_id == node->chain_id) {
            add_token(balance, &token_table[i], &token_table[i].address);
        }
    }
}

static bool choose_one(const struct node *node, const char *given, struct balance *balance,
                       struct err *e)
{
    struct eth_address address;
    struct text text = text_of(given);
    const struct token *known = token_by_name(text, node->chain_id);
    if (known != NULL) {
        add_token(balance, known, &known->address);
        return true;
    }
    if (text_equal_ignoring_case(text, text_of("pha")) ||
        text_equal_ignoring_case(text, text_of("vpha"))) {
        (void)err_set(e, ERR_NOT_FOUND, "no %s is known on %s", given, node->name);
        return err_hint(e, "it is on ethereum and phala-l2; elsewhere: --token ADDRESS");
    }
    if (!address_parse(text, &address, e)) {
        return err_wrap(e, "option '--token'");
    }
    add_token(balance, token_by_address(&address, node->chain_id), &address);
    return true;
}

static struct rpc_state state_of(const char *block)
{
    if (block != NULL && strcmp(block, "safe") == 0) {
        return RPC_STATE(RPC_SAFE);
    }
    bool is_final = block != NULL && strcmp(block, "finalized") == 0;
    return is_final ? RPC_STATE(RPC_FINALIZED) : RPC_STATE(RPC_LATEST);
}

static bool ask(const struct node *node, const struct balance_args *args, struct balance *balance,
                struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    const struct rpc_state state = state_of(args->block);
    ask_block(batch, state, &balance->block, NULL);
    for (size_t i = 0; i < balance->n; i++) {
        holding_ask(&balance->holdings[i], &balance->owner, state, batch);
    }
    TRY(rpc_ask(node->rpc, batch, e));
    if (!balance->block.is_there) {
        return err_set(e, ERR_NOT_FOUND, "the node has no %s block",
                       args->block != NULL ? args->block : "latest");
    }
    for (size_t i = 0; i < balance->n; i++) {
        TRY(holding_read(&balance->holdings[i], e));
    }
    return true;
}

/* That a token was asked for which is not there is no answer; one of our own list may be missing
 * on a chain that only has the id of the real one. */
static bool check_there(const struct balance_args *args, const struct balance *balance,
                        struct err *e)
{
    const struct holding *holding = &balance->holdings[0];
    char address[ADDRESS_TEXT];
    if (args->token == NULL || holding->is_there) {
        return true;
    }
    (void)err_set(e, ERR_NOT_FOUND, "there is no contract at %s",
                  address_format(&holding->token, address));
    return err_hint(e, "is it a token of another network?");
}

static void print_table(struct printer *p, const struct node *node, const struct balance *balance)
{
    char address[ADDRESS_TEXT];
    char at[INSTANT_TEXT];
    AUTO(buf_done) struct buf out = buf_start(TABLE);
    buf_printf(&out, "%s on %s, block %" PRIu64 " of %s\n",
               address_format(&balance->owner, address), node->name, balance->block.number,
               instant_format((instant)balance->block.timestamp, at));
    holding_table(balance->holdings, balance->n, &out);
    print_document(p, buf_view(&out));
}

static void print_json(struct printer *p, const struct node *node, const struct balance *balance)
{
    print_begin(p, "phala.balance/1");
    print_address(p, "address", &balance->owner);
    print_string(p, "network", node->name);
    print_decimal(p, "chain_id", node->chain_id);
    print_record(p, "block");
    print_decimal(p, "number", balance->block.number);
    print_instant(p, "time", (instant)balance->block.timestamp);
    print_record_end(p);
    print_list(p, "balances");
    for (size_t i = 0; i < balance->n; i++) {
        holding_print(p, &balance->holdings[i]);
    }
    print_list_end(p);
    print_end(p);
}

static bool balance_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct balance_args *args = arguments;
    AUTO(node_done) struct node node = {0};
    AUTO(balance_done) struct balance balance = {0};
    if (!address_parse(text_of(args->address), &balance.owner, e)) {
        return err_wrap(e, "operand 'ADDRESS'");
    }
    TRY(node_open(context, &args->node, &node, e));
    if (args->token == NULL) {
        choose_all(&node, &balance);
    } else {
        TRY(choose_one(&node, args->token, &balance, e));
    }
    TRY(ask(&node, args, &balance, e) && check_there(args, &balance, e));
    (print_is_json(context->out) ? print_json : print_table)(context->out, &node, &balance);
    return true;
}

static const char *const blocks[] = {"latest", "safe", "finalized", NULL};
static const char *const tokens[] = {"pha", "vpha", NULL};

static const struct operand operands[] = {
    {.name = "ADDRESS",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct balance_args, address, const char *),
     .help = "whose; in mixed case its checksum (EIP-55) is held against it"},
};

static const struct option options[] = {
    {.name = "token",
     .kind = OPTION_TEXT,
     .value = "TOKEN",
     .at = OPTION_AT(struct balance_args, token, const char *),
     .help = "pha, vpha or the address of a token (ERC-20), alone",
     .suggestions = tokens},
    {.name = "block",
     .kind = OPTION_CHOICE,
     .value = "BLOCK",
     .at = OPTION_AT(struct balance_args, block, const char *),
     .help = "latest, safe or finalized; latest if not given",
     .choices = blocks},
    NODE_OPTIONS(struct balance_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the balances are printed"},
    {EXIT_NO, "a network that is gone"},
    {EXIT_USAGE, "an address is not what it should be"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_NOT_FOUND, "there is no such token, or no such block"},
    {EXIT_CONFLICT, "the node is of another chain"},
    {EXIT_MALFORMED, "phala.toml is not what it should be"},
};

static const struct example examples[] = {
    {"phala chain balance $ACCOUNT", "ETH, PHA and vPHA on the Phala L2"},
    {"phala chain balance $ACCOUNT --network ethereum --token pha", "PHA on Ethereum"},
};

const struct command command_chain_balance = {
    .name = "balance",
    .group = "Chain",
    .summary = "what an address has: ETH, PHA, vPHA, or any token",
    .details =
        "Asks a node for all of it at once, in one request. PHA and vPHA are shown on the networks "
        "that have them, Ethereum and the Phala L2. How many decimals a token has is asked of the "
        "token: of one that does not say, the number of its smallest units is shown. What a token "
        "calls itself is its own affair: those that are not PHA or vPHA are shown with their "
        "address.\n"
        "\n"
        "In JSON, 'wei' is the number of smallest units, and null where there is no contract at "
        "the token's address.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct balance_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-stake(1)",
    .run = balance_run,
};
