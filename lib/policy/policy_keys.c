/* SPDX-License-Identifier: Apache-2.0 */
#include "policy/policy_keys.h"

#include <stdarg.h>
#include <stdio.h>

#include "attest/quote/layout.h"

static const char one_hex[] = "hex in quotes, or a list of those";
static const char one_flag[] = "true or false";

#define EXPECTED(section, name, meaning)                                                           \
    {(section), (name), one_hex, (meaning), policy_read_expectation, CHECK_EXPECTATION, 0}

const struct policy_key policy_keys[POLICY_KEYS] = {
    {NULL, "version", "1", "the form of this file", policy_read_version, CHECK_NONE, 0},
    {NULL, "hardware_only", one_flag, "the platform alone is asked for, not what runs on it",
     policy_read_flag, CHECK_IDENTITY, POLICY_FLAG_HARDWARE_ONLY},

    {"tcb", "allow", "a TCB status in quotes, or a list of those",
     "TCB statuses that are accepted beside UpToDate", policy_read_statuses, CHECK_TCB_STATUS, 0},
    {"tcb", "advisories", "an advisory's id in quotes, or a list of those",
     "advisories that are accepted, and no other", policy_read_advisories, CHECK_TCB_ADVISORIES, 0},
    {"tcb", "min_date", "a date like 2025-01-01, without quotes",
     "the TCB level is of that date or a later one", policy_read_date, CHECK_TCB_DATE, 0},
    {"tcb", "min_evaluation_data_number", "a number",
     "the collateral is of that TCB evaluation or a later one", policy_read_evaluation,
     CHECK_TCB_EVALUATION, 0},

    {"td", "allow_attributes", "the name of a TD attribute in quotes, or a list of those",
     "TD attributes that are accepted beside the usual ones", policy_read_attributes,
     CHECK_TD_ATTRIBUTES_POLICY, 0},

    EXPECTED("measurements", NULL, "the field of the quote is that, or one of those"),

    EXPECTED("app", "app_id", "the app is that, or one of those"),
    EXPECTED("app", "compose_hash", "the app-compose that was measured has that hash"),
    EXPECTED("app", "instance_id", "the instance is that, or one of those"),
    EXPECTED("app", "device_id", "the machine is that, or one of those"),
    EXPECTED("app", "mr_aggregated", "all measurements together are those"),
    EXPECTED("app", "mr_system", "the measurements of the system together are those"),
    {"app", "pinned_images", one_flag, "every image is named by its digest", policy_read_flag,
     CHECK_APP_IMAGES, POLICY_FLAG_IMAGES},
    {"app", "public_logs", one_flag, "logs and system information are not public", policy_read_flag,
     CHECK_APP_LOGS, POLICY_FLAG_PRIVATE},
    {"app", "privileged", one_flag, "no container has the rights of the machine", policy_read_flag,
     CHECK_APP_PRIVILEGED, POLICY_FLAG_UNPRIVILEGED},

    EXPECTED("os", "os_image_hash", "the OS image is that, or one of those"),
    EXPECTED("os", "rootfs_hash", "the root file system is that, or one of those"),
    {"os", "development", one_flag, "the OS image is not for development", policy_read_flag,
     CHECK_OS_DEVELOPMENT, POLICY_FLAG_PRODUCTION},
    {"os", "reference", one_flag, "the OS was compared with a reference, which has to be given",
     policy_read_flag, CHECK_OS_IDENTITY, POLICY_FLAG_REFERENCE},

    {"kms", "key_provider", "\"kms\", \"local-sgx\", \"tpm\" or \"none\"",
     "the kind of service that the app has its keys from", policy_read_provider, CHECK_KMS_ROOT, 0},
    {"kms", "root", one_hex,
     "the key of the key service (SubjectPublicKeyInfo) is that, or one of those",
     policy_read_roots, CHECK_KMS_ROOT, 0},
    EXPECTED("kms", "mr_kms", "the measurements of the key service are those"),
    EXPECTED("kms", "mr_key_provider", "the key provider that was measured has that hash"),

    {"binding", "report_data", "hex of 1 to 64 bytes in quotes", "report data is that, then zero",
     policy_read_report_data, CHECK_REPORT_DATA, 0},
    {"binding", "public_key", "hex in quotes", "report data holds that public key",
     policy_read_binding, CHECK_BIND_PUBLIC_KEY, BINDING_PUBLIC_KEY},
    {"binding", "address", "hex in quotes", "report data holds that address", policy_read_binding,
     CHECK_BIND_ADDRESS, BINDING_ADDRESS},
    {"binding", "tls_key", "hex in quotes", "report data holds that TLS key", policy_read_binding,
     CHECK_BIND_TLS_KEY, BINDING_TLS_KEY},
    {"binding", "nonce_required", one_flag, "a nonce or report data has to be given at each use",
     policy_read_flag, CHECK_BIND_NONCE, POLICY_FLAG_NONCE},
};

static bool is_of(const struct policy_key *key, struct text section)
{
    return key->section == NULL ? section.len == 0 : text_is(section, key->section);
}

static bool is_measurement(struct text name)
{
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        if (policy_keys[i].name != NULL && text_is(name, policy_keys[i].name)) {
            /* Report data is a field of the body, too, and has its own key. */
            return false;
        }
    }
    return expectation_size(name) > 0;
}

const struct policy_key *policy_key_find(struct text section, struct text name)
{
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        const struct policy_key *key = &policy_keys[i];
        bool is_it = key->name == NULL ? is_measurement(name) : text_is(name, key->name);
        if (is_it && is_of(key, section)) {
            return key;
        }
    }
    return NULL;
}

bool policy_section_is_known(struct text name)
{
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        if (policy_keys[i].section != NULL && text_is(name, policy_keys[i].section)) {
            return true;
        }
    }
    return false;
}

bool policy_fault(struct err *e, struct toml_place place, const char *format, ...)
{
    char fault[sizeof e->text];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(fault, sizeof fault, format, args);
    va_end(args);
    return err_set(e, ERR_MALFORMED, "line %zu, column %zu: %.260s", place.line, place.column,
                   fault);
}

bool policy_suggest(struct err *e, struct text word, const char *const *words, size_t n)
{
    enum { FAR = 4 };
    const char *nearest = NULL;
    size_t best = word.len < FAR ? word.len : FAR;
    for (size_t i = 0; i < n; i++) {
        size_t distance = text_distance(word, text_of(words[i]), FAR);
        if (distance < best) {
            nearest = words[i];
            best = distance;
        }
    }
    return nearest != NULL && err_hint(e, "did you mean %s?", nearest);
}

bool policy_suggest_section(struct err *e, struct text name)
{
    const char *words[POLICY_KEYS];
    size_t n = 0;
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        if (policy_keys[i].section != NULL) {
            words[n++] = policy_keys[i].section;
        }
    }
    return policy_suggest(e, name, words, n);
}

/* The section that has a key of exactly that name; NULL when none has. */
static const char *section_of(struct text name)
{
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        const struct policy_key *key = &policy_keys[i];
        if (key->section != NULL && policy_key_find(text_of(key->section), name) == key) {
            return key->section;
        }
    }
    return NULL;
}

static size_t list_fields(const struct layout_field *fields, size_t n, const char **out)
{
    size_t named = 0;
    for (size_t i = 0; i < n; i++) {
        if (fields[i].name != NULL && is_measurement(text_of(fields[i].name))) {
            out[named++] = fields[i].name;
        }
    }
    return named;
}

bool policy_suggest_key(struct err *e, struct text section, struct text name)
{
    const char *words[(size_t)POLICY_KEYS + TD_FIELDS + SGX_FIELDS];
    size_t n = 0;
    const char *other = section_of(name);
    if (other != NULL) {
        return err_hint(e, "it belongs in [%s]", other);
    }
    for (size_t i = 0; i < POLICY_KEYS; i++) {
        if (is_of(&policy_keys[i], section) && policy_keys[i].name != NULL) {
            words[n++] = policy_keys[i].name;
        } else if (is_of(&policy_keys[i], section)) {
            n += list_fields(td_layout, TD_FIELDS, &words[n]);
            n += list_fields(sgx_layout, SGX_FIELDS, &words[n]);
        }
    }
    return policy_suggest(e, name, words, n);
}
