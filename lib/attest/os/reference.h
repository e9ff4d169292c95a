/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_REFERENCE_H
#define PHALA_ATTEST_OS_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "attest/event_log.h"
#include "attest/os/image.h"
#include "attest/os/tdvf.h"
#include "crypto/digest.h"

/* What the registers of one machine have to be when it booted one image. */

/* How the machine was started, by its host's word (vm_config), and what it logged. Zeroed: nothing
 * is known. */
struct os_machine {
    bool has_memory_size;
    uint64_t memory_size; /* bytes */
    enum page_order page_order;
    const struct event_log *log; /* NULL: none */
};

enum { OS_WHY = 160 };

/* What a register has to be: one of up to two values. */
struct os_value {
    struct sha384 values[2];
    size_t n; /* 0: not known; 2: the order of pages is not known */
    /* What the values hold under and nobody said, so that another value proves nothing; NULL: they
     * have to be it. */
    const char *assumption;
    char why[OS_WHY]; /* why it is not known */
};

struct os_reference {
    struct os_value of[OS_REGISTERS];
    bool has_log_tables; /* RTMR0 was computed with digests of QEMU's tables that the log has */
};

/* Computes what can be computed. RTMR0 needs the size of memory and, for the tables that only QEMU
 * can make, a log whose RTMR0 has the events of the image's firmware, or of these the tables alone,
 * as lite attestations have it. */
void os_expect(const struct os_image *image, const struct os_machine *machine,
               struct os_reference *out);

/* One of the values. */
bool os_value_is(const struct os_value *value, struct bytes found);

#endif
