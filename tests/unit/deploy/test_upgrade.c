/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/upgrade.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "deploy/stand_in.h"

TestSuite(upgrade, .timeout = 60);

/* `cast abi-encode 'f(string)' 5.0.0`, and of 6.0.0. */
#define VERSION(digit)                                                                             \
    "0000000000000000000000000000000000000000000000000000000000000020"                             \
    "0000000000000000000000000000000000000000000000000000000000000005" digit                       \
    "2e302e30000000000000000000000000000000000000000000000000000000"
#define FIVE       VERSION("35")
#define SIX        VERSION("36")
#define UUID       "360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"
#define WORD(tail) "000000000000000000000000" tail
#define BEHIND     "1111111111111111111111111111111111111111"
#define ADMIN      "2222222222222222222222222222222222222222"
/* What solc's dispatch has of upgradeTo(address), and of upgradeToAndCall(address,bytes). */
#define TO       "80633659cfe614"
#define AND_CALL "80634f1ef28614"

/* What the chain says, in hex; NULL: nothing, the call is reverted. */
struct said {
    const char *implementation_slot, *beacon_slot, *admin_slot;
    const char *code; /* of the implementation */
    const char *uuid, *version;
    const char *admin, *admin_version, *admin_of;
};

static void add(struct buf *out, const char *hex)
{
    *out = buf_start(KIB);
    if (hex != NULL) {
        uint8_t *at = buf_extend(out, strlen(hex) / 2);
        cr_assert(hex_decode(text_of(hex), at, strlen(hex) / 2));
    }
}

static void set_slot(uint8_t slot[U256_SIZE], const char *hex)
{
    cr_assert(hex == NULL || hex_decode(text_of(hex), slot, U256_SIZE));
}

static void set_answer(struct upgrade_facts *facts, enum upgrade_question question, const char *hex)
{
    struct call_question *said = &facts->said[question];
    add(&said->answer, hex);
    if (hex == NULL) {
        said->error = (struct rpc_error){.code = 3, .is_revert = true};
    }
}

static void facts_of(const struct said *said, struct upgrade_facts *out)
{
    *out = (struct upgrade_facts){.code = buf_start(KIB)};
    set_slot(out->slots[EIP1967_IMPLEMENTATION], said->implementation_slot);
    set_slot(out->slots[EIP1967_BEACON], said->beacon_slot);
    set_slot(out->slots[EIP1967_ADMIN], said->admin_slot);
    add(&out->implementation, said->code);
    add(&out->admin, said->admin);
    set_answer(out, UPGRADE_ASK_UUID, said->uuid);
    set_answer(out, UPGRADE_ASK_VERSION, said->version);
    set_answer(out, UPGRADE_ASK_ADMIN_VERSION, said->admin_version);
    set_answer(out, UPGRADE_ASK_ADMIN_OF, said->admin_of);
}

#define UUPS .implementation_slot = WORD(BEHIND), .uuid = UUID
#define MANAGED                                                                                    \
    .implementation_slot = WORD(BEHIND), .admin_slot = WORD(ADMIN), .admin = "6001",               \
    .code = AND_CALL

Test(upgrade, the_way_is_what_the_chain_says)
{
    static const struct {
        struct said said;
        bool has_call;
        enum upgrade_way way;
    } cases[] = {
        {{UUPS, .version = FIVE, .code = TO AND_CALL}, false, UPGRADE_CALL},
        {{UUPS, .version = FIVE, .code = AND_CALL}, true, UPGRADE_CALL},
        /* Code that says nothing, where the version does. */
        {{UUPS, .version = FIVE, .code = "6001"}, false, UPGRADE_CALL},
        {{UUPS, .code = TO AND_CALL}, false, UPGRADE_PLAIN},
        {{UUPS, .code = TO AND_CALL}, true, UPGRADE_CALL},
        {{UUPS, .code = TO}, false, UPGRADE_PLAIN},
        {{UUPS, .code = AND_CALL}, false, UPGRADE_CALL},
        {{MANAGED, .admin_version = FIVE}, false, UPGRADE_ADMIN_CALL},
        {{MANAGED, .admin_version = FIVE}, true, UPGRADE_ADMIN_CALL},
        {{MANAGED, .admin_of = WORD(ADMIN)}, false, UPGRADE_ADMIN_PLAIN},
        {{MANAGED, .admin_of = WORD(ADMIN)}, true, UPGRADE_ADMIN_CALL},
        /* An admin goes before what the implementation could do by itself. */
        {{MANAGED, .uuid = UUID, .version = FIVE, .admin_of = WORD(ADMIN)},
         false,
         UPGRADE_ADMIN_PLAIN},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        enum upgrade_way way = UPGRADE_PLAIN;
        AUTO(upgrade_facts_done) struct upgrade_facts facts;
        facts_of(&cases[i].said, &facts);
        cr_assert(upgrade_choose(&facts, "Gate.proxy", cases[i].has_call, &way, &e), "%zu: %s", i,
                  e.text);
        cr_assert_eq(way, cases[i].way, "%zu", i);
    }
}

Test(upgrade, what_is_none_of_these_is_refused)
{
    static const struct {
        struct said said;
        bool has_call;
        const char *text;
    } cases[] = {
        {{.uuid = UUID, .version = FIVE}, false, "no proxy of ERC-1967"},
        {{.implementation_slot = UUID, .uuid = UUID}, false, "no proxy of ERC-1967"},
        {{.beacon_slot = WORD(ADMIN), .uuid = UUID},
         false,
         "the beacon 0x2222222222222222222222222222222222222222"},
        {{.implementation_slot = WORD(BEHIND), .version = FIVE}, false, "not UUPS"},
        {{.implementation_slot = WORD(BEHIND), .uuid = WORD(BEHIND), .version = FIVE},
         false,
         "names another slot"},
        {{.implementation_slot = WORD(BEHIND), .uuid = UUID UUID, .version = FIVE},
         false,
         "not UUPS"},
        {{UUPS, .version = SIX, .code = AND_CALL}, false, "UPGRADE_INTERFACE_VERSION"},
        {{UUPS, .version = WORD(BEHIND), .code = AND_CALL}, false, "UPGRADE_INTERFACE_VERSION"},
        {{UUPS, .code = "6001"}, false, "has no upgradeToAndCall"},
        {{UUPS, .code = TO}, true, "with a call: its implementation has no upgradeToAndCall"},
        /* The selector, and not as the operand of PUSH4. */
        {{UUPS, .code = "4f1ef286"}, false, "has no upgradeToAndCall"},
        {{.implementation_slot = WORD(BEHIND), .admin_slot = WORD(ADMIN), .admin_version = FIVE},
         false,
         "an account, no ProxyAdmin"},
        {{.implementation_slot = WORD(BEHIND), .admin_slot = UUID, .admin = "6001"},
         false,
         "no address in it"},
        {{MANAGED}, false, "a contract, and no ProxyAdmin"},
        {{MANAGED, .admin_of = WORD(BEHIND)}, false, "a contract, and no ProxyAdmin"},
        {{MANAGED, .admin_of = ADMIN}, false, "a contract, and no ProxyAdmin"},
        {{MANAGED, .admin_version = SIX, .admin_of = WORD(ADMIN)},
         false,
         "UPGRADE_INTERFACE_VERSION"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        enum upgrade_way way;
        AUTO(upgrade_facts_done) struct upgrade_facts facts;
        facts_of(&cases[i].said, &facts);
        cr_assert_not(upgrade_choose(&facts, "Gate.proxy", cases[i].has_call, &way, &e), "%zu", i);
        cr_assert_eq(e.kind, ERR_REFUSED);
        cr_assert(strstr(e.text, cases[i].text) != NULL, "%zu: %s", i, e.text);
    }
}

/* Too busy is not "no such function". */
Test(upgrade, an_error_of_the_node_decides_nothing)
{
    const struct said said = {UUPS, .code = TO AND_CALL};
    for (size_t question = 0; question < UPGRADE_QUESTIONS; question++) {
        struct err e = {0};
        enum upgrade_way way;
        AUTO(upgrade_facts_done) struct upgrade_facts facts;
        facts_of(&said, &facts);
        facts.said[question].error = (struct rpc_error){.code = -32005, .message = "too busy"};
        cr_assert_not(upgrade_choose(&facts, "Gate.proxy", false, &way, &e), "%zu", question);
        cr_assert_eq(e.kind, ERR_SERVICE);
        cr_assert(strstr(e.text, "too busy") != NULL);
    }
}

Test(upgrade, who_may_stand_behind_it)
{
    static const struct {
        enum upgrade_way way;
        const char *uuid;
        enum upgrade_fit fit;
    } cases[] = {
        {UPGRADE_CALL, UUID, UPGRADE_FITS},
        {UPGRADE_PLAIN, UUID, UPGRADE_FITS},
        {UPGRADE_CALL, NULL, UPGRADE_FIT_NONE},
        {UPGRADE_PLAIN, "", UPGRADE_FIT_NONE},
        {UPGRADE_CALL, WORD(BEHIND), UPGRADE_FIT_OTHER},
        {UPGRADE_ADMIN_CALL, NULL, UPGRADE_FITS},
        {UPGRADE_ADMIN_PLAIN, WORD(BEHIND), UPGRADE_FITS},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(upgrade_facts_done) struct upgrade_facts facts;
        facts_of(&(struct said){.uuid = cases[i].uuid}, &facts);
        cr_assert_eq(upgrade_fit_of(cases[i].way, &facts.said[UPGRADE_ASK_UUID]), cases[i].fit,
                     "%zu", i);
    }
    const struct call_question busy = {.error = {.code = -32005}};
    cr_assert_eq(upgrade_fit_of(UPGRADE_CALL, &busy), UPGRADE_FIT_UNKNOWN);
}

/* `cast calldata SIGNATURE 0x22… 0x11… 0x0102…05`. */
Test(upgrade, its_calldata)
{
    static const char *const wanted[UPGRADE_WAYS] = {
        [UPGRADE_CALL] = "4f1ef286" WORD(
            BEHIND) "0000000000000000000000000000000000000000000000000000000000000040"
                    "0000000000000000000000000000000000000000000000000000000000000005"
                    "0102030405000000000000000000000000000000000000000000000000000000",
        [UPGRADE_PLAIN] = "3659cfe6" WORD(BEHIND),
        [UPGRADE_ADMIN_CALL] = "9623609d" WORD(ADMIN)
            WORD(BEHIND) "0000000000000000000000000000000000000000000000000000000000000060"
                         "0000000000000000000000000000000000000000000000000000000000000005"
                         "0102030405000000000000000000000000000000000000000000000000000000",
        [UPGRADE_ADMIN_PLAIN] = "99a88ec4" WORD(ADMIN) WORD(BEHIND),
    };
    static const uint8_t data[] = {1, 2, 3, 4, 5};
    struct eth_address proxy;
    struct eth_address behind;
    cr_assert(hex_decode(text_of(ADMIN), proxy.at, sizeof proxy.at) &&
              hex_decode(text_of(BEHIND), behind.at, sizeof behind.at));
    const struct upgrade_call call = {&proxy, &behind, BYTES_OF(data)};
    for (size_t way = 0; way < UPGRADE_WAYS; way++) {
        struct err e;
        AUTO(abi_item_done) struct abi_item item = {0};
        AUTO(buf_done) struct buf made = buf_start(KIB);
        AUTO(buf_done) struct buf hex = buf_start(KIB);
        upgrade_calldata((enum upgrade_way)way, &call, &made);
        buf_hex(&hex, buf_view(&made));
        cr_assert(text_is(buf_view_text(&hex), wanted[way]), "%zu: %.*s", way,
                  TEXT_ARG(buf_view_text(&hex)));
        /* The selector is that of the function whose name is shown. */
        cr_assert(abi_item_parse(text_of(upgrade_function((enum upgrade_way)way)),
                                 ABI_ITEM_FUNCTION, &item, &e));
        const struct keccak256 hash = abi_item_hash(&item);
        cr_assert(bytes_equal(bytes_of(hash.at, ABI_SELECTOR), bytes_of(made.at, ABI_SELECTOR)));
    }
}

Test(upgrade, what_the_stand_in_is_told)
{
    static const uint8_t init[] = {0xaa, 0xbb, 0xcc};
    const struct eth_address to = {{0x11}};
    const struct rpc_message messages[] = {
        {.data = BYTES_OF(init), .value = u256_of(7)},
        {.to = &to, .data = BYTES_OF(init)},
    };
    AUTO(buf_done) struct buf made = buf_start(KIB);
    AUTO(buf_done) struct buf hex = buf_start(KIB);
    stand_in_calldata(messages, COUNT(messages), &made);
    buf_hex(&hex, buf_view(&made));
    cr_assert(text_is(
        buf_view_text(&hex),
        "0000000000000000000000000000000000000000000000000000000000000000"
        "0000000000000000000000000000000000000000000000000000000000000007"
        "0000000000000000000000000000000000000000000000000000000000000003"
        "aabbcc" WORD("1100000000000000000000000000000000000000") "00000000000000000000000000000000"
                                                                  "00000000000000000000000000000000"
                                                                  "00000000000000000000000000000000"
                                                                  "00000000000000000000000000000003"
                                                                  "aabbcc"));
}

Test(upgrade, what_the_stand_in_says)
{
    uint8_t answer[2 * U256_SIZE] = {[U256_SIZE - 2] = 0x01, [U256_SIZE] = 0xee};
    uint64_t gas = 0;
    struct bytes returned;
    cr_assert(stand_in_read(BYTES_OF(answer), &gas, &returned));
    cr_assert(gas == 256 && returned.left == U256_SIZE && returned.at[0] == 0xee);
    cr_assert(stand_in_read(bytes_of(answer, U256_SIZE), &gas, &returned) && returned.left == 0);
    cr_assert_not(stand_in_read(bytes_of(answer, U256_SIZE - 1), &gas, &returned));
    cr_assert_not(stand_in_read(bytes_of(answer, 0), &gas, &returned));
    answer[0] = 1;
    cr_assert_not(stand_in_read(BYTES_OF(answer), &gas, &returned));
}
