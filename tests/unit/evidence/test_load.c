/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/load.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "crypto/digest.h"
#include "scratch.h"

static struct scratch scratch;

static void set_up(void)
{
    scratch = scratch_new();
    scratch_write(&scratch, "quote.bin", "a quote");
    scratch_write(&scratch, "empty", "");
}

static void tear_down(void)
{
    scratch_remove(&scratch);
}

TestSuite(load, .init = set_up, .fini = tear_down);

static struct load with_cap(size_t cap)
{
    return (struct load){
        .role = "evidence", .expected = "an SGX or TDX quote", .cap = cap, .stdin_fd = -1};
}

Test(load, a_file_is_read_and_recorded)
{
    struct load load = with_cap(KIB);
    char *path = scratch_path(&scratch, "quote.bin");
    AUTO(buf_done) struct buf out = {0};
    AUTO(inputs_done) struct inputs used = {0};
    struct err e;
    cr_assert(load_operand(&load, path, &out, &used, &e), "%s", e.text);
    cr_assert(text_is(buf_view_text(&out), "a quote"));
    cr_assert_eq(used.n, 1);
    cr_assert_str_eq(used.at[0].role, "evidence");
    cr_assert_str_eq(used.at[0].name, path);
    cr_assert_str_eq(used.at[0].origin, "file");
    struct sha256 digest = sha256_of(buf_view(&out));
    cr_assert(bytes_equal(BYTES_OF(digest.at), BYTES_OF(used.at[0].sha256.at)));
    free(path);
}

Test(load, standard_input_differs_by_name_and_origin)
{
    struct load load = with_cap(KIB);
    char *path = scratch_path(&scratch, "quote.bin");
    AUTO(buf_done) struct buf out = {0};
    AUTO(inputs_done) struct inputs used = {0};
    struct err e;
    load.stdin_fd = open(path, O_RDONLY);
    cr_assert(load_operand(&load, "-", &out, &used, &e), "%s", e.text);
    cr_assert(text_is(buf_view_text(&out), "a quote"));
    cr_assert_str_eq(used.at[0].name, "-");
    cr_assert_str_eq(used.at[0].origin, "stdin");
    cr_assert_eq(close(load.stdin_fd), 0);
    free(path);
}

Test(load, one_clear_line_for_what_cannot_be_used)
{
    static const struct {
        const char *name;
        size_t cap;
        enum err_kind kind;
        const char *says;
    } cases[] = {
        {"absent", KIB, ERR_NOT_FOUND, "absent"},
        {"", KIB, ERR_MALFORMED, "directory"},
        {"empty", KIB, ERR_MALFORMED, "' is empty: expected an SGX or TDX quote"},
        {"quote.bin", 6, ERR_TOO_BIG, "larger than 6 bytes"},
        {"quote.bin/below", KIB, ERR_NOT_FOUND, "quote.bin/below"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct load load = with_cap(cases[i].cap);
        char *path = scratch_path(&scratch, cases[i].name);
        struct buf out = {0};
        struct inputs used = {0};
        struct err e;
        cr_assert_not(load_operand(&load, path, &out, &used, &e), "%s", path);
        cr_assert_eq(e.kind, cases[i].kind, "%s: %s", path, e.text);
        cr_assert_not_null(strstr(e.text, cases[i].says), "%s", e.text);
        cr_assert_null(strchr(e.text, '\n'));
        cr_assert_null(out.at);
        cr_assert_eq(used.n, 0);
        free(path);
    }
}

Test(load, empty_standard_input_is_said_to_be)
{
    struct load load = with_cap(KIB);
    struct buf out = {0};
    struct err e;
    load.stdin_fd = open("/dev/null", O_RDONLY);
    cr_assert_not(load_operand(&load, "-", &out, NULL, &e));
    cr_assert_str_eq(e.text, "'standard input' is empty: expected an SGX or TDX quote");
    cr_assert_eq(close(load.stdin_fd), 0);
}

Test(load, a_url_needs_the_network)
{
    struct load load = with_cap(KIB);
    struct buf out = {0};
    struct err e;
    cr_assert_not(load_operand(&load, "https://example.org/quote", &out, NULL, &e));
    cr_assert_eq(e.kind, ERR_USAGE);
    cr_assert_not(load_operand(&load, "http://example.org/quote", &out, NULL, &e));
    cr_assert_eq(e.kind, ERR_USAGE);
}
