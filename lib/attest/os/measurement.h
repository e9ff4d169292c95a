/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_MEASUREMENT_H
#define PHALA_ATTEST_OS_MEASUREMENT_H

#include "attest/os/td_hob.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "crypto/digest.h"

/* measurement.tdx.cbor, version 3: what an image measures, without the image (specification section
 * 9). */

#define OS_MEASUREMENT_FILE "measurement.tdx.cbor"

/* A document has at most so many bytes. */
#define OS_MEASUREMENT_SIZE (16 * KIB)

/* Which firmware, by the events that it writes to RTMR0: word in documents. */
enum ovmf_variant {
    OVMF_UNKNOWN,
    OVMF_PRE_202505,    /* "pre202505" */
    OVMF_STABLE_202505, /* "stable202505": from edk2-stable202505 on */
};

/* OVMF_UNKNOWN for a word that is none. */
enum ovmf_variant ovmf_variant_parse(struct text word);

/* What the registers of every machine with that image follow from. */
struct os_measurement {
    struct sha384 mrtd_single_pass, mrtd_two_pass;
    struct td_hob_layout td_hob;
    enum ovmf_variant ovmf;
    struct sha384 kernel; /* Authenticode, for the sizes of memory of kernel_is_as_high */
    struct sha384 command_line;
    struct sha384 initrd;
};

/* Reads a document. ERR_MALFORMED when it is no CBOR map, of another version, or without a member;
 * members that are not known do not matter. */
MUST_CHECK bool os_measurement_parse(struct bytes cbor, struct os_measurement *out, struct err *e);

#endif
