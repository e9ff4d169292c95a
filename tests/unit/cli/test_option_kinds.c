/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>

#include "cli/options.h"
#include "sample.h"

TestSuite(option_kinds);

enum { WORDS_MAX = 16 };

/* `sample house paint w` with more words; the caller ends with options_done. */
static const struct sample_args *paint(const char *const more[WORDS_MAX], struct options *out)
{
    const char *words[3 + WORDS_MAX] = {"house", "paint", "w"};
    size_t n = 3;
    for (size_t i = 0; i < WORDS_MAX && more[i] != NULL; i++) {
        words[n++] = more[i];
    }
    struct err e = {0};
    cr_assert(options_parse(&sample_root, n, words, out, &e), "%s", e.text);
    return out->args;
}

#define PAINT(out, ...) paint((const char *const[WORDS_MAX]){__VA_ARGS__}, out)

static bool refuses(const char *word)
{
    const char *const words[] = {"house", "paint", "w", word};
    struct options options;
    struct err e = {0};
    bool ok = options_parse(&sample_root, COUNT(words), words, &options, &e);
    options_done(&options);
    return !ok && e.kind == ERR_USAGE;
}

Test(option_kinds, nothing_given_is_nothing_set)
{
    struct options options;
    const struct sample_args *args = PAINT(&options, NULL);
    cr_assert_not(args->flag || args->count.given || args->instant.given);
    cr_assert(args->text == NULL && args->word == NULL);
    cr_assert_eq(args->list.n, 0);
    options_done(&options);
}

Test(option_kinds, letters_are_combined_and_the_last_one_takes_a_value)
{
    static const char *const lines[][WORDS_MAX] = {
        {"-fgttext"}, {"-fgt", "text"}, {"-f", "-g", "-t", "text"}, {"-fg", "--text=text"}};
    for (size_t i = 0; i < COUNT(lines); i++) {
        struct options options;
        const struct sample_args *args = paint(lines[i], &options);
        cr_assert(args->flag && args->other_flag, "line %zu", i);
        cr_assert_str_eq(args->text, "text");
        options_done(&options);
    }
}

Test(option_kinds, a_value_may_be_attached_to_its_letter)
{
    struct options options;
    const struct sample_args *args = PAINT(&options, "-oFILE", "-t-x", "-n7");
    cr_assert_str_eq(args->file, "FILE");
    cr_assert_str_eq(args->text, "-x");
    cr_assert(args->count.given);
    cr_assert_eq(args->count.value, 7);
    options_done(&options);
    /* What follows the letter is the value, an equals sign too. */
    args = PAINT(&options, "-o=FILE");
    cr_assert_str_eq(args->file, "=FILE");
    options_done(&options);
}

Test(option_kinds, a_value_may_be_empty_or_hold_an_equals_sign)
{
    struct options options;
    const struct sample_args *args = PAINT(&options, "--text=", "--output", "", "--pair=a=b=c");
    cr_assert_str_eq(args->text, "");
    cr_assert_str_eq(args->file, "");
    cr_assert_str_eq(args->pairs.at[0], "a=b=c");
    options_done(&options);
}

Test(option_kinds, lists_keep_their_order)
{
    struct options options;
    const struct sample_args *args = PAINT(&options, "-lc", "--input=x", "-l", "a", "--list=b",
                                           "--input", "y", "--chosen=red", "--chosen=red");
    cr_assert_eq(args->list.n, 3);
    cr_assert_str_eq(args->list.at[0], "c");
    cr_assert_str_eq(args->list.at[1], "a");
    cr_assert_str_eq(args->list.at[2], "b");
    cr_assert_eq(args->files.n, 2);
    cr_assert_str_eq(args->files.at[1], "y");
    cr_assert_eq(args->chosen.n, 2);
    options_done(&options);
}

Test(option_kinds, a_word_stands_alone_or_behind_an_equals_sign)
{
    struct options options;
    const struct sample_args *args = PAINT(&options, "--word", "blue");
    cr_assert_str_eq(args->word, "");
    cr_assert_str_eq(args->colour, "blue", "the next word is an operand");
    options_done(&options);
    args = PAINT(&options, "--word=blue");
    cr_assert_str_eq(args->word, "blue");
    cr_assert_eq(args->colour, NULL);
    options_done(&options);
}

Test(option_kinds, each_kind_takes_what_is_of_it)
{
    struct options options;
    const struct sample_args *args = PAINT(&options, "--choice=blue",
                                           "--count=18446744073709551615", "--duration=5m",
                                           "--instant=1970-01-02T00:00:00Z", "--date=1970-01-03");
    cr_assert_str_eq(args->choice, "blue");
    cr_assert_eq(args->count.value, UINT64_MAX);
    cr_assert_eq(args->duration.value, 300000);
    cr_assert_eq(args->instant.at, 86400);
    cr_assert_eq(args->date.at, 172800);
    options_done(&options);
}

Test(option_kinds, each_kind_refuses_what_is_not_of_it)
{
    static const char *const words[] = {
        "--choice=pink",     "--choice=",       "--choice=RED",    "--chosen=pink",
        "--count=",          "--count=-1",      "--count=0x10",    "--count=18446744073709551616",
        "--count=1 ",        "--duration=soon", "--instant=today", "--instant=2026-01-02",
        "--date=2026-02-30", "--date=",         "--pair=key",      "--word=pink",
        "--word=",
    };
    for (size_t i = 0; i < COUNT(words); i++) {
        cr_expect(refuses(words[i]), "%s", words[i]);
    }
    cr_assert_not(refuses("--list=pink"), "suggestions are not enforced");
}
