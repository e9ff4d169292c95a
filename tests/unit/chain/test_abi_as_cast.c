/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/utf8.h"
#include "chain/abi_codec.h"
#include "vectors.h"

#define FF30 "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
#define AB20 "abababababababababababababababababababab"

/* Words: "20" is a number in hex, "<c328" bytes with zeros behind them, "=00" bytes as they are. */
static struct buf words(const char *text)
{
    struct text rest = text_of(text);
    struct text word;
    struct buf out = buf_start(MIB);
    while (rest.len > 0) {
        (void)text_split(rest, ' ', &word, &rest);
        bool is_number = word.at[0] != '<' && word.at[0] != '=';
        AUTO(buf_done) struct buf hex = buf_start(KIB);
        buf_repeat(&hex, '0', is_number ? 2 * ABI_WORD - word.len : 0);
        buf_slice(&hex, is_number ? word : text_behind(word, 1));
        buf_repeat(&hex, '0', word.at[0] == '<' ? 2 * ABI_WORD + 1 - word.len : 0);
        AUTO(buf_done) struct buf bytes = vector_unhex(buf_view_text(&hex));
        buf_add(&out, buf_view(&bytes));
    }
    return out;
}

/* As cast's decode-abi --json has them, but on one line. */
static void write_json(const struct abi_item *item, const struct abi_value *values, struct buf *out)
{
    struct json_writer w = json_writer_to(out, false);
    json_begin_array(&w);
    for (size_t i = 0; i < item->inputs.n; i++) {
        abi_value_write_json_as_cast(&item->inputs.at[i].type, &values->items[i], &w);
    }
    json_end_array(&w);
}

static void write_text(const struct abi_item *item, const struct abi_value *values, struct buf *out)
{
    for (size_t i = 0; i < item->inputs.n; i++) {
        buf_text(out, i > 0 ? " " : "");
        abi_value_write_as_cast(&item->inputs.at[i].type, &values->items[i], out);
    }
}

typedef void writer(const struct abi_item *item, const struct abi_value *values, struct buf *out);

static void expect_by(writer *write, const char *signature, const char *data, const char *want)
{
    AUTO(abi_item_done) struct abi_item item = {0};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf encoding = words(data);
    AUTO(buf_done) struct buf out = buf_start(KIB);
    struct abi_rest rest = {0};
    struct err e = {0};
    cr_assert(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, &item, &e), "%s", e.text);
    if (abi_decode_as_cast(&item.inputs, buf_view(&encoding), &values, &rest, &e)) {
        write(&item, &values, &out);
    } else {
        cr_expect_eq(e.kind, ERR_MALFORMED);
        buf_text(&out, e.text);
    }
    cr_expect(text_is(buf_view_text(&out), want), "%s %s: %.*s", signature, data,
              TEXT_ARG(buf_view_text(&out)));
}

/* `want`: values as cast 1.7.1 prints them, each behind a blank; or why it is refused. */
static void expect(const char *signature, const char *data, const char *want)
{
    expect_by(write_text, signature, data, want);
}

static void expect_json(const char *signature, const char *data, const char *want)
{
    expect_by(write_json, signature, data, want);
}

Test(abi_as_cast, json_has_numbers_of_64_bits)
{
    expect_json("f()", "", "[]");
    expect_json("f(uint256)", "ffffffffffffffff", "[18446744073709551615]");
    expect_json("f(uint256)", "10000000000000000", "[\"18446744073709551616\"]");
    expect_json("f(int256)", "7fffffffffffffff", "[9223372036854775807]");
    expect_json("f(int256)", "8000000000000000", "[\"9223372036854775808\"]");
    expect_json("f(int256)", "=ffffffffffffffffffffffffffffffffffffffffffffffff8000000000000000",
                "[-9223372036854775808]");
    expect_json("f(int256)", "=ffffffffffffffffffffffffffffffffffffffffffffffff7fffffffffffffff",
                "[\"-9223372036854775809\"]");
}

Test(abi_as_cast, json_of_other_types)
{
    expect_json("f(bool,bytes4)", "1 <deadbeef", "[true,\"0xdeadbeef\"]");
    expect_json("f(address)", "=ffffffffffffffffffffffff" AB20,
                "[\"0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB\"]");
    expect_json("f((uint8,string)[])", "20 1 20 7 40 2 <6122", "[[[7,\"a\\\"\"]]]");
    expect_json("f(uint8[],bytes)", "40 60 0 0", "[[],\"0x\"]");
}

Test(abi_as_cast, words)
{
    expect("f(bool)", "2", "true");
    expect("f(bool)", "100", "true");
    expect("f(bool)", "=80" FF30 "00", "true");
    expect("f(bool)", "0", "false");
    expect("f(uint8)", "100", "256");
    expect("f(int8)", "80", "128");
    expect("f(int16)", "=" FF30 "7fff", "-32769 [-3.276e4]");
    expect("f(address)", "=ffffffffffffffffffffffff" AB20,
           "0xABaBaBaBABabABabAbAbABAbABabababaBaBABaB");
    expect("f(bytes4)", "=deadbeef00000000000000000000000000000000000000000000000000000001",
           "0xdeadbeef");
    expect("f(function)",
           "=" AB20 AB20 "abababababababababababababababab"
           "abababababababab",
           "0x" AB20 "abababab");
}

Test(abi_as_cast, sizes_of_integers)
{
    expect("f(uint16)", "270f", "9999");
    expect("f(uint16)", "2710", "10000 [1e4]");
    expect("f(uint256[])", "20 2 de0b6b3a7640000 bc614e",
           "[1000000000000000000 [1e18], 12345678 [1.234e7]]");
    expect("f(int256)", "=" FF30 "d8f1", "-9999");
    expect("f(int256)", "=" FF30 "d8f0", "-10000 [-1e4]");
    expect("f(int256)", "=" FF30 "d8ef", "-10001 [-1e4]");
}

Test(abi_as_cast, bytes)
{
    expect("f(bytes)", "20 3 =010203", "0x010203");
    expect("f(bytes)", "20 3 =010203" FF30 "ff", "0x010203");
    expect("f(bytes)", "20 3 =0102", "value 1 (bytes): the length is past the end of the data");
    expect("f(bytes)", "0", "0x");
    expect("f(bytes,bytes)", "40 40 1 <ab", "0xab 0xab");
    expect("f((bytes,uint8))", "20 0 0", "(0x, 0)");
    expect("f(uint256[][])", "20 2 40 40 1 7", "[[7], [7]]");
    expect("f(uint8)", "5 =01", "5");
}

Test(abi_as_cast, texts)
{
    expect("f(string)", "20 2 <c328", "\"\xef\xbf\xbd(\"");
    expect("f(string)", "20 a <00010a0d09225c7f1b00",
           "\"\\0\\u{1}\\n\\r\\t\\\"\\\\\\u{7f}\\u{1b}\\0\"");
    expect("f(string)", "20 6 <e280aee280a9", "\"\\u{202e}\\u{2029}\"");
    expect("f(string)", "20 6 <c285c2a0c2ad", "\"\\u{85}\\u{a0}\\u{ad}\"");
    expect("f(string)", "20 8 <27efbbbff09f9880", "\"'\\u{feff}\xf0\x9f\x98\x80\"");
    expect("f(string[])", "20 1 20 3 <65cc81", "[\"e\\u{301}\"]");
}

Test(abi_as_cast, bounds_are_not_lenient)
{
    expect("f(uint8)", "=01", "the data ends too early: 1 bytes, at least 32 are needed");
    expect("f(bytes)", "21", "value 1 (bytes): the offset is past the end of the data");
    expect("f(bytes)", "=8000000000000000000000000000000000000000000000000000000000000000",
           "value 1 (bytes): the offset is past the end of the data");
    expect("f(bytes)", "20 40", "value 1 (bytes): the length is past the end of the data");
    expect("f(uint256[])", "20 2 1", "value 1 (uint256[]): the length is past the end of the data");
    expect("f(uint256[])", "20 =0000000000000000000000000000000000000000000000010000000000000000",
           "value 1 (uint256[]): the length is past the end of the data");
}

/* Lists whose offsets all lead to the same next one: each level would be 1024 times as much. */
Test(abi_as_cast, overlaps_end_somewhere)
{
    enum { FAN = 1024, LEVELS = 4 };
    AUTO(abi_item_done) struct abi_item item = {0};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf data = buf_start(MIB);
    struct abi_rest rest = {0};
    struct err e = {0};
    cr_assert(abi_item_parse(text_of("f(uint8[][][][])"), ABI_ITEM_FUNCTION, &item, &e));
    u256_append_u64(ABI_WORD, &data);
    for (int level = 1; level <= LEVELS; level++) {
        u256_append_u64(FAN, &data);
        for (int i = 0; i < FAN; i++) {
            u256_append_u64(level < LEVELS ? (uint64_t)FAN * ABI_WORD : 1, &data);
        }
    }
    cr_expect_not(abi_decode_as_cast(&item.inputs, buf_view(&data), &values, &rest, &e));
    cr_expect(strstr(e.text, "parts of the data overlap too often") != NULL, "%s", e.text);
}

/* What the strict reading takes is the same, but for texts. */
Test(abi_as_cast, logs)
{
    AUTO(abi_item_done) struct abi_item event = {0};
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(abi_value_done) struct abi_value none = {0};
    AUTO(buf_done) struct buf data = words("20 2 <c328");
    AUTO(buf_done) struct buf topic = words("2");
    struct abi_rest rest = {0};
    struct err e = {0};
    size_t unread = 0;
    cr_assert(abi_item_parse(text_of("E(bool indexed,string)"), ABI_ITEM_EVENT, &event, &e));
    struct keccak256 topics[2] = {abi_item_hash(&event)};
    memcpy(topics[1].at, topic.at, ABI_WORD);
    const struct abi_log log = {topics, 2, buf_view(&data)};
    cr_expect_not(abi_decode_log(&event, &log, &none, &unread, &e));
    cr_expect_str_eq(e.text, "topic 1: value 1 (bool): neither 0 nor 1");
    cr_assert(abi_decode_log_as_cast(&event, &log, &values, &rest, &e), "%s", e.text);
    cr_expect_eq(values.items[0].word[ABI_WORD - 1], 1);
    cr_expect_eq(values.items[0].word[ABI_WORD - 2], 0);
    cr_expect(bytes_equal(bytes_of(values.items[1].bytes, values.items[1].n),
                          text_bytes(text_of(UTF8_REPLACEMENT "("))));
    cr_expect(rest.has_replaced && rest.unread == 0);
    topics[0].at[0] ^= 1;
    cr_expect_not(abi_decode_log_as_cast(&event, &log, &none, &rest, &e));
}
