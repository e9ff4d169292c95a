/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/reference.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/mem.h"
#include "vectors.h"

static struct os_image files_image(void)
{
    AUTO(image_files_done) struct image_files all = image_files();
    struct os_image image;
    struct err e;
    cr_assert(os_image_of_files(&all.files, &image, &e), "%s", e.text);
    return image;
}

static void check_is(const struct os_value *value, struct sha384 wanted, const char *what)
{
    cr_assert_eq(value->n, 1, "%s: %s", what, value->why);
    assert_equal_384(value->values[0], wanted, what);
    cr_assert_null(value->assumption);
    cr_assert(os_value_is(value, BYTES_OF(wanted.at)));
    wanted.at[47] ^= 1;
    cr_assert_not(os_value_is(value, BYTES_OF(wanted.at)));
}

static void check_machine(struct os_image *image, const struct json_value *m, const char *ovmf)
{
    struct log log;
    struct os_reference reference;
    log_of(m, ovmf, &log);
    struct os_machine machine = {
        .has_memory_size = true,
        .memory_size = member_number(m, "memory_size"),
        .page_order = PAGES_TWO_PASS,
        .log = &log.log,
    };
    os_expect(image, &machine, &reference);
    check_is(&reference.of[OS_MRTD], member_384(expected(), "mrtd_two_pass"), "MRTD");
    check_is(&reference.of[OS_RTMR0], member_384(json_member(m, ovmf), "rtmr0"), "RTMR0");
    check_is(&reference.of[OS_RTMR1], member_384(m, "rtmr1"), "RTMR1");
    check_is(&reference.of[OS_RTMR2], member_384(expected(), "rtmr2"), "RTMR2");
    cr_assert(reference.has_log_tables);
}

Test(reference, registers_follow_from_files_and_machine)
{
    AUTO(os_image_done) struct os_image image = files_image();
    const struct json_value *machines = json_member(expected(), "machines");
    for (const struct json_value *m = json_first(machines); m != NULL; m = json_next(m)) {
        image.measurement.ovmf = OVMF_PRE_202505;
        check_machine(&image, m, "pre202505");
        image.measurement.ovmf = OVMF_STABLE_202505;
        check_machine(&image, m, "stable202505");
        image.measurement.ovmf = OVMF_UNKNOWN;
        check_machine(&image, m, "pre202505");
        check_machine(&image, m, "stable202505");
    }
}

Test(reference, a_document_is_for_machines_with_much_memory)
{
    AUTO(buf_done) struct buf document = vector("image/measurement.tdx.cbor");
    struct os_image image;
    struct os_reference reference;
    struct err e;
    cr_assert(os_image_of_document(buf_view(&document), bytes_of(NULL, 0), &image, &e));
    for (unsigned shift = 30; shift < 33; shift++) {
        uint64_t memory_size = UINT64_C(1) << shift;
        struct os_machine machine = {
            .has_memory_size = true, .memory_size = memory_size, .page_order = PAGES_SINGLE_PASS};
        os_expect(&image, &machine, &reference);
        check_is(&reference.of[OS_MRTD], member_384(expected(), "mrtd_single_pass"), "MRTD");
        if (shift == 30) {
            cr_assert_eq(reference.of[OS_RTMR1].n, 0);
            cr_assert_not_null(strstr(reference.of[OS_RTMR1].why, "2.75 GiB or more"));
        } else {
            const struct json_value *m = machine_of(shift == 31 ? memory_size : UINT64_C(8) << 30);
            check_is(&reference.of[OS_RTMR1], member_384(m, "rtmr1"), "RTMR1");
        }
    }
}

Test(reference, what_is_not_known_is_said)
{
    AUTO(os_image_done) struct os_image image = files_image();
    struct os_machine machine = {0};
    struct os_reference reference;
    os_expect(&image, &machine, &reference);
    struct sha384 two = member_384(expected(), "mrtd_two_pass");
    struct sha384 single = member_384(expected(), "mrtd_single_pass");
    cr_assert_eq(reference.of[OS_MRTD].n, 2);
    cr_assert(os_value_is(&reference.of[OS_MRTD], BYTES_OF(two.at)));
    cr_assert(os_value_is(&reference.of[OS_MRTD], BYTES_OF(single.at)));
    cr_assert_eq(reference.of[OS_RTMR0].n, 0);
    cr_assert_not(reference.has_log_tables);
    cr_assert_not_null(strstr(reference.of[OS_RTMR0].why, "how much memory"));
    cr_assert_eq(reference.of[OS_RTMR1].n, 1);
    cr_assert_not_null(strstr(reference.of[OS_RTMR1].assumption, "2.75 GiB or more"));

    machine.has_memory_size = true;
    machine.memory_size = 0x800000;
    os_expect(&image, &machine, &reference);
    cr_assert_not_null(strstr(reference.of[OS_RTMR0].why, "no event log"));
    machine.memory_size = 0x28001;
    os_expect(&image, &machine, &reference);
    cr_assert_eq(reference.of[OS_RTMR1].n, 0);
    cr_assert_not_null(strstr(reference.of[OS_RTMR1].why, "does not fit"));
}

/* Each change makes the log one of another firmware. */
Test(reference, tables_are_taken_from_a_log_of_that_firmware_alone)
{
    AUTO(os_image_done) struct os_image image = files_image();
    const struct json_value *m = machine_of(UINT64_C(8) << 30);
    struct os_reference reference;
    for (unsigned change = 0; change < 5; change++) {
        struct log log;
        log_of(m, "pre202505", &log);
        struct os_machine machine = {
            .has_memory_size = true, .memory_size = UINT64_C(8) << 30, .log = &log.log};
        switch (change) {
        case 0:
            log.log.n--;
            break;
        case 1:
            log.events[log.log.n++] = (struct event){.type = 4, .has_digest = true};
            break;
        case 2:
            log.events[9].type = 11;
            break;
        case 3:
            log.events[9].has_digest = false;
            break;
        default:
            image.measurement.ovmf = OVMF_STABLE_202505;
            break;
        }
        os_expect(&image, &machine, &reference);
        cr_assert_eq(reference.of[OS_RTMR0].n, 0, "change %u", change);
        cr_assert_not_null(strstr(reference.of[OS_RTMR0].why, "does not have the events"));
    }
    struct log log;
    log_of(m, "pre202505", &log);
    struct os_machine machine = {.has_memory_size = true, .memory_size = 4096, .log = &log.log};
    image.measurement.ovmf = OVMF_UNKNOWN;
    os_expect(&image, &machine, &reference);
    cr_assert_str_eq(reference.of[OS_RTMR0].why, "no machine has the stated size of memory");
    log.events[0].type = 1;
    os_expect(&image, &machine, &reference);
    cr_assert_not_null(strstr(reference.of[OS_RTMR0].why, "does not have the events"));
}

/* Leaves of a log what lite attestations have: events of the tables' type. */
static void keep_tables(struct log *log)
{
    size_t kept = 0;
    for (size_t i = 0; i < log->log.n; i++) {
        if (log->events[i].rtmr == 0 && log->events[i].type == 10) {
            log->events[kept++] = log->events[i];
        }
    }
    log->log.n = kept;
}

Test(reference, tables_are_taken_from_a_log_that_has_nothing_else)
{
    AUTO(os_image_done) struct os_image image = files_image();
    const struct json_value *m = machine_of(UINT64_C(8) << 30);
    struct os_reference reference;
    struct log log;
    log_of(m, "pre202505", &log);
    keep_tables(&log);
    cr_assert_eq(log.log.n, 3);
    struct os_machine machine = {
        .has_memory_size = true, .memory_size = UINT64_C(8) << 30, .log = &log.log};
    image.measurement.ovmf = OVMF_PRE_202505;
    os_expect(&image, &machine, &reference);
    check_is(&reference.of[OS_RTMR0], member_384(json_member(m, "pre202505"), "rtmr0"), "RTMR0");
    cr_assert(reference.has_log_tables);

    /* Which firmware they are of, they do not tell; the newer one has a table more. */
    static const enum ovmf_variant others[] = {OVMF_UNKNOWN, OVMF_STABLE_202505};
    for (size_t i = 0; i < COUNT(others); i++) {
        image.measurement.ovmf = others[i];
        os_expect(&image, &machine, &reference);
        cr_assert_eq(reference.of[OS_RTMR0].n, 0);
        cr_assert_not_null(strstr(reference.of[OS_RTMR0].why, "does not have the events"));
    }
    image.measurement.ovmf = OVMF_PRE_202505;
    log.events[log.log.n++] = (struct event){.type = 10, .has_digest = true};
    os_expect(&image, &machine, &reference);
    cr_assert_eq(reference.of[OS_RTMR0].n, 0);
    log.log.n = 2;
    os_expect(&image, &machine, &reference);
    cr_assert_eq(reference.of[OS_RTMR0].n, 0);
}

Test(reference, values_stand_for_themselves)
{
    struct os_image image = {.origin = OS_VALUES, .has_value = {[OS_RTMR1] = true}};
    struct os_machine machine = {0};
    struct os_reference reference;
    image.value[OS_RTMR1].at[0] = 7;
    os_expect(&image, &machine, &reference);
    check_is(&reference.of[OS_RTMR1], image.value[OS_RTMR1], "RTMR1");
    cr_assert_eq(reference.of[OS_MRTD].n, 0);
    cr_assert_str_eq(reference.of[OS_MRTD].why, "the reference has no value of it");
    cr_assert_not(os_value_is(&reference.of[OS_MRTD], BYTES_OF(image.value[OS_RTMR1].at)));
}
