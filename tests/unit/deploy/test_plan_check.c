/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "sample_step.h"

TestSuite(plan_check, .timeout = 60);

/* What was warned of, one line behind the other. */
struct warned {
    char text[2000];
};

static void take_line(void *where, const char *text)
{
    struct warned *warned = where;
    strncat(warned->text, text, sizeof warned->text - strlen(warned->text) - 1);
}

/* A plan of one step that can be run, and what it was made of. */
struct scene {
    struct sample sample;
    struct artifact_set set;
    struct deploy_wish wish;
    struct plan plan;
    struct warned warned;
    struct log log;
    struct err e;
};

static struct scene *scene_new(enum plan_kind kind)
{
    struct scene *scene = mem_new(sizeof *scene);
    scene->sample = sample_of(kind);
    scene->set = (struct artifact_set){&scene->sample.file, 1};
    scene->wish = (struct deploy_wish){.set = &scene->set, .name = "Counter"};
    scene->sample.step.artifact = &scene->sample.file;
    scene->sample.step.item.gas_limit = 100000;
    scene->plan = (struct plan){
        .steps = &scene->sample.step,
        .n = 1,
        .block_gas_limit = 30000000,
        .cost = {.most = u256_of(1000)},
        .balance = u256_of(1000),
    };
    scene->log = (struct log){take_line, &scene->warned};
    return scene;
}

static void scene_free(struct scene *scene)
{
    rpc_error_done(&scene->sample.step.failure);
    sample_done(&scene->sample);
    mem_free(scene);
}
AUTO_POINTER(struct scene, scene_free);

static bool check(struct scene *scene)
{
    return plan_check(&scene->plan, &scene->wish, &scene->log, &scene->e);
}

static void expect(struct scene *scene, const char *text)
{
    cr_assert_not(check(scene));
    cr_assert_eq(scene->e.kind, ERR_REFUSED);
    cr_assert(strstr(scene->e.text, text) != NULL, "%s", scene->e.text);
}

Test(plan_check, it_can_be_run)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    cr_assert(check(scene), "%s", scene->e.text);
    cr_assert_str_eq(scene->warned.text, "");
}

Test(plan_check, one_wei_more_than_there_is)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    scene->plan.balance = u256_of(999);
    expect(scene, "balance of 0.000000000000000999 ETH");
}

Test(plan_check, the_ceiling_is_the_users)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    struct u256 ceiling = u256_of(1000);
    scene->wish.max_cost = &ceiling;
    cr_assert(check(scene), "%s", scene->e.text);
    ceiling = u256_of(999);
    expect(scene, "--max-cost");
}

Test(plan_check, a_reverted_simulation_says_why)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    scene->sample.step.failure = (struct rpc_error){
        .code = 3, .message = "execution reverted: too early", .is_revert = true};
    expect(scene, "too early");
    /* What is there already was not simulated for this. */
    scene->sample.step.state = PLAN_UNCHANGED;
    cr_assert(check(scene), "%s", scene->e.text);
}

Test(plan_check, gas_of_a_block_and_of_a_transaction)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    scene->sample.step.item.gas_limit = 16777216;
    cr_assert(check(scene) && scene->warned.text[0] == '\0');
    scene->sample.step.item.gas_limit = 16777217;
    cr_assert(check(scene), "%s", scene->e.text);
    cr_assert(strstr(scene->warned.text, "EIP-7825") != NULL);
    scene->sample.step.item.gas_limit = 30000001;
    expect(scene, "more than a block has (30000000)");
}

/* Less than it takes is paid for, and reverted. */
Test(plan_check, gas_that_is_given)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    struct plan_step *step = &scene->plan.steps[0];
    step->gas_from = PLAN_GAS_GIVEN;
    step->gas = 100000;
    step->item.gas_limit = 100000;
    cr_assert(check(scene), "%s", scene->e.text);
    step->item.gas_limit = 99999;
    cr_assert_not(check(scene));
    cr_assert_eq(scene->e.kind, ERR_REFUSED);
    cr_assert(strstr(scene->e.text, "more than --gas-limit 99999") != NULL);
    step->gas_from = PLAN_GAS_COMPUTED;
    cr_assert(check(scene), "%s", scene->e.text);
    step->gas_from = PLAN_GAS_GIVEN;
    step->item.gas_limit = 20999;
    cr_assert_not(check(scene));
    cr_assert_eq(scene->e.kind, ERR_USAGE);
}

Test(plan_check, runtime_code_as_simulated)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    struct buf *simulated = &scene->sample.step.simulated;
    buf_done(simulated);
    *simulated = buf_start(ARTIFACT_CODE_MAX);
    buf_repeat(simulated, 'x', 24576);
    cr_assert(check(scene), "%s", scene->e.text);
    buf_repeat(simulated, 'x', 1);
    expect(scene, "24577 bytes of runtime code, a contract has at most 24576");
}

Test(plan_check, create2_needs_its_deployer)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE2);
    scene->plan.deployer.state = PLAN_DEPLOYER_ABSENT;
    expect(scene, "no deterministic deployer, through which");
    cr_assert(strstr(scene->e.hint, "--deploy-deployer") != NULL);
    scene->plan.deployer.state = PLAN_DEPLOYER_OTHER;
    expect(scene, "other code is at its address");
    scene->plan.deployer.state = PLAN_DEPLOYER_USED;
    expect(scene, "can have none");
    scene->plan.deployer.state = PLAN_DEPLOYER_TO_DO;
    scene->plan.cost.fee.base_fee = u256_of(UINT64_C(100000000000));
    cr_assert(check(scene), "%s", scene->e.text);
    scene->plan.cost.fee.base_fee = u256_of(UINT64_C(100000000001));
    expect(scene, "pays 100 gwei for a unit of gas, the chain asks 100.000000001");
}

Test(plan_check, create2_and_who_creates)
{
    struct abi_item owner = {.kind = ABI_ITEM_FUNCTION, .name = text_dup(text_of("owner"))};
    const struct create_salt salt = {{0}};
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE2);
    scene->wish.salt = &salt;
    cr_assert(check(scene) && scene->warned.text[0] == '\0');
    scene->sample.file.artifact.abi = (struct abi){&owner, 1};
    scene->sample.file.artifact.has_abi = true;
    cr_assert(check(scene));
    cr_assert(strstr(scene->warned.text, "has an owner") != NULL);
    scene->sample.file.artifact.abi = (struct abi){0};
    scene->warned.text[0] = '\0';
    scene->plan.depends_on_maker = true;
    cr_assert(check(scene));
    cr_assert(strstr(scene->warned.text, "looks at its creator") != NULL);
    abi_item_done(&owner);
}

Test(plan_check, sizes_before_anything_is_asked)
{
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    struct artifact *artifact = &scene->sample.file.artifact;
    AUTO(mem_freep) uint8_t *arguments = mem_new(ARTIFACT_INIT_MAX);
    cr_assert(wish_check(&scene->wish, &scene->e), "%s", scene->e.text);
    const size_t room = ARTIFACT_INIT_MAX - artifact->init.n;
    scene->wish.arguments = bytes_of(arguments, room);
    cr_assert(wish_check(&scene->wish, &scene->e), "%s", scene->e.text);
    scene->wish.arguments = bytes_of(arguments, room + 1);
    cr_assert_not(wish_check(&scene->wish, &scene->e));
    cr_assert(strstr(scene->e.text, "EIP-3860") != NULL);
    scene->wish.arguments = bytes_of(NULL, 0);
    const size_t n = artifact->runtime.n;
    artifact->runtime.n = ARTIFACT_RUNTIME_MAX + 1;
    cr_assert_not(wish_check(&scene->wish, &scene->e));
    cr_assert_eq(scene->e.kind, ERR_REFUSED);
    cr_assert(strstr(scene->e.text, "EIP-170") != NULL);
    artifact->runtime.n = n;
}

Test(plan_check, value_for_whom_it_is)
{
    struct abi_item constructor = {.kind = ABI_ITEM_CONSTRUCTOR};
    struct deploy_proxy proxy = {.is_payable = true};
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    struct artifact *artifact = &scene->sample.file.artifact;
    scene->wish.value = u256_of(1);
    cr_assert(wish_check(&scene->wish, &scene->e), "without an ABI nothing is known");
    artifact->abi = (struct abi){&constructor, 1};
    artifact->has_abi = true;
    cr_assert_not(wish_check(&scene->wish, &scene->e));
    cr_assert_eq(scene->e.kind, ERR_USAGE);
    scene->wish.proxy = &proxy;
    cr_assert(wish_check(&scene->wish, &scene->e), "%s", scene->e.text);
    proxy.is_payable = false;
    cr_assert_not(wish_check(&scene->wish, &scene->e));
    scene->wish.proxy = NULL;
    constructor.mutability = ABI_PAYABLE;
    cr_assert(wish_check(&scene->wish, &scene->e), "%s", scene->e.text);
    artifact->abi = (struct abi){0};
}

/* What the chain takes beside gas and does not say: a warning, and no ceiling. */
Test(plan_check, fees_that_are_not_known)
{
    const struct u256 most = u256_of(1000);
    AUTO(scene_freep) struct scene *scene = scene_new(PLAN_CREATE);
    scene->plan.cost.l1_known = L1_UNKNOWN;
    cr_assert(check(scene), "%s", scene->e.text);
    cr_assert(strstr(scene->warned.text, "does not say what it takes") != NULL);
    scene->wish.max_cost = &most;
    cr_assert_not(check(scene));
    cr_assert_eq(scene->e.kind, ERR_REFUSED);
    cr_assert(strstr(scene->e.text, "--max-cost cannot be held") != NULL);
    scene->wish.is_free = true;
    cr_assert(check(scene), "others pay: %s", scene->e.text);
}
