/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/form/form.h"
#include "attest/limits.h"
#include "attest/recognise.h"
#include "attestation_write.h"
#include "base/hex.h"
#include "cases.h"
#include "shared.h"

enum { REPORT_DATA = 64 };

/* One attestation of each kind of platform, with the quote of a case. */
struct fixture {
    struct buf quote;
    struct event events[3];
    struct event runtime[2];
    struct event_log log, runtime_log;
    uint8_t report_data[REPORT_DATA];
    struct attestation_recipe recipe;
};

static void set_up(struct fixture *f)
{
    static const uint8_t app_id[20] = {0x22, 0x23};
    memset(f, 0, sizeof *f);
    f->quote = case_read("valid_tdx_v4", "quote.bin");
    f->events[0] = (struct event){.type = 0x80000001, .version = 1, .has_digest = true};
    f->events[0].payload = bytes_of("\xaa", 1);
    memset(f->events[0].digest.at, 0x11, SHA384_SIZE);
    f->events[1] = (struct event){.rtmr = 2, .type = 7, .version = 1, .has_digest = true};
    f->events[2] = (struct event){.rtmr = RTMR_RUNTIME, .type = EVENT_RUNTIME, .version = 1};
    f->events[2].name = text_of("app-id");
    f->events[2].payload = BYTES_OF(app_id);
    f->runtime[0] = f->events[2];
    f->runtime[1] = (struct event){.rtmr = RTMR_RUNTIME, .type = EVENT_RUNTIME, .version = 1};
    f->runtime[1].name = text_of("system-ready");
    memset(f->report_data, 0x5a, sizeof f->report_data);
    f->log = (struct event_log){f->events, COUNT(f->events)};
    f->runtime_log = (struct event_log){f->runtime, COUNT(f->runtime)};
    f->recipe = (struct attestation_recipe){
        .quote = buf_view(&f->quote),
        .log = &f->log,
        .runtime = &f->runtime_log,
        .report_data = BYTES_OF(f->report_data),
        .config = text_of("{\"kms_urls\":[],\"vm_config\":\"{\\\"cpu_count\\\":1}\"}"),
    };
}

static void tear_down(struct fixture *f)
{
    buf_done(&f->quote);
}

static struct buf write(const struct attestation_recipe *recipe, unsigned version)
{
    struct buf out = buf_start(MIB);
    (version == 0 ? attestation_write_v0 : attestation_write_v1)(recipe, &out);
    cr_assert(buf_is_whole(&out));
    return out;
}

static void expect_log(const struct event_log *actual, const struct event_log *want)
{
    cr_assert_eq(actual->n, want->n);
    for (size_t i = 0; i < want->n; i++) {
        const struct event *a = &actual->events[i];
        const struct event *b = &want->events[i];
        cr_expect(a->rtmr == b->rtmr && a->type == b->type && a->version == b->version, "%zu", i);
        cr_expect(text_equal(a->name, b->name) && bytes_equal(a->payload, b->payload), "%zu", i);
        cr_expect(a->has_digest == b->has_digest && a->has_preimage == b->has_preimage, "%zu", i);
        cr_expect(bytes_equal(BYTES_OF(a->digest.at), BYTES_OF(b->digest.at)), "%zu", i);
        cr_expect(bytes_equal(a->preimage, b->preimage), "%zu", i);
    }
}

static void expect_tdx(struct bytes in, const struct attestation_recipe *recipe)
{
    AUTO(evidence_done) struct evidence evidence = {0};
    struct err e = {0};
    cr_assert(evidence_recognise(in, FORM_ANY, &evidence, &e), "%s", e.text);
    cr_expect(evidence.kind == EVIDENCE_DSTACK_ATTESTATION);
    cr_expect(evidence.has_quote && bytes_equal(evidence.quote.raw, recipe->quote));
    cr_expect(evidence.has_log && evidence.has_runtime_log);
    cr_expect(evidence.has_vtpm == (recipe->platform == 1));
    expect_log(&evidence.log, recipe->log);
    expect_log(&evidence.runtime_log, recipe->runtime);
    cr_assert(evidence.n_claims == 1 && evidence.n_parts == 0);
    cr_expect_str_eq(evidence.claims[0].key, "report_data");
    cr_expect(bytes_equal(evidence.claims[0].value, recipe->report_data));
}

static void expect_error(struct bytes in, const char *text)
{
    struct evidence evidence = {.n_parts = 77};
    struct err e = {0};
    cr_expect_not(evidence_recognise(in, FORM_ANY, &evidence, &e), "%s", text);
    cr_expect(e.kind == ERR_MALFORMED && evidence.n_parts == 77);
    cr_expect_str_eq(e.text, text);
}

Test(versioned, tdx_in_both_versions)
{
    struct fixture f;
    set_up(&f);
    for (unsigned i = 0; i < 4; i++) {
        f.recipe.has_integers = i == 2;
        f.recipe.platform = i == 3;
        AUTO(buf_done) struct buf bytes = write(&f.recipe, i > 0);
        expect_tdx(buf_view(&bytes), &f.recipe);
        AUTO(buf_done) struct buf hex = buf_start(MIB);
        buf_hex(&hex, buf_view(&bytes));
        expect_tdx(buf_view(&hex), &f.recipe);
    }
    tear_down(&f);
}

Test(versioned, gcp_has_a_vtpm)
{
    struct fixture f;
    set_up(&f);
    f.recipe.platform = 1;
    for (unsigned i = 0; i < 2; i++) {
        f.recipe.is_early = i == 1;
        AUTO(buf_done) struct buf bytes = write(&f.recipe, 0);
        expect_tdx(buf_view(&bytes), &f.recipe);
    }
    tear_down(&f);
}

Test(versioned, events_of_version_2)
{
    struct fixture f;
    set_up(&f);
    f.events[2].version = 2;
    f.events[2].has_preimage = true;
    f.events[2].preimage = bytes_of("{}", 2);
    f.runtime[0].version = 2;
    AUTO(buf_done) struct buf bytes = write(&f.recipe, 1);
    expect_tdx(buf_view(&bytes), &f.recipe);
    tear_down(&f);
}

Test(versioned, other_platforms_are_named)
{
    static const enum evidence_kind kinds[] = {
        [2] = EVIDENCE_NITRO_ENCLAVE, [3] = EVIDENCE_SEV_SNP, [4] = EVIDENCE_NITRO_TPM};
    struct fixture f;
    set_up(&f);
    for (unsigned i = 4; i < 10; i++) {
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        f.recipe.platform = i / 2;
        AUTO(buf_done) struct buf bytes = write(&f.recipe, i % 2);
        cr_assert(evidence_recognise(buf_view(&bytes), FORM_ANY, &evidence, &e), "%s", e.text);
        cr_expect(evidence.kind == kinds[i / 2] && !evidence.has_quote && !evidence.has_log);
        const char *config = i / 2 == 3 ? "{\"version\":3}" : "";
        cr_expect(text_is(evidence.mr_config, config), "%u: %.*s", i, TEXT_ARG(evidence.mr_config));
    }
    tear_down(&f);
}

Test(versioned, nothing_is_missing_and_nothing_follows)
{
    struct fixture f;
    set_up(&f);
    for (unsigned i = 0; i < 4; i++) {
        f.recipe.platform = i / 2;
        AUTO(buf_done) struct buf bytes = write(&f.recipe, i % 2);
        for (size_t n = 0; n < bytes.len; n++) {
            struct evidence evidence = {0};
            struct err e = {0};
            /* 00 by itself is white space; a few bytes of it are no attestation. */
            cr_assert_not(evidence_recognise(bytes_of(bytes.at, n), FORM_ANY, &evidence, &e), "%zu",
                          n);
            cr_assert(e.kind == ERR_MALFORMED);
        }
        buf_char(&bytes, 0);
        expect_error(buf_view(&bytes), i % 2 == 0 ? "attestation: 1 bytes follow the config"
                                                  : "attestation: 1 bytes follow the map");
    }
    tear_down(&f);
}

/* SHA-512("app-data:payload") by Python's hashlib. */
Test(versioned, pods_say_what_report_data_is_the_hash_of)
{
    static const char hash[] = "4871e18a585a458c71668d2775f77713b9861fb6d0d01ea5cb0f2ee91797e481"
                               "c51fd61ff3b25c98610424cce172013d8b6e1eb1191a08d0404a1f432b6b886c";
    AUTO(evidence_done) struct evidence evidence = {0};
    uint8_t want[REPORT_DATA];
    struct err e = {0};
    struct fixture f;
    set_up(&f);
    f.recipe.payload = text_of("payload");
    AUTO(buf_done) struct buf bytes = write(&f.recipe, 1);
    cr_assert(evidence_recognise(buf_view(&bytes), FORM_ANY, &evidence, &e), "%s", e.text);
    cr_assert(evidence.n_claims == 2 && hex_decode(text_of(hash), want, sizeof want));
    cr_expect_str_eq(evidence.claims[1].key, "report_data");
    cr_expect(text_is(evidence.claims[1].path, "report_data_payload"));
    cr_expect(bytes_equal(evidence.claims[1].value, BYTES_OF(want)));
    tear_down(&f);
}

Test(versioned, configs)
{
    static const struct {
        const char *config, *vm_config, *mr_config;
        const char *error;
    } cases[] = {
        {"", "", "", NULL},
        {"{\"cpu_count\":1}", "{\"cpu_count\":1}", "", NULL},
        {"{\"vm_config\":\"{}\",\"mr_config\":\"x\"}", "{}", "x", NULL},
        {"{\"vm_config\":\"{\\\"mr_config\\\":\\\"y\\\"}\"}", "{\"mr_config\":\"y\"}", "y", NULL},
        {"{\"mr_config\":\"z\"}", "{\"mr_config\":\"z\"}", "z", NULL},
        {"{\"vm_config\":\"{\\\"mr_config\\\":\\\"y\\\"}\",\"mr_config\":\"x\"}",
         "{\"mr_config\":\"y\"}", "x", NULL},
        {"{", NULL, NULL, "'config' is not JSON: line 1, column 2: unexpected end"},
        {"{\"vm_config\":{}}", NULL, NULL, "'config.vm_config' is not a string"},
        {"{\"vm_config\":\"[]\"}", NULL, NULL, "'config.vm_config' is not an object"},
        {"{\"mr_config\":1}", NULL, NULL, "'config.mr_config' is not a string"},
    };
    struct fixture f;
    set_up(&f);
    for (size_t i = 0; i < COUNT(cases); i++) {
        f.recipe.config = text_of(cases[i].config);
        AUTO(buf_done) struct buf bytes = write(&f.recipe, i % 2);
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        if (cases[i].error != NULL) {
            expect_error(buf_view(&bytes), cases[i].error);
            continue;
        }
        cr_assert(evidence_recognise(buf_view(&bytes), FORM_ANY, &evidence, &e), "%s", e.text);
        cr_expect(text_is(evidence.vm_config, cases[i].vm_config), "%s", cases[i].config);
        cr_expect(text_is(evidence.mr_config, cases[i].mr_config), "%s", cases[i].config);
    }
    tear_down(&f);
}

struct refusal {
    unsigned version;
    void (*spoil)(struct fixture *f);
    const char *text;
};

static void spoil_rtmr(struct fixture *f)
{
    f->events[1].rtmr = RTMR_COUNT;
}

static void spoil_name(struct fixture *f)
{
    f->runtime[0].name = text_of("\xff");
}

static void spoil_report_data(struct fixture *f)
{
    f->recipe.report_data.left--;
}

static void spoil_platform(struct fixture *f)
{
    f->recipe.word = "TDX";
}

static void spoil_number(struct fixture *f)
{
    f->recipe.version = 2;
}

static void spoil_quote(struct fixture *f)
{
    f->recipe.quote.left = 100;
}

static void spoil_event_version(struct fixture *f)
{
    f->events[0].version = 256;
}

Test(versioned, refused)
{
    static const struct refusal cases[] = {
        {0, spoil_rtmr, "attestation: event_log: event 1: there is no RTMR4"},
        {1, spoil_rtmr,
         "attestation: platform: event_log[1]: 'imr' is missing, there twice, or not what it "
         "should be"},
        {0, spoil_name, "attestation: truncated at runtime_events"},
        {1, spoil_report_data, "attestation: stack: 'report_data' is not 64 bytes"},
        {1, spoil_platform, "attestation: platform: 'kind' is none that is known"},
        {1, spoil_number, "attestation: version 2 is not known"},
        {0, spoil_quote, "quote: not a quote that can be read: truncated at mr_seam (byte 64)"},
        {1, spoil_quote, "quote: not a quote that can be read: truncated at mr_seam (byte 64)"},
        {1, spoil_event_version,
         "attestation: platform: event_log[0]: 'version' is missing, there twice, or not what it "
         "should be"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct fixture f;
        set_up(&f);
        cases[i].spoil(&f);
        AUTO(buf_done) struct buf bytes = write(&f.recipe, cases[i].version);
        expect_error(buf_view(&bytes), cases[i].text);
        tear_down(&f);
    }
}

Test(versioned, digests_are_whole_or_absent)
{
    struct fixture f;
    set_up(&f);
    f.recipe.digest_size = SHA384_SIZE - 1;
    AUTO(buf_done) struct buf bytes = write(&f.recipe, 0);
    expect_error(buf_view(&bytes), "attestation: event_log: event 0: a digest of 47 bytes");
    f.recipe.digest_size = SHA384_SIZE + 1;
    AUTO(buf_done) struct buf longer = write(&f.recipe, 0);
    expect_error(buf_view(&longer), "attestation: event_log: event 0: a digest of 49 bytes");
    tear_down(&f);
}

Test(versioned, how_they_begin)
{
    static const struct {
        const char *bytes;
        size_t n;
        bool is_one;
    } cases[] = {
        {"\x00\x00", 2, true},     {"\x00\x04", 2, true},      {"\x00\x05", 2, false},
        {"\x81\xa1\x61", 3, true}, {"\x80\xa1\x61", 3, false}, {"\x81\x01\x01", 3, false},
        {"\x00", 1, false},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        cr_expect_eq(form_is_versioned(bytes_of(cases[i].bytes, cases[i].n)), cases[i].is_one,
                     "%zu", i);
    }
}

Test(versioned, too_many_events)
{
    struct fixture f;
    struct evidence evidence = {0};
    struct err e = {0};
    set_up(&f);
    static struct event events[LIMIT_EVENTS + 1];
    for (size_t i = 0; i < COUNT(events); i++) {
        events[i] = f.runtime[1];
    }
    f.runtime_log = (struct event_log){events, COUNT(events)};
    AUTO(buf_done) struct buf bytes = write(&f.recipe, 0);
    cr_expect_not(evidence_recognise(buf_view(&bytes), FORM_ANY, &evidence, &e));
    cr_expect(e.kind == ERR_TOO_BIG, "%s", e.text);
    tear_down(&f);
}

/* There is no real attestation of version 1: it is written from one of version 0. */
Test(versioned, real_ones)
{
    static const struct {
        const char *path;
        unsigned platform;
        size_t events, runtime;
    } files[] = {
        {"attest/dstack/simulator/attestation.bin", 0, 33, 9},
        {"attest/dstack/simulator/attestation.e757b3da.bin", 1, 44, 9},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        AUTO(buf_done) struct buf file = shared_read(files[i].path);
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        cr_assert(evidence_recognise(buf_view(&file), FORM_ANY, &evidence, &e), "%s", e.text);
        cr_expect(evidence.log.n == files[i].events && evidence.runtime_log.n == files[i].runtime);
        const struct attestation_recipe recipe = {
            .platform = files[i].platform,
            .quote = evidence.quote.raw,
            .log = &evidence.log,
            .runtime = &evidence.runtime_log,
            .report_data = evidence.claims[0].value,
            .config = evidence.vm_config,
            .has_integers = i == 0,
        };
        AUTO(buf_done) struct buf second = write(&recipe, 1);
        expect_tdx(buf_view(&second), &recipe);
    }
}

Test(versioned, real_ones_of_other_platforms)
{
    static const struct {
        const char *path, *kind;
    } files[] = {
        {"attest/dstack/nitro/dstack_versioned_nitro_attestation.bin", "nitro-enclave"},
        {"attest/dstack/nitro/nsm_nitro_attestation.bin", "nitro-enclave"},
        {"attest/snp/dstack/sev_snp_attestation.bin", "sev-snp"},
    };
    for (size_t i = 0; i < COUNT(files); i++) {
        AUTO(buf_done) struct buf file = shared_read(files[i].path);
        AUTO(evidence_done) struct evidence evidence = {0};
        struct err e = {0};
        cr_assert(evidence_recognise(buf_view(&file), FORM_ANY, &evidence, &e), "%s", e.text);
        cr_expect_str_eq(evidence_kind_word(evidence.kind), files[i].kind);
        cr_expect_not(evidence.has_quote);
    }
    AUTO(buf_done)
    struct buf draft = shared_read("attest/dstack/simulator/attestation.18da6364.bin");
    expect_error(buf_view(&draft), "attestation: truncated at runtime_events");
}
