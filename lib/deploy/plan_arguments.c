/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_arguments.h"

#include "chain/abi_codec.h"
#include "codec/jcs.h"

/* Texts that are escaped, decimal digits of small numbers, names and types. */
#define JSON_MAX (8 * ABI_DATA_MAX)

static void write_argument(struct json_writer *w, const struct abi_param *param,
                           const struct abi_value *value)
{
    AUTO(buf_done) struct buf type = buf_start(ABI_DATA_MAX);
    abi_type_write(&param->type, &type);
    json_begin_object(w);
    json_member_string(w, "name", param->name);
    json_member_text(w, "type", buf_view_text(&type));
    json_key(w, "value");
    abi_value_write_json(&param->type, value, w);
    json_end_object(w);
}

static bool write_canonical(const struct buf *json, char **out, struct err *e)
{
    AUTO(buf_done) struct buf canonical = buf_start(JSON_MAX);
    AUTO(json_freep) struct json *document = json_parse(buf_view(json), e);
    TRY(document != NULL && jcs_write(json_root(document), &canonical, e));
    *out = text_dup(buf_view_text(&canonical));
    return true;
}

static bool decode(const struct abi_params *params, struct bytes arguments, char **out,
                   struct err *e)
{
    size_t unread = 0;
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf json = buf_start(JSON_MAX);
    TRY(abi_decode(params, arguments, &values, &unread, e));
    if (unread > 0) {
        return err_set(e, ERR_INTERNAL, "%zu bytes of the arguments belong to no value", unread);
    }
    struct json_writer w = json_writer_to(&json, false);
    json_begin_array(&w);
    for (size_t i = 0; i < params->n; i++) {
        write_argument(&w, &params->at[i], &values.items[i]);
    }
    json_end_array(&w);
    return write_canonical(&json, out, e);
}

bool plan_arguments(const struct plan_step *step, char **out, struct err *e)
{
    AUTO(abi_item_done) struct abi_item parsed = {0};
    const struct abi_item *item = NULL;
    const bool is_upgrade = step->kind == PLAN_UPGRADE;
    if (!is_upgrade && step->artifact != NULL && step->artifact->artifact.has_abi) {
        item = artifact_constructor(&step->artifact->artifact);
    }
    if (item == NULL) {
        TRY(abi_item_parse(text_of(step->constructor),
                           is_upgrade ? ABI_ITEM_FUNCTION : ABI_ITEM_CONSTRUCTOR, &parsed, e));
        item = &parsed;
    }
    if (!decode(&item->inputs, buf_view(&step->arguments), out, e)) {
        e->kind = ERR_INTERNAL;
        return err_wrap(e, "arguments");
    }
    return true;
}
