/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/print.h"

#include "base/fs.h"
#include "base/mem.h"
#include "cli/printer.h"

/* An answer that is gathered in memory; what may be longer is streamed. */
#define ANSWER_MAX (64 * MIB)

struct printer *printer_new(const struct print_ops *ops, int fd, struct print_style style)
{
    struct printer *p = mem_new(sizeof *p);
    p->ops = ops;
    p->out = buf_start(ANSWER_MAX);
    p->json = json_writer_to(&p->out, true);
    p->style = style;
    p->fd = fd;
    return p;
}

void printer_free(struct printer *p)
{
    if (p != NULL) {
        buf_done(&p->out);
        mem_free(p);
    }
}

bool printer_flush(struct printer *p, struct err *e)
{
    if (!buf_is_whole(&p->out)) {
        return err_set(e, ERR_TOO_BIG, "the answer is larger than %zu bytes", ANSWER_MAX);
    }
    TRY(fs_write_fd(p->fd, buf_view(&p->out), "standard output", e));
    buf_clear(&p->out);
    return true;
}

struct bytes print_gathered(const struct printer *p)
{
    return buf_view(&p->out);
}

void printer_drop(struct printer *p)
{
    buf_clear(&p->out);
    p->json = json_writer_to(&p->out, true);
    p->depth = 0;
    p->first_item = false;
}

void print_begin(struct printer *p, const char *schema)
{
    p->ops->begin_record(p, NULL);
    if (print_is_json(p)) {
        print_string(p, "schema", schema);
    }
}

void print_end(struct printer *p)
{
    p->ops->end_record(p);
    p->ops->finish(p);
}

void print_record(struct printer *p, const char *key)
{
    p->ops->begin_record(p, key);
}

void print_record_end(struct printer *p)
{
    p->ops->end_record(p);
}

void print_list(struct printer *p, const char *key)
{
    p->ops->begin_list(p, key);
}

void print_list_end(struct printer *p)
{
    p->ops->end_list(p);
}

void print_text(struct printer *p, const char *key, struct text value)
{
    p->ops->text(p, key, value);
}

void print_string(struct printer *p, const char *key, const char *value)
{
    p->ops->text(p, key, text_of(value));
}

void print_hex(struct printer *p, const char *key, struct bytes value)
{
    AUTO(buf_done) struct buf hex = buf_start(2 * value.left);
    buf_hex(&hex, value);
    p->ops->text(p, key, buf_view_text(&hex));
}

void print_uint(struct printer *p, const char *key, uint64_t value)
{
    p->ops->number(p, key, value);
}

void print_bool(struct printer *p, const char *key, bool value)
{
    p->ops->flag(p, key, value);
}

void print_instant(struct printer *p, const char *key, instant value)
{
    char text[INSTANT_TEXT];
    print_string(p, key, instant_format(value, text));
}

void print_null(struct printer *p, const char *key)
{
    p->ops->null(p, key);
}

void print_document(struct printer *p, struct bytes document)
{
    buf_add(&p->out, document);
}

bool print_stream(struct printer *p, struct bytes document, struct err *e)
{
    TRY(printer_flush(p, e));
    return fs_write_fd(p->fd, document, "standard output", e);
}

struct json_writer *print_writer(struct printer *p)
{
    return &p->json;
}

bool print_is_json(const struct printer *p)
{
    return p->ops == &print_json_ops;
}

const struct print_style *print_style_of(const struct printer *p)
{
    return &p->style;
}
