/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi/decoded.h"

#include "commands/abi/answer.h"
#include "commands/one_value.h"

void decoded_done(struct decoded *decoded)
{
    abi_value_done(&decoded->values);
}

static void print_lines(struct printer *p, const struct decoded *decoded)
{
    AUTO(buf_done) struct buf lines = buf_start(8 * ABI_DATA_MAX);
    void (*write)(const struct abi_type *, const struct abi_value *,
                  struct buf *) = decoded->is_as_cast ? abi_value_write_as_cast : abi_value_write;
    for (size_t i = 0; i < decoded->params->n; i++) {
        const struct abi_param *param = &decoded->params->at[i];
        if (abi_is_hashed(param)) {
            buf_text(&lines, "keccak256 0x");
            buf_hex(&lines, BYTES_OF(decoded->values.items[i].word));
        } else {
            write(&param->type, &decoded->values.items[i], &lines);
        }
        buf_char(&lines, '\n');
    }
    print_document(p, buf_view(&lines));
}

static void print_parameter(struct printer *p, const struct abi_param *param)
{
    AUTO(buf_done) struct buf type = buf_start(ABI_DATA_MAX);
    abi_type_write(&param->type, &type);
    print_record(p, NULL);
    print_string(p, "name", param->name);
    print_text(p, "type", buf_view_text(&type));
    if (param->is_indexed) {
        print_bool(p, "indexed", true);
    }
    print_record_end(p);
}

static void print_value(struct printer *p, const struct abi_param *param,
                        const struct abi_value *value)
{
    if (!abi_is_hashed(param)) {
        abi_value_write_json(&param->type, value, print_writer(p));
        return;
    }
    print_record(p, NULL);
    print_0x(p, "keccak256", BYTES_OF(value->word));
    print_record_end(p);
}

static void print_json(struct printer *p, const struct abi_item *item,
                       const struct decoded *decoded)
{
    print_begin(p, "phala.abi-decode/1");
    abi_answer_signature(p, item);
    print_list(p, "parameters");
    for (size_t i = 0; i < decoded->params->n; i++) {
        print_parameter(p, &decoded->params->at[i]);
    }
    print_list_end(p);
    print_list(p, "values");
    for (size_t i = 0; i < decoded->params->n; i++) {
        print_value(p, &decoded->params->at[i], &decoded->values.items[i]);
    }
    print_list_end(p);
    print_uint(p, "unread_bytes", decoded->rest.unread);
    print_end(p);
}

/* As cast: the values alone. */
static void print_json_as_cast(struct printer *p, const struct decoded *decoded)
{
    AUTO(buf_done) struct buf json = buf_start(8 * ABI_DATA_MAX);
    struct json_writer w = json_writer_to(&json, true);
    json_begin_array(&w);
    for (size_t i = 0; i < decoded->params->n; i++) {
        const struct abi_param *param = &decoded->params->at[i];
        if (abi_is_hashed(param)) {
            json_write_0x(&w, BYTES_OF(decoded->values.items[i].word));
        } else {
            abi_value_write_json_as_cast(&param->type, &decoded->values.items[i], &w);
        }
    }
    json_end_array(&w);
    buf_char(&json, '\n');
    print_document(p, buf_view(&json));
}

void decoded_print(const struct decoded *decoded, const struct abi_item *item, struct printer *p)
{
    if (print_is_json(p)) {
        if (decoded->is_as_cast) {
            print_json_as_cast(p, decoded);
        } else {
            print_json(p, item, decoded);
        }
    } else {
        print_lines(p, decoded);
    }
}
