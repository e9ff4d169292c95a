/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <stdio.h>

#include "attest/kms.h"
#include "attest/trial_kms.h"

/* What a key service signed: its keys, those of apps, and the one that variables are encrypted for
 * (dstack specification sections 6 and 15). */

enum {
    ENV_SKEW = 60, /* seconds that a timestamp may be ahead */
    ENV_AGE = 300, /* and how old it may be until that is worth a word */
};

/* kms.bootstrap */

static void compare_bootstrap(struct trial *t, const struct kms_statement *kms)
{
    const enum check_id id = CHECK_KMS_BOOTSTRAP;
    uint8_t expected[64] = {0};
    struct keccak256 digest = kms_bootstrap_digest(kms->bootstrap_ca_key, kms->bootstrap_k256_key);
    struct bytes from = BYTES_OF(digest.at);
    bool ok = bytes_copy(&from, expected, sizeof digest.at);
    struct check *check = check_equal(t->checks, id, BYTES_OF(expected),
                                      quote_report_data(&t->evidence->quote));
    if (!ok || check->result == RESULT_FAIL) {
        check_set(check, RESULT_FAIL, "report data is not that of the two keys");
    } else if (kms->ca_key.left > 0 && !bytes_equal(kms->ca_key, kms->bootstrap_ca_key)) {
        check_set(check, RESULT_FAIL, "ca_cert is of another key than the quote was made for");
    } else if (kms->k256_key.left > 0 && !bytes_equal(kms->k256_key, kms->bootstrap_k256_key)) {
        check_set(check, RESULT_FAIL, "k256_pubkey is another key than the quote was made for");
    } else {
        check_set(check, RESULT_PASS,
                  "report data is that of both root keys; it tells of the machine that made them");
    }
}

static void check_bootstrap(struct trial *t)
{
    const struct kms_statement *kms = t->evidence->kms;
    if (kms == NULL || !kms->has_bootstrap) {
        (void)check_skip(t->checks, CHECK_KMS_BOOTSTRAP, "there is no bootstrap_info");
    } else if (!t->evidence->has_quote) {
        (void)check_skip(t->checks, CHECK_KMS_BOOTSTRAP, "bootstrap_info has no quote");
    } else {
        compare_bootstrap(t, kms);
    }
}

/* What the root key signed */

/* What a chain of signatures is held against. */
struct anchor {
    struct secp256k1_key root;
    struct bytes app_id;
    const char *whose;
};

/* A root key counts when the caller names it or the bootstrap quote was made for it. */
static const char *find_anchor(const struct trial *t, struct anchor *out)
{
    const struct evidence *given = kms_service_of(t);
    const struct kms_statement *kms = given != NULL ? given->kms : NULL;
    out->whose = "the given key service";
    if (kms == NULL || kms->k256_key.left == 0) {
        bool is_bound = t->checks->of[CHECK_KMS_BOOTSTRAP].result == RESULT_PASS;
        kms = is_bound ? t->evidence->kms : NULL;
        out->whose = "the key service that the quote is of";
    }
    if (kms == NULL || !secp256k1_key_parse(kms->k256_key, &out->root)) {
        return "the root key of the key service is not known: give its metadata";
    }
    if (t->app == NULL || t->app->value[APP_KEY_APP_ID].left == 0) {
        return "no event log says which app it is for";
    }
    if (!t->app->is_proved) {
        return kms_log_not_proved;
    }
    out->app_id = t->app->value[APP_KEY_APP_ID];
    return NULL;
}

static bool is_same_key(const struct secp256k1_key *a, const struct secp256k1_key *b)
{
    return bytes_equal(BYTES_OF(a->at), BYTES_OF(b->at));
}

/* "key 2 (receipt)" */
static const char *name_key(const struct kms_statement *kms, size_t index, char out[CHECK_ID])
{
    const struct text role = kms->keys[index].role;
    if (role.len > 0) {
        (void)snprintf(out, CHECK_ID, "key %zu (%.*s)", index + 1, TEXT_ARG(role));
    } else {
        (void)snprintf(out, CHECK_ID, "key %zu", index + 1);
    }
    return out;
}

/* Both links at once: which of them is wrong cannot be told from a root that is another one. */
static void follow_chains(struct trial *t, const struct kms_statement *kms,
                          const struct anchor *anchor)
{
    char name[CHECK_ID];
    for (size_t i = 0; i < kms->n_keys; i++) {
        struct secp256k1_key app_key;
        struct secp256k1_key root;
        if (kms_recover_app_key(&kms->keys[i], &app_key) &&
            kms_recover_root(&kms->keys[i], anchor->app_id, &app_key, &root) &&
            is_same_key(&root, &anchor->root)) {
            continue;
        }
        (void)check_fail(t->checks, CHECK_KMS_APP_KEY,
                         "the signatures under %s do not lead to the root key of %s",
                         name_key(kms, i, name), anchor->whose);
        (void)check_undecided(t->checks, CHECK_KMS_DERIVED_KEY, "see kms.app_key: %s", name);
        return;
    }
    (void)check_pass(t->checks, CHECK_KMS_APP_KEY, "by the root key of %s, for this app id",
                     anchor->whose);
    (void)check_pass(t->checks, CHECK_KMS_DERIVED_KEY, "%zu key%s", kms->n_keys,
                     kms->n_keys == 1 ? "" : "s");
}

static void skip_chains(struct trial *t, const char *why)
{
    (void)check_skip(t->checks, CHECK_KMS_APP_KEY, "%s", why);
    (void)check_skip(t->checks, CHECK_KMS_DERIVED_KEY, "%s", why);
}

static const struct kms_key *find_untold(const struct kms_statement *kms)
{
    for (size_t i = 0; i < kms->n_keys; i++) {
        if (kms->keys[i].public_key.left == 0 || kms->keys[i].purpose.at == NULL) {
            return &kms->keys[i];
        }
    }
    return NULL;
}

static void check_chains(struct trial *t)
{
    const struct kms_statement *kms = t->evidence->kms;
    struct anchor anchor;
    if (kms == NULL || kms->n_keys == 0) {
        skip_chains(t, "there is no chain of signatures");
        return;
    }
    const struct kms_key *untold = find_untold(kms);
    const char *missing = find_anchor(t, &anchor);
    if (untold != NULL) {
        skip_chains(t, untold->public_key.left == 0 ? "the public key that was signed is not told"
                                                    : "the purpose that was signed is not told");
    } else if (missing != NULL) {
        skip_chains(t, missing);
    } else {
        follow_chains(t, kms, &anchor);
    }
}

/* kms.env_key */

static const struct kms_statement *find_env_key(const struct trial *t)
{
    const struct evidence *service = kms_service_of(t);
    if (t->evidence->kms != NULL && t->evidence->kms->env_key.left > 0) {
        return t->evidence->kms;
    }
    return service != NULL && service->kms != NULL && service->kms->env_key.left > 0 ? service->kms
                                                                                     : NULL;
}

static bool is_env_key_signed(const struct kms_statement *kms, const struct anchor *anchor,
                              enum kms_env_form form)
{
    struct secp256k1_key root;
    return kms_recover_env_root(kms, anchor->app_id, form, &root) &&
           is_same_key(&root, &anchor->root);
}

static void judge_time(struct trial *t, const struct kms_statement *kms)
{
    const enum check_id id = CHECK_KMS_ENV_KEY;
    uint64_t now = t->options->at > 0 ? (uint64_t)t->options->at : 0;
    if (kms->timestamp > now + ENV_SKEW) {
        (void)check_fail(t->checks, id, "signed %" PRIu64 " seconds after the instant of judging",
                         kms->timestamp - now);
    } else if (now > kms->timestamp + ENV_AGE) {
        (void)check_warn(t->checks, id, "signed, %" PRIu64 " seconds before the instant of judging",
                         now - kms->timestamp);
    } else {
        (void)check_pass(t->checks, id, "signed, with its time");
    }
}

static void judge_env_key(struct trial *t, const struct kms_statement *kms,
                          const struct anchor *anchor)
{
    const enum check_id id = CHECK_KMS_ENV_KEY;
    bool has_plain = kms->env_signature.left > 0;
    bool has_timed = kms->env_signature_v1.left > 0;
    if (has_plain && !is_env_key_signed(kms, anchor, KMS_ENV_PLAIN)) {
        (void)check_fail(t->checks, id, "'signature' is not by the root key of %s for this app",
                         anchor->whose);
    } else if (has_timed && !is_env_key_signed(kms, anchor, KMS_ENV_TIMED)) {
        (void)check_fail(t->checks, id, "'signature_v1' is not by the root key of %s for this app",
                         anchor->whose);
    } else if (has_timed) {
        judge_time(t, kms);
    } else {
        (void)check_pass(t->checks, id, "signed, in the form without a time");
    }
}

static void check_env_key(struct trial *t)
{
    const struct kms_statement *kms = find_env_key(t);
    struct anchor anchor;
    const char *missing = find_anchor(t, &anchor);
    if (kms == NULL) {
        (void)check_skip(t->checks, CHECK_KMS_ENV_KEY, "there is no key for variables");
    } else if (missing != NULL) {
        (void)check_skip(t->checks, CHECK_KMS_ENV_KEY, "%s", missing);
    } else {
        judge_env_key(t, kms, &anchor);
    }
}

void trial_kms_keys(struct trial *t)
{
    check_bootstrap(t);
    check_chains(t);
    check_env_key(t);
}
