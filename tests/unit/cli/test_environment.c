/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/environment.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(environment);

Test(environment, utf8_is_what_the_locale_says)
{
    static const struct {
        const char *lang;
        bool want;
    } rows[] = {
        {"C", false},          {"POSIX", false},
        {"", false},           {"C.UTF-8", true},
        {"en_GB.utf8", true},  {"de_DE.UTF-8@euro", true},
        {"en_GB", false},      {"en_GB.ISO-8859-1", false},
        {"C.UTF-88", false},   {"UTF-8", false},
        {"tr_TR.Utf-8", true},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct environment environment = {.lang = rows[i].lang};
        cr_expect_eq(environment_is_utf8(&environment), rows[i].want, "'%s'", rows[i].lang);
    }
}

Test(environment, the_first_variable_of_the_locale_that_is_set_counts)
{
    setenv("LC_ALL", "", 1);
    setenv("LC_CTYPE", "C.UTF-8", 1);
    setenv("LANG", "C", 1);
    cr_assert_str_eq(environment_read().lang, "C.UTF-8");
    setenv("LC_ALL", "POSIX", 1);
    cr_assert_str_eq(environment_read().lang, "POSIX");
    unsetenv("LC_ALL");
    unsetenv("LC_CTYPE");
    unsetenv("LANG");
    cr_assert_str_eq(environment_read().lang, "C");
}

Test(environment, only_a_terminal_has_a_width)
{
    const struct environment environment = {.columns = "40"};
    int fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
    cr_assert_eq(environment_width(&environment, fd), 0);
    close(fd);
}

Test(environment, the_width_of_a_terminal_is_columns_or_its_own)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    if (fd < 0 || isatty(fd) == 0) {
        cr_skip("no pseudo-terminal can be had");
    }
    static const struct {
        const char *columns;
        unsigned want;
    } rows[] = {{"40", 40},     {"1", 1},     {"0", 80}, {"wide", 80},
                {"1000", 1000}, {"1001", 80}, {NULL, 80}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        const struct environment environment = {.columns = rows[i].columns};
        cr_expect_eq(environment_width(&environment, fd), rows[i].want, "row %zu", i);
    }
    close(fd);
}
