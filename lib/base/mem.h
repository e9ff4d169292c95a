/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_MEM_H
#define PHALA_BASE_MEM_H

#include <stddef.h>

#include "base/macro.h"

/* Allocation that cannot fail: out of memory (or a size that overflows) ends the program with a
 * message. That is right only because every size that comes from outside is capped beforehand. */

/* `size` zeroed bytes. */
void *mem_new(size_t size);

/* `n` zeroed elements of `size` bytes. */
void *mem_array(size_t n, size_t size);

/* Grows or shrinks to `n` elements of `size` bytes; what is new is not zeroed. */
void *mem_resize(void *at, size_t n, size_t size);

/* A copy of `size` bytes with a zero byte behind them (not counted). */
void *mem_copy(const void *from, size_t size);

/* Frees; NULL is fine. */
void mem_free(void *at);

/* Frees what a `char *` (or other plain pointer) variable owns: AUTO(mem_freep) char *name = …. */
void mem_freep(void *variable);

/* Overwrites with zeros, in a way that no compiler leaves out. */
void mem_wipe(void *at, size_t size);

/* Overwrites 32 KiB of the stack below the caller: what functions of libraries, which have
 * returned, left there of a secret. */
void mem_wipe_stack(void);

#endif
