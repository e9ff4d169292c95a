/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/flight.h"

#include <criterion/criterion.h>
#include <string.h>

#include "canned_node.h"

TestSuite(flight, .timeout = 60);

static const uint8_t raw[] = {0x02, 0xc0};

#define CODE    "eth_getCode"
#define THERE   {CODE, .answer = RESULT("\"0x6001\"")}
#define NOWHERE {CODE, .answer = RESULT("\"0x\"")}

/* One transaction that is to be sent, and code that is asked for with its receipt. */
struct scene {
    struct rpc *rpc;
    struct rpc_receipt receipt;
    struct flight flight;
    struct buf code;
    struct err e;
};

static void ask_for_code(struct rpc_batch *batch, void *with)
{
    struct scene *scene = with;
    buf_clear(&scene->code);
    ask_code(batch, &scene->flight.from, RPC_STATE(RPC_LATEST), &scene->code);
}

static void scene_start(struct scene *scene, struct rpc *rpc, const struct canned_rule *rules)
{
    canned_node(rules);
    *scene = (struct scene){.rpc = rpc};
    scene->flight = (struct flight){
        .step = "send step",
        .raw = BYTES_OF(raw),
        .hash = keccak256_of(BYTES_OF(raw)),
        .receipt = &scene->receipt,
    };
}

static void scene_done(struct scene *scene)
{
    buf_done(&scene->code);
    flight_done(&scene->flight);
    rpc_receipt_done(&scene->receipt);
    rpc_free(scene->rpc);
}

static bool send_in(struct scene *scene)
{
    const struct flight_along along = {ask_for_code, scene};
    return flight_send(scene->rpc, &scene->flight, 1, &along, &scene->e);
}

static void expect_sent(struct scene *scene, bool is_mined)
{
    cr_assert(send_in(scene), "%s", scene->e.text);
    cr_assert_eq(scene->flight.state, FLIGHT_SENT);
    cr_assert_eq(scene->receipt.is_there, is_mined);
}

/* The node had not mined it when it answered, and has a moment later. */
Test(flight, the_receipt_is_had_while_the_answer_is_on_its_way)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, canned_plain_rpc(),
                RULES({SEND, .answer = TAKEN}, {RECEIPT, .times = 1, .answer = NONE},
                      {RECEIPT, .answer = MINED}, THERE));
    expect_sent(&scene, true);
    cr_assert_eq(canned_requests(), 2);
    cr_assert_eq(rpc_requests(scene.rpc), 2, "both are counted");
    cr_assert_eq(scene.code.len, 2, "what is asked along came with it");
}

Test(flight, over_tls_nothing_is_asked_beside)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, canned_rpc(), RULES({SEND, .answer = TAKEN}, {RECEIPT, .answer = NONE}));
    expect_sent(&scene, false);
    cr_assert_eq(canned_requests(), 1);
}

/* It is a chance and no need: the receipt is not there yet, or there is no answer at all, or one of
 * another form, or an error. */
Test(flight, a_chance_that_is_missed)
{
    static const char *const answers[] = {NONE, NULL, RESULT("7"), REFUSED("-32000", "not now")};
    for (size_t i = 0; i < COUNT(answers); i++) {
        AUTO(scene_done) struct scene scene;
        scene_start(&scene, canned_plain_rpc(),
                    RULES({SEND, .answer = TAKEN}, {RECEIPT, .times = 1, .answer = NONE},
                          {RECEIPT, .answer = answers[i]}, NOWHERE));
        expect_sent(&scene, false);
        cr_assert_eq(canned_requests(), 2, "%zu", i);
    }
}

/* A receipt that came with the answer itself is not replaced. */
Test(flight, the_first_receipt_counts)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, canned_plain_rpc(),
                RULES({SEND, .answer = TAKEN}, {RECEIPT, .times = 1, .answer = MINED},
                      {RECEIPT, .answer = MINED_IN(OTHER_HASH, "0x11", "0x1")}, THERE));
    expect_sent(&scene, true);
    cr_assert_eq(scene.receipt.block_number, 0x10);
}

/* What was not taken is not mined, whatever is seen beside; what is there was sent before. */
Test(flight, a_refusal_is_looked_at_as_ever)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, canned_plain_rpc(),
                RULES({SEND, .answer = REFUSED("-32000", "insufficient funds")},
                      {RECEIPT, .answer = NONE}, NOWHERE, {KNOWN, .answer = NONE},
                      {NONCE, .answer = RESULT("\"0x0\"")}));
    cr_assert(send_in(&scene), "%s", scene.e.text);
    cr_assert_eq(scene.flight.state, FLIGHT_REFUSED);
    scene_done(&scene);
    scene_start(&scene, canned_plain_rpc(),
                RULES({SEND, .answer = REFUSED("-32000", "already known")},
                      {RECEIPT, .times = 1, .answer = NONE}, {RECEIPT, .answer = MINED}, THERE));
    expect_sent(&scene, true);
}

/* The node could not be asked: what was seen beside is not believed instead. */
Test(flight, without_an_answer_nothing_is_known)
{
    AUTO(scene_done) struct scene scene;
    scene_start(&scene, canned_plain_rpc(),
                RULES({SEND, .answer = NULL}, {RECEIPT, .answer = MINED}, THERE));
    cr_assert_not(send_in(&scene));
    cr_assert_eq(scene.e.kind, ERR_NETWORK, "%s", scene.e.text);
    cr_assert_not(scene.receipt.is_there);
}
