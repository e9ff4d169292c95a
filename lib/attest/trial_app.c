/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/trial_app.h"

#include "compose/compose_hash.h"

/* The app-compose and what it names, against what was measured (specification section 4). */

/* A log that was handed in beside a quote may be of a machine without dstack. */
static bool is_of_another_machine(const struct trial *t)
{
    return t->evidence->kind == EVIDENCE_TDX_QUOTE && t->evidence->has_log && t->app == NULL;
}

void app_cannot_tell(struct trial *t, enum check_id id)
{
    const struct evidence *evidence = t->evidence;
    struct check *check = &t->checks->of[id];
    struct reason reason = app_unproved(t->report);
    if (evidence->has_quote && evidence->quote.tee == TEE_SGX) {
        check_set(check, RESULT_FAIL, "the evidence is of SGX, which measures no app-compose");
        return;
    }
    bool is_asked = id == CHECK_APP_FILE || id == CHECK_APP_COMPOSE;
    bool is_skipped = is_of_another_machine(t) && !is_asked;
    check_set(check, is_skipped ? RESULT_SKIP : RESULT_UNDECIDED, "%s", reason.detail);
    check_set_hint(check, "%s", reason.hint != NULL ? reason.hint : "");
}

static void check_hash(struct trial *t, enum check_id id, struct text text)
{
    if (app_unproved(t->report).detail != NULL) {
        app_cannot_tell(t, id);
        return;
    }
    struct sha256 hash = sha256_of(text_bytes(text));
    struct check *check = check_equal(t->checks, id, t->app->value[APP_KEY_COMPOSE_HASH],
                                      BYTES_OF(hash.at));
    if (check->result == RESULT_PASS) {
        check_set(check, RESULT_PASS, "%zu bytes", text.len);
        return;
    }
    check_set(check, RESULT_FAIL, "another app-compose was measured");
    struct sha256 measured;
    struct bytes from = t->app->value[APP_KEY_COMPOSE_HASH];
    const char *form = bytes_copy(&from, measured.at, sizeof measured.at)
                           ? compose_hash_hint(text_bytes(text), &measured)
                           : NULL;
    if (form != NULL) {
        check_set_hint(check, "what was measured is the hash of the file %s", form);
    }
}

static void check_composes(struct trial *t)
{
    const struct app_options *asked = &t->options->app;
    if (t->evidence->app_compose.at == NULL) {
        (void)check_skip(t->checks, CHECK_APP_COMPOSE_HASH, "the evidence has no app-compose");
    } else {
        check_hash(t, CHECK_APP_COMPOSE_HASH, t->evidence->app_compose);
    }
    if (asked->app_compose.at == NULL) {
        (void)check_skip(t->checks, CHECK_APP_FILE, "no app-compose file was given");
    } else {
        check_hash(t, CHECK_APP_FILE, asked->app_compose);
    }
}

struct text app_measured_compose(const struct trial *t)
{
    if (t->checks->of[CHECK_APP_FILE].result == RESULT_PASS) {
        return t->options->app.app_compose;
    }
    bool is_in_evidence = t->checks->of[CHECK_APP_COMPOSE_HASH].result == RESULT_PASS;
    return is_in_evidence ? t->evidence->app_compose : (struct text){NULL, 0};
}

static bool is_app_id_expected(const struct trial *t)
{
    for (size_t i = 0; i < t->options->n_expectations; i++) {
        const struct expectation *expected = &t->options->expectations[i];
        if (text_is(expected->key, app_key_word(APP_KEY_APP_ID)) &&
            expectation_accepts(expected, t->app->value[APP_KEY_APP_ID])) {
            return true;
        }
    }
    return false;
}

static void check_app_id(struct trial *t)
{
    if (app_unproved(t->report).detail != NULL) {
        app_cannot_tell(t, CHECK_APP_ID);
        return;
    }
    struct bytes app_id = t->app->value[APP_KEY_APP_ID];
    struct bytes hash = t->app->value[APP_KEY_COMPOSE_HASH];
    hash.left = app_id.left;
    if (bytes_equal(app_id, hash)) {
        (void)check_pass(t->checks, CHECK_APP_ID, "derived from the compose hash");
    } else if (is_app_id_expected(t)) {
        (void)check_pass(t->checks, CHECK_APP_ID, "an address, and the one that was expected");
    } else if (text_is(t->app->key_provider, "kms")) {
        struct check *check = check_warn(t->checks, CHECK_APP_ID,
                                         "an address: which contract allowed this app is not "
                                         "known offline");
        check_set_hint(check, "to name the one that has to be: --expect app_id=HEX");
    } else {
        (void)check_warn(t->checks, CHECK_APP_ID,
                         "chosen by who deployed it: it does not follow from the app-compose");
    }
}

void trial_app(struct trial *t)
{
    check_composes(t);
    check_app_id(t);
    trial_mr_config(t);
    trial_compose(t);
}
