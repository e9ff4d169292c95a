/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/form/form.h"

#include <string.h>

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
    return bytes_equal(buf_view(&a->bytes), buf_view(&b->bytes)) &&
           bytes_equal(x->signer, y->signer) && text_equal(x->algorithm, y->algorithm) &&
           bytes_equal(x->nonce, y->nonce) && x->has_gpu == y->has_gpu &&
           bytes_equal(x->gpu_nonce, y->gpu_nonce);
}

static bool has_claim(const struct evidence *evidence, const struct claim *claim)
{
    size_t i = 0;
    while (i < evidence->n_claims && !(strcmp(evidence->claims[i].key, claim->key) == 0 &&
                                       bytes_equal(evidence->claims[i].value, claim->value))) {
        i++;
    }
    return i < evidence->n_claims;
}

static bool is_text_of(struct text text, struct text other)
{
    return other.at == NULL || text_equal(text, other);
}

static bool has_certificates(const struct evidence *evidence, const struct evidence *other)
{
    size_t i = 0;
    while (i < other->n_certificates && i < evidence->n_certificates &&
           bytes_equal(evidence->certificates[i], other->certificates[i])) {
        i++;
    }
    return i == other->n_certificates && (i == 0 || i == evidence->n_certificates);
}

/* All that the other one says is said by the first one, too, which is judged. */
static bool says_all_of(const struct evidence *evidence, const struct evidence *other)
{
    size_t i = 0;
    while (i < other->n_claims && has_claim(evidence, &other->claims[i])) {
        i++;
    }
    return i == other->n_claims &&
           (!other->has_log ||
            (evidence->has_log && event_log_agrees(&evidence->log, &other->log))) &&
           is_text_of(evidence->app_compose, other->app_compose) &&
           is_text_of(evidence->vm_config, other->vm_config) &&
           is_text_of(evidence->mr_config, other->mr_config) && has_certificates(evidence, other);
}

/* The list repeats the machine that answered. */
static bool read_other(const struct place *place, struct place *other, struct err *e)
{
    AUTO(evidence_done) struct evidence machine = {0};
    other->out = &machine;
    TRY(read_machine(other, e));
    if (is_same_machine(&machine, place->out) && says_all_of(place->out, &machine)) {
        return true;
    }
    TRY(form_add_part(place, PART_ATTESTATION, other, e));
    *other->out = machine;
    machine = (struct evidence){0};
    return true;
}

static bool read_others(const struct place *place, struct err *e)
{
    struct place_array all;
    TRY(place_array(place, "all_attestations", &all, e));
    while (all.next != NULL) {
        struct place other;
        TRY(place_element(place, &all, &other, e));
        TRY(read_other(place, &other, e));
    }
    return true;
}

bool form_inference(const struct place *place, struct err *e)
{
    return read_machine(place, e) && read_others(place, e);
}
