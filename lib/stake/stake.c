/* SPDX-License-Identifier: Apache-2.0 */
#include "stake/stake.h"

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
    vault_requests_done(&stake->holdings.requests);
}

struct stake_people stake_people_of(const struct eth_address *account)
{
    return (struct stake_people){*account, *account, *account};
}

bool stake_choose_known(uint64_t chain_id, struct stake *out)
{
    if (chain_id != TOKEN_CHAIN) {
        return false;
    }
    out->is_known = true;
    out->vault = token_by_name(text_of("vpha"), TOKEN_CHAIN)->address;
    out->token = token_by_name(text_of("pha"), TOKEN_CHAIN)->address;
    return true;
}

void stake_question_ask(const struct stake *stake, struct call_question *question,
                        struct rpc_batch *batch)
{
    call_question_ask(question, &stake->vault, RPC_STATE(RPC_LATEST), batch);
}

static void ask_people(struct stake *stake, struct rpc_batch *batch)
{
    struct call_question *q = stake->facts->questions;
    const struct stake_people *people = &stake->people;
    q[ASSETS].call = token_balance_of(&people->account);
    q[ALLOWANCE].call = token_allowance(&people->account, &stake->vault);
    q[SHARES].call = token_balance_of(&people->owner);
    q[MAX_REDEEM].call = vault_max_redeem(&people->owner);
    q[REQUESTS].call = vault_unlock_requests(&people->owner);
    q[MAX_DEPOSIT].call = vault_max_deposit(&people->receiver);
    ask_balance(batch, &people->account, &stake->holdings.ether);
    for (size_t i = QUESTIONS_OF_ALL; i < QUESTIONS; i++) {
        bool is_tokens = i == ASSETS || i == ALLOWANCE;
        call_question_ask(&q[i], is_tokens ? &stake->token : &stake->vault, RPC_STATE(RPC_LATEST),
                          batch);
    }
}

void stake_ask(struct stake *stake, const struct stake_people *people, struct rpc_batch *batch)
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
    stake->has_people = people != NULL;
    if (people != NULL) {
        stake->people = *people;
        ask_people(stake, batch);
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

static bool read_people(struct stake *stake, struct err *e)
{
    const struct call_question *q = stake->facts->questions;
    struct stake_holdings *holdings = &stake->holdings;
    struct err why = {0};
    TRY(stake_question_read(stake, "balanceOf", &q[ASSETS], &holdings->assets, e) &&
        stake_question_read(stake, "balanceOf", &q[SHARES], &holdings->shares, e) &&
        stake_question_read(stake, "allowance", &q[ALLOWANCE], &holdings->allowance, e) &&
        stake_question_read(stake, "maxDeposit", &q[MAX_DEPOSIT], &holdings->max_deposit, e) &&
        stake_question_read(stake, "maxRedeem", &q[MAX_REDEEM], &holdings->max_redeem, e) &&
        answered(stake, "unlockRequests", &q[REQUESTS], e));
    return vault_read_requests(buf_view(&q[REQUESTS].answer), &holdings->requests, &why) ||
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
           (!stake->has_people || read_people(stake, e));
}

bool stake_is_paused(const struct stake *stake)
{
    return !u256_is_zero(&stake->views[VAULT_PAUSED]);
}

instant stake_now(const struct stake *stake)
{
    uint64_t seconds = stake->latest.timestamp;
    return seconds <= (uint64_t)INSTANT_MAX ? (instant)seconds : INSTANT_MAX;
}

bool stake_unlock_time(const struct stake *stake, const struct u256 *start, instant *out)
{
    return vault_unlock_time(start, &stake->views[VAULT_UNLOCK_PERIOD], out);
}

bool stake_is_unlocked(const struct stake *stake, size_t request, instant *out)
{
    if (!stake_unlock_time(stake, &stake->holdings.requests.at[request].start, out)) {
        *out = INSTANT_MAX;
        return false;
    }
    return *out <= stake_now(stake);
}

struct stake_claimable stake_claimable(const struct stake *stake)
{
    const struct vault_requests *requests = &stake->holdings.requests;
    struct stake_claimable out = {.next = INSTANT_MAX};
    for (size_t i = 0; i < requests->n; i++) {
        instant at;
        struct u256 sum;
        if (!stake_is_unlocked(stake, i, &at)) {
            out.waiting++;
            out.next = at < out.next ? at : out.next;
        } else if (u256_add(&out.assets, &requests->at[i].assets, &sum)) {
            out.assets = sum;
            out.n++;
        }
    }
    return out;
}
