/* SPDX-License-Identifier: Apache-2.0 */
#include "cert_write.h"

#include <openssl/sha.h>
#include <string.h>

#include "der_write.h"
#include "must.h"

enum { EXTENSION_MAX = 4096, EXPLICIT_VERSION = 0, EXPLICIT_EXTENSIONS = 3, URI_CHOICE = 6 };

static void attribute_write(struct buf *to, const char *oid, uint8_t tag, const char *value)
{
    size_t set = der_open(to, DER_SET);
    size_t pair = der_open(to, DER_SEQUENCE);
    der_oid(to, oid);
    der_text(to, tag, value);
    der_close(to, pair);
    der_close(to, set);
}

void name_write(struct buf *to, const struct name *name)
{
    size_t mark = der_open(to, DER_SEQUENCE);
    uint8_t tag = name->printable ? DER_PRINTABLE_STRING : DER_UTF8_STRING;
    const char *const common_names[] = {name->common_name, name->second};
    for (size_t i = 0; i < COUNT(common_names); i++) {
        if (common_names[i] != NULL) {
            attribute_write(to, "2.5.4.3", tag, common_names[i]);
        }
    }
    attribute_write(to, "2.5.4.10", DER_UTF8_STRING, "Intel Corporation");
    attribute_write(to, "2.5.4.7", DER_UTF8_STRING, "Santa Clara");
    attribute_write(to, "2.5.4.8", DER_UTF8_STRING, "CA");
    attribute_write(to, "2.5.4.6", DER_PRINTABLE_STRING, "US");
    der_close(to, mark);
}

void algorithm_write(struct buf *to, enum hash hash)
{
    static const char *const OIDS[] = {
        [HASH_SHA256] = "1.2.840.10045.4.3.2",
        [HASH_SHA384] = "1.2.840.10045.4.3.3",
        [HASH_SHA512] = "1.2.840.10045.4.3.4",
    };
    size_t mark = der_open(to, DER_SEQUENCE);
    der_oid(to, OIDS[hash]);
    der_close(to, mark);
}

static void point_append(struct buf *to, const struct point *key)
{
    buf_char(to, 4);
    buf_add(to, bytes_of(key->xy, key->len));
}

void key_id_of(const struct point *key, uint8_t out[20])
{
    struct buf encoded = buf_start(POINT_MAX + 1);
    point_append(&encoded, key);
    must(SHA1(encoded.at, encoded.len, out) != NULL, "key id");
    buf_done(&encoded);
}

void aki_write(struct buf *to, const struct signer *issuer)
{
    uint8_t id[20];
    struct point key;
    signer_point(issuer, &key);
    key_id_of(&key, id);
    size_t mark = der_open(to, DER_SEQUENCE);
    der_value(to, DER_CONTEXT, BYTES_OF(id));
    der_close(to, mark);
}

static void key_write(struct buf *to, enum curve curve, const struct point *key)
{
    static const char *const OIDS[] = {
        [CURVE_P256] = "1.2.840.10045.3.1.7",
        [CURVE_P384] = "1.3.132.0.34",
        [CURVE_K256] = "1.3.132.0.10",
    };
    size_t mark = der_open(to, DER_SEQUENCE);
    size_t algorithm = der_open(to, DER_SEQUENCE);
    der_oid(to, "1.2.840.10045.2.1");
    der_oid(to, OIDS[curve]);
    der_close(to, algorithm);
    size_t bits = der_open(to, DER_BIT_STRING);
    buf_char(to, 0);
    point_append(to, key);
    der_close(to, bits);
    der_close(to, mark);
}

static void one_extension(struct buf *to, const char *oid, bool critical, struct bytes value)
{
    size_t mark = der_open(to, DER_SEQUENCE);
    der_oid(to, oid);
    if (critical) {
        der_boolean(to, 0xff);
    }
    der_value(to, DER_OCTET_STRING, value);
    der_close(to, mark);
}

/* Writes the extension once or twice, critical or not, and takes the value's memory. */
static void extension_put(struct buf *to, const struct cert_spec *spec, const char *oid,
                          bool critical, struct buf *value)
{
    bool flip = spec->flipped != NULL && strcmp(spec->flipped, oid) == 0;
    bool twice = spec->doubled != NULL && strcmp(spec->doubled, oid) == 0;
    for (int i = 0; i < (twice ? 2 : 1); i++) {
        one_extension(to, oid, critical != flip, buf_view(value));
    }
    buf_done(value);
}

static void key_ids_put(struct buf *to, const struct cert_spec *spec, const struct point *key)
{
    uint8_t id[20];
    struct buf value = buf_start(EXTENSION_MAX);
    aki_write(&value, &spec->issuer_key);
    extension_put(to, spec, OID_AKI, false, &value);
    key_id_of(key, id);
    value = buf_start(EXTENSION_MAX);
    der_value(&value, DER_OCTET_STRING, BYTES_OF(id));
    extension_put(to, spec, OID_SKI, false, &value);
}

static void crl_points_put(struct buf *to, const struct cert_spec *spec)
{
    struct buf value = buf_start(EXTENSION_MAX);
    size_t points = der_open(&value, DER_SEQUENCE);
    size_t point = der_open(&value, DER_SEQUENCE);
    size_t name = der_open(&value, DER_CONTEXT_CONSTRUCTED);
    size_t full = der_open(&value, DER_CONTEXT_CONSTRUCTED);
    der_text(&value, DER_CONTEXT | URI_CHOICE, spec->crl_url);
    der_close(&value, full);
    der_close(&value, name);
    der_close(&value, point);
    der_close(&value, points);
    extension_put(to, spec, OID_CRL_POINTS, false, &value);
}

static void key_usage_put(struct buf *to, const struct cert_spec *spec)
{
    if (spec->key_usage == KEY_USAGE_ABSENT) {
        return;
    }
    uint8_t bits = (uint8_t)spec->key_usage;
    uint8_t unused = 0;
    while (unused < 7 && (bits & (1 << unused)) == 0) {
        unused++;
    }
    struct buf value = buf_start(EXTENSION_MAX);
    if ((spec->key_usage & USAGE_DECIPHER_ONLY) != 0) {
        der_value(&value, DER_BIT_STRING, bytes_of((uint8_t[]){7, bits, 0x80}, 3));
    } else {
        der_value(&value, DER_BIT_STRING, bytes_of((uint8_t[]){unused, bits}, 2));
    }
    extension_put(to, spec, OID_KEY_USAGE, true, &value);
}

static void basic_constraints_put(struct buf *to, const struct cert_spec *spec)
{
    if (spec->basic == BASIC_ABSENT) {
        return;
    }
    struct buf value = buf_start(EXTENSION_MAX);
    size_t mark = der_open(&value, DER_SEQUENCE);
    if (spec->basic == BASIC_CA) {
        der_boolean(&value, 0xff);
    }
    if (spec->path_len != PATH_LEN_ABSENT) {
        der_number(&value, (uint64_t)spec->path_len);
    }
    der_close(&value, mark);
    extension_put(to, spec, OID_BASIC_CONSTRAINTS, true, &value);
}

static void own_extensions_put(struct buf *to, const struct cert_spec *spec)
{
    struct buf value = buf_start(EXTENSION_MAX);
    if (spec->has_sgx) {
        sgx_extension_write(&value, &spec->sgx);
        extension_put(to, spec, SGX_OID, false, &value);
        value = buf_start(EXTENSION_MAX);
    }
    if (spec->extra.oid != NULL) {
        hex_append(&value, spec->extra.hex);
        extension_put(to, spec, spec->extra.oid, spec->extra.critical, &value);
        value = buf_start(EXTENSION_MAX);
    }
    buf_done(&value);
}

static void extensions_write(struct buf *to, const struct cert_spec *spec, const struct point *key)
{
    size_t tagged = der_open(to, DER_CONTEXT_CONSTRUCTED | EXPLICIT_EXTENSIONS);
    size_t list = der_open(to, DER_SEQUENCE);
    key_ids_put(to, spec, key);
    crl_points_put(to, spec);
    if (!spec->usage_last) {
        key_usage_put(to, spec);
    }
    basic_constraints_put(to, spec);
    if (spec->usage_last) {
        key_usage_put(to, spec);
    }
    own_extensions_put(to, spec);
    der_close(to, list);
    der_close(to, tagged);
}

static void serial_write(struct buf *to, const char *hex)
{
    struct buf serial = buf_start(64);
    hex_append(&serial, hex);
    der_integer(to, buf_view(&serial));
    buf_done(&serial);
}

static void validity_write(struct buf *to, const struct cert_spec *spec)
{
    size_t mark = der_open(to, DER_SEQUENCE);
    der_time(to, spec->not_before);
    der_time(to, spec->not_after);
    der_close(to, mark);
}

void signed_close(struct buf *to, size_t mark, const struct signer *issuer, enum hash hash,
                  enum fault fault)
{
    struct signature signature;
    sign_badly(issuer, fault, hash, bytes_of(to->at + mark, to->len - mark), &signature);
    algorithm_write(to, hash);
    size_t bits = der_open(to, DER_BIT_STRING);
    buf_char(to, 0);
    size_t pair = der_open(to, DER_SEQUENCE);
    der_integer(to, bytes_of(signature.rs, signature.half));
    der_integer(to, bytes_of(signature.rs + signature.half, signature.half));
    der_close(to, pair);
    der_close(to, bits);
}

void cert_write(struct buf *to, const struct cert_spec *spec)
{
    struct point key = spec->chosen_key;
    if (key.len == 0) {
        signer_point(&spec->key, &key);
    }
    size_t whole = der_open(to, DER_SEQUENCE);
    size_t content = der_open(to, DER_SEQUENCE);
    size_t version = der_open(to, DER_CONTEXT_CONSTRUCTED | EXPLICIT_VERSION);
    der_number(to, spec->version);
    der_close(to, version);
    serial_write(to, spec->serial);
    algorithm_write(to, spec->named_hash);
    name_write(to, &spec->issuer);
    validity_write(to, spec);
    name_write(to, &spec->subject);
    key_write(to, spec->key.curve, &key);
    extensions_write(to, spec, &key);
    der_close(to, content);
    signed_close(to, whole, &spec->issuer_key, spec->hash, spec->fault);
    der_close(to, whole);
    hex_append(to, spec->trailing);
}
