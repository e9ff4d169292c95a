/* SPDX-License-Identifier: Apache-2.0 */
#include "base/path.h"

#include <criterion/criterion.h>

#include "base/macro.h"
#include "base/mem.h"

TestSuite(path);

Test(path, join_puts_one_slash_between)
{
    static const struct {
        const char *folder, *name, *want;
    } cases[] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {"/", "b", "/b"},
        {"", "b", "b"},    {"a", "", "a/"},    {"a/b", "c/d", "a/b/c/d"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(mem_freep) char *path = path_join(cases[i].folder, cases[i].name);
        cr_expect_str_eq(path, cases[i].want);
    }
}

Test(path, join_never_drops_a_part)
{
    size_t n = 100 * KIB;
    AUTO(mem_freep) char *name = mem_new(n + 1);
    memset(name, 'x', n);
    AUTO(mem_freep) char *path = path_join("folder", name);
    cr_assert_eq(strlen(path), n + 7);
    AUTO(mem_freep) char *other = path_join(name, "name");
    cr_assert_eq(strlen(other), n + 5);
}

Test(path, cache_prefers_xdg_and_takes_absolute_paths_only)
{
    static const struct {
        const char *xdg, *home, *want;
    } cases[] = {
        {"/x", "/home/u", "/x/phala"},
        {"/x/", NULL, "/x/phala"},
        {NULL, "/home/u", "/home/u/.cache/phala"},
        {"", "/home/u", "/home/u/.cache/phala"},
        {"x", "/home/u", "/home/u/.cache/phala"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(mem_freep) char *path = path_cache(cases[i].xdg, cases[i].home);
        cr_expect_str_eq(path, cases[i].want);
    }
}

Test(path, cache_is_null_when_nothing_helps)
{
    cr_assert_null(path_cache(NULL, NULL));
    cr_assert_null(path_cache("", ""));
    cr_assert_null(path_cache("x", "home"));
}

Test(path, data_is_below_xdg_or_home)
{
    static const struct {
        const char *xdg, *home, *want;
    } cases[] = {
        {"/x", "/home/u", "/x/phala"},
        {NULL, "/home/u", "/home/u/.local/share/phala"},
        {"", "/home/u", "/home/u/.local/share/phala"},
        {"x", "/home/u", "/home/u/.local/share/phala"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(mem_freep) char *path = path_data(cases[i].xdg, cases[i].home);
        cr_expect_str_eq(path, cases[i].want);
    }
    cr_assert_null(path_data("x", "home"));
}
