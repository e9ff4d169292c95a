/* SPDX-License-Identifier: Apache-2.0 */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "pki.h"

#include <criterion/criterion.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/obj_mac.h>
#include <string.h>

#include "base/hex.h"
#include "codec/pem.h"

enum { CAP = 64 * 1024 };

static const char *or_else(const char *given, const char *otherwise)
{
    return given != NULL ? given : otherwise;
}

void pki_hex(const char *hex, struct buf *out)
{
    size_t n = strlen(hex) / 2;
    if (n > 0) {
        cr_assert(hex_decode(text_of(hex), buf_extend(out, n), n), "hex '%s'", hex);
    }
}

void pki_element(uint8_t tag, struct bytes content, struct buf *out)
{
    uint8_t head[] = {tag, 0x82, (uint8_t)(content.left >> 8), (uint8_t)content.left};
    uint8_t head_1[] = {tag, 0x81, (uint8_t)content.left};
    uint8_t head_0[] = {tag, (uint8_t)content.left};
    cr_assert(content.left < 0x10000);
    struct bytes short_head = content.left < 0x80 ? BYTES_OF(head_0) : BYTES_OF(head_1);
    buf_add(out, content.left < 0x100 ? short_head : BYTES_OF(head));
    buf_add(out, content);
}

static EC_KEY *load(unsigned number)
{
    EC_KEY *key = EC_KEY_new_by_curve_name(NID_X9_62_prime256v1);
    const EC_GROUP *group = EC_KEY_get0_group(key);
    BIGNUM *scalar = BN_new();
    EC_POINT *point = EC_POINT_new(group);
    cr_assert(BN_set_word(scalar, number) == 1);
    cr_assert(EC_POINT_mul(group, point, scalar, NULL, NULL, NULL) == 1);
    cr_assert(EC_KEY_set_private_key(key, scalar) == 1);
    cr_assert(EC_KEY_set_public_key(key, point) == 1);
    EC_POINT_free(point);
    BN_free(scalar);
    return key;
}

struct p256_key pki_key(unsigned number)
{
    struct p256_key out;
    unsigned char *point = NULL;
    EC_KEY *key = load(number);
    cr_assert(EC_KEY_key2buf(key, POINT_CONVERSION_UNCOMPRESSED, &point, NULL) == 65);
    memcpy(out.at, point + 1, sizeof out.at);
    OPENSSL_free(point);
    EC_KEY_free(key);
    return out;
}

struct p256_signature pki_sign(unsigned number, const struct sha256 *digest)
{
    struct p256_signature out;
    EC_KEY *key = load(number);
    ECDSA_SIG *signature = ECDSA_do_sign(digest->at, SHA256_SIZE, key);
    cr_assert(BN_bn2binpad(ECDSA_SIG_get0_r(signature), out.at, 32) == 32);
    cr_assert(BN_bn2binpad(ECDSA_SIG_get0_s(signature), out.at + 32, 32) == 32);
    ECDSA_SIG_free(signature);
    EC_KEY_free(key);
    return out;
}

static void add_integer(const uint8_t *at, size_t n, struct buf *out)
{
    AUTO(buf_done) struct buf content = buf_start(CAP);
    while (n > 1 && at[0] == 0) {
        at++;
        n--;
    }
    if (at[0] >= 0x80) {
        buf_char(&content, 0);
    }
    buf_add(&content, bytes_of(at, n));
    pki_element(0x02, buf_view(&content), out);
}

void pki_wrap(struct bytes tbs, const char *algorithm, unsigned signer, struct buf *out)
{
    AUTO(buf_done) struct buf all = buf_start(CAP);
    AUTO(buf_done) struct buf both = buf_start(CAP);
    AUTO(buf_done) struct buf bits = buf_start(CAP);
    struct sha256 digest = sha256_of(tbs);
    struct p256_signature signature = pki_sign(signer, &digest);
    add_integer(signature.at, 32, &both);
    add_integer(signature.at + 32, 32, &both);
    buf_char(&bits, 0);
    pki_element(0x30, buf_view(&both), &bits);
    buf_add(&all, tbs);
    pki_hex(algorithm, &all);
    pki_element(0x03, buf_view(&bits), &all);
    pki_element(0x30, buf_view(&all), out);
}

/* A Name of one common name. */
static void add_name(const char *der, const char *common_name, struct buf *out)
{
    AUTO(buf_done) struct buf attribute = buf_start(CAP);
    AUTO(buf_done) struct buf sequence = buf_start(CAP);
    AUTO(buf_done) struct buf set = buf_start(CAP);
    if (der != NULL) {
        pki_hex(der, out);
        return;
    }
    pki_hex("0603550403", &attribute);
    pki_element(0x0c, text_bytes(text_of(common_name)), &attribute);
    pki_element(0x30, buf_view(&attribute), &sequence);
    pki_element(0x31, buf_view(&sequence), &set);
    pki_element(0x30, buf_view(&set), out);
}

static void add_key_info(unsigned number, struct buf *out)
{
    AUTO(buf_done) struct buf info = buf_start(CAP);
    struct p256_key key = pki_key(number);
    pki_hex("301306072a8648ce3d020106082a8648ce3d03010703420004", &info);
    buf_add(&info, BYTES_OF(key.at));
    pki_element(0x30, buf_view(&info), out);
}

static void add_extensions(uint8_t tag, const char *hex, struct buf *out)
{
    AUTO(buf_done) struct buf list = buf_start(CAP);
    AUTO(buf_done) struct buf sequence = buf_start(CAP);
    if (hex != NULL) {
        pki_hex(hex, &list);
        pki_element(0x30, buf_view(&list), &sequence);
        pki_element(tag, buf_view(&sequence), out);
    }
}

void pki_certificate(const struct recipe *recipe, struct buf *out)
{
    AUTO(buf_done) struct buf content = buf_start(CAP);
    AUTO(buf_done) struct buf tbs = buf_start(CAP);
    pki_hex(or_else(recipe->version, "a003020102"), &content);
    pki_hex(or_else(recipe->serial, "020107"), &content);
    pki_hex(or_else(recipe->inner, ECDSA_SHA256), &content);
    add_name(recipe->issuer_der, recipe->issuer, &content);
    pki_hex(or_else(recipe->validity, VALIDITY), &content);
    add_name(recipe->subject_der, recipe->subject, &content);
    if (recipe->key_info != NULL) {
        pki_hex(recipe->key_info, &content);
    } else {
        add_key_info(recipe->key, &content);
    }
    pki_hex(or_else(recipe->unique, ""), &content);
    add_extensions(0xa3, recipe->extensions, &content);
    pki_hex(or_else(recipe->behind, ""), &content);
    pki_element(0x30, buf_view(&content), &tbs);
    pki_wrap(buf_view(&tbs), or_else(recipe->outer, ECDSA_SHA256), recipe->signer, out);
    pki_hex(or_else(recipe->trailing, ""), out);
}

void pki_crl(const struct crl_recipe *recipe, struct buf *out)
{
    AUTO(buf_done) struct buf content = buf_start(CAP);
    AUTO(buf_done) struct buf tbs = buf_start(CAP);
    AUTO(buf_done) struct buf list = buf_start(CAP);
    pki_hex(or_else(recipe->version, "020101"), &content);
    pki_hex(or_else(recipe->inner, ECDSA_SHA256), &content);
    add_name(NULL, recipe->issuer, &content);
    pki_hex(or_else(recipe->this_update, "170d3230303130313030303030305a"), &content);
    pki_hex(or_else(recipe->next_update, "170d3430303130313030303030305a"), &content);
    if (recipe->entries != NULL) {
        pki_hex(recipe->entries, &list);
        pki_element(0x30, buf_view(&list), &content);
    }
    add_extensions(0xa0, recipe->extensions, &content);
    pki_element(0x30, buf_view(&content), &tbs);
    pki_wrap(buf_view(&tbs), or_else(recipe->outer, ECDSA_SHA256), recipe->signer, out);
    pki_hex(or_else(recipe->trailing, ""), out);
}

void pki_chain(const struct pki_case *one, struct buf *pem)
{
    for (unsigned i = 0; i < PKI_N; i++) {
        AUTO(buf_done) struct buf der = buf_start(CAP);
        pki_certificate(one != NULL && one->at == i ? &one->recipe : &pki_right[i], &der);
        pem_write("CERTIFICATE", buf_view(&der), pem);
    }
}
