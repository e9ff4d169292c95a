/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_KERNEL_H
#define PHALA_ATTEST_OS_KERNEL_H

#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "crypto/digest.h"

/* From this size of memory on, and with exactly KERNEL_MEMORY_LOW, QEMU puts the initrd at the same
 * address, and the kernel is measured the same. */
#define KERNEL_MEMORY_HIGH ((uint64_t)0xb0000000)
#define KERNEL_MEMORY_LOW  ((uint64_t)0x80000000)

/* The kernel is measured on such a machine as on one with much memory. */
bool kernel_is_as_high(uint64_t memory_size);

/* The Authenticode SHA-384 of a bzImage as the firmware sees it, which is after QEMU wrote into its
 * setup header: the first event of RTMR1 (specification section 8.3). `initrd_size` is in bytes and
 * not 0. ERR_MALFORMED when the file is no bzImage with a PE header, when its sections overlap
 * beyond all sense, or when the initrd does not fit that memory. */
MUST_CHECK bool kernel_authenticode(struct bytes kernel, uint64_t initrd_size, uint64_t memory_size,
                                    struct sha384 *out, struct err *e);

#endif
