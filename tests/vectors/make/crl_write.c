/* SPDX-License-Identifier: Apache-2.0 */
#include "crl_write.h"

#include "der_write.h"

enum { VALUE_MAX = 1024, CRL_VERSION_2 = 1, FIRST_OTHER = 0x7000000 };

static void extension_write(struct buf *to, const char *oid, bool critical, struct bytes value)
{
    size_t mark = der_open(to, DER_SEQUENCE);
    der_oid(to, oid);
    if (critical) {
        der_boolean(to, 0xff);
    }
    der_value(to, DER_OCTET_STRING, value);
    der_close(to, mark);
}

static void entry_extensions_write(struct buf *to, const struct crl_spec *spec)
{
    static const struct extension KEY_COMPROMISE = {"2.5.29.21", false, "0a0101"};
    const struct extension *one = spec->of_entries.oid != NULL ? &spec->of_entries
                                                               : &KEY_COMPROMISE;
    struct buf value = buf_start(VALUE_MAX);
    hex_append(&value, one->hex);
    size_t mark = der_open(to, DER_SEQUENCE);
    extension_write(to, one->oid, one->critical, buf_view(&value));
    der_close(to, mark);
    buf_done(&value);
}

static void entry_write(struct buf *to, const struct crl_spec *spec, struct bytes serial)
{
    size_t mark = der_open(to, DER_SEQUENCE);
    der_integer(to, serial);
    der_time(to, spec->revoked_at);
    if (spec->with_reason || spec->of_entries.oid != NULL) {
        entry_extensions_write(to, spec);
    }
    der_close(to, mark);
}

static void others_write(struct buf *to, const struct crl_spec *spec)
{
    for (unsigned i = 0; i < spec->n_others; i++) {
        /* A long step, so that the entries are not in order. */
        unsigned number = FIRST_OTHER + (i * 40503U) % 65521U;
        uint8_t serial[] = {(uint8_t)(number >> 24), (uint8_t)(number >> 16),
                            (uint8_t)(number >> 8), (uint8_t)number};
        entry_write(to, spec, BYTES_OF(serial));
    }
}

static void entries_write(struct buf *to, const struct crl_spec *spec)
{
    if (spec->revoked[0] == NULL && spec->n_others == 0) {
        return;
    }
    size_t mark = der_open(to, DER_SEQUENCE);
    others_write(to, spec);
    for (size_t i = 0; i < REVOKED_MAX && spec->revoked[i] != NULL; i++) {
        struct buf serial = buf_start(VALUE_MAX);
        hex_append(&serial, spec->revoked[i]);
        entry_write(to, spec, buf_view(&serial));
        buf_done(&serial);
    }
    der_close(to, mark);
}

static void number_write(struct buf *to, const char *hex)
{
    struct buf value = buf_start(VALUE_MAX);
    struct buf number = buf_start(VALUE_MAX);
    hex_append(&number, hex);
    der_integer(&value, buf_view(&number));
    extension_write(to, OID_CRL_NUMBER, false, buf_view(&value));
    buf_done(&number);
    buf_done(&value);
}

static void extensions_write(struct buf *to, const struct crl_spec *spec)
{
    if (spec->number == NULL && !spec->has_aki && spec->extra.oid == NULL) {
        return;
    }
    struct buf value = buf_start(VALUE_MAX);
    size_t tagged = der_open(to, DER_CONTEXT_CONSTRUCTED);
    size_t list = der_open(to, DER_SEQUENCE);
    if (spec->number != NULL) {
        number_write(to, spec->number);
    }
    if (spec->has_aki) {
        aki_write(&value, &spec->issuer_key);
        extension_write(to, OID_AKI, false, buf_view(&value));
        buf_clear(&value);
    }
    if (spec->extra.oid != NULL) {
        hex_append(&value, spec->extra.hex);
        extension_write(to, spec->extra.oid, spec->extra.critical, buf_view(&value));
    }
    der_close(to, list);
    der_close(to, tagged);
    buf_done(&value);
}

void crl_write(struct buf *to, const struct crl_spec *spec)
{
    size_t whole = der_open(to, DER_SEQUENCE);
    size_t content = der_open(to, DER_SEQUENCE);
    der_number(to, CRL_VERSION_2);
    algorithm_write(to, spec->named_hash);
    name_write(to, &spec->issuer);
    der_time(to, spec->this_update);
    if (spec->next_update != 0) {
        der_time(to, spec->next_update);
    }
    entries_write(to, spec);
    extensions_write(to, spec);
    der_close(to, content);
    signed_close(to, whole, &spec->issuer_key, spec->hash, spec->fault);
    der_close(to, whole);
    hex_append(to, spec->trailing);
}
