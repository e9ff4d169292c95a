/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/kernel.h"

#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "vectors.h"

/* Where things are in tests/vectors/os/image/bzImage. */
enum {
    PE_OFFSET = 0x3c,
    PE = 0x40,
    SECTIONS = PE + 6,
    OPTIONAL_SIZE = PE + 20,
    HEADERS_SIZE = PE + 24 + 60,
    CHECKSUM = PE + 24 + 64,
    DIRECTORY = PE + 24 + 112 + 32,
    SECTION = PE + 24 + 112 + 40,
    PROTOCOL = 0x206,
    SIZE = 0x2a05,
    INITRD = 0x123456,
};

static const uint64_t gib = UINT64_C(1) << 30;

static struct buf kernel_file(struct text name)
{
    char path[64];
    bool is_of_image = text_is(name, "bzImage");
    (void)snprintf(path, sizeof path, "%s/%.*s", is_of_image ? "image" : "kernels", TEXT_ARG(name));
    return vector(path);
}

static struct sha384 authenticode(const struct buf *file, uint64_t memory_size)
{
    struct sha384 digest;
    struct err e;
    cr_assert(kernel_authenticode(buf_view(file), INITRD, memory_size, &digest, &e), "%s", e.text);
    return digest;
}

Test(kernel, digests_are_what_another_implementation_computed)
{
    const struct json_value *kernels = json_member(expected(), "kernels");
    size_t n = 0;
    for (const struct json_value *k = json_first(kernels); k != NULL; k = json_next(k)) {
        struct text name;
        struct sha384 digest;
        struct err e;
        cr_assert(json_text(json_member(k, "name"), &name));
        AUTO(buf_done) struct buf file = kernel_file(name);
        cr_assert(kernel_authenticode(buf_view(&file), member_number(k, "initrd_size"),
                                      member_number(k, "memory_size"), &digest, &e),
                  "%.*s: %s", TEXT_ARG(name), e.text);
        assert_equal_384(digest, member_384(k, "digest"), name.at);
        n++;
    }
    cr_assert_eq(n, 12);
}

Test(kernel, memory_counts_below_the_limit_alone)
{
    AUTO(buf_done) struct buf file = vector("image/bzImage");
    struct sha384 high = authenticode(&file, KERNEL_MEMORY_HIGH);
    static const uint64_t same[] = {KERNEL_MEMORY_LOW, KERNEL_MEMORY_HIGH + 1, UINT64_MAX};
    static const uint64_t others[] = {KERNEL_MEMORY_LOW - 4096, KERNEL_MEMORY_LOW + 4096,
                                      KERNEL_MEMORY_HIGH - 4096};
    for (size_t i = 0; i < COUNT(same); i++) {
        cr_assert(kernel_is_as_high(same[i]));
        assert_equal_384(authenticode(&file, same[i]), high, "a digest");
    }
    for (size_t i = 0; i < COUNT(others); i++) {
        struct sha384 other = authenticode(&file, others[i]);
        cr_assert_not(kernel_is_as_high(others[i]));
        cr_assert_not(bytes_equal(BYTES_OF(other.at), BYTES_OF(high.at)));
    }
}

/* All but the checksum, the entry of the certificates, and what QEMU overwrites. */
Test(kernel, bytes_count_but_for_those_that_are_left_out)
{
    AUTO(buf_done) struct buf file = vector("image/bzImage");
    static const size_t out[] = {CHECKSUM, CHECKSUM + 3, DIRECTORY + 4, DIRECTORY + 7,
                                 0x210,    0x218,        0x21f,         0x224,
                                 0x22b,    0x2a00,       SIZE - 1};
    static const size_t in[] = {
        0,     CHECKSUM - 5, CHECKSUM + 4, DIRECTORY - 1, DIRECTORY + 8, 0x20f,  0x222,  0x22f,
        0x237, 0x238,        0x3ff,        0x400,         0x11ff,        0x1200, 0x27ff, 0x29ff};
    struct sha384 before = authenticode(&file, 8 * gib);
    for (size_t i = 0; i < COUNT(out); i++) {
        file.at[out[i]] ^= 0x10;
        assert_equal_384(authenticode(&file, 8 * gib), before, "a digest");
        file.at[out[i]] ^= 0x10;
    }
    for (size_t i = 0; i < COUNT(in); i++) {
        file.at[in[i]] ^= 0x10;
        struct sha384 after = authenticode(&file, 8 * gib);
        cr_assert_not(bytes_equal(BYTES_OF(after.at), BYTES_OF(before.at)), "%zx", in[i]);
        file.at[in[i]] ^= 0x10;
    }
}

Test(kernel, what_is_no_kernel_is_refused)
{
    static const struct {
        size_t at;
        const char *bytes;
        size_t n;
        const char *says;
    } cases[] = {
        {PE, "X", 1, "the kernel has no PE header"},
        {PE_OFFSET, "\xff\xff\xff\xff", 4, "the kernel has no PE header"},
        {PE_OFFSET, "\2\x2a\0\0", 4, "the kernel has no PE header"},
        {HEADERS_SIZE, "\6\x2a\0\0", 4, "points outside"},
        {HEADERS_SIZE, "\xef\0\0\0", 4, "points outside"},
        {SECTIONS, "\x61\0", 2, "points outside"},
        {OPTIONAL_SIZE, "\xff\xff", 2, "points outside"},
        {PROTOCOL, "\xff\x01", 2, "too old to have an initrd"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(buf_done) struct buf file = vector("image/bzImage");
        struct sha384 digest;
        struct err e = {0};
        memcpy(file.at + cases[i].at, cases[i].bytes, cases[i].n);
        cr_assert_not(kernel_authenticode(buf_view(&file), INITRD, 8 * gib, &digest, &e),
                      "case %zu", i);
        cr_assert_eq(e.kind, ERR_MALFORMED);
        cr_assert_not_null(strstr(e.text, cases[i].says), "case %zu: %s", i, e.text);
    }
}

Test(kernel, sections_cannot_make_the_work_grow)
{
    AUTO(buf_done) struct buf file = vector("image/bzImage");
    struct sha384 digest;
    struct err e;
    for (size_t i = 0; i < 4; i++) {
        memcpy(file.at + SECTION + 40 * i + 16, "\0\x2a\0\0\0\0\0\0", 8);
    }
    cr_assert_not(kernel_authenticode(buf_view(&file), INITRD, 8 * gib, &digest, &e));
    cr_assert_str_eq(e.text, "the kernel's sections overlap");
}

Test(kernel, the_initrd_has_to_fit)
{
    AUTO(buf_done) struct buf file = vector("image/bzImage");
    static const struct {
        uint64_t initrd_size, memory_size;
        const char *says;
    } cases[] = {
        {0, 8 * UINT64_C(0x40000000), "an initrd of 0 bytes does not fit"},
        {0x7ffd7fff, 8 * UINT64_C(0x40000000), "does not fit"},
        {UINT64_MAX, 8 * UINT64_C(0x40000000), "does not fit"},
        {1, 0x28000, "a kernel does not fit"},
        {1, 0, "a kernel does not fit"},
        {1, 0x28001, "does not fit"},
    };
    struct sha384 digest;
    struct err e;
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_assert_not(kernel_authenticode(buf_view(&file), cases[i].initrd_size,
                                          cases[i].memory_size, &digest, &e),
                      "case %zu", i);
        cr_assert_not_null(strstr(e.text, cases[i].says), "case %zu: %s", i, e.text);
    }
    cr_assert(kernel_authenticode(buf_view(&file), 0x7ffd7ffe, 8 * gib, &digest, &e));
}

Test(kernel, a_file_cut_anywhere_is_read_within_its_bounds)
{
    AUTO(buf_done) struct buf whole = vector("image/bzImage");
    for (size_t n = 0; n < whole.len; n += n < 0x1000 ? 64 : 1) {
        AUTO(buf_done) struct buf part = buf_start(whole.len);
        struct sha384 digest;
        struct err e = {0};
        buf_add(&part, bytes_of(whole.at, n));
        bool is_read = kernel_authenticode(buf_view(&part), INITRD, 8 * gib, &digest, &e);
        cr_assert_eq(is_read, n >= 0x1000, "%zu: %s", n, e.text);
    }
}
