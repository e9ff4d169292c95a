/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: amount_parse, amount_scale, amount_format, and as cast reads them;
 * create_salt_parse. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "chain/amount_cast.h"
#include "chain/create.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Exact in both directions, with as many decimals as there may be. */
static void check_value(const struct u256 *value, unsigned decimals)
{
    char text[AMOUNT_TEXT];
    struct u256 again;
    struct err e = {0};
    amount_format(value, decimals, text);
    size_t n = strlen(text);
    require(n < sizeof text && text[n - 1] != '.');
    require(strchr(text, '.') == NULL || text[n - 1] != '0');
    require(amount_scale(text_of(text), decimals, &again, &e));
    require(u256_compare(value, &again) == 0);
    require(strlen(amount_format_all(value, decimals, text)) < sizeof text);
    require(amount_scale(text_of(text), decimals, &again, &e));
    require(u256_compare(value, &again) == 0);
}

/* As cast: what the strict reader takes is the same; with a sign it fits, too. */
static void check_as_cast(struct text text, unsigned decimals)
{
    const struct u256 least = {{0, 0, 0, (uint64_t)1 << 63}};
    struct amount_signed amount = {0};
    struct u256 strict = u256_zero;
    struct err e = {0};
    bool is_strict = amount_parse(text, &strict, &e);
    bool is_read = amount_parse_as_cast(text, &amount, &e);
    require(!is_strict || (is_read && !amount.is_negative));
    require(!is_strict || u256_compare(&strict, &amount.size) == 0);
    require(!is_read || !amount.is_negative || u256_compare(&amount.size, &least) <= 0);
    is_strict = amount_scale(text, decimals, &strict, &e);
    is_read = amount_scale_as_cast(text, decimals, &amount, &e);
    require(!is_strict || (is_read && u256_compare(&strict, &amount.size) == 0));
    is_strict = amount_scale(text, 0, &strict, &e) && memchr(text.at, '.', text.len) == NULL;
    is_read = amount_whole_as_cast(text, &amount.size, &e);
    require(!is_strict || (is_read && u256_compare(&strict, &amount.size) == 0));
}

/* The first byte is the number of decimals. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct u256 value;
    struct create_salt salt;
    enum create_salt_form form = CREATE_SALT_HEX;
    struct err e = {0};
    if (size == 0) {
        return 0;
    }
    struct text text = text_of_bytes(bytes_of(data + 1, size - 1));
    unsigned decimals = data[0];
    check_as_cast(text, decimals);
    if (amount_parse(text, &value, &e)) {
        check_value(&value, decimals);
        check_value(&value, ETHER_DECIMALS);
    } else {
        require(e.kind == ERR_USAGE);
    }
    if (amount_scale(text, decimals, &value, &e)) {
        check_value(&value, decimals);
    }
    require(create_salt_parse(text, &salt, &form, &e) || e.kind == ERR_USAGE);
    return 0;
}
