/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi/rlp.h"

#include "chain/rlp_text.h"
#include "commands/hex_argument.h"
#include "commands/one_value.h"

bool rlp_encode(const struct context *context, const char *item, bool as_cast, struct err *e)
{
    AUTO(buf_done) struct buf strict = buf_start(RLP_TEXT_MAX);
    AUTO(buf_done) struct buf lenient = buf_start(RLP_TEXT_MAX);
    struct err why = {0};
    bool is_strict = rlp_from_text(text_of(item), RLP_STRICT, &strict, &why);
    if (!is_strict && !as_cast) {
        *e = why;
        return err_wrap(e, "option '--rlp'");
    }
    if (!is_strict) {
        TRY(rlp_from_text(text_of(item), RLP_AS_CAST, &lenient, e) ||
            err_wrap(e, "option '--rlp'"));
        log_line(&context->warnings, "read as cast does: %s", why.text);
    }
    struct bytes encoding = buf_view(is_strict ? &strict : &lenient);
    if (!print_alone_0x(context->out, encoding)) {
        print_begin(context->out, "phala.rlp-encode/1");
        print_0x(context->out, "data", encoding);
        print_end(context->out);
    }
    return true;
}

static bool check_rest(const struct context *context, struct bytes rest, bool as_cast,
                       struct err *e)
{
    if (bytes_end(rest)) {
        return true;
    }
    if (!as_cast) {
        return err_set(e, ERR_MALFORMED, "%zu bytes behind the item", rest.left);
    }
    log_line(&context->warnings, "read as cast does: %zu bytes behind the item", rest.left);
    return true;
}

bool rlp_decode(const struct context *context, const char *hex, bool as_cast, struct err *e)
{
    AUTO(buf_done) struct buf data = buf_start(RLP_TEXT_MAX);
    AUTO(buf_done) struct buf json = buf_start(8 * RLP_TEXT_MAX);
    struct json_writer writer = json_writer_to(&json, false);
    TRY(hex_argument("option '--rlp'", hex, &data, e));
    struct bytes rest = buf_view(&data);
    TRY(rlp_write_json(&rest, &writer, e) || err_wrap(e, "RLP"));
    TRY(check_rest(context, rest, as_cast, e) || err_wrap(e, "RLP"));
    if (!print_alone(context->out, buf_view_text(&json))) {
        print_begin(context->out, "phala.rlp-decode/1");
        json_key(print_writer(context->out), "item");
        json_write_raw(print_writer(context->out), buf_view(&json));
        print_uint(context->out, "unread_bytes", rest.left);
        print_end(context->out);
    }
    return true;
}
