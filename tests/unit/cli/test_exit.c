/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/exit.h"

#include <criterion/criterion.h>
#include <string.h>

TestSuite(exit);

static bool is_listed(enum exit_code code)
{
    for (unsigned i = 0; i < exit_table_size; i++) {
        if (exit_table[i].code == code) {
            return strlen(exit_table[i].meaning) > 0;
        }
    }
    return false;
}

Test(exit, every_kind_of_error_ends_with_a_code_that_is_documented)
{
    for (unsigned kind = 0; kind < ERR_KIND_COUNT; kind++) {
        enum exit_code code = exit_of((enum err_kind)kind);
        cr_expect_neq(code, EXIT_DONE, "kind %u", kind);
        cr_expect(is_listed(code), "kind %u", kind);
    }
    cr_assert_eq(exit_of((enum err_kind)ERR_KIND_COUNT), EXIT_INTERNAL);
}

Test(exit, codes_are_a_contract)
{
    static const struct {
        enum err_kind kind;
        int code;
    } rows[] = {
        {ERR_USAGE, 2},     {ERR_UNTRUSTED, 1}, {ERR_NETWORK, 3}, {ERR_DENIED, 4},
        {ERR_NOT_FOUND, 5}, {ERR_CONFLICT, 6},  {ERR_TIMEOUT, 7}, {ERR_MALFORMED, 8},
        {ERR_TOO_BIG, 8},   {ERR_INTERNAL, 70}, {ERR_IO, 74},     {ERR_INTERRUPTED, 130},
        {ERR_PIPE, 141},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        cr_expect_eq((int)exit_of(rows[i].kind), rows[i].code, "row %zu", i);
    }
}

Test(exit, codes_ascend_and_are_unique)
{
    for (unsigned i = 1; i < exit_table_size; i++) {
        cr_expect_lt(exit_table[i - 1].code, exit_table[i].code);
    }
}
