/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "chain/abi_codec.h"
#include "vectors.h"

enum { ARGUMENTS_MAX = 16 };

static struct abi_item parse(const char *signature)
{
    struct abi_item item;
    struct err e = {0};
    cr_assert(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, &item, &e), "%s", e.text);
    return item;
}

/* Decoded, the encoding is made of the same values; less of it is refused, at every length. */
static void check_encoding(const struct abi_params *params, struct bytes encoding, const char *id)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf again = buf_start(MIB);
    struct err e = {0};
    size_t unread = 1;
    cr_assert(abi_decode(params, encoding, &values, &unread, &e), "%s: %s", id, e.text);
    cr_expect_eq(unread, 0, "%s", id);
    abi_encode(params, &values, &again);
    cr_expect(bytes_equal(buf_view(&again), encoding), "%s", id);
    for (size_t n = 0; n < encoding.left; n++) {
        AUTO(mem_freep) uint8_t *part = mem_copy(encoding.at, n);
        struct abi_value none;
        cr_assert_not(abi_decode(params, bytes_of(part, n), &none, &unread, &e), "%s: %zu", id, n);
        cr_assert_eq(e.kind, ERR_MALFORMED);
    }
}

static void check_vector(const struct json_value *vector)
{
    char *arguments[ARGUMENTS_MAX] = {0};
    const char *given[ARGUMENTS_MAX];
    bool is_packed = false;
    size_t n = 0;
    struct err e = {0};
    if (vector_is_null(vector, "hex") || !vector_is_null(vector, "note")) {
        return;
    }
    AUTO(mem_freep) char *signature = text_dup(vector_text(vector, "sig"));
    AUTO(abi_item_done) struct abi_item item = parse(signature);
    const struct json_value *at = json_first(json_member(vector, "args"));
    for (; at != NULL; at = json_next(at), n++) {
        struct text text;
        cr_assert(n < ARGUMENTS_MAX && json_text(at, &text));
        arguments[n] = text_dup(text);
        given[n] = arguments[n];
    }
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf out = buf_start(MIB);
    AUTO(buf_done) struct buf want = vector_hex(vector, "hex");
    struct bytes encoding = buf_view(&want);
    cr_assert(abi_arguments_parse(&item.inputs, given, n, &values, &e), "%s: %s", vector_id(vector),
              e.text);
    (void)!json_bool(json_member(vector, "packed"), &is_packed);
    (is_packed ? abi_encode_packed : abi_encode)(&item.inputs, &values, &out);
    cr_assert(vector_is_null(vector, "calldata") || bytes_skip(&encoding, ABI_SELECTOR));
    cr_expect(bytes_equal(buf_view(&out), encoding), "%s", vector_id(vector));
    if (!is_packed) {
        check_encoding(&item.inputs, encoding, vector_id(vector));
    }
    for (size_t i = 0; i < n; i++) {
        mem_free(arguments[i]);
    }
}

Test(abi_codec, vectors_go_around)
{
    vectors_visit("abi-encode.json", check_vector);
}

Test(abi_codec, what_does_not_fit_is_said)
{
    AUTO(abi_item_done) struct abi_item item = parse("f(string[])");
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf out = buf_start(128);
    const char *argument = "[a]";
    struct err e = {0};
    cr_assert(abi_arguments_parse(&item.inputs, &argument, 1, &values, &e), "%s", e.text);
    abi_encode(&item.inputs, &values, &out);
    cr_expect_not(buf_is_whole(&out));
    AUTO(buf_done) struct buf packed = buf_start(31);
    abi_encode_packed(&item.inputs, &values, &packed);
    cr_expect_not(buf_is_whole(&packed));
}

/* Words by their last byte; `f` stands for 32 bytes of 0xff. */
static struct buf words(const char *text)
{
    struct buf out = buf_start(MIB);
    for (struct text rest = text_of(text), word; rest.len > 0;) {
        uint64_t value = 0;
        (void)text_split(rest, ' ', &word, &rest);
        bool is_full = text_is(word, "f");
        buf_repeat(&out, is_full ? (char)0xff : 0, ABI_WORD);
        for (size_t i = 0; i < word.len && !is_full; i++) {
            value = 16 * value + (uint64_t)(word.at[i] - (word.at[i] > '9' ? 'a' - 10 : '0'));
        }
        for (size_t i = 0; i < 8 && !is_full; i++) {
            out.at[out.len - 1 - i] = (uint8_t)(value >> (8 * i));
        }
    }
    return out;
}

static void expect_decoded(const char *signature, const char *text, const char *want,
                           size_t want_unread)
{
    AUTO(abi_item_done) struct abi_item item = parse(signature);
    AUTO(buf_done) struct buf data = words(text);
    AUTO(buf_done) struct buf shown = buf_start(KIB);
    AUTO(abi_value_done) struct abi_value values = {0};
    struct err e = {0};
    size_t unread = 0;
    if (!abi_decode(&item.inputs, buf_view(&data), &values, &unread, &e)) {
        cr_expect_str_eq(e.text, want, "%s of %s: %s", signature, text, e.text);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        return;
    }
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = item.inputs};
    abi_value_write(&all, &values, &shown);
    cr_expect(text_is(buf_view_text(&shown), want), "%s of %s: %.*s", signature, text,
              TEXT_ARG(buf_view_text(&shown)));
    cr_expect_eq(unread, want_unread, "%s of %s: %zu", signature, text, unread);
}

Test(abi_codec, padding_is_checked)
{
    static const struct {
        const char *signature, *words, *want;
    } cases[] = {
        {"f(uint8)", "ff", "(255)"},
        {"f(uint8)", "100", "value 1 (uint8): the number is out of range"},
        {"f(int8)", "7f", "(127)"},
        {"f(int8)", "80", "value 1 (int8): the number is out of range"},
        {"f(int8)", "f", "(-1)"},
        {"f(int256)", "f", "(-1)"},
        {"f(uint256)", "f",
         "(115792089237316195423570985008687907853269984665640564039457584007913129639935)"},
        {"f(bool)", "1", "(true)"},
        {"f(bool b)", "2", "value 1 'b' (bool): neither 0 nor 1"},
        {"f(bool)", "100", "value 1 (bool): the number is out of range"},
        {"f(address)", "f", "value 1 (address): there is something before it in its word"},
        {"f(bytes31)", "1", "value 1 (bytes31): there is something behind it in its word"},
        {"f(bytes32)", "1", "(0x0000000000000000000000000000000000000000000000000000000000000001)"},
        {"f(function)", "1", "value 1 (function): there is something behind it in its word"},
        {"f(string)", "20 1 0", "(\"\\x00\")"},
        {"f(string)", "20 1 1", "value 1 (string): the padding is not zero"},
        {"f(uint8[2])", "1 100", "value 1 (uint8[2]): item 2: the number is out of range"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_decoded(cases[i].signature, cases[i].words, cases[i].want, 0);
    }
}

Test(abi_codec, hostile_layouts)
{
    static const char past_offset[] = "value 1 (string): the offset is past the end of the data";
    static const char past_length[] = "value 1 (string): the length is past the end of the data";
    static const char past_items[] = "value 1 (uint256[]): the length is past the end of the data";
    static const struct {
        const char *signature, *words, *want;
        size_t unread;
    } cases[] = {
        {"f(string)", "0", "value 1 (string): the offset points into the heads", 0},
        {"f(string)", "1f 0", "value 1 (string): the offset points into the heads", 0},
        {"f(string)", "20", "value 1 (string): the data ends before it", 0},
        {"f(string)", "21 0", "value 1 (string): the data ends before it", 0},
        {"f(string)", "41 0", past_offset, 0},
        {"f(string)", "f 0", past_offset, 0},
        {"f(string)", "7fffffffffffffff 0", past_offset, 0},
        {"f(string)", "20 1", past_length, 0},
        {"f(string)", "20 21 0", past_length, 0},
        {"f(string)", "20 f 0", past_length, 0},
        {"f(string)", "20 7fffffffffffffff 0", past_length, 0},
        {"f(uint256[])", "20 2 1", past_items, 0},
        {"f(uint256[])", "20 40000000 1", past_items, 0},
        {"f(uint256[])", "20 800000000000000 1", past_items, 0},
        {"f(uint256[])", "20 f", past_items, 0},
        {"f(uint256[524288][])", "20 1 1",
         "value 1 (uint256[524288][]): the length is past the end of the data", 0},
        {"f(string[3])", "20 20 20",
         "value 1 (string[3]): the data ends too early: 64 bytes, at least 96 are needed", 0},
        {"f(uint256,uint256)", "1", "the data ends too early: 32 bytes, at least 64 are needed", 0},
        {"f(string,string)", "40 40 0", "value 2 (string): parts of the data overlap", 0},
        {"f(string,uint256[])", "40 40 0", "value 2 (uint256[]): parts of the data overlap", 0},
        {"f(uint256[][])", "20 2 40 40 1 7",
         "value 1 (uint256[][]): item 2: parts of the data overlap", 0},
        {"f(uint256[][])", "20 1 0 7",
         "value 1 (uint256[][]): item 1: the offset points into the heads", 0},
        {"f((string,uint8)[])", "20 1 20 40 5 0", "([(\"\", 5)])", 0},
        {"f(uint256)", "1 2", "(1)", 32},
        {"f(string,string)", "60 40 0 0", "(\"\", \"\")", 0},
        {"f(string)", "40 7 0", "(\"\")", 32},
        {"f()", "", "()", 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_decoded(cases[i].signature, cases[i].words, cases[i].want, cases[i].unread);
    }
}

Test(abi_codec, names_that_are_no_types)
{
    AUTO(abi_item_done) struct abi_item item = parse("f(uint8,Foo)");
    static const uint8_t data[64] = {0};
    struct abi_value values;
    struct err e = {0};
    size_t unread = 0;
    cr_assert_not(abi_decode(&item.inputs, BYTES_OF(data), &values, &unread, &e));
    cr_expect_str_eq(e.text, "value 2 (Foo): 'Foo' is no type of the ABI");
}
