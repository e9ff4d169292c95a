/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_RTMR_H
#define PHALA_ATTEST_OS_RTMR_H

#include <stddef.h>
#include <stdint.h>

#include "attest/os/measurement.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/digest.h"

/* What the boot of an image extends into RTMR0 to RTMR2 (specification sections 8.2 and 8.3). */

/* What an event of RTMR0 is about, where that is not the same everywhere. QEMU makes the tables for
 * each machine: their digests cannot be computed here. */
enum rtmr0_source {
    RTMR0_ACPI_LOADER,
    RTMR0_ACPI_RSDP,
    RTMR0_ACPI_TABLES,
    RTMR0_SMBIOS, /* where the firmware measures it */
    RTMR0_TABLES,
    RTMR0_TD_HOB = RTMR0_TABLES,
    RTMR0_SOURCES,
    RTMR0_FIXED = RTMR0_SOURCES,
};

struct rtmr0_event {
    enum rtmr0_source source;
    uint32_t type;      /* of the TCG event */
    const char *digest; /* of a fixed one, hex; else NULL */
};

/* The events of that firmware, in order; `*n` is 0 for an unknown one. */
const struct rtmr0_event *rtmr0_events(enum ovmf_variant ovmf, size_t *n);

/* RTMR0, from the digests that its events have by their source (those that it has none of do not
 * matter). `ovmf` is known. */
struct sha384 rtmr0_value(enum ovmf_variant ovmf, const struct sha384 digests[RTMR0_SOURCES]);

struct sha384 rtmr1_value(const struct sha384 *kernel);
struct sha384 rtmr2_value(const struct sha384 *command_line, const struct sha384 *initrd);

/* The digest of a kernel's command line as the firmware measures it: UTF-16 of it and of what is
 * added for the initrd, and a zero. ERR_MALFORMED when it is empty or not printable ASCII,
 * ERR_TOO_BIG over 4096 characters. */
MUST_CHECK bool command_line_digest(struct text command_line, struct sha384 *out, struct err *e);

#endif
