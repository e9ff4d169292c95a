/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "rpc/call.h"
#include "rpc/quantity.h"

/* Bytes of all logs of a receipt: what an answer can hold is more. */
#define LOGS_DATA_MAX (16 * MIB)

void rpc_receipt_done(struct rpc_receipt *receipt)
{
    for (size_t i = 0; i < receipt->n_logs; i++) {
        mem_free((void *)(uintptr_t)receipt->logs[i].data.at);
    }
    mem_free(receipt->logs);
    *receipt = (struct rpc_receipt){0};
}

static bool is_absent(const struct json_value *value)
{
    return value == NULL || json_is_null(value);
}

static bool read_topics(const struct json_value *list, struct rpc_log *log)
{
    TRY(json_is_array(list) && json_count(list) <= COUNT(log->topics));
    for (const struct json_value *topic = json_first(list); topic != NULL;
         topic = json_next(topic)) {
        struct keccak256 *out = &log->topics[log->n_topics++];
        TRY(quantity_bytes(topic, out->at, sizeof out->at));
    }
    return true;
}

static bool read_log(const struct json_value *value, struct rpc_log *log)
{
    AUTO(buf_done) struct buf data = buf_start(LOGS_DATA_MAX);
    TRY(quantity_bytes(json_member(value, "address"), log->address.at, sizeof log->address.at) &&
        read_topics(json_member(value, "topics"), log) &&
        quantity_data(json_member(value, "data"), &data));
    log->data = bytes_of(mem_copy(data.len > 0 ? data.at : (const uint8_t *)"", data.len),
                         data.len);
    return true;
}

static bool read_logs(const struct json_value *list, struct rpc_receipt *out)
{
    size_t n = json_count(list);
    TRY(json_is_array(list) && n <= RPC_LOGS_MAX);
    out->logs = mem_array(n + 1, sizeof *out->logs);
    for (const struct json_value *log = json_first(list); log != NULL; log = json_next(log)) {
        TRY(read_log(log, &out->logs[out->n_logs++]));
    }
    return true;
}

/* Before Byzantium there was a root in its place: such blocks are no matter of ours. */
static bool read_status(const struct json_value *value, struct rpc_receipt *out)
{
    uint64_t status = 0;
    TRY(quantity_u64(value, &status) && status <= 1);
    out->succeeded = status == 1;
    return true;
}

static bool read_options(const struct json_value *result, struct rpc_receipt *out)
{
    const struct json_value *contract = json_member(result, "contractAddress");
    const struct json_value *price = json_member(result, "effectiveGasPrice");
    const struct json_value *l1_fee = json_member(result, "l1Fee");
    out->has_contract = !is_absent(contract);
    out->has_l1_fee = !is_absent(l1_fee);
    return (!out->has_contract ||
            quantity_bytes(contract, out->contract.at, sizeof out->contract.at)) &&
           (is_absent(price) || quantity_read(price, &out->effective_gas_price)) &&
           (!out->has_l1_fee || quantity_read(l1_fee, &out->l1_fee));
}

static bool read_mined(const struct rpc_call *call, const struct json_value *result,
                       struct rpc_receipt *out)
{
    out->is_there = true;
    return quantity_bytes(json_member(result, "transactionHash"), out->hash.at,
                          sizeof out->hash.at) &&
           bytes_equal(BYTES_OF(out->hash.at), BYTES_OF(call->hash.at)) &&
           quantity_bytes(json_member(result, "blockHash"), out->block_hash.at,
                          sizeof out->block_hash.at) &&
           quantity_u64(json_member(result, "blockNumber"), &out->block_number) &&
           quantity_u64(json_member(result, "gasUsed"), &out->gas_used) &&
           read_status(json_member(result, "status"), out) && read_options(result, out) &&
           read_logs(json_member(result, "logs"), out);
}

/* Of what is pending some nodes give a receipt without a block: it is not mined. */
static bool read_receipt(const struct rpc_call *call, const struct json_value *result)
{
    struct rpc_receipt *out = call->out;
    AUTO(rpc_receipt_done) struct rpc_receipt receipt = {0};
    bool is_mined = !json_is_null(result) && !json_is_null(json_member(result, "blockHash"));
    TRY(!is_mined || read_mined(call, result, &receipt));
    rpc_receipt_done(out);
    *out = receipt;
    receipt = (struct rpc_receipt){0};
    return true;
}

void ask_receipt(struct rpc_batch *batch, const struct keccak256 *hash, struct rpc_receipt *out)
{
    struct rpc_call *call = rpc_batch_add(batch, "eth_getTransactionReceipt", read_receipt, out,
                                          NULL);
    call->hash = *hash;
    struct json_writer w = rpc_params(call);
    json_write_0x(&w, BYTES_OF(hash->at));
    rpc_params_end(&w);
}
