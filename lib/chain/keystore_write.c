/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/keystore.h"
#include "codec/json_write.h"

enum { DERIVED_SIZE = 32, UUID_TEXT = 37 };

/* Version 4 of RFC 9562: random but for six bits. */
static void write_uuid(const uint8_t id[KEYSTORE_ID_SIZE], struct json_writer *w)
{
    enum { VERSION_AT = 6, VARIANT_AT = 8 };
    static const uint8_t hyphens[KEYSTORE_ID_SIZE] = {[4] = 1, [6] = 1, [8] = 1, [10] = 1};
    AUTO(buf_done) struct buf text = buf_start(UUID_TEXT);
    for (unsigned i = 0; i < KEYSTORE_ID_SIZE; i++) {
        unsigned octet = id[i];
        octet = i == VERSION_AT ? 0x40 | (octet & 0x0f) : octet;
        octet = i == VARIANT_AT ? 0x80 | (octet & 0x3f) : octet;
        buf_printf(&text, "%s%02x", hyphens[i] != 0 ? "-" : "", octet);
    }
    json_member_text(w, "id", buf_view_text(&text));
}

static void write_kdf(const struct keystore_kdf *kdf, struct json_writer *w)
{
    json_member_string(w, "kdf", kdf->is_scrypt ? "scrypt" : "pbkdf2");
    json_key(w, "kdfparams");
    json_begin_object(w);
    json_member_uint(w, "dklen", DERIVED_SIZE);
    if (kdf->is_scrypt) {
        json_member_uint(w, "n", kdf->cost.n);
        json_member_uint(w, "p", kdf->cost.p);
        json_member_uint(w, "r", kdf->cost.r);
    } else {
        json_member_uint(w, "c", kdf->rounds);
        json_member_string(w, "prf", "hmac-sha256");
    }
    json_member_hex(w, "salt", bytes_of(kdf->salt, kdf->n_salt));
    json_end_object(w);
}

static void write_crypto(const struct keystore *keystore, struct json_writer *w)
{
    json_begin_object(w);
    json_member_string(w, "cipher", "aes-128-ctr");
    json_key(w, "cipherparams");
    json_begin_object(w);
    json_member_hex(w, "iv", BYTES_OF(keystore->iv));
    json_end_object(w);
    json_member_hex(w, "ciphertext", bytes_of(keystore->ciphertext, keystore->n_ciphertext));
    write_kdf(&keystore->kdf, w);
    json_member_hex(w, "mac", BYTES_OF(keystore->mac));
    json_end_object(w);
}

void keystore_write(const struct keystore *keystore, const uint8_t id[KEYSTORE_ID_SIZE],
                    struct buf *out)
{
    struct json_writer w = json_writer_to(out, false);
    json_begin_object(&w);
    if (keystore->has_address) {
        json_member_hex(&w, "address", BYTES_OF(keystore->address.at));
    }
    json_key(&w, "crypto");
    write_crypto(keystore, &w);
    write_uuid(id, &w);
    json_member_uint(&w, "version", 3);
    json_end_object(&w);
    buf_char(out, '\n');
}
