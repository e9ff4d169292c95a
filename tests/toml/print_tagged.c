/* SPDX-License-Identifier: Apache-2.0 */
/* print_tagged FILE…: a line of JSON for each, the document with every value tagged by its kind as
 * toml-test does it, or a string: why it was refused. */
#include <stdio.h>

#include "base/fs.h"
#include "base/mem.h"
#include "codec/json_write.h"
#include "codec/toml.h"

static const char *const tags[] = {
    [TOML_STRING] = "string",
    [TOML_INTEGER] = "integer",
    [TOML_FLOAT] = "float",
    [TOML_BOOLEAN] = "bool",
    [TOML_OFFSET_DATE_TIME] = "datetime",
    [TOML_LOCAL_DATE_TIME] = "datetime-local",
    [TOML_LOCAL_DATE] = "date-local",
    [TOML_LOCAL_TIME] = "time-local",
};

static void write_scalar(struct json_writer *w, const struct toml_node *node)
{
    struct text text = {"", 0};
    bool flag = false;
    int64_t integer = 0;
    json_begin_object(w);
    json_member_string(w, "type", tags[toml_kind(node)]);
    json_key(w, "value");
    if (toml_bool(node, &flag)) {
        json_write_string(w, flag ? "true" : "false");
    } else if (toml_int(node, &integer)) {
        char decimal[32];
        (void)snprintf(decimal, sizeof decimal, "%lld", (long long)integer);
        json_write_string(w, decimal);
    } else if (toml_text(node, &text) || toml_literal(node, &text)) {
        json_write_text(w, text);
    }
    json_end_object(w);
}

static void write_node(struct json_writer *w, const struct toml_node *node)
{
    if (toml_kind(node) == TOML_TABLE) {
        json_begin_object(w);
        for (const struct toml_node *at = toml_first(node); at != NULL; at = toml_next(at)) {
            AUTO(mem_freep) char *name = text_dup(toml_name(at));
            json_key(w, name);
            write_node(w, at);
        }
        json_end_object(w);
    } else if (toml_kind(node) == TOML_ARRAY) {
        json_begin_array(w);
        for (const struct toml_node *at = toml_first(node); at != NULL; at = toml_next(at)) {
            write_node(w, at);
        }
        json_end_array(w);
    } else {
        write_scalar(w, node);
    }
}

static bool print(const char *path)
{
    struct err e = {0};
    AUTO(buf_done) struct buf in = buf_start(MIB);
    AUTO(buf_done) struct buf out = buf_start(16 * MIB);
    struct json_writer w = json_writer_to(&out, false);
    if (!fs_read(path, &in, &e)) {
        (void)fprintf(stderr, "%s: %s\n", path, e.text);
        return false;
    }
    AUTO(toml_freep) struct toml *toml = toml_parse(buf_view(&in), &e);
    if (toml == NULL) {
        json_write_string(&w, e.text);
    } else {
        write_node(&w, toml_root(toml));
    }
    buf_char(&out, '\n');
    return buf_is_whole(&out) && fwrite(out.at, 1, out.len, stdout) == out.len;
}

int main(int argc, char **argv)
{
    bool ok = true;
    for (int i = 1; i < argc; i++) {
        ok = print(argv[i]) && ok;
    }
    return ok ? 0 : 1;
}
