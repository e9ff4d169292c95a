/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/safe_batch.h"

#include <criterion/criterion.h>
#include <string.h>

#include "deploy/upgrade.h"

/* The checksum is of a few lines of JavaScript that do what Safe's builder does (tx-builder,
 * checksum.ts), with cast keccak. */
static const char document[] =
    "{\n"
    "  \"version\": \"1.0\",\n"
    "  \"chainId\": \"2035\",\n"
    "  \"createdAt\": 1761326849944,\n"
    "  \"meta\": {\n"
    "    \"name\": \"deploy Counter\",\n"
    "    \"description\": \"made by \\\"phala\\\" \u2014 \u00e9\",\n"
    "    \"txBuilderVersion\": \"1.18.2\",\n"
    "    \"createdFromSafeAddress\": \"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9\",\n"
    "    \"createdFromOwnerAddress\": \"\",\n"
    "    \"checksum\": \"0x64cb8ba38a70b96f084a9921d92b8dbedd82d6b631f0f999089881efdfc0c923\"\n"
    "  },\n"
    "  \"transactions\": [\n"
    "    {\n"
    "      \"to\": \"0x4e59b44847b379578588920cA78FbF26c0B4956C\",\n"
    "      \"value\": \"5\",\n"
    "      \"data\": "
    "\"0x00000000000000000000000000000000000000000000000000000000000000076001600055\",\n"
    "      \"contractMethod\": null,\n"
    "      \"contractInputsValues\": null\n"
    "    },\n"
    "    {\n"
    "      \"to\": \"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\",\n"
    "      \"value\": \"0\",\n"
    "      \"data\": \"0xabcdef01\",\n"
    "      \"contractMethod\": {\n"
    "        \"inputs\": [\n"
    "          {\n"
    "            \"name\": \"n\",\n"
    "            \"internalType\": \"uint256\",\n"
    "            \"type\": \"uint256\"\n"
    "          },\n"
    "          {\n"
    "            \"name\": \"\",\n"
    "            \"internalType\": \"bool\",\n"
    "            \"type\": \"bool\"\n"
    "          },\n"
    "          {\n"
    "            \"name\": \"who\",\n"
    "            \"internalType\": \"tuple[]\",\n"
    "            \"type\": \"tuple[]\",\n"
    "            \"components\": [\n"
    "              {\n"
    "                \"name\": \"\",\n"
    "                \"internalType\": \"address\",\n"
    "                \"type\": \"address\"\n"
    "              },\n"
    "              {\n"
    "                \"name\": \"\",\n"
    "                \"internalType\": \"string\",\n"
    "                \"type\": \"string\"\n"
    "              }\n"
    "            ]\n"
    "          },\n"
    "          {\n"
    "            \"name\": \"list\",\n"
    "            \"internalType\": \"uint8[2]\",\n"
    "            \"type\": \"uint8[2]\"\n"
    "          },\n"
    "          {\n"
    "            \"name\": \"text\",\n"
    "            \"internalType\": \"string\",\n"
    "            \"type\": \"string\"\n"
    "          }\n"
    "        ],\n"
    "        \"name\": \"set\",\n"
    "        \"payable\": true\n"
    "      },\n"
    "      \"contractInputsValues\": {\n"
    "        \"n\": \"7\",\n"
    "        \"1\": \"true\",\n"
    "        \"who\": \"[[\\\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\\\",\\\"a\\\"]]\",\n"
    "        \"list\": \"[\\\"1\\\",\\\"2\\\"]\",\n"
    "        \"text\": \"x\"\n"
    "      }\n"
    "    }\n"
    "  ]\n"
    "}\n";

static const char function[] =
    "set(uint256 n, bool, (address,string)[] who, uint8[2] list, string text) payable";
static const struct eth_address safe = {{0xcf, 0x7e, 0xd3, 0xac, 0xca, 0x5a, 0x46,
                                         0x7e, 0x9e, 0x70, 0x4c, 0x70, 0x3e, 0x8d,
                                         0x87, 0xf6, 0x34, 0xfb, 0x0f, 0xc9}};
static const struct eth_address other = {{0x70, 0x99, 0x79, 0x70, 0xc5, 0x18, 0x12,
                                          0xdc, 0x3a, 0x01, 0x0c, 0x7d, 0x01, 0xb5,
                                          0x0e, 0x0d, 0x17, 0xdc, 0x79, 0xc8}};
static const uint8_t salted[] = {[31] = 7, 0x60, 0x01, 0x60, 0x00, 0x55};
static const uint8_t data[] = {0xab, 0xcd, 0xef, 0x01};

static struct safe_batch batch_of(const struct safe_call *calls, size_t n)
{
    return (struct safe_batch){
        .chain_id = 2035,
        .created_ms = 1761326849944,
        .name = "deploy Counter",
        .description = "made by \"phala\" \u2014 \u00e9",
        .safe = &safe,
        .calls = calls,
        .n = n,
    };
}

Test(safe_batch, as_the_builder_has_it)
{
    static const char *const arguments[] = {
        "7", "true", "[(0x70997970C51812dc3A010C7d01b50e0d17dc79C8,a)]", "[1,2]", "x",
    };
    struct err e = {0};
    AUTO(abi_item_done) struct abi_item item = {0};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf json = buf_start(MIB);
    cr_assert(abi_item_parse(text_of(function), ABI_ITEM_FUNCTION, &item, &e), "%s", e.text);
    cr_assert(abi_arguments_parse(&item.inputs, arguments, COUNT(arguments), &values, &e), "%s",
              e.text);
    const struct safe_call calls[] = {
        {.to = create_deterministic_deployer, .value = u256_of(5), .data = BYTES_OF(salted)},
        {.to = other, .data = BYTES_OF(data), .item = &item, .values = &values},
    };
    const struct safe_batch batch = batch_of(calls, COUNT(calls));
    cr_assert(safe_batch_format(&batch, &json, &e), "%s", e.text);
    cr_expect(text_is(buf_view_text(&json), document), "%.*s", TEXT_ARG(buf_view_text(&json)));
}

Test(safe_batch, without_a_safe)
{
    struct err e = {0};
    AUTO(buf_done) struct buf json = buf_start(MIB);
    struct safe_batch batch = batch_of(NULL, 0);
    batch.safe = NULL;
    cr_assert(safe_batch_format(&batch, &json, &e), "%s", e.text);
    buf_char(&json, '\0');
    cr_expect_not_null(strstr((const char *)json.at, "\"createdFromSafeAddress\": \"\""));
}

Test(safe_batch, too_big)
{
    struct err e = {0};
    AUTO(buf_done) struct buf json = buf_start(100);
    const struct safe_batch batch = batch_of(NULL, 0);
    cr_expect_not(safe_batch_format(&batch, &json, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG);
}

static struct buf copy(const void *at, size_t n)
{
    struct buf out = buf_start(n);
    buf_add(&out, bytes_of(at, n));
    return out;
}

Test(safe_batch, of_a_plan)
{
    char name[] = "Counter";
    struct plan_step steps[] = {
        {.name = name, .kind = PLAN_CREATE, .state = PLAN_UNCHANGED},
        {.name = name, .kind = PLAN_CREATE2, .item.value = u256_of(5)},
        {.name = name, .kind = PLAN_CREATE2, .state = PLAN_PENDING},
    };
    struct plan plan = {.steps = steps, .n = COUNT(steps)};
    struct safe_call calls[COUNT(steps)];
    struct safe_method upgrade = {.item = {0}};
    struct err e = {0};
    size_t n = 0;
    steps[1].calldata = copy(salted, sizeof salted);
    cr_assert(safe_batch_calls(&plan, calls, &n, &upgrade, &e), "%s", e.text);
    cr_expect_eq(n, 2);
    cr_expect(bytes_equal(calls[0].data, BYTES_OF(salted)));
    cr_expect(bytes_equal(BYTES_OF(calls[0].to.at), BYTES_OF(create_deterministic_deployer.at)));
    cr_expect(calls[0].value.limb[0] == 5 && calls[0].item == NULL);
    steps[0].state = PLAN_TO_DO;
    cr_expect_not(safe_batch_calls(&plan, calls, &n, &upgrade, &e));
    cr_expect(e.kind == ERR_USAGE);
    cr_expect_str_eq(e.text, "a Safe cannot create 'Counter': it calls contracts alone");
    buf_done(&steps[1].calldata);
}

/* Read from what is sent; what takes data is payable, in OpenZeppelin 4 and 5. */
#define METHOD(inputs, name, payable)                                                              \
    "\"contractMethod\":{\"inputs\":[" inputs "],\"name\":\"" name "\",\"payable\":" payable       \
    "},\"contractInputsValues\":"
#define INPUT(name, type)                                                                          \
    "{\"name\":\"" name "\",\"internalType\":\"" type "\",\"type\":\"" type "\"}"
#define NEXT  "\"0xCf7Ed3AccA5a467e9e704C703E8D87F634fB0Fc9\""
#define PROXY "\"0x70997970C51812dc3A010C7d01b50e0d17dc79C8\""

static void remove_blanks(struct buf *json)
{
    size_t n = 0;
    for (size_t i = 0; i < json->len; i++) {
        if (json->at[i] != ' ' && json->at[i] != '\n') {
            json->at[n++] = json->at[i];
        }
    }
    json->len = n;
    buf_char(json, '\0');
}

Test(safe_batch, of_an_upgrade)
{
    static const char *const wanted[UPGRADE_WAYS] = {
        [UPGRADE_CALL] = METHOD(INPUT("newImplementation", "address") "," INPUT("data", "bytes"),
                                "upgradeToAndCall", "true") "{\"newImplementation\":" NEXT
                                                            ",\"data\":\"0xabcdef01\"}}",
        [UPGRADE_PLAIN] = METHOD(INPUT("newImplementation", "address"), "upgradeTo",
                                 "false") "{\"newImplementation\":" NEXT "}}",
        [UPGRADE_ADMIN_CALL] = METHOD(INPUT("proxy", "address") "," INPUT(
                                          "implementation", "address") "," INPUT("data", "bytes"),
                                      "upgradeAndCall", "true") "{\"proxy\":" PROXY
                                                                ",\"implementation\":" NEXT
                                                                ",\"data\":\"0xabcdef01\"}}",
        [UPGRADE_ADMIN_PLAIN] = METHOD(
            INPUT("proxy", "address") "," INPUT("implementation", "address"), "upgrade",
            "false") "{\"proxy\":" PROXY ",\"implementation\":" NEXT "}}",
    };
    for (size_t way = 0; way < UPGRADE_WAYS; way++) {
        struct err e = {0};
        struct safe_call calls[1];
        const struct upgrade_call call = {&other, &safe, BYTES_OF(data)};
        AUTO(safe_method_done) struct safe_method method = {.item = {0}};
        AUTO(buf_done) struct buf calldata = buf_start(KIB);
        AUTO(buf_done) struct buf json = buf_start(MIB);
        upgrade_calldata((enum upgrade_way)way, &call, &calldata);
        struct plan_step step = {.kind = PLAN_UPGRADE, .item.to = other, .calldata = calldata};
        const struct plan plan = {.steps = &step, .n = 1, .upgrade.way = (enum upgrade_way)way};
        struct safe_batch batch = batch_of(calls, 0);
        cr_assert(safe_batch_calls(&plan, calls, &batch.n, &method, &e), "%s", e.text);
        cr_expect(batch.n == 1 && bytes_equal(calls[0].data, buf_view(&calldata)));
        cr_expect(bytes_equal(BYTES_OF(calls[0].to.at), BYTES_OF(other.at)));
        cr_assert(safe_batch_format(&batch, &json, &e), "%s", e.text);
        remove_blanks(&json);
        cr_expect_not_null(strstr((const char *)json.at, wanted[way]), "%zu: %s", way,
                           (const char *)json.at);
    }
}
