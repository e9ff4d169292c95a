/* SPDX-License-Identifier: Apache-2.0 */
#include "words.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "chain/address.h"

struct eth_address words_address(const char *text)
{
    struct eth_address out;
    struct err e = {0};
    cr_assert(address_parse(text_of(text), &out, &e), "%s", e.text);
    return out;
}

struct buf words_of(const char *hex)
{
    struct buf out = buf_start(4 * KIB);
    const size_t n = strlen(hex) / 2;
    uint8_t *at = buf_extend(&out, n);
    cr_assert(n == 0 || hex_decode(text_of(hex), at, n), "%s", hex);
    return out;
}

void words_expect_call(struct call call, const char *hex)
{
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_hex(&text, call_bytes(&call));
    buf_char(&text, 0);
    cr_expect_str_eq((const char *)text.at, hex);
}
