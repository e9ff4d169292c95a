/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/utf8.h"
#include "cli/printer.h"

enum { STEP = 2, LABEL_WIDTH = 26 };

/* The whole answer's record is not indented; what is inside it is, by one step a level. */
static void indent(struct printer *p)
{
    unsigned steps = p->depth > 0 ? p->depth - 1 : 0;
    if (p->first_item) {
        buf_repeat(&p->out, ' ', (size_t)(steps - 1) * STEP);
        buf_text(&p->out, "- ");
        p->first_item = false;
        return;
    }
    buf_repeat(&p->out, ' ', (size_t)steps * STEP);
}

static void label(struct printer *p, const char *key)
{
    size_t start = p->out.len;
    indent(p);
    if (key == NULL) {
        return;
    }
    for (const char *c = key; *c != 0; c++) {
        buf_char(&p->out, *c == '_' ? ' ' : *c);
    }
    buf_char(&p->out, ':');
    size_t used = p->out.len - start;
    buf_repeat(&p->out, ' ', used < LABEL_WIDTH ? LABEL_WIDTH - used : 1);
}

static void heading(struct printer *p, const char *key)
{
    if (key == NULL) {
        return;
    }
    indent(p);
    for (const char *c = key; *c != 0; c++) {
        buf_char(&p->out, *c == '_' ? ' ' : *c);
    }
    buf_text(&p->out, ":\n");
}

static void begin_record(struct printer *p, const char *key)
{
    heading(p, key);
    /* A record without a key inside another thing is an item of a list. */
    p->first_item = key == NULL && p->depth > 0;
    p->depth++;
}

static void end_record(struct printer *p)
{
    p->first_item = false;
    p->depth--;
}

static void begin_list(struct printer *p, const char *key)
{
    heading(p, key);
    p->depth++;
}

static void end_list(struct printer *p)
{
    p->depth--;
}

static void write_text(struct printer *p, const char *key, struct text value)
{
    label(p, key);
    utf8_escape(value, &p->out);
    buf_char(&p->out, '\n');
}

static void write_number(struct printer *p, const char *key, uint64_t value)
{
    label(p, key);
    buf_printf(&p->out, "%llu\n", (unsigned long long)value);
}

static void write_flag(struct printer *p, const char *key, bool value)
{
    label(p, key);
    buf_text(&p->out, value ? "yes\n" : "no\n");
}

static void write_null(struct printer *p, const char *key)
{
    label(p, key);
    buf_text(&p->out, "-\n");
}

static void finish(struct printer *p)
{
    (void)p;
}

const struct print_ops print_text_ops = {
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
