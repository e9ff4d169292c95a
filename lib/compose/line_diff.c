/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/line_diff.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "compose/line_edit.h"

enum { LINE_SHOWN = 1000 };

/* One line of the script: the same in both, or of one of them. */
struct step {
    char sign; /* ' ', '-', '+' */
    struct text line;
    size_t from; /* lines before it */
    size_t to;
};

struct script {
    struct step *at;
    size_t n;
};

static struct script script_of(const struct lines *from, const struct lines *to)
{
    bool *from_only = mem_array(from->n, sizeof *from_only);
    bool *to_only = mem_array(to->n, sizeof *to_only);
    line_edit(from, to, from_only, to_only);
    struct script script = {mem_array(from->n + to->n, sizeof *script.at), 0};
    size_t x = 0;
    size_t y = 0;
    while (x < from->n || y < to->n) {
        struct step *step = &script.at[script.n++];
        *step = (struct step){.sign = ' ', .from = x, .to = y};
        if (x < from->n && from_only[x]) {
            step->sign = '-';
            step->line = from->at[x++];
        } else if (y < to->n && to_only[y]) {
            step->sign = '+';
            step->line = to->at[y++];
        } else {
            step->line = from->at[x++];
            y++;
        }
    }
    mem_free(from_only);
    mem_free(to_only);
    return script;
}

static void script_done(struct script *script)
{
    mem_free(script->at);
}

/* Tabs stay: they are how some files are indented. */
static void show_line(struct text line, struct buf *out)
{
    bool goes_on = true;
    size_t cut = line.len > LINE_SHOWN ? line.len - LINE_SHOWN : 0;
    while (cut > 0 && cut < line.len && ((uint8_t)line.at[line.len - cut] & 0xc0) == 0x80) {
        cut++;
    }
    line.len -= cut;
    while (goes_on) {
        struct text part;
        goes_on = text_split(line, '\t', &part, &line);
        utf8_escape(part, out);
        buf_text(out, goes_on ? "\t" : "");
    }
    if (cut > 0) {
        buf_printf(out, "… (%zu more bytes)", cut);
    }
}

/* The first step of the next hunk at or behind `at`, and behind its last one; false at the end. */
static bool next_hunk(const struct script *script, size_t context, size_t at, size_t range[2])
{
    size_t i = at;
    while (i < script->n && script->at[i].sign == ' ') {
        i++;
    }
    if (i == script->n) {
        return false;
    }
    range[0] = i - at > context ? i - context : at;
    size_t same = 0;
    range[1] = i;
    /* Hunks whose contexts touch are one. */
    for (; i < script->n && same <= 2 * context; i++) {
        same = script->at[i].sign == ' ' ? same + 1 : 0;
        range[1] = same == 0 ? i + 1 : range[1];
    }
    size_t left = script->n - range[1];
    range[1] += left < context ? left : context;
    return true;
}

static size_t count(const struct script *script, const size_t range[2], char other)
{
    size_t n = 0;
    for (size_t i = range[0]; i < range[1]; i++) {
        n += script->at[i].sign != other ? 1 : 0;
    }
    return n;
}

/* "12,3": as in diff(1), an empty range is named by the line before it, one of one line alone. */
static void show_range(char sign, size_t before, size_t n, struct buf *out)
{
    buf_printf(out, " %c%zu", sign, n > 0 ? before + 1 : before);
    if (n != 1) {
        buf_printf(out, ",%zu", n);
    }
}

struct printer {
    const struct script *script;
    size_t left;   /* lines that may still be written */
    size_t hidden; /* lines that differ and were not */
    struct buf *out;
};

static void print_hunk(struct printer *p, const size_t range[2])
{
    const struct step *first = &p->script->at[range[0]];
    if (p->left > 0) {
        buf_text(p->out, "@@");
        show_range('-', first->from, count(p->script, range, '+'), p->out);
        show_range('+', first->to, count(p->script, range, '-'), p->out);
        buf_text(p->out, " @@\n");
    }
    for (size_t i = range[0]; i < range[1]; i++) {
        const struct step *step = &p->script->at[i];
        if (p->left == 0) {
            p->hidden += step->sign != ' ' ? 1 : 0;
            continue;
        }
        p->left--;
        buf_char(p->out, step->sign);
        show_line(step->line, p->out);
        buf_char(p->out, '\n');
    }
}

static void print_hunks(const struct script *script, const struct line_diff_options *options,
                        struct buf *out)
{
    struct printer p = {.script = script, .left = options->lines_max, .out = out};
    size_t range[2] = {0, 0};
    bool is_first = true;
    while (next_hunk(script, options->context, range[1], range)) {
        if (is_first) {
            buf_printf(out, "--- %s\n+++ %s\n", options->from_name, options->to_name);
        }
        is_first = false;
        print_hunk(&p, range);
    }
    if (p.hidden > 0) {
        buf_printf(out, "… and %zu more line%s\n", p.hidden,
                   p.hidden == 1 ? " differs" : "s differ");
    }
}

static void print_ends(const struct lines *from, const struct lines *to,
                       const struct line_diff_options *options, struct buf *out)
{
    const struct lines *both[2] = {from, to};
    const char *const names[2] = {options->from_name, options->to_name};
    if (from->n_crlf != to->n_crlf) {
        buf_printf(out, "line ends: %zu of %s, %zu of %s are CR LF\n", from->n_crlf, names[0],
                   to->n_crlf, names[1]);
    }
    for (size_t i = 0; i < 2; i++) {
        if (from->ends_in_newline != to->ends_in_newline && !both[i]->ends_in_newline) {
            buf_printf(out, "no newline at the end of %s\n", names[i]);
        }
    }
}

bool line_diff(struct text from, struct text to, const struct line_diff_options *options,
               struct buf *out)
{
    if (text_equal(from, to)) {
        return true;
    }
    AUTO(lines_done) struct lines from_lines = lines_of(from);
    AUTO(lines_done) struct lines to_lines = lines_of(to);
    AUTO(script_done) struct script script = script_of(&from_lines, &to_lines);
    size_t before = out->len;
    print_hunks(&script, options, out);
    print_ends(&from_lines, &to_lines, options, out);
    if (out->len == before) {
        buf_printf(out, "line ends: other lines of %s and %s are CR LF\n", options->from_name,
                   options->to_name);
    }
    return false;
}
