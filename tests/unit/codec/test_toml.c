/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/toml.h"

#include <criterion/criterion.h>

#include "base/buf.h"

/* What toml_parse makes of documents that it takes. */
TestSuite(toml);

static struct toml *parse(const char *text)
{
    struct err e = {0};
    struct toml *toml = toml_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(toml, "'%s': %s", text, e.text);
    return toml;
}

/* The tree on one line: names, values and nesting, strings as they are. */
static void show(const struct toml_node *node, struct buf *out)
{
    bool is_table = toml_kind(node) == TOML_TABLE;
    struct text text = {"", 0};
    bool flag = false;
    if (toml_bool(node, &flag)) {
        buf_text(out, flag ? "true" : "false");
    } else if (toml_text(node, &text) || toml_literal(node, &text)) {
        buf_slice(out, text);
    } else {
        buf_char(out, is_table ? '{' : '[');
        for (const struct toml_node *at = toml_first(node); at != NULL; at = toml_next(at)) {
            buf_slice(out, toml_name(at));
            buf_text(out, is_table ? ":" : "");
            show(at, out);
            buf_text(out, toml_next(at) != NULL ? "," : "");
        }
        buf_char(out, is_table ? '}' : ']');
    }
}

static void expect_tree(const char *text, const char *tree)
{
    AUTO(toml_freep) struct toml *toml = parse(text);
    AUTO(buf_done) struct buf out = buf_start(64 * KIB);
    show(toml_root(toml), &out);
    cr_expect(text_is(buf_view_text(&out), tree), "'%s': %.*s", text,
              TEXT_ARG(buf_view_text(&out)));
}

Test(toml, tables_keep_the_order_of_appearance)
{
    expect_tree("", "{}");
    expect_tree("# only this", "{}");
    expect_tree("b = 1\na = 2\n\"\" = 3", "{b:1,a:2,:3}");
    expect_tree("[z]\n[a]\nx = 1\n[m]", "{z:{},a:{x:1},m:{}}");
    expect_tree("[a.b.c]\nx = 1\n[a]\ny = 2", "{a:{b:{c:{x:1}},y:2}}");
    expect_tree("[ a . \"b.c\" ]\n", "{a:{b.c:{}}}");
}

Test(toml, dotted_keys_make_tables)
{
    expect_tree("a.b.c = 1\na.b.d = 2\na.e = 3", "{a:{b:{c:1,d:2},e:3}}");
    expect_tree("a . 'b' = 1", "{a:{b:1}}");
    expect_tree("3.14 = \"pi\"", "{3:{14:pi}}");
    expect_tree("[a]\nb.c = 1\n[a.b.d]\ne = 2", "{a:{b:{c:1,d:{e:2}}}}");
    expect_tree("[a.b.c]\n[a]\nb.d = 1", "{a:{b:{c:{},d:1}}}");
    expect_tree("t = {a.b = 1, a.c = 2, d = {}}", "{t:{a:{b:1,c:2},d:{}}}");
}

Test(toml, arrays_of_tables_grow)
{
    expect_tree("[[a]]\nx = 1\n[[a]]\n[[a]]\nx = 3", "{a:[{x:1},{},{x:3}]}");
    expect_tree("[[a]]\n[a.b]\nx = 1\n[[a.c]]\n[[a]]\n[a.b]\nx = 2",
                "{a:[{b:{x:1},c:[{}]},{b:{x:2}}]}");
    expect_tree("[[a.b]]\n[a]\nc = 1", "{a:{b:[{}],c:1}}");
}

Test(toml, arrays_go_over_lines)
{
    expect_tree("a = []", "{a:[]}");
    expect_tree("a = [ # none\n\n# yet\n]", "{a:[]}");
    expect_tree("a = [1, 'x', [true], {b = 2},]", "{a:[1,x,[true],{b:2}]}");
    expect_tree("a = [\r\n  1 # one\r\n  , 2\r\n]\r\nb = 1", "{a:[1,2],b:1}");
}

Test(toml, strings_have_four_forms)
{
    expect_tree("a = \"\"", "{a:}");
    expect_tree("a = '\\n\"'", "{a:\\n\"}");
    expect_tree("a = \"\\b\\t\\n\\f\\r\\\"\\\\\"", "{a:\b\t\n\f\r\"\\}");
    expect_tree("a = \"\\u0041\\u00e9\\u20AC\\U0001F600\"",
                "{a:A\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80}");
    expect_tree("a = \"\"\"\nx\n y\"\"\"", "{a:x\n y}");
    expect_tree("a = \"\"\"\n\nx\"\"\"", "{a:\nx}");
    expect_tree("a = \"\"\"x \\  \n\n\t  y\\\r\n z\"\"\"", "{a:x yz}");
    expect_tree("a = '''\n\\\n'''", "{a:\\\n}");
    expect_tree("a = \"\"\"\"x\"\"y\"\"\"\"\"", "{a:\"x\"\"y\"\"}");
    expect_tree("a = \"\"\"\\\"\"\"\"", "{a:\"}");
    expect_tree("a = ''''x''''", "{a:'x'}");
    expect_tree("a = \"#\" # comment", "{a:#}");
    expect_tree("\"a b\" = 1\n'c\"' = 2\n\"\\u0064\" = 3", "{a b:1,c\":2,d:3}");
}

Test(toml, a_zero_character_can_be_escaped)
{
    AUTO(toml_freep) struct toml *toml = parse("a = \"x\\u0000y\"");
    struct text text = {NULL, 0};
    cr_assert(toml_text(toml_member(toml_root(toml), "a"), &text));
    cr_expect(text_equal(text, (struct text){"x\0y", 3}));
}

Test(toml, integers_are_exact)
{
    static const struct {
        const char *text;
        int64_t value;
    } cases[] = {
        {"0", 0},
        {"+0", 0},
        {"-0", 0},
        {"+99", 99},
        {"-17", -17},
        {"1_000", 1000},
        {"5_3_4", 534},
        {"9223372036854775807", INT64_MAX},
        {"-9223372036854775808", INT64_MIN},
        {"0x7fffffffffffffff", INT64_MAX},
        {"0xDEAD_beef", 0xdeadbeef},
        {"0x00", 0},
        {"0o0755", 493},
        {"0b1101_0110", 0xd6},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf in = buf_start(KIB);
        buf_printf(&in, "a = %s", cases[i].text);
        struct err e = {0};
        AUTO(toml_freep) struct toml *toml = toml_parse(buf_view(&in), &e);
        cr_assert_not_null(toml, "%s: %s", cases[i].text, e.text);
        const struct toml_node *node = toml_member(toml_root(toml), "a");
        int64_t value = -1;
        struct text written = {NULL, 0};
        cr_expect(toml_int(node, &value) && value == cases[i].value, "%s: %lld", cases[i].text,
                  (long long)value);
        cr_expect(toml_literal(node, &written) && text_is(written, cases[i].text));
    }
}

Test(toml, unsigned_integers_have_a_range)
{
    AUTO(toml_freep) struct toml *toml = parse("a = 7\nb = -1\nc = 9223372036854775807\nd = 1.0");
    const struct toml_node *root = toml_root(toml);
    uint64_t value = 0;
    cr_expect(toml_uint(toml_member(root, "a"), 7, &value) && value == 7);
    cr_expect_not(toml_uint(toml_member(root, "a"), 6, &value));
    cr_expect_not(toml_uint(toml_member(root, "b"), UINT64_MAX, &value));
    cr_expect(toml_uint(toml_member(root, "c"), UINT64_MAX, &value) && value == INT64_MAX);
    cr_expect_not(toml_uint(toml_member(root, "d"), UINT64_MAX, &value));
    cr_expect_not(toml_uint(toml_member(root, "e"), UINT64_MAX, &value));
}

Test(toml, every_value_has_a_kind)
{
    static const struct {
        const char *text;
        enum toml_kind kind;
    } cases[] = {
        {"{}", TOML_TABLE},
        {"[]", TOML_ARRAY},
        {"''", TOML_STRING},
        {"1", TOML_INTEGER},
        {"true", TOML_BOOLEAN},
        {"false", TOML_BOOLEAN},
        {"1.0", TOML_FLOAT},
        {"-0.0", TOML_FLOAT},
        {"1e06", TOML_FLOAT},
        {"1_0.2_5E+1_0", TOML_FLOAT},
        {"6.626e-34", TOML_FLOAT},
        {"inf", TOML_FLOAT},
        {"-nan", TOML_FLOAT},
        {"1979-05-27T07:32:00Z", TOML_OFFSET_DATE_TIME},
        {"1979-05-27t00:32:00.999999-07:00", TOML_OFFSET_DATE_TIME},
        {"1979-05-27 07:32:00z", TOML_OFFSET_DATE_TIME},
        {"1990-12-31T23:59:60Z", TOML_OFFSET_DATE_TIME},
        {"1979-05-27T07:32:00", TOML_LOCAL_DATE_TIME},
        {"1979-05-27 07:32:00.5", TOML_LOCAL_DATE_TIME},
        {"1979-05-27", TOML_LOCAL_DATE},
        {"0000-01-01", TOML_LOCAL_DATE},
        {"2000-02-29", TOML_LOCAL_DATE},
        {"2024-02-29", TOML_LOCAL_DATE},
        {"07:32:00", TOML_LOCAL_TIME},
        {"23:59:59.000", TOML_LOCAL_TIME},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf in = buf_start(KIB);
        buf_printf(&in, "a = %s # comment", cases[i].text);
        struct err e = {0};
        AUTO(toml_freep) struct toml *toml = toml_parse(buf_view(&in), &e);
        cr_assert_not_null(toml, "%s: %s", cases[i].text, e.text);
        const struct toml_node *node = toml_member(toml_root(toml), "a");
        enum toml_kind kind = cases[i].kind;
        struct text written = {NULL, 0};
        bool has_literal = toml_literal(node, &written);
        cr_expect_eq(toml_kind(node), kind, "%s is %s", cases[i].text,
                     toml_kind_name(toml_kind(node)));
        cr_expect_eq(has_literal, kind > TOML_STRING && kind != TOML_BOOLEAN, "%s", cases[i].text);
        cr_expect(!has_literal || text_is(written, cases[i].text));
    }
}

Test(toml, names_and_values_have_places)
{
    AUTO(toml_freep)
    struct toml *toml = parse("# \xe2\x82\xac\n"
                              "  a = '\xe2\x82\xac' \n"
                              "\t[ t . \"\xc3\xa9\xc3\xa9\" . u ]\r\n"
                              "x.y = [ 1,\r\n"
                              "   {z = 2}]\n"
                              "[[ v ]]");
    static const struct {
        const char *path[4];
        struct toml_place name, value;
    } cases[] = {
        {{"a"}, {2, 3}, {2, 7}},
        {{"t"}, {3, 4}, {3, 4}},
        {{"t", "\xc3\xa9\xc3\xa9"}, {3, 8}, {3, 8}},
        {{"t", "\xc3\xa9\xc3\xa9", "u"}, {3, 15}, {3, 15}},
        {{"t", "\xc3\xa9\xc3\xa9", "u", "x"}, {4, 1}, {4, 1}},
        {{"v"}, {6, 4}, {6, 4}},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct toml_node *node = toml_root(toml);
        for (size_t k = 0; k < 4 && cases[i].path[k] != NULL; k++) {
            node = toml_member(node, cases[i].path[k]);
        }
        cr_assert_not_null(node, "case %zu", i);
        struct toml_place name = toml_name_place(node);
        struct toml_place value = toml_value_place(node);
        cr_expect(name.line == cases[i].name.line && name.column == cases[i].name.column,
                  "case %zu: name at %zu, %zu", i, name.line, name.column);
        cr_expect(value.line == cases[i].value.line && value.column == cases[i].value.column,
                  "case %zu: value at %zu, %zu", i, value.line, value.column);
    }
    const struct toml_node *u = toml_member(
        toml_member(toml_member(toml_root(toml), "t"), "\xc3\xa9\xc3\xa9"), "u");
    const struct toml_node *array = toml_member(toml_member(u, "x"), "y");
    const struct toml_node *second = toml_next(toml_first(array));
    cr_expect_eq(toml_name_place(array).column, 3);
    cr_expect_eq(toml_value_place(array).column, 7);
    cr_expect_eq(toml_value_place(toml_first(array)).column, 9);
    cr_expect_eq(toml_name_place(second).line, 5);
    cr_expect_eq(toml_value_place(second).column, 4);
    cr_expect_eq(toml_name_place(toml_member(second, "z")).column, 5);
    cr_expect_eq(toml_count(array), 2);
}

Test(toml, what_is_absent_is_null)
{
    AUTO(toml_freep) struct toml *toml = parse("a = 1");
    const struct toml_node *a = toml_member(toml_root(toml), "a");
    struct text text = {NULL, 0};
    bool flag = false;
    int64_t value = 0;
    cr_expect_null(toml_member(toml_root(toml), "b"));
    cr_expect_null(toml_member(NULL, "b"));
    cr_expect_null(toml_member(a, "b"));
    cr_expect_null(toml_first(a));
    cr_expect_null(toml_first(NULL));
    cr_expect_null(toml_next(NULL));
    cr_expect_eq(toml_count(NULL), 0);
    cr_expect_not(toml_text(a, &text));
    cr_expect_not(toml_bool(a, &flag));
    cr_expect_not(toml_int(NULL, &value));
    cr_expect_not(toml_literal(NULL, &text));
    cr_expect_not(toml_literal(toml_root(toml), &text));
    toml_free(NULL);
}
