/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_TD_HOB_H
#define PHALA_ATTEST_OS_TD_HOB_H

#include <stddef.h>
#include <stdint.h>

#include "attest/os/tdvf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "crypto/digest.h"

/* The list of memory ranges (TD HOB) that QEMU hands to the firmware, which measures it as the
 * first event of RTMR0 (specification section 8.2). It follows from where the firmware wants its
 * own memory, and from how much memory the machine has. */

struct memory_range {
    uint64_t start;
    uint64_t end; /* behind it; more than `start` */
};

/* What the firmware says: where the list goes, and the ranges that are the firmware's from the
 * start. */
struct td_hob_layout {
    uint64_t address;
    struct memory_range ranges[TDVF_SECTIONS]; /* by their start, apart from each other */
    size_t n;
};

/* From the sections of the firmware. ERR_MALFORMED when there is not one for the list, or when
 * ranges overlap. */
MUST_CHECK bool td_hob_of_tdvf(const struct tdvf *tdvf, struct td_hob_layout *out, struct err *e);

/* From the short form in measurement documents (section 9): unsigned LEB128 numbers of pages.
 * ERR_MALFORMED for numbers that are not written as short as they can be, empty ranges, ranges that
 * overlap, anything behind the last one. */
MUST_CHECK bool td_hob_of_witness(struct bytes witness, struct td_hob_layout *out, struct err *e);

/* SHA-384 of the list on a machine with that many bytes of memory. ERR_MALFORMED when the
 * firmware's ranges are not all below the end of the memory, or it has more than 2^52 bytes. */
MUST_CHECK bool td_hob_digest(const struct td_hob_layout *layout, uint64_t memory_size,
                              struct sha384 *out, struct err *e);

#endif
