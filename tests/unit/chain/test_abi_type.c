/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "chain/abi_item.h"
#include "vectors.h"

static struct abi_item parse(const char *signature)
{
    struct abi_item item;
    struct err e = {0};
    cr_assert(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, &item, &e), "%s: %s", signature,
              e.text);
    return item;
}

static void expect_refusal(const char *signature, const char *why)
{
    struct abi_item item;
    struct err e = {0};
    cr_assert_not(abi_item_parse(text_of(signature), ABI_ITEM_FUNCTION, &item, &e), "%s",
                  signature);
    cr_expect_eq(e.kind, ERR_USAGE);
    cr_expect_not_null(strstr(e.text, why), "%s: %s", signature, e.text);
}

static void expect_canonical(const char *signature, const char *canonical)
{
    AUTO(abi_item_done) struct abi_item item = parse(signature);
    AUTO(buf_done) struct buf text = buf_start(KIB);
    abi_item_write(&item, &text);
    cr_expect(text_is(buf_view_text(&text), canonical), "%s: %.*s", signature,
              TEXT_ARG(buf_view_text(&text)));
}

Test(abi_type, canonical_forms)
{
    static const struct {
        const char *signature, *canonical;
    } cases[] = {
        {"f()", "f()"},
        {" f ( uint , int[] ) ", "f(uint256,int256[])"},
        {"f(uint8,int24,uint256,bytes1,bytes32,bytes,string,bool,address,function)",
         "f(uint8,int24,uint256,bytes1,bytes32,bytes,string,bool,address,function)"},
        {"function f(address to, string memory) external payable returns (bool ok, uint)",
         "f(address,string)"},
        {"f(uint256)(uint256)", "f(uint256)"},
        {"f(uint256,)", "f(uint256)"},
        {"f(((uint,bool[2][])[3],bytes)[] x)", "f(((uint256,bool[2][])[3],bytes)[])"},
        {"error _E$1(bytes4)", "_E$1(bytes4)"},
        {"constructor(uint a)", "constructor(uint256)"},
        {"function(uint)", "function(uint256)"},
        {"f(Lib.Data storage,byte,uint7,uint264,bytes33,int0,uint08)",
         "f(Lib.Data,byte,uint7,uint264,bytes33,int0,uint08)"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_canonical(cases[i].signature, cases[i].canonical);
    }
}

Test(abi_type, what_is_read_beside_types)
{
    AUTO(abi_item_done)
    struct abi_item call = parse("function f(uint a, bool) view returns (int r)");
    cr_expect_eq(call.kind, ABI_ITEM_FUNCTION);
    cr_expect_eq(call.mutability, ABI_VIEW);
    cr_expect_str_eq(call.inputs.at[0].name, "a");
    cr_expect_str_eq(call.inputs.at[1].name, "");
    cr_expect_eq(call.outputs.n, 1);
    cr_expect_str_eq(call.outputs.at[0].name, "r");
    AUTO(abi_item_done) struct abi_item event = parse("E(address indexed who, uint) anonymous");
    cr_expect_eq(event.kind, ABI_ITEM_EVENT);
    cr_expect(event.is_anonymous && event.inputs.at[0].is_indexed &&
              !event.inputs.at[1].is_indexed);
    AUTO(abi_item_done) struct abi_item named = parse("event E(uint)");
    cr_expect_eq(named.kind, ABI_ITEM_EVENT);
    AUTO(abi_item_done) struct abi_item constructor = parse("constructor(uint) payable");
    cr_expect_eq(constructor.kind, ABI_ITEM_CONSTRUCTOR);
    cr_expect_eq(constructor.mutability, ABI_PAYABLE);
}

Test(abi_type, signatures_that_are_refused)
{
    static const struct {
        const char *signature, *why;
    } cases[] = {
        {"", "a name is expected at column 1"},
        {"f", "'(' is expected at column 2"},
        {"0x12345678", "a name is expected at column 1"},
        {"(uint256)", "a name is expected at column 1"},
        {"f(uint256", "',' or ')' is expected at column 10"},
        {"f(uint256))", "'returns', or nothing, is expected at column 11"},
        {"f(,uint256)", "a type is expected at column 3"},
        {"f(uint256 a b)", "',' or ')' is expected at column 13"},
        {"f(uint256 returns)(uint)(uint)", "is expected at column 25"},
        {"f((uint256 a) x)", "',' or ')' is expected at column 12"},
        {"f(tuple(uint256) x)", "',' or ')' is expected at column 8"},
        {"f(address payable x)", "the name of the parameter before that is expected"},
        {"f(uint[0])", "'0' is no length of an array"},
        {"f(uint[-1])", "'-1' is no length of an array"},
        {"f(uint[)", "a ']' is missing behind '[)'"},
        {"f(uint[4294967296])", "'4294967296' is no length of an array"},
        {"f(uint[524289])", "takes more than 16777216 bytes"},
        {"f(string[524289])", "takes more than 16777216 bytes"},
        {"f(uint[524288],uint)", "the parameters take more than 16777216 bytes"},
        {"f(()[])", "a tuple has no components"},
        {"error E(uint indexed a)", "only parameters of events are indexed"},
        {"E(uint indexed,uint indexed,uint indexed,uint indexed)", "more than 3 parameters"},
        {"f(mapping(uint256=>bool))", "',' or ')' is expected at column 10"},
        {"f(uint)\x01", "is expected at column 8"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        expect_refusal(cases[i].signature, cases[i].why);
    }
}

Test(abi_type, beginnings_of_a_signature_are_refused)
{
    static const char whole[] = "f(((uint256,bool[2][])[3],bytes)[] x,address)";
    for (size_t n = 0; n + 1 < sizeof whole; n++) {
        AUTO(mem_freep) char *part = mem_copy(whole, n);
        expect_refusal(part, "signature '");
    }
    AUTO(abi_item_done) struct abi_item item = parse(whole);
    cr_expect_eq(item.inputs.n, 2);
}

static void nest(struct buf *out, unsigned depth)
{
    buf_text(out, "f(");
    buf_repeat(out, '(', depth);
    buf_text(out, "uint");
    buf_repeat(out, ')', depth + 1);
    buf_char(out, 0);
}

Test(abi_type, depth_and_number_have_an_end)
{
    AUTO(buf_done) struct buf text = buf_start(64 * KIB);
    nest(&text, ABI_DEPTH_MAX);
    AUTO(abi_item_done) struct abi_item deepest = parse((const char *)text.at);
    cr_expect_eq(deepest.inputs.at[0].type.depth, ABI_DEPTH_MAX);
    buf_clear(&text);
    nest(&text, ABI_DEPTH_MAX + 1);
    expect_refusal((const char *)text.at, "nested more than 16 times");
    buf_clear(&text);
    nest(&text, 20000);
    expect_refusal((const char *)text.at, "nested more than 16 times");

    buf_clear(&text);
    buf_text(&text, "f(uint");
    for (size_t i = 0; i < ABI_DEPTH_MAX + 1; i++) {
        buf_text(&text, "[]");
    }
    buf_add(&text, bytes_of(")", 2));
    expect_refusal((const char *)text.at, "nested more than 16 times");

    buf_clear(&text);
    buf_text(&text, "f(");
    for (size_t i = 0; i <= ABI_PARTS_MAX; i++) {
        buf_text(&text, "int,");
    }
    buf_add(&text, bytes_of(")", 2));
    expect_refusal((const char *)text.at, "more than 1024 parameters");
}

static void check_selector(const struct json_value *vector)
{
    bool is_event = text_is(vector_text(vector, "kind"), "event");
    const char *name = is_event ? "topic" : "selector";
    AUTO(mem_freep) char *signature = text_dup(vector_text(vector, "sig"));
    if (vector_is_null(vector, name)) {
        expect_refusal(signature, "signature '");
        return;
    }
    AUTO(buf_done) struct buf want = vector_hex(vector, name);
    AUTO(abi_item_done) struct abi_item item = parse(signature);
    struct keccak256 hash = abi_item_hash(&item);
    cr_expect(bytes_equal(buf_view(&want), bytes_of(hash.at, want.len)), "%s", vector_id(vector));
}

Test(abi_type, selectors_and_topics_of_the_vectors)
{
    vectors_visit("selectors.json", check_selector);
}

static bool read_json(const char *text, struct abi *abi, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(text_bytes(text_of(text)), e);
    cr_assert_not_null(json, "%s: %s", text, e->text);
    return abi_from_json(json_root(json), abi, e);
}

Test(abi_type, json_abi)
{
    static const char text[] =
        "[{\"type\":\"constructor\",\"inputs\":[],\"stateMutability\":\"payable\"},"
        "{\"type\":\"receive\",\"stateMutability\":\"payable\"},{\"type\":\"fallback\"},"
        "{\"type\":\"function\",\"name\":\"setKmsInfo\",\"inputs\":[{\"name\":\"info\","
        "\"type\":\"tuple[2][]\",\"internalType\":\"struct X\",\"components\":["
        "{\"name\":\"id\",\"type\":\"uint256\"},{\"name\":\"tags\",\"type\":\"string[]\"}]}],"
        "\"outputs\":[{\"type\":\"bool\"}],\"stateMutability\":\"view\"},"
        "{\"name\":\"old\",\"inputs\":[{\"name\":\"x\",\"type\":\"Lib.S[] storage\"}],"
        "\"constant\":true},"
        "{\"name\":\"pays\",\"inputs\":[],\"payable\":true},"
        "{\"type\":\"event\",\"name\":\"E\",\"anonymous\":true,\"inputs\":[{\"name\":\"a\","
        "\"type\":\"address\",\"indexed\":true}]},"
        "{\"type\":\"error\",\"name\":\"OwnableUnauthorizedAccount\",\"inputs\":["
        "{\"name\":\"account\",\"type\":\"address\"}]}]";
    static const struct {
        const char *canonical;
        enum abi_item_kind kind;
        enum abi_mutability mutability;
    } items[] = {
        {"constructor()", ABI_ITEM_CONSTRUCTOR, ABI_PAYABLE},
        {"constructor()", ABI_ITEM_RECEIVE, ABI_PAYABLE},
        {"constructor()", ABI_ITEM_FALLBACK, ABI_NONPAYABLE},
        {"setKmsInfo((uint256,string[])[2][])", ABI_ITEM_FUNCTION, ABI_VIEW},
        {"old(Lib.S[] storage)", ABI_ITEM_FUNCTION, ABI_VIEW},
        {"pays()", ABI_ITEM_FUNCTION, ABI_PAYABLE},
        {"E(address)", ABI_ITEM_EVENT, ABI_NONPAYABLE},
        {"OwnableUnauthorizedAccount(address)", ABI_ITEM_ERROR, ABI_NONPAYABLE},
    };
    AUTO(abi_done) struct abi abi = {0};
    struct err e = {0};
    cr_assert(read_json(text, &abi, &e), "%s", e.text);
    cr_assert_eq(abi.n, COUNT(items));
    for (size_t i = 0; i < COUNT(items); i++) {
        AUTO(buf_done) struct buf canonical = buf_start(KIB);
        abi_item_write(&abi.items[i], &canonical);
        cr_expect(text_is(buf_view_text(&canonical), items[i].canonical), "%zu", i);
        cr_expect_eq(abi.items[i].kind, items[i].kind, "%zu", i);
        cr_expect_eq(abi.items[i].mutability, items[i].mutability, "%zu", i);
    }
    const struct abi_type *tuple =
        &abi.items[3].inputs.at[0].type.parts.at[0].type.parts.at[0].type;
    cr_expect_str_eq(tuple->parts.at[1].name, "tags");
    cr_expect(abi.items[6].is_anonymous && abi.items[6].inputs.at[0].is_indexed);
    static const uint8_t selector[ABI_SELECTOR] = {0x11, 0x8c, 0xda, 0xa7};
    cr_expect_eq(abi_find_selector(&abi, ABI_ITEM_ERROR, selector), &abi.items[7]);
    cr_expect_null(abi_find_selector(&abi, ABI_ITEM_FUNCTION, selector));
}

Test(abi_type, json_abi_that_is_refused)
{
    static const struct {
        const char *text, *why;
    } cases[] = {
        {"{}", "the ABI is no JSON array"},
        {"[1]", "ABI item 1: there is no 'name'"},
        {"[{\"type\":\"function\",\"name\":\"\"}]", "ABI item 1: there is no 'name'"},
        {"[{\"type\":\"modifier\",\"name\":\"f\"}]", "ABI item 1: 'modifier' is no kind of item"},
        {"[{\"type\":1,\"name\":\"f\"}]", "ABI item 1: 'type' is no text"},
        {"[{\"name\":\"f\",\"inputs\":{}}]", "ABI item 1 'f': the parameters are no array"},
        {"[{\"name\":\"f\",\"inputs\":[{\"name\":\"a\"}]}]", "parameter 1: there is no 'type'"},
        {"[{\"name\":\"f\",\"inputs\":[{\"type\":\"\"}]}]", "parameter 1: there is no 'type'"},
        {"[{\"name\":\"f\",\"inputs\":[{\"type\":\"int\",\"name\":1}]}]", "'name' is no text"},
        {"[{\"name\":\"f\",\"inputs\":[{\"type\":\"int\",\"indexed\":1}]}]", "no boolean"},
        {"[{\"name\":\"f\",\"anonymous\":1}]", "'anonymous' is no boolean"},
        {"[{\"name\":\"f\",\"inputs\":[{\"type\":\"int[x]\"}]}]", "'x' is no length"},
        {"[{\"name\":\"f\",\"inputs\":[{\"type\":\"tuple\"}]}]", "a tuple has no components"},
        {"[{\"name\":\"f\",\"outputs\":[{\"type\":\"int[524288]\"},{\"type\":\"int\"}]}]",
         "the parameters take more than"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct abi abi;
        struct err e = {0};
        cr_assert_not(read_json(cases[i].text, &abi, &e), "%s", cases[i].text);
        cr_expect_eq(e.kind, ERR_MALFORMED);
        cr_expect_not_null(strstr(e.text, cases[i].why), "%s: %s", cases[i].text, e.text);
    }
}
