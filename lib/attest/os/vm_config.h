/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_VM_CONFIG_H
#define PHALA_ATTEST_OS_VM_CONFIG_H

#include <stdbool.h>
#include <stdint.h>

#include "attest/os/measurement.h"
#include "attest/os/tdvf.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "codec/json.h"
#include "crypto/digest.h"

/* vm_config: how the host says that it started the machine (specification section 10). Nothing in
 * it is proved; it is what the expected registers are computed with. */

struct vm_config {
    struct json *document; /* owned; texts look into it */
    bool has_os_image_hash, has_memory_size, has_cpu_count, has_num_gpus;
    struct sha256 os_image_hash;
    uint64_t memory_size; /* bytes */
    uint64_t cpu_count, num_gpus;
    struct text image, qemu_version, variant; /* "dstack-0.6.0", "8.2.2", "lite"; may be empty */
    enum page_order page_order;               /* from the flag or the version of QEMU */
    enum ovmf_variant ovmf;                   /* OVMF_UNKNOWN: not said */
    bool has_other_measurement;               /* tdx_measurement of a form that is not known */
    bool has_measurement;                     /* tdx_measurement, with both of: */
    struct buf checksum_file, measurement;    /* owned; sha256sum.txt and the document in CBOR */
};

/* Reads the JSON text. A member of the wrong form is ERR_MALFORMED; members that are not there or
 * null do not count; those that are not known do not matter, nor does a tdx_measurement in a form
 * of before dstack 0.6. To be ended with vm_config_done, also on failure. */
MUST_CHECK bool vm_config_parse(struct text json, struct vm_config *out, struct err *e);
void vm_config_done(struct vm_config *config);

#endif
