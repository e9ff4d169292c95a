/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

/* Attestation reports of private inference services (specification section 18): a quote, who signs
 * answers, evidence of the GPUs, and the same of further machines. */

static bool read_gpu(const struct place *place, struct err *e)
{
    struct place payload;
    struct inference *inference = &place->out->inference;
    TRY(place_enter(place, "nvidia_payload", &payload, e));
    inference->has_gpu = payload.object != NULL;
    return payload.object == NULL ||
           place_bytes(&payload, "nonce", (const size_t[]){32, 0}, &inference->gpu_nonce, e);
}

static bool read_signer(const struct place *place, struct err *e)
{
    struct inference *inference = &place->out->inference;
    static const size_t sizes[] = {20, 32, 64, 0};
    TRY(place_text(place, "signing_algo", &inference->algorithm, e));
    TRY(place_bytes(place, "signing_address", sizes, &inference->signer, e));
    return place_bytes(place, "request_nonce", (const size_t[]){32, 0}, &inference->nonce, e);
}

/* One machine. Its `info` brings claims and certificates; the quote in those certificates is
 * another one than the report's. */
static bool read_machine(const struct place *place, struct err *e)
{
    struct place info;
    TRY(place_quote(place, "intel_quote", e) && read_signer(place, e) && read_gpu(place, e));
    TRY(place_log(place, "event_log", e));
    TRY(place_config(place, "vm_config", e));
    TRY(place_enter(place, "info", &info, e));
    TRY(info.object == NULL || form_info(&info, e));
    place->out->has_inference = true;
    place->out->kind = place->out->kind < EVIDENCE_SEV_SNP ? EVIDENCE_INFERENCE : place->out->kind;
    return true;
}

static bool is_same_machine(const struct evidence *a, const struct evidence *b)
{
    const struct inference *x = &a->inference;
    const struct inference *y = &b->inference;
    return a->has_quote == b->has_quote && bytes_equal(buf_view(&a->bytes), buf_view(&b->bytes)) &&
           bytes_equal(x->signer, y->signer) && text_equal(x->algorithm, y->algorithm) &&
           bytes_equal(x->nonce, y->nonce) && x->has_gpu == y->has_gpu &&
           bytes_equal(x->gpu_nonce, y->gpu_nonce);
}

/* The list repeats the machine that answered. */
static bool read_others(const struct place *place, struct err *e)
{
    static const char name[] = "all_attestations";
    const struct json_value *all = NULL;
    size_t index = 0;
    TRY(place_array(place, name, &all, e));
    for (const struct json_value *each = json_first(all); each != NULL; each = json_next(each)) {
        AUTO(evidence_done) struct evidence machine = {0};
        struct place other;
        TRY(place_element(place, name, index++, each, &other, e));
        other.out = &machine;
        TRY(read_machine(&other, e));
        if (!is_same_machine(&machine, place->out)) {
            TRY(form_add_part(place, PART_ATTESTATION, &other, e));
            *other.out = machine;
            machine = (struct evidence){0};
        }
    }
    return true;
}

bool form_inference(const struct place *place, struct err *e)
{
    return read_machine(place, e) && read_others(place, e);
}
