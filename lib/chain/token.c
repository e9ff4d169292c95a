/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/token.h"

#include <string.h>

#include "chain/network.h"

enum { DECIMALS = 18 };

#define PHA_ETHEREUM                                                                               \
    {{0x6c, 0x5b, 0xa9, 0x16, 0x42, 0xf1, 0x02, 0x82, 0xb5, 0x76,                                  \
      0xd9, 0x19, 0x22, 0xae, 0x64, 0x48, 0xc9, 0xd5, 0x2f, 0x4e}}
#define VPHA_ETHEREUM                                                                              \
    {{0x21, 0xd6, 0xec, 0x8f, 0xc1, 0x4c, 0xaa, 0xcc, 0x55, 0xaf,                                  \
      0xa2, 0x3c, 0xba, 0x66, 0x79, 0x8d, 0xab, 0x3a, 0x0e, 0xc0}}
#define PHA_L2                                                                                     \
    {{0xd6, 0x3d, 0xd4, 0x36, 0x78, 0x12, 0x4d, 0xeb, 0x6b, 0xf3,                                  \
      0x8b, 0x0d, 0x7f, 0x8c, 0xf0, 0x67, 0x4e, 0x85, 0xc4, 0x6e}}
#define VPHA_L2                                                                                    \
    {{0xfd, 0xce, 0xbd, 0x2e, 0x11, 0x1d, 0x64, 0xfc, 0x8a, 0x68,                                  \
      0x27, 0x03, 0xea, 0xc6, 0x29, 0x18, 0x09, 0x3e, 0xc8, 0x56}}

const struct token token_table[] = {
    {"pha", "PHA", TOKEN_CHAIN, PHA_ETHEREUM, DECIMALS},
    {"vpha", "vPHA", TOKEN_CHAIN, VPHA_ETHEREUM, DECIMALS},
    {"pha", "PHA", NETWORK_PHALA_L2, PHA_L2, DECIMALS},
    {"vpha", "vPHA", NETWORK_PHALA_L2, VPHA_L2, DECIMALS},
};
const size_t token_count = COUNT(token_table);

const struct token *token_by_name(struct text name, uint64_t chain_id)
{
    for (size_t i = 0; i < token_count; i++) {
        const struct token *token = &token_table[i];
        if (token->chain_id == chain_id && text_equal_ignoring_case(name, text_of(token->name))) {
            return token;
        }
    }
    return NULL;
}

const struct token *token_by_address(const struct eth_address *address, uint64_t chain_id)
{
    for (size_t i = 0; i < token_count; i++) {
        const struct token *token = &token_table[i];
        if (token->chain_id == chain_id &&
            bytes_equal(BYTES_OF(token->address.at), BYTES_OF(address->at))) {
            return token;
        }
    }
    return NULL;
}

struct call token_balance_of(const struct eth_address *owner)
{
    const struct call_word words[] = {call_address(owner)};
    return call_make("balanceOf(address)", words, COUNT(words));
}

struct call token_allowance(const struct eth_address *owner, const struct eth_address *spender)
{
    const struct call_word words[] = {call_address(owner), call_address(spender)};
    return call_make("allowance(address,address)", words, COUNT(words));
}

struct call token_approve(const struct eth_address *spender, const struct u256 *amount)
{
    const struct call_word words[] = {call_address(spender), call_u256(amount)};
    return call_make("approve(address,uint256)", words, COUNT(words));
}

struct call token_decimals(void)
{
    return call_make("decimals()", NULL, 0);
}

struct call token_symbol(void)
{
    return call_make("symbol()", NULL, 0);
}

bool token_read_decimals(struct bytes answer, unsigned *out, struct err *e)
{
    AUTO(call_result_done) struct call_result result = {0};
    TRY(call_read("decimals(uint8)", answer, &result, e));
    *out = result.values.items[0].word[ABI_WORD - 1];
    return true;
}

/* `from` may stand in `out` already. */
static bool keep_symbol(struct bytes from, char out[TOKEN_SYMBOL], struct text *view, struct err *e)
{
    if (from.left == 0 || from.left > TOKEN_SYMBOL) {
        return err_set(e, ERR_SERVICE, "'symbol' answered a text of %zu bytes", from.left);
    }
    memmove(out, from.at, from.left);
    *view = (struct text){out, from.left};
    return true;
}

bool token_read_symbol(struct bytes answer, char out[TOKEN_SYMBOL], struct text *view,
                       struct err *e)
{
    AUTO(call_result_done) struct call_result result = {0};
    if (answer.left == ABI_WORD) {
        while (answer.left > 0 && answer.at[answer.left - 1] == 0) {
            answer.left--;
        }
        return keep_symbol(answer, out, view, e);
    }
    TRY(call_read("symbol(string)", answer, &result, e));
    const struct abi_value *text = &result.values.items[0];
    return keep_symbol(bytes_of(text->bytes, text->n), out, view, e);
}

bool token_read_done(struct bytes answer, struct err *e)
{
    bool done = answer.left == 0;
    TRY(done || call_read_bool("approve", answer, &done, e));
    return done || err_set(e, ERR_SERVICE, "the token answered that it was not done");
}
