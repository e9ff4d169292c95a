/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/upgrade.h"

#include <string.h>

#include "chain/address.h"

enum { PUSH4 = 0x63, VERSION_MAX = 32 };

/* What a contract is called with for each way. */
static const struct way {
    const char *function;
    uint8_t selector[ABI_SELECTOR];
    bool is_by_admin, has_data;
} ways[UPGRADE_WAYS] = {
    [UPGRADE_CALL] = {"upgradeToAndCall(address newImplementation, bytes data)",
                      {0x4f, 0x1e, 0xf2, 0x86},
                      false,
                      true},
    [UPGRADE_PLAIN] = {"upgradeTo(address newImplementation)",
                       {0x36, 0x59, 0xcf, 0xe6},
                       false,
                       false},
    [UPGRADE_ADMIN_CALL] = {"upgradeAndCall(address proxy, address implementation, bytes data)",
                            {0x96, 0x23, 0x60, 0x9d},
                            true,
                            true},
    [UPGRADE_ADMIN_PLAIN] = {"upgrade(address proxy, address implementation)",
                             {0x99, 0xa8, 0x8e, 0xc4},
                             true,
                             false},
};

const char *upgrade_function(enum upgrade_way way)
{
    return ways[way].function;
}

/* What calls something with it passes value on, in every version that there is. */
bool upgrade_method(enum upgrade_way way, struct bytes calldata, struct abi_item *item,
                    struct abi_value *values, struct err *e)
{
    size_t unread = 0;
    NEED(bytes_skip(&calldata, ABI_SELECTOR), e, "selector");
    TRY(abi_item_parse(text_of(ways[way].function), ABI_ITEM_FUNCTION, item, e));
    item->mutability = ways[way].has_data ? ABI_PAYABLE : ABI_NONPAYABLE;
    return abi_decode(&item->inputs, calldata, values, &unread, e);
}

bool upgrade_is_by_admin(enum upgrade_way way)
{
    return ways[way].is_by_admin;
}

void upgrade_facts_done(struct upgrade_facts *facts)
{
    buf_done(&facts->code);
    buf_done(&facts->implementation);
    buf_done(&facts->admin);
    for (size_t i = 0; i < UPGRADE_QUESTIONS; i++) {
        call_question_done(&facts->said[i]);
    }
}

static void add_address(struct buf *out, const struct eth_address *address)
{
    buf_repeat(out, '\0', ABI_WORD - sizeof address->at);
    buf_add(out, BYTES_OF(address->at));
}

void upgrade_calldata(enum upgrade_way way, const struct upgrade_call *call, struct buf *out)
{
    const size_t addresses = ways[way].is_by_admin ? 2 : 1;
    const struct u256 behind_words = u256_of((addresses + 1) * ABI_WORD);
    const struct u256 length = u256_of(call->data.left);
    buf_add(out, BYTES_OF(ways[way].selector));
    if (ways[way].is_by_admin) {
        add_address(out, call->proxy);
    }
    add_address(out, call->implementation);
    if (!ways[way].has_data) {
        return;
    }
    u256_append(&behind_words, out);
    u256_append(&length, out);
    buf_add(out, call->data);
    buf_repeat(out, '\0', (ABI_WORD - call->data.left % ABI_WORD) % ABI_WORD);
}

/* A node that could not say is not a contract that has no such function. */
static bool was_answered(const struct upgrade_facts *facts, struct err *e)
{
    for (size_t i = 0; i < UPGRADE_QUESTIONS; i++) {
        const struct rpc_error *error = &facts->said[i].error;
        if (error->code != 0 && !error->is_revert) {
            return err_set(e, ERR_SERVICE,
                           "the node does not say how the proxy is upgraded: %.160s",
                           error->message);
        }
    }
    return true;
}

static struct bytes answer(const struct upgrade_facts *facts, enum upgrade_question question)
{
    return buf_view(&facts->said[question].answer);
}

/* An encoded text of one word; false for anything else. */
static bool read_version(struct bytes encoded, struct text *out)
{
    struct u256 offset;
    struct u256 length;
    uint64_t begin = 0;
    uint64_t n = 0;
    if (encoded.left != (size_t)3 * ABI_WORD ||
        !u256_from_bytes(bytes_of(encoded.at, ABI_WORD), &offset) ||
        !u256_from_bytes(bytes_of(encoded.at + ABI_WORD, ABI_WORD), &length) ||
        !u256_to_u64(&offset, &begin) || begin != ABI_WORD || !u256_to_u64(&length, &n) ||
        n > VERSION_MAX) {
        return false;
    }
    *out = text_of_bytes(bytes_of(encoded.at + (size_t)2 * ABI_WORD, n));
    return true;
}

enum interface { INTERFACE_5, INTERFACE_OLDER, INTERFACE_OTHER };

static enum interface interface_of(struct bytes said)
{
    struct text version;
    if (said.left == 0) {
        return INTERFACE_OLDER;
    }
    return read_version(said, &version) && text_starts(version, "5.") ? INTERFACE_5
                                                                      : INTERFACE_OTHER;
}

static bool refuse_interface(const char *name, struct err *e)
{
    return err_set(e, ERR_REFUSED,
                   "'%.80s' cannot be upgraded: its UPGRADE_INTERFACE_VERSION() is none that is "
                   "known",
                   name);
}

static bool refuse_admin(const char *name, const struct eth_address *admin, const char *what,
                         struct err *e)
{
    char at[ADDRESS_TEXT];
    (void)err_set(e, ERR_REFUSED, "'%.80s' cannot be upgraded: its admin %s is %s", name,
                  address_format(admin, at), what);
    return err_hint(e, "whoever that is calls upgradeToAndCall(address,bytes) or what it has for "
                       "it: phala contract send");
}

static bool names_admin(struct bytes said, const struct eth_address *admin)
{
    struct eth_address named;
    return said.left == U256_SIZE && eip1967_address(said.at, &named) &&
           eth_address_equal(&named, admin);
}

static bool choose_admin(const struct upgrade_facts *facts, const char *name, bool has_call,
                         enum upgrade_way *out, struct err *e)
{
    struct eth_address admin;
    if (!eip1967_address(facts->slots[EIP1967_ADMIN], &admin)) {
        return err_set(e, ERR_REFUSED,
                       "'%.80s' cannot be upgraded: its admin slot has no address in it", name);
    }
    if (facts->admin.len == 0) {
        return refuse_admin(name, &admin, "an account, no ProxyAdmin", e);
    }
    switch (interface_of(answer(facts, UPGRADE_ASK_ADMIN_VERSION))) {
    case INTERFACE_5:
        *out = UPGRADE_ADMIN_CALL;
        return true;
    case INTERFACE_OLDER:
        *out = has_call ? UPGRADE_ADMIN_CALL : UPGRADE_ADMIN_PLAIN;
        return names_admin(answer(facts, UPGRADE_ASK_ADMIN_OF), &admin) ||
               refuse_admin(name, &admin, "a contract, and no ProxyAdmin", e);
    case INTERFACE_OTHER:
        break;
    }
    return refuse_interface(name, e);
}

static bool has_function(struct bytes code, enum upgrade_way way)
{
    uint8_t wanted[1 + ABI_SELECTOR] = {PUSH4};
    memcpy(wanted + 1, ways[way].selector, ABI_SELECTOR);
    return memmem(code.at, code.left, wanted, sizeof wanted) != NULL;
}

static bool choose_older(const struct upgrade_facts *facts, const char *name, bool has_call,
                         enum upgrade_way *out, struct err *e)
{
    const struct bytes code = buf_view(&facts->implementation);
    if (!has_call && has_function(code, UPGRADE_PLAIN)) {
        *out = UPGRADE_PLAIN;
        return true;
    }
    *out = UPGRADE_CALL;
    return has_function(code, UPGRADE_CALL) ||
           err_set(e, ERR_REFUSED,
                   "'%.80s' cannot be upgraded%s: its implementation has no "
                   "upgradeToAndCall(address,bytes)",
                   name, has_call ? " with a call" : "");
}

static bool refuse_fixed(const char *name, const char *why, struct err *e)
{
    (void)err_set(e, ERR_REFUSED, "'%.80s' cannot be upgraded: %s", name, why);
    return err_hint(e, "--new deploys another contract and another proxy");
}

static bool choose_uups(const struct upgrade_facts *facts, const char *name, bool has_call,
                        enum upgrade_way *out, struct err *e)
{
    const enum upgrade_fit fit = upgrade_fit_of(UPGRADE_CALL, &facts->said[UPGRADE_ASK_UUID]);
    if (fit == UPGRADE_FIT_OTHER) {
        return refuse_fixed(name, "proxiableUUID() of its implementation names another slot", e);
    }
    if (fit != UPGRADE_FITS) {
        return refuse_fixed(
            name, "it has no admin, and its implementation is not UUPS (no proxiableUUID())", e);
    }
    switch (interface_of(answer(facts, UPGRADE_ASK_VERSION))) {
    case INTERFACE_5:
        *out = UPGRADE_CALL;
        return true;
    case INTERFACE_OLDER:
        return choose_older(facts, name, has_call, out, e);
    case INTERFACE_OTHER:
        break;
    }
    return refuse_interface(name, e);
}

bool upgrade_choose(const struct upgrade_facts *facts, const char *name, bool has_call,
                    enum upgrade_way *out, struct err *e)
{
    struct eth_address at;
    char text[ADDRESS_TEXT];
    TRY(was_answered(facts, e));
    if (eip1967_address(facts->slots[EIP1967_IMPLEMENTATION], &at)) {
        const bool has_admin = !bytes_all_zero(bytes_of(facts->slots[EIP1967_ADMIN], U256_SIZE));
        return has_admin ? choose_admin(facts, name, has_call, out, e)
                         : choose_uups(facts, name, has_call, out, e);
    }
    if (eip1967_address(facts->slots[EIP1967_BEACON], &at)) {
        (void)err_set(e, ERR_REFUSED,
                      "'%.80s' cannot be upgraded by itself: the beacon %s names what it runs",
                      name, address_format(&at, text));
        return err_hint(e, "phala contract send %s 'upgradeTo(address)' IMPLEMENTATION", text);
    }
    return err_set(e, ERR_REFUSED,
                   "'%.80s' cannot be upgraded: it is no proxy of ERC-1967, whose implementation "
                   "slot is empty",
                   name);
}

enum upgrade_fit upgrade_fit_of(enum upgrade_way way, const struct call_question *uuid)
{
    if (ways[way].is_by_admin) {
        return UPGRADE_FITS;
    }
    if (uuid->error.code != 0 && !uuid->error.is_revert) {
        return UPGRADE_FIT_UNKNOWN;
    }
    if (uuid->answer.len != U256_SIZE) {
        return UPGRADE_FIT_NONE;
    }
    return bytes_equal(buf_view(&uuid->answer),
                       bytes_of(eip1967_slots[EIP1967_IMPLEMENTATION], U256_SIZE))
               ? UPGRADE_FITS
               : UPGRADE_FIT_OTHER;
}
