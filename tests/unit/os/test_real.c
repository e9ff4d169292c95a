/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "attest/event_log.h"
#include "attest/os/digest_list.h"
#include "attest/os/kernel.h"
#include "attest/os/reference.h"
#include "attest/os/rtmr.h"
#include "attest/os/vm_config.h"
#include "base/hex.h"
#include "vectors.h"

/* Against logs and quotes of real machines. */

static const char witness[] = "80100904000609020b021010";

struct machine {
    struct json *document;
    struct keep keep;
    struct event_log log;
    struct text quote, vm_config;
};

static void read_log(struct machine *m, const struct json_value *log)
{
    struct text text;
    struct err e = {0};
    bool is_read = json_text(log, &text) ? event_log_parse(text_bytes(text), &m->keep, &m->log, &e)
                                         : event_log_read(log, &m->keep, &m->log, &e);
    cr_assert(is_read, "%s", e.text);
}

static struct machine machine_in(const char *path)
{
    AUTO(buf_done) struct buf file = shared(path);
    struct machine m = {0};
    struct err e;
    m.document = json_parse(buf_view(&file), &e);
    cr_assert_not_null(m.document, "%s", e.text);
    const struct json_value *root = json_root(m.document);
    const struct json_value *tcb_info = json_member(root, "tcb_info");
    (void)!json_text(json_member(root, "quote"), &m.quote);
    (void)!json_text(json_member(root, "vm_config"), &m.vm_config);
    read_log(&m, json_member(tcb_info != NULL ? tcb_info : root, "event_log"));
    return m;
}

static void machine_done(struct machine *m)
{
    event_log_done(&m->log);
    keep_done(&m->keep);
    json_free(m->document);
}

/* The registers of a TDX quote version 4: 48 bytes each. */
static struct sha384 register_of(const struct machine *m, enum os_register which)
{
    static const size_t at[] = {48 + 136, 48 + 328, 48 + 376, 48 + 424};
    struct sha384 value;
    struct text hex = {m->quote.at + 2 * at[which], 2 * SHA384_SIZE};
    cr_assert(m->quote.len > 1000 && hex_decode(hex, value.at, SHA384_SIZE));
    return value;
}

Test(real, all_registers_of_the_lite_fixture_follow_from_its_document)
{
    AUTO(machine_done)
    struct machine m = machine_in("vectors/attest/dstack/verifier/tdx-lite-getquote.json");
    AUTO(vm_config_done) struct vm_config config = {0};
    struct os_image image;
    struct os_reference reference;
    struct err e;
    cr_assert(vm_config_parse(m.vm_config, &config, &e), "%s", e.text);
    cr_assert(config.has_measurement);
    cr_assert(os_image_of_document(buf_view(&config.measurement), buf_view(&config.checksum_file),
                                   &image, &e),
              "%s", e.text);
    cr_assert(bytes_equal(BYTES_OF(image.hash.at), BYTES_OF(config.os_image_hash.at)));
    cr_assert_eq(config.page_order, PAGES_TWO_PASS);
    struct os_machine machine = {.has_memory_size = config.has_memory_size,
                                 .memory_size = config.memory_size,
                                 .page_order = config.page_order,
                                 .log = &m.log};
    os_expect(&image, &machine, &reference);
    for (unsigned i = 0; i < OS_REGISTERS; i++) {
        const char *name = os_register_word((enum os_register)i);
        cr_assert_eq(reference.of[i].n, 1, "%s: %s", name, reference.of[i].why);
        assert_equal_384(reference.of[i].values[0], register_of(&m, (enum os_register)i), name);
    }
}

static size_t next_of(const struct event_log *log, unsigned rtmr, size_t at)
{
    while (at < log->n && log->events[at].rtmr != rtmr) {
        at++;
    }
    return at;
}

/* The fixed events of RTMR0 and RTMR1, and the list of memory. */
static void check_events(const struct machine *m, uint64_t memory_size, enum ovmf_variant ovmf)
{
    static const char *const texts[] = {NULL, "Calling EFI Application from Boot Option", NULL,
                                        "Exit Boot Services Invocation",
                                        "Exit Boot Services Returned with Success"};
    AUTO(buf_done) struct buf short_form = bytes_of_hex(witness);
    struct td_hob_layout layout;
    struct sha384 hob;
    struct err e;
    size_t n = 0;
    size_t at = 0;
    const struct rtmr0_event *events = rtmr0_events(ovmf, &n);
    cr_assert(td_hob_of_witness(buf_view(&short_form), &layout, &e), "%s", e.text);
    cr_assert(td_hob_digest(&layout, memory_size, &hob, &e), "%s", e.text);
    for (size_t i = 0; i < n; i++, at++) {
        at = next_of(&m->log, 0, at);
        cr_assert_lt(at, m->log.n);
        const struct event *event = &m->log.events[at];
        cr_assert_eq(event->type, events[i].type, "event %zu", i);
        if (events[i].source == RTMR0_TD_HOB) {
            assert_equal_384(event->digest, hob, "the list of memory");
        } else if (events[i].source == RTMR0_FIXED) {
            assert_equal_384(event->digest, hash_of(events[i].digest), events[i].digest);
        }
    }
    cr_assert_eq(next_of(&m->log, 0, at), m->log.n);
    at = 0;
    for (size_t i = 0; i < COUNT(texts); i++, at++) {
        at = next_of(&m->log, 1, at);
        cr_assert_lt(at, m->log.n);
        if (texts[i] != NULL) {
            assert_equal_384(m->log.events[at].digest, sha384_of(text_bytes(text_of(texts[i]))),
                             texts[i]);
        }
    }
    cr_assert_eq(next_of(&m->log, 1, at), m->log.n);
}

Test(real, boot_events_are_those_of_a_service_on_phala_cloud)
{
    AUTO(machine_done)
    struct machine m = machine_in("vectors/attest/phala/vllm-proxy/sample_dstack_info.json");
    check_events(&m, UINT64_C(8) << 30, OVMF_PRE_202505);
}

Test(real, boot_events_are_those_of_a_machine_with_a_gpu)
{
    AUTO(machine_done)
    struct machine m = machine_in("vectors/attest/dstack/verifier/quote-report.json");
    AUTO(vm_config_done) struct vm_config config = {0};
    struct err e;
    cr_assert(vm_config_parse(m.vm_config, &config, &e), "%s", e.text);
    check_events(&m, config.memory_size, OVMF_PRE_202505);
    cr_assert_eq(config.page_order, PAGES_SINGLE_PASS);
    cr_assert_not(config.has_measurement);
}

/* Measurement documents of before version 3 had no version. */
Test(real, older_documents_are_not_read)
{
    static const char *const paths[] = {
        "vectors/attest/dstack/verifier/history/tdx-lite-getquote.d4975289.json",
        "vectors/attest/dstack/verifier/history/tdx-measurement-getquote.623613b3.json",
    };
    for (size_t i = 0; i < COUNT(paths); i++) {
        AUTO(machine_done) struct machine m = machine_in(paths[i]);
        AUTO(vm_config_done) struct vm_config config = {0};
        struct err e;
        cr_assert(vm_config_parse(m.vm_config, &config, &e), "%s", e.text);
        cr_assert_not(config.has_measurement);
        cr_assert(config.has_os_image_hash);
    }
}
