/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_SIGNATURE_MEMORY_H
#define PHALA_CRYPTO_SIGNATURE_MEMORY_H

#include "crypto/ecdsa.h"

/* Remembers what the real check found right, for one thread: the same key, digest and signature
 * are not computed again. At most SIGNATURE_MEMORY_ENTRIES are kept. An entry is found by the
 * whole of its key, digest and signature, never by a part. Wrong signatures are not kept. */
enum { SIGNATURE_MEMORY_ENTRIES = 256 };

struct signature_memory;

struct signature_memory *signature_memory_new(void);
void signature_memory_free(struct signature_memory *memory);
AUTO_POINTER(struct signature_memory, signature_memory_free);

/* The check that asks the memory first; valid as long as the memory lives. */
struct signature_check signature_memory_check(struct signature_memory *memory);

#endif
