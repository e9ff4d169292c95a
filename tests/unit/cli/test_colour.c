/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/colour.h"

#include <criterion/criterion.h>

TestSuite(colour);

Test(colour, the_option_wins_then_no_color_then_force_then_the_terminal)
{
    static const struct {
        const char *option, *no_color, *clicolor_force, *force_color, *clicolor, *term;
        bool terminal, pipe;
    } rows[] = {
        {NULL, NULL, NULL, NULL, NULL, NULL, true, false},
        {"auto", NULL, NULL, NULL, NULL, "xterm", true, false},
        {NULL, NULL, NULL, NULL, NULL, "dumb", false, false},
        {NULL, NULL, NULL, NULL, "0", "xterm", false, false},
        {NULL, NULL, NULL, NULL, "1", "xterm", true, false},
        {NULL, NULL, "1", NULL, NULL, "xterm", true, true},
        {NULL, NULL, "0", NULL, NULL, "xterm", true, false},
        {NULL, NULL, "", NULL, NULL, "xterm", true, false},
        {NULL, NULL, NULL, "1", NULL, "xterm", true, true},
        {NULL, NULL, NULL, "", NULL, "xterm", true, false},
        {NULL, NULL, "1", NULL, "0", "dumb", true, true},
        {NULL, "1", NULL, NULL, NULL, "xterm", false, false},
        {NULL, "", NULL, NULL, NULL, "xterm", true, false},
        {NULL, "1", "1", "1", "1", "xterm", false, false},
        {"auto", "1", NULL, NULL, NULL, "xterm", false, false},
        {"always", "1", "0", NULL, "0", "dumb", true, true},
        {"never", NULL, "1", "1", "1", "xterm", false, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct environment environment = {
            .no_color = rows[i].no_color,
            .clicolor_force = rows[i].clicolor_force,
            .force_color = rows[i].force_color,
            .clicolor = rows[i].clicolor,
            .term = rows[i].term,
        };
        cr_expect_eq(colour_is_wanted(rows[i].option, &environment, true), rows[i].terminal,
                     "row %zu on a terminal", i);
        cr_expect_eq(colour_is_wanted(rows[i].option, &environment, false), rows[i].pipe,
                     "row %zu in a pipe", i);
    }
}
