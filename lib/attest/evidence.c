/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/evidence.h"

#include "attest/aci.h"
#include "attest/kms.h"
#include "base/mem.h"

static const struct {
    const char *word;
    const char *what;
} kinds[EVIDENCE_KIND_COUNT] = {
#define X(name, word, what) [EVIDENCE_##name] = {(word), (what)},
    EVIDENCE_KINDS(X)
#undef X
};

const char *evidence_kind_word(enum evidence_kind kind)
{
    return kinds[kind].word;
}

const char *evidence_kind_what(enum evidence_kind kind)
{
    return kinds[kind].what;
}

/* The kinds of other TEEs are called as these are; every other document is of TDX. */
const char *evidence_tee(const struct evidence *evidence)
{
    if (evidence->has_quote) {
        return tee_word(evidence->quote.tee);
    }
    return evidence->kind >= EVIDENCE_SEV_SNP ? kinds[evidence->kind].word : tee_word(TEE_TDX);
}

const char *part_role_word(enum part_role role)
{
    static const char *const words[] = {
        [PART_INSTANCE] = "instance",
        [PART_ATTESTATION] = "attestation",
        [PART_KMS] = "kms",
        [PART_GATEWAY] = "gateway",
    };
    return words[role];
}

void evidence_claim(struct evidence *evidence, const char *key, struct text path,
                    struct bytes value)
{
    evidence->claims = mem_resize(evidence->claims, evidence->n_claims + 1,
                                  sizeof *evidence->claims);
    evidence->claims[evidence->n_claims++] = (struct claim){key, path, value};
}

struct evidence *evidence_add_part(struct evidence *evidence, enum part_role role, struct text path)
{
    evidence->parts = mem_resize(evidence->parts, evidence->n_parts + 1, sizeof *evidence->parts);
    struct evidence_part *part = &evidence->parts[evidence->n_parts++];
    *part = (struct evidence_part){.role = role, .path = path};
    return &part->evidence;
}

void evidence_done(struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->n_parts; i++) {
        evidence_done(&evidence->parts[i].evidence);
    }
    mem_free(evidence->parts);
    mem_free(evidence->claims);
    kms_statement_free(evidence->kms);
    aci_report_free(evidence->aci);
    event_log_done(&evidence->log);
    event_log_done(&evidence->runtime_log);
    buf_done(&evidence->bytes);
    keep_done(&evidence->keep);
    *evidence = (struct evidence){0};
}
