/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <criterion/criterion.h>
#include <string.h>

#include "sample.h"

TestSuite(options);

enum { WORDS_MAX = 16 };

/* A command line, and what is to be said of it. */
struct line {
    const char *words[WORDS_MAX];
    const char *text;
    const char *hint;
};

static size_t count(const char *const *words)
{
    size_t n = 0;
    while (n < WORDS_MAX && words[n] != NULL) {
        n++;
    }
    return n;
}

static bool parse(const char *const *words, struct options *out, struct err *e)
{
    *e = (struct err){0};
    return options_parse(&sample_root, count(words), words, out, e);
}

#define PARSE(out, e, ...) parse((const char *const[WORDS_MAX]){__VA_ARGS__}, out, e)

Test(options, no_word_means_the_root)
{
    struct options options;
    struct err e;
    cr_assert(PARSE(&options, &e, NULL));
    cr_assert_eq(options.depth, 1);
    cr_assert_eq(options_command(&options), &sample_root);
    options_done(&options);
}

Test(options, words_lead_down_the_tree)
{
    struct options options;
    struct err e;
    cr_assert(PARSE(&options, &e, "house", "idle"));
    cr_assert_eq(options.depth, 3);
    cr_assert_eq(options_command(&options), &sample_idle);
    AUTO(buf_done) struct buf name = buf_start(KIB);
    options_command_name(&options, &name);
    cr_assert(text_is(buf_view_text(&name), "sample house idle"));
    options_done(&options);
    cr_assert_eq(options.args, NULL);
}

Test(options, global_options_stand_anywhere)
{
    static const char *const lines[][WORDS_MAX] = {
        {"--json", "house", "idle", "-q"},
        {"-jq", "house", "idle"},
        {"house", "-j", "idle", "--quiet"},
        {"house", "idle", "--json", "--quiet", "--json"},
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct options options;
        struct err e;
        cr_assert(parse(lines[i], &options, &e), "line %zu: %s", i, e.text);
        cr_assert(options.globals.json && options.globals.quiet, "line %zu", i);
        cr_assert_not(options.globals.verbose);
        cr_assert_eq(options_command(&options), &sample_idle);
        options_done(&options);
    }
}

Test(options, operands_fill_in_order_and_the_last_one_takes_the_rest)
{
    struct options options;
    struct err e;
    cr_assert(
        PARSE(&options, &e, "house", "paint", "wall", "red", "a", "-f", "b", "--", "-c", "--"));
    const struct sample_args *args = options.args;
    cr_assert_str_eq(args->first, "wall");
    cr_assert_str_eq(args->colour, "red");
    cr_assert_eq(args->rest.n, 4);
    cr_assert_str_eq(args->rest.at[0], "a");
    cr_assert_str_eq(args->rest.at[1], "b");
    cr_assert_str_eq(args->rest.at[2], "-c");
    cr_assert_str_eq(args->rest.at[3], "--");
    cr_assert(args->flag);
    options_done(&options);
}

Test(options, a_lone_dash_is_an_operand_and_a_value)
{
    struct options options;
    struct err e;
    cr_assert(PARSE(&options, &e, "house", "paint", "-", "-o", "-"));
    const struct sample_args *args = options.args;
    cr_assert_str_eq(args->first, "-");
    cr_assert_str_eq(args->file, "-");
    options_done(&options);
}

Test(options, help_and_version_do_without_what_is_required)
{
    struct options options;
    struct err e;
    cr_assert(PARSE(&options, &e, "house", "paint", "--help"));
    cr_assert(options.globals.help);
    options_done(&options);
    cr_assert(PARSE(&options, &e, "house", "paint", "--version"));
    cr_assert(options.globals.version);
    options_done(&options);
}

Test(options, what_is_wrong_is_said_with_what_to_try)
{
    static const struct line lines[] = {
        {{"hose"}, "unknown command 'hose'", "did you mean 'house'?"},
        {{"house", "piant"}, "unknown command 'piant'", "did you mean 'paint'?"},
        {{"house", "xyzzy"}, "unknown command 'xyzzy'", "try 'sample house --help'"},
        {{"__secrt"}, "unknown command '__secrt'", "try 'sample --help'"},
        {{""}, "unknown command ''", "try 'sample --help'"},
        {{"house", "paint"}, "FIRST is missing", "try 'sample house paint --help'"},
        {{"idle", "x"}, "unexpected operand 'x'", "try 'sample idle --help'"},
        {{"idle", "--"}, "", ""},
        {{"--flag"}, "unknown option '--flag'", "try 'sample --help'"},
        {{"idle", "-f"}, "unknown option '-f'", "try 'sample idle --help'"},
        {{"idle", "--jsn"}, "unknown option '--jsn'", "did you mean '--json'?"},
        {{"idle", "--json=yes"}, "option '--json' takes no value", ""},
        {{"house", "paint", "--fla=1"}, "unknown option '--fla'", "did you mean '--flag'?"},
        {{"house", "paint", "--flag="}, "option '--flag' takes no value", ""},
        {{"house", "paint", "--text"},
         "option '--text' needs a value",
         "try 'sample house paint --help'"},
        {{"house", "paint", "-t"},
         "option '--text' needs a value",
         "try 'sample house paint --help'"},
        {{"house", "paint", "--text", "-x"},
         "option '--text' needs a value",
         "a value that begins with '-' is written '--text=-x'"},
        {{"house", "paint", "--text", "--"},
         "option '--text' needs a value",
         "a value that begins with '-' is written '--text=--'"},
        {{"house", "paint", "-fx"}, "unknown option '-fx'", "try 'sample house paint --help'"},
        {{"house", "paint", "wall", "pink"}, "COLOUR: 'pink' is none of red, green, blue", ""},
        {{"house", "paint", "wall", "gren"},
         "COLOUR: 'gren' is none of red, green, blue",
         "did you mean 'green'?"},
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct options options;
        struct err e;
        bool wanted = lines[i].text[0] == 0;
        cr_expect_eq(parse(lines[i].words, &options, &e), wanted, "line %zu", i);
        cr_expect_str_eq(e.text, lines[i].text);
        cr_expect_str_eq(e.hint, lines[i].hint, "line %zu: %s", i, e.hint);
        cr_expect_eq(e.kind, wanted ? ERR_NONE : ERR_USAGE, "line %zu", i);
        options_done(&options);
    }
}

Test(options, what_cannot_mean_two_things_is_given_once)
{
    static const struct line lines[] = {
        {{"house", "paint", "w", "--text", "a", "--text", "a"},
         "option '--text' is given twice",
         ""},
        {{"house", "paint", "w", "-ta", "--text=b"}, "option '--text' is given twice", ""},
        {{"house", "paint", "w", "-n1", "-n1"}, "option '--count' is given twice", ""},
        {{"--color=auto", "idle", "--color", "auto"}, "option '--color' is given twice", ""},
        {{"house", "paint", "w", "-ff", "--flag"}, "", ""},
        {{"house", "paint", "w", "-la", "-la", "--list=a"}, "", ""},
        {{"house", "paint", "w", "--input=a", "--input=a"}, "", ""},
        {{"house", "paint", "w", "--pair=a=1", "--pair=a=1"}, "", ""},
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct options options;
        struct err e;
        cr_expect_eq(parse(lines[i].words, &options, &e), lines[i].text[0] == 0, "line %zu", i);
        cr_expect_str_eq(e.text, lines[i].text);
        options_done(&options);
    }
}

Test(options, an_error_knows_whether_json_was_asked_for)
{
    static const struct {
        const char *words[WORDS_MAX];
        bool want;
    } lines[] = {
        {{"--bad"}, false},
        {{"--json", "--bad"}, true},
        {{"--bad", "--json"}, true},
        {{"hose", "-j"}, true},
        {{"house", "paint", "--text", "--json"}, true},
        {{"--bad", "--", "--json"}, false},
        {{"house", "paint", "--", "a", "pink", "--json"}, false},
    };
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct options options;
        struct err e;
        cr_expect_not(parse(lines[i].words, &options, &e), "line %zu", i);
        cr_expect_eq(options.globals.json, lines[i].want, "line %zu", i);
        options_done(&options);
    }
}

Test(options, no_abbreviations)
{
    struct options options;
    struct err e;
    cr_assert_not(PARSE(&options, &e, "hous"));
    options_done(&options);
    cr_assert_not(PARSE(&options, &e, "idle", "--jso"));
    options_done(&options);
}

Test(options, hidden_commands_run)
{
    struct options options;
    struct err e;
    cr_assert(PARSE(&options, &e, "__secret"));
    cr_assert_eq(options_command(&options), &sample_secret);
    options_done(&options);
}
