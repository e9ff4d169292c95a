/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/reference.h"

#include <stdarg.h>
#include <stdio.h>

#include "attest/os/kernel.h"
#include "attest/os/rtmr.h"
#include "crypto/equal.h"

static const char much_memory[] = "the machine has 2 GiB of memory, or 2.75 GiB or more";

static void set_why(struct os_value *value, const char *format, ...) PRINTF_LIKE(2, 3);
static void set_why(struct os_value *value, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(value->why, sizeof value->why, format, args);
    va_end(args);
}

static void set_value(struct os_value *value, struct sha384 is)
{
    value->values[value->n++] = is;
}

static void expect_mrtd(const struct os_measurement *m, const struct os_machine *machine,
                        struct os_value *out)
{
    if (machine->page_order != PAGES_TWO_PASS) {
        set_value(out, m->mrtd_single_pass);
    }
    if (machine->page_order != PAGES_SINGLE_PASS) {
        set_value(out, m->mrtd_two_pass);
    }
}

/* The next event of that register, from `*at` on; NULL at the end. */
static const struct event *next_event(const struct event_log *log, unsigned rtmr, size_t *at)
{
    while (*at < log->n) {
        const struct event *event = &log->events[(*at)++];
        if (event->rtmr == rtmr) {
            return event;
        }
    }
    return NULL;
}

/* The events of RTMR0 are those of that firmware, by their number, order and types; of a lite log,
 * those of the tables. Sets the digests of the tables. */
static bool read_tables(const struct event_log *log, enum ovmf_variant ovmf, bool is_lite,
                        struct sha384 tables[RTMR0_SOURCES])
{
    size_t n = 0;
    size_t at = 0;
    const struct rtmr0_event *expected = rtmr0_events(ovmf, &n);
    for (size_t i = 0; i < n; i++) {
        bool is_table = expected[i].source < RTMR0_TABLES;
        if (is_lite && !is_table) {
            continue;
        }
        const struct event *event = next_event(log, 0, &at);
        TRY(event != NULL && event->type == expected[i].type && event->has_digest);
        if (is_table) {
            tables[expected[i].source] = event->digest;
        }
    }
    return next_event(log, 0, &at) == NULL;
}

/* As read_tables; where the image does not say which firmware it has, a log that leaves nothing out
 * tells. */
static bool find_tables(const struct event_log *log, enum ovmf_variant *ovmf,
                        struct sha384 tables[RTMR0_SOURCES])
{
    if (*ovmf != OVMF_UNKNOWN) {
        return read_tables(log, *ovmf, false, tables) || read_tables(log, *ovmf, true, tables);
    }
    static const enum ovmf_variant known[] = {OVMF_PRE_202505, OVMF_STABLE_202505};
    for (size_t i = 0; i < COUNT(known); i++) {
        if (read_tables(log, known[i], false, tables)) {
            *ovmf = known[i];
            return true;
        }
    }
    return false;
}

static void expect_rtmr0(const struct os_measurement *m, const struct os_machine *machine,
                         struct os_reference *out)
{
    struct os_value *value = &out->of[OS_RTMR0];
    struct sha384 digests[RTMR0_SOURCES];
    enum ovmf_variant ovmf = m->ovmf;
    struct err e;
    if (!machine->has_memory_size) {
        set_why(value, "nothing says how much memory the machine has");
    } else if (machine->log == NULL) {
        set_why(value, "there is no event log, which alone has the digests of the ACPI tables");
    } else if (!find_tables(machine->log, &ovmf, digests)) {
        set_why(value, "the event log's RTMR0 does not have the events of the image's firmware");
    } else if (!td_hob_digest(&m->td_hob, machine->memory_size, &digests[RTMR0_TD_HOB], &e)) {
        set_why(value, "%.150s", e.text);
    } else {
        set_value(value, rtmr0_value(ovmf, digests));
        out->has_log_tables = true;
    }
}

static void expect_rtmr1(const struct os_image *image, const struct os_machine *machine,
                         struct os_value *out)
{
    struct sha384 kernel = image->measurement.kernel;
    struct err e;
    if (!machine->has_memory_size) {
        out->assumption = much_memory;
    } else if (!kernel_is_as_high(machine->memory_size)) {
        if (image->kernel.len == 0) {
            set_why(out, "a measurement document is for machines with 2 GiB of memory, or 2.75 "
                         "GiB or more");
            return;
        }
        if (!kernel_authenticode(buf_view(&image->kernel), image->initrd_size, machine->memory_size,
                                 &kernel, &e)) {
            set_why(out, "%.150s", e.text);
            return;
        }
    }
    set_value(out, rtmr1_value(&kernel));
}

static void expect_values(const struct os_image *image, struct os_reference *out)
{
    for (unsigned i = 0; i < OS_REGISTERS; i++) {
        if (image->has_value[i]) {
            set_value(&out->of[i], image->value[i]);
        } else {
            set_why(&out->of[i], "the reference has no value of it");
        }
    }
}

void os_expect(const struct os_image *image, const struct os_machine *machine,
               struct os_reference *out)
{
    const struct os_measurement *m = &image->measurement;
    *out = (struct os_reference){0};
    if (!image->has_measurement) {
        expect_values(image, out);
        return;
    }
    expect_mrtd(m, machine, &out->of[OS_MRTD]);
    expect_rtmr0(m, machine, out);
    expect_rtmr1(image, machine, &out->of[OS_RTMR1]);
    set_value(&out->of[OS_RTMR2], rtmr2_value(&m->command_line, &m->initrd));
}

bool os_value_is(const struct os_value *value, struct bytes found)
{
    for (size_t i = 0; i < value->n; i++) {
        if (equal_bytes(BYTES_OF(value->values[i].at), found)) {
            return true;
        }
    }
    return false;
}
