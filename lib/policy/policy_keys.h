/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_POLICY_POLICY_KEYS_H
#define PHALA_POLICY_POLICY_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/check.h"
#include "codec/toml.h"
#include "policy/policy.h"

/* For lib/policy: every key that a policy can have. */

struct policy_key;

/* The key that is being read, and what it fills. */
struct policy_reader {
    struct policy *policy;
    const struct policy_key *key;
    struct policy_rule *rule;
    struct text name; /* as in the file */
    struct err *e;
};

struct policy_key {
    const char *section; /* NULL: at the top */
    const char *name;    /* NULL: any field of the body of a quote */
    const char *type;    /* what its value has to be */
    const char *meaning;
    bool (*read)(struct policy_reader *r, const struct toml_node *value);
    enum check_id check; /* CHECK_NONE: none */
    unsigned which;      /* of things that are read alike; its meaning is that of `read` */
};

/* What is read as true or false: `which` of those keys. */
enum policy_flag {
    POLICY_FLAG_HARDWARE_ONLY,
    POLICY_FLAG_IMAGES,
    POLICY_FLAG_PRIVATE,
    POLICY_FLAG_UNPRIVILEGED,
    POLICY_FLAG_PRODUCTION,
    POLICY_FLAG_REFERENCE,
    POLICY_FLAG_NONCE,
    POLICY_FLAGS,
};

enum { POLICY_KEYS = 30 };
extern const struct policy_key policy_keys[POLICY_KEYS];

/* The key of that name in the section (empty: at the top); NULL when there is none. */
const struct policy_key *policy_key_find(struct text section, struct text name);

bool policy_section_is_known(struct text name);

/* ERR_MALFORMED with the place in front. Returns false. */
bool policy_fault(struct err *e, struct toml_place place, const char *format, ...)
    PRINTF_LIKE(3, 4);

/* What a word that is not known could mean, as hint of `e`: the nearest of several words, section,
 * or key, or the section that has such a key. Returns false. */
bool policy_suggest(struct err *e, struct text word, const char *const *words, size_t n);
bool policy_suggest_section(struct err *e, struct text name);
bool policy_suggest_key(struct err *e, struct text section, struct text name);

/* Readers of the values: policy_values.c */
bool policy_read_version(struct policy_reader *r, const struct toml_node *value);
bool policy_read_flag(struct policy_reader *r, const struct toml_node *value);
bool policy_read_statuses(struct policy_reader *r, const struct toml_node *value);
bool policy_read_advisories(struct policy_reader *r, const struct toml_node *value);
bool policy_read_date(struct policy_reader *r, const struct toml_node *value);
bool policy_read_evaluation(struct policy_reader *r, const struct toml_node *value);
bool policy_read_attributes(struct policy_reader *r, const struct toml_node *value);
bool policy_read_expectation(struct policy_reader *r, const struct toml_node *value);
bool policy_read_provider(struct policy_reader *r, const struct toml_node *value);
bool policy_read_roots(struct policy_reader *r, const struct toml_node *value);
bool policy_read_report_data(struct policy_reader *r, const struct toml_node *value);
bool policy_read_binding(struct policy_reader *r, const struct toml_node *value);

#endif
