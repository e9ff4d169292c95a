/* SPDX-License-Identifier: Apache-2.0 */
#include "rpc/quantity.h"

#include <criterion/criterion.h>
#include <string.h>

#define WORD    "0x00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF"
#define LARGEST "\"0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\""

static struct json *parse(const char *text)
{
    struct err e;
    struct json *json = json_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(json, "%s: %s", text, e.text);
    return json;
}

Test(quantity, numbers)
{
    static const struct {
        const char *json;
        uint64_t value;
    } cases[] = {
        {"\"0x0\"", 0},
        {"\"0x1\"", 1},
        {"\"0x10\"", 16},
        {"\"0xfF\"", 255},
        {"\"0xffffffffffffffff\"", UINT64_MAX},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(json_freep) struct json *json = parse(cases[i].json);
        uint64_t small = 7;
        struct u256 large = u256_zero;
        cr_assert(quantity_u64(json_root(json), &small), "%s", cases[i].json);
        cr_assert(quantity_read(json_root(json), &large), "%s", cases[i].json);
        const struct u256 wanted = u256_of(cases[i].value);
        cr_assert_eq(small, cases[i].value);
        cr_assert_eq(u256_compare(&large, &wanted), 0);
    }
    AUTO(json_freep) struct json *json = parse(LARGEST);
    struct u256 large = u256_zero;
    uint64_t small = 7;
    cr_assert(quantity_read(json_root(json), &large));
    cr_assert_eq(u256_compare(&large, &u256_max), 0);
    cr_assert_not(quantity_u64(json_root(json), &small));
    cr_assert_eq(small, 7);
}

Test(quantity, what_is_no_number)
{
    static const char *const cases[] = {
        "\"\"",      "\"0\"",
        "\"0x\"",    "\"0x00\"",
        "\"0x01\"",  "\"0X1\"",
        "\"x1\"",    "\"1\"",
        "1",         "\" 0x1\"",
        "\"0x1 \"",  "\"0x-1\"",
        "\"0x1g\"",  "\"0x1.5\"",
        "null",      "true",
        "[]",        "{}",
        "[\"0x1\"]", "\"0x10000000000000000000000000000000000000000000000000000000000000000\"",
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(json_freep) struct json *json = parse(cases[i]);
        struct u256 value = u256_of(7);
        const struct u256 before = value;
        cr_assert_not(quantity_read(json_root(json), &value), "%s", cases[i]);
        cr_assert_eq(u256_compare(&value, &before), 0);
    }
    struct u256 value;
    cr_assert_not(quantity_read(NULL, &value));
}

Test(quantity, bytes_of_a_length)
{
    AUTO(json_freep) struct json *json = parse("\"" WORD "\"");
    uint8_t out[33] = {0};
    cr_assert(quantity_bytes(json_root(json), out, 32));
    cr_assert_eq(out[1], 0x11);
    cr_assert_eq(out[31], 0xff);
    cr_assert_not(quantity_bytes(json_root(json), out, 31));
    cr_assert_not(quantity_bytes(json_root(json), out, 33));
    AUTO(json_freep) struct json *wrong = parse("\"0x1g\"");
    cr_assert_not(quantity_bytes(json_root(wrong), out, 1));
    cr_assert_not(quantity_bytes(NULL, out, 0));
}

Test(quantity, data_up_to_a_cap)
{
    AUTO(json_freep) struct json *json = parse("\"" WORD "\"");
    AUTO(json_freep) struct json *none = parse("\"0x\"");
    AUTO(buf_done) struct buf out = buf_start(33);
    cr_assert(quantity_data(json_root(none), &out));
    cr_assert_eq(out.len, 0);
    cr_assert(quantity_data(json_root(json), &out));
    cr_assert_eq(out.len, 32);
    cr_assert_eq(out.at[2], 0x22);
    cr_assert_not(quantity_data(json_root(json), &out));
    static const char *const wrong[] = {"\"0x1\"", "\"\"", "\"00\"",  "\"0x0g\"",
                                        "null",    "0",    "\"0X00\""};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(json_freep) struct json *bad = parse(wrong[i]);
        AUTO(buf_done) struct buf room = buf_start(KIB);
        cr_assert_not(quantity_data(json_root(bad), &room), "%s", wrong[i]);
        cr_assert_eq(room.len, 0);
    }
}
