/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "chain/abi_revert.h"
#include "vectors.h"

/* Logs, and what calls that were reverted gave back. */

enum { TOPICS_MAX = 4 };

/* What the contract of the vectors has (its sources and ABI are beside them). */
static const char *const signatures[] = {
    "event Simple(uint256 value)",
    "event Indexed(address indexed who, bytes32 indexed topic, uint256 value)",
    "event IndexedDynamic(string indexed name, bytes indexed data, string plain)",
    "event IndexedTuple((uint256,string) indexed item, (uint256,string)[] items)",
    "event Anon(uint256 indexed a, uint256 b) anonymous",
    "error Plain()",
    "error WithArgs(address who, uint256 amount, string why)",
    "error WithTuple((uint256,string) item, uint256[] more)",
};

static struct abi faults(void)
{
    struct abi abi = {mem_array(COUNT(signatures), sizeof *abi.items), COUNT(signatures)};
    struct err e = {0};
    for (size_t i = 0; i < abi.n; i++) {
        cr_assert(abi_item_parse(text_of(signatures[i]), ABI_ITEM_FUNCTION, &abi.items[i], &e),
                  "%s", e.text);
    }
    return abi;
}

struct held {
    struct keccak256 topics[TOPICS_MAX];
    struct buf data;
    struct abi_log log;
};

static void read_log(const struct json_value *vector, struct held *out)
{
    const struct json_value *at = json_first(json_member(vector, "topics"));
    out->data = vector_hex(vector, "data");
    out->log = (struct abi_log){out->topics, 0, buf_view(&out->data)};
    for (; at != NULL; at = json_next(at)) {
        struct text text;
        cr_assert(out->log.n < TOPICS_MAX && json_text(at, &text));
        AUTO(buf_done) struct buf topic = vector_unhex(text);
        struct bytes from = buf_view(&topic);
        cr_assert(bytes_copy(&from, out->topics[out->log.n++].at, sizeof out->topics[0].at));
    }
}

static size_t n_logs;

/* The values, by the sources of the contract that made the logs. */
static void check_log(const struct json_value *vector)
{
    static const char *const want[] = {
        "(42)",
        "(0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC, "
        "0xcac1bb71f0a97c8ac94ca9546b43178a9ad254c7b757ac07433aa6df35cd8089, 43)",
        NULL,
        NULL,
        "(11, 12)",
    };
    AUTO(abi_done) struct abi abi = faults();
    struct held held;
    read_log(vector, &held);
    const struct abi_item *event = abi_find_event(&abi, &held.log);
    cr_assert_eq(event, &abi.items[n_logs], "%s", vector_id(vector));
    AUTO(abi_value_done) struct abi_value values = {0};
    struct err e = {0};
    size_t unread = 1;
    cr_assert(abi_decode_log(event, &held.log, &values, &unread, &e), "%s", e.text);
    cr_expect_eq(unread, 0);
    for (size_t i = 0, topic = 1; i < event->inputs.n; i++) {
        if (abi_is_hashed(&event->inputs.at[i])) {
            cr_expect(bytes_equal(BYTES_OF(values.items[i].word), BYTES_OF(held.topics[topic].at)));
            topic++;
        }
    }
    if (want[n_logs] != NULL) {
        const struct abi_type all = {.kind = ABI_TUPLE, .parts = event->inputs};
        AUTO(buf_done) struct buf shown = buf_start(KIB);
        abi_value_write(&all, &values, &shown);
        cr_expect(text_is(buf_view_text(&shown), want[n_logs]), "%.*s",
                  TEXT_ARG(buf_view_text(&shown)));
    }
    /* With one topic it may be the anonymous one's. */
    held.log.n--;
    cr_expect_eq(abi_find_event(&abi, &held.log), held.log.n == 1 ? &abi.items[4] : NULL);
    n_logs++;
    buf_done(&held.data);
}

Test(abi_log, vectors)
{
    vectors_visit("logs.json", check_log);
    cr_expect_eq(n_logs, 5);
}

Test(abi_log, logs_of_something_else)
{
    AUTO(abi_done) struct abi abi = faults();
    const struct abi_item *simple = &abi.items[0];
    const struct abi_item *indexed = &abi.items[1];
    struct keccak256 topics[TOPICS_MAX] = {abi_item_hash(simple)};
    static const uint8_t word[ABI_WORD] = {0};
    struct abi_log log = {topics, 1, BYTES_OF(word)};
    struct abi_value values;
    struct err e = {0};
    size_t unread = 0;
    cr_assert_not(abi_decode_log(indexed, &log, &values, &unread, &e));
    cr_expect_str_eq(e.text, "the log has 1 topics, the event 'Indexed' 3");
    log.n = 3;
    cr_assert_not(abi_decode_log(indexed, &log, &values, &unread, &e));
    cr_expect_str_eq(e.text, "topic 0 of the log is of another event than 'Indexed'");
    topics[0] = abi_item_hash(indexed);
    topics[1].at[0] = 1;
    cr_assert_not(abi_decode_log(indexed, &log, &values, &unread, &e));
    cr_expect_str_eq(e.text,
                     "topic 1: value 1 'who' (address): there is something before it in its "
                     "word");
    topics[1].at[0] = 0;
    cr_assert(abi_decode_log(indexed, &log, &values, &unread, &e), "%s", e.text);
    abi_value_done(&values);
    log.data.left--;
    cr_assert_not(abi_decode_log(indexed, &log, &values, &unread, &e));
    log = (struct abi_log){topics, 0, BYTES_OF(word)};
    cr_expect_null(abi_find_event(&abi, &log));
}

static void expect_revert(struct bytes data, const struct abi *abi, enum abi_revert_kind kind,
                          const char *want)
{
    AUTO(abi_revert_done) struct abi_revert revert = abi_revert_read(data, abi);
    AUTO(buf_done) struct buf line = buf_start(KIB);
    abi_revert_write(&revert, &line);
    cr_expect(text_is(buf_view_text(&line), want), "%.*s", TEXT_ARG(buf_view_text(&line)));
    cr_expect_eq(revert.kind, kind, "%s", want);
}

/* What each function of the contract reverts with, by its sources. */
static const struct {
    const char *function, *line;
    enum abi_revert_kind kind;
} reverts[] = {
    {"reason()", "reverted: the reason given", ABI_REVERT_REASON},
    {"noReason()", "reverted without a reason", ABI_REVERT_EMPTY},
    {"doesNotExist()", "reverted without a reason", ABI_REVERT_EMPTY},
    {"withArgs(address,uint256,string)",
     "reverted: WithArgs(who: 0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266, amount: 5, why: \"why\")",
     ABI_REVERT_CUSTOM},
    {"withTuple()", "reverted: WithTuple(item: (5, \"tag\"), more: [7, 8])", ABI_REVERT_CUSTOM},
    {"panicAssert()", "reverted: panic 0x01: assertion failed", ABI_REVERT_PANIC},
    {"panicDiv(uint256)", "reverted: panic 0x12: division by zero", ABI_REVERT_PANIC},
    {"panicEnum(uint256)", "reverted: panic 0x21: a number that is no value of the enum",
     ABI_REVERT_PANIC},
    {"panicAlloc()", "reverted: panic 0x41: too much memory, or too long an array",
     ABI_REVERT_PANIC},
    {"panicZeroFn()", "reverted: panic 0x51: call of a function variable that is not set",
     ABI_REVERT_PANIC},
};

static size_t n_reverts;

static void check_revert(const struct json_value *vector)
{
    if (vector_is_null(vector, "data")) {
        return;
    }
    AUTO(abi_done) struct abi abi = faults();
    AUTO(buf_done) struct buf data = vector_hex(vector, "data");
    for (size_t i = 0; i < COUNT(reverts); i++) {
        if (text_is(vector_text(vector, "function"), reverts[i].function)) {
            expect_revert(buf_view(&data), &abi, reverts[i].kind, reverts[i].line);
            n_reverts++;
        }
    }
}

Test(abi_revert, vectors)
{
    vectors_visit("reverts.json", check_revert);
    cr_expect_eq(n_reverts, COUNT(reverts));
}

Test(abi_revert, without_an_abi)
{
    static const uint8_t short_data[] = {0x11, 0x8c, 0xda};
    static const uint8_t unknown[] = {0x11, 0x8c, 0xda, 0xa8, 0};
    uint8_t owner[4 + ABI_WORD] = {0x11, 0x8c, 0xda, 0xa7};
    uint8_t panic[4 + ABI_WORD] = {0x4e, 0x48, 0x7b, 0x71};
    expect_revert(BYTES_OF(short_data), NULL, ABI_REVERT_UNKNOWN,
                  "reverted: an error that is not known, 0x118cda and 0 bytes");
    expect_revert(BYTES_OF(unknown), NULL, ABI_REVERT_UNKNOWN,
                  "reverted: an error that is not known, 0x118cdaa8 and 1 bytes");
    expect_revert(BYTES_OF(owner), NULL, ABI_REVERT_CUSTOM,
                  "reverted: OwnableUnauthorizedAccount(account: "
                  "0x0000000000000000000000000000000000000000)");
    owner[4] = 1;
    expect_revert(BYTES_OF(owner), NULL, ABI_REVERT_UNKNOWN,
                  "reverted: an error that is not known, 0x118cdaa7 and 32 bytes");
    panic[sizeof panic - 1] = 0x99;
    expect_revert(BYTES_OF(panic), NULL, ABI_REVERT_PANIC,
                  "reverted: panic 0x99: of a kind that is not known");
    panic[4] = 0x80;
    expect_revert(BYTES_OF(panic), NULL, ABI_REVERT_PANIC,
                  "reverted: panic "
                  "578960446186580977117854925043439539266349923328202820197287920039565648"
                  "20121: of a kind that is not known");
}

/* Those that dstack's contracts have, from their compiled ABI; and some of tokens, as they are on
 * chain everywhere. */
static const struct {
    const char *signature;
    uint8_t selector[ABI_SELECTOR];
} known[] = {
    {"OwnableUnauthorizedAccount(address)", {0x11, 0x8c, 0xda, 0xa7}},
    {"OwnableInvalidOwner(address)", {0x1e, 0x4f, 0xbd, 0xf7}},
    {"InvalidInitialization()", {0xf9, 0x2e, 0xe8, 0xa9}},
    {"NotInitializing()", {0xd7, 0xe6, 0xbc, 0xf8}},
    {"ERC1967InvalidImplementation(address)", {0x4c, 0x9c, 0x8c, 0xe3}},
    {"ERC1967NonPayable()", {0xb3, 0x98, 0x97, 0x9f}},
    {"AddressEmptyCode(address)", {0x99, 0x96, 0xb3, 0x15}},
    {"FailedCall()", {0xd6, 0xbd, 0xa2, 0x75}},
    {"UUPSUnauthorizedCallContext()", {0xe0, 0x7c, 0x8d, 0xba}},
    {"UUPSUnsupportedProxiableUUID(bytes32)", {0xaa, 0x1d, 0x49, 0xa4}},
    {"ERC20InsufficientBalance(address,uint256,uint256)", {0xe4, 0x50, 0xd3, 0x8c}},
    {"ERC20InsufficientAllowance(address,uint256,uint256)", {0xfb, 0x8f, 0x41, 0xb2}},
    {"ReentrancyGuardReentrantCall()", {0x3e, 0xe5, 0xae, 0xb5}},
};

static bool has_known(const char *signature, const uint8_t selector[ABI_SELECTOR])
{
    for (size_t i = 0; abi_known_errors[i] != NULL; i++) {
        AUTO(abi_item_done) struct abi_item item = {0};
        AUTO(buf_done) struct buf canonical = buf_start(KIB);
        struct err e = {0};
        cr_assert(abi_item_parse(text_of(abi_known_errors[i]), ABI_ITEM_ERROR, &item, &e), "%s",
                  e.text);
        cr_assert_eq(item.kind, ABI_ITEM_ERROR);
        abi_item_write(&item, &canonical);
        struct keccak256 hash = abi_item_hash(&item);
        if (text_is(buf_view_text(&canonical), signature)) {
            return bytes_equal(bytes_of(hash.at, ABI_SELECTOR), bytes_of(selector, ABI_SELECTOR));
        }
    }
    return false;
}

Test(abi_revert, known_errors)
{
    for (size_t i = 0; i < COUNT(known); i++) {
        cr_expect(has_known(known[i].signature, known[i].selector), "%s", known[i].signature);
    }
    for (size_t i = 0; abi_known_errors[i] != NULL; i++) {
        AUTO(abi_item_done) struct abi_item item = {0};
        struct err e = {0};
        cr_assert(abi_item_parse(text_of(abi_known_errors[i]), ABI_ITEM_ERROR, &item, &e));
        for (size_t j = 0; j < item.inputs.n; j++) {
            cr_expect_null(abi_type_other(&item.inputs.at[j].type), "%s", abi_known_errors[i]);
        }
    }
}
