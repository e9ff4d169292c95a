/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/one_value.h"

#include "chain/address.h"
#include "chain/amount.h"

bool print_alone(struct printer *p, struct text value)
{
    if (print_is_json(p)) {
        return false;
    }
    AUTO(buf_done) struct buf line = buf_start(value.len + 1);
    buf_slice(&line, value);
    buf_char(&line, '\n');
    print_document(p, buf_view(&line));
    return true;
}

bool print_alone_0x(struct printer *p, struct bytes value)
{
    AUTO(buf_done) struct buf hex = buf_start(2 + 2 * value.left);
    buf_0x(&hex, value);
    return print_alone(p, buf_view_text(&hex));
}

void print_0x(struct printer *p, const char *key, struct bytes value)
{
    AUTO(buf_done) struct buf hex = buf_start(2 + 2 * value.left);
    buf_0x(&hex, value);
    print_text(p, key, buf_view_text(&hex));
}

void print_address(struct printer *p, const char *key, const struct eth_address *address)
{
    char text[ADDRESS_TEXT];
    print_string(p, key, address_format(address, text));
}

void print_u256(struct printer *p, const char *key, const struct u256 *value)
{
    char decimal[U256_DECIMAL];
    print_string(p, key, u256_format(value, decimal));
}

void print_decimal(struct printer *p, const char *key, uint64_t value)
{
    const struct u256 wide = u256_of(value);
    print_u256(p, key, &wide);
}

static void print_amount(struct printer *p, const char *key, const struct u256 *wei,
                         unsigned decimals, const char *unit)
{
    char amount[AMOUNT_TEXT];
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_printf(&text, "%s %s", amount_format(wei, decimals, amount), unit);
    if (print_is_json(p)) {
        print_u256(p, key, wei);
    } else {
        print_text(p, key, buf_view_text(&text));
    }
}

void print_cost(struct printer *p, const char *key, const struct u256 *wei, const char *currency)
{
    print_amount(p, key, wei, ETHER_DECIMALS, currency);
}

void print_price(struct printer *p, const char *key, const struct u256 *wei)
{
    print_amount(p, key, wei, GWEI_DECIMALS, "gwei");
}
