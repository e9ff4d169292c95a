/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/appraise.h"
#include "base/hex.h"

/* What a user expects of a measurement: KEY=HEX. Keys are the named fields of the bodies. */

struct field_list {
    const struct layout_field *fields;
    size_t n;
};

static const struct field_list lists[] = {{td_layout, TD_FIELDS}, {sgx_layout, SGX_FIELDS}};

static const struct layout_field *find_field(struct text key)
{
    for (size_t list = 0; list < COUNT(lists); list++) {
        for (size_t i = 0; i < lists[list].n; i++) {
            const struct layout_field *field = &lists[list].fields[i];
            if (field->name != NULL && text_is(key, field->name)) {
                return field;
            }
        }
    }
    return NULL;
}

static const char *nearest_name(struct text key)
{
    enum { FAR = 4 };
    const char *nearest = NULL;
    size_t best = FAR;
    for (size_t list = 0; list < COUNT(lists); list++) {
        for (size_t i = 0; i < lists[list].n; i++) {
            const char *name = lists[list].fields[i].name;
            size_t distance = name != NULL ? text_distance(key, text_of(name), FAR) : FAR;
            if (distance < best) {
                best = distance;
                nearest = name;
            }
        }
    }
    return nearest;
}

size_t expectation_size(struct text key)
{
    const struct layout_field *field = find_field(key);
    return field != NULL ? field->size : 0;
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
