/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/code_check.h"

#include "base/mem.h"
#include "chain/address.h"
#include "chain/create.h"
#include "rpc/revert_reason.h"

enum {
    NONCES = 16384, /* of the deployer, that are tried */
    REASON = 400,
};

void code_check_done(struct code_check *check)
{
    buf_done(&check->code);
    buf_done(&check->simulated);
    mem_free(check->failure);
    code_gaps_done(&check->gaps);
    *check = (struct code_check){0};
}

bool code_check_is_proxy(const struct code_check *check)
{
    return check->has_slot[EIP1967_IMPLEMENTATION] || check->has_slot[EIP1967_BEACON] ||
           check->has_slot[EIP1967_ADMIN];
}

/* A simulated creation: where it took place, what it would install. */
struct creation {
    struct rpc_message message;
    struct rpc_override overrides[2];
    struct buf code;
    struct rpc_error error;
};

struct asked {
    uint8_t words[EIP1967_SLOTS][U256_SIZE];
    struct creation in_place, elsewhere, probe;
    bool has_place;
};

static void creation_done(struct creation *creation)
{
    buf_done(&creation->code);
    rpc_error_done(&creation->error);
}

static void asked_done(struct asked *asked)
{
    creation_done(&asked->in_place);
    creation_done(&asked->elsewhere);
    creation_done(&asked->probe);
}

/* The transaction of the deployer that made the contract, when its address follows from one. */
static bool find_nonce(const struct eth_address *deployer, const struct eth_address *address,
                       uint64_t *nonce)
{
    for (*nonce = 0; *nonce < NONCES; (*nonce)++) {
        const struct eth_address made = create_address(deployer, *nonce);
        if (eth_address_equal(&made, address)) {
            return true;
        }
    }
    return false;
}

/* The deterministic deployer has nothing of its own to send along, and an account may have no more
 * by now: as if it had. */
static void fund(struct creation *creation, const struct code_question *question)
{
    const bool is_account = !eth_address_equal(question->deployer, &create_deterministic_deployer);
    if (u256_is_zero(&question->value) || (is_account && creation->message.n_overrides == 0)) {
        return;
    }
    if (creation->message.n_overrides == 0) {
        creation->overrides[0] = (struct rpc_override){.who = question->deployer};
        creation->message.overrides = creation->overrides;
        creation->message.n_overrides = 1;
    }
    creation->overrides[0].balance = &question->value;
}

static void ask_creation(struct rpc_batch *batch, struct creation *creation,
                         const struct code_question *question, struct bytes init_code)
{
    creation->message.from = question->deployer;
    creation->message.value = question->value;
    creation->message.data = init_code;
    fund(creation, question);
    ask_call(batch, &creation->message, RPC_STATE(RPC_LATEST), &creation->code, &creation->error);
}

/* As the deployer's transaction of that number, with nothing at the target yet. */
static void put_in_place(struct creation *creation, const struct eth_address *deployer,
                         uint64_t nonce, const struct eth_address *target)
{
    creation->overrides[0] = (struct rpc_override){
        .who = deployer, .has_nonce = true, .nonce = nonce};
    creation->overrides[1] = (struct rpc_override){.who = target, .is_blank = true};
    creation->message.overrides = creation->overrides;
    creation->message.n_overrides = 2;
}

static void ask_creations(struct rpc_batch *batch, const struct code_question *question,
                          const struct eth_address *target, struct asked *asked)
{
    uint64_t nonce = 0;
    if (question->deployer == NULL) {
        return;
    }
    asked->has_place = find_nonce(question->deployer, target, &nonce);
    if (asked->has_place) {
        put_in_place(&asked->in_place, question->deployer, nonce, target);
        ask_creation(batch, &asked->in_place, question, question->init_code);
    }
    ask_creation(batch, &asked->elsewhere, question, question->init_code);
    ask_creation(batch, &asked->probe, question, BYTES_OF(code_match_probe));
}

static void ask_slots(struct rpc_batch *batch, const struct eth_address *address,
                      struct asked *asked)
{
    for (size_t i = 0; i < EIP1967_SLOTS; i++) {
        ask_storage(batch, address, eip1967_slots[i], asked->words[i]);
    }
}

static void read_slots(const struct asked *asked, struct code_check *out)
{
    for (size_t i = 0; i < EIP1967_SLOTS; i++) {
        out->has_slot[i] = eip1967_address(asked->words[i], &out->slots[i]);
    }
}

static bool ask_beacon(struct rpc *rpc, struct code_check *out, struct err *e)
{
    AUTO(buf_done) struct buf word = {0};
    AUTO(rpc_error_done) struct rpc_error error = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    const struct rpc_message message = {.to = &out->slots[EIP1967_BEACON],
                                        .data = BYTES_OF(eip1967_beacon_call)};
    ask_call(batch, &message, RPC_STATE(RPC_LATEST), &word, &error);
    TRY(rpc_ask(rpc, batch, e));
    return (error.code == 0 && word.len == U256_SIZE && eip1967_address(word.at, &out->target)) ||
           err_set(e, ERR_NOT_FOUND, "the beacon names no implementation");
}

/* What the proxy at the address runs. */
static bool find_target(struct rpc *rpc, const struct eth_address *proxy, struct asked *asked,
                        struct code_check *out, struct err *e)
{
    char address[ADDRESS_TEXT];
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_slots(batch, proxy, asked);
    TRY(rpc_ask(rpc, batch, e));
    read_slots(asked, out);
    if (out->has_slot[EIP1967_IMPLEMENTATION]) {
        out->target = out->slots[EIP1967_IMPLEMENTATION];
        return true;
    }
    return out->has_slot[EIP1967_BEACON]
               ? ask_beacon(rpc, out, e)
               : err_set(e, ERR_NOT_FOUND, "what is at %s is no proxy of EIP-1967",
                         address_format(proxy, address));
}

static char *failure_of(const struct rpc_error *error, const struct abi *abi)
{
    AUTO(buf_done) struct buf text = buf_start(REASON);
    revert_reason(error, abi, &text);
    return text_dup(buf_view_text(&text));
}

/* Where the plain simulation took place; the target itself where the node does not say. */
static struct eth_address place_of(const struct asked *asked, const struct eth_address *target)
{
    struct eth_address out;
    const struct buf *word = &asked->probe.code;
    return word->len == U256_SIZE && eip1967_address(word->at, &out) ? out : *target;
}

static bool take_simulation(struct creation *creation, const struct eth_address *place,
                            struct code_check *out)
{
    if (creation->error.code != 0) {
        return false;
    }
    const struct code_match_result result = code_match_moved(buf_view(&out->code), &out->target,
                                                             buf_view(&creation->code), place);
    if (out->evidence != CODE_BY_SIMULATION || result.match < out->result.match) {
        out->result = result;
        buf_done(&out->simulated);
        out->simulated = creation->code;
        creation->code = (struct buf){0};
    }
    out->evidence = CODE_BY_SIMULATION;
    return true;
}

static void judge_simulation(const struct code_question *question, struct asked *asked,
                             struct code_check *out)
{
    const struct eth_address place = place_of(asked, &out->target);
    bool was_in_place = asked->has_place && take_simulation(&asked->in_place, &out->target, out);
    if (question->deployer != NULL && !take_simulation(&asked->elsewhere, &place, out) &&
        !was_in_place) {
        out->failure = failure_of(&asked->elsewhere.error, &question->artifact->abi);
    }
    if (out->result.match == CODE_METADATA) {
        code_gaps_add_digests(buf_view(&out->code), buf_view(&out->simulated), &out->gaps);
    }
}

static void judge_artifact(const struct code_question *question, struct code_check *out)
{
    const struct code *runtime = &question->artifact->runtime;
    if (runtime->n == 0) {
        return;
    }
    const struct bytes code = buf_view(&out->code);
    out->by_artifact = code_match_artifact(code, runtime, &out->target);
    if (out->evidence == CODE_BY_SIMULATION || out->by_artifact.masked >= code.left) {
        return;
    }
    out->evidence = CODE_BY_ARTIFACT;
    out->result = out->by_artifact;
    if (out->result.match == CODE_MASKED || out->result.match == CODE_METADATA) {
        code_gaps_of(runtime, &out->gaps);
    }
    if (out->result.match == CODE_METADATA) {
        code_gaps_add_digests(code, bytes_of(runtime->at, runtime->n), &out->gaps);
    }
}

bool code_check_run(struct rpc *rpc, const struct code_question *question, struct code_check *out,
                    struct err *e)
{
    char address[ADDRESS_TEXT];
    AUTO(asked_done) struct asked asked = {0};
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    out->target = question->address;
    if (question->is_behind) {
        TRY(find_target(rpc, &question->address, &asked, out, e));
    } else {
        ask_slots(batch, &question->address, &asked);
    }
    ask_code(batch, &out->target, RPC_STATE(RPC_LATEST), &out->code);
    ask_creations(batch, question, &out->target, &asked);
    TRY(rpc_ask(rpc, batch, e));
    if (out->code.len == 0) {
        return err_set(e, ERR_NOT_FOUND, "there is no contract at %s",
                       address_format(&out->target, address));
    }
    read_slots(&asked, out);
    judge_simulation(question, &asked, out);
    judge_artifact(question, out);
    return true;
}
