/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"

/* The limits, and that hostile documents take no longer than others. */
TestSuite(yaml_limits, .timeout = 120);

static bool parses(const struct buf *text, struct err *e)
{
    *e = (struct err){0};
    cr_assert(buf_is_whole(text));
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = yaml_parse(buf_view(text), e);
    return yaml != NULL;
}

static void expect_too_big(const struct buf *text, const char *what)
{
    struct err e;
    cr_expect_not(parses(text, &e));
    cr_expect_eq(e.kind, ERR_TOO_BIG, "%s", e.text);
    cr_expect_not_null(strstr(e.text, what), "%s", e.text);
}

static struct buf repeated(const char *text, size_t n)
{
    struct buf b = buf_start(2 * MIB);
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, text);
    }
    return b;
}

Test(yaml_limits, a_mebibyte_is_taken_and_no_more)
{
    struct err e;
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    buf_text(&b, "a: ");
    buf_repeat(&b, 'x', YAML_SIZE_MAX - 3);
    cr_expect(parses(&b, &e), "%s", e.text);
    buf_char(&b, 'x');
    expect_too_big(&b, "more than 1048576 bytes of YAML");
}

static struct buf nested(size_t n, bool is_flow)
{
    struct buf b = buf_start(2 * MIB);
    for (size_t i = 0; i < n; i++) {
        buf_text(&b, is_flow ? i % 2 == 0 ? "[" : "{a: " : "- ");
    }
    for (size_t i = is_flow ? n : 0; i-- > 0;) {
        buf_char(&b, i % 2 == 0 ? ']' : '}');
    }
    return b;
}

/* n collections around a scalar are n + 1 levels; the last of flow ones may be empty. */
Test(yaml_limits, depth_is_limited)
{
    struct err e;
    AUTO(buf_done) struct buf fits = nested(YAML_DEPTH_MAX - 1, true);
    AUTO(buf_done) struct buf deep = nested(YAML_DEPTH_MAX, true);
    AUTO(buf_done) struct buf deeper = nested(YAML_DEPTH_MAX + 1, true);
    AUTO(buf_done) struct buf dashes = nested(YAML_DEPTH_MAX - 1, false);
    AUTO(buf_done) struct buf more_dashes = nested(YAML_DEPTH_MAX, false);
    cr_expect(parses(&fits, &e), "%s", e.text);
    expect_too_big(&deep, "nested more than 64 levels deep");
    expect_too_big(&deeper, "nested more than 64 levels deep");
    cr_expect(parses(&dashes, &e), "%s", e.text);
    expect_too_big(&more_dashes, "nested more than 64 levels deep");
}

/* Each anchor holds the one before: `n` + 2 levels by aliases alone. */
static struct buf ladder(size_t n)
{
    struct buf b = buf_start(64 * KIB);
    buf_text(&b, "- &a0 x\n");
    for (size_t i = 1; i <= n; i++) {
        buf_printf(&b, "- &a%zu [*a%zu]\n", i, i - 1);
    }
    return b;
}

Test(yaml_limits, depth_counts_what_aliases_name)
{
    struct err e;
    AUTO(buf_done) struct buf fits = ladder(YAML_DEPTH_MAX - 2);
    AUTO(buf_done) struct buf deep = ladder(YAML_DEPTH_MAX - 1);
    cr_expect(parses(&fits, &e), "%s", e.text);
    expect_too_big(&deep, "nested more than 64 levels deep");
}

Test(yaml_limits, values_and_keys_are_counted)
{
    struct err e;
    AUTO(buf_done) struct buf fits = repeated("- a\n", YAML_NODES_MAX - 1);
    AUTO(buf_done) struct buf over = repeated("- a\n", YAML_NODES_MAX);
    cr_expect(parses(&fits, &e), "%s", e.text);
    expect_too_big(&over, "more than 100000 values");

    AUTO(buf_done) struct buf keys = buf_start(2 * MIB);
    for (size_t i = 0; i < YAML_NODES_MAX / 2 - 1; i++) {
        buf_printf(&keys, "%zu:\n", i);
    }
    cr_expect(parses(&keys, &e), "%s", e.text);
    buf_text(&keys, "x:\n");
    expect_too_big(&keys, "more than 100000 values");
}

/* Ten times as much a level. */
static struct buf bomb(size_t levels, const char *reference)
{
    struct buf b = buf_start(64 * KIB);
    buf_text(&b, "l0: &l0 {a: 1}\n");
    for (size_t i = 1; i <= levels; i++) {
        buf_printf(&b, "l%zu: &l%zu {", i, i);
        for (size_t k = 0; k < 10; k++) {
            buf_printf(&b, "%sk%zu: %sl%zu", k > 0 ? ", " : "", k, reference, i - 1);
        }
        buf_text(&b, "}\n");
    }
    return b;
}

Test(yaml_limits, an_alias_bomb_is_refused_before_it_is_followed)
{
    struct err e;
    int64_t start = clock_monotonic_ms();
    AUTO(buf_done) struct buf small = bomb(4, "*");
    AUTO(buf_done) struct buf five = bomb(5, "*");
    AUTO(buf_done) struct buf many = bomb(60, "*");
    cr_expect(parses(&small, &e), "%s", e.text);
    expect_too_big(&five, "more than 100000 values, aliases followed");
    expect_too_big(&many, "more than 100000 values, aliases followed");
    cr_expect_lt(clock_monotonic_ms() - start, 2000);
}

/* What is merged counts as often as it is named, also when it changes nothing. */
Test(yaml_limits, a_merge_bomb_is_refused)
{
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    buf_text(&b, "- &a {");
    for (size_t i = 0; i < 1000; i++) {
        buf_printf(&b, "k%zu: 1, ", i);
    }
    buf_text(&b, "}\n- {<<: [");
    for (size_t i = 0; i < 1000; i++) {
        buf_text(&b, "*a, ");
    }
    buf_text(&b, "]}\n");
    expect_too_big(&b, "more than 100000 values, aliases followed");
}

/* A mapping of 2001 values that many others merge: the 49th is over the limit, and is not made. */
Test(yaml_limits, merges_end_where_the_limit_is)
{
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    buf_text(&b, "- &a {");
    for (size_t i = 0; i < 1000; i++) {
        buf_printf(&b, "k%zu: 1, ", i);
    }
    buf_text(&b, "}\n");
    for (size_t i = 0; i < 49; i++) {
        buf_text(&b, "- {<<: *a}\n");
    }
    expect_too_big(&b, "line 50, column 8: more than 100000 values, aliases followed");
}

Test(yaml_limits, anchors_are_counted)
{
    struct err e;
    AUTO(buf_done) struct buf fits = repeated("- &a x\n", YAML_ANCHORS_MAX);
    AUTO(buf_done) struct buf over = repeated("- &a x\n", YAML_ANCHORS_MAX + 1);
    cr_expect(parses(&fits, &e), "%s", e.text);
    expect_too_big(&over, "more than 1000 anchors");
}

Test(yaml_limits, hostile_documents_take_no_longer_than_others)
{
    static const char *const texts[] = {
        "[",     "{a: ", "- ",    "? ", "a: ",  "&a ", "!a ",  "\"", "'",  "\n",  " ",     "#",
        "- a\n", "[a, ", "---\n", "|",  "*a\n", "\r",  "%A\n", ": ", "\t", "{? ", "- >\n", "x\n",
    };
    int64_t start = clock_monotonic_ms();
    for (size_t i = 0; i < COUNT(texts); i++) {
        struct err e;
        AUTO(buf_done) struct buf b = repeated(texts[i], YAML_SIZE_MAX / strlen(texts[i]));
        (void)parses(&b, &e);
    }
    cr_expect_lt(clock_monotonic_ms() - start, 60000);

    /* The most duplicates to look through, and the most aliases to look up. */
    AUTO(buf_done) struct buf b = buf_start(2 * MIB);
    for (size_t i = 0; i < YAML_ANCHORS_MAX; i++) {
        buf_printf(&b, "- &name%zu x\n", i);
    }
    for (size_t i = 0; i < 70000; i++) {
        buf_text(&b, "- *name0\n");
    }
    struct err e;
    cr_expect(parses(&b, &e), "%s", e.text);
    cr_expect_lt(clock_monotonic_ms() - start, 90000);
}
