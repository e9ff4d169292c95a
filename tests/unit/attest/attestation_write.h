/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_ATTEST_ATTESTATION_WRITE_H
#define PHALA_TESTS_ATTEST_ATTESTATION_WRITE_H

#include <stdbool.h>

#include "attest/event_log.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/text.h"

/* A VersionedAttestation to be written (dstack specification section 11). */
struct attestation_recipe {
    unsigned platform; /* its number in version 0: tdx, gcp-tdx, nitro-enclave, sev-snp, NitroTPM */
    const char *word;  /* version 1: the platform's name; NULL: the right one */
    struct bytes quote;                    /* or the report, or the document */
    const struct event_log *log, *runtime; /* NULL: no events */
    struct bytes report_data;
    struct text config;
    struct text payload; /* version 1: of a dstack-pod; `at` NULL: dstack */
    size_t digest_size;  /* version 0: of events; 0: 48 */
    bool is_early;       /* version 0: the early layout of gcp-tdx */
    bool has_integers;   /* version 1: bytes as arrays of integers */
    unsigned version;    /* version 1: the number that is written; 0: 1 */
};

void attestation_write_v0(const struct attestation_recipe *recipe, struct buf *out);
void attestation_write_v1(const struct attestation_recipe *recipe, struct buf *out);

#endif
