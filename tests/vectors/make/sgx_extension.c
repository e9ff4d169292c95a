/* SPDX-License-Identifier: Apache-2.0 */
#include "sgx_extension.h"

#include <stdio.h>
#include <string.h>

#include "der_write.h"

enum { PCESVN_ENTRY = 17, CPUSVN_ENTRY = 18, VALUE_MAX = 1024 };

static void entry_write(struct buf *to, const char *entry, struct bytes value)
{
    char oid[64];
    (void)snprintf(oid, sizeof(oid), SGX_OID ".%s", entry);
    size_t mark = der_open(to, DER_SEQUENCE);
    der_oid(to, oid);
    buf_add(to, value);
    der_close(to, mark);
}

/* Writes an entry, unless something is to be done to just this one. */
static void entry_put(struct buf *to, const struct sgx_spec *spec, const char *entry,
                      const struct buf *value)
{
    bool is_it = spec->entry != NULL && strcmp(spec->entry, entry) == 0;
    enum entry_fault fault = is_it ? spec->fault : ENTRY_RIGHT;
    if (fault == ENTRY_REPLACED) {
        struct buf other = buf_start(VALUE_MAX);
        hex_append(&other, spec->hex);
        entry_write(to, entry, buf_view(&other));
        buf_done(&other);
        return;
    }
    if (fault == ENTRY_DOUBLED) {
        entry_write(to, entry, buf_view(value));
    }
    if (fault != ENTRY_DROPPED) {
        entry_write(to, entry, buf_view(value));
    }
}

static void octets_put(struct buf *to, const struct sgx_spec *spec, const char *entry,
                       struct bytes octets)
{
    struct buf value = buf_start(VALUE_MAX);
    der_value(&value, DER_OCTET_STRING, octets);
    entry_put(to, spec, entry, &value);
    buf_done(&value);
}

static void number_put(struct buf *to, const struct sgx_spec *spec, unsigned entry, unsigned number)
{
    char name[16];
    struct buf value = buf_start(VALUE_MAX);
    (void)snprintf(name, sizeof(name), "2.%u", entry);
    der_number(&value, number);
    entry_put(to, spec, name, &value);
    buf_done(&value);
}

static void tcb_put(struct buf *to, const struct sgx_spec *spec)
{
    struct buf value = buf_start(VALUE_MAX);
    size_t mark = der_open(&value, DER_SEQUENCE);
    for (unsigned i = 0; i < N_COMPONENTS; i++) {
        number_put(&value, spec, i + 1, spec->components[i]);
    }
    number_put(&value, spec, PCESVN_ENTRY, spec->pcesvn);
    octets_put(&value, spec, "2.18", BYTES_OF(spec->cpusvn));
    der_close(&value, mark);
    entry_put(to, spec, "2", &value);
    buf_done(&value);
}

static void configuration_put(struct buf *to, const struct sgx_spec *spec)
{
    static const struct {
        const char *entry;
        uint8_t value;
    } FLAGS[] = {{"7.1", 0xff}, {"7.2", 0}, {"7.3", 0}};
    struct buf value = buf_start(VALUE_MAX);
    size_t mark = der_open(&value, DER_SEQUENCE);
    for (size_t i = 0; i < COUNT(FLAGS); i++) {
        struct buf flag = buf_start(VALUE_MAX);
        der_boolean(&flag, FLAGS[i].value);
        entry_put(&value, spec, FLAGS[i].entry, &flag);
        buf_done(&flag);
    }
    der_close(&value, mark);
    entry_put(to, spec, "7", &value);
    buf_done(&value);
}

void sgx_extension_write(struct buf *to, const struct sgx_spec *spec)
{
    uint8_t instance[16];
    struct buf type = buf_start(VALUE_MAX);
    memset(instance, 0xbb, sizeof(instance));
    der_value(&type, DER_ENUMERATED, bytes_of(&spec->type, 1));
    size_t mark = der_open(to, DER_SEQUENCE);
    octets_put(to, spec, "1", BYTES_OF(spec->ppid));
    tcb_put(to, spec);
    octets_put(to, spec, "3", BYTES_OF(spec->pceid));
    octets_put(to, spec, "4", BYTES_OF(spec->fmspc));
    entry_put(to, spec, "5", &type);
    if (spec->of_platform_ca) {
        octets_put(to, spec, "6", BYTES_OF(instance));
        configuration_put(to, spec);
    }
    der_close(to, mark);
    if (spec->fault == EXTENSION_TRAILED) {
        hex_append(to, spec->hex);
    }
    buf_done(&type);
}
