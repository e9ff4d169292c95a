/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/mem.h"
#include "chain/abi_codec.h"

/* Logs: indexed parameters are in topics, the others in the data. */

bool abi_is_hashed(const struct abi_param *param)
{
    return param->is_indexed && (param->type.is_dynamic || abi_type_has_parts(&param->type));
}

static size_t topics_of(const struct abi_item *event)
{
    size_t n = event->is_anonymous ? 0 : 1;
    for (size_t i = 0; i < event->inputs.n; i++) {
        n += event->inputs.at[i].is_indexed ? 1 : 0;
    }
    return n;
}

static bool is_named_by(const struct abi_item *event, const struct abi_log *log)
{
    struct keccak256 hash = abi_item_hash(event);
    return !event->is_anonymous && log->n > 0 &&
           bytes_equal(BYTES_OF(hash.at), BYTES_OF(log->topics[0].at));
}

const struct abi_item *abi_find_event(const struct abi *abi, const struct abi_log *log)
{
    const struct abi_item *anonymous = NULL;
    size_t n_anonymous = 0;
    for (size_t i = 0; i < abi->n; i++) {
        const struct abi_item *item = &abi->items[i];
        if (item->kind != ABI_ITEM_EVENT || topics_of(item) != log->n) {
            continue;
        }
        if (is_named_by(item, log)) {
            return item;
        }
        if (item->is_anonymous) {
            anonymous = item;
            n_anonymous++;
        }
    }
    return n_anonymous == 1 ? anonymous : NULL;
}

/* How a log is read, and what came beside its values. */
struct reading {
    bool is_as_cast;
    struct abi_rest rest;
    struct err *e;
};

static bool decode(struct reading *r, const struct abi_params *params, struct bytes data,
                   struct abi_value *out)
{
    return r->is_as_cast ? abi_decode_as_cast(params, data, out, &r->rest, r->e)
                         : abi_decode(params, data, out, &r->rest.unread, r->e);
}

/* A parameter that is in a topic. */
static bool read_topic(struct reading *r, const struct abi_param *param,
                       const struct keccak256 *topic, struct abi_value *out)
{
    if (abi_is_hashed(param)) {
        memcpy(out->word, topic->at, sizeof out->word);
        return true;
    }
    struct abi_param single = *param;
    const struct abi_params params = {&single, 1};
    AUTO(abi_value_done) struct abi_value value = {0};
    TRY(decode(r, &params, BYTES_OF(topic->at), &value));
    memcpy(out->word, value.items[0].word, sizeof out->word);
    return true;
}

/* The others, moved to their places. */
static bool read_data(struct reading *r, const struct abi_params *inputs, struct bytes data,
                      struct abi_value *out)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(mem_freep) struct abi_param *plain = mem_array(inputs->n, sizeof *plain);
    struct abi_params params = {plain, 0};
    for (size_t i = 0; i < inputs->n; i++) {
        if (!inputs->at[i].is_indexed) {
            plain[params.n++] = inputs->at[i];
        }
    }
    TRY(decode(r, &params, data, &values));
    for (size_t i = 0, next = 0; i < inputs->n; i++) {
        if (!inputs->at[i].is_indexed) {
            out->items[i] = values.items[next];
            values.items[next++] = (struct abi_value){0};
        }
    }
    return true;
}

static bool read_log(struct reading *r, const struct abi_item *event, const struct abi_log *log,
                     struct abi_value *out)
{
    const struct abi_params *inputs = &event->inputs;
    size_t topic = event->is_anonymous ? 0 : 1;
    out->items = mem_array(inputs->n, sizeof *out->items);
    out->n = inputs->n;
    for (size_t i = 0; i < inputs->n; i++) {
        if (inputs->at[i].is_indexed &&
            !read_topic(r, &inputs->at[i], &log->topics[topic++], &out->items[i])) {
            return err_wrap(r->e, "topic %zu", topic - 1);
        }
    }
    return read_data(r, inputs, log->data, out);
}

static bool decode_log(struct reading *r, const struct abi_item *event, const struct abi_log *log,
                       struct abi_value *out)
{
    *out = (struct abi_value){0};
    size_t expected = topics_of(event);
    if (log->n != expected) {
        return err_set(r->e, ERR_MALFORMED, "the log has %zu topics, the event '%.80s' %zu", log->n,
                       event->name, expected);
    }
    if (!event->is_anonymous && !is_named_by(event, log)) {
        return err_set(r->e, ERR_MALFORMED, "topic 0 of the log is of another event than '%.80s'",
                       event->name);
    }
    if (!read_log(r, event, log, out)) {
        abi_value_done(out);
        return false;
    }
    return true;
}

bool abi_decode_log(const struct abi_item *event, const struct abi_log *log, struct abi_value *out,
                    size_t *unread, struct err *e)
{
    struct reading r = {.e = e};
    TRY(decode_log(&r, event, log, out));
    *unread = r.rest.unread;
    return true;
}

bool abi_decode_log_as_cast(const struct abi_item *event, const struct abi_log *log,
                            struct abi_value *out, struct abi_rest *rest, struct err *e)
{
    struct reading r = {.is_as_cast = true, .e = e};
    TRY(decode_log(&r, event, log, out));
    *rest = r.rest;
    return true;
}
