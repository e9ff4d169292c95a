/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/vault.h"

#include <assert.h>
#include <string.h>

#include "base/mem.h"

static const struct view {
    const char *name, *type;
} views[VAULT_VIEWS] = {
    [VAULT_TOTAL_ASSETS] = {"totalAssets", "uint256"},
    [VAULT_TOTAL_SUPPLY] = {"totalSupply", "uint256"},
    [VAULT_REWARD_RATE] = {"rewardRate", "uint256"},
    [VAULT_TREASURY_RATIO] = {"treasuryRatio", "uint256"},
    [VAULT_UNLOCK_PERIOD] = {"unlockPeriod", "uint256"},
    [VAULT_MAX_UNLOCK_REQUESTS] = {"maxUnlockRequests", "uint256"},
    [VAULT_PAUSED] = {"paused", "bool"},
    [VAULT_ASSET] = {"asset", "address"},
};

enum {
    SIGNATURE = 64,
    ROOM = (2 + 3 * VAULT_REQUESTS_MAX) * ABI_WORD, /* what so many requests take */
};

/* "NAME(TYPE)" */
static struct buf signature_of(const char *name, const char *type)
{
    struct buf signature = buf_start(SIGNATURE);
    buf_printf(&signature, "%s(%s)", name, type);
    buf_char(&signature, 0);
    assert(buf_is_whole(&signature));
    return signature;
}

struct call vault_view(enum vault_view view)
{
    AUTO(buf_done) struct buf signature = signature_of(views[view].name, "");
    return call_make((const char *)signature.at, NULL, 0);
}

bool vault_read_view(enum vault_view view, struct bytes answer, struct u256 *out, struct err *e)
{
    AUTO(call_result_done) struct call_result result = {0};
    AUTO(buf_done) struct buf types = signature_of(views[view].name, views[view].type);
    TRY(call_read((const char *)types.at, answer, &result, e));
    return u256_from_bytes(BYTES_OF(result.values.items[0].word), out);
}

struct eth_address vault_asset_address(const struct u256 *view)
{
    uint8_t word[ABI_WORD];
    struct eth_address address;
    u256_to_bytes(view, word);
    memcpy(address.at, word + ABI_WORD - sizeof address.at, sizeof address.at);
    return address;
}

static struct call call_with_amount(const char *signature, const struct u256 *amount)
{
    const struct call_word words[] = {call_u256(amount)};
    return call_make(signature, words, COUNT(words));
}

static struct call call_with_account(const char *signature, const struct eth_address *account)
{
    const struct call_word words[] = {call_address(account)};
    return call_make(signature, words, COUNT(words));
}

struct call vault_convert_to_assets(const struct u256 *shares)
{
    return call_with_amount("convertToAssets(uint256)", shares);
}

struct call vault_convert_to_shares(const struct u256 *assets)
{
    return call_with_amount("convertToShares(uint256)", assets);
}

struct call vault_max_deposit(const struct eth_address *receiver)
{
    return call_with_account("maxDeposit(address)", receiver);
}

struct call vault_max_redeem(const struct eth_address *owner)
{
    return call_with_account("maxRedeem(address)", owner);
}

struct call vault_unlock_requests(const struct eth_address *owner)
{
    return call_with_account("unlockRequests(address)", owner);
}

struct call vault_deposit(const struct u256 *assets, const struct eth_address *receiver)
{
    const struct call_word words[] = {call_u256(assets), call_address(receiver)};
    return call_make("deposit(uint256,address)", words, COUNT(words));
}

struct call vault_redeem(const struct u256 *shares, const struct eth_address *receiver,
                         const struct eth_address *owner)
{
    const struct call_word words[] = {call_u256(shares), call_address(receiver),
                                      call_address(owner)};
    return call_make("redeem(uint256,address,address)", words, COUNT(words));
}

struct call vault_cancel(uint64_t index, const struct eth_address *receiver)
{
    const struct u256 number = u256_of(index);
    const struct call_word words[] = {call_u256(&number), call_address(receiver)};
    return call_make("cancelUnlockRequest(uint256,address)", words, COUNT(words));
}

struct call vault_claim(const struct eth_address *owner)
{
    return call_with_account("claim(address)", owner);
}

void vault_requests_done(struct vault_requests *requests)
{
    mem_free(requests->at);
    *requests = (struct vault_requests){0};
}

static bool read_request(const struct abi_value *tuple, struct vault_request *out)
{
    const uint8_t *receiver = tuple->items[0].word;
    memcpy(out->receiver.at, receiver + ABI_WORD - sizeof out->receiver.at,
           sizeof out->receiver.at);
    return u256_from_bytes(BYTES_OF(tuple->items[1].word), &out->assets) &&
           u256_from_bytes(BYTES_OF(tuple->items[2].word), &out->start);
}

bool vault_read_requests(struct bytes answer, struct vault_requests *out, struct err *e)
{
    AUTO(call_result_done) struct call_result result = {0};
    *out = (struct vault_requests){0};
    if (answer.left > ROOM) {
        return err_set(e, ERR_SERVICE, "'unlockRequests' answered %zu bytes", answer.left);
    }
    TRY(call_read("unlockRequests((address,uint256,uint256)[])", answer, &result, e));
    const struct abi_value *list = &result.values.items[0];
    out->at = mem_array(list->n, sizeof *out->at);
    out->n = list->n;
    for (size_t i = 0; i < list->n; i++) {
        TRY(read_request(&list->items[i], &out->at[i]));
    }
    return true;
}

bool vault_unlock_time(const struct u256 *start, const struct u256 *period, instant *out)
{
    struct u256 sum;
    uint64_t seconds = 0;
    TRY(u256_add(start, period, &sum) && u256_to_u64(&sum, &seconds) &&
        seconds <= (uint64_t)INSTANT_MAX);
    *out = (instant)seconds;
    return true;
}

void vault_errors(struct abi *out)
{
    static const char *const signatures[] = {
        "ExceedMaxUnlockRequests(address owner)",
        "InvalidReceiver(address receiver)",
        "InvalidUnlockRequestIndex()",
        "NoClaimableAssets(address owner)",
    };
    struct err e;
    out->items = mem_array(COUNT(signatures), sizeof *out->items);
    out->n = COUNT(signatures);
    for (size_t i = 0; i < out->n; i++) {
        bool ok = abi_item_parse(text_of(signatures[i]), ABI_ITEM_ERROR, &out->items[i], &e);
        assert(ok);
        (void)ok;
    }
}
