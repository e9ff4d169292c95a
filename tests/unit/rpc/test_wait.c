/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/wait.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "canned_node.h"

TestSuite(wait, .timeout = 60);

#define NUMBER  "eth_blockNumber"
#define UNKNOWN REFUSED("-39001", "Unknown block")

static const uint8_t raw[] = {0x02, 0xc0};

/* One transaction, of nonce 5, on its way on a chain with a block every two seconds. */
struct scene {
    struct rpc *rpc;
    struct rpc_receipt receipt;
    struct flight flight;
    struct sender_options options;
    struct log log;
    char said[4 * KIB];
    struct err e;
};

static void take_line(void *where, const char *text)
{
    char *said = where;
    (void)strncat(said, text, 4 * KIB - strlen(said) - 1);
    (void)strncat(said, "\n", 4 * KIB - strlen(said) - 1);
}

static void scene_start(struct scene *scene, const struct canned_rule *rules)
{
    canned_node(rules);
    *scene = (struct scene){
        .rpc = canned_rpc(),
        .log = {take_line, scene->said},
        .options = {.wait = SENDER_WAIT_INCLUDED, .timeout_ms = 60000, .block_ms = 2000},
    };
    scene->options.log = &scene->log;
    scene->options.warnings = &scene->log;
    scene->flight = (struct flight){
        .step = "send step",
        .raw = BYTES_OF(raw),
        .hash = keccak256_of(BYTES_OF(raw)),
        .nonce = 5,
        .state = FLIGHT_SENT,
        .receipt = &scene->receipt,
    };
}

static void scene_done(struct scene *scene)
{
    flight_done(&scene->flight);
    rpc_receipt_done(&scene->receipt);
    rpc_free(scene->rpc);
}

static bool wait_in(struct scene *scene)
{
    const struct wait wait = {.rpc = scene->rpc, .options = &scene->options};
    return wait_for(&wait, &scene->flight, 1, &scene->e);
}

static void expect_done(struct scene *scene)
{
    cr_assert(wait_in(scene), "%s", scene->e.text);
    cr_assert(scene->receipt.is_there);
}

static void expect_error(struct scene *scene, enum err_kind kind, const char *text)
{
    cr_assert_not(wait_in(scene));
    cr_assert_eq(scene->e.kind, kind, "%s", scene->e.text);
    cr_assert_not_null(strstr(scene->e.text, text), "%s", scene->e.text);
}

static void expect_said(const struct scene *scene, const char *text)
{
    cr_assert_not_null(strstr(scene->said, text), "%s", scene->said);
}

/* At once, after 2 ms, and after 4 more: a chain may be quick. */
Test(wait, included)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .times = 2, .answer = NONE}, {RECEIPT, .answer = MINED}));
    expect_done(&scene);
    cr_assert_eq(canned_requests(), 3);
    cr_assert_eq(canned_now(), 2 + 4);
    cr_assert_str_eq(scene.said, "");
}

/* Every quarter of a block in the end. */
Test(wait, questions_are_not_asked_all_the_time)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .times = 30, .answer = NONE}, {RECEIPT, .answer = MINED},
                              {KNOWN, .answer = IS_KNOWN}, {NONCE, .answer = RESULT("\"0x5\"")}));
    expect_done(&scene);
    cr_assert_eq(canned_now(), 2 + 4 + 8 + 16 + 32 + 64 + 128 + 256 + 22 * 500);
    cr_assert_eq(canned_asked(SEND), 0, "the node knows it");
}

/* What failed is mined, too: the receipt says that it failed. */
Test(wait, reverted)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .answer = REVERTED}));
    expect_done(&scene);
    cr_assert_not(scene.receipt.succeeded);
}

/* Its own block is the first. */
Test(wait, confirmations)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({NUMBER, .times = 2, .answer = RESULT("\"0xf\"")},
                              {NUMBER, .times = 2, .answer = RESULT("\"0x10\"")},
                              {NUMBER, .times = 3, .answer = RESULT("\"0x11\"")},
                              {NUMBER, .answer = RESULT("\"0x12\"")}, {RECEIPT, .answer = MINED}));
    scene.options.wait = SENDER_WAIT_CONFIRMED;
    scene.options.confirmations = 3;
    expect_done(&scene);
    cr_assert_eq(canned_requests(), 8);
}

Test(wait, one_confirmation_is_its_block)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({NUMBER, .answer = RESULT("\"0x10\"")}, {RECEIPT, .answer = MINED}));
    scene.options.wait = SENDER_WAIT_CONFIRMED;
    scene.options.confirmations = 1;
    expect_done(&scene);
    cr_assert_eq(canned_requests(), 1);
}

/* A chain without such a block has none yet. */
Test(wait, levels)
{
    static const struct {
        enum sender_wait wait;
        const char *tag;
    } levels[] = {{SENDER_WAIT_SAFE, "\"safe\""}, {SENDER_WAIT_FINALIZED, "\"finalized\""}};
    for (size_t i = 0; i < COUNT(levels); i++) {
        AUTO(scene_done) struct scene scene;
        const char *const tag = levels[i].tag;
        scene_start(&scene, RULES({BLOCK, tag, .times = 1, .answer = NONE},
                                  {BLOCK, tag, .times = 2, .answer = BLOCK_OF("0xf", BLOCK_HASH)},
                                  {BLOCK, tag, .answer = BLOCK_OF("0x10", BLOCK_HASH)},
                                  {RECEIPT, .answer = MINED}));
        scene.options.wait = levels[i].wait;
        expect_done(&scene);
        cr_assert_eq(canned_requests(), 4, "%s", tag);
    }
}

Test(wait, a_node_without_levels)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({BLOCK, .answer = UNKNOWN}, {RECEIPT, .answer = MINED}));
    scene.options.wait = SENDER_WAIT_FINALIZED;
    expect_error(&scene, ERR_SERVICE, "the node does not say which block is final: Unknown block");
    scene_done(&scene);
    scene_start(&scene,
                RULES({BLOCK, .times = 2, .answer = UNKNOWN},
                      {BLOCK, .answer = BLOCK_OF("0x10", BLOCK_HASH)}, {RECEIPT, .answer = MINED}));
    scene.options.wait = SENDER_WAIT_SAFE;
    expect_done(&scene);
}

/* Its block is gone; then it is in another one, which is waited for anew. */
Test(wait, reorganised)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene,
                RULES({NUMBER, .times = 4, .answer = RESULT("\"0x10\"")},
                      {NUMBER, .answer = RESULT("\"0x12\"")},
                      {RECEIPT, .times = 2, .answer = MINED}, {RECEIPT, .times = 2, .answer = NONE},
                      {RECEIPT, .answer = MINED_IN(OTHER_HASH, "0x11", "0x1")}));
    scene.options.wait = SENDER_WAIT_CONFIRMED;
    scene.options.confirmations = 2;
    expect_done(&scene);
    cr_assert_eq(scene.receipt.block_number, 0x11);
    expect_said(&scene, "its block was reorganised away\n");
    cr_assert_eq(canned_requests(), 5);
}

Test(wait, moved_into_another_block)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({NUMBER, .times = 2, .answer = RESULT("\"0x10\"")},
                              {NUMBER, .answer = RESULT("\"0x12\"")},
                              {RECEIPT, .times = 1, .answer = MINED},
                              {RECEIPT, .answer = MINED_IN(OTHER_HASH, "0x10", "0x1")}));
    scene.options.wait = SENDER_WAIT_CONFIRMED;
    scene.options.confirmations = 2;
    expect_done(&scene);
    expect_said(&scene, "its block was reorganised away, it is in another\n");
}

/* As it was, once a look, and said. */
Test(wait, forgotten_and_sent_again)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({SEND, "\"0x02c0\"", .answer = TAKEN},
                              {KNOWN, .times = 1, .answer = NONE}, {KNOWN, .answer = IS_KNOWN},
                              {NONCE, "\"latest\"", .answer = RESULT("\"0x5\"")},
                              {RECEIPT, .times = 20, .answer = NONE}, {RECEIPT, .answer = MINED}));
    expect_done(&scene);
    cr_assert_eq(canned_asked(SEND), 1);
    expect_said(&scene, "the node has forgotten it; it was sent again\n");
    cr_assert_geq(canned_now(), 2000, "a node may be slow to say that it has it");
}

/* What it says to that is told; it may take it later. */
Test(wait, forgotten_and_not_taken)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({SEND, .answer = REFUSED("-32000", "pool is full")},
                              {KNOWN, .answer = NONE}, {NONCE, .answer = RESULT("\"0x5\"")},
                              {RECEIPT, .times = 20, .answer = NONE}, {RECEIPT, .answer = MINED}));
    expect_done(&scene);
    expect_said(&scene, "it was sent again: pool is full\n");
}

/* Looked for twice: a node may be between two blocks. */
Test(wait, another_transaction_has_its_nonce)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({KNOWN, .answer = NONE}, {NONCE, .answer = RESULT("\"0x6\"")},
                              {RECEIPT, .answer = NONE}));
    expect_error(&scene, ERR_CONFLICT, "another transaction took nonce 5");
    cr_assert_eq(scene.flight.state, FLIGHT_USED);
    cr_assert_eq(canned_asked(KNOWN), 2);
    cr_assert_eq(canned_asked(SEND), 0);
}

Test(wait, its_own_nonce_is_used_before_it_is_seen)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({KNOWN, .times = 1, .answer = NONE}, {KNOWN, .answer = IS_KNOWN},
                              {NONCE, .answer = RESULT("\"0x6\"")},
                              {RECEIPT, .times = 20, .answer = NONE}, {RECEIPT, .answer = MINED}));
    expect_done(&scene);
}

Test(wait, not_in_time)
{
    static const struct {
        int64_t ms;
        const char *text;
    } cases[] = {
        {2000, " was sent, and not seen in a block in 2 s"},
        {1500, " was sent, and not seen in a block in 1500 ms"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(scene_done) struct scene scene;
        AUTO(buf_done) struct buf text = buf_start(KIB);
        scene_start(&scene, RULES({RECEIPT, .answer = NONE}, {KNOWN, .answer = IS_KNOWN},
                                  {NONCE, .answer = RESULT("\"0x5\"")}));
        scene.options.timeout_ms = cases[i].ms;
        buf_text(&text, "'send step' 0x");
        buf_hex(&text, BYTES_OF(scene.flight.hash.at));
        buf_text(&text, cases[i].text);
        buf_char(&text, 0);
        expect_error(&scene, ERR_TIMEOUT, (const char *)text.at);
        cr_assert_str_eq(scene.e.hint, "the same command goes on; it sends nothing twice");
        cr_assert_eq(canned_now(), cases[i].ms, "not longer than that");
    }
}

Test(wait, not_deep_in_time)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({NUMBER, .answer = RESULT("\"0x10\"")}, {RECEIPT, .answer = MINED},
                              {KNOWN, .answer = IS_KNOWN}, {NONCE, .answer = RESULT("\"0x6\"")}));
    scene.options.wait = SENDER_WAIT_CONFIRMED;
    scene.options.confirmations = 2;
    scene.options.timeout_ms = 3000;
    expect_error(&scene, ERR_TIMEOUT, " is in block 16, and not yet as deep as asked for in 3 s");
}

/* It is looked once, however little time there is. */
Test(wait, no_time_at_all)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .answer = MINED}));
    scene.options.timeout_ms = 0;
    expect_done(&scene);
    cr_assert_eq(canned_requests(), 1);
}

Test(wait, a_node_that_is_gone_for_a_while)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .times = 12, .answer = NULL}, {RECEIPT, .answer = MINED},
                              {KNOWN, .answer = NONE}, {NONCE, .answer = RESULT("\"0x5\"")},
                              {SEND, .answer = TAKEN}));
    expect_done(&scene);
    expect_said(&scene, "cannot reach 'https://node'\n");
    cr_assert_eq(canned_asked(SEND), 0);
}

Test(wait, a_node_that_is_gone)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .answer = NULL}));
    scene.options.timeout_ms = 5000;
    expect_error(&scene, ERR_TIMEOUT, "not seen in a block in 5 s; cannot reach 'https://node'");
}

/* Two wrong ones may pass, three do not. */
Test(wait, answers_of_another_form)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene,
                RULES({RECEIPT, .times = 2, .answer = RESULT("5")},
                      {RECEIPT, .times = 1, .answer = NONE},
                      {RECEIPT, .times = 2, .answer = RESULT("5")}, {RECEIPT, .answer = MINED}));
    expect_done(&scene);
    scene_done(&scene);
    scene_start(&scene, RULES({RECEIPT, .answer = RESULT("5")}));
    expect_error(&scene, ERR_SERVICE, "is not of its form");
    cr_assert_eq(canned_requests(), 3);
}

static volatile sig_atomic_t interrupted;

static void interrupt(void)
{
    interrupted = 1;
}

Test(wait, interrupted)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .times = 3, .answer = NONE},
                              {RECEIPT, .times = 1, .answer = NONE, .then = interrupt}));
    scene.options.interrupted = &interrupted;
    expect_error(&scene, ERR_INTERRUPTED, " was sent, and not seen in a block: interrupted");
    cr_assert_str_eq(scene.e.hint, "the same command goes on; it sends nothing twice");
    cr_assert_eq(canned_requests(), 4);
}

/* A creation whose receipt has another contract than the account makes with that nonce. */
Test(wait, a_receipt_that_cannot_be)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, RULES({RECEIPT, .answer = MINED}));
    scene.flight.is_creation = true;
    expect_error(&scene, ERR_SERVICE, "the node's receipt has not the contract that it makes");
    cr_assert_eq(canned_requests(), 3);
}

/* Of two, both; the first that is not there is named. */
Test(wait, several)
{
    static const uint8_t other[] = {0x02, 0xc1, 0x05};
    AUTO(scene_done) struct scene scene;
    AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
    AUTO(buf_done) struct buf second = buf_start(KIB);
    const struct keccak256 hash = keccak256_of(BYTES_OF(other));
    buf_hex(&second, BYTES_OF(hash.at));
    buf_char(&second, 0);
    scene_start(&scene, RULES({RECEIPT, (const char *)second.at, .times = 8, .answer = NONE},
                              {RECEIPT, .answer = MINED}, {KNOWN, .answer = IS_KNOWN},
                              {NONCE, .answer = RESULT("\"0x6\"")}));
    struct flight flights[] = {scene.flight, scene.flight};
    const struct wait wait = {.rpc = scene.rpc, .options = &scene.options};
    flights[1].step = "send other";
    flights[1].raw = BYTES_OF(other);
    flights[1].hash = hash;
    flights[1].nonce = 6;
    flights[1].receipt = &receipt;
    scene.options.timeout_ms = 200;
    cr_assert_not(wait_for(&wait, flights, 2, &scene.e));
    cr_assert_not_null(strstr(scene.e.text, "'send other' 0x"), "%s", scene.e.text);
    cr_assert(scene.receipt.is_there && !receipt.is_there);
    cr_assert(wait_for(&wait, flights, 2, &scene.e), "%s", scene.e.text);
    cr_assert(receipt.is_there);
}

static void ask_gas_price_of(struct rpc_batch *batch, void *with)
{
    ask_gas_price(batch, with, NULL);
}

/* What is asked along is of the same request as the receipt. */
Test(wait, along)
{
    AUTO(scene_done) struct scene scene;
    struct u256 price = u256_zero;
    const struct flight_along along = {ask_gas_price_of, &price};
    scene_start(&scene, RULES({"eth_gasPrice", .times = 2, .answer = RESULT("\"0x1\"")},
                              {"eth_gasPrice", .answer = RESULT("\"0x9\"")},
                              {RECEIPT, .times = 2, .answer = NONE}, {RECEIPT, .answer = MINED}));
    const struct wait wait = {scene.rpc, &scene.options, &along};
    uint64_t last = 0;
    cr_assert(wait_for(&wait, &scene.flight, 1, &scene.e), "%s", scene.e.text);
    cr_assert(u256_to_u64(&price, &last) && last == 9);
    cr_assert_eq(canned_requests(), 3);
}
