/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_FORM_VERSIONED_H
#define PHALA_ATTEST_FORM_VERSIONED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/evidence.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"

/* For versioned.c and the two encodings of a VersionedAttestation (specification section 11). */

#define LIMIT_ATTESTATION (10 * MIB)

/* The platforms, by their number in version 0. */
enum platform_kind {
    PLATFORM_TDX,
    PLATFORM_GCP_TDX,
    PLATFORM_NITRO_ENCLAVE,
    PLATFORM_SEV_SNP,
    PLATFORM_NITRO_TPM,
    PLATFORM_KINDS,
};

/* What both versions hold beside the logs, which go to the evidence. Views look into the evidence's
 * keep. */
struct attestation {
    enum platform_kind platform;
    struct bytes quote; /* of the first two platforms */
    struct bytes report_data;
    struct text payload; /* that report data is made of; `at` NULL: none */
    struct text config;
};

/* One entry of a log as it is encoded. A digest is empty or of 48 bytes. */
struct encoded_event {
    uint32_t rtmr;
    uint32_t type;
    unsigned version;
    struct bytes digest;
    struct text name;
    struct bytes payload;
    bool has_preimage;
    struct bytes preimage;
};

/* ERR_MALFORMED names the event by its number; ERR_TOO_BIG. */
MUST_CHECK bool attestation_add_event(struct event_log *log, const struct encoded_event *encoded,
                                      struct err *e);

/* SCALE: the bytes behind the version. */
MUST_CHECK bool attestation_read_v0(struct bytes from, struct attestation *attestation,
                                    struct evidence *out, struct err *e);

/* MessagePack: all bytes. */
MUST_CHECK bool attestation_read_v1(struct bytes map, struct attestation *attestation,
                                    struct evidence *out, struct err *e);

#endif
