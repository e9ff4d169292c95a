/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/stake.h"

#include "base/mem.h"
#include "chain/address.h"
#include "rpc/revert_reason.h"

/* Behind the views of the vault. */
enum {
    SHARE_DECIMALS = VAULT_VIEWS,
    DECIMALS,
    QUESTIONS_OF_ALL,
    ASSETS = QUESTIONS_OF_ALL,
    SHARES,
    ALLOWANCE,
    MAX_DEPOSIT,
    MAX_REDEEM,
    REQUESTS,
    QUESTIONS,
};

struct stake_facts {
    struct buf code;
    struct call_question questions[QUESTIONS];
};

static void facts_free(struct stake_facts *facts)
{
    if (facts != NULL) {
        buf_done(&facts->code);
        for (size_t i = 0; i < QUESTIONS; i++) {
            call_question_done(&facts->questions[i]);
        }
        mem_free(facts);
    }
}

void stake_done(struct stake *stake)
{
    facts_free(stake->facts);
    vault_requests_done(&stake->account.requests);
    node_done(&stake->node);
}

static bool read_address(const char *option, const char *text, struct eth_address *out,
                         struct err *e)
{
    return address_parse(text_of(text), out, e) || err_wrap(e, "option '--%s'", option);
}

static bool choose_vault(const struct stake_args *args, struct stake *out, struct err *e)
{
    const struct token *pha = token_by_name(text_of("pha"), TOKEN_CHAIN);
    const struct token *vpha = token_by_name(text_of("vpha"), TOKEN_CHAIN);
    if ((args->vault == NULL) != (args->token == NULL)) {
        return err_set(e, ERR_USAGE, "options '--vault' and '--token' go together");
    }
    if (args->vault != NULL) {
        return read_address("vault", args->vault, &out->vault, e) &&
               read_address("token", args->token, &out->token, e);
    }
    if (out->node.chain_id != TOKEN_CHAIN) {
        (void)err_set(e, ERR_NOT_FOUND, "no vault is known on '%s': PHA is staked on Ethereum",
                      out->node.name);
        return err_hint(e, "--network ethereum; or --vault with --token, for another one");
    }
    out->is_known = true;
    out->vault = vpha->address;
    out->token = pha->address;
    return true;
}

bool stake_open(const struct context *context, const struct stake_args *args, struct stake *out,
                struct err *e)
{
    struct node_args node = args->node;
    if (node.network == NULL && !node.chain_id.given) {
        node.network = "ethereum";
    }
    return node_open(context, &node, &out->node, e) && choose_vault(args, out, e);
}

void stake_question_ask(const struct stake *stake, struct call_question *question,
                        struct rpc_batch *batch)
{
    call_question_ask(question, &stake->vault, RPC_STATE(RPC_LATEST), batch);
}

static void ask_account(struct stake *stake, struct rpc_batch *batch)
{
    struct call_question *q = stake->facts->questions;
    const struct eth_address *account = &stake->account.address;
    q[ASSETS].call = token_balance_of(account);
    q[SHARES].call = token_balance_of(account);
    q[ALLOWANCE].call = token_allowance(account, &stake->vault);
    q[MAX_DEPOSIT].call = vault_max_deposit(account);
    q[MAX_REDEEM].call = vault_max_redeem(account);
    q[REQUESTS].call = vault_unlock_requests(account);
    ask_balance(batch, account, &stake->account.ether);
    for (size_t i = QUESTIONS_OF_ALL; i < QUESTIONS; i++) {
        bool is_tokens = i == ASSETS || i == ALLOWANCE;
        call_question_ask(&q[i], is_tokens ? &stake->token : &stake->vault, RPC_STATE(RPC_LATEST),
                          batch);
    }
}

void stake_ask(struct stake *stake, const struct eth_address *account, struct rpc_batch *batch)
{
    stake->facts = mem_new(sizeof *stake->facts);
    struct call_question *q = stake->facts->questions;
    ask_block(batch, RPC_STATE(RPC_LATEST), &stake->latest, NULL);
    ask_code(batch, &stake->vault, RPC_STATE(RPC_LATEST), &stake->facts->code);
    for (size_t i = 0; i < QUESTIONS_OF_ALL; i++) {
        q[i].call = i < VAULT_VIEWS ? vault_view((enum vault_view)i) : token_decimals();
        call_question_ask(&q[i], i == DECIMALS ? &stake->token : &stake->vault,
                          RPC_STATE(RPC_LATEST), batch);
    }
    stake->has_account = account != NULL;
    if (account != NULL) {
        stake->account.address = *account;
        ask_account(stake, batch);
    }
}

static bool no_vault(const struct stake *stake, const char *why, struct err *e)
{
    char address[ADDRESS_TEXT];
    return err_set(e, ERR_NOT_FOUND, "the contract at %s is not such a vault: %s",
                   address_format(&stake->vault, address), why);
}

/* The answer, unless it is an error. */
static bool answered(const struct stake *stake, const char *name, const struct call_question *q,
                     struct err *e)
{
    if (q->error.code == 0) {
        return true;
    }
    AUTO(buf_done) struct buf why = buf_start(4 * KIB);
    buf_printf(&why, "'%s' ", name);
    revert_reason(&q->error, NULL, &why);
    buf_char(&why, 0);
    return no_vault(stake, buf_is_whole(&why) ? (const char *)why.at : name, e);
}

bool stake_question_read(const struct stake *stake, const char *name,
                         const struct call_question *question, struct u256 *out, struct err *e)
{
    struct err why = {0};
    TRY(answered(stake, name, question, e));
    return call_read_u256(name, buf_view(&question->answer), out, &why) ||
           no_vault(stake, why.text, e);
}

static bool read_decimals(const struct stake *stake, const char *whose,
                          const struct call_question *q, unsigned *out, struct err *e)
{
    const unsigned expected = token_by_name(text_of("pha"), TOKEN_CHAIN)->decimals;
    struct err why = {0};
    TRY(answered(stake, "decimals", q, e));
    if (!token_read_decimals(buf_view(&q->answer), out, &why)) {
        return no_vault(stake, why.text, e);
    }
    return !stake->is_known || *out == expected ||
           err_set(e, ERR_CONFLICT, "%s has %u decimals here, not %u", whose, *out, expected);
}

static bool read_views(struct stake *stake, struct err *e)
{
    const struct call_question *q = stake->facts->questions;
    struct err why = {0};
    for (unsigned i = 0; i < VAULT_VIEWS; i++) {
        TRY(answered(stake, "a view", &q[i], e));
        if (!vault_read_view((enum vault_view)i, buf_view(&q[i].answer), &stake->views[i], &why)) {
            return no_vault(stake, why.text, e);
        }
    }
    return read_decimals(stake, "vPHA", &q[SHARE_DECIMALS], &stake->share_decimals, e) &&
           read_decimals(stake, "PHA", &q[DECIMALS], &stake->decimals, e);
}

static bool check_token(const struct stake *stake, struct err *e)
{
    char asset[ADDRESS_TEXT];
    char token[ADDRESS_TEXT];
    const struct eth_address actual = vault_asset_address(&stake->views[VAULT_ASSET]);
    return bytes_equal(BYTES_OF(actual.at), BYTES_OF(stake->token.at)) ||
           err_set(e, ERR_CONFLICT, "the vault takes the token %s, not %s",
                   address_format(&actual, asset), address_format(&stake->token, token));
}

static bool read_account(struct stake *stake, struct err *e)
{
    const struct call_question *q = stake->facts->questions;
    struct stake_account *account = &stake->account;
    struct err why = {0};
    TRY(stake_question_read(stake, "balanceOf", &q[ASSETS], &account->assets, e) &&
        stake_question_read(stake, "balanceOf", &q[SHARES], &account->shares, e) &&
        stake_question_read(stake, "allowance", &q[ALLOWANCE], &account->allowance, e) &&
        stake_question_read(stake, "maxDeposit", &q[MAX_DEPOSIT], &account->max_deposit, e) &&
        stake_question_read(stake, "maxRedeem", &q[MAX_REDEEM], &account->max_redeem, e) &&
        answered(stake, "unlockRequests", &q[REQUESTS], e));
    return vault_read_requests(buf_view(&q[REQUESTS].answer), &account->requests, &why) ||
           no_vault(stake, why.text, e);
}

bool stake_read(struct stake *stake, struct err *e)
{
    char address[ADDRESS_TEXT];
    if (!stake->latest.is_there) {
        return err_set(e, ERR_SERVICE, "the node has no latest block");
    }
    if (stake->facts->code.len == 0) {
        return err_set(e, ERR_NOT_FOUND, "there is no contract at %s",
                       address_format(&stake->vault, address));
    }
    return read_views(stake, e) && check_token(stake, e) &&
           (!stake->has_account || read_account(stake, e));
}

instant stake_now(const struct stake *stake)
{
    uint64_t seconds = stake->latest.timestamp;
    return seconds <= (uint64_t)INSTANT_MAX ? (instant)seconds : INSTANT_MAX;
}

bool stake_unlock_time(const struct stake *stake, const struct vault_request *request, instant *out)
{
    return vault_unlock_time(&request->start, &stake->views[VAULT_UNLOCK_PERIOD], out);
}
