/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "chain/abi_codec.h"

/* Values from command lines and from JSON, and how they are shown. */

static struct abi_item parse(const char *signature)
{
    struct abi_item item;
    struct err e = {0};
    cr_assert(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, &item, &e), "%s", e.text);
    return item;
}

static void expect_integer(const char *text, bool is_signed, unsigned size, const char *want)
{
    struct u256 value;
    struct err e = {0};
    char decimal[U256_DECIMAL];
    bool ok = abi_integer_parse(text_of(text), is_signed, size, &value, &e);
    cr_expect_eq(ok, want[0] >= '0' && want[0] <= '9', "%s: %s", text, e.text);
    if (ok) {
        cr_expect_str_eq(u256_format(&value, decimal), want, "%s", text);
    } else {
        cr_expect_not_null(strstr(e.text, want), "%s: %s", text, e.text);
        cr_expect_eq(e.kind, ERR_USAGE);
    }
}

Test(abi_value, unsigned_integers)
{
    static const struct {
        const char *text;
        unsigned size;
        const char *want;
    } cases[] = {
        {"0", 1, "0"},
        {"000", 1, "0"},
        {"255", 1, "255"},
        {"256", 1, "is out of range"},
        {"0xff", 1, "255"},
        {"0x100", 1, "is out of range"},
        {"0x000000000000000000000000000000000000000000000000000000000000000000001", 32, "1"},
        {"0o377", 1, "255"},
        {"0b11111111", 1, "255"},
        {"0b2", 1, "is no integer"},
        {"0o8", 1, "is no integer"},
        {"0X1f", 1, "31"},
        {"0B11", 1, "3"},
        {"0O17", 1, "15"},
        {"0x", 1, "is no integer"},
        {"7 ", 1, "7"},
        {"0x7 ", 1, "7"},
        {" 7", 1, "is no integer"},
        {"1_0", 1, "is no integer"},
        {"1,0", 1, "is no integer"},
        {".5", 1, "is no integer"},
        {"5.", 1, "is no integer"},
        {"5.0", 1, "has more decimals than its unit"},
        {"2.5e1", 1, "25"},
        {"2.5e+1", 1, "25"},
        {"2.50e1", 1, "has more decimals than its unit"},
        {"2500e-2", 1, "has more decimals than its unit"},
        {"25e-0", 1, "is no integer"},
        {"25e-9gwei", 1, "25"},
        {"25e-1", 1, "is no whole number"},
        {"2.5e", 1, "is no integer"},
        {"2e1001", 1, "is no integer"},
        {"0e77", 1, "0"},
        {"0e78", 1, "is out of range"},
        {"0.000", 1, "has more decimals than its unit"},
        {"0.000000000gwei", 1, "0"},
        {"1e77", 32,
         "100000000000000000000000000000000000000000000000000000000000000000000000000000"},
        {"1e78", 32, "is out of range"},
        {"1e1000", 32, "is out of range"},
        {"1000000000000000000000000000000000000000000000000000000000000000000000000000000e-78", 1,
         "has more decimals than its unit"},
        {"1.5ether", 32, "1500000000000000000"},
        {"1.5 \t ether", 32, "1500000000000000000"},
        {"1e1ether", 32, "10000000000000000000"},
        {"1 gwei", 32, "1000000000"},
        {"0.1 gwei", 32, "100000000"},
        {"1wei", 1, "1"},
        {"0.5 wei", 1, "is no whole number"},
        {"1 Ether", 32, "is no integer"},
        {"1 ether 1", 32, "is no integer"},
        {"0x1 ether", 32, "1000000000000000000"},
        {"0x1ether", 32, "is no integer"},
        {"0b1 gwei ", 32, "is no integer"},
        {"-1", 32, "has a sign"},
        {"+1", 32, "has a sign"},
        {"", 32, "is no integer"},
        {"115792089237316195423570985008687907853269984665640564039457584007913129639935", 32,
         "115792089237316195423570985008687907853269984665640564039457584007913129639935"},
        {"115792089237316195423570985008687907853269984665640564039457584007913129639936", 32,
         "is out of range"},
        {"1157920892373161954235709850086879078532699846656405640394575840079131296399350", 32,
         "is out of range"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_integer(cases[i].text, false, cases[i].size, cases[i].want);
    }
}

/* 2^256 - n, by Python. */
Test(abi_value, signed_integers)
{
    static const struct {
        const char *text;
        unsigned size;
        const char *want;
    } cases[] = {
        {"127", 1, "127"},
        {"+127", 1, "127"},
        {"128", 1, "is out of range"},
        {"0x80", 1, "is out of range"},
        {"-128", 1,
         "115792089237316195423570985008687907853269984665640564039457584007913129639808"},
        {"-129", 1, "is out of range"},
        {"-255", 1, "is out of range"},
        {"-0", 1, "0"},
        {"--1", 1, "is no integer"},
        {"- 1", 1, "is no integer"},
        {"-", 1, "is no integer"},
        {"-1.5ether", 32,
         "115792089237316195423570985008687907853269984665640564039456084007913129639936"},
        {"-57896044618658097711785492504343953926634992332820282019728792003956564819968", 32,
         "57896044618658097711785492504343953926634992332820282019728792003956564819968"},
        {"-57896044618658097711785492504343953926634992332820282019728792003956564819969", 32,
         "is out of range"},
        {"57896044618658097711785492504343953926634992332820282019728792003956564819968", 32,
         "is out of range"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_integer(cases[i].text, true, cases[i].size, cases[i].want);
    }
}

/* What the values show as, or why they are refused. */
static void expect_shown(const char *signature, const char *const *arguments, size_t n,
                         const char *want)
{
    AUTO(abi_item_done) struct abi_item item = parse(signature);
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf text = buf_start(KIB);
    struct err e = {0};
    if (!abi_arguments_parse(&item.inputs, arguments, n, &values, &e)) {
        cr_expect_str_eq(e.text, want);
        cr_expect_eq(e.kind, ERR_USAGE);
        return;
    }
    for (size_t i = 0; i < values.n; i++) {
        buf_text(&text, i > 0 ? " | " : "");
        abi_value_write(&item.inputs.at[i].type, &values.items[i], &text);
    }
    cr_expect(text_is(buf_view_text(&text), want), "%s: %.*s", signature,
              TEXT_ARG(buf_view_text(&text)));
}

Test(abi_value, one_argument)
{
    static const struct {
        const char *signature, *argument, *want;
    } cases[] = {
        {"f(string)", " \"a\" ", "\" \\\"a\\\" \""},
        {"f(string)", "\"a\"", "\"\\\"a\\\"\""},
        {"f(string)", "''", "\"''\""},
        {"f(string)", "a\n\t\r\\\"\x01\xc3\xa9\xe2\x80\xae",
         "\"a\\n\\t\\r\\\\\\\"\\x01\xc3\xa9\\xe2\\x80\\xae\""},
        {"f(string s)", "\"a\" b",
         "argument 1 's' (string): the text begins with a quote, and does "
         "not end with its other"},
        {"f(string)", "\"",
         "argument 1 (string): the text begins with a quote, and does not end "
         "with its other"},
        {"f(string)", "\xc3(", "argument 1 (string): the text is not UTF-8"},
        {"f(string[])", "[a b , 'c,]' ,]",
         "argument 1 (string[]): item 2: ',' or ']' is expected right behind the closing '"},
        {"f(string[])", "[\"a\", 'b' ]", "[\"a\", \"b\"]"},
        {"f((string,string))", " ( 'a' , \"b\" )", "(\"a\", \"b\")"},
        {"f((uint8,bool))", "(1,true,)",
         "argument 1 ((uint8,bool)): a component is expected behind the last ','"},
        {"f(uint8[])", " [1]", "argument 1 (uint8[]): '[' is expected before its items"},
        {"f(string[])", "[a b ,'c,]',]", "[\"a b\", \"c,]\"]"},
        {"f(string[])", "[,a]", "argument 1 (string[]): item 1: the empty text needs quotes"},
        {"f(string[])", "['a]", "argument 1 (string[]): item 1: the closing ' is missing"},
        {"f((string,string)[])", "[(a],b),('', c\t)]", "[(\"a]\", \"b\"), (\"\", \"c\")]"},
        {"f((uint8,(bool,int8)) t)", "(1,(true,-1))", "(1, (true, -1))"},
        {"f((uint8,(bool,int8)) t)", "(1,(1,-1))",
         "argument 1 't' ((uint8,(bool,int8))): component 2 ((bool,int8)): component 1 (bool): '1' "
         "is neither true nor false"},
        {"f((uint8,bool))", "(1)", "argument 1 ((uint8,bool)): 1 item is given, 2 expected"},
        {"f(uint8[])", "[1,2]x", "argument 1 (uint8[]): 'x' is left over behind it"},
        {"f(uint8[])", "[[1]]", "argument 1 (uint8[]): item 1: '[1' is no integer"},
        {"f(uint8[])", "[1 , 0x2, 300 ]", "argument 1 (uint8[]): item 3: '300' is out of range"},
        {"f(bytes)", "0x", "0x"},
        {"f(bytes)", "0X12", "argument 1 (bytes): '0X12' is no hex"},
        {"f(bytes)", "0x1", "argument 1 (bytes): '0x1' has an odd number of hex digits"},
        {"f(bytes2)", "0xabc", "argument 1 (bytes2): '0xabc' has an odd number of hex digits"},
        {"f(bytes2)", "0xab", "argument 1 (bytes2): '0xab' has 1 bytes, not 2"},
        {"f(bytes2)", "0x", "argument 1 (bytes2): '0x' has 0 bytes, not 2"},
        {"f(bytes2)", "ABcd", "0xabcd"},
        {"f(function)", "0x000102030405060708090a0b0c0d0e0f1011121314151617",
         "0x000102030405060708090a0b0c0d0e0f1011121314151617"},
        {"f(address)", "0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
         "argument 1 (address): '0xF39Fd6e51aad88F6F4ce6aB8827279cffFb92266': the checksum of the "
         "address is wrong"},
        {"f(address)", "f39fd6e51aad88f6f4ce6ab8827279cfffb92266",
         "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"},
        {"f(Foo x)", "1", "argument 1 'x' (Foo): 'Foo' is no type of the ABI"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_shown(cases[i].signature, &cases[i].argument, 1, cases[i].want);
    }
}

Test(abi_value, several_arguments)
{
    static const char *const quoted[] = {"\"a\"", "' b '", " c "};
    expect_shown("f(string,string,string)", quoted, 3, "\"a\" | \" b \" | \" c \"");
    static const char *const mixed[] = {"1", "\"a'"};
    expect_shown("f(uint8 n,string s)", mixed, 2,
                 "argument 2 's' (string): the text begins with a quote, and does not end with its "
                 "other");
    expect_shown("f(uint8)", mixed, 2, "1 argument is expected, 2 given");
    expect_shown("f(uint8,bool)", mixed, 1, "2 arguments are expected, 1 given");
    expect_shown("f()", NULL, 0, "");
}

/* ABI of one function with named components, which signatures cannot have. */
static const char named_abi[] =
    "[{\"name\":\"f\",\"inputs\":[{\"name\":\"id\",\"type\":\"int16\"},{\"name\":\"who\","
    "\"type\":\"tuple[]\",\"components\":[{\"name\":\"at\",\"type\":\"address\"},"
    "{\"name\":\"texts\",\"type\":\"string[2]\"},{\"name\":\"ok\",\"type\":\"bool\"}]}]}]";

static struct abi read_named(void)
{
    struct abi abi;
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of(named_abi)), &e);
    cr_assert(json != NULL && abi_from_json(json_root(json), &abi, &e), "%s", e.text);
    return abi;
}

/* As JSON again, or why not. */
static void expect_json(const char *text, const char *want)
{
    AUTO(abi_done) struct abi abi = read_named();
    AUTO(abi_value_done) struct abi_value values = {0};
    AUTO(buf_done) struct buf out = buf_start(KIB);
    const struct abi_params *inputs = &abi.items[0].inputs;
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of(text)), &e);
    cr_assert_not_null(json, "%s: %s", text, e.text);
    if (!abi_arguments_from_json(inputs, json_root(json), &values, &e)) {
        cr_expect_str_eq(e.text, want, "%s: %s", text, e.text);
        cr_expect_eq(e.kind, ERR_USAGE);
        return;
    }
    struct json_writer writer = json_writer_to(&out, false);
    const struct abi_type all = {.kind = ABI_TUPLE, .parts = *inputs};
    abi_value_write_json(&all, &values, &writer);
    cr_expect(text_is(buf_view_text(&out), want), "%s: %.*s", text, TEXT_ARG(buf_view_text(&out)));
}

#define ADDRESS "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"

Test(abi_value, arguments_from_json)
{
    static const char none[] = "{\"id\":\"-5\",\"who\":[]}";
    expect_json("[-5,[]]", none);
    expect_json("[\"-5\",[]]", none);
    expect_json("[-0.5e1,[]]", none);
    expect_json("{\"who\":[],\"id\":-5}", none);
    static const char both[] = "{\"id\":\"1\",\"who\":[{\"at\":\"" ADDRESS
                               "\",\"texts\":[\"a\\\"\",\"\"],\"ok\":true}]}";
    expect_json("[1,[[\"" ADDRESS "\",[\"a\\\"\",\"\"],true]]]", both);
    expect_json("[1,[{\"ok\":true,\"texts\":[\"a\\\"\",\"\"],\"at\":\"" ADDRESS "\"}]]", both);
}

Test(abi_value, json_that_is_refused)
{
    expect_json("1", "no array and no object");
    expect_json("[1]", "1 given, 2 expected");
    expect_json("[1,[],2]", "3 given, 2 expected");
    expect_json("[1.5,[]]", "argument 1 'id' (int16): '1.5' is no whole number");
    expect_json("[32768,[]]", "argument 1 'id' (int16): '32768' is out of range");
    expect_json("[true,[]]", "argument 1 'id' (int16): no number and no string");
    expect_json("{\"id\":1}", "'who' is missing");
    expect_json("{\"id\":1,\"who\":[],\"x\":1}", "there are members that are none of its 2");
    static const char place[] = "argument 2 'who' ((address,string[2],bool)[]): item 1: component ";
    static const struct {
        const char *texts, *ok, *why;
    } cases[] = {
        {"[\"a\"]", "true", "2 'texts' (string[2]): 1 given, 2 expected"},
        {"\"a\"", "true", "2 'texts' (string[2]): no array"},
        {"{}", "true", "2 'texts' (string[2]): no array"},
        {"[\"a\",1]", "true", "2 'texts' (string[2]): item 2: no string"},
        {"[\"a\",\"b\"]", "\"true\"", "3 'ok' (bool): neither true nor false"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf json = buf_start(KIB);
        AUTO(buf_done) struct buf want = buf_start(KIB);
        buf_printf(&json, "[1,[[\"" ADDRESS "\",%s,%s]]]%c", cases[i].texts, cases[i].ok, 0);
        buf_printf(&want, "%s%s%c", place, cases[i].why, 0);
        expect_json((const char *)json.at, (const char *)want.at);
    }
}

Test(abi_value, objects_need_names_of_their_own)
{
    AUTO(abi_item_done) struct abi_item item = parse("f(uint a,uint a)");
    AUTO(abi_item_done) struct abi_item unnamed = parse("f(uint a,uint)");
    struct abi_value values;
    struct err e = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of("{\"a\":1}")), &e);
    cr_assert_not(abi_arguments_from_json(&item.inputs, json_root(json), &values, &e));
    cr_expect_str_eq(e.text, "not all have names of their own: give an array");
    cr_assert_not(abi_arguments_from_json(&unnamed.inputs, json_root(json), &values, &e));
    cr_expect_str_eq(e.text, "not all have names of their own: give an array");
}
