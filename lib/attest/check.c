/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/check.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/hex.h"

const struct check_entry check_catalogue[CHECK_COUNT] = {
#define X(name, id, category, proves) [CHECK_##name] = {(id), (category), (proves)},
    CHECKS(X)
#undef X
};

/* How many checks a group has, and what it is about. */
static const struct {
    unsigned n;
    const char *about;
} groups[GROUP_COUNT] = {
#define X(name, id, category, proves) +1
#define G(group, list, about)         [GROUP_##group] = {0 list(X), (about)},
    CHECK_GROUPS(G)
#undef G
#undef X
};

enum check_group check_group(enum check_id id)
{
    unsigned group = 0;
    for (unsigned end = groups[0].n; (unsigned)id >= end; end += groups[group].n) {
        group++;
    }
    return (enum check_group)group;
}

unsigned check_group_size(enum check_group group)
{
    return groups[group].n;
}

const char *check_group_about(enum check_group group)
{
    return groups[group].about;
}

const char *check_result_word(enum check_result result)
{
    static const char *const words[] = {
        [RESULT_UNDECIDED] = "undecided", [RESULT_PASS] = "pass", [RESULT_FAIL] = "fail",
        [RESULT_WARN] = "warn",           [RESULT_SKIP] = "skip",
    };
    return words[result];
}

struct text check_subject(const char *name)
{
    struct text subject;
    struct text rest;
    (void)text_split(text_of(name), '.', &subject, &rest);
    return subject;
}

/* Copies as much as fits; most details are plain, and printf would cost more than the check. */
static void put(char *to, size_t room, const char *from)
{
    size_t n = strlen(from);
    n = n < room ? n : room - 1;
    memcpy(to, from, n);
    to[n] = 0;
}

void check_start(struct check *check, enum check_id id)
{
    check->id = id;
    check->result = RESULT_UNDECIDED;
    check->detail[0] = 0;
    check->expected[0] = 0;
    check->actual[0] = 0;
    check->hint[0] = 0;
    check->rule[0] = 0;
    put(check->name, sizeof check->name, check_catalogue[id].id);
}

void checks_start(struct checks *checks)
{
    for (unsigned id = 0; id < CHECK_COUNT; id++) {
        check_start(&checks->of[id], (enum check_id)id);
    }
}

static void set_detail(struct check *check, enum check_result result, const char *format,
                       va_list args) __attribute__((format(printf, 3, 0)));
static void set_detail(struct check *check, enum check_result result, const char *format,
                       va_list args)
{
    check->result = result;
    if (strchr(format, '%') == NULL) {
        put(check->detail, sizeof check->detail, format);
        return;
    }
    (void)vsnprintf(check->detail, sizeof check->detail, format, args);
}

void check_set(struct check *check, enum check_result result, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    set_detail(check, result, format, args);
    va_end(args);
}

#define SETTER(function, result)                                                                   \
    struct check *function(struct checks *checks, enum check_id id, const char *format, ...)       \
    {                                                                                              \
        va_list args;                                                                              \
        va_start(args, format);                                                                    \
        set_detail(&checks->of[id], (result), format, args);                                       \
        va_end(args);                                                                              \
        return &checks->of[id];                                                                    \
    }                                                                                              \
    _Static_assert(1, "ends in a semicolon")

SETTER(check_pass, RESULT_PASS);
SETTER(check_fail, RESULT_FAIL);
SETTER(check_undecided, RESULT_UNDECIDED);
SETTER(check_skip, RESULT_SKIP);
SETTER(check_warn, RESULT_WARN);

struct check *check_equal(struct checks *checks, enum check_id id, struct bytes expected,
                          struct bytes actual)
{
    bool is_equal = bytes_equal(expected, actual);
    struct check *check = &checks->of[id];
    check_set(check, is_equal ? RESULT_PASS : RESULT_FAIL, "%s",
              is_equal ? "equal" : "differs from what it has to be");
    check_set_bytes(check, expected, actual);
    return check;
}

void check_set_values(struct check *check, const char *expected, const char *actual)
{
    put(check->expected, sizeof check->expected, expected);
    put(check->actual, sizeof check->actual, actual);
}

static void put_hex(char *to, struct bytes from)
{
    assert(from.left <= CHECK_VALUE_BYTES);
    hex_encode(from, to);
    to[2 * from.left] = 0;
}

void check_set_bytes(struct check *check, struct bytes expected, struct bytes actual)
{
    put_hex(check->expected, expected);
    put_hex(check->actual, actual);
}

void check_set_hint(struct check *check, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(check->hint, sizeof check->hint, format, args);
    va_end(args);
}
