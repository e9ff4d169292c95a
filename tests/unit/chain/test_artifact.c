/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/artifact.h"

#include <criterion/criterion.h>
#include <string.h>

#include "artifacts.h"
#include "vectors.h"

#define NO_ABI "[]"

/* Keccak-256 (cast keccak) of creation and runtime code, into which Python put the library Texts at
 * 0x1111… and WideMath at 0x2222…. Foundry and solc have the same code; the two versions of Hardhat
 * have other paths of sources, and so another hash of the metadata, and nothing else. */
static const struct vector {
    const char *path, *name;
    enum artifact_format format;
    size_t n;
    const char *init;
    size_t runtime_n;
    const char *runtime;
} vectors[] = {
#define ALL_INIT            "ab3abd56bf5511b54fb9b1837ea952bd3369943424a63df5ec5d0f61fd7facc0"
#define ALL_RUN             "1d924cc4f9130772fba63a29afbf8934dceb85ac3266017b7238943fc9ee0e52"
#define COUNTER_INIT        "25c291ed29119cadc080c3b08ec8c2b03896fb2a9c73dde4ac48785761c22a1b"
#define COUNTER_RUN         "dc750410570e363f3a5d793303bf6bb7c99625798170c9c9c4bc1831f0607c31"
#define FAULTS_INIT         "9a54a741c4fde16203151bc5f17b61593fa89a61b553240f056e7401d6044be5"
#define FAULTS_RUN          "bb373f9fd83b1aa7605cdaf04e8654e512e0525c3de557620dd0dd3b25b0136d"
#define LINKED_INIT         "7805194b497c2bc01ed34e79f76ab98b16cc4959c7ca3b384a228a38c53ee92d"
#define LINKED_RUN          "80499f7e38aa50abdb624ee78d1873b3296ad5da18703b2580874d174a4c2c4c"
#define TEXTS_INIT          "b6e9e0150f8fd1ed0ae6d60a5e601a9e157f87481feb3f4f9d07677c6c3c9d10"
#define TEXTS_RUN           "d0efb8d79c786f9cc17074c86c21f45cdfcb7320604ca1ae2832a163ed19afcf"
#define MATH_INIT           "167f93b06cb05b4fa3ea030385b793087151bc2a733a2650f7053b4c1ed8576c"
#define MATH_RUN            "03b38a367cfe6c5c7fff41a69ce4f920934d93d59c4b4423b8badfa2b9bbe0ea"
#define FOUNDRY(file, name) "foundry/" file ".sol/" name ".json", name, ARTIFACT_FOUNDRY
    {FOUNDRY("AllTypes", "AllTypes"), 4463, ALL_INIT, 446, ALL_RUN},
    {FOUNDRY("Counter", "Counter"), 551, COUNTER_INIT, 437, COUNTER_RUN},
    {FOUNDRY("Faults", "Faults"), 2621, FAULTS_INIT, 2595, FAULTS_RUN},
    {FOUNDRY("Linked", "Linked"), 1440, LINKED_INIT, 635, LINKED_RUN},
    {FOUNDRY("Linked", "Texts"), 445, TEXTS_INIT, 415, TEXTS_RUN},
    {FOUNDRY("Linked", "WideMath"), 182, MATH_INIT, 154, MATH_RUN},
#define SOLC(name) "solc-standard-json/own.output.json", name, ARTIFACT_SOLC
    {SOLC("AllTypes"), 4463, ALL_INIT, 446, ALL_RUN},
    {SOLC("src/Counter.sol:Counter"), 551, COUNTER_INIT, 437, COUNTER_RUN},
    {SOLC("Faults"), 2621, FAULTS_INIT, 2595, FAULTS_RUN},
    {SOLC("Linked.sol:Linked"), 1440, LINKED_INIT, 635, LINKED_RUN},
    {SOLC("Texts"), 445, TEXTS_INIT, 415, TEXTS_RUN},
    {SOLC("WideMath"), 182, MATH_INIT, 154, MATH_RUN},
#define HARDHAT2(file, name) "hardhat2/" file ".sol/" name ".json", name, ARTIFACT_HARDHAT2
    {HARDHAT2("AllTypes", "AllTypes"), 4463,
     "71da2fbb8d6358d684e9736fc74b2e8e4b5aa79e53eae604a7bfd6bc02f70574", 446,
     "bc08950808065c37699d108eb76ba1850a240d80c82e65c3ecae8d635d5d47af"},
    {HARDHAT2("Counter", "Counter"), 551,
     "9d0cfcf515d53042e6e3edeacf8851386be3890169907013caa665addd445015", 437,
     "fbbe6e4f94e880d0c2dcfaa3041bbcb44fa9ca211a5be5eed363890201e0d77b"},
    {HARDHAT2("Faults", "Faults"), 2621,
     "7ebfd3e839ff6161e831c9adac308bc0ad4c44ccb8ce84adcd3a520f52b26e62", 2595,
     "b25387d9067e656751033d8de4725e68e3a571afb19e59eb15afbd80d72b4978"},
    {HARDHAT2("Linked", "Linked"), 1440,
     "6babf0ded9be1a52c18648ceaad749e7a4f3117b03bc01b2f92c415db14d8537", 635,
     "4fe642a466301e198b462a71ffe3c403fc5ceb8495d06f12bcbb2c9911267c93"},
    {HARDHAT2("Linked", "Texts"), 445,
     "99a46b34c01b4c1bfcb196bee560d75455f49b83aae41ad71030c1d06036011d", 415,
     "544ee34a929e665d80617478fbb58cc0ff17671e19c73aa4aebe0e61f2c9be31"},
    {HARDHAT2("Linked", "WideMath"), 182,
     "5cad922ab9a76a51ec662f90f5a402f5ad9b2475fd99b32fa5fcca2256553e61", 154,
     "a0b720a2fb7652f3a6930e41ea42847b22071f5f72f285af77856189c213488b"},
#define HARDHAT3(file, name) "hardhat3/" file ".sol/" name ".json", name, ARTIFACT_HARDHAT3
    {HARDHAT3("AllTypes", "AllTypes"), 4463,
     "62358ec5e1d87acec6955eb1738f652617d094b06e4e364c81ee0b70eec4b38c", 446,
     "bb2a07f8d51cfa67c86d5622451b8fd6ab066d9b3c6157337e7c54f3248ed8da"},
    {HARDHAT3("Counter", "Counter"), 551,
     "e655a2decd7efe36b809a3defa9f18a57ffbb8c6b84288ac991f7abd8942b807", 437,
     "35781a1b735bb9c33353da114fa8cee307e8a477cc5ce9f57671dc2f456dd8cc"},
    {HARDHAT3("Faults", "Faults"), 2621,
     "ff507ad3634f7783d0cf280e5e423622be48121b375a859eb2ca55ec81dc4b8e", 2595,
     "c13108614f48facec327156a964b97c4b92446819cd3bbd67d7da6d617cc16f2"},
    {HARDHAT3("Linked", "Linked"), 1440,
     "129a56eb0e5520dc01d9523832f856c20f7de6b52f25e1c637a180d230cdbb1d", 635,
     "e5c74028263bf003f2a1fa909af4809b56a966b34a1a57b6013d9bbeb26d2534"},
    {HARDHAT3("Linked", "Texts"), 445,
     "2f40ece38c2357e0d623a2145bca5151c32a3d980f3cf750d5211ec1385e27a4", 415,
     "a514a1a402ba71b4aa7d355618bb4f8f1639ab0db12a64bedfe2e0260d61f6d8"},
    {HARDHAT3("Linked", "WideMath"), 182,
     "9be42e8b91a4b268a545749704b3317baf76071862b32c4d28d96593188e9b38", 154,
     "d35b03c5c2441b4f8859208312b02780b897a59ece107fbffa9f19c30adb5033"},
};

static void expect_hash(const struct code *code, size_t n, const char *hex, const char *path)
{
    AUTO(buf_done) struct buf wanted = vector_unhex(text_of(hex));
    const struct keccak256 hash = keccak256_of(bytes_of(code->at, code->n));
    cr_expect_eq(code->n, n, "%s", path);
    cr_expect(bytes_equal(BYTES_OF(hash.at), buf_view(&wanted)), "%s", path);
}

static void link_both(struct artifact *artifact)
{
    const struct eth_address texts = address_of(0x11);
    const struct eth_address math = address_of(0x22);
    struct err e = {0};
    cr_expect(artifact_unlinked(artifact) != NULL);
    cr_assert(artifact_link(artifact, text_of("Texts"), &texts, &e), "%s", e.text);
    cr_expect(artifact_unlinked(artifact) != NULL);
    cr_assert(artifact_link(artifact, text_of("WideMath"), &math, &e), "%s", e.text);
    cr_expect_null(artifact_unlinked(artifact));
}

Test(artifact, linked_code_of_every_format)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        const struct vector *v = &vectors[i];
        AUTO(artifact_done) struct artifact artifact = artifact_of_file(v->path, v->name);
        bool is_linked = strcmp(artifact.name, "Linked") == 0;
        cr_expect_eq(artifact.format, v->format, "%s", v->path);
        cr_expect_eq(artifact.init.n_links, is_linked ? 2 : 0);
        cr_expect_eq(artifact.runtime.n_links, is_linked ? 1 : 0);
        if (is_linked) {
            link_both(&artifact);
        }
        cr_expect_null(artifact_unlinked(&artifact));
        expect_hash(&artifact.init, v->n, v->init, v->path);
        expect_hash(&artifact.runtime, v->runtime_n, v->runtime, v->path);
    }
}

Test(artifact, what_it_says_of_itself)
{
    static const struct {
        const char *path, *format, *source, *compiler;
        bool has_immutables_listed;
    } cases[] = {
        {"foundry/Counter.sol/Counter.json", "foundry", "src/Counter.sol", "0.8.28+commit.7893614a",
         true},
        {"hardhat2/Counter.sol/Counter.json", "hardhat 2", "contracts/Counter.sol", "0.8.28",
         false},
        {"hardhat3/Counter.sol/Counter.json", "hardhat 3", "project/contracts/Counter.sol",
         "0.8.28", true},
        {"solc-standard-json/own.output.json", "solc standard json", "src/Counter.sol",
         "0.8.28+commit.7893614a", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(artifact_done) struct artifact artifact = artifact_of_file(cases[i].path, "Counter");
        const struct code *runtime = &artifact.runtime;
        const struct abi_item *constructor = artifact_constructor(&artifact);
        cr_expect_str_eq(artifact_format_name(artifact.format), cases[i].format);
        cr_expect_str_eq(artifact.name, "Counter");
        cr_expect_str_eq(artifact.source, cases[i].source);
        cr_expect_str_eq(artifact.compiler, cases[i].compiler);
        cr_expect_eq(runtime->has_immutables_listed, cases[i].has_immutables_listed);
        cr_expect_eq(runtime->n_immutables, cases[i].has_immutables_listed ? 1 : 0);
        cr_expect(runtime->n_immutables == 0 ||
                  (runtime->immutables[0].at == 90 && runtime->immutables[0].length == 32));
        cr_assert(artifact.has_abi && constructor != NULL);
        cr_expect_eq(constructor->inputs.n, 1);
        cr_expect_eq(artifact.abi.n, 7);
    }
    AUTO(artifact_done)
    struct artifact hardhat3 = artifact_of_file("hardhat3/Counter.sol/Counter.json", "");
    cr_expect_str_eq(hardhat3.build_id, "solc-0_8_28-b9a84e9aa84e050ea26129bb48b667563e4da294");
}

Test(artifact, places_of_libraries)
{
    AUTO(artifact_done)
    struct artifact artifact = artifact_of_file("hardhat3/Linked.sol/Linked.json", "");
    const struct code_link *texts = &artifact.init.links[0];
    const struct code_link *math = &artifact.runtime.links[0];
    cr_expect_str_eq(texts->source, "project/contracts/Linked.sol");
    cr_expect_str_eq(texts->name, "Texts");
    cr_expect_eq(texts->n_places, 1);
    cr_expect_eq(texts->places[0].at, 168);
    cr_expect_eq(texts->places[0].length, 20);
    cr_expect_str_eq(math->name, "WideMath");
    cr_expect_eq(math->places[0].at, 429);
    cr_expect(bytes_all_zero(bytes_of(&artifact.runtime.at[429], 20)));
}

Test(artifact, of_the_right_name)
{
    static const struct {
        const char *path, *name, *text;
        enum err_kind kind;
    } cases[] = {
        {"foundry/Counter.sol/Counter.json", "Other", "is of 'src/Counter.sol:Counter'",
         ERR_NOT_FOUND},
        {"foundry/Counter.sol/Counter.json", "rc/Counter.sol:Counter", "is of", ERR_NOT_FOUND},
        {"hardhat2/Counter.sol/Counter.json", "ounter", "is of", ERR_NOT_FOUND},
        {"solc-standard-json/own.output.json", "", "there are 6 contracts", ERR_USAGE},
        {"solc-standard-json/own.output.json", "src/Linked.sol:Counter", "no contract",
         ERR_NOT_FOUND},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf content = artifact_file_content(cases[i].path);
        buf_char(&content, 0);
        struct err e = artifact_error((const char *)content.at, cases[i].name);
        cr_expect_eq(e.kind, cases[i].kind, "%s", e.text);
        cr_expect_not_null(strstr(e.text, cases[i].text), "%s", e.text);
    }
    AUTO(artifact_done)
    struct artifact counter = artifact_of_file("hardhat3/Counter.sol/Counter.json",
                                               "contracts/Counter.sol:Counter");
    cr_expect_str_eq(counter.name, "Counter");
}

#define CONTRACT(code) "{\"evm\":{\"bytecode\":{\"object\":\"" code "\"}}}"

Test(artifact, the_only_contract_with_code_needs_no_name)
{
    AUTO(artifact_done)
    struct artifact one = artifact_of_text(
        "{\"contracts\":{\"a.sol\":{\"I\":" CONTRACT("") ",\"A\":" CONTRACT("6001") "}}}", "");
    cr_expect_str_eq(one.name, "A");
    cr_expect_not(one.has_abi);
    cr_expect_null(one.compiler);
    struct err e = artifact_error(
        "{\"contracts\":{\"a.sol\":{\"A\":" CONTRACT("60") "},"
                                                           "\"b.sol\":{\"A\":" CONTRACT("61") "}}}",
        "A");
    cr_expect_eq(e.kind, ERR_USAGE);
    cr_expect_not_null(strstr(e.hint, "a.sol:A, b.sol:A"), "%s", e.hint);
    e = artifact_error("{\"contracts\":{\"a.sol\":{\"I\":" CONTRACT("") "}}}", "");
    cr_expect_eq(e.kind, ERR_REFUSED);
    e = artifact_error("{\"contracts\":{\"a.sol\":{\"I\":" CONTRACT("") "}}}", "I");
    cr_expect_eq(e.kind, ERR_REFUSED);
}

/* Keccak-256 of "a.sol:L" begins so (cast keccak). */
#define DIGITS "f88ecc3109ff1fb58f0d9253cbe675174a"
#define HOLE   "__$" DIGITS "$__"
#define OLD    "__a.sol:L_______________________________"
#define FOUNDRY_CODE(object, rest)                                                                 \
    "{\"abi\":" NO_ABI ",\"bytecode\":{\"object\":\"" object "\"" rest "}}"
#define LINKS(places)        ",\"linkReferences\":{\"a.sol\":{\"L\":[" places "]}}"
#define PLACE(start, length) "{\"start\":" start ",\"length\":" length "}"
#define RUNTIME(object, rest)                                                                      \
    "{\"bytecode\":{\"object\":\"0x00\"},\"deployedBytecode\":{\"object\":\"" object "\"" rest "}" \
    "}"
#define IMMUTABLES(places) ",\"immutableReferences\":{\"7\":[" places "]}"
#define ZEROS_32           "0000000000000000000000000000000000000000000000000000000000000000"

Test(artifact, refused)
{
    static const struct {
        const char *json, *text;
        enum err_kind kind;
    } cases[] = {
        {"{}", "not an artifact", ERR_MALFORMED},
        {"[]", "not an artifact", ERR_MALFORMED},
        {"{\"_format\":\"hh-sol-artifact-2\",\"bytecode\":\"0x00\",\"deployedBytecode\":\"0x\"}",
         "not an artifact", ERR_MALFORMED},
        {"{\"_format\":\"hh-sol-artifact-1\",\"bytecode\":\"0x00\"}", "not an artifact",
         ERR_MALFORMED},
        {"{\"bytecode\":{\"object\":7}}", "not an artifact", ERR_MALFORMED},
        {FOUNDRY_CODE("0x", ""), "has no code", ERR_REFUSED},
        {FOUNDRY_CODE("0x6", ""), "an odd number", ERR_MALFORMED},
        {FOUNDRY_CODE("0x6g", ""), "not hex", ERR_MALFORMED},
        {FOUNDRY_CODE("0x60 0", ""), "not hex", ERR_MALFORMED},
        {FOUNDRY_CODE("0x0x60", ""), "not hex", ERR_MALFORMED},
        {FOUNDRY_CODE("0x6" HOLE "0", ""), "not hex", ERR_MALFORMED},
        {FOUNDRY_CODE("0x60_0", ""), "no placeholder", ERR_MALFORMED},
        {FOUNDRY_CODE("0x60__$" DIGITS "$", ""), "no placeholder", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, ",\"linkReferences\":[]"), "are no object", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, ",\"linkReferences\":{\"a.sol\":[]}"), "of a source",
         ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, ",\"linkReferences\":{\"a.sol\":{\"L\":{}}}"), "no array",
         ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS("7")), "no 'start' and 'length'", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS(PLACE("0", "0"))), "has 0 bytes", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS(PLACE("0", "21"))), "has 21 bytes", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS(PLACE("0", "19"))), "no placeholder of library 'L'",
         ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS(PLACE("1", "20"))), "outside of the code", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS(PLACE("99", "20"))), "outside of the code", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS("")), "names the placeholder at byte 0", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE "00", LINKS(PLACE("1", "20"))), "no placeholder of library 'L'",
         ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, LINKS(PLACE("0", "20") "," PLACE("0", "20"))), "no placeholder of",
         ERR_MALFORMED},
        {FOUNDRY_CODE("0x" HOLE, ",\"linkReferences\":{\"a.sol\":{\"M\":[" PLACE("0", "20") "]}}"),
         "no placeholder of library 'M'", ERR_MALFORMED},
        {FOUNDRY_CODE("0x" OLD, ",\"linkReferences\":{\"a.sol\":{\"M\":[" PLACE("0", "20") "]}}"),
         "no placeholder of library 'M'", ERR_MALFORMED},
        {RUNTIME("0x1", ""), "runtime code: an odd", ERR_MALFORMED},
        {RUNTIME("0x" ZEROS_32, ",\"immutableReferences\":[]"), "immutables are no object",
         ERR_MALFORMED},
        {RUNTIME("0x" ZEROS_32, IMMUTABLES(PLACE("1", "32"))), "outside of the code",
         ERR_MALFORMED},
        {RUNTIME("0x" ZEROS_32 "00", IMMUTABLES(PLACE("0", "33"))), "has 33 bytes", ERR_MALFORMED},
        {RUNTIME("0x" ZEROS_32, IMMUTABLES(PLACE("0", "20") "," PLACE("19", "1"))),
         "byte 19 overlap", ERR_MALFORMED},
        {RUNTIME("0x" HOLE ZEROS_32, LINKS(PLACE("0", "20")) IMMUTABLES(PLACE("19", "32"))),
         "byte 19 overlap", ERR_MALFORMED},
        {"{\"abi\":{},\"bytecode\":{\"object\":\"0x00\"}}", "ABI", ERR_MALFORMED},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct err e = artifact_error(cases[i].json, "");
        cr_expect_eq(e.kind, cases[i].kind, "%s: %s", cases[i].json, e.text);
        cr_expect_not_null(strstr(e.text, cases[i].text), "%s: %s", cases[i].json, e.text);
    }
}

Test(artifact, limits)
{
    AUTO(buf_done) struct buf json = buf_start(4 * MIB);
    buf_text(&json, "{\"bytecode\":{\"object\":\"");
    buf_repeat(&json, '0', 2 * ARTIFACT_CODE_MAX);
    buf_text(&json, "\"}}");
    buf_char(&json, 0);
    AUTO(artifact_done) struct artifact full = artifact_of_text((const char *)json.at, "");
    cr_expect_eq(full.init.n, ARTIFACT_CODE_MAX);
    buf_clear(&json);
    buf_text(&json, "{\"bytecode\":{\"object\":\"00");
    buf_repeat(&json, '0', 2 * ARTIFACT_CODE_MAX);
    buf_text(&json, "\"}}");
    buf_char(&json, 0);
    cr_expect_eq(artifact_error((const char *)json.at, "").kind, ERR_TOO_BIG);
}

static void add_holes(struct buf *json, size_t n)
{
    buf_text(json, "{\"bytecode\":{\"object\":\"");
    for (size_t i = 0; i < n; i++) {
        buf_text(json, HOLE);
    }
    buf_text(json, "\"}}");
    buf_char(json, 0);
}

Test(artifact, as_many_places_as_may_be)
{
    AUTO(buf_done) struct buf json = buf_start(4 * MIB);
    add_holes(&json, ARTIFACT_PLACES_MAX);
    AUTO(artifact_done) struct artifact full = artifact_of_text((const char *)json.at, "");
    cr_assert_eq(full.init.n_links, 1);
    cr_expect_eq(full.init.links[0].n_places, ARTIFACT_PLACES_MAX);
    buf_clear(&json);
    add_holes(&json, ARTIFACT_PLACES_MAX + 1);
    struct err e = artifact_error((const char *)json.at, "");
    cr_expect_not_null(strstr(e.text, "more than 4096 placeholders"), "%s", e.text);
}

/* No prefix of the document is one; no prefix of the code with a cut placeholder or immutable. */
Test(artifact, truncated)
{
    AUTO(buf_done) struct buf whole = artifact_file_content("foundry/Linked.sol/Linked.json");
    for (size_t n = 0; n < whole.len; n += n < 64 ? 1 : 37) {
        struct err e = {0};
        AUTO(json_freep) struct json *json = artifact_parse(bytes_of(whole.at, n), &e);
        cr_expect_null(json, "%zu", n);
        cr_expect_eq(e.kind, ERR_MALFORMED);
    }
    AUTO(buf_done) struct buf json = buf_start(KIB);
    const size_t length = strlen("6001" HOLE "60");
    for (size_t n = 0; n <= length; n++) {
        buf_clear(&json);
        buf_printf(&json, "{\"bytecode\":{\"object\":\"%.*s\"" LINKS(PLACE("2", "20")) "}}", (int)n,
                   "6001" HOLE "60");
        buf_char(&json, 0);
        if (n == length || n == length - 2) {
            AUTO(artifact_done) struct artifact out = artifact_of_text((const char *)json.at, "");
            cr_expect_eq(out.init.n, n / 2);
        } else {
            (void)artifact_error((const char *)json.at, "");
        }
    }
}

Test(artifact, trees_are_left_out)
{
    AUTO(buf_done) struct buf json = buf_start(MIB);
    buf_text(&json, "{\"x\":\"\\\"ast\",\"ast\" : ");
    buf_repeat(&json, '[', 1000);
    buf_text(&json, "\"]\\\"\", {\"}\":\"\\\\\"}");
    buf_repeat(&json, ']', 1000);
    buf_text(&json, ",\"bytecode\":{\"generatedSources\":[{\"ast\":{}}],\"object\":\"0x6001\"}}");
    buf_char(&json, 0);
    AUTO(artifact_done) struct artifact out = artifact_of_text((const char *)json.at, "");
    cr_expect_eq(out.init.n, 2);
    struct err e = artifact_error("{\"ast\":{\"a\":[}", "");
    cr_expect_eq(e.kind, ERR_MALFORMED);
    e = artifact_error("{\"legacyAST\":{},\"legacyAST\":{}}", "");
    cr_expect_not_null(strstr(e.text, "duplicate key"), "%s", e.text);
}
