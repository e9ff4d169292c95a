/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "aci_values.h"
#include "attest/binding.h"
#include "base/hex.h"
#include "binding_values.h"
#include "crypto/digest.h"
#include "crypto/keccak.h"
#include "trial_case.h"

/* Report data that would be right if one condition of a convention were left out. */

#define ED25519_SPKI "302a300506032b6570032100" ED25519_KEY

struct scene {
    struct trial_case c;
    struct binding_values values;
    uint8_t report_data[64];
};

static void scene_open(struct scene *s)
{
    trial_case_open(&s->c);
    s->values = (struct binding_values){.aci = NULL};
    memset(s->report_data, 0, sizeof s->report_data);
}

static void scene_done(struct scene *s)
{
    trial_case_done(&s->c);
}

static void give(struct scene *s, enum binding_kind kind, const char *hex)
{
    s->values.of[kind] = trial_case_hex(&s->c, hex);
}

/* Report data is these bytes, then zeros. */
static void set(struct scene *s, struct bytes bytes)
{
    memset(s->report_data, 0, sizeof s->report_data);
    if (bytes.left > 0) {
        memcpy(s->report_data, bytes.at, bytes.left);
    }
}

static bool is_held(const struct scene *s, enum binding_kind kind)
{
    struct binding_match match;
    return binding_find(kind, &s->values, BYTES_OF(s->report_data), &match);
}

/* sha512("app-data:" hex) */
static void set_app_data(struct scene *s, struct bytes shown)
{
    AUTO(buf_done) struct buf message = buf_start(KIB);
    buf_text(&message, "app-data:");
    buf_hex(&message, shown);
    struct sha512 digest = sha512_of(buf_view(&message));
    set(s, BYTES_OF(digest.at));
}

/* What is made of a point of 64 bytes is not made of a key of 32, and the other way round. */
Test(binding_rules, keys_of_another_size)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s);
    give(&s, BINDING_PUBLIC_KEY, ED25519_KEY);
    struct bytes key = s.values.of[BINDING_PUBLIC_KEY];
    struct keccak256 digest = keccak256_of(key);
    set_app_data(&s, BYTES_OF(digest.at));
    cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY));
    set(&s, bytes_of(digest.at + 12, 20));
    cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY));
    set(&s, key);
    cr_expect(is_held(&s, BINDING_PUBLIC_KEY));
    memset(&s.report_data[32], 7, 32);
    cr_expect(is_held(&s, BINDING_PUBLIC_KEY), "in bytes 0 to 31");

    give(&s, BINDING_TLS_KEY, TLS_SPKI);
    struct sha256 fingerprint = sha256_of(s.values.of[BINDING_TLS_KEY]);
    struct sha256 both = sha256_of_two(key, BYTES_OF(fingerprint.at));
    set(&s, BYTES_OF(both.at));
    cr_expect(is_held(&s, BINDING_PUBLIC_KEY));
    give(&s, BINDING_PUBLIC_KEY, DERIVED_XY);
    both = sha256_of_two(s.values.of[BINDING_PUBLIC_KEY], BYTES_OF(fingerprint.at));
    set(&s, BYTES_OF(both.at));
    cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY));
}

/* Both values of a convention have to be known. */
Test(binding_rules, a_tls_key_without_a_signer)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s);
    give(&s, BINDING_TLS_KEY, TLS_SPKI);
    struct sha256 fingerprint = sha256_of(s.values.of[BINDING_TLS_KEY]);
    struct sha256 alone = sha256_of(BYTES_OF(fingerprint.at));
    set(&s, BYTES_OF(alone.at));
    cr_expect_not(is_held(&s, BINDING_TLS_KEY));
}

Test(binding_rules, tags_are_for_their_kinds)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s);
    give(&s, BINDING_ADDRESS, DERIVED_ADDRESS);
    set_app_data(&s, s.values.of[BINDING_ADDRESS]);
    cr_expect_not(is_held(&s, BINDING_ADDRESS));
    give(&s, BINDING_PUBLIC_KEY, ED25519_KEY);
    struct sha512 digest = sha512_of_two(bytes_of("ratls-cert:", 11),
                                         s.values.of[BINDING_PUBLIC_KEY]);
    set(&s, BYTES_OF(digest.at));
    cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY), "no DER");
}

Test(binding_rules, a_digest_that_is_longer)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s);
    give(&s, BINDING_ADDRESS, DERIVED_ADDRESS);
    s.values.key_digest = trial_case_hex(&s.c, DERIVED_KECCAK);
    set_app_data(&s, s.values.key_digest);
    cr_expect(is_held(&s, BINDING_ADDRESS));
    s.values.key_digest = trial_case_hex(&s.c, DERIVED_KECCAK "00");
    set_app_data(&s, s.values.key_digest);
    cr_expect_not(is_held(&s, BINDING_ADDRESS));
}

/* Gateway statements */

#define PLAIN                                                                                      \
    "{\"api_version\":\"aci/1\",\"workload_keyset_digest\":\"" ACI_DIGEST                          \
    "\",\"attestation\":{\"workload_keyset\":" ACI_KEYSET "}}"

static struct aci_report *read_gateway(struct scene *s)
{
    struct evidence *out = &s->c.machine.evidence;
    struct err e;
    struct json *json = json_parse(text_bytes(text_of(PLAIN)), &e);
    cr_assert_not_null(json, "%s", e.text);
    cr_assert(aci_report_read(keep_json(&out->keep, json), out, &e), "%s", e.text);
    s->values.aci = out->aci;
    return out->aci;
}

Test(binding_rules, statements_of_gateways)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s);
    struct aci_report *aci = read_gateway(&s);
    struct sha256 digest;
    give(&s, BINDING_NONCE, NONCE);
    cr_assert(aci_statement_digest(aci, s.values.of[BINDING_NONCE], &digest));
    set(&s, BYTES_OF(digest.at));
    cr_expect(is_held(&s, BINDING_NONCE));
    /* a nonce of another size */
    s.values.of[BINDING_NONCE].left = 16;
    cr_assert(aci_statement_digest(aci, s.values.of[BINDING_NONCE], &digest));
    set(&s, BYTES_OF(digest.at));
    cr_expect_not(is_held(&s, BINDING_NONCE));
    /* a keyset without a digest */
    give(&s, BINDING_NONCE, NONCE);
    aci->has_keyset_hash = false;
    set(&s, bytes_of(NULL, 0));
    cr_expect_not(is_held(&s, BINDING_NONCE));
}

/* A statement binds the keys that its keyset lists, and no others. */
Test(binding_rules, keys_that_a_keyset_does_not_list)
{
    AUTO(scene_done) struct scene s;
    scene_open(&s);
    struct aci_report *aci = read_gateway(&s);
    struct sha256 digest;
    give(&s, BINDING_NONCE, NONCE);
    give(&s, BINDING_PUBLIC_KEY, ED25519_KEY);
    give(&s, BINDING_TLS_KEY, TLS_SPKI);
    for (unsigned i = 0; i < 2; i++) {
        struct bytes nonce = i == 0 ? s.values.of[BINDING_NONCE] : bytes_of(NULL, 0);
        cr_assert(aci_statement_digest(aci, nonce, &digest));
        set(&s, BYTES_OF(digest.at));
        cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY), "%u", i);
        cr_expect_not(is_held(&s, BINDING_TLS_KEY), "%u", i);
    }
    /* Without a report there is no statement. */
    s.values.aci = NULL;
    cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY));
    cr_expect_not(is_held(&s, BINDING_TLS_KEY));
}

/* Keys in DER */

/* A SubjectPublicKeyInfo of an Ed25519 key stands for the key, if it is one. */
Test(binding_rules, keys_in_der)
{
    static const struct {
        const char *hex;
        bool is_key;
    } cases[] = {
        {ED25519_SPKI, true},
        {ED25519_SPKI "00", false},
        {"302a300506032b6570032101" ED25519_KEY, false},        /* bits that are not used */
        {"302c300506032b6570032100" ED25519_KEY "0500", false}, /* NULL behind the bits */
        {"3009300506032b6570030000", false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        AUTO(scene_done) struct scene s;
        AUTO(buf_done) struct buf out = buf_start(KIB);
        struct err e = {0};
        scene_open(&s);
        give(&s, BINDING_PUBLIC_KEY, cases[i].hex);
        set(&s, trial_case_hex(&s.c, ED25519_KEY));
        cr_expect_eq(is_held(&s, BINDING_PUBLIC_KEY), cases[i].is_key, "%zu", i);
        cr_expect_eq(binding_value(BINDING_TLS_KEY, text_of(cases[i].hex), &out, &e),
                     cases[i].is_key, "%zu", i);
    }
}

/* One bit of the last byte is not used, and is zero, as it has to be. */
Test(binding_rules, a_key_that_is_a_bit_shorter)
{
    static const char key[] = "527250081bdcdc2e8101ecbd4f6e3536e70d14be91f451527326b97d0de20e50";
    static const char spki[] = "302a300506032b6570032101"
                               "527250081bdcdc2e8101ecbd4f6e3536e70d14be91f451527326b97d0de20e50";
    AUTO(scene_done) struct scene s;
    AUTO(buf_done) struct buf out = buf_start(KIB);
    struct err e = {0};
    scene_open(&s);
    give(&s, BINDING_PUBLIC_KEY, spki);
    set(&s, trial_case_hex(&s.c, key));
    cr_expect_not(is_held(&s, BINDING_PUBLIC_KEY));
    cr_expect_not(binding_value(BINDING_TLS_KEY, text_of(spki), &out, &e));
}

Test(binding_rules, what_is_no_hex_is_said_to_be_none)
{
    static const char *const wrong[] = {"xyz", "0", "0x0g", "abc"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        AUTO(buf_done) struct buf out = buf_start(KIB);
        struct err e = {0};
        cr_expect_not(binding_value(BINDING_NONCE, text_of(wrong[i]), &out, &e));
        cr_expect_str_eq(e.text, "nonce has to be hex");
        cr_expect_str_eq(e.hint, "or @FILE");
    }
}

/* The trial */

static const struct check *judge(struct trial_case *c, enum check_id id)
{
    (void)trial_case_judge(c, trial_binding, id);
    return trial_case_check(c, id);
}

/* A value that was taken back is not used. */
Test(binding_rules, a_value_that_is_not_given)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    trial_case_bind(&c, BINDING_TLS_KEY, TLS_SPKI);
    struct bytes signer = trial_case_hex(&c, DERIVED_ADDRESS);
    struct sha256 fingerprint = sha256_of(c.options.app.bindings[BINDING_TLS_KEY].value);
    struct sha256 both = sha256_of_two(signer, BYTES_OF(fingerprint.at));
    memcpy(c.machine.fields[TD_REPORT_DATA], both.at, 32);
    c.machine.evidence.has_inference = true;
    c.machine.evidence.inference.signer = signer;
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER)->result, RESULT_PASS);
    c.options.app.bindings[BINDING_TLS_KEY].is_given = false;
    cr_expect_eq(judge(&c, CHECK_BIND_SIGNER)->result, RESULT_FAIL);
}

Test(binding_rules, nonces_of_gpu_evidence)
{
    AUTO(trial_case_done) struct trial_case c;
    trial_case_open(&c);
    struct inference *inference = &c.machine.evidence.inference;
    c.machine.evidence.has_inference = true;
    inference->has_gpu = true;
    cr_expect_str_eq(judge(&c, CHECK_GPU_EVIDENCE)->detail,
                     "the GPU evidence has no nonce that ties it to the quote");
    inference->gpu_nonce = trial_case_hex(&c, NONCE);
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE)->result, RESULT_FAIL);
    /* No nonce was asked for: it is enough that the quote has it. */
    trial_case_report_data(&c, ONES_32 NONCE);
    cr_expect_eq(judge(&c, CHECK_GPU_EVIDENCE)->result, RESULT_WARN);
    inference->has_gpu = false;
    cr_expect_str_eq(judge(&c, CHECK_GPU_EVIDENCE)->detail, "no GPU evidence is shown");
    c.machine.evidence.vm_config = text_of("{\"num_gpus\":0}");
    cr_expect_str_eq(judge(&c, CHECK_GPU_EVIDENCE)->detail, "no GPU evidence is shown");
    c.machine.evidence.vm_config = text_of("{\"num_gpus\":1}");
    cr_expect_not_null(strstr(judge(&c, CHECK_GPU_EVIDENCE)->detail, "num_gpus 1"));
}
