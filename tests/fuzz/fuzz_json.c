/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: json_parse, json_raw_member, json_write_text, json_write_raw, jcs_write. */
#include "target.h"

#include <stdlib.h>

#include "base/mem.h"
#include "codec/jcs.h"
#include "codec/json.h"
#include "codec/json_write.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void write_value(struct json_writer *w, const struct json_value *value);

static void write_members(struct json_writer *w, const struct json_value *value)
{
    for (const struct json_value *at = json_first(value); at != NULL; at = json_next(at)) {
        if (json_is_object(value)) {
            AUTO(mem_freep) char *name = text_dup(json_name(at));
            json_key(w, name);
        }
        write_value(w, at);
    }
}

static void write_value(struct json_writer *w, const struct json_value *value)
{
    struct text text;
    bool flag = false;
    if (json_is_object(value)) {
        json_begin_object(w);
        write_members(w, value);
        json_end_object(w);
    } else if (json_is_array(value)) {
        json_begin_array(w);
        write_members(w, value);
        json_end_array(w);
    } else if (json_text(value, &text)) {
        json_write_text(w, text);
    } else if (json_number(value, &text)) {
        json_write_raw(w, text_bytes(text));
    } else if (json_bool(value, &flag)) {
        json_write_bool(w, flag);
    } else {
        require(json_is_null(value));
        json_write_null(w);
    }
}

static bool is_same_scalar(const struct json_value *a, const struct json_value *b)
{
    struct text left = {NULL, 0};
    struct text right = {NULL, 0};
    bool left_flag = false;
    bool right_flag = false;
    return json_text(a, &left) == json_text(b, &right) && text_equal(left, right) &&
           json_number(a, &left) == json_number(b, &right) && text_equal(left, right) &&
           json_bool(a, &left_flag) == json_bool(b, &right_flag) && left_flag == right_flag &&
           json_is_null(a) == json_is_null(b);
}

static bool is_same(const struct json_value *a, const struct json_value *b)
{
    if (json_is_object(a) != json_is_object(b) || json_is_array(a) != json_is_array(b) ||
        json_count(a) != json_count(b) || !is_same_scalar(a, b)) {
        return false;
    }
    a = json_first(a);
    b = json_first(b);
    while (a != NULL && text_equal(json_name(a), json_name(b)) && is_same(a, b)) {
        a = json_next(a);
        b = json_next(b);
    }
    return a == NULL;
}

static void check_equal(struct bytes text, const struct json_value *want)
{
    struct err e = {0};
    AUTO(json_freep) struct json *again = json_parse(text, &e);
    require(again != NULL && is_same(json_root(again), want));
}

static void check_raw_members(struct bytes text, const struct json_value *root)
{
    struct bytes raw;
    for (const struct json_value *at = json_first(root); at != NULL; at = json_next(at)) {
        AUTO(mem_freep) char *name = text_dup(json_name(at));
        require(json_raw_member(text, name, &raw));
        check_equal(raw, at);
    }
    require(!json_raw_member(text, "a name that no input has", &raw));
}

/* The canonical form, where there is one, is JSON and its own canonical form. */
static void check_canonical(const struct json_value *root)
{
    AUTO(buf_done) struct buf canonical = buf_start(16 * MIB);
    AUTO(buf_done) struct buf again = buf_start(16 * MIB);
    struct err e = {0};
    if (!jcs_write(root, &canonical, &e)) {
        require(e.kind == ERR_MALFORMED);
        return;
    }
    AUTO(json_freep) struct json *json = json_parse(buf_view(&canonical), &e);
    require(json != NULL && jcs_write(json_root(json), &again, &e));
    require(bytes_equal(buf_view(&canonical), buf_view(&again)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct bytes text = bytes_of(data, size);
    struct bytes raw;
    AUTO(json_freep) struct json *json = json_parse(text, &e);
    if (json == NULL) {
        /* What the strict scan accepts, cJSON has to accept. */
        require(e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG);
        require(!json_raw_member(text, "a", &raw) || raw.left <= size);
        return 0;
    }
    AUTO(buf_done) struct buf out = buf_start(16 * MIB);
    struct json_writer w = json_writer_to(&out, size % 2 == 0);
    write_value(&w, json_root(json));
    require(buf_is_whole(&out));
    check_equal(buf_view(&out), json_root(json));
    check_canonical(json_root(json));
    if (json_is_object(json_root(json))) {
        check_raw_members(text, json_root(json));
    }
    return 0;
}
