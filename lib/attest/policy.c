/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/dstack.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* What has to hold beyond the platform: attributes, report data and expectations (specification
 * sections 10 and 16). */

enum td_attribute { TD_BIT_DEBUG = 0, TD_BIT_SEPT_VE_DISABLE = 28, TD_BIT_MIGRATABLE = 29 };

static const char *const td_attribute_names[64] = {[TD_BIT_DEBUG] = "DEBUG",
                                                   [TD_BIT_SEPT_VE_DISABLE] = "SEPT_VE_DISABLE",
#define X(bit, name) [bit] = (name),
                                                   TD_ATTRIBUTES(X)
#undef X
};

#define BIT(n)     ((uint64_t)1 << (n))
#define TD_ALLOWED (BIT(TD_BIT_SEPT_VE_DISABLE) | BIT(30) | BIT(31))

const char *td_attribute_name(unsigned bit)
{
    return bit < COUNT(td_attribute_names) ? td_attribute_names[bit] : NULL;
}

bool td_attribute_parse(struct text name, uint64_t *bit)
{
    for (unsigned i = TD_BIT_DEBUG + 1; i < COUNT(td_attribute_names); i++) {
        const char *known = td_attribute_names[i];
        if (known != NULL && text_equal_ignoring_case(name, text_of(known))) {
            *bit = BIT(i);
            return true;
        }
    }
    return false;
}

static void check_debug(struct appraisal *a, enum check_id own, enum check_id other)
{
    if (quote_is_debug(a->quote)) {
        (void)check_fail(a->checks, own, "the host can read its memory");
    } else {
        (void)check_pass(a->checks, own, "the DEBUG attribute is clear");
    }
    (void)check_skip(a->checks, other, "the evidence is of %s",
                     a->quote->tee == TEE_TDX ? "TDX" : "SGX");
}

static unsigned lowest_bit(uint64_t of)
{
    unsigned bit = 0;
    while ((of >> bit & 1) == 0) {
        bit++;
    }
    return bit;
}

static void fail_attribute(struct check *check, unsigned bit)
{
    const char *name = td_attribute_name(bit);
    if (name == NULL) {
        check_set(check, RESULT_FAIL, "reserved bit %u is set", bit);
        return;
    }
    check_set(check, RESULT_FAIL, "%s (bit %u) is set%s", name, bit,
              bit == TD_BIT_MIGRATABLE ? ": the TD may be migrated" : "");
    check_set_hint(check, "to accept it: --allow-td-attribute %s", name);
}

static void check_td_attributes(struct appraisal *a)
{
    struct check *check = &a->checks->of[CHECK_TD_ATTRIBUTES_POLICY];
    struct bytes field = a->quote->td[TD_ATTRIBUTES];
    uint64_t set = 0;
    if (!bytes_u64le(&field, &set)) {
        return;
    }
    uint64_t allowed = TD_ALLOWED | a->options->allow_td_attributes;
    uint64_t refused = set & ~allowed & ~BIT(TD_BIT_DEBUG); /* td.debug tells of that one */
    if ((set & BIT(TD_BIT_SEPT_VE_DISABLE)) == 0) {
        check_set(check, RESULT_FAIL, "SEPT_VE_DISABLE (bit %d) is clear: the host can inject #VE",
                  TD_BIT_SEPT_VE_DISABLE);
    } else if (refused != 0) {
        fail_attribute(check, lowest_bit(refused));
    } else {
        check_set(check, RESULT_PASS, "%016" PRIx64, set);
    }
}

static void check_service_td(struct appraisal *a)
{
    if (a->quote->body != BODY_TD_15) {
        (void)check_skip(a->checks, CHECK_TD_SERVICE_TD, "a TD report 1.0 does not name one");
        return;
    }
    uint8_t none[48] = {0};
    struct check *check = check_equal(a->checks, CHECK_TD_SERVICE_TD, BYTES_OF(none),
                                      a->quote->td[TD_MR_SERVICE_TD]);
    if (check->result == RESULT_FAIL) {
        check_set(check, RESULT_FAIL, "a service TD is bound: it may migrate the TD");
    }
}

static void check_td(struct appraisal *a)
{
    if (a->quote->tee == TEE_TDX) {
        check_debug(a, CHECK_TD_DEBUG, CHECK_ENCLAVE_DEBUG);
        check_td_attributes(a);
        check_service_td(a);
        return;
    }
    check_debug(a, CHECK_ENCLAVE_DEBUG, CHECK_TD_DEBUG);
    (void)check_skip(a->checks, CHECK_TD_ATTRIBUTES_POLICY, "the evidence is of SGX");
    (void)check_skip(a->checks, CHECK_TD_SERVICE_TD, "the evidence is of SGX");
}

/* The whole of it with a zero tail, or its first bytes. */
static void check_report_data(struct appraisal *a)
{
    const struct expected_report_data *given = &a->options->report_data;
    struct bytes whole = quote_report_data(a->quote);
    if (!given->is_given) {
        (void)check_skip(a->checks, CHECK_REPORT_DATA, "no report data was asked for");
        return;
    }
    size_t compared = given->is_whole ? whole.left : given->size;
    uint8_t wanted[sizeof given->value] = {0};
    assert(given->size <= sizeof wanted && compared <= whole.left);
    memcpy(wanted, given->value, given->size);
    struct check *check = check_equal(a->checks, CHECK_REPORT_DATA, bytes_of(wanted, compared),
                                      bytes_of(whole.at, compared));
    if (compared < whole.left) {
        check_set(check, check->result, "%s; the last %zu bytes were not compared",
                  check->result == RESULT_PASS ? "equal" : "differs", whole.left - compared);
    } else if (check->result == RESULT_FAIL) {
        check_set(check, RESULT_FAIL, "differs: the quote was not made for this report data");
    }
}

/* The field or value of that name; else the outcome is set: a failure where there can be none. */
static bool find_actual(const struct report *report, struct text key, struct bytes *actual,
                        struct check *check)
{
    const struct quote *quote = report->quote;
    enum app_key of_app = app_key_find(key);
    const char *of = quote->body == BODY_TD_10 ? "TDX (TD report 1.0)" : "TDX";
    if (quote_field(quote, key, actual) && actual->left > 0) {
        return true;
    }
    if (of_app == APP_KEY_COUNT || quote->tee != TEE_TDX) {
        check_set(check, RESULT_FAIL, "this quote is of %s and has no %.*s",
                  quote->tee == TEE_TDX ? of : "SGX", TEXT_ARG(key));
        return false;
    }
    struct reason reason = app_unproved(report);
    if (reason.detail != NULL) {
        check_set(check, RESULT_UNDECIDED, "%s", reason.detail);
        check_set_hint(check, "%s", reason.hint != NULL ? reason.hint : "");
        return false;
    }
    *actual = report->app->value[of_app];
    if (bytes_end(*actual)) {
        check_set(check, RESULT_FAIL, "the event log names no %.*s", TEXT_ARG(key));
    }
    return !bytes_end(*actual);
}

static void check_expectation(const struct report *report, const struct expectation *expected,
                              struct check *check)
{
    struct bytes actual = {NULL, 0};
    check_start(check, CHECK_EXPECTATION);
    (void)snprintf(check->name, sizeof check->name, "expect.%.*s", TEXT_ARG(expected->key));
    if (report->quote == NULL) {
        check_set(check, RESULT_UNDECIDED, "the evidence has no quote");
        return;
    }
    if (!find_actual(report, expected->key, &actual, check)) {
        return;
    }
    if (expectation_accepts(expected, actual)) {
        check_set(check, RESULT_PASS, "as expected");
        check_set_bytes(check, actual, actual);
        return;
    }
    if (expected->n_others > 0) {
        check_set(check, RESULT_FAIL, "none of the %zu values that were expected",
                  expected->n_others + 1);
    } else {
        check_set(check, RESULT_FAIL, "not what was expected");
    }
    check_set_bytes(check, bytes_of(expected->value, expected->size), actual);
}

/* These say what runs inside; report data and the others do not. */
static bool is_identity(struct text key)
{
    static const char *const keys[] = {"mrtd",  "rtmr0",     "rtmr1",    "rtmr2",
                                       "rtmr3", "mrenclave", "mrsigner", "mr_config_id"};
    enum app_key of_app = app_key_find(key);
    for (size_t i = 0; i < COUNT(keys); i++) {
        if (text_is(key, keys[i])) {
            return true;
        }
    }
    return of_app != APP_KEY_COUNT && of_app != APP_KEY_DEVICE_ID;
}

static bool was_compared(const struct report *report, enum check_id id)
{
    enum check_result result = report->checks.of[id].result;
    return result == RESULT_PASS || result == RESULT_FAIL;
}

/* Files that were compared count as an expectation does. */
static size_t count_identities(const struct appraise_options *options, const struct report *report)
{
    size_t n = 0;
    for (size_t i = 0; i < options->n_expectations; i++) {
        n += is_identity(options->expectations[i].key) ? 1 : 0;
    }
    return n + (was_compared(report, CHECK_APP_FILE) ? 1 : 0) +
           (was_compared(report, CHECK_APP_COMPOSE) ? 1 : 0);
}

static void check_identity(const struct appraise_options *options, struct report *report)
{
    size_t n = count_identities(options, report);
    if (n > 0) {
        (void)check_pass(&report->checks, CHECK_IDENTITY, "%zu compared", n);
    } else if (options->hardware_only) {
        (void)check_skip(&report->checks, CHECK_IDENTITY, "only the hardware was asked for");
    } else {
        struct check *check = check_undecided(&report->checks, CHECK_IDENTITY,
                                              "nothing was compared");
        if (report->quote != NULL) {
            check_set_hint(check,
                           "say what has to run inside: --expect %s=HEX; or ask for the platform "
                           "alone: --hardware-only",
                           report->quote->tee == TEE_SGX ? "mrenclave" : "mrtd");
        }
    }
}

void policy_appraise(struct appraisal *a)
{
    check_td(a);
    check_report_data(a);
}

void expectations_appraise(const struct appraise_options *options, struct report *out)
{
    check_identity(options, out);
    assert(options->n_expectations <= LIMIT_EXPECTATIONS);
    out->n_expectations = options->n_expectations;
    for (size_t i = 0; i < options->n_expectations; i++) {
        check_expectation(out, &options->expectations[i], &out->expectations[i]);
    }
}
