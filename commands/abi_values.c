/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi_values.h"

void print_abi_signature(struct printer *p, const struct abi_item *item)
{
    AUTO(buf_done) struct buf signature = buf_start(ABI_DATA_MAX);
    abi_item_write(item, &signature);
    print_text(p, "signature", buf_view_text(&signature));
}

static void write_value(const struct abi_param *param, const struct abi_value *value,
                        struct buf *out)
{
    if (abi_is_hashed(param)) {
        buf_text(out, "keccak256 0x");
        buf_hex(out, BYTES_OF(value->word));
    } else {
        abi_value_write(&param->type, value, out);
    }
}

static void write_json(const struct abi_param *param, const struct abi_value *value,
                       struct json_writer *w)
{
    if (!abi_is_hashed(param)) {
        abi_value_write_json(&param->type, value, w);
        return;
    }
    json_begin_object(w);
    json_member_0x(w, "keccak256", BYTES_OF(value->word));
    json_end_object(w);
}

static void print_json(struct json_writer *w, const char *key, const struct abi_params *params,
                       const struct abi_value *values)
{
    bool is_object = params->n > 0 && abi_params_are_named(params);
    json_key(w, key);
    (is_object ? json_begin_object : json_begin_array)(w);
    for (size_t i = 0; i < params->n; i++) {
        if (is_object) {
            json_key(w, params->at[i].name);
        }
        write_json(&params->at[i], &values->items[i], w);
    }
    (is_object ? json_end_object : json_end_array)(w);
}

void print_abi_values(struct printer *p, const char *key, const struct abi_params *params,
                      const struct abi_value *values)
{
    if (print_is_json(p)) {
        print_json(print_writer(p), key, params, values);
        return;
    }
    print_list(p, key);
    for (size_t i = 0; i < params->n; i++) {
        AUTO(buf_done) struct buf text = buf_start(8 * ABI_DATA_MAX);
        buf_text(&text, params->at[i].name);
        buf_text(&text, params->at[i].name[0] != 0 ? " = " : "");
        write_value(&params->at[i], &values->items[i], &text);
        print_text(p, NULL, buf_view_text(&text));
    }
    print_list_end(p);
}

void print_abi_lines(struct printer *p, const struct abi_params *params,
                     const struct abi_value *values)
{
    AUTO(buf_done) struct buf lines = buf_start(8 * ABI_DATA_MAX);
    for (size_t i = 0; i < params->n; i++) {
        write_value(&params->at[i], &values->items[i], &lines);
        buf_char(&lines, '\n');
    }
    print_document(p, buf_view(&lines));
}
