/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include <string.h>

/* Evidence of other TEEs, known by how it begins: named, so that a verdict can say what it is not
 * about. */

enum {
    SNP_REPORT = 1184, /* bytes (SNP specification section 1) */
    SNP_ALGORITHM = 0x34,
    SNP_ECDSA_P384 = 1,
    SPDM_HEAD = 37, /* the request, in front of the answer (GPU specification section 2) */
};

static bool begins_with(struct bytes in, const uint8_t *start, size_t n)
{
    return bytes_expect(&in, start, n);
}

/* A report of version 2 to 5 under ECDSA P-384. */
static bool is_snp_report(struct bytes in)
{
    struct bytes at;
    uint32_t version = 0;
    uint32_t algorithm = 0;
    return in.left == SNP_REPORT && bytes_slice(in, SNP_ALGORITHM, sizeof algorithm, &at) &&
           bytes_u32le(&at, &algorithm) && bytes_u32le(&in, &version) && version >= 2 &&
           version <= 5 && algorithm == SNP_ECDSA_P384;
}

/* COSE_Sign1, tagged or not, whose protected header is {1: -35} (ES384). */
static bool is_cose(struct bytes in)
{
    static const uint8_t tagged[] = {0xd2, 0x84, 0x44, 0xa1, 0x01, 0x38, 0x22};
    return begins_with(in, tagged, sizeof tagged) || begins_with(in, tagged + 1, sizeof tagged - 1);
}

/* The name of the map of PCRs tells the two kinds of AWS' documents apart; their payload may have
 * indefinite lengths, so it is looked for as it is written. */
static bool has_tpm_pcrs(struct bytes in)
{
    static const char name[] = "\x6dnitrotpm_pcrs";
    for (struct bytes rest = in; !bytes_end(rest);) {
        size_t offset = bytes_find(rest, (uint8_t)name[0]);
        if (!bytes_skip(&rest, offset) || bytes_end(rest)) {
            return false;
        }
        if (begins_with(rest, (const uint8_t *)name, sizeof name - 1)) {
            return true;
        }
        if (!bytes_skip(&rest, 1)) {
            return false;
        }
    }
    return false;
}

/* SPDM 1.1 GET_MEASUREMENTS and its answer. */
static bool is_spdm(struct bytes in)
{
    static const uint8_t request[] = {0x11, 0xe0};
    static const uint8_t answer[] = {0x11, 0x60};
    struct bytes at;
    return begins_with(in, request, sizeof request) &&
           bytes_slice(in, SPDM_HEAD, sizeof answer, &at) && begins_with(at, answer, sizeof answer);
}

enum evidence_kind form_other_tee(struct bytes in)
{
    static const uint8_t tpms_attest[] = {0xff, 0x54, 0x43, 0x47};
    if (is_snp_report(in)) {
        return EVIDENCE_SEV_SNP;
    }
    if (is_cose(in)) {
        return has_tpm_pcrs(in) ? EVIDENCE_NITRO_TPM : EVIDENCE_NITRO_ENCLAVE;
    }
    if (begins_with(in, tpms_attest, sizeof tpms_attest)) {
        return EVIDENCE_TPM;
    }
    return is_spdm(in) ? EVIDENCE_NVIDIA_GPU : EVIDENCE_KIND_COUNT;
}

static bool has(const struct json_value *object, const char *name)
{
    return json_member(object, name) != NULL;
}

/* {arch, evidence, certificate, …} */
static bool is_gpu_evidence(const struct json_value *value)
{
    return has(value, "evidence") && has(value, "certificate") && has(value, "arch");
}

/* An EAT's overall token: ["JWT", "…"]. */
static bool is_token(const struct json_value *value)
{
    struct text word;
    return json_is_array(value) && json_text(json_first(value), &word) && text_is(word, "JWT");
}

/* {"GPU-0": …} or {"SWITCH-0": …} */
static bool is_devices(const struct json_value *value)
{
    struct text name = json_name(json_first(value));
    return json_is_object(value) && (text_starts(name, "GPU-") || text_starts(name, "SWITCH-"));
}

enum evidence_kind form_other_document(const struct json_value *root)
{
    const struct json_value *first = json_first(root);
    bool is_list = json_is_array(root) && (is_gpu_evidence(first) || is_token(first));
    bool is_object = is_gpu_evidence(root) || has(root, "evidence_list") ||
                     (has(root, "claims") && has(root, "detached_eat")) || is_devices(root);
    return is_list || is_object ? EVIDENCE_NVIDIA_GPU : EVIDENCE_KIND_COUNT;
}
