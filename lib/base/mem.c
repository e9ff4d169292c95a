/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STACK_BELOW = 32 * 1024 };

static void *or_abort(void *at)
{
    if (at == NULL) {
        (void)fputs("phala: out of memory\n", stderr);
        abort();
    }
    return at;
}

void *mem_new(size_t size)
{
    return mem_array(1, size);
}

void *mem_array(size_t n, size_t size)
{
    return or_abort(calloc(n > 0 ? n : 1, size > 0 ? size : 1));
}

void *mem_resize(void *at, size_t n, size_t size)
{
    return or_abort(reallocarray(at, n > 0 ? n : 1, size > 0 ? size : 1));
}

void *mem_copy(const void *from, size_t size)
{
    char *copy = or_abort(size < SIZE_MAX ? malloc(size + 1) : NULL);
    if (size > 0) {
        memcpy(copy, from, size);
    }
    copy[size] = 0;
    return copy;
}

void mem_free(void *at)
{
    free(at);
}

void mem_freep(void *variable)
{
    void **slot = variable;
    free(*slot);
}

void mem_wipe(void *at, size_t size)
{
    if (size > 0) {
        explicit_bzero(at, size);
    }
}

__attribute__((noinline)) void mem_wipe_stack(void)
{
    uint8_t below[STACK_BELOW];
    explicit_bzero(below, sizeof below);
}
