/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/compose_hash.h"

#include <criterion/criterion.h>

#include "base/buf.h"
#include "base/hex.h"
#include "base/text.h"
#include "compose/app_compose.h"

TestSuite(compose_hash, .timeout = 60);

static const char *const sorted = "with sorted keys, on one line";
static const char *const normalised = "as the SDK normalises it, on one line";
static const char *const indented = "as the SDK normalises it, indented";

static const char *hint(struct bytes file, const char *hash)
{
    struct sha256 want;
    cr_assert(hex_decode(text_of(hash), want.at, sizeof want.at));
    return compose_hash_hint(file, &want);
}

static void expect(const char *file, const char *hash, const char *words)
{
    const char *found = hint(text_bytes(text_of(file)), hash);
    cr_expect(words == NULL ? found == NULL : found != NULL && text_is(text_of(found), words),
              "%s: %s", file, found != NULL ? found : "nothing");
}

/* Hashes by node: SHA-256 of JSON.stringify(x), of an x whose keys were put in with sort(). */
Test(compose_hash, keys_are_sorted_as_javascript_sorts_them)
{
    expect("{ \"b\": 1, \"a\": 2 }",
           "d3626ac30a87e6f7a6428233b3c68299976865fa5508e4267c5415c76af7a772", sorted);
    expect("{\"z\":{\"b\":[{\"d\":1,\"c\":2},null,true,1.5,\"\\u00e9\\u2028\"],\"a\":\"\\\"q\\\": "
           "\\\\\"}}",
           "4c6524d2d877137f5eb54c9c8b317373f67dd65fb553a3b8dfe89f01ace85fca", sorted);
    expect("{\"b\":null,\"c\":null,\"9\":2,\"10\":1}",
           "1e74dffc34aad16bb3ccdfc7518bddce1cbdbc10085525fabdb929620ebb14a3", sorted);
    expect("{\"\\ue000\":1,\"\\ud83d\\ude00\":2,\"\\ud7ff\":3,\"ab\":4,\"a\":5,\"4294967295\":6,"
           "\"4294967294\":7,\"07\":8,\"x\":\"\\u001f\\u007f/\\b\\f\\n\\r\\t\"}",
           "09c64e0a4d83ba23e31d97717989a2cb0a83c561943749b66a1ce7b36b28f796", sorted);
    expect("{\"n\": [0,-1,-1.25,0.000001,123456789012345,12345678.9012345,[],{}]}",
           "276eab8d7b7693dba2679eecb97e31a60d2551939e6c945253b76ff61202333d", sorted);
    expect("{\"a\": 1}", "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
           sorted);
    expect("{\"a\": 2}", "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862", NULL);
}

/* As above, without the members that the SDK leaves out. */
Test(compose_hash, what_the_runner_does_not_use_is_left_out)
{
    static const char *const docker =
        "{\"name\":\"x\",\"docker_compose_file\":\"services:\\n  a:\\n    image: \\\"b\\\"\\n\","
        "\"runner\":\"docker-compose\",\"bash_script\":\"x\",\"pre_launch_script\":\"\"}";
    static const char *const bash = "{\"runner\":\"bash\",\"docker_compose_file\":\"x\","
                                    "\"bash_script\":\"echo\"}";
    expect(docker, "86aa8621ce6fd9d8b0bfc8c99631196b5ab1ab4f479434a898b1dbbb224c200f", sorted);
    expect(docker, "64cfd69f4cf07e5fa56057e438ac4b87660d045538747bd5df2fe23246fd1132", normalised);
    expect(docker, "68c2e07fda7f0e22eb113a7a8c797207ab634bbb8f5ae20725f953ceb33c1560", indented);
    expect(bash, "2a319773dc385642635704e8ecdc3fdeceffe4007157ba6157e7e782dfe16658", sorted);
    expect(bash, "6e793f191f7186642990c87d384bbba2d4b52a1c0d9d0b28010f0e3fa7df8a21", normalised);
    expect(bash, "df653064ebe5c264822941c03c0b4a01fc4ca9d4fe078749387a93636012eeb9", indented);
}

/* JSON.stringify(x, null, 4) without the blank of every `": `. */
Test(compose_hash, the_indented_form_loses_its_blanks)
{
    expect("{\"a\":\"k\\\": v\"}",
           "95dce932f6aaa15711766ed9486d7bd21cf808475a34682ea5cbb55c4e03546e", indented);
    expect("{\"runner\":\"bash\",\"docker_compose_file\":\"k\\\": v\",\"bash_script\":\"echo\","
           "\"l\":[1,{\"b\":[],\"a\":{}}],\"pre_launch_script\":\"y\"}",
           "e51eb7eb34b2965bd0bcaf293f66354aa1a0a40b763f67ec0cff23b1cd43171b", indented);
}

/* printf '{"a":1}' | sha256sum */
Test(compose_hash, a_newline_too_many_is_recognised)
{
    static const char *const hash =
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862";
    expect("{\"a\":1}\n", hash, "without the newline at its end");
    expect("{\"a\":1}\r\n", hash, "without the newline at its end");
    expect("{\"a\":1} ", hash, sorted);
}

/* Numbers that JavaScript writes in another way are not guessed at: the hashes are those of the
 * texts with sorted keys as they stand here. */
Test(compose_hash, numbers_that_javascript_would_change_are_left)
{
    static const char *const texts[] = {
        "{\"a\":1.0}",  "{\"a\":1e2}",       "{\"a\":-0}",
        "{\"a\":1.50}", "{\"a\":0.0000001}", "{\"a\":1234567890123456}",
    };
    for (size_t i = 0; i < COUNT(texts); i++) {
        AUTO(buf_done) struct buf spaced = buf_start(KIB);
        buf_printf(&spaced, " %s", texts[i]);
        struct sha256 want = sha256_of(text_bytes(text_of(texts[i])));
        cr_expect_null(compose_hash_hint(buf_view(&spaced), &want), "%s", texts[i]);
    }
    struct sha256 whole = sha256_of(text_bytes(text_of("{\"a\":123456789012345}")));
    cr_expect_not_null(compose_hash_hint(text_bytes(text_of(" {\"a\":123456789012345}")), &whole));
}

Test(compose_hash, what_is_no_json_has_no_hint)
{
    static const char *const hash =
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    expect("", hash, NULL);
    expect("\n", hash, NULL);
    AUTO(buf_done) struct buf big = buf_start(2 * MIB);
    buf_text(&big, "{\"a\":1}");
    buf_repeat(&big, ' ', APP_COMPOSE_SIZE_MAX);
    cr_expect_null(
        hint(buf_view(&big), "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"));
}
