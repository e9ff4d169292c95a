/* SPDX-License-Identifier: Apache-2.0 */
#include "vectors.h"

#include <criterion/criterion.h>
#include <stdio.h>

#include "base/fs.h"
#include "base/hex.h"
#include "base/mem.h"
#include "base/path.h"

void vectors_visit(const char *file, void (*visit)(const struct json_value *vector))
{
    AUTO(mem_freep) char *path = path_join(PHALA_SOURCE_DIR "/tests/vectors/chain", file);
    AUTO(buf_done) struct buf content = buf_start(MIB);
    struct err e = {0};
    cr_assert(fs_read(path, &content, &e), "%s", e.text);
    AUTO(json_freep) struct json *document = json_parse(buf_view(&content), &e);
    cr_assert_not_null(document, "%s: %s", file, e.text);
    const struct json_value *root = json_root(document);
    const struct json_value *vectors = json_member(root, "vectors");
    cr_assert_eq(json_count(vectors), vector_uint(root, "count"));
    cr_assert_gt(json_count(vectors), 0);
    for (const struct json_value *v = json_first(vectors); v != NULL; v = json_next(v)) {
        visit(v);
    }
}

struct text vector_text(const struct json_value *vector, const char *name)
{
    struct text text = {"", 0};
    const struct json_value *member = json_member(vector, name);
    bool ok = json_text(member, &text);
    cr_assert(ok || json_is_null(member), "no '%s' in %s", name, vector_id(vector));
    return text;
}

bool vector_is_null(const struct json_value *vector, const char *name)
{
    const struct json_value *member = json_member(vector, name);
    return member == NULL || json_is_null(member);
}

uint64_t vector_uint(const struct json_value *vector, const char *name)
{
    uint64_t value = 0;
    cr_assert(json_uint(json_member(vector, name), UINT64_MAX, &value), "no '%s'", name);
    return value;
}

struct buf vector_unhex(struct text hex)
{
    struct buf out = buf_start(MIB);
    struct text digits = text_starts(hex, "0x") ? (struct text){hex.at + 2, hex.len - 2} : hex;
    uint8_t *at = buf_extend(&out, digits.len / 2);
    cr_assert(hex_decode(digits, at, digits.len / 2), "%.*s", TEXT_ARG(hex));
    return out;
}

struct buf vector_hex(const struct json_value *vector, const char *name)
{
    return vector_unhex(vector_text(vector, name));
}

const char *vector_id(const struct json_value *vector)
{
    static char id[64];
    struct text text = {"", 0};
    (void)!json_text(json_member(vector, "id"), &text);
    (void)snprintf(id, sizeof id, "%.*s", TEXT_ARG(text));
    return id;
}
