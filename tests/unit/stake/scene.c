/* SPDX-License-Identifier: Apache-2.0 */
#include "scene.h"

#include <criterion/criterion.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../rpc/canned.h"
#include "base/mem.h"
#include "chain/private_key.h"
#include "codec/json.h"

enum { DEPTH = 4 };

/* Key 0 of the mnemonic "test … junk", and its account. */
static const char key_text[] = "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
const struct eth_address scene_account = {{0xf3, 0x9f, 0xd6, 0xe5, 0x1a, 0xad, 0x88,
                                           0xf6, 0xf4, 0xce, 0x6a, 0xb8, 0x82, 0x72,
                                           0x79, 0xcf, 0xff, 0xb9, 0x22, 0x66}};
const struct eth_address scene_other = {{0x77}};
const struct eth_address scene_vault = {{0x11}};
const struct eth_address scene_token = {{0x22}};

#define H1 "0x1111111111111111111111111111111111111111111111111111111111111111"

static const struct {
    const char *key, *result;
} usual[] = {
    {"eth_getBlockByNumber",
     "{\"number\":\"0x10\",\"hash\":\"" H1 "\",\"timestamp\":\"0x6553f100\","
     "\"gasLimit\":\"0x1c9c380\",\"baseFeePerGas\":\"0xa\"}"},
    {"eth_getCode", "\"0x60\""},
    {"eth_getBalance", "\"0xde0b6b3a7640000\""},
    {"eth_feeHistory", "!{\"code\":-32601,\"message\":\"no\"}"},
    {"eth_maxPriorityFeePerGas", "\"0x1\""},
    {"eth_gasPrice", "\"0xb\""},
    {"eth_estimateGas", "\"0xc350\""},
    {"eth_simulateV1", "!{\"code\":-32601,\"message\":\"no such method\"}"},
    {"01e1d114", "=64"},                                       /* totalAssets() */
    {"18160ddd", "=c8"},                                       /* totalSupply() */
    {"7b0a47ee", "=7"},                                        /* rewardRate() */
    {"ba681c4d", "=1f4"},                                      /* treasuryRatio() */
    {"20d3a0b4", "=1baf80"},                                   /* unlockPeriod() */
    {"4db5f9ca", "=2"},                                        /* maxUnlockRequests() */
    {"5c975abb", "=0"},                                        /* paused() */
    {"38d52e0f", "=2200000000000000000000000000000000000000"}, /* asset() */
    {"313ce567", "=12"},                                       /* decimals() */
    {"313ce567@token", "=12"},
    {"70a08231", "=ad78ebc5ac6200000"}, /* balanceOf(address) */
    {"70a08231@token", "=3635c9adc5dea00000"},
    {"dd62ed3e@token", "=0"},            /* allowance(address,address) */
    {"402d267d", "=3635c9adc5dea00000"}, /* maxDeposit(address) */
    {"d905777e", "=ad78ebc5ac6200000"},  /* maxRedeem(address) */
    {"3115da18", "=20,0"},               /* unlockRequests(address) */
    {"c6e6f592", "=1bc16d674ec80000"},   /* convertToShares(uint256): 2 */
    {"6e553f65", "=1bc16d674ec80000"},   /* deposit(uint256,address) */
    {"ba087652", "=4563918244f40000"},   /* redeem(uint256,address,address): 5 */
    {"7dbdb4cd", "\"0x\""},              /* cancelUnlockRequest(uint256,address) */
    {"1e83409a", "\"0x\""},              /* claim(address) */
};

static int remove_one(const char *at, const struct stat *stat, int type, struct FTW *where)
{
    (void)stat;
    (void)type;
    (void)where;
    return remove(at);
}

void scene_done(struct scene *scene)
{
    rehearsal_done(&scene->rehearsal);
    stake_act_done(&scene->act);
    sender_done(&scene->sender);
    stake_done(&scene->stake);
    if (scene->folder[0] != 0) {
        (void)nftw(scene->folder, remove_one, DEPTH, FTW_DEPTH | FTW_PHYS);
    }
}

void scene_say(struct scene *scene, const char *key, const char *result)
{
    cr_assert_lt(scene->n_says, (size_t)SCENE_SAYS);
    scene->says[scene->n_says].key = key;
    scene->says[scene->n_says].result = result;
    scene->n_says++;
}

static const char *result_of(const struct scene *scene, const char *key)
{
    for (size_t i = scene->n_says; i > 0; i--) {
        if (strcmp(scene->says[i - 1].key, key) == 0) {
            return scene->says[i - 1].result;
        }
    }
    for (size_t i = 0; i < COUNT(usual); i++) {
        if (strcmp(usual[i].key, key) == 0) {
            return usual[i].result;
        }
    }
    cr_assert_fail("nobody thought of the question '%s'", key);
    return "null";
}

/* "=HEX,HEX" as a string of words. */
static void write_words(const char *hex, struct buf *out)
{
    enum { DIGITS = 64 };
    buf_text(out, "\"0x");
    while (*hex != 0) {
        size_t n = strcspn(hex, ",");
        buf_repeat(out, '0', DIGITS - n);
        buf_printf(out, "%.*s", (int)n, hex);
        hex += n + (hex[n] == ',' ? 1 : 0);
    }
    buf_char(out, '"');
}

static void write_answer(unsigned long id, const char *result, struct buf *out)
{
    buf_printf(out, "%s{\"jsonrpc\":\"2.0\",\"id\":%lu,\"%s\":", out->len > 1 ? "," : "", id,
               result[0] == '!' ? "error" : "result");
    if (result[0] == '=') {
        write_words(result + 1, out);
    } else {
        buf_text(out, result + (result[0] == '!' ? 1 : 0));
    }
    buf_char(out, '}');
}

/* What a request is of, as scene_say has it. */
static void key_of(const struct json_value *request, char out[64])
{
    static const char token[] = "0x2200000000000000000000000000000000000000";
    struct text method;
    struct text data;
    struct text to;
    cr_assert(json_text(json_member(request, "method"), &method));
    if (!text_is(method, "eth_call")) {
        (void)snprintf(out, 64, "%.*s", TEXT_ARG(method));
        return;
    }
    const struct json_value *message = json_first(json_member(request, "params"));
    cr_assert(json_text(json_member(message, "to"), &to));
    const struct json_value *input = json_member(message, "data");
    cr_assert(json_text(input != NULL ? input : json_member(message, "input"), &data));
    cr_assert_geq(data.len, (size_t)10);
    (void)snprintf(out, 64, "%.8s%s", data.at + 2,
                   text_equal_ignoring_case(to, text_of(token)) ? "@token" : "");
}

void scene_answer(struct scene *scene, struct rpc_batch *batch)
{
    struct err e = {0};
    char key[64];
    AUTO(buf_done) struct buf request = canned_request(batch);
    AUTO(buf_done) struct buf body = buf_start(MIB);
    AUTO(json_freep)
    struct json *json = json_parse(bytes_of(request.at, request.len - 1), &e);
    cr_assert_not_null(json, "%s", e.text);
    const struct json_value *root = json_root(json);
    unsigned long id = 1;
    buf_char(&body, '[');
    for (const struct json_value *one = json_first(root); one != NULL; one = json_next(one)) {
        key_of(one, key);
        write_answer(id++, result_of(scene, key), &body);
    }
    buf_char(&body, ']');
    buf_char(&body, 0);
    cr_assert_eq(canned(batch, (const char *)body.at, &e), RPC_ANSWER_READ, "%s", e.text);
}

struct stake_people scene_people(void)
{
    return stake_people_of(&scene_account);
}

bool scene_read(struct scene *scene, const struct stake_people *people, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    scene->stake.vault = scene_vault;
    scene->stake.token = scene_token;
    stake_ask(&scene->stake, people, batch);
    scene_answer(scene, batch);
    return stake_read(&scene->stake, e);
}

void scene_open_journal(struct scene *scene)
{
    const struct journal_account account = {2035, scene_account};
    const struct journal_wait no_wait = {.ms = 0};
    struct err e = {0};
    strcpy(scene->folder, "/tmp/phala-stake-XXXXXX");
    cr_assert_not_null(mkdtemp(scene->folder));
    scene->sender = (struct sender){
        .options = &scene->sender_options, .chain_id = 2035, .account = scene_account};
    cr_assert(journal_open(scene->folder, &account, &no_wait, &scene->sender.journal, &e), "%s",
              e.text);
    scene->act.sender = &scene->sender;
}

void scene_sent(struct scene *scene, const struct eth_address *to, const struct call *call)
{
    struct err e = {0};
    struct secp256k1_secret secret;
    const struct fee fee = {.kind = TRANSACTION_EIP1559, .max_fee = u256_of(21)};
    struct sender_item item = {.step = "sent", .to = *to, .data = call_bytes(call)};
    AUTO(buf_done) struct buf raw = buf_start(4 * KIB);
    item.gas_limit = 100000;
    item.nonce = scene->sender.journal.n;
    cr_assert(private_key_parse(text_of(key_text), &secret, &e), "%s", e.text);
    const struct transaction t = sender_transaction(&item, &fee, 2035);
    transaction_sign(&t, &secret, &raw);
    const struct journal_entry entry = {
        .nonce = item.nonce,
        .hash = keccak256_of(buf_view(&raw)),
        .intent = sender_intent(&scene->sender, &item),
        .raw = raw,
        .step = "sent",
    };
    cr_assert(journal_add(&scene->sender.journal, &entry, 1, &e), "%s", e.text);
}

bool scene_plan(struct scene *scene, const struct stake_deed *deed, const struct stake_wish *wish,
                struct err *e)
{
    static const struct log quiet;
    const struct stake_people people = scene_people();
    cr_assert(scene_read(scene, &people, e), "%s", e->text);
    scene->act.deed = deed;
    scene->act.stake = &scene->stake;
    scene->act.chain_id = 2035;
    scene->act.currency = "ETH";
    scene->act.warnings = &quiet;
    return act_plan(&scene->act, wish, e);
}

bool scene_rehearse(struct scene *scene, struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    scene->rehearsal.act = &scene->act;
    TRY(scene->act.deed->check(&scene->act, e));
    rehearsal_ask(&scene->rehearsal, batch);
    scene_answer(scene, batch);
    return rehearsal_read(&scene->rehearsal, e);
}

struct u256 scene_number(const char *digits)
{
    struct err e = {0};
    struct u256 out;
    cr_assert(amount_scale(text_of(digits), 0, &out, &e), "%s", e.text);
    return out;
}

void scene_expect(const struct u256 *value, const char *digits)
{
    char text[AMOUNT_TEXT];
    cr_assert_str_eq(amount_format(value, 0, text), digits);
}
