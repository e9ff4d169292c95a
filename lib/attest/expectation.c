/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/app.h"
#include "attest/appraise.h"
#include "base/hex.h"

/* What a user expects of a measurement: KEY=HEX. Keys are the named fields of the bodies, and the
 * values of the app. */

#define ALL_KEYS ((size_t)TD_FIELDS + SGX_FIELDS + APP_KEY_COUNT)

/* The keys of all lists, one behind the other; reserved fields have no name. */
static struct layout_field key_at(size_t i)
{
    if (i < TD_FIELDS) {
        return td_layout[i];
    }
    if (i < (size_t)TD_FIELDS + SGX_FIELDS) {
        return sgx_layout[i - TD_FIELDS];
    }
    enum app_key key = (enum app_key)(i - TD_FIELDS - SGX_FIELDS);
    return (struct layout_field){app_key_word(key), app_key_size(key)};
}

static const char *nearest_name(struct text key)
{
    enum { FAR = 4 };
    const char *nearest = NULL;
    size_t best = FAR;
    for (size_t i = 0; i < ALL_KEYS; i++) {
        const char *name = key_at(i).name;
        size_t distance = name != NULL ? text_distance(key, text_of(name), FAR) : FAR;
        if (distance < best) {
            best = distance;
            nearest = name;
        }
    }
    return nearest;
}

size_t expectation_size(struct text key)
{
    for (size_t i = 0; i < ALL_KEYS; i++) {
        struct layout_field field = key_at(i);
        if (field.name != NULL && text_is(key, field.name)) {
            return field.size;
        }
    }
    return 0;
}

bool expectation_parse(struct text key, struct text hex, struct expectation *out, struct err *e)
{
    size_t size = expectation_size(key);
    struct expectation expectation = {.key = key, .size = size};
    if (size == 0) {
        (void)err_set(e, ERR_USAGE, "no measurement is called '%.*s'", TEXT_ARG(key));
        const char *nearest = nearest_name(key);
        return nearest == NULL ? err_hint(e, "for example mrtd, rtmr3, mrenclave, mrsigner")
                               : err_hint(e, "did you mean %s?", nearest);
    }
    if (!hex_decode(hex, expectation.value, size)) {
        return err_set(e, ERR_USAGE, "'%.*s' has to be %zu hex digits", TEXT_ARG(key), 2 * size);
    }
    *out = expectation;
    return true;
}

bool expectation_accepts(const struct expectation *expectation, struct bytes actual)
{
    bool is_accepted = bytes_equal(bytes_of(expectation->value, expectation->size), actual);
    for (size_t i = 0; i < expectation->n_others; i++) {
        struct bytes other = bytes_of(expectation->others[i], expectation->size);
        is_accepted = is_accepted || bytes_equal(other, actual);
    }
    return is_accepted;
}
