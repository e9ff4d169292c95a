/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/os/judge.h"

#include <stdio.h>

#include "attest/os/digest_list.h"
#include "base/mem.h"
#include "crypto/equal.h"

/* What the machine booted, against a reference (dstack specification sections 8, 9 and 12). */

static const struct {
    enum check_id check;
    enum td_field field;
} registers[OS_REGISTERS] = {
    [OS_MRTD] = {CHECK_OS_MRTD, TD_MRTD},
    [OS_RTMR0] = {CHECK_OS_RTMR0, TD_RTMR0},
    [OS_RTMR1] = {CHECK_OS_RTMR1, TD_RTMR1},
    [OS_RTMR2] = {CHECK_OS_RTMR2, TD_RTMR2},
};

static bool has_registers(const struct trial *t)
{
    return t->evidence->has_quote && t->evidence->quote.tee == TEE_TDX;
}

/* The document that the machine carries, and the list of files that names it. */
static enum carried_state read_carried(struct os_case *c)
{
    struct err *e = &c->carried_error;
    struct bytes document = buf_view(&c->config.measurement);
    struct bytes list = buf_view(&c->config.checksum_file);
    if (!c->config.has_measurement) {
        return CARRIED_NONE;
    }
    if (!os_image_of_document(document, bytes_of(NULL, 0), &c->carried, e)) {
        return CARRIED_UNREADABLE;
    }
    if (!os_image_of_document(document, list, &c->carried, e)) {
        return CARRIED_WRONG;
    }
    if (c->config.has_os_image_hash &&
        !equal_bytes(BYTES_OF(c->config.os_image_hash.at), BYTES_OF(c->carried.hash.at))) {
        (void)err_set(e, ERR_MALFORMED, "its %s is not that of the image hash in vm_config",
                      DIGEST_LIST_FILE);
        return CARRIED_WRONG;
    }
    return CARRIED_BOUND;
}

static void read_config(struct os_case *c)
{
    struct text json = c->t->evidence->vm_config;
    if (json.len == 0) {
        return;
    }
    if (vm_config_parse(json, &c->config, &c->carried_error)) {
        c->carried_state = read_carried(c);
    } else {
        vm_config_done(&c->config);
        c->carried_state = CARRIED_UNREADABLE;
    }
}

/* It says something of a register. */
static bool has_measurements(const struct os_image *image)
{
    bool has = image->has_measurement;
    for (unsigned i = 0; i < OS_REGISTERS; i++) {
        has = has || image->has_value[i];
    }
    return has;
}

/* The caller's reference; where that is the hash of an image alone, the document that the machine
 * carries stands for the image, when the image lists it. */
static void choose_image(struct os_case *c)
{
    c->given = c->t->options->app.os_image;
    if (c->given != NULL && has_measurements(c->given)) {
        c->image = c->given;
    } else if (c->carried_state == CARRIED_BOUND) {
        c->image = &c->carried;
        c->is_own_word = c->given == NULL ||
                         !equal_bytes(BYTES_OF(c->given->hash.at), BYTES_OF(c->carried.hash.at));
    }
    if (c->image != NULL) {
        const struct os_machine machine = {
            .has_memory_size = c->config.has_memory_size,
            .memory_size = c->config.memory_size,
            .page_order = c->config.page_order,
            .log = c->t->evidence->has_log ? &c->t->evidence->log : NULL,
        };
        os_expect(c->image, &machine, &c->reference);
    }
}

/* What is not known leaves the caller's question open; nobody asked for the machine's own word. */
static void leave_open(const struct os_case *c, enum check_id id, const char *detail)
{
    bool is_asked = !c->is_own_word && c->image->has_measurement;
    check_set(&c->t->checks->of[id], is_asked ? RESULT_UNDECIDED : RESULT_SKIP, "%s", detail);
}

/* "the image files give": what is before "it". */
static const char *source_of(const struct os_case *c)
{
    static const char *const sources[] = {
        [OS_FILES] = "the image files give",
        [OS_DOCUMENT] = "the measurement document gives",
        [OS_LIST] = "the image hash gives",
        [OS_VALUES] = "the measured values give",
    };
    return c->is_own_word ? "the machine's own measurement document gives"
                          : sources[c->image->origin];
}

static void judge_register(const struct os_case *c, enum os_register which)
{
    enum check_id id = registers[which].check;
    const struct os_value *value = &c->reference.of[which];
    struct bytes found = c->t->evidence->quote.td[registers[which].field];
    if (value->n == 0) {
        leave_open(c, id, value->why);
        return;
    }
    if (os_value_is(value, found)) {
        (void)check_pass(c->t->checks, id, "as %s it", source_of(c));
        return;
    }
    struct check *check = check_equal(c->t->checks, id, BYTES_OF(value->values[0].at), found);
    if (value->assumption != NULL) {
        char detail[CHECK_DETAIL];
        (void)snprintf(detail, sizeof detail, "differs, if %s, which nothing says",
                       value->assumption);
        leave_open(c, id, detail);
    } else {
        check_set(check, RESULT_FAIL, "is not as %s it", source_of(c));
    }
}

static void judge_acpi(const struct os_case *c)
{
    const enum check_id id = CHECK_OS_ACPI;
    if (c->t->checks->of[CHECK_OS_RTMR0].result != RESULT_PASS) {
        (void)check_skip(c->t->checks, id, "RTMR0, which they are part of, was not confirmed");
    } else if (c->reference.has_log_tables) {
        (void)check_warn(c->t->checks, id,
                         "their digests are the event log's own: numbers of CPUs and devices are "
                         "not proved");
    } else {
        (void)check_pass(c->t->checks, id, "they are part of the RTMR0 that was given");
    }
}

/* Without anything to compare with. */
static void skip_registers(const struct trial *t, const char *detail)
{
    for (unsigned i = 0; i < OS_REGISTERS; i++) {
        (void)check_skip(t->checks, registers[i].check, "%s", detail);
    }
    (void)check_skip(t->checks, CHECK_OS_ACPI, "%s", detail);
}

static void judge_registers(const struct os_case *c)
{
    if (!has_registers(c->t)) {
        skip_registers(c->t, "the evidence has no TDX quote");
    } else if (c->image == NULL) {
        skip_registers(c->t, "there is no reference to compare with");
    } else {
        for (unsigned i = 0; i < OS_REGISTERS; i++) {
            judge_register(c, (enum os_register)i);
        }
        judge_acpi(c);
    }
}

static void case_done(struct os_case *c)
{
    vm_config_done(&c->config);
    os_image_done(&c->carried);
}

void trial_os(struct trial *t)
{
    AUTO(mem_freep) struct os_case *c = mem_new(sizeof *c);
    c->t = t;
    read_config(c);
    choose_image(c);
    judge_registers(c);
    os_judge_image(c);
    os_judge_identity(c);
    if (t->app != NULL && c->given != NULL) {
        t->app->os_version = text_of(c->given->version);
    }
    case_done(c);
}
