/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/holding.h"

#include <string.h>

#include "base/utf8.h"
#include "chain/address.h"
#include "chain/amount.h"
#include "commands/one_value.h"
#include "rpc/revert_reason.h"

void holding_done(struct holding *holding)
{
    buf_done(&holding->code);
    call_question_done(&holding->balance_of);
    call_question_done(&holding->decimals_of);
    call_question_done(&holding->symbol_of);
}

void holding_ask(struct holding *holding, const struct eth_address *owner, struct rpc_state state,
                 struct rpc_batch *batch)
{
    if (holding->is_gas) {
        ask_balance_at(batch, owner, state, &holding->amount);
        return;
    }
    holding->balance_of.call = token_balance_of(owner);
    holding->decimals_of.call = token_decimals();
    holding->symbol_of.call = token_symbol();
    ask_code(batch, &holding->token, state, &holding->code);
    call_question_ask(&holding->balance_of, &holding->token, state, batch);
    call_question_ask(&holding->decimals_of, &holding->token, state, batch);
    call_question_ask(&holding->symbol_of, &holding->token, state, batch);
}

static bool no_token(const struct holding *holding, const char *why, struct err *e)
{
    char address[ADDRESS_TEXT];
    return err_set(e, ERR_NOT_FOUND, "the contract at %s is no token: %s",
                   address_format(&holding->token, address), why);
}

static bool read_amount(struct holding *holding, struct err *e)
{
    const struct call_question *q = &holding->balance_of;
    if (q->error.code != 0) {
        AUTO(buf_done) struct buf why = buf_start(KIB);
        revert_reason(&q->error, NULL, &why);
        buf_char(&why, 0);
        return no_token(holding, buf_is_whole(&why) ? (const char *)why.at : "reverted", e);
    }
    struct err why = {0};
    return call_read_u256("balanceOf", buf_view(&q->answer), &holding->amount, &why) ||
           no_token(holding, why.text, e);
}

/* They are optional in ERC-20: a token that does not say is counted in its smallest unit. */
static bool read_decimals(struct holding *holding, struct err *e)
{
    const struct call_question *q = &holding->decimals_of;
    struct err ignored = {0};
    char address[ADDRESS_TEXT];
    holding->has_decimals = q->error.code == 0 &&
                            token_read_decimals(buf_view(&q->answer), &holding->decimals, &ignored);
    if (holding->known == NULL ||
        (holding->has_decimals && holding->decimals == holding->known->decimals)) {
        return true;
    }
    return err_set(e, ERR_CONFLICT, "%s at %s does not have the %u decimals that %s has",
                   holding->known->symbol, address_format(&holding->token, address),
                   holding->known->decimals, holding->known->symbol);
}

static void read_symbol(struct holding *holding)
{
    const struct call_question *q = &holding->symbol_of;
    struct err ignored = {0};
    if (q->error.code != 0 || !token_read_symbol(buf_view(&q->answer), holding->symbol_room,
                                                 &holding->symbol, &ignored)) {
        holding->symbol = (struct text){NULL, 0};
    }
}

bool holding_read(struct holding *holding, struct err *e)
{
    if (holding->is_gas) {
        holding->is_there = true;
        holding->has_decimals = true;
        holding->decimals = ETHER_DECIMALS;
        return true;
    }
    holding->is_there = holding->code.len > 0;
    if (!holding->is_there) {
        return true;
    }
    TRY(read_amount(holding, e) && read_decimals(holding, e));
    read_symbol(holding);
    return true;
}

/* What it is called: our own word where we know it. */
static struct text name_of(const struct holding *holding)
{
    if (holding->is_gas) {
        return text_of(holding->currency);
    }
    return holding->known != NULL ? text_of(holding->known->symbol) : holding->symbol;
}

static void print_optional(struct printer *p, const char *key, struct text text)
{
    if (text.len > 0) {
        print_text(p, key, text);
    } else {
        print_null(p, key);
    }
}

static void print_amount(struct printer *p, const struct holding *holding)
{
    char amount[AMOUNT_TEXT];
    if (!holding->is_there) {
        print_null(p, "wei");
        print_null(p, "decimals");
        print_null(p, "amount");
        return;
    }
    print_u256(p, "wei", &holding->amount);
    if (!holding->has_decimals) {
        print_null(p, "decimals");
        print_null(p, "amount");
        return;
    }
    print_uint(p, "decimals", holding->decimals);
    print_string(p, "amount", amount_format(&holding->amount, holding->decimals, amount));
}

void holding_print(struct printer *p, const struct holding *holding)
{
    print_record(p, NULL);
    if (holding->is_gas) {
        print_string(p, "token", "gas");
        print_null(p, "address");
    } else {
        print_optional(p, "token", text_of(holding->known != NULL ? holding->known->name : ""));
        print_address(p, "address", &holding->token);
    }
    print_optional(p, "symbol", name_of(holding));
    print_amount(p, holding);
    print_record_end(p);
}

/* Its digits; the whole of them before the point. */
static const char *digits_of(const struct holding *holding, char out[AMOUNT_TEXT])
{
    if (!holding->is_there) {
        return "-";
    }
    return amount_format(&holding->amount, holding->has_decimals ? holding->decimals : 0, out);
}

struct columns {
    size_t whole, fraction;
};

static struct columns columns_of(const char *digits)
{
    size_t whole = strcspn(digits, ".");
    return (struct columns){whole, strlen(digits) - whole};
}

static void write_name(const struct holding *holding, struct buf *out)
{
    char address[ADDRESS_TEXT];
    struct text name = name_of(holding);
    utf8_escape(name.len > 0 ? name : text_of("(no symbol)"), out);
    if (!holding->is_gas && holding->known == NULL) {
        buf_printf(out, " (%s)", address_format(&holding->token, address));
    }
    if (!holding->is_there) {
        buf_printf(out, " (no contract at %s)", address_format(&holding->token, address));
    } else if (!holding->has_decimals) {
        buf_text(out, ", in its smallest unit: it does not say how many decimals it has");
    }
}

void holding_table(const struct holding *holdings, size_t n, struct buf *out)
{
    char room[AMOUNT_TEXT];
    struct columns widest = {0, 0};
    for (size_t i = 0; i < n; i++) {
        const struct columns c = columns_of(digits_of(&holdings[i], room));
        widest.whole = c.whole > widest.whole ? c.whole : widest.whole;
        widest.fraction = c.fraction > widest.fraction ? c.fraction : widest.fraction;
    }
    for (size_t i = 0; i < n; i++) {
        const char *digits = digits_of(&holdings[i], room);
        const struct columns c = columns_of(digits);
        buf_repeat(out, ' ', widest.whole - c.whole);
        buf_text(out, digits);
        buf_repeat(out, ' ', widest.fraction - c.fraction + 1);
        write_name(&holdings[i], out);
        buf_char(out, '\n');
    }
}
