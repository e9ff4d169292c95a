/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_file.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"
#include "base/mem.h"
#include "document.h"

/* Arguments of cast abi-encode, hashes of cast keccak, addresses of cast compute-address and cast
 * create2. */
#define INIT "6001600055"
#define ARGUMENTS                                                                                  \
    "0000000000000000000000000000000000000000000000000000000000000007"                             \
    "0000000000000000000000000000000000000000000000000000000000000040"                             \
    "00000000000000000000000070997970c51812dc3a010c7d01b50e0d17dc79c8"                             \
    "0000000000000000000000000000000000000000000000000000000000000040"                             \
    "0000000000000000000000000000000000000000000000000000000000000002"                             \
    "6869000000000000000000000000000000000000000000000000000000000000"
#define SALT    "0000000000000000000000000000000000000000000000000000000000000007"
#define H1      "0x1111111111111111111111111111111111111111111111111111111111111111"
#define H2      "0x2222222222222222222222222222222222222222222222222222222222222222"
#define SIMPLE  "0x7efcce47028dabcb0d42f3a7eda8820bf6f7f4e618398c2547d52f703cafb073"
#define ACCOUNT "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
#define OTHER   "0x70997970C51812dc3A010C7d01b50e0d17dc79C8"
#define FIRST   "0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9"
#define SECOND  "0x87e2143888F3e49330C780e11F93239387Ca3A65"

static const char document[] =
    "{\n"
    "  \"schema\": \"phala.plan/1\",\n"
    "  \"chain_id\": \"2035\",\n"
    "  \"genesis\": \"" H1 "\",\n"
    "  \"account\": \"" ACCOUNT "\",\n"
    "  \"max_cost\": \"1000\",\n"
    "  \"cost_max\": \"900\",\n"
    "  \"cost_likely\": \"400\",\n"
    "  \"max_fee\": \"20\",\n"
    "  \"priority_fee\": \"1\",\n"
    "  \"base_fee\": \"9\",\n"
    "  \"l1_fee\": null,\n"
    "  \"deployer_funds\": null,\n"
    "  \"steps\": [\n"
    "    {\n"
    "      \"name\": \"Texts\",\n"
    "      \"kind\": \"create\",\n"
    "      \"state\": \"to do\",\n"
    "      \"artifact\": null,\n"
    "      \"artifact_sha256\": "
    "\"0x0000000000000000000000000000000000000000000000000000000000000000\",\n"
    "      \"constructor\": \"constructor()\",\n"
    "      \"arguments\": [],\n"
    "      \"init_code_hash\": \"" SIMPLE "\",\n"
    "      \"calldata_hash\": \"" SIMPLE "\",\n"
    "      \"salt\": null,\n"
    "      \"address\": \"" FIRST "\",\n"
    "      \"gas\": \"60000\",\n"
    "      \"value\": \"0\"\n"
    "    },\n"
    "    {\n"
    "      \"name\": \"Counter\",\n"
    "      \"kind\": \"create2\",\n"
    "      \"state\": \"to do\",\n"
    "      \"artifact\": \"out/Counter.json\",\n"
    "      \"artifact_sha256\": \"" H2 "\",\n"
    "      \"constructor\": \"constructor(uint256,(address,string))\",\n"
    "      \"arguments\": [{\"name\":\"start\",\"type\":\"uint256\",\"value\":\"7\"},"
    "{\"name\":\"who\",\"type\":\"(address,string)\",\"value\":[\"" OTHER "\",\"hi\"]}],\n"
    "      \"init_code_hash\": "
    "\"0x8a9555055e67af6b99866fb7257563a0ea70353bc66399b42598db234bbb4beb\",\n"
    "      \"calldata_hash\": "
    "\"0x9033a53ac5a72135e18db5e0a866e1d4741595e918b79850f39a61b58f4e547e\",\n"
    "      \"salt\": \"0x" SALT "\",\n"
    "      \"address\": \"" SECOND "\",\n"
    "      \"gas\": \"70000\",\n"
    "      \"value\": \"5\"\n"
    "    }\n"
    "  ]\n"
    "}\n";

/* The plan that the document is of. */
struct made {
    struct plan plan;
    struct artifact_file artifact;
};

static struct buf unhex(const char *hex)
{
    struct buf out = buf_start(KIB);
    const size_t n = strlen(hex) / 2;
    cr_assert(n == 0 || hex_decode(text_of(hex), buf_extend(&out, n), n));
    return out;
}

static void set(void *at, const char *hex, size_t n)
{
    cr_assert(hex_decode(text_of(hex + 2), at, n));
}

static struct plan_step step_of(const char *name, const char *constructor, const char *arguments,
                                const char *init_code, const char *calldata)
{
    return (struct plan_step){
        .name = text_dup(text_of(name)),
        .constructor = text_dup(text_of(constructor)),
        .arguments = unhex(arguments),
        .init_code = unhex(init_code),
        .calldata = unhex(calldata),
    };
}

static void made_done(struct made *made)
{
    for (size_t i = 0; i < made->plan.n; i++) {
        struct plan_step *step = &made->plan.steps[i];
        mem_free(step->name);
        mem_free(step->constructor);
        buf_done(&step->arguments);
        buf_done(&step->init_code);
        buf_done(&step->calldata);
    }
    mem_free(made->plan.steps);
    abi_done(&made->artifact.artifact.abi);
}

static void read_abi(struct artifact *out)
{
    static const char abi[] =
        "[{\"type\":\"constructor\",\"stateMutability\":\"nonpayable\",\"inputs\":["
        "{\"name\":\"start\",\"type\":\"uint256\"},{\"name\":\"who\",\"type\":\"tuple\","
        "\"components\":[{\"name\":\"\",\"type\":\"address\"},{\"name\":\"\",\"type\":"
        "\"string\"}]}]}]";
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of(abi)), &e);
    cr_assert(json != NULL && abi_from_json(json_root(json), &out->abi, &e), "%s", e.text);
    out->has_abi = true;
}

static void make(struct made *out)
{
    static char path[] = "out/Counter.json";
    *out = (struct made){
        .plan = {.chain_id = 2035,
                 .n = 2,
                 .cost = {.fee = {.kind = TRANSACTION_EIP1559,
                                  .max_fee = u256_of(20),
                                  .priority_fee = u256_of(1),
                                  .base_fee = u256_of(9)},
                          .most = u256_of(900),
                          .likely = u256_of(400)}},
        .artifact = {.path = path},
    };
    struct plan *plan = &out->plan;
    read_abi(&out->artifact.artifact);
    set(plan->genesis.at, H1, sizeof plan->genesis.at);
    set(plan->account.at, ACCOUNT, sizeof plan->account.at);
    set(out->artifact.digest.at, H2, sizeof out->artifact.digest.at);
    plan->steps = mem_array(plan->n, sizeof *plan->steps);
    plan->steps[0] = step_of("Texts", "constructor()", "", INIT, INIT);
    plan->steps[0].gas = 60000;
    set(plan->steps[0].address.at, FIRST, ETH_ADDRESS_SIZE);
    plan->steps[1] = step_of("Counter", "constructor(uint256,(address,string))", ARGUMENTS,
                             INIT ARGUMENTS, SALT INIT ARGUMENTS);
    plan->steps[1].kind = PLAN_CREATE2;
    plan->steps[1].artifact = &out->artifact;
    plan->steps[1].salt.at[31] = 7;
    plan->steps[1].gas = 70000;
    plan->steps[1].item.value = u256_of(5);
    set(plan->steps[1].address.at, SECOND, ETH_ADDRESS_SIZE);
}

static bool accept(struct bytes json, struct err *e)
{
    AUTO(plan_file_done) struct plan_file file = {0};
    return plan_file_parse(json, &file, e);
}

static void expect_formatted(const struct plan_file *file)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    plan_file_format(file, &json);
    cr_expect(text_is(buf_view_text(&json), document), "%.*s", TEXT_ARG(buf_view_text(&json)));
}

Test(plan_file, of_a_plan)
{
    const struct u256 max_cost = u256_of(1000);
    struct err e = {0};
    AUTO(made_done) struct made made;
    AUTO(plan_file_done) struct plan_file file = {0};
    make(&made);
    cr_assert(plan_file_of(&made.plan, &max_cost, &file, &e), "%s", e.text);
    expect_formatted(&file);
}

/* Of an upgrade the arguments are those of what is called. */
Test(plan_file, of_an_upgrade)
{
    struct err e = {0};
    AUTO(made_done) struct made made;
    AUTO(plan_file_done) struct plan_file file = {0};
    AUTO(plan_file_done) struct plan_file again = {0};
    AUTO(buf_done) struct buf json = buf_start(MIB);
    make(&made);
    struct plan_step *step = &made.plan.steps[0];
    mem_free(step->constructor);
    step->constructor = text_dup(text_of("upgradeTo(address newImplementation)"));
    step->kind = PLAN_UPGRADE;
    buf_repeat(&step->arguments, '\0', ABI_WORD);
    cr_assert(plan_file_of(&made.plan, NULL, &file, &e), "%s", e.text);
    cr_assert_str_eq(file.steps[0].arguments,
                     "[{\"name\":\"newImplementation\",\"type\":\"address\",\"value\":"
                     "\"0x0000000000000000000000000000000000000000\"}]");
    plan_file_format(&file, &json);
    cr_assert(plan_file_parse(buf_view(&json), &again, &e), "%s", e.text);
    cr_assert_eq(again.steps[0].kind, PLAN_UPGRADE);
}

Test(plan_file, is_written_as_it_was_read)
{
    struct err e = {0};
    AUTO(plan_file_done) struct plan_file file = {0};
    cr_assert(plan_file_parse(text_bytes(text_of(document)), &file, &e), "%s", e.text);
    expect_formatted(&file);
}

Test(plan_file, cut_or_longer)
{
    document_cuts(document, accept);
}

Test(plan_file, refusals)
{
    static const struct document_case cases[] = {
        {"plan/1", "plan/2", "member 'schema' is not phala.plan/1"},
        {"\"2035\"", "2035", "member 'chain_id' is not a decimal number"},
        {"\"genesis\"", "\"x\": 1, \"genesis\"", "there is no member 'x'"},
        {"\"account\": \"" ACCOUNT "\"", "\"account\": null", "member 'account' is not an address"},
        {"\"max_cost\": \"1000\"", "\"max_cost\": 1000", "member 'max_cost' is not a decimal"},
        {"\"max_cost\": \"1000\",", "", "member 'max_cost' is absent"},
        {"\"cost_max\": \"900\"", "\"cost_max\": \"-1\"", "member 'cost_max' is not"},
        {"\"base_fee\": \"9\"", "\"base_fee\": \"1e3\"", "member 'base_fee' is not"},
        {"\"l1_fee\": null", "\"l1_fee\": \"\"", "member 'l1_fee' is not"},
        {"\"deployer_funds\": null", "\"deployer_funds\": true", "member 'deployer_funds' is not"},
        {"\"deployer_funds\": null,", "", "member 'deployer_funds' is absent"},
        {"\"steps\": [", "\"steps\": [], \"x\": [", "member 'steps' is not an array of 1 to 256"},
        {"\"name\": \"Texts\"", "\"name\": \"\"", "step 1: member 'name' is not a text"},
        {"\"kind\": \"create\"", "\"kind\": \"call\"", "step 1: member 'kind' is not one of"},
        {"\"kind\": \"create\"", "\"kind\": \"create2\"", "step 1: member 'salt' is not 0x"},
        {"\"kind\": \"create2\"", "\"kind\": \"create\"", "step 2: member 'salt' is not null"},
        {"\"state\": \"to do\"", "\"state\": \"done\"", "step 1: member 'state' is not one of"},
        {"\"artifact\": null", "\"artifact\": 1", "step 1: member 'artifact' is not a text"},
        {"\"constructor\": \"constructor()\",", "", "step 1: member 'constructor' is absent"},
        {"\"arguments\": []", "\"arguments\": {}", "step 1: member 'arguments' is not an array"},
        {"\"arguments\": []", "\"arguments\": [1.5]", "step 1: canonical JSON"},
        {"\"init_code_hash\": \"0x7e", "\"init_code_hash\": \"0x7E",
         "step 1: member 'init_code_hash' is not"},
        {"\"calldata_hash\": \"0x7e", "\"calldata_hash\": \"7e",
         "step 1: member 'calldata_hash' is not"},
        {"\"gas\": \"60000\"", "\"gas\": \"x\"", "step 1: member 'gas' is not"},
        {"\"value\": \"0\"", "\"value\": \"0\", \"x\": 1", "step 1: there is no member 'x'"},
        {"\"value\": \"0\"", "\"values\": \"0\"", "step 1: member 'value' is absent"},
    };
    document_refusals(document, accept, cases, COUNT(cases));
}

/* Compares the document, changed in one place, with the plan. */
static bool compare(const struct plan *plan, const char *from, const char *to, struct err *e)
{
    AUTO(plan_file_done) struct plan_file file = {0};
    AUTO(buf_done) struct buf json = document_with(document, from, to);
    cr_assert(plan_file_parse(buf_view(&json), &file, e), "%s", e->text);
    return plan_file_compare(&file, plan, e);
}

Test(plan_file, differences)
{
    static const struct document_case cases[] = {
        {"\"2035\"", "\"2036\"", "the chain id is 2036 in the plan file, and 2035 now"},
        {H1, H2, "the hash of the chain's first block is " H2 " in the plan file, and " H1},
        {ACCOUNT, OTHER, "the account is " OTHER " in the plan file, and " ACCOUNT " now"},
        {"\"Texts\"", "\"Text\"", "step 'Text': the name is Text in the plan file, and Texts now"},
        {"\"artifact_sha256\": \"0x00", "\"artifact_sha256\": \"0x01",
         "step 'Texts': the artifact's SHA-256 is 0x01"},
        {"\"constructor()\"", "\"constructor(bool)\"",
         "step 'Texts': the constructor is constructor(bool) in the plan file, and constructor()"},
        {"\"arguments\": []", "\"arguments\": [\"\"]",
         "step 'Texts': arguments is [\"\"] in the plan file, and [] now"},
        {"\"init_code_hash\": \"0x7e", "\"init_code_hash\": \"0x7f",
         "step 'Texts': the init code's hash is 0x7f"},
        {"\"calldata_hash\": \"0x7e", "\"calldata_hash\": \"0x7f",
         "step 'Texts': the calldata's hash is 0x7f"},
        {"\"salt\": \"0x00", "\"salt\": \"0x01", "step 'Counter': the salt is 0x01"},
        {FIRST, OTHER, "step 'Texts': the address is " OTHER " in the plan file, and " FIRST},
        {"\"state\": \"to do\"", "\"state\": \"unchanged\"",
         "step 'Texts': the contract is there already in the plan file, and to be deployed now"},
        {"\"value\": \"5\"", "\"value\": \"6\"",
         "step 'Counter': the value is 6 in the plan file, and 5 now"},
    };
    AUTO(made_done) struct made made;
    make(&made);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        cr_expect_not(compare(&made.plan, cases[i].from, cases[i].to, &e), "%s", cases[i].why);
        cr_expect_eq(e.kind, ERR_CONFLICT, "%s", cases[i].why);
        cr_expect(text_starts(text_of(e.text), cases[i].why), "'%s' is not '%s'", e.text,
                  cases[i].why);
    }
}

Test(plan_file, another_way_to_deploy)
{
    struct err e = {0};
    AUTO(made_done) struct made made;
    make(&made);
    made.plan.steps[0].kind = PLAN_CREATE2;
    cr_expect_not(compare(&made.plan, "{", "{", &e));
    cr_expect_str_eq(
        e.text, "step 'Texts': the way to deploy it is CREATE in the plan file, and CREATE2 now");
}

Test(plan_file, a_deployer_that_was_not_to_be_made)
{
    struct err e = {0};
    AUTO(made_done) struct made made;
    make(&made);
    made.plan.deployer.state = PLAN_DEPLOYER_TO_DO;
    made.plan.deployer.funding.value = u256_of(6);
    cr_expect_not(compare(&made.plan, "{", "{", &e));
    cr_expect_str_eq(e.text, "the deterministic deployer is there already in the plan file, and to "
                             "be made now");
    cr_expect(compare(&made.plan, "\"deployer_funds\": null", "\"deployer_funds\": \"7\"", &e),
              "%s", e.text);
}

Test(plan_file, another_number_of_steps)
{
    struct err e = {0};
    AUTO(made_done) struct made made;
    make(&made);
    made.plan.n = 1;
    cr_expect_not(compare(&made.plan, "{", "{", &e));
    cr_expect_str_eq(e.text, "the number of steps is 2 in the plan file, and 1 now");
    made.plan.n = 2;
}

/* What may be otherwise: fees, gas, where the artifact is, what has been done meanwhile. */
Test(plan_file, what_does_not_matter)
{
    static const struct document_case cases[] = {
        {"{", "{", NULL},
        {"\"gas\": \"60000\"", "\"gas\": \"1\"", NULL},
        {"\"max_fee\": \"20\"", "\"max_fee\": \"1\"", NULL},
        {"\"base_fee\": \"9\"", "\"base_fee\": \"1\"", NULL},
        {"\"cost_max\": \"900\"", "\"cost_max\": \"1\"", NULL},
        {"\"l1_fee\": null", "\"l1_fee\": \"1\"", NULL},
        {"\"deployer_funds\": null", "\"deployer_funds\": \"7\"", NULL},
        {"\"max_cost\": \"1000\"", "\"max_cost\": \"900\"", NULL},
        {"\"max_cost\": \"1000\"", "\"max_cost\": null", NULL},
        {"out/Counter.json", "/elsewhere/Counter.json", NULL},
        {"\"state\": \"to do\"", "\"state\": \"pending\"", NULL},
    };
    AUTO(made_done) struct made made;
    make(&made);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = {0};
        cr_expect(compare(&made.plan, cases[i].from, cases[i].to, &e), "%s: %s", cases[i].to,
                  e.text);
    }
    struct err e = {0};
    made.plan.steps[0].state = PLAN_PENDING;
    cr_expect(compare(&made.plan, "{", "{", &e), "%s", e.text);
    made.plan.steps[0].state = PLAN_UNCHANGED;
    buf_clear(&made.plan.steps[0].calldata);
    cr_expect(compare(&made.plan, "{", "{", &e), "nothing is sent for it: %s", e.text);
}

Test(plan_file, costs_more_than_was_allowed)
{
    struct err e = {0};
    AUTO(made_done) struct made made;
    make(&made);
    cr_expect_not(compare(&made.plan, "\"max_cost\": \"1000\"", "\"max_cost\": \"899\"", &e));
    cr_expect_eq(e.kind, ERR_REFUSED);
    cr_expect_str_eq(e.text, "it may cost 900 wei now, the plan file allows 899");
}

Test(plan_file, arguments_that_are_none)
{
    struct err e = {0};
    AUTO(made_done) struct made made;
    AUTO(plan_file_done) struct plan_file file = {0};
    make(&made);
    buf_add(&made.plan.steps[0].arguments, bytes_of("x", 1));
    cr_expect_not(plan_file_of(&made.plan, NULL, &file, &e));
    cr_expect_eq(e.kind, ERR_INTERNAL);
    cr_expect_str_eq(e.text,
                     "step 'Texts': arguments: 1 bytes of the arguments belong to no value");
}
