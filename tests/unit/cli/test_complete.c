/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/complete.h"

#include <criterion/criterion.h>

#include "sample.h"

TestSuite(complete);

enum { WORDS_MAX = 8 };

Test(complete, offers_what_can_stand_there)
{
    static const struct {
        const char *words[WORDS_MAX];
        const char *want;
    } rows[] = {
        {{"h"}, "house\ta group\n"},
        {{"__"}, ""},
        {{"house", "p"}, "paint\ttake everything\n"},
        {{"house", "paint", "--fl"}, "--flag\ta flag\n"},
        {{"house", "paint", "--choice", ""}, "red\t\ngreen\t\nblue\t\n"},
        {{"house", "paint", "--choice", "b"}, "blue\t\n"},
        {{"house", "paint", "--choice=b"}, "--choice=blue\t\n"},
        {{"house", "paint", "--word=g"}, "--word=green\t\n"},
        {{"house", "paint", "--word", ""}, ":files\n"},
        {{"house", "paint", "--list=g"}, "--list=green\t\n"},
        {{"house", "paint", "--output", ""}, ":files\n"},
        {{"house", "paint", "-fo", ""}, ":files\n"},
        {{"house", "paint", "--text", ""}, ""},
        {{"house", "paint", "--flag", ""}, ":files\n"},
        {{"house", "paint", ""}, ":files\n"},
        {{"house", "paint", "w", "r"}, "red\tred, green or blue\n"},
        {{"house", "paint", "w", "red", "h"}, "house\ta group\n"},
        {{"house", "paint", "--", "--fl"}, ":files\n"},
        {{"idle", ""}, ""},
        {{"idle", "--jso"}, "--json\tanswer with one JSON document\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        size_t n = 0;
        while (n < WORDS_MAX && rows[i].words[n] != NULL) {
            n++;
        }
        AUTO(buf_done) struct buf out = buf_start(64 * KIB);
        complete_write(&sample_root, n, rows[i].words, &out);
        cr_expect(text_is(buf_view_text(&out), rows[i].want), "row %zu: '%.*s'", i,
                  TEXT_ARG(buf_view_text(&out)));
    }
}

Test(complete, without_a_word_it_offers_the_commands)
{
    AUTO(buf_done) struct buf out = buf_start(KIB);
    complete_write(&sample_root, 0, NULL, &out);
    cr_assert(text_is(buf_view_text(&out), "house\ta group\nidle\ttake nothing\n"));
}

Test(complete, there_is_a_script_for_each_shell_and_no_other)
{
    for (size_t i = 0; complete_shells[i] != NULL; i++) {
        cr_expect_neq(complete_script(complete_shells[i]), NULL, "%s", complete_shells[i]);
    }
    cr_assert_eq(complete_script("sh"), NULL);
}
