/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "deploy/upgrade_step.h"
#include "rpc/canned_node.h"
#include "sample_step.h"

TestSuite(upgrade_try, .timeout = 60);

enum { LIBRARY, IMPLEMENTATION, UPGRADE, STEPS };

#define CALL "eth_call"
#define GAS  "eth_estimateGas"

#define NEXT  "3333333333333333333333333333333333333333"
#define NOW   "1111111111111111111111111111111111111111"
#define OTHER "4444444444444444444444444444444444444444"
#define PROXY "2222222222222222222222222222222222222222"
/* `cast sig 'proxiableUUID()'`; the slot that it names. */
#define ASKS_UUID "52d1902d"
#define UUID      "360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"
/* Of upgradeToAndCall(address,bytes). */
#define UPGRADES   "4f1ef286"
#define SLOT(tail) RESULT("\"0x000000000000000000000000" tail "\"")
#define NOTHING    RESULT("\"0x\"")
#define REVERT     REFUSED("3", "execution reverted")
/* What the stand-in answers: the gas of the last call, and what that returned. */
#define USED "000000000000000000000000000000000000000000000000000000000000a000"

/* What the node says of the new implementation. */
#define CODE(said)   {"eth_getCode", NEXT, .answer = (said)}
#define BEHIND(tail) {"eth_getStorageAt", PROXY, .answer = SLOT(tail)}
#define SAYS(said)   {CALL, ASKS_UUID, .answer = (said)}
#define DOES(said)   {CALL, UPGRADES, .answer = (said)}
#define TAKES(said)  {GAS, .answer = (said)}
/* Behind the block that it comes in. */
#define IS_THERE                                                                                   \
    CODE(RESULT("\"0x6001\"")), SAYS(RESULT("\"0x" UUID "\"")), DOES(NOTHING),                     \
        TAKES(RESULT("\"0x9000\""))

/* A proxy that is to be upgraded to what comes with a library. */
struct scene {
    struct sample sample;
    struct artifact_set set;
    struct deploy_wish wish;
    struct plan_step steps[STEPS];
    struct step_answers each[STEPS];
    struct plan_answers answers;
    struct plan plan;
    struct sender sender;
    struct err e;
};

static struct buf buf_of_hex(const char *hex)
{
    struct buf out = buf_start(KIB);
    const size_t n = strlen(hex) / 2;
    cr_assert(hex_decode(text_of(hex), buf_extend(&out, n), n));
    return out;
}

static struct eth_address address_of(const char *hex)
{
    struct eth_address out;
    cr_assert(hex_decode(text_of(hex), out.at, sizeof out.at));
    return out;
}

static void fill(struct scene *scene, size_t at, const char *address, const char *calldata)
{
    static char name[] = "Gate";
    struct plan_step *step = &scene->steps[at];
    step->name = name;
    step->kind = PLAN_CREATE;
    step->state = PLAN_UNCHANGED;
    step->artifact = &scene->sample.file;
    step->address = address_of(address);
    step->calldata = buf_of_hex(calldata);
    step->item = (struct sender_item){
        .is_creation = true,
        .nonce = at,
        .data = buf_view(&step->calldata),
        .gas_limit = 0x9000,
    };
}

/* The library, and what needs it. */
static struct scene *scene_new(enum plan_state library, enum plan_state implementation)
{
    struct scene *scene = mem_new(sizeof *scene);
    struct plan_step *upgrade = &scene->steps[UPGRADE];
    scene->sample = sample_of(PLAN_CREATE);
    scene->set = (struct artifact_set){&scene->sample.file, 1};
    scene->wish = (struct deploy_wish){.set = &scene->set, .name = "Gate"};
    fill(scene, LIBRARY, OTHER, "6002");
    fill(scene, IMPLEMENTATION, NEXT, "6001");
    fill(scene, UPGRADE, PROXY, UPGRADES);
    scene->steps[LIBRARY].state = library;
    scene->steps[IMPLEMENTATION].state = implementation;
    upgrade->kind = PLAN_UPGRADE;
    upgrade->state = PLAN_TO_DO;
    upgrade->proxy_of = &scene->steps[IMPLEMENTATION];
    upgrade->item.is_creation = false;
    upgrade->item.to = upgrade->address;
    scene->plan = (struct plan){
        .steps = scene->steps,
        .n = STEPS,
        .account = {{0x55}},
        .upgrade = {.way = UPGRADE_CALL, .before = address_of(NOW)},
    };
    scene->answers = (struct plan_answers){.steps = scene->each, .n = STEPS};
    return scene;
}

static void scene_free(struct scene *scene)
{
    for (size_t i = 0; i < STEPS; i++) {
        buf_done(&scene->steps[i].calldata);
        rpc_error_done(&scene->steps[i].failure);
    }
    rpc_free(scene->sender.rpc);
    sample_done(&scene->sample);
    mem_free(scene);
}
AUTO_POINTER(struct scene, scene_free);

/* As a plan is made, and then whether it can be run. */
static bool plan_against(struct scene *scene, const struct canned_rule *rules)
{
    const struct plan_making making = {&scene->plan, &scene->wish, &scene->answers, &scene->sender};
    canned_node(rules);
    scene->sender.rpc = canned_rpc();
    cr_assert(upgrade_simulate(&making, &scene->e), "%s", scene->e.text);
    return upgrade_check(&scene->plan, &scene->wish, &scene->e);
}

/* Before it is sent, with all that it needs mined. */
static bool try_against(struct scene *scene, const struct canned_rule *rules)
{
    canned_node(rules);
    scene->sender.rpc = canned_rpc();
    return upgrade_try(&scene->plan, &scene->wish, scene->sender.rpc, &scene->e);
}

static void failed(const struct scene *scene, enum err_kind kind, const char *text)
{
    cr_assert_eq(scene->e.kind, kind, "%s", scene->e.text);
    cr_assert_not_null(strstr(scene->e.text, text), "%s", scene->e.text);
}

Test(upgrade_try, what_is_there_is_asked)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_UNCHANGED, PLAN_UNCHANGED);
    cr_assert(plan_against(scene, RULES(BEHIND(NOW), IS_THERE)), "%s", scene->e.text);
    cr_assert(scene->plan.upgrade.was_simulated);
    cr_assert_eq(scene->plan.upgrade.fit, UPGRADE_FITS);
    cr_assert_eq(scene->each[UPGRADE].gas, 0x9000);
    cr_assert_eq(canned_requests(), 1);
}

Test(upgrade_try, what_is_there_and_no_good_is_refused)
{
    AUTO(scene_freep) struct scene *last = scene_new(PLAN_UNCHANGED, PLAN_UNCHANGED);
    AUTO(scene_freep) struct scene *reverted = scene_new(PLAN_UNCHANGED, PLAN_UNCHANGED);
    cr_assert_not(plan_against(last, RULES(SAYS(NOTHING), BEHIND(NOW), IS_THERE)));
    failed(last, ERR_REFUSED, "no proxiableUUID()");
    cr_assert_not(plan_against(reverted, RULES(DOES(REVERT), BEHIND(NOW), IS_THERE)));
    failed(reverted, ERR_REFUSED, "cannot be upgraded");
}

/* A run before this one has sent it. While this one asks, it comes in a block: each answer is from
 * before or from behind that, and whatever they are together says nothing against the upgrade. */
Test(upgrade_try, what_is_on_its_way_is_not_judged)
{
    static const struct {
        const char *before, *behind;
    } answers[] = {
        {NOTHING, RESULT("\"0x6001\"")},
        {NOTHING, RESULT("\"0x" UUID "\"")},
        {REVERT, NOTHING},
        {REVERT, RESULT("\"0x9000\"")},
    };
    const char *said[COUNT(answers)];
    for (unsigned mix = 0; mix < 1U << COUNT(answers); mix++) {
        AUTO(scene_freep) struct scene *scene = scene_new(PLAN_UNCHANGED, PLAN_PENDING);
        for (size_t i = 0; i < COUNT(answers); i++) {
            said[i] = (mix & 1U << i) != 0 ? answers[i].behind : answers[i].before;
        }
        cr_assert(plan_against(scene, RULES(BEHIND(NOW), CODE(said[0]), SAYS(said[1]),
                                            DOES(said[2]), TAKES(said[3]))),
                  "mix %u: %s", mix, scene->e.text);
        cr_assert_not(scene->plan.upgrade.was_simulated, "mix %u", mix);
        cr_assert_eq(scene->plan.upgrade.fit, UPGRADE_FIT_UNKNOWN, "mix %u", mix);
        cr_assert_eq(scene->steps[UPGRADE].failure.code, 0, "mix %u", mix);
        cr_assert_eq(scene->each[UPGRADE].gas, 0, "mix %u", mix);
        /* It is, when it is mined. */
        scene->steps[IMPLEMENTATION].state = PLAN_UNCHANGED;
        rpc_free(scene->sender.rpc);
        cr_assert(try_against(scene, RULES(BEHIND(NOW), IS_THERE)), "mix %u: %s", mix,
                  scene->e.text);
        cr_assert(scene->plan.upgrade.was_simulated);
    }
}

/* The stand-in makes what is to do, and not what is on its way: an upgrade that needs that would be
 * reverted, as long as it is not there. */
Test(upgrade_try, what_needs_something_on_its_way_is_not_judged)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_PENDING, PLAN_TO_DO);
    cr_assert(
        plan_against(scene, RULES(DOES(REVERT), {CALL, .answer = RESULT("\"0x" USED UUID "\"")})),
        "%s", scene->e.text);
    cr_assert_not(scene->plan.upgrade.was_simulated);
}

Test(upgrade_try, what_is_to_do_is_done_by_the_stand_in)
{
    AUTO(scene_freep) struct scene *good = scene_new(PLAN_TO_DO, PLAN_TO_DO);
    AUTO(scene_freep) struct scene *bad = scene_new(PLAN_TO_DO, PLAN_TO_DO);
    AUTO(scene_freep) struct scene *plain = scene_new(PLAN_TO_DO, PLAN_TO_DO);
    const struct canned_rule uuid = {CALL, ASKS_UUID, .answer = RESULT("\"0x" USED UUID "\"")};
    cr_assert(plan_against(good, RULES(uuid, DOES(RESULT("\"0x" USED "\"")))), "%s", good->e.text);
    cr_assert(good->plan.upgrade.was_simulated && good->plan.upgrade.fit == UPGRADE_FITS);
    cr_assert_gt(good->each[UPGRADE].gas, 0xa000);
    cr_assert_not(plan_against(bad, RULES(uuid, DOES(REVERT))));
    failed(bad, ERR_REFUSED, "cannot be upgraded");
    /* A node that takes no code in the place of the account's. */
    cr_assert(plan_against(plain, RULES({CALL, .answer = NOTHING})), "%s", plain->e.text);
    cr_assert_not(plain->plan.upgrade.was_simulated);
}

Test(upgrade_try, what_has_changed_before_it_is_sent)
{
    static const struct canned_rule node[] = {BEHIND(NOW), IS_THERE};
    const struct {
        struct canned_rule other;
        enum err_kind kind;
        const char *text;
    } cases[] = {
        {BEHIND(OTHER), ERR_CONFLICT, "upgraded by somebody else"},
        {SAYS(NOTHING), ERR_REFUSED, "no proxiableUUID()"},
        {DOES(REVERT), ERR_REFUSED, "cannot be upgraded"},
        {DOES(REFUSED("-32601", "the method is not available")), ERR_SERVICE, "not simulate"},
        {CODE(NOTHING), ERR_SERVICE, "not simulate"},
        {TAKES(RESULT("\"0x9001\"")), ERR_REFUSED, "more than the 36864 that were planned"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(scene_freep) struct scene *scene = scene_new(PLAN_UNCHANGED, PLAN_UNCHANGED);
        cr_assert_not(
            try_against(scene, RULES(cases[i].other, node[0], node[1], node[2], node[3], node[4])),
            "%zu", i);
        failed(scene, cases[i].kind, cases[i].text);
    }
}
