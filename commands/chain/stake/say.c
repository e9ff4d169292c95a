/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/say.h"

#include <stdio.h>
#include <string.h>

#include "base/span.h"
#include "chain/amount.h"
#include "commands/one_value.h"

/* Of a vault that is not the known one, whose words would be anybody's. */
static const char *asset_symbol(const struct stake *stake)
{
    return stake->is_known ? "PHA" : "tokens";
}

static const char *share_symbol(const struct stake *stake)
{
    return stake->is_known ? "vPHA" : "shares";
}

static void say_amount(struct printer *p, const char *key, const struct u256 *value,
                       unsigned decimals, const char *symbol)
{
    char amount[AMOUNT_TEXT];
    char line[SAY_AMOUNT];
    (void)amount_format(value, decimals, amount);
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

void say_assets(struct printer *p, const char *key, const struct stake *stake,
                const struct u256 *assets)
{
    say_amount(p, key, assets, stake->decimals, asset_symbol(stake));
}

void say_shares(struct printer *p, const char *key, const struct stake *stake,
                const struct u256 *shares)
{
    say_amount(p, key, shares, stake->share_decimals, share_symbol(stake));
}

void say_ether(struct printer *p, const char *key, const struct stake *stake,
               const struct u256 *wei)
{
    say_amount(p, key, wei, ETHER_DECIMALS, stake->node.network.currency);
}

const char *say_assets_text(const struct stake *stake, const struct u256 *assets,
                            char out[SAY_AMOUNT])
{
    char amount[AMOUNT_TEXT];
    (void)snprintf(out, SAY_AMOUNT, "%s %s", amount_format(assets, stake->decimals, amount),
                   asset_symbol(stake));
    return out;
}

const char *say_shares_text(const struct stake *stake, const struct u256 *shares,
                            char out[SAY_AMOUNT])
{
    char amount[AMOUNT_TEXT];
    (void)snprintf(out, SAY_AMOUNT, "%s %s", amount_format(shares, stake->share_decimals, amount),
                   share_symbol(stake));
    return out;
}

const char *say_time_text(const struct stake *stake, instant at, char out[SAY_TIME])
{
    char time[INSTANT_TEXT];
    char relative[SPAN_TEXT];
    (void)snprintf(out, SAY_TIME, "%s (%s)", instant_format(at, time),
                   span_relative(at, stake_now(stake), relative));
    return out;
}

void say_time(struct printer *p, const char *key, const struct stake *stake, instant at)
{
    char text[SAY_TIME];
    if (print_is_json(p)) {
        print_instant(p, key, at);
    } else {
        print_string(p, key, say_time_text(stake, at, text));
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

static void say_request(struct printer *p, const struct stake *stake, size_t i, bool is_open,
                        instant at)
{
    const struct vault_request *request = &stake->account.requests.at[i];
    const struct eth_address *account = &stake->account.address;
    print_record(p, NULL);
    print_uint(p, "index", i);
    say_assets(p, "assets", stake, &request->assets);
    if (print_is_json(p) || !bytes_equal(BYTES_OF(request->receiver.at), BYTES_OF(account->at))) {
        print_address(p, "receiver", &request->receiver);
    }
    if (at < 0) {
        print_null(p, "claimable_from");
    } else {
        say_time(p, "claimable_from", stake, at);
    }
    print_bool(p, "claimable", is_open);
    print_record_end(p);
}

void say_requests(struct printer *p, const char *key, const struct stake *stake, bool claimable)
{
    print_list(p, key);
    for (size_t i = 0; i < stake->account.requests.n; i++) {
        instant at = -1;
        bool is_open = stake_unlock_time(stake, &stake->account.requests.at[i], &at) &&
                       at <= stake_now(stake);
        if (is_open || !claimable) {
            say_request(p, stake, i, is_open, at);
        }
    }
    print_list_end(p);
}

void say_where(struct printer *p, const struct stake *stake)
{
    print_string(p, "network", stake->node.name);
    print_decimal(p, "chain_id", stake->node.chain_id);
    print_address(p, "vault", &stake->vault);
    print_address(p, "token", &stake->token);
    if (stake->has_account) {
        print_address(p, "account", &stake->account.address);
    }
}
