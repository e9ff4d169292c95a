/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/image.h"

#include <criterion/criterion.h>

#include "base/macro.h"

TestSuite(image, .timeout = 60);

#define HEX64 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

Test(image, a_digest_is_sixty_four_digits_at_the_end)
{
    static const struct {
        const char *text;
        bool has_digest;
        bool is_in; /* somewhere */
    } cases[] = {
        {"nginx@sha256:" HEX64, true, true},
        {"ghcr.io:443/a/b:1.2@sha256:" HEX64, true, true},
        {"nginx", false, false},
        {"nginx:1.2", false, false},
        {"", false, false},
        {"@sha256:" HEX64, false, true},
        {"nginx@sha256:" HEX64 "0", false, true},
        {"nginx@sha256:" HEX64 " ", false, true},
        {"nginx@sha256:" HEX64 "@sha256:" HEX64, false, true},
        {"a@b@sha256:" HEX64, false, true},
        {"nginx@sha256:0123456789abcdef", false, false},
        {"nginx@sha256:"
         "0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef",
         false, false},
        {"nginx@sha256:"
         "/////////////////////////////////////////////////////////////////",
         false, false},
        {"nginx@sha256:"
         "gggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggggg",
         false, false},
        {"nginx@sha512:" HEX64, false, false},
        {"nginx:sha256:" HEX64, false, false},
        {"nginx:" HEX64, false, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text text = text_of(cases[i].text);
        cr_expect_eq(image_reference_of(text).has_digest, cases[i].has_digest, "%s", text.at);
        cr_expect_eq(image_digest_is_in(text), cases[i].is_in, "%s", text.at);
    }
    struct text whole = text_of("n@sha256:" HEX64);
    for (size_t n = 0; n < whole.len; n++) {
        cr_expect_not(image_reference_of((struct text){whole.at, n}).has_digest, "%zu", n);
    }
}

Test(image, variables_are_those_of_docker_compose)
{
    static const struct {
        const char *text;
        const char *name; /* NULL: none */
    } cases[] = {
        {"a:${TAG}", "TAG"},  {"a:$TAG", "TAG"}, {"${A:-${B}}", "A"}, {"$_x9-y", "_x9"},
        {"$a", "a"},          {"$z", "z"},       {"$A", "A"},         {"$Z", "Z"},
        {"$A0z9Z-", "A0z9Z"}, {"$@", NULL},      {"$[", NULL},        {"$`", NULL},
        {"${{", NULL},        {"x${A?no}", "A"}, {"$$A", NULL},       {"$$$A", "A"},
        {"$$${A}", "A"},      {"$$$$A", NULL},   {"$", NULL},         {"${", NULL},
        {"${}", NULL},        {"$1", NULL},      {"${1}", NULL},      {"a$", NULL},
        {"", NULL},           {"a:1", NULL},     {"$-$B", "B"},       {"r/${N}@sha256:" HEX64, "N"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct text name = text_of("as it was");
        bool found = interpolation_find(text_of(cases[i].text), &name);
        cr_expect_eq(found, cases[i].name != NULL, "%s", cases[i].text);
        cr_expect(text_is(name, found ? cases[i].name : "as it was"), "%s: %.*s", cases[i].text,
                  TEXT_ARG(name));
        struct image_reference image = image_reference_of(text_of(cases[i].text));
        cr_expect(text_is(image.variable, found ? cases[i].name : ""), "%s", cases[i].text);
    }
}
