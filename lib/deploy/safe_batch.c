/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/safe_batch.h"

#include <inttypes.h>
#include <stdio.h>

#include "chain/create.h"
#include "deploy/fields.h"
#include "deploy/safe_checksum.h"
#include "deploy/upgrade.h"

/* The builder whose form this is. */
#define BUILDER_VERSION "1.18.2"
#define BATCH_MAX       (64 * MIB)

enum { INDEX_TEXT = 24 };

/* The element type at the bottom of arrays. */
static const struct abi_type *element_type(const struct abi_type *type)
{
    while (type->kind == ABI_LIST || type->kind == ABI_ARRAY) {
        type = abi_type_part(type, 0);
    }
    return type;
}

/* As JSON ABIs have it: of a tuple the word, and what stands behind its parentheses. */
static void write_type(struct json_writer *w, const struct abi_type *type)
{
    const struct abi_type *element = element_type(type);
    AUTO(buf_done) struct buf whole = buf_start(ABI_DATA_MAX);
    AUTO(buf_done) struct buf text = buf_start(ABI_DATA_MAX);
    abi_type_write(type, &whole);
    if (element->kind == ABI_TUPLE) {
        AUTO(buf_done) struct buf inner = buf_start(ABI_DATA_MAX);
        abi_type_write(element, &inner);
        buf_text(&text, "tuple");
        buf_add(&text, bytes_of(whole.at + inner.len, whole.len - inner.len));
    } else {
        buf_add(&text, buf_view(&whole));
    }
    json_member_text(w, "internalType", buf_view_text(&text));
    json_member_text(w, "type", buf_view_text(&text));
}

static void write_inputs(struct json_writer *w, const struct abi_params *params, unsigned depth);

static void write_input(struct json_writer *w, const struct abi_param *param, unsigned depth)
{
    const struct abi_type *element = element_type(&param->type);
    json_begin_object(w);
    json_member_string(w, "name", param->name);
    write_type(w, &param->type);
    if (element->kind == ABI_TUPLE && depth < ABI_DEPTH_MAX) {
        json_key(w, "components");
        write_inputs(w, &element->parts, depth + 1);
    }
    json_end_object(w);
}

static void write_inputs(struct json_writer *w, const struct abi_params *params, unsigned depth)
{
    json_begin_array(w);
    for (size_t i = 0; i < params->n; i++) {
        write_input(w, &params->at[i], depth);
    }
    json_end_array(w);
}

/* A text, whatever it is: the builder takes no numbers. */
static void write_value(struct json_writer *w, const struct abi_type *type,
                        const struct abi_value *value)
{
    AUTO(buf_done) struct buf json = buf_start(BATCH_MAX);
    struct json_writer inner = json_writer_to(&json, false);
    abi_value_write_json(type, value, &inner);
    if (text_starts(buf_view_text(&json), "\"")) {
        json_write_raw(w, buf_view(&json));
    } else {
        json_write_text(w, buf_view_text(&json));
    }
}

static void write_values(struct json_writer *w, const struct abi_params *params,
                         const struct abi_value *values)
{
    json_begin_object(w);
    for (size_t i = 0; i < params->n; i++) {
        char index[INDEX_TEXT];
        const char *name = params->at[i].name;
        (void)snprintf(index, sizeof index, "%zu", i);
        json_key(w, name[0] != '\0' ? name : index);
        write_value(w, &params->at[i].type, &values->items[i]);
    }
    json_end_object(w);
}

static void write_method(struct json_writer *w, const struct safe_call *call)
{
    if (call->item == NULL) {
        field_write_null(w, "contractMethod");
        field_write_null(w, "contractInputsValues");
        return;
    }
    json_key(w, "contractMethod");
    json_begin_object(w);
    json_key(w, "inputs");
    write_inputs(w, &call->item->inputs, 0);
    json_member_string(w, "name", call->item->name);
    json_member_bool(w, "payable", call->item->mutability == ABI_PAYABLE);
    json_end_object(w);
    json_key(w, "contractInputsValues");
    write_values(w, &call->item->inputs, call->values);
}

static void write_calls(struct json_writer *w, const struct safe_batch *batch)
{
    json_key(w, "transactions");
    json_begin_array(w);
    for (size_t i = 0; i < batch->n; i++) {
        const struct safe_call *call = &batch->calls[i];
        json_begin_object(w);
        field_write_address(w, "to", &call->to);
        field_write_u256(w, "value", &call->value);
        json_member_0x(w, "data", call->data);
        write_method(w, call);
        json_end_object(w);
    }
    json_end_array(w);
}

static void write_meta(struct json_writer *w, const struct safe_batch *batch,
                       const struct keccak256 *checksum)
{
    json_key(w, "meta");
    json_begin_object(w);
    json_member_string(w, "name", batch->name);
    json_member_string(w, "description", batch->description);
    json_member_string(w, "txBuilderVersion", BUILDER_VERSION);
    if (batch->safe != NULL) {
        field_write_address(w, "createdFromSafeAddress", batch->safe);
    } else {
        json_member_string(w, "createdFromSafeAddress", "");
    }
    json_member_string(w, "createdFromOwnerAddress", "");
    if (checksum != NULL) {
        json_member_0x(w, "checksum", BYTES_OF(checksum->at));
    }
    json_end_object(w);
}

static void write_batch(const struct safe_batch *batch, const struct keccak256 *checksum,
                        struct buf *out)
{
    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "version", "1.0");
    field_write_u64(&w, "chainId", batch->chain_id);
    json_member_uint(&w, "createdAt", batch->created_ms);
    write_meta(&w, batch, checksum);
    write_calls(&w, batch);
    json_end_object(&w);
    buf_char(out, '\n');
}

bool safe_batch_format(const struct safe_batch *batch, struct buf *out, struct err *e)
{
    struct keccak256 checksum;
    AUTO(buf_done) struct buf without = buf_start(BATCH_MAX);
    write_batch(batch, NULL, &without);
    TRY(safe_checksum(buf_view(&without), &checksum, e));
    write_batch(batch, &checksum, out);
    return buf_is_whole(out) ||
           err_set(e, ERR_TOO_BIG, "the Safe batch is above %zu bytes", out->cap);
}

void safe_method_done(struct safe_method *method)
{
    abi_value_done(&method->values);
    abi_item_done(&method->item);
}

/* Read back from what is sent, so that the two cannot differ. */
static bool set_upgrade(const struct plan *plan, const struct plan_step *step,
                        struct safe_method *method, struct safe_call *out, struct err *e)
{
    out->to = step->item.to;
    out->item = &method->item;
    out->values = &method->values;
    return upgrade_method(plan->upgrade.way, buf_view(&step->calldata), &method->item,
                          &method->values, e);
}

bool safe_batch_calls(const struct plan *plan, struct safe_call *calls, size_t *n,
                      struct safe_method *upgrade, struct err *e)
{
    *n = 0;
    for (size_t i = 0; i < plan->n; i++) {
        const struct plan_step *step = &plan->steps[i];
        if (step->state == PLAN_UNCHANGED) {
            continue;
        }
        if (step->kind == PLAN_CREATE) {
            (void)err_set(e, ERR_USAGE, "a Safe cannot create '%s': it calls contracts alone",
                          step->name);
            return err_hint(e, "with --create2 it goes through the deterministic deployer");
        }
        struct safe_call *call = &calls[(*n)++];
        *call = (struct safe_call){
            .to = create_deterministic_deployer,
            .value = step->item.value,
            .data = buf_view(&step->calldata),
        };
        TRY(step->kind != PLAN_UPGRADE || set_upgrade(plan, step, upgrade, call, e));
    }
    return true;
}
