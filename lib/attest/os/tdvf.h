/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_TDVF_H
#define PHALA_ATTEST_OS_TDVF_H

#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "crypto/digest.h"

/* The firmware of a TD (OVMF) and the measurement MRTD that the TDX module makes of it before the
 * TD runs (specification section 8.1; Intel TDX Virtual Firmware Design Guide, sections 8 and 11).
 */

enum { TDVF_SECTIONS = 64 }; /* more are refused; OVMF has six */

enum tdvf_type { TDVF_FIRMWARE, TDVF_VARIABLES, TDVF_TD_HOB, TDVF_TEMPORARY };

/* A range of the guest's memory at its start. */
struct tdvf_section {
    uint64_t address; /* multiple of 4096 */
    uint64_t size;    /* multiple of 4096; all sections together at most 64 MiB */
    uint32_t type;    /* enum tdvf_type, or another number */
    uint32_t attributes;
    struct bytes data; /* `size` bytes of the file, when its content is measured; else empty */
};

struct tdvf {
    struct tdvf_section sections[TDVF_SECTIONS]; /* in the order of the file */
    size_t n;
};

/* Reads the sections out of an OVMF file, which has to stay. ERR_MALFORMED when the table of GUIDs
 * at its end, the descriptor or a section is not as it must be; ERR_TOO_BIG for too many sections
 * or too much memory. */
MUST_CHECK bool tdvf_parse(struct bytes firmware, struct tdvf *out, struct err *e);

/* In which order a virtual machine monitor adds pages to a TD and measures them, section by
 * section: each page at once (QEMU from 9.0 on), or all pages first and their contents then. */
enum page_order { PAGES_UNKNOWN, PAGES_SINGLE_PASS, PAGES_TWO_PASS };

/* MRTD after that firmware; `order` is one of the two that are known. */
struct sha384 tdvf_mrtd(const struct tdvf *tdvf, enum page_order order);

#endif
