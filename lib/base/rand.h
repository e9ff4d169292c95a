/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_RAND_H
#define PHALA_BASE_RAND_H

#include <stddef.h>

/* `n` random bytes from the kernel; ends the program when it has none to give. */
void rand_bytes(void *out, size_t n);

#endif
