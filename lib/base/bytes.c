/* SPDX-License-Identifier: Apache-2.0 */
#include "base/bytes.h"

#include <string.h>

/* The one place where a length is compared and a pointer moved. */
bool bytes_take(struct bytes *from, size_t n, struct bytes *out)
{
    if (from->left < n) {
        return false;
    }
    *out = (struct bytes){from->at, n};
    if (n > 0) {
        *from = (struct bytes){from->at + n, from->left - n};
    }
    return true;
}

bool bytes_skip(struct bytes *from, size_t n)
{
    struct bytes skipped;
    return bytes_take(from, n, &skipped);
}

bool bytes_copy(struct bytes *from, void *out, size_t n)
{
    struct bytes taken;
    if (!bytes_take(from, n, &taken)) {
        return false;
    }
    if (n > 0) {
        memcpy(out, taken.at, n);
    }
    return true;
}

static bool little_endian(struct bytes *from, size_t n, uint64_t *out)
{
    struct bytes taken;
    if (!bytes_take(from, n, &taken)) {
        return false;
    }
    uint64_t value = 0;
    for (size_t i = n; i > 0; i--) {
        value = (value << 8) | taken.at[i - 1];
    }
    *out = value;
    return true;
}

bool bytes_u8(struct bytes *from, uint8_t *out)
{
    return bytes_copy(from, out, 1);
}

bool bytes_u16le(struct bytes *from, uint16_t *out)
{
    uint64_t value = 0;
    if (!little_endian(from, 2, &value)) {
        return false;
    }
    *out = (uint16_t)value;
    return true;
}

bool bytes_u32le(struct bytes *from, uint32_t *out)
{
    uint64_t value = 0;
    if (!little_endian(from, 4, &value)) {
        return false;
    }
    *out = (uint32_t)value;
    return true;
}

bool bytes_u64le(struct bytes *from, uint64_t *out)
{
    return little_endian(from, 8, out);
}

bool bytes_expect(struct bytes *from, const void *literal, size_t n)
{
    struct bytes rest = *from;
    struct bytes taken;
    if (!bytes_take(&rest, n, &taken) || !bytes_equal(taken, bytes_of(literal, n))) {
        return false;
    }
    *from = rest;
    return true;
}

bool bytes_slice(struct bytes of, size_t offset, size_t n, struct bytes *out)
{
    return bytes_skip(&of, offset) && bytes_take(&of, n, out);
}

struct bytes bytes_before(struct bytes whole, struct bytes rest)
{
    return (struct bytes){whole.at, whole.left - rest.left};
}

bool bytes_end(struct bytes from)
{
    return from.left == 0;
}

bool bytes_equal(struct bytes a, struct bytes b)
{
    return a.left == b.left && (a.left == 0 || memcmp(a.at, b.at, a.left) == 0);
}

int bytes_compare(struct bytes a, struct bytes b)
{
    size_t shorter = a.left < b.left ? a.left : b.left;
    int order = shorter > 0 ? memcmp(a.at, b.at, shorter) : 0;
    if (order != 0) {
        return order;
    }
    return (a.left > b.left) - (a.left < b.left);
}

bool bytes_all_zero(struct bytes of)
{
    uint8_t seen = 0;
    for (size_t i = 0; i < of.left; i++) {
        seen |= of.at[i];
    }
    return seen == 0;
}

size_t bytes_find(struct bytes of, uint8_t value)
{
    const uint8_t *found = of.left > 0 ? memchr(of.at, value, of.left) : NULL;
    return found != NULL ? (size_t)(found - of.at) : of.left;
}
