/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_EVIDENCE_H
#define PHALA_ATTEST_EVIDENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "attest/event_log.h"
#include "attest/keep.h"
#include "attest/quote/quote.h"
#include "base/bytes.h"
#include "base/text.h"

/* What evidence can be: enumerator, word in reports, what it is. Those behind RA_TLS … are of TEEs
 * that are named, and not judged. */
#define EVIDENCE_KINDS(X)                                                                          \
    X(TDX_QUOTE, "tdx-quote", "an Intel TDX quote")                                                \
    X(SGX_QUOTE, "sgx-quote", "an Intel SGX quote")                                                \
    X(DSTACK_QUOTE, "dstack-quote", "a dstack GetQuote answer")                                    \
    X(DSTACK_ATTESTATION, "dstack-attestation", "a dstack attestation")                            \
    X(DSTACK_INFO, "dstack-info", "a dstack guest agent's Info document")                          \
    X(DSTACK_TCB_INFO, "dstack-tcb-info", "the tcb_info of a dstack guest agent")                  \
    X(DSTACK_KMS, "dstack-kms", "the metadata of a dstack KMS")                                    \
    X(PHALA_CLOUD, "phala-cloud", "a Phala Cloud attestation")                                     \
    X(INFERENCE, "private-inference", "a private inference attestation report")                    \
    X(ACI, "aci", "an aci/1 gateway report")                                                       \
    X(RA_TLS, "ra-tls", "an RA-TLS certificate")                                                   \
    X(SEV_SNP, "sev-snp", "AMD SEV-SNP evidence")                                                  \
    X(NITRO_ENCLAVE, "nitro-enclave", "an AWS Nitro Enclave attestation")                          \
    X(NITRO_TPM, "aws-nitro-tpm", "an AWS NitroTPM attestation")                                   \
    X(TPM, "tpm", "a TPM quote")                                                                   \
    X(NVIDIA_GPU, "nvidia-gpu", "NVIDIA GPU evidence")

enum evidence_kind {
#define X(name, word, what) EVIDENCE_##name,
    EVIDENCE_KINDS(X)
#undef X
        EVIDENCE_KIND_COUNT,
};

/* Something that a document says beside its quote, under the name that reports have for it
 * ("rtmr3", "compose_hash"); to be compared with what is proved, never believed. */
struct claim {
    const char *key;
    struct text path; /* where it stands: "tcb_info.rtmr3" */
    struct bytes value;
};

/* Who signs answers of a private inference service, by its own word (specification section 18). */
struct inference {
    struct text algorithm;  /* "ecdsa", "ed25519"; may be empty */
    struct bytes signer;    /* an address of 20 bytes, or a key of 32 or 64 */
    struct bytes nonce;     /* 32 bytes; empty: none */
    bool has_gpu;           /* nvidia_payload is there */
    struct bytes gpu_nonce; /* of nvidia_payload; empty: none */
};

enum { EVIDENCE_CERTIFICATES = 8 };

struct kms_statement;
struct aci_report;

/* Evidence, recognised and parsed, nothing of it verified. Views look into `keep`. What is not
 * there is empty. */
struct evidence {
    enum evidence_kind kind;
    bool has_quote, has_log;
    bool has_runtime_log;         /* runtime_events of an attestation, beside its event log */
    bool has_vtpm;                /* a vTPM quote comes with the TDX one */
    bool quote_is_of_certificate; /* the leaf carries the quote, which has to bind its key */
    bool has_inference;
    struct keep keep;
    struct buf bytes; /* the binary quote, which `quote` looks into */
    struct quote quote;
    struct event_log log, runtime_log;

    struct text app_compose; /* exact bytes; `at` NULL: none */
    struct text vm_config;   /* JSON */
    struct text mr_config;   /* the document that MRCONFIGID version 3 names */
    struct claim *claims;    /* owned */
    size_t n_claims;

    struct bytes certificates[EVIDENCE_CERTIFICATES]; /* DER, leaf first */
    size_t n_certificates;
    struct bytes certificate_app_id; /* the leaf's extension; empty: none */

    struct inference inference;
    struct kms_statement *kms; /* owned */
    struct aci_report *aci;    /* owned */

    struct evidence_part *parts; /* owned: other attestations in the document */
    size_t n_parts;
};

enum part_role { PART_INSTANCE, PART_ATTESTATION, PART_KMS, PART_GATEWAY };

struct evidence_part {
    enum part_role role;
    struct text path; /* "instances[1]" */
    struct evidence evidence;
};

/* "instance", "attestation", "kms", "gateway". */
const char *part_role_word(enum part_role role);

void evidence_done(struct evidence *evidence);

/* "tdx-quote", "dstack-info", …; and "an Intel TDX quote". */
const char *evidence_kind_word(enum evidence_kind kind);
const char *evidence_kind_what(enum evidence_kind kind);

/* "tdx", "sgx", "sev-snp", … */
const char *evidence_tee(const struct evidence *evidence);

/* Adds a claim; all is copied or kept by the caller in `evidence->keep`. */
void evidence_claim(struct evidence *evidence, const char *key, struct text path,
                    struct bytes value);

/* A new part, zeroed. The pointer is good until the next one is added. */
struct evidence *evidence_add_part(struct evidence *evidence, enum part_role role,
                                   struct text path);

#endif
