/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_SGX_EXTENSION_H
#define VECTORS_SGX_EXTENSION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

#define SGX_OID "1.2.840.113741.1.13.1"

enum { N_COMPONENTS = 16 };

/* What to do to one entry: `entry` is the rest of its OID ("1", "2.17", …). A REPLACED entry's
 * value is the DER in `hex`; TRAILED appends the bytes in `hex` to the whole extension. */
enum entry_fault {
    ENTRY_RIGHT,
    ENTRY_DROPPED,
    ENTRY_DOUBLED,
    ENTRY_REPLACED,
    EXTENSION_TRAILED,
};

struct sgx_spec {
    uint8_t ppid[16];
    uint8_t components[N_COMPONENTS];
    uint16_t pcesvn;
    uint8_t cpusvn[16];
    uint8_t pceid[2];
    uint8_t fmspc[6];
    uint8_t type;
    bool of_platform_ca; /* has the entries 6 and 7 */
    enum entry_fault fault;
    const char *entry;
    const char *hex;
};

/* The value of the SGX extension of a PCK certificate. */
void sgx_extension_write(struct buf *to, const struct sgx_spec *spec);

#endif
