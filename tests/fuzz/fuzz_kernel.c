/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: kernel_authenticode, kernel_is_as_high. Input: 8 bytes of size of the initrd, 8
 * bytes of size of memory (little-endian), the kernel. */
#include "target.h"

#include <stdlib.h>

#include "attest/os/kernel.h"
#include "base/buf.h"

/* Of the setup header: written by the loader for every kernel that has an initrd. */
enum { INITRD_ADDRESS = 0x218, INITRD_END = 0x220 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void require_same(const struct sha384 *a, const struct sha384 *b)
{
    require(bytes_equal(BYTES_OF(a->at), BYTES_OF(b->at)));
}

/* What is overwritten does not count. */
static void check_overwritten(struct bytes kernel, uint64_t initrd_size, uint64_t memory_size,
                              const struct sha384 *digest)
{
    AUTO(buf_done) struct buf copy = buf_start(kernel.left);
    struct sha384 again;
    struct err e;
    buf_add(&copy, kernel);
    for (size_t i = INITRD_ADDRESS; i < INITRD_END; i++) {
        copy.at[i] = (uint8_t)~copy.at[i];
    }
    require(kernel_authenticode(buf_view(&copy), initrd_size, memory_size, &again, &e));
    require_same(digest, &again);
}

static void check_high(struct bytes kernel, uint64_t initrd_size, uint64_t memory_size,
                       const struct sha384 *digest)
{
    struct sha384 high;
    struct err e;
    if (kernel_is_as_high(memory_size)) {
        require(kernel_authenticode(kernel, initrd_size, KERNEL_MEMORY_HIGH, &high, &e));
        require_same(digest, &high);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes in = bytes_of(data, size);
    uint64_t initrd_size = 0;
    uint64_t memory_size = 0;
    struct sha384 digest;
    struct err e = {0};
    if (!bytes_u64le(&in, &initrd_size) || !bytes_u64le(&in, &memory_size)) {
        return 0;
    }
    if (kernel_authenticode(in, initrd_size, memory_size, &digest, &e)) {
        require(initrd_size > 0 && initrd_size < memory_size);
        check_overwritten(in, initrd_size, memory_size, &digest);
        check_high(in, initrd_size, memory_size, &digest);
    } else {
        require(e.kind == ERR_MALFORMED && e.text[0] != 0);
    }
    return 0;
}
