/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/member.h"

#include <inttypes.h>

#include "base/hex.h"

static bool need(const struct json_value *object, const char *name, const struct json_value **out,
                 struct err *e)
{
    const struct json_value *value = json_member(object, name);
    if (value == NULL) {
        return err_set(e, ERR_MALFORMED, "'%s' is missing", name);
    }
    *out = value;
    return true;
}

bool member_text(const struct json_value *object, const char *name, struct text *out, struct err *e)
{
    const struct json_value *value = NULL;
    TRY(need(object, name, &value, e));
    return json_text(value, out) || err_set(e, ERR_MALFORMED, "'%s' is not a string", name);
}

bool member_hex(const struct json_value *object, const char *name, uint8_t *out, size_t n,
                struct err *e)
{
    struct text text;
    TRY(member_text(object, name, &text, e));
    return hex_decode(text, out, n) ||
           err_set(e, ERR_MALFORMED, "'%s' is not %zu hex digits", name, 2 * n);
}

bool member_instant(const struct json_value *object, const char *name, instant *out, struct err *e)
{
    struct text text;
    TRY(member_text(object, name, &text, e));
    return instant_parse_zulu(text, out) ||
           err_set(e, ERR_MALFORMED, "'%s' is not a time as 2026-01-31T00:00:00Z", name);
}

bool member_uint(const struct json_value *object, const char *name, uint64_t max, uint64_t *out,
                 struct err *e)
{
    const struct json_value *value = NULL;
    TRY(need(object, name, &value, e));
    return json_uint(value, max, out) ||
           err_set(e, ERR_MALFORMED, "'%s' is not an integer from 0 to %" PRIu64, name, max);
}

bool member_object(const struct json_value *object, const char *name, const struct json_value **out,
                   struct err *e)
{
    TRY(need(object, name, out, e));
    return json_is_object(*out) || err_set(e, ERR_MALFORMED, "'%s' is not an object", name);
}

bool member_array(const struct json_value *object, const char *name, size_t max,
                  const struct json_value **out, struct err *e)
{
    TRY(need(object, name, out, e));
    if (!json_is_array(*out) || json_count(*out) == 0) {
        return err_set(e, ERR_MALFORMED, "'%s' is not an array of one or more", name);
    }
    if (json_count(*out) > max) {
        return err_set(e, ERR_TOO_BIG, "'%s' has %zu elements, more than %zu", name,
                       json_count(*out), max);
    }
    return true;
}
