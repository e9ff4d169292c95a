/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/line_edit.h"

#include <stdlib.h>

#include "base/bytes.h"
#include "base/mem.h"

struct lines lines_of(struct text text)
{
    struct lines lines = {.ends_in_newline = text.len == 0 || text.at[text.len - 1] == '\n'};
    size_t room = 1;
    for (size_t i = 0; i < text.len; i++) {
        room += text.at[i] == '\n' ? 1 : 0;
    }
    lines.at = mem_array(room, sizeof *lines.at);
    while (text.len > 0) {
        struct text line;
        bool is_ended = text_split(text, '\n', &line, &text);
        bool is_crlf = is_ended && line.len > 0 && line.at[line.len - 1] == '\r';
        line.len -= is_crlf ? 1 : 0;
        lines.n_crlf += is_crlf ? 1 : 0;
        lines.at[lines.n++] = line;
        text.len = is_ended ? text.len : 0;
    }
    return lines;
}

void lines_done(struct lines *lines)
{
    mem_free(lines->at);
    *lines = (struct lines){.at = NULL};
}

/* The same lines have the same number, others another. */
struct numbered {
    size_t *from;
    size_t n_from;
    size_t *to;
    size_t n_to;
};

struct place {
    struct text line;
    size_t *number;
};

static int by_line(const void *a, const void *b)
{
    const struct place *left = a;
    const struct place *right = b;
    return bytes_compare(text_bytes(left->line), text_bytes(right->line));
}

static void number_lines(const struct text *from, const struct text *to, struct numbered *out)
{
    size_t n = out->n_from + out->n_to;
    struct place *places = mem_array(n, sizeof *places);
    for (size_t i = 0; i < n; i++) {
        bool is_from = i < out->n_from;
        places[i].line = is_from ? from[i] : to[i - out->n_from];
        places[i].number = is_from ? &out->from[i] : &out->to[i - out->n_from];
    }
    qsort(places, n, sizeof *places, by_line);
    size_t number = 0;
    for (size_t i = 0; i < n; i++) {
        number += i > 0 && !text_equal(places[i - 1].line, places[i].line) ? 1 : 0;
        *places[i].number = number;
    }
    mem_free(places);
}

/* The furthest x on each diagonal k = x - y, for each number of steps d: row d has the diagonals
 * -d … d, at d * d. Moves are to the right (a line taken out) and down (a line put in). */
struct search {
    const struct numbered *lines;
    size_t *furthest;
};

static size_t *cell(const struct search *s, size_t d, ptrdiff_t k)
{
    return &s->furthest[d * d + (size_t)(k + (ptrdiff_t)d)];
}

/* The last move onto diagonal k in step d is down, and not to the right. */
static bool is_down(const struct search *s, size_t d, ptrdiff_t k)
{
    ptrdiff_t most = (ptrdiff_t)d;
    return k == -most || (k != most && *cell(s, d - 1, k - 1) < *cell(s, d - 1, k + 1));
}

/* Where step d arrives on diagonal k, before the lines there that are the same. */
static size_t arrival(const struct search *s, size_t d, ptrdiff_t k)
{
    if (d == 0) {
        return 0;
    }
    return is_down(s, d, k) ? *cell(s, d - 1, k + 1) : *cell(s, d - 1, k - 1) + 1;
}

/* Fills one diagonal of step d; true when it ends at the end of both. Outside of the texts it only
 * moves on along the border. */
static bool advance(const struct search *s, size_t d, ptrdiff_t k)
{
    const struct numbered *lines = s->lines;
    size_t x = arrival(s, d, k);
    size_t y = (size_t)((ptrdiff_t)x - k);
    while (x < lines->n_from && y < lines->n_to && lines->from[x] == lines->to[y]) {
        x++;
        y++;
    }
    *cell(s, d, k) = x;
    return x == lines->n_from && y == lines->n_to;
}

static bool advance_all(const struct search *s, size_t d)
{
    for (ptrdiff_t k = -(ptrdiff_t)d; k <= (ptrdiff_t)d; k += 2) {
        if (advance(s, d, k)) {
            return true;
        }
    }
    return false;
}

/* Goes back from the end to the start and marks the moves. */
static void mark_moves(const struct search *s, size_t d, bool *from_only, bool *to_only)
{
    ptrdiff_t k = (ptrdiff_t)s->lines->n_from - (ptrdiff_t)s->lines->n_to;
    for (; d > 0; d--) {
        size_t x = arrival(s, d, k);
        if (is_down(s, d, k)) {
            to_only[(size_t)((ptrdiff_t)x - k) - 1] = true;
            k++;
        } else {
            from_only[x - 1] = true;
            k--;
        }
    }
}

static bool search(const struct numbered *lines, bool *from_only, bool *to_only)
{
    size_t most = lines->n_from + lines->n_to;
    most = most < LINE_EDIT_STEPS_MAX ? most : LINE_EDIT_STEPS_MAX;
    struct search s = {lines, mem_array((most + 1) * (most + 1), sizeof *s.furthest)};
    size_t d = 0;
    while (d <= most && !advance_all(&s, d)) {
        d++;
    }
    if (d <= most) {
        mark_moves(&s, d, from_only, to_only);
    }
    mem_free(s.furthest);
    return d <= most;
}

static void mark_all(const struct numbered *lines, bool *from_only, bool *to_only)
{
    for (size_t i = 0; i < lines->n_from; i++) {
        from_only[i] = true;
    }
    for (size_t i = 0; i < lines->n_to; i++) {
        to_only[i] = true;
    }
}

static void edit_between(const struct text *from, const struct text *to, struct numbered *lines,
                         bool *marks[2])
{
    if (lines->n_from > LINE_EDIT_LINES_MAX || lines->n_to > LINE_EDIT_LINES_MAX) {
        mark_all(lines, marks[0], marks[1]);
        return;
    }
    lines->from = mem_array(lines->n_from, sizeof *lines->from);
    lines->to = mem_array(lines->n_to, sizeof *lines->to);
    number_lines(from, to, lines);
    if (!search(lines, marks[0], marks[1])) {
        mark_all(lines, marks[0], marks[1]);
    }
    mem_free(lines->from);
    mem_free(lines->to);
}

void line_edit(const struct lines *from, const struct lines *to, bool *from_only, bool *to_only)
{
    size_t shorter = from->n < to->n ? from->n : to->n;
    size_t head = 0;
    size_t tail = 0;
    while (head < shorter && text_equal(from->at[head], to->at[head])) {
        head++;
    }
    while (head + tail < shorter &&
           text_equal(from->at[from->n - tail - 1], to->at[to->n - tail - 1])) {
        tail++;
    }
    struct numbered between = {.n_from = from->n - head - tail, .n_to = to->n - head - tail};
    bool *marks[2] = {from_only + head, to_only + head};
    edit_between(from->at + head, to->at + head, &between, marks);
}
