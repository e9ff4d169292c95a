/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "attest/binding.h"
#include "attest/dstack.h"
#include "crypto/keccak.h"
#include "crypto/secp256k1.h"

/* What the quote was made for (dstack specification sections 6 and 18). */

static const char no_quote[] = "there is no quote";

static struct binding_values given_values(const struct trial *t)
{
    struct binding_values values = {.aci = t->evidence->aci,
                                    .key_digest = t->evidence->inference.gpu_nonce};
    for (size_t i = 0; i < BINDING_KINDS; i++) {
        const struct binding *one = &t->options->app.bindings[i];
        values.of[i] = one->is_given ? one->value : bytes_of(NULL, 0);
    }
    return values;
}

/* "…; bytes 0 to 31 stay uncompared" */
static void pass_match(struct trial *t, enum check_id id, const struct binding_match *match,
                       const char *remark)
{
    size_t end = match->from + match->n;
    if (match->n == REPORT_DATA_SIZE) {
        (void)check_pass(t->checks, id, "%s%s", match->name, remark);
    } else {
        size_t from = match->from > 0 ? 0 : end;
        (void)check_pass(t->checks, id, "%s%s; bytes %zu to %zu stay uncompared", match->name,
                         remark, from, (match->from > 0 ? match->from : REPORT_DATA_SIZE) - 1);
    }
}

/* What fits into a report. */
static struct bytes shown(struct bytes value)
{
    return value.left <= CHECK_VALUE_BYTES ? value : bytes_of(NULL, 0);
}

static struct check *fail_match(struct trial *t, enum check_id id, struct bytes value)
{
    struct check *check = check_fail(t->checks, id, "report data holds it by no known convention");
    check_set_bytes(check, shown(value), quote_report_data(&t->evidence->quote));
    return check;
}

static bool find(const struct trial *t, enum binding_kind kind, const struct binding_values *values,
                 struct binding_match *match)
{
    return binding_find(kind, values, quote_report_data(&t->evidence->quote), match);
}

static void check_given(struct trial *t, enum binding_kind kind, enum check_id id)
{
    const struct binding_values values = given_values(t);
    struct binding_match match;
    if (!t->options->app.bindings[kind].is_given) {
        (void)check_skip(t->checks, id, "no %s was given", binding_kind_word(kind));
    } else if (!t->evidence->has_quote) {
        (void)check_undecided(t->checks, id, "%s", no_quote);
    } else if (find(t, kind, &values, &match)) {
        pass_match(t, id, &match, "");
    } else {
        (void)fail_match(t, id, values.of[kind]);
    }
}

/* What the document says of itself */

/* An address has the length of one; every other signer is a key. */
static enum binding_kind signer_kind(const struct inference *inference)
{
    return inference->signer.left == ETH_ADDRESS_SIZE ? BINDING_ADDRESS : BINDING_PUBLIC_KEY;
}

/* Sizes of what signs under an algorithm (specification section 18). */
static const struct {
    const char *word;
    size_t sizes[2];
} algorithms[] = {
    {"ecdsa", {ETH_ADDRESS_SIZE, 64}},
    {"ed25519", {32, 32}},
};

/* NULL: none that is known. */
static const size_t *sizes_under(struct text algorithm)
{
    for (size_t i = 0; i < COUNT(algorithms); i++) {
        if (text_is(algorithm, algorithms[i].word)) {
            return algorithms[i].sizes;
        }
    }
    return NULL;
}

/* Whoever checks signatures goes by the algorithm that the document names, if it does. */
static bool check_algorithm(struct trial *t, const struct inference *inference)
{
    const enum check_id id = CHECK_BIND_SIGNER;
    const size_t *sizes = sizes_under(inference->algorithm);
    size_t size = inference->signer.left;
    if (inference->algorithm.len == 0 ||
        (sizes != NULL && (size == sizes[0] || size == sizes[1]))) {
        return true;
    }
    if (sizes == NULL) {
        (void)check_undecided(t->checks, id, "signing_algo is none that is known");
    } else {
        (void)check_fail(t->checks, id,
                         "signing_algo is not the one that a key of %zu bytes is for", size);
    }
    return false;
}

static void compare_signer(struct trial *t, const struct inference *inference)
{
    const enum check_id id = CHECK_BIND_SIGNER;
    enum binding_kind kind = signer_kind(inference);
    struct binding_values values = given_values(t);
    struct binding_match match;
    values.of[kind] = inference->signer;
    if (find(t, kind, &values, &match)) {
        pass_match(t, id, &match, "");
        return;
    }
    struct check *check = fail_match(t, id, inference->signer);
    if (values.of[BINDING_TLS_KEY].left == 0) {
        check_set_hint(check, "where the service binds its TLS key, too: --bind tls-key=@FILE");
    }
}

static void check_signer(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    if (!evidence->has_inference || evidence->inference.signer.left == 0) {
        (void)check_skip(t->checks, CHECK_BIND_SIGNER, "the document names no signing key");
    } else if (!evidence->has_quote) {
        (void)check_undecided(t->checks, CHECK_BIND_SIGNER, "%s", no_quote);
    } else if (check_algorithm(t, &evidence->inference)) {
        compare_signer(t, &evidence->inference);
    }
}

static bool holds_request_nonce(const struct trial *t, struct binding_match *match)
{
    struct binding_values values = given_values(t);
    values.of[BINDING_NONCE] = t->evidence->inference.nonce;
    return find(t, BINDING_NONCE, &values, match);
}

static void check_request_nonce(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    struct binding_match match;
    if (!evidence->has_inference || evidence->inference.nonce.left == 0) {
        (void)check_skip(t->checks, CHECK_BIND_REQUEST_NONCE, "the document names no nonce");
    } else if (!evidence->has_quote) {
        (void)check_undecided(t->checks, CHECK_BIND_REQUEST_NONCE, "%s", no_quote);
    } else if (holds_request_nonce(t, &match)) {
        pass_match(t, CHECK_BIND_REQUEST_NONCE, &match,
                   t->options->app.bindings[BINDING_NONCE].is_given
                       ? ""
                       : "; only the one who sent the nonce knows whether it is fresh");
    } else {
        (void)fail_match(t, CHECK_BIND_REQUEST_NONCE, evidence->inference.nonce);
    }
}

/* GPU and vTPM */

static uint64_t count_gpus(struct text vm_config)
{
    struct err e;
    uint64_t n = 0;
    AUTO(json_freep)
    struct json *json = vm_config.len == 0 ? NULL : json_parse(text_bytes(vm_config), &e);
    const struct json_value *member = json == NULL ? NULL
                                                   : json_member(json_root(json), "num_gpus");
    return json_uint(member, UINT32_MAX, &n) ? n : 0;
}

static void skip_gpu(struct trial *t)
{
    uint64_t n = count_gpus(t->evidence->vm_config);
    if (n > 0) {
        (void)check_skip(t->checks, CHECK_GPU_EVIDENCE,
                         "no GPU evidence is shown, though vm_config says num_gpus %" PRIu64, n);
    } else {
        (void)check_skip(t->checks, CHECK_GPU_EVIDENCE, "no GPU evidence is shown");
    }
}

/* The nonce that was asked for; or, of older services, Keccak-256 of the signing key, the end of
 * which is its address. */
static bool is_gpu_nonce_right(const struct inference *inference)
{
    struct bytes end = {NULL, 0};
    struct keccak256 digest = keccak256_of(inference->signer);
    return inference->nonce.left == 0 || bytes_equal(inference->nonce, inference->gpu_nonce) ||
           bytes_equal(BYTES_OF(digest.at), inference->gpu_nonce) ||
           (bytes_slice(inference->gpu_nonce, sizeof digest.at - ETH_ADDRESS_SIZE, ETH_ADDRESS_SIZE,
                        &end) &&
            bytes_equal(end, inference->signer));
}

/* Either is in report data as a nonce is: in the second half, or as hex behind app-data. */
static bool is_gpu_nonce_bound(const struct trial *t, const struct inference *inference)
{
    const struct binding_values values = {.of[BINDING_NONCE] = inference->gpu_nonce};
    struct binding_match match;
    return is_gpu_nonce_right(inference) && find(t, BINDING_NONCE, &values, &match);
}

static void check_gpu(struct trial *t)
{
    const struct evidence *evidence = t->evidence;
    const struct inference *inference = &evidence->inference;
    const enum check_id id = CHECK_GPU_EVIDENCE;
    if (!evidence->has_inference || !inference->has_gpu) {
        skip_gpu(t);
    } else if (!evidence->has_quote) {
        (void)check_undecided(t->checks, id, "%s", no_quote);
    } else if (inference->gpu_nonce.left == 0) {
        (void)check_fail(t->checks, id, "the GPU evidence has no nonce that ties it to the quote");
    } else if (!is_gpu_nonce_bound(t, inference)) {
        struct check *check = check_fail(t->checks, id,
                                         "the GPU evidence is for another nonce than the quote");
        check_set_bytes(check, shown(inference->nonce), shown(inference->gpu_nonce));
    } else {
        (void)check_warn(t->checks, id,
                         "its nonce is that of the quote; the GPU's own evidence is not judged");
    }
}

static void check_tpm(struct trial *t)
{
    if (t->evidence->has_vtpm) {
        (void)check_undecided(t->checks, CHECK_TPM_QUOTE,
                              "a vTPM quote is not judged by this version");
    } else {
        (void)check_skip(t->checks, CHECK_TPM_QUOTE, "there is no vTPM quote");
    }
}

void trial_binding(struct trial *t)
{
    check_given(t, BINDING_NONCE, CHECK_BIND_NONCE);
    check_given(t, BINDING_PUBLIC_KEY, CHECK_BIND_PUBLIC_KEY);
    check_given(t, BINDING_ADDRESS, CHECK_BIND_ADDRESS);
    check_given(t, BINDING_TLS_KEY, CHECK_BIND_TLS_KEY);
    check_signer(t);
    check_request_nonce(t);
    check_gpu(t);
    check_tpm(t);
}
