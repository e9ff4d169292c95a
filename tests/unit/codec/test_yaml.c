/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/macro.h"

/* What is read, and what is refused. */
TestSuite(yaml, .timeout = 60);

static struct yaml_tree *parse(const char *text)
{
    struct err e = {0};
    struct yaml_tree *yaml = yaml_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(yaml, "%s: %s", text, e.text);
    return yaml;
}

/* The tree in a form to compare with: scalars between <>, null as ~, keys before a colon. */
static void show(const struct yaml_node *node, struct buf *out)
{
    struct text text;
    if (yaml_is_null(node)) {
        buf_char(out, '~');
    } else if (yaml_text(node, &text)) {
        buf_printf(out, "<%.*s>", TEXT_ARG(text));
    } else {
        buf_char(out, yaml_is_mapping(node) ? '{' : '[');
        for (size_t i = 0; i < yaml_count(node); i++) {
            struct text key = yaml_key(node, i);
            buf_printf(out, "%s%.*s%s", i > 0 ? " " : "", TEXT_ARG(key),
                       yaml_is_mapping(node) ? ":" : "");
            show(yaml_at(node, i), out);
        }
        buf_char(out, yaml_is_mapping(node) ? '}' : ']');
    }
}

static void expect_tree(const char *text, const char *want)
{
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = parse(text);
    AUTO(buf_done) struct buf out = buf_start(64 * KIB);
    show(yaml_root(yaml), &out);
    cr_expect(text_is(buf_view_text(&out), want), "%s\n  is  %.*s\n  not %s", text,
              TEXT_ARG(buf_view_text(&out)), want);
}

static void expect_refused(struct text text, const char *want)
{
    struct err e = {0};
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = yaml_parse(text_bytes(text), &e);
    cr_expect_null(yaml, "%.*s", TEXT_ARG(text));
    cr_expect_eq(e.kind, ERR_MALFORMED, "%.*s: %s", TEXT_ARG(text), e.text);
    cr_expect_str_eq(e.text, want, "%.*s: %s", TEXT_ARG(text), e.text);
}

static void refuse(const char *text, const char *want)
{
    expect_refused(text_of(text), want);
}

Test(yaml, collections_keep_their_order)
{
    expect_tree("b: 1\na: [x, y]\nc:\n  - d: 2\n    e: 3\n  -\n", "{b:<1> a:[<x> <y>] c:[{d:<2> "
                                                                  "e:<3>} ~]}");
    expect_tree("{}", "{}");
    expect_tree("a: []", "{a:[]}");
    expect_tree("- - a\n  - b\n- c", "[[<a> <b>] <c>]");
}

Test(yaml, scalars_stay_text)
{
    expect_tree("[yes, no, on, true, 0x1f, 012, 1.50, 2026-01-01, 1_000]",
                "[<yes> <no> <on> <true> <0x1f> <012> <1.50> <2026-01-01> <1_000>]");
    expect_tree("[\"yes\", 'it''s', \"a\\tb\\u00e9\", !!str 12]", "[<yes> <it's> <a\tb\xc3\xa9> "
                                                                  "<12>]");
    expect_tree("a: |\n  one\n  two\nb: >-\n  one\n  two\nc: |+\n  x\n\n",
                "{a:<one\ntwo\n> b:<one two> "
                "c:<x\n\n>}");
    expect_tree("a: x # not this\nb: x#y\n", "{a:<x> b:<x#y>}");
    expect_tree("a: \"x\\\n  y\"\r\nb: z\r\n", "{a:<xy> b:<z>}");
    expect_tree("\xef\xbb\xbf"
                "a: 1",
                "{a:<1>}");
    expect_tree("plain", "<plain>");
}

Test(yaml, null_is_not_a_text_that_says_null)
{
    expect_tree("[~, null, Null, NULL, \"\", '', \"null\", '~', !!str , !!str null, nULL]",
                "[~ ~ ~ ~ <> <> <null> <~> <> <null> <nULL>]");
    expect_tree("a:\nb: ", "{a:~ b:~}");
    cr_expect(yaml_is_null(NULL));
}

Test(yaml, aliases_share_what_they_name)
{
    expect_tree("a: &x {k: 1}\nb: *x\nc: [*x, &y v, *y]",
                "{a:{k:<1>} b:{k:<1>} c:[{k:<1>} <v> <v>]}");
    expect_tree("[&a 1, &a 2, *a]", "[<1> <2> <2>]");
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = parse("a: &x [1]\n\nb: *x");
    const struct yaml_node *root = yaml_root(yaml);
    cr_expect_eq(yaml_member(root, "a"), yaml_member(root, "b"));
    cr_expect_eq(yaml_line(yaml_member(root, "b")), 1);
    cr_expect_eq(yaml_key_line(root, 1), 3);
}

/* https://yaml.org/type/merge.html: own keys first, then the earlier of the sources. */
Test(yaml, merge_keys_are_merged)
{
    const char *const base = "- &a {x: 1, r: 10}\n- &b {x: 2, s: 20}\n";
    static const struct {
        const char *text;
        const char *want;
    } cases[] = {
        {"- {<<: *a}", "{x:<1> r:<10>}"},
        {"- {<<: *a, x: 9}", "{x:<9> r:<10>}"},
        {"- {x: 9, <<: *a}", "{x:<9> r:<10>}"},
        {"- {<<: [*a, *b]}", "{x:<1> r:<10> s:<20>}"},
        {"- {<<: [*b, *a], t: 3}", "{t:<3> x:<2> s:<20> r:<10>}"},
        {"- {<<: {<<: *a, q: 1}}", "{q:<1> x:<1> r:<10>}"},
        {"- {<<: []}", "{}"},
        {"- {\"<<\": *a}", "{<<:{x:<1> r:<10>}}"},
        {"- {!!str <<: *a}", "{<<:{x:<1> r:<10>}}"},
        {"- [<<]", "[<<<>]"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf text = buf_start(KIB);
        buf_printf(&text, "%s%s", base, cases[i].text);
        buf_char(&text, 0);
        AUTO(yaml_tree_freep) struct yaml_tree *yaml = parse((const char *)text.at);
        AUTO(buf_done) struct buf out = buf_start(KIB);
        show(yaml_at(yaml_root(yaml), 2), &out);
        cr_expect(text_is(buf_view_text(&out), cases[i].want), "%s: %.*s", cases[i].text,
                  TEXT_ARG(buf_view_text(&out)));
    }
}

Test(yaml, what_is_merged_is_a_mapping)
{
    refuse("a: {<<: x}", "line 1, column 9: what is merged has to be a mapping");
    refuse("a: {<<: }", "line 1, column 9: what is merged has to be a mapping");
    refuse("a: {<<: [{}, [{}]]}", "line 1, column 14: what is merged has to be a mapping");
}

Test(yaml, duplicate_keys_are_refused)
{
    refuse("a: 1\nb: 2\na: 3", "line 3, column 1: duplicate key 'a'");
    refuse("x: {k: 1, \"k\": 2}", "line 1, column 11: duplicate key 'k'");
    refuse("x:\n- 'k': 1\n  \"\\x6b\": 2", "line 3, column 3: duplicate key 'k'");
    refuse("x: &m {}\ny: {<<: *m, <<: *m}", "line 2, column 13: duplicate key '<<'");
    refuse("? \n? \n", "line 2, column 2: duplicate key");
    /* as many as do not fit the message */
    refuse("0123456789012345678901234567890123456789012345678901234567890123x: 1\n"
           "0123456789012345678901234567890123456789012345678901234567890123x: 1",
           "line 2, column 1: duplicate key "
           "'0123456789012345678901234567890123456789012345678901234567890123…'");
    expect_tree("[{a: 1}, {a: 1}]", "[{a:<1>} {a:<1>}]");
}

Test(yaml, keys_are_scalars)
{
    refuse("? [a]\n: b", "line 1, column 3: a key has to be a scalar");
    refuse("{{a: 1}: b}", "line 1, column 2: a key has to be a scalar");
    refuse("a: &k x\n*k : b", "line 2, column 1: a key has to be a scalar");
}

Test(yaml, aliases_name_what_stands_before)
{
    refuse("a: *x", "line 1, column 4: no anchor 'x' stands before");
    refuse("a: *x\nb: &x 1", "line 1, column 4: no anchor 'x' stands before");
    refuse("a: &x [*x]", "line 1, column 8: the alias 'x' is inside of what it names");
    refuse("&x a: &y\n  b: {<<: *y}",
           "line 2, column 11: the alias 'y' is inside of what it names");
}

Test(yaml, only_tags_that_say_nothing_are_taken)
{
    expect_tree("!!map {a: !!seq [!!str b]}", "{a:[<b>]}");
    refuse("a: !reset null", "line 1, column 4: the tag '!reset' is not supported");
    refuse("a: ! x", "line 1, column 4: the tag '!' is not supported");
    refuse("a: !!bool true", "line 1, column 4: the tag 'tag:yaml.org,2002:bool' is not supported");
    refuse("a: !!binary aGk=",
           "line 1, column 4: the tag 'tag:yaml.org,2002:binary' is not supported");
    refuse("!!str {a: 1}", "line 1, column 1: the tag 'tag:yaml.org,2002:str' is not supported");
    refuse("!override [a]", "line 1, column 1: the tag '!override' is not supported");
}

Test(yaml, there_is_one_document_without_directives)
{
    expect_tree("---\na: 1\n...\n", "{a:<1>}");
    expect_tree("--- a", "<a>");
    refuse("", "line 1, column 1: there is no document");
    refuse("# nothing\n", "line 2, column 1: there is no document");
    refuse("a: 1\n---\nb: 2", "line 2, column 1: a second document begins");
    refuse("a\n---\n", "line 2, column 1: a second document begins");
    refuse("%YAML 1.1\n---\na", "line 1, column 1: the document has directives");
    refuse("%TAG ! tag:yaml.org,2002:\n---\n!str a",
           "line 1, column 1: the document has directives");
}

Test(yaml, syntax_errors_have_a_place)
{
    refuse("a: [1\nb: }", "line 2, column 2: did not find expected ',' or ']'");
    refuse("\tx: 1", "line 1, column 1: found character that cannot start any token");
    refuse("a: \"x", "line 1, column 6: found unexpected end of stream");
    refuse("a: b: c", "line 1, column 5: mapping values are not allowed in this context");
    refuse("[[[", "line 2, column 1: did not find expected node content");
}

/* What a reader of YAML 1.1 would take for a line break, and characters that no YAML has. */
Test(yaml, characters_that_readers_differ_about_are_refused)
{
    static const struct {
        const char *text;
        size_t n;
        const char *want;
    } cases[] = {
        {"# c\xe2\x80\xa8p: 1", 10,
         "line 1, column 4: a separator of lines that not every reader takes for one"},
        {"# c\xe2\x80\xa9p: 1", 10,
         "line 1, column 4: a separator of lines that not every reader takes for one"},
        {"a: 1\n# c\xc2\x85p: 1", 14, "line 2, column 4: a control character"},
        {"a: \x01", 4, "line 1, column 4: a control character"},
        {"a: \x7f", 4, "line 1, column 4: a control character"},
        {"a: \xc2\x9b", 5, "line 1, column 4: a control character"},
        {"a: x\0y", 6, "line 1, column 5: a control character"},
        {"a: \"x\\0y\"", 9, "line 1, column 4: a zero byte"},
        {"a: \"x\\u0000y\"", 13, "line 1, column 4: a zero byte"},
        {"\xc3\xa9: \xff", 5, "line 1, column 4: bytes that are not UTF-8"},
        {"\xff\xfe"
         "a\0",
         4, "line 1, column 1: bytes that are not UTF-8"},
        {"a: \xed\xa0\x80", 6, "line 1, column 4: bytes that are not UTF-8"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_refused((struct text){cases[i].text, cases[i].n}, cases[i].want);
    }
    expect_tree("a: \"\\u2028\\N\"", "{a:<\xe2\x80\xa8\xc2\x85>}");
}

Test(yaml, members_are_found_by_their_whole_name)
{
    AUTO(yaml_tree_freep) struct yaml_tree *yaml = parse("ab: 1\na: 2\nb:\n  c: 3\n");
    const struct yaml_node *root = yaml_root(yaml);
    struct text text;
    cr_assert(yaml_text(yaml_member(root, "a"), &text));
    cr_expect(text_is(text, "2"));
    cr_expect_null(yaml_member(root, "abc"));
    cr_expect_null(yaml_member(root, "c"));
    cr_expect_null(yaml_member(NULL, "a"));
    cr_expect_null(yaml_member(yaml_member(root, "a"), "a"));
    cr_expect_eq(yaml_line(yaml_member(yaml_member(root, "b"), "c")), 4);
    cr_expect_eq(yaml_line(NULL), 0);
    cr_expect_eq(yaml_count(NULL), 0);
    cr_expect_eq(yaml_count(yaml_member(root, "a")), 0);
    cr_expect_not(yaml_text(root, &text));
    cr_expect_not(yaml_text(NULL, &text));
    cr_expect_not(yaml_is_mapping(NULL));
    cr_expect_not(yaml_is_sequence(root));
}

/* Each start of a document either is refused or is a document of its own: nothing is read beyond.
 */
Test(yaml, a_cut_document_is_no_trap)
{
    const char *const text =
        "a: &x {k: \"v\", l: ['x', \"\\u00e9\"]}\nb:\n  <<: *x\n  c: |\n   t\n";
    for (size_t n = 0; n <= strlen(text); n++) {
        char *exact = malloc(n > 0 ? n : 1);
        cr_assert_not_null(exact);
        memcpy(exact, text, n);
        struct err e = {0};
        AUTO(yaml_tree_freep) struct yaml_tree *yaml = yaml_parse(bytes_of(exact, n), &e);
        cr_expect((yaml != NULL) == (e.kind == ERR_NONE), "%zu", n);
        cr_expect(yaml != NULL || e.kind == ERR_MALFORMED, "%zu: %s", n, e.text);
        free(exact);
    }
}
