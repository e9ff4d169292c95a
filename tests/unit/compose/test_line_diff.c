/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/line_diff.h"

#include <criterion/criterion.h>

#include "base/clock.h"
#include "base/macro.h"
#include "base/mem.h"
#include "compose/line_edit.h"
#include "random.h"

TestSuite(line_diff, .timeout = 120);

static const struct line_diff_options usual = {"a", "b", 3, 100};

static void expect_by(const struct line_diff_options *options, const char *from, const char *to,
                      const char *want)
{
    AUTO(buf_done) struct buf out = buf_start(MIB);
    bool is_same = line_diff(text_of(from), text_of(to), options, &out);
    cr_expect_eq(is_same, want[0] == 0);
    cr_expect(text_is(buf_view_text(&out), want), "is\n%.*snot\n%s", TEXT_ARG(buf_view_text(&out)),
              want);
}

static void expect(const char *from, const char *to, const char *want)
{
    expect_by(&usual, from, to, want);
}

/* Hunks as diff -u (GNU diffutils 3.8) prints them. */
Test(line_diff, hunks_are_those_of_diff)
{
    expect("", "", "");
    expect("x\ny\n", "x\ny\n", "");
    expect("", "x\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+x\n");
    expect("x\ny\n", "", "--- a\n+++ b\n@@ -1,2 +0,0 @@\n-x\n-y\n");
    expect("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nx\n6\n7\n8\n9\n",
           "--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n");
    expect("1\n2\n3\n4\n5\n6\n7\n8\n", "0\n1\n2\n3\n4\n5\n6\n7\n8\n9\n",
           "--- a\n+++ b\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -6,3 +7,4 @@\n 6\n 7\n 8\n+9\n");
    expect("1\n2\n3\n4\n5\n6\n", "0\n1\n2\n3\n4\n5\n6\n9\n",
           "--- a\n+++ b\n@@ -1,6 +1,8 @@\n+0\n 1\n 2\n 3\n 4\n 5\n 6\n+9\n");
}

Test(line_diff, context_is_as_asked_for)
{
    const struct line_diff_options none = {"a", "b", 0, 100};
    const struct line_diff_options one = {"a", "b", 1, 100};
    expect_by(&none, "1\n2\n3\n", "1\nx\n3\n", "--- a\n+++ b\n@@ -2 +2 @@\n-2\n+x\n");
    expect_by(&none, "1\n2\n", "1\nx\n2\n", "--- a\n+++ b\n@@ -1,0 +2 @@\n+x\n");
    expect_by(&one, "1\n2\n3\n4\n5\n", "x\n2\n3\n4\ny\n",
              "--- a\n+++ b\n@@ -1,2 +1,2 @@\n-1\n+x\n 2\n@@ -4,2 +4,2 @@\n 4\n-5\n+y\n");
}

Test(line_diff, what_does_not_fit_is_counted)
{
    const struct line_diff_options two = {"a", "b", 0, 2};
    const struct line_diff_options three = {"a", "b", 0, 3};
    const struct line_diff_options zero = {"a", "b", 3, 0};
    expect_by(&two, "1\n2\n3\n4\n5\n", "x\n2\n3\n4\ny\n",
              "--- a\n+++ b\n@@ -1 +1 @@\n-1\n+x\n… and 2 more lines differ\n");
    expect_by(&three, "1\n2\n3\n4\n5\n", "x\n2\n3\n4\ny\n",
              "--- a\n+++ b\n@@ -1 +1 @@\n-1\n+x\n@@ -5 +5 @@\n-5\n… and 1 more line differs\n");
    expect_by(&zero, "1\n", "2\n", "--- a\n+++ b\n… and 2 more lines differ\n");
}

Test(line_diff, ends_of_lines_are_told_apart)
{
    expect("x\ny\n", "x\ny", "no newline at the end of b\n");
    expect("x", "x\n", "no newline at the end of a\n");
    expect("x\r\ny\r\n", "x\ny\n", "line ends: 2 of a, 0 of b are CR LF\n");
    expect("x\r\ny", "x\ny\n", "line ends: 1 of a, 0 of b are CR LF\nno newline at the end of a\n");
    expect("x\r\ny\n", "x\ny\r\n", "line ends: other lines of a and b are CR LF\n");
    expect("x\r\n", "y\n",
           "--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\nline ends: 1 of a, 0 of b are CR LF\n");
    expect("", "\n", "--- a\n+++ b\n@@ -0,0 +1 @@\n+\n");
    expect("x\r", "x", "--- a\n+++ b\n@@ -1 +1 @@\n-x\\x0d\n+x\n");
}

Test(line_diff, lines_are_fit_for_a_terminal)
{
    expect("\tx\n", "\t\x1b[2J\xff\n", "--- a\n+++ b\n@@ -1 +1 @@\n-\tx\n+\t\\x1b[2J\\xff\n");
    AUTO(buf_done) struct buf line = buf_start(4 * KIB);
    AUTO(buf_done) struct buf want = buf_start(4 * KIB);
    buf_repeat(&line, 'x', 999);
    buf_text(&line, "\xc3\xa9yz");
    buf_char(&line, 0);
    buf_text(&want, "--- a\n+++ b\n@@ -0,0 +1 @@\n+");
    buf_repeat(&want, 'x', 999);
    buf_text(&want, "… (4 more bytes)\nno newline at the end of b\n");
    buf_char(&want, 0);
    expect("", (const char *)line.at, (const char *)want.at);
}

static size_t count(const bool *marks, size_t n)
{
    size_t marked = 0;
    for (size_t i = 0; i < n; i++) {
        marked += marks[i] ? 1 : 0;
    }
    return marked;
}

/* Length of a longest common subsequence, by the table. */
static size_t common(const struct lines *a, const struct lines *b)
{
    size_t(*best)[32] = mem_array(32, sizeof *best);
    for (size_t i = 1; i <= a->n; i++) {
        for (size_t k = 1; k <= b->n; k++) {
            size_t up = best[i - 1][k];
            size_t left = best[i][k - 1];
            best[i][k] = up > left ? up : left;
            if (text_equal(a->at[i - 1], b->at[k - 1])) {
                best[i][k] = best[i - 1][k - 1] + 1;
            }
        }
    }
    size_t length = best[a->n][b->n];
    mem_free(best);
    return length;
}

static void expect_shortest(struct text from, struct text to)
{
    AUTO(lines_done) struct lines a = lines_of(from);
    AUTO(lines_done) struct lines b = lines_of(to);
    bool from_only[32] = {false};
    bool to_only[32] = {false};
    line_edit(&a, &b, from_only, to_only);
    size_t i = 0;
    size_t k = 0;
    while (i < a.n || k < b.n) {
        if (i < a.n && from_only[i]) {
            i++;
        } else if (k < b.n && to_only[k]) {
            k++;
        } else {
            cr_assert(i < a.n && k < b.n && text_equal(a.at[i], b.at[k]));
            i++;
            k++;
        }
    }
    cr_assert_eq(count(from_only, a.n) + count(to_only, b.n), a.n + b.n - 2 * common(&a, &b));
}

Test(line_diff, edits_are_right_and_shortest)
{
    struct random_source r = random_start();
    for (size_t n = 0; n < 20000; n++) {
        char texts[2][64];
        size_t size[2];
        for (size_t t = 0; t < 2; t++) {
            size_t lines = random_below(&r, 30);
            for (size_t i = 0; i < lines; i++) {
                texts[t][2 * i] = (char)('a' + random_below(&r, 1 + n % 6));
                texts[t][2 * i + 1] = '\n';
            }
            size[t] = 2 * lines;
        }
        expect_shortest((struct text){texts[0], size[0]}, (struct text){texts[1], size[1]});
    }
}

static void add_lines(struct buf *b, const char *prefix, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_printf(b, "%s%zu\n", prefix, i);
    }
}

/* Over the limits the middle is one block; the same head and tail stay out of it. */
Test(line_diff, limits_make_one_block)
{
    static const struct {
        size_t n;
        size_t marked;
    } cases[] = {
        {LINE_EDIT_STEPS_MAX / 2, LINE_EDIT_STEPS_MAX / 2},
        {LINE_EDIT_STEPS_MAX / 2 + 1, LINE_EDIT_STEPS_MAX / 2 + 2},
        {LINE_EDIT_LINES_MAX, LINE_EDIT_LINES_MAX + 1},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf a = buf_start(2 * MIB);
        AUTO(buf_done) struct buf b = buf_start(2 * MIB);
        struct buf *both[2] = {&a, &b};
        for (size_t t = 0; t < 2; t++) {
            add_lines(both[t], "head", 5);
            add_lines(both[t], t == 0 ? "a" : "b", cases[i].n / 2);
            buf_text(both[t], "same\n");
            add_lines(both[t], t == 0 ? "x" : "y", cases[i].n - cases[i].n / 2);
            add_lines(both[t], "tail", 5);
        }
        AUTO(lines_done) struct lines from = lines_of(buf_view_text(&a));
        AUTO(lines_done) struct lines to = lines_of(buf_view_text(&b));
        bool *from_only = mem_array(from.n, sizeof *from_only);
        bool *to_only = mem_array(to.n, sizeof *to_only);
        line_edit(&from, &to, from_only, to_only);
        cr_expect_eq(count(from_only, from.n), cases[i].marked, "%zu: %zu", cases[i].n,
                     count(from_only, from.n));
        cr_expect_eq(count(to_only, to.n), cases[i].marked);
        mem_free(from_only);
        mem_free(to_only);
    }
}

Test(line_diff, hostile_texts_take_no_longer_than_others)
{
    const struct line_diff_options options = {"a", "b", 3, 10};
    int64_t start = clock_monotonic_ms();
    AUTO(buf_done) struct buf a = buf_start(2 * MIB);
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    for (size_t i = 0; i < LINE_EDIT_LINES_MAX - 2; i++) {
        buf_text(&a, i % 2 == 0 ? "x\n" : "y\n");
        buf_text(&b, i % 3 == 0 ? "x\n" : "y\n");
    }
    AUTO(buf_done) struct buf out = buf_start(MIB);
    cr_expect_not(line_diff(buf_view_text(&a), buf_view_text(&b), &options, &out));
    AUTO(buf_done) struct buf newlines = buf_start(MIB);
    buf_repeat(&newlines, '\n', MIB);
    cr_expect_not(line_diff(buf_view_text(&a), buf_view_text(&newlines), &options, &out));
    cr_expect_lt(clock_monotonic_ms() - start, 30000);
}
