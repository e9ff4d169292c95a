/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/say.h"

#include <stdio.h>

#include "base/span.h"
#include "commands/one_value.h"

enum { SYMBOL = 16, LINE = AMOUNT_TEXT + SYMBOL };

static void say(struct printer *p, const char *key, const char *amount, const char *symbol,
                const struct u256 *value)
{
    char line[LINE];
    if (!print_is_json(p)) {
        (void)snprintf(line, sizeof line, "%s %s", amount, symbol);
        print_string(p, key, line);
        return;
    }
    print_record(p, key);
    print_u256(p, "wei", value);
    print_string(p, "amount", amount);
    print_string(p, "symbol", symbol);
    print_record_end(p);
}

void say_amount(struct printer *p, const char *key, const struct stake *stake, enum stake_unit unit,
                const struct u256 *value)
{
    char amount[AMOUNT_TEXT];
    say(p, key, amount_format(value, stake_decimals(stake, unit), amount),
        stake_symbol(stake, unit), value);
}

void say_ether(struct printer *p, const char *key, const struct place *place,
               const struct u256 *wei)
{
    char amount[AMOUNT_TEXT];
    say(p, key, amount_format(wei, ETHER_DECIMALS, amount), place->node.network.currency, wei);
}

void say_time(struct printer *p, const char *key, const struct stake *stake, instant at)
{
    char text[STAKE_TIME_TEXT];
    if (print_is_json(p)) {
        print_instant(p, key, at);
    } else {
        print_string(p, key, stake_time_text(stake, at, text));
    }
}

void say_span(struct printer *p, const char *key, const struct u256 *seconds)
{
    char text[SPAN_TEXT];
    uint64_t n;
    if (print_is_json(p) || !u256_to_u64(seconds, &n)) {
        print_u256(p, key, seconds);
    } else {
        print_string(p, key, span_format(n, text));
    }
}

static bool is_same(const struct eth_address *a, const struct eth_address *b)
{
    return bytes_equal(BYTES_OF(a->at), BYTES_OF(b->at));
}

static void say_request(struct printer *p, const struct stake *stake, size_t i)
{
    const struct vault_request *request = &stake->holdings.requests.at[i];
    instant at;
    bool is_unlocked = stake_is_unlocked(stake, i, &at);
    print_record(p, NULL);
    print_uint(p, "index", i);
    say_amount(p, "assets", stake, STAKE_ASSETS, &request->assets);
    if (print_is_json(p) || !is_same(&request->receiver, &stake->people.owner)) {
        print_address(p, "receiver", &request->receiver);
    }
    if (at == INSTANT_MAX) {
        print_null(p, "claimable_from");
    } else {
        say_time(p, "claimable_from", stake, at);
    }
    print_bool(p, "claimable", is_unlocked);
    print_record_end(p);
}

void say_requests(struct printer *p, const struct stake *stake)
{
    print_list(p, "unlock_requests");
    for (size_t i = 0; i < stake->holdings.requests.n; i++) {
        say_request(p, stake, i);
    }
    print_list_end(p);
}

void say_claimable(struct printer *p, const struct stake *stake)
{
    const struct stake_claimable claimable = stake_claimable(stake);
    instant at;
    print_list(p, "requests");
    for (size_t i = 0; i < stake->holdings.requests.n; i++) {
        if (stake_is_unlocked(stake, i, &at)) {
            say_request(p, stake, i);
        }
    }
    print_list_end(p);
    if (claimable.next != INSTANT_MAX) {
        say_time(p, "next_claimable_from", stake, claimable.next);
    }
}

void say_where(struct printer *p, const struct place *place)
{
    const struct stake *stake = &place->stake;
    const struct stake_people *people = &stake->people;
    print_string(p, "network", place->node.name);
    print_decimal(p, "chain_id", place->node.chain_id);
    print_address(p, "vault", &stake->vault);
    print_address(p, "token", &stake->token);
    if (!stake->has_people) {
        return;
    }
    print_address(p, "account", &people->account);
    if (!is_same(&people->owner, &people->account)) {
        print_address(p, "owner", &people->owner);
    }
    if (!is_same(&people->receiver, &people->account)) {
        print_address(p, "receiver", &people->receiver);
    }
}
