/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/binding_key.h"

#include <string.h>

#include "codec/der.h"

static void add_form(struct key_forms *forms, struct bytes form)
{
    forms->at[forms->n++] = form;
}

/* What the BIT STRING of a SubjectPublicKeyInfo holds; other values as they are. */
static struct bytes key_bits(struct bytes key)
{
    struct bytes info;
    struct bytes algorithm;
    struct bytes bits = {NULL, 0};
    uint8_t unused = 0;
    struct bytes rest = key;
    bool ok = der_element(&rest, DER_SEQUENCE, &info) && bytes_end(rest) &&
              der_element(&info, DER_SEQUENCE, &algorithm) && der_bits(&info, &bits, &unused) &&
              unused == 0 && bits.left > 0 && bytes_end(info);
    return ok ? bits : key;
}

void key_forms_of(struct bytes key, struct key_forms *forms)
{
    struct bytes bits = key_bits(key);
    struct secp256k1_key point;
    forms->n = 0;
    add_form(forms, key);
    if (bits.at != key.at) {
        add_form(forms, bits);
    }
    forms->sec1[0] = 4;
    if (bits.left == SECP256K1_KEY_SIZE) {
        memcpy(forms->sec1 + 1, bits.at, SECP256K1_KEY_SIZE);
        add_form(forms, BYTES_OF(forms->sec1));
        bits = BYTES_OF(forms->sec1);
    } else if (bits.left == SEC1_POINT_SIZE && bits.at[0] == 4) {
        add_form(forms, bytes_of(bits.at + 1, SECP256K1_KEY_SIZE));
    }
    if (!secp256k1_key_parse(bits, &point)) {
        return;
    }
    if (bits.left == SECP256K1_COMPRESSED_SIZE) {
        memcpy(forms->point, point.at, SECP256K1_KEY_SIZE);
        memcpy(forms->sec1 + 1, point.at, SECP256K1_KEY_SIZE);
        add_form(forms, BYTES_OF(forms->point));
        add_form(forms, BYTES_OF(forms->sec1));
    } else {
        secp256k1_key_compressed(&point, forms->compressed);
        add_form(forms, BYTES_OF(forms->compressed));
    }
}
