/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "attest/aggregated.h"
#include "attest/dstack.h"
#include "attest/kms.h"
#include "attest/trial_kms.h"
#include "base/hex.h"
#include "crypto/cert.h"
#include "crypto/certificate_view.h"
#include "crypto/spki.h"

/* The key service behind an app: what the event log proves of it (dstack specification sections 5
 * and 15). */

enum { KEY_MAX = 512 };

static const char no_log[] = "there is no event log";
const char kms_log_not_proved[] = "the event log is not proved: see log.rtmr3";

static bool is_kms(const struct app *app)
{
    return text_is(app->key_provider, "kms");
}

const struct evidence *kms_service_of(const struct trial *t)
{
    if (t->options->app.kms != NULL) {
        return t->options->app.kms;
    }
    for (size_t i = 0; i < t->evidence->n_parts; i++) {
        if (t->evidence->parts[i].role == PART_KMS) {
            return &t->evidence->parts[i].evidence;
        }
    }
    return NULL;
}

/* What the service was found to be when its own quote was judged; NULL: it was not. */
static const struct report *report_of(const struct trial *t, const struct evidence *service)
{
    for (size_t i = 0; i < t->report->n_parts; i++) {
        if (&t->report->parts[i].part->evidence == service) {
            return t->report->parts[i].report;
        }
    }
    return NULL;
}

/* kms.provider */

/* Keys are longer than a report's values: their sha256 stands for them. */
static void compare_keys(struct trial *t, struct bytes expected, struct bytes actual,
                         const char *what)
{
    struct sha256 expected_hash = sha256_of(expected);
    struct sha256 actual_hash = sha256_of(actual);
    struct check *check = check_equal(t->checks, CHECK_KMS_PROVIDER, BYTES_OF(expected_hash.at),
                                      BYTES_OF(actual_hash.at));
    check_set(check, bytes_equal(expected, actual) ? RESULT_PASS : RESULT_FAIL,
              "the measured key provider is %s%s (sha256 of the key)",
              bytes_equal(expected, actual) ? "" : "not ", what);
}

static bool provider_id(const struct app *app, uint8_t room[KEY_MAX], struct bytes *out)
{
    size_t n = app->key_provider_id.len / 2;
    if (n == 0 || n > KEY_MAX || !hex_decode(app->key_provider_id, room, n)) {
        return false;
    }
    *out = bytes_of(room, n);
    return true;
}

static bool last_certificate(const struct evidence *evidence, struct certificate_view *out)
{
    struct err e;
    size_t n = evidence->n_certificates;
    return n > 0 && certificate_view_parse(evidence->certificates[n - 1], out, &e);
}

/* A chain that leaves its root out ends in a certificate that the root issued. */
static void judge_issuer(struct trial *t, const struct certificate_view *last, struct bytes id)
{
    const enum check_id check = CHECK_KMS_PROVIDER;
    const struct signature_check *signatures = t->options->signatures;
    struct certificate_view root = {.has_p256_key = true};
    struct bytes algorithm = last->algorithm;
    if (!cert_is_ecdsa_sha256(&algorithm) || !spki_p256(&id, &root.key) || !bytes_end(id)) {
        (void)check_undecided(t->checks, check,
                              "the root of the certificates is not among them, and signatures "
                              "other than by ECDSA with P-256 and SHA-256 are not judged here");
    } else if (certificate_view_is_signed_by(
                   last, &root, signatures != NULL ? signatures : &signature_check_plain)) {
        (void)check_pass(t->checks, check, "the measured key provider issued the last certificate");
    } else {
        (void)check_fail(t->checks, check,
                         "the measured key provider did not issue the last certificate");
    }
}

/* What the certificates say of the key. One that stands alone may be issued by another CA, which
 * the root issued: it says nothing. */
static void judge_certificates(struct trial *t, struct bytes id)
{
    const enum check_id check = CHECK_KMS_PROVIDER;
    struct certificate_view last;
    bool is_there = last_certificate(t->evidence, &last);
    if (is_there && bytes_equal(last.issuer, last.subject)) {
        compare_keys(t, last.spki, id, "the root of the certificates");
    } else if (is_there && t->evidence->n_certificates > 1) {
        judge_issuer(t, &last, id);
    } else {
        (void)check_skip(t->checks, check,
                         "no root certificate of the key service is there to compare with");
    }
}

static void compare_provider(struct trial *t, struct bytes id)
{
    const struct evidence *service = kms_service_of(t);
    struct bytes of_service = service != NULL && service->kms != NULL ? service->kms->ca_key
                                                                      : bytes_of(NULL, 0);
    judge_certificates(t, id);
    enum check_result result = t->checks->of[CHECK_KMS_PROVIDER].result;
    if (of_service.left > 0 && (result == RESULT_PASS || result == RESULT_SKIP)) {
        compare_keys(t, of_service, id, "the root of the key service");
    }
}

static void check_provider(struct trial *t)
{
    const enum check_id id = CHECK_KMS_PROVIDER;
    uint8_t room[KEY_MAX];
    struct bytes key;
    if (t->app == NULL) {
        (void)check_skip(t->checks, id, "%s", no_log);
    } else if (t->app->key_provider.len == 0) {
        (void)check_skip(t->checks, id, "the event log names no key provider");
    } else if (!is_kms(t->app)) {
        (void)check_skip(t->checks, id, "the key provider is '%.*s', which has no certificate",
                         TEXT_ARG(t->app->key_provider));
    } else if (!t->app->is_proved) {
        (void)check_undecided(t->checks, id, "%s", kms_log_not_proved);
    } else if (!provider_id(t->app, room, &key)) {
        (void)check_fail(t->checks, id, "the measured id of the key service is no key");
    } else {
        compare_provider(t, key);
    }
}

/* kms.root */

static bool is_accepted(const struct app_options *asked, struct bytes key)
{
    for (size_t i = 0; i < asked->n_kms_roots; i++) {
        if (bytes_equal(asked->kms_roots[i], key)) {
            return true;
        }
    }
    return asked->n_kms_roots == 0;
}

static void compare_asked(struct trial *t, const struct app_options *asked)
{
    const enum check_id id = CHECK_KMS_ROOT;
    char name[CHECK_VALUE];
    char measured[CHECK_VALUE];
    uint8_t room[KEY_MAX];
    struct bytes key = {NULL, 0};
    (void)snprintf(name, sizeof name, "%.*s", TEXT_ARG(asked->key_provider));
    (void)snprintf(measured, sizeof measured, "%.*s", TEXT_ARG(t->app->key_provider));
    if (asked->key_provider.len > 0 && !text_equal(asked->key_provider, t->app->key_provider)) {
        struct check *check = check_fail(t->checks, id, "another kind of key provider");
        check_set_values(check, name, measured);
        return;
    }
    (void)provider_id(t->app, room, &key);
    if (is_accepted(asked, key)) {
        (void)check_pass(t->checks, id, "'%s'%s", measured,
                         asked->n_kms_roots > 0 ? " with a key that was asked for" : "");
        return;
    }
    struct sha256 hash = sha256_of(key);
    struct sha256 first = sha256_of(asked->kms_roots[0]);
    struct check *check = check_fail(t->checks, id,
                                     "its key is none of those that were asked for (sha256)");
    check_set_bytes(check, BYTES_OF(first.at), BYTES_OF(hash.at));
}

static void check_root(struct trial *t)
{
    const struct app_options *asked = &t->options->app;
    if (asked->key_provider.len == 0 && asked->n_kms_roots == 0) {
        (void)check_skip(t->checks, CHECK_KMS_ROOT, "no key provider was asked for");
    } else if (t->app == NULL) {
        (void)check_undecided(t->checks, CHECK_KMS_ROOT, "%s", no_log);
    } else if (!t->app->is_proved) {
        (void)check_undecided(t->checks, CHECK_KMS_ROOT, "%s", kms_log_not_proved);
    } else {
        compare_asked(t, asked);
    }
}

/* kms.mr_kms */

static void compare_machine(struct trial *t, const struct evidence *service)
{
    const enum check_id id = CHECK_KMS_MR;
    struct sha256 machine = mr_aggregated_of(&service->quote, service->quote.td[TD_RTMR3]);
    struct check *check = check_equal(t->checks, id, t->app->value[APP_KEY_MR_KMS],
                                      BYTES_OF(machine.at));
    const struct report *report = report_of(t, service);
    bool is_bootstrap = service->kms != NULL && service->kms->has_bootstrap;
    if (check->result == RESULT_FAIL && is_bootstrap) {
        check_set(check, RESULT_WARN,
                  "another machine released the keys than made them: it is a replica, or newer");
    } else if (check->result == RESULT_FAIL) {
        check_set(check, RESULT_FAIL, "another machine than the given one released the keys");
    } else if (report == NULL) {
        check_set(check, RESULT_UNDECIDED, "equal, but its quote was not judged");
    } else if (report->verdict != VERDICT_VERIFIED) {
        check_set(check, RESULT_UNDECIDED, "equal, but the machine itself is %s",
                  verdict_word(report->verdict));
    } else {
        check_set(check, RESULT_PASS,
                  "mr_aggregated of the key service, whose own verdict stands under its part");
    }
}

static void check_machine(struct trial *t)
{
    const enum check_id id = CHECK_KMS_MR;
    const struct evidence *service = kms_service_of(t);
    if (service == NULL) {
        (void)check_skip(t->checks, id, "no attestation of the key service was given");
    } else if (!service->has_quote || service->quote.tee != TEE_TDX) {
        (void)check_skip(t->checks, id, "what was given of the key service has no TDX quote");
    } else if (t->app == NULL) {
        (void)check_skip(t->checks, id, "%s", no_log);
    } else if (t->app->value[APP_KEY_MR_KMS].left == 0) {
        (void)check_skip(t->checks, id, "the event log does not name the key service's machine");
    } else if (!t->app->is_proved) {
        (void)check_undecided(t->checks, id, "%s", kms_log_not_proved);
    } else {
        compare_machine(t, service);
    }
}

void trial_kms(struct trial *t)
{
    check_provider(t);
    check_root(t);
    check_machine(t);
    trial_kms_keys(t);
}
