/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/upgrade.h"

static const char *const questions[UPGRADE_QUESTIONS] = {
    [UPGRADE_ASK_UUID] = "proxiableUUID()",
    [UPGRADE_ASK_VERSION] = "UPGRADE_INTERFACE_VERSION()",
    [UPGRADE_ASK_OWNER] = "owner()",
    [UPGRADE_ASK_ADMIN_VERSION] = "UPGRADE_INTERFACE_VERSION()",
    [UPGRADE_ASK_ADMIN_OF] = "getProxyAdmin(address)",
    [UPGRADE_ASK_ADMIN_OWNER] = "owner()",
};

static void ask_one(struct rpc_batch *batch, enum upgrade_question question,
                    const struct eth_address *of, struct upgrade_facts *out)
{
    out->said[question].call = call_make(questions[question], NULL, 0);
    call_question_ask(&out->said[question], of, RPC_STATE(RPC_LATEST), batch);
}

void upgrade_ask(struct rpc_batch *batch, const struct eth_address *proxy,
                 const struct eth_address *behind, struct upgrade_facts *out)
{
    ask_code(batch, proxy, RPC_STATE(RPC_LATEST), &out->code);
    for (size_t i = 0; i < EIP1967_SLOTS; i++) {
        ask_storage(batch, proxy, eip1967_slots[i], out->slots[i]);
    }
    ask_code(batch, behind, RPC_STATE(RPC_LATEST), &out->implementation);
    ask_one(batch, UPGRADE_ASK_UUID, behind, out);
    ask_one(batch, UPGRADE_ASK_VERSION, proxy, out);
    ask_one(batch, UPGRADE_ASK_OWNER, proxy, out);
}

bool upgrade_ask_admin(struct rpc *rpc, const struct eth_address *proxy,
                       struct upgrade_facts *facts, struct err *e)
{
    struct eth_address admin;
    const struct call_word of = call_address(proxy);
    struct call_question *admin_of = &facts->said[UPGRADE_ASK_ADMIN_OF];
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    if (!eip1967_address(facts->slots[EIP1967_ADMIN], &admin)) {
        return true;
    }
    ask_code(batch, &admin, RPC_STATE(RPC_LATEST), &facts->admin);
    ask_one(batch, UPGRADE_ASK_ADMIN_VERSION, &admin, facts);
    ask_one(batch, UPGRADE_ASK_ADMIN_OWNER, &admin, facts);
    admin_of->call = call_make(questions[UPGRADE_ASK_ADMIN_OF], &of, 1);
    call_question_ask(admin_of, &admin, RPC_STATE(RPC_LATEST), batch);
    return rpc_ask(rpc, batch, e);
}
