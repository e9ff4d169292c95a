/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/printer.h"

static void key_of(struct printer *p, const char *key)
{
    if (key != NULL) {
        json_key(&p->json, key);
    }
}

static void begin_record(struct printer *p, const char *key)
{
    key_of(p, key);
    json_begin_object(&p->json);
}

static void end_record(struct printer *p)
{
    json_end_object(&p->json);
}

static void begin_list(struct printer *p, const char *key)
{
    key_of(p, key);
    json_begin_array(&p->json);
}

static void end_list(struct printer *p)
{
    json_end_array(&p->json);
}

static void write_text(struct printer *p, const char *key, struct text value)
{
    key_of(p, key);
    json_write_text(&p->json, value);
}

static void write_number(struct printer *p, const char *key, uint64_t value)
{
    key_of(p, key);
    json_write_uint(&p->json, value);
}

static void write_flag(struct printer *p, const char *key, bool value)
{
    key_of(p, key);
    json_write_bool(&p->json, value);
}

static void write_null(struct printer *p, const char *key)
{
    key_of(p, key);
    json_write_null(&p->json);
}

static void finish(struct printer *p)
{
    buf_char(&p->out, '\n');
}

const struct print_ops print_json_ops = {
    .begin_record = begin_record,
    .end_record = end_record,
    .begin_list = begin_list,
    .end_list = end_list,
    .text = write_text,
    .number = write_number,
    .flag = write_flag,
    .null = write_null,
    .finish = finish,
};
