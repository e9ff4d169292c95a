/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/dstack.h"

#include <criterion/criterion.h>
#include <string.h>

#include "attest/os/image.h"
#include "base/base64.h"
#include "base/hex.h"
#include "base/mem.h"
#include "vectors.h"

#define HASH  "887787fa8461d76b750575b27e3359a162e0f067722eed34df6c1d180965385d"
#define OTHER "e6f5cfec20c02e7b97baa213d0f718020b55e040172d90ccbcb946d56c8b09db"

enum { MEMORY_SHIFT = 33 };

/* A machine that runs tests/vectors/os/image with 8 GiB of memory, and says so. */
struct machine {
    struct evidence evidence;
    struct sha384 registers[OS_REGISTERS];
    struct log log;
    struct app app;
    struct sha256 event; /* what the log says is the image hash */
    struct buf vm_config;
    struct appraise_options options;
    struct report *report;
    struct trial trial;
};

/* vm_config with its document, or without. */
static void configure(struct machine *m, const char *hash, const char *more, bool carries)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(buf_done) struct buf list = vector("image/sha256sum.txt");
    buf_clear(&m->vm_config);
    buf_printf(&m->vm_config, "{\"memory_size\":%llu,\"qemu_version\":\"9.1.0\"%s",
               1ULL << MEMORY_SHIFT, more);
    if (hash != NULL) {
        buf_printf(&m->vm_config, ",\"os_image_hash\":\"%s\"", hash);
    }
    if (carries) {
        buf_text(&m->vm_config, ",\"tdx_measurement\":{\"measurement\":\"");
        base64_encode(buf_view(&document), &m->vm_config);
        buf_text(&m->vm_config, "\",\"checksum_file\":\"");
        base64_encode(buf_view(&list), &m->vm_config);
        buf_text(&m->vm_config, "\"}");
    }
    buf_text(&m->vm_config, "}");
    m->evidence.vm_config = buf_view_text(&m->vm_config);
}

static void set_event(struct machine *m, const char *hash)
{
    cr_assert(hex_decode(text_of(hash), m->event.at, SHA256_SIZE));
    m->app.value[APP_KEY_OS_IMAGE_HASH] = BYTES_OF(m->event.at);
}

static void machine_open(struct machine *m)
{
    static const enum td_field fields[] = {TD_MRTD, TD_RTMR0, TD_RTMR1, TD_RTMR2};
    const struct json_value *wanted = machine_of(UINT64_C(1) << MEMORY_SHIFT);
    memset(m, 0, sizeof *m);
    m->registers[OS_MRTD] = member_384(expected(), "mrtd_single_pass");
    m->registers[OS_RTMR0] = member_384(json_member(wanted, "pre202505"), "rtmr0");
    m->registers[OS_RTMR1] = member_384(wanted, "rtmr1");
    m->registers[OS_RTMR2] = member_384(expected(), "rtmr2");
    for (size_t i = 0; i < COUNT(fields); i++) {
        m->evidence.quote.td[fields[i]] = BYTES_OF(m->registers[i].at);
    }
    m->evidence.has_quote = true;
    m->evidence.quote.tee = TEE_TDX;
    log_of(wanted, "pre202505", &m->log);
    m->evidence.has_log = true;
    m->evidence.log = m->log.log;
    set_event(m, HASH);
    m->vm_config = buf_start(64 * KIB);
    configure(m, HASH, "", true);
    m->report = mem_new(sizeof *m->report);
    m->trial = (struct trial){.evidence = &m->evidence,
                              .options = &m->options,
                              .report = m->report,
                              .checks = &m->report->checks,
                              .app = &m->app};
}

static void machine_close(struct machine *m)
{
    buf_done(&m->vm_config);
    mem_free(m->report);
}

static void judge(struct machine *m)
{
    checks_start(&m->report->checks);
    trial_os(&m->trial);
}

static const struct check *outcome(const struct machine *m, enum check_id id)
{
    return &m->report->checks.of[id];
}

static void assert_outcome(const struct machine *m, enum check_id id, enum check_result result,
                           const char *says)
{
    const struct check *check = outcome(m, id);
    cr_assert_eq(check->result, result, "%s: %s: %s", check->name, check_result_word(check->result),
                 check->detail);
    cr_assert_not_null(strstr(check->detail, says), "%s: %s", check->name, check->detail);
}

static const enum check_id registers[] = {CHECK_OS_MRTD, CHECK_OS_RTMR0, CHECK_OS_RTMR1,
                                          CHECK_OS_RTMR2};

static void assert_registers(const struct machine *m, enum check_result result, const char *says)
{
    for (size_t i = 0; i < COUNT(registers); i++) {
        assert_outcome(m, registers[i], result, says);
    }
}

static struct os_image image_of_files(void)
{
    AUTO(image_files_done) struct image_files all = image_files();
    struct os_image image;
    struct err e;
    cr_assert(os_image_of_files(&all.files, &image, &e), "%s", e.text);
    return image;
}

static struct os_image image_of_text(const char *text)
{
    struct os_image image;
    struct err e;
    cr_assert(os_image_of_file(text_bytes(text_of(text)), &image, &e), "%s", e.text);
    return image;
}

Test(judge, the_machine_s_own_document_does_not_make_its_system_known)
{
    AUTO(machine_close) struct machine m;
    machine_open(&m);
    judge(&m);
    assert_registers(&m, RESULT_PASS, "as the machine's own measurement document gives it");
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_PASS, "that of image 887787fa8461…");
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_PASS, "vm_config and the event log name");
    assert_outcome(&m, CHECK_OS_ACPI, RESULT_WARN, "not proved");
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_SKIP, "only the files");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not compared with a reference of yours");
    cr_assert_not_null(strstr(outcome(&m, CHECK_OS_IDENTITY)->hint, "--os-image"));
    m.options.app.demand_os = true;
    m.options.app.demand_production_os = true;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_FAIL, "not compared with a reference of yours");
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_UNDECIDED, "only the files");
    m.options.hardware_only = true;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_SKIP, "only the hardware");
}

Test(judge, image_files_make_it_known)
{
    AUTO(machine_close) struct machine m;
    AUTO(os_image_done) struct os_image image = image_of_files();
    machine_open(&m);
    m.options.app.os_image = &image;
    configure(&m, HASH, "", false);
    judge(&m);
    assert_registers(&m, RESULT_PASS, "as the image files give it");
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_SKIP, "no measurement document");
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_PASS, "as was given");
    assert_outcome(&m, CHECK_OS_ACPI, RESULT_WARN, "not proved");
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_PASS, "metadata");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_PASS, "that of the image files");
    cr_assert(text_is(m.app.os_version, "0.6.9"));
    image.is_dev = true;
    judge(&m);
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_WARN, "for development");
    m.options.app.demand_production_os = true;
    judge(&m);
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_FAIL, "for development");
}

Test(judge, each_register_counts)
{
    AUTO(machine_close) struct machine m;
    AUTO(os_image_done) struct os_image image = image_of_files();
    machine_open(&m);
    for (size_t i = 0; i < COUNT(registers); i++) {
        for (unsigned own = 0; own < 2; own++) {
            m.options.app.os_image = own == 1 ? NULL : &image;
            m.registers[i].at[47] ^= 1;
            judge(&m);
            m.registers[i].at[47] ^= 1;
            assert_outcome(&m, registers[i], RESULT_FAIL, "is not as the ");
            cr_assert_str_neq(outcome(&m, registers[i])->expected, "");
            cr_assert_str_neq(outcome(&m, registers[i])->actual, "");
            if (registers[i] == CHECK_OS_RTMR0) {
                assert_outcome(&m, CHECK_OS_ACPI, RESULT_SKIP, "was not confirmed");
            } else if (own == 0) {
                assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_FAIL, "not that of the image files");
            }
        }
    }
}

Test(judge, a_hash_makes_it_known_when_a_document_ties_it_to_the_registers)
{
    AUTO(machine_close) struct machine m;
    struct os_image image = image_of_text(HASH);
    struct os_image other = image_of_text(OTHER);
    machine_open(&m);
    m.options.app.os_image = &image;
    judge(&m);
    assert_registers(&m, RESULT_PASS, "as the measurement document gives it");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_PASS, "the image whose hash was given");
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_PASS, "as was given");
    configure(&m, HASH, "", false);
    judge(&m);
    assert_registers(&m, RESULT_SKIP, "no reference");
    assert_outcome(&m, CHECK_OS_ACPI, RESULT_SKIP, "no reference");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "nothing ties the registers");
    configure(&m, NULL, "", true);
    m.app.value[APP_KEY_OS_IMAGE_HASH] = bytes_of(NULL, 0);
    m.options.app.os_image = &other;
    judge(&m);
    assert_registers(&m, RESULT_PASS, "as the machine's own measurement document gives it");
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_FAIL, "vm_config names another image");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "nothing ties the registers");
    m.options.app.demand_os = true;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_FAIL, "nothing ties the registers");
}

Test(judge, expectations_make_it_known)
{
    AUTO(machine_close) struct machine m;
    struct expectation expectations[3] = {{.key = text_of("mrtd"), .size = 48},
                                          {.key = text_of("rtmr1"), .size = 48},
                                          {.key = text_of("rtmr2"), .size = 48}};
    struct expectation hash = {.key = text_of("os_image_hash"), .size = 32};
    machine_open(&m);
    m.options.expectations = expectations;
    m.options.n_expectations = 3;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_PASS, "with what was expected");
    m.options.n_expectations = 2;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not compared");
    m.options.expectations = &hash;
    m.options.n_expectations = 1;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not compared");
    cr_assert(hex_decode(text_of(HASH), hash.value, 32));
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_PASS, "the image whose hash was expected");
    m.registers[OS_RTMR2].at[0] ^= 1;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_FAIL, "not that of the image whose hash was");
    configure(&m, HASH, "", false);
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not compared");
}

Test(judge, values_are_compared_as_far_as_they_go)
{
    AUTO(machine_close) struct machine m;
    AUTO(buf_done) struct buf json = buf_start(KIB);
    struct err e;
    struct os_image image;
    machine_open(&m);
    buf_text(&json, "{\"rtmr0\":\"");
    buf_hex(&json, BYTES_OF(m.registers[OS_RTMR0].at));
    buf_text(&json, "\",\"mrtd\":\"");
    buf_hex(&json, BYTES_OF(m.registers[OS_MRTD].at));
    buf_text(&json, "\"}");
    cr_assert(os_image_of_file(buf_view(&json), &image, &e), "%s", e.text);
    m.options.app.os_image = &image;
    judge(&m);
    assert_outcome(&m, CHECK_OS_MRTD, RESULT_PASS, "as the measured values give it");
    assert_outcome(&m, CHECK_OS_RTMR1, RESULT_SKIP, "no value of it");
    assert_outcome(&m, CHECK_OS_ACPI, RESULT_PASS, "part of the RTMR0 that was given");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not all of MRTD, RTMR1 and RTMR2");
    m.options.app.demand_os = true;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_UNDECIDED, "not all of MRTD, RTMR1 and RTMR2");
}

Test(judge, what_nothing_says_stays_open)
{
    AUTO(machine_close) struct machine m;
    AUTO(os_image_done) struct os_image image = image_of_files();
    machine_open(&m);
    m.options.app.os_image = &image;
    m.evidence.vm_config = text_of("");
    judge(&m);
    assert_outcome(&m, CHECK_OS_MRTD, RESULT_PASS, "image files");
    assert_outcome(&m, CHECK_OS_RTMR0, RESULT_UNDECIDED, "how much memory");
    assert_outcome(&m, CHECK_OS_RTMR1, RESULT_PASS, "image files");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_PASS, "image files");
    m.registers[OS_RTMR1].at[0] ^= 1;
    judge(&m);
    assert_outcome(&m, CHECK_OS_RTMR1, RESULT_UNDECIDED, "differs, if the machine has 2 GiB");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not all of MRTD");
    configure(&m, HASH, "", true);
    m.options.app.os_image = NULL;
    m.evidence.has_log = false;
    judge(&m);
    assert_outcome(&m, CHECK_OS_RTMR0, RESULT_SKIP, "no event log");
}

Test(judge, names_of_the_image_are_compared)
{
    AUTO(machine_close) struct machine m;
    AUTO(os_image_done) struct os_image image = image_of_files();
    machine_open(&m);
    set_event(&m, OTHER);
    judge(&m);
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_WARN, "name different images");
    m.options.app.os_image = &image;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_WARN, "the event log names another image");
    configure(&m, OTHER, "", false);
    judge(&m);
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_FAIL, "names another image");
    configure(&m, NULL, "", false);
    m.trial.app = NULL;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_SKIP, "does not name its image");
    m.options.app.os_image = NULL;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_SKIP, "nothing names the image");
    configure(&m, OTHER, "", false);
    judge(&m);
    assert_outcome(&m, CHECK_OS_IMAGE_HASH, RESULT_SKIP, "only vm_config names");
}

Test(judge, a_document_has_to_belong_to_the_image)
{
    AUTO(machine_close) struct machine m;
    machine_open(&m);
    configure(&m, OTHER, "", true);
    judge(&m);
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_FAIL, "not that of the image hash");
    assert_registers(&m, RESULT_SKIP, "no reference");
    configure(&m, HASH,
              ",\"tdx_measurement\":{\"measurement\":\"oA==\",\"checksum_file\":\"YQ==\"}", false);
    judge(&m);
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_WARN, "'version' is not");
    configure(&m, HASH, ",\"cpu_count\":-1", true);
    judge(&m);
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_WARN, "vm_config: 'cpu_count'");

    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(buf_done) struct buf json = buf_start(64 * KIB);
    buf_text(&json, ",\"tdx_measurement\":{\"checksum_file\":\"");
    base64_encode(text_bytes(text_of(OTHER "  measurement.tdx.cbor\n")), &json);
    buf_text(&json, "\",\"measurement\":\"");
    base64_encode(buf_view(&document), &json);
    buf_text(&json, "\"}");
    buf_char(&json, 0);
    configure(&m, NULL, (const char *)json.at, false);
    judge(&m);
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_FAIL, "is not the file that");
}

Test(judge, a_document_that_was_given_is_named)
{
    AUTO(machine_close) struct machine m;
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    AUTO(buf_done) struct buf list = vector("image/sha256sum.txt");
    struct os_image image;
    struct err e;
    machine_open(&m);
    configure(&m, HASH, "", false);
    m.options.app.os_image = &image;
    cr_assert(os_image_of_document(buf_view(&document), buf_view(&list), &image, &e));
    judge(&m);
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_PASS, "given is that of image 887787fa8461");
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_PASS, "that of the measurement document");
    cr_assert(os_image_of_file(buf_view(&document), &image, &e));
    judge(&m);
    assert_outcome(&m, CHECK_OS_MEASUREMENT, RESULT_SKIP, "came without its sha256sum.txt");
    assert_registers(&m, RESULT_PASS, "as the measurement document gives it");
}

Test(judge, an_image_named_for_development_is_one)
{
    AUTO(machine_close) struct machine m;
    machine_open(&m);
    configure(&m, HASH, ",\"image\":\"dstack-nvidia-dev-0.5.3\"", true);
    judge(&m);
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_WARN, "for development");
    configure(&m, HASH, ",\"image\":\"dstack-0.5.3\"", true);
    judge(&m);
    assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_SKIP, "only the files");
}

Test(judge, other_evidence_has_no_registers)
{
    AUTO(machine_close) struct machine m;
    machine_open(&m);
    m.evidence.quote.tee = TEE_SGX;
    judge(&m);
    assert_registers(&m, RESULT_SKIP, "no TDX quote");
    m.evidence.quote.tee = TEE_TDX;
    m.evidence.has_quote = false;
    judge(&m);
    assert_registers(&m, RESULT_SKIP, "no TDX quote");
    assert_outcome(&m, CHECK_OS_ACPI, RESULT_SKIP, "no TDX quote");
}

/* A register that is wrong outweighs one that could not be compared. */
Test(judge, one_wrong_value_is_enough)
{
    static const char *const names[] = {"mrtd", "rtmr1", "rtmr2"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(machine_close) struct machine m;
        AUTO(buf_done) struct buf json = buf_start(KIB);
        struct os_image image;
        struct err e;
        machine_open(&m);
        buf_printf(&json, "{\"%s\":\"%096d\"}", names[i], 0);
        cr_assert(os_image_of_file(buf_view(&json), &image, &e), "%s", e.text);
        m.options.app.os_image = &image;
        judge(&m);
        assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_FAIL, "not that of the measured values");
        assert_outcome(&m, CHECK_OS_DEVELOPMENT, RESULT_SKIP, "only the files");
    }
}

Test(judge, a_wrong_register_is_shown)
{
    AUTO(machine_close) struct machine m;
    machine_open(&m);
    m.registers[OS_MRTD].at[0] ^= 1;
    judge(&m);
    cr_assert_str_neq(outcome(&m, CHECK_OS_MRTD)->expected, outcome(&m, CHECK_OS_MRTD)->actual);
}

/* Each of the three registers has to be expected, and a hash of zeros is nobody's. */
Test(judge, expectations_that_do_not_make_it_known)
{
    static const char *const names[] = {"mrtd", "rtmr1", "rtmr2"};
    for (size_t i = 0; i < COUNT(names); i++) {
        AUTO(machine_close) struct machine m;
        struct expectation expectations[3];
        machine_open(&m);
        for (size_t k = 0; k < COUNT(names); k++) {
            expectations[k] = (struct expectation){.key = text_of(names[k]), .size = 48};
        }
        expectations[i].key = text_of("rtmr0");
        m.options.expectations = expectations;
        m.options.n_expectations = 3;
        judge(&m);
        assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not compared");
    }
    AUTO(machine_close) struct machine m;
    struct expectation hash = {.key = text_of("os_image_hash"), .size = 32};
    machine_open(&m);
    configure(&m, HASH, "", false);
    m.options.expectations = &hash;
    m.options.n_expectations = 1;
    judge(&m);
    assert_outcome(&m, CHECK_OS_IDENTITY, RESULT_WARN, "not compared");
}
