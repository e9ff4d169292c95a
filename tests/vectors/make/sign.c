/* SPDX-License-Identifier: Apache-2.0 */
#include "sign.h"

#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/sha.h>
#include <string.h>

#include "must.h"

struct domain {
    EC_GROUP *group;
    BIGNUM *order;
    size_t size;
};

static const struct {
    int nid;
    size_t size;
} CURVES[] = {
    [CURVE_P256] = {NID_X9_62_prime256v1, 32},
    [CURVE_P384] = {NID_secp384r1, 48},
    [CURVE_K256] = {NID_secp256k1, 32},
};

/* One of each for the life of the program. */
static struct domain domains[CURVE_COUNT];
static BN_CTX *context;

static const struct domain *domain_of(enum curve curve)
{
    struct domain *domain = &domains[curve];
    if (domain->group == NULL) {
        context = context != NULL ? context : BN_CTX_new();
        domain->group = EC_GROUP_new_by_curve_name(CURVES[curve].nid);
        must(context != NULL && domain->group != NULL, "no such curve");
        domain->order = BN_dup(EC_GROUP_get0_order(domain->group));
        domain->size = CURVES[curve].size;
    }
    return domain;
}

size_t hash_of(enum hash hash, struct bytes message, uint8_t out[DIGEST_MAX])
{
    static const struct {
        unsigned char *(*digest)(const unsigned char *, size_t, unsigned char *);
        size_t len;
    } HASHES[] = {
        [HASH_SHA256] = {SHA256, 32}, [HASH_SHA384] = {SHA384, 48}, [HASH_SHA512] = {SHA512, 64}};
    HASHES[hash].digest(message.at, message.left, out);
    return HASHES[hash].len;
}

/* SHA-512 of label and `more`, modulo the order, never 0. */
static BIGNUM *scalar(const struct domain *domain, const char *label, struct bytes more)
{
    uint8_t seed[256];
    uint8_t digest[DIGEST_MAX];
    size_t n = strlen(label);
    must(n + 1 + more.left <= sizeof(seed), "label too long");
    memcpy(seed, label, n + 1);
    if (more.left > 0) {
        memcpy(seed + n + 1, more.at, more.left);
    }
    hash_of(HASH_SHA512, bytes_of(seed, n + 1 + more.left), digest);
    BIGNUM *out = BN_bin2bn(digest, (int)domain->size, NULL);
    must(out != NULL && BN_nnmod(out, out, domain->order, context), "scalar");
    must(!BN_is_zero(out), "scalar is zero");
    return out;
}

static BIGNUM *private_key(const struct signer *who)
{
    return scalar(domain_of(who->curve), who->label, bytes_of(NULL, 0));
}

static void point_export(const struct domain *domain, const EC_POINT *at, struct point *out)
{
    uint8_t encoded[POINT_MAX + 1];
    size_t n = EC_POINT_point2oct(domain->group, at, POINT_CONVERSION_UNCOMPRESSED, encoded,
                                  sizeof(encoded), context);
    must(n == 2 * domain->size + 1, "point");
    out->len = n - 1;
    memcpy(out->xy, encoded + 1, out->len);
}

void signer_point(const struct signer *who, struct point *out)
{
    const struct domain *domain = domain_of(who->curve);
    BIGNUM *d = private_key(who);
    EC_POINT *q = EC_POINT_new(domain->group);
    must(EC_POINT_mul(domain->group, q, d, NULL, NULL, context), "public key");
    point_export(domain, q, out);
    EC_POINT_free(q);
    BN_free(d);
}

/* The leftmost bits of the digest, as many as the order has. */
static BIGNUM *digest_number(const struct domain *domain, enum hash hash, struct bytes message)
{
    uint8_t digest[DIGEST_MAX];
    size_t n = hash_of(hash, message, digest);
    return BN_bin2bn(digest, (int)(n < domain->size ? n : domain->size), NULL);
}

static void signature_export(const struct domain *domain, const BIGNUM *r, const BIGNUM *s,
                             struct signature *out)
{
    int size = (int)domain->size;
    out->half = domain->size;
    must(BN_bn2binpad(r, out->rs, size) == size && BN_bn2binpad(s, out->rs + size, size) == size,
         "signature");
}

/* r of the nonce `k`; `at` becomes k times the generator. */
static BIGNUM *nonce_r(const struct domain *domain, const BIGNUM *k, EC_POINT *at)
{
    BIGNUM *r = BN_new();
    must(EC_POINT_mul(domain->group, at, k, NULL, NULL, context) &&
             EC_POINT_get_affine_coordinates(domain->group, at, r, NULL, context) &&
             BN_nnmod(r, r, domain->order, context) && !BN_is_zero(r),
         "nonce");
    return r;
}

void sign(const struct signer *who, enum hash hash, struct bytes message, struct signature *out)
{
    const struct domain *domain = domain_of(who->curve);
    uint8_t digest[DIGEST_MAX];
    size_t n = hash_of(hash, message, digest);
    BIGNUM *d = private_key(who);
    BIGNUM *k = scalar(domain, who->label, bytes_of(digest, n));
    BIGNUM *e = digest_number(domain, hash, message);
    EC_POINT *at = EC_POINT_new(domain->group);
    BIGNUM *r = nonce_r(domain, k, at);
    BIGNUM *s = BN_new();
    must(BN_mod_mul(s, r, d, domain->order, context) &&
             BN_mod_add(s, s, e, domain->order, context) &&
             BN_mod_inverse(k, k, domain->order, context) != NULL &&
             BN_mod_mul(s, s, k, domain->order, context) && !BN_is_zero(s),
         "signing");
    signature_export(domain, r, s, out);
    EC_POINT_free(at);
    BIGNUM *used[] = {d, k, e, r, s};
    for (size_t i = 0; i < sizeof(used) / sizeof(used[0]); i++) {
        BN_free(used[i]);
    }
}

static void negate_s(const struct domain *domain, uint8_t *s)
{
    BIGNUM *number = BN_bin2bn(s, (int)domain->size, NULL);
    must(BN_sub(number, domain->order, number), "negation");
    must(BN_bn2binpad(number, s, (int)domain->size) == (int)domain->size, "negation");
    BN_free(number);
}

void sign_badly(const struct signer *who, enum fault fault, enum hash hash, struct bytes message,
                struct signature *out)
{
    const struct domain *domain = domain_of(who->curve);
    sign(who, hash, message, out);
    must(!fault_chooses_key(fault), "this fault needs a key of its own");
    uint8_t *r = out->rs;
    uint8_t *s = out->rs + out->half;
    if (fault == FAULT_FLIPPED) {
        s[out->half - 1] ^= 1;
    }
    if (fault == FAULT_ZERO || fault == FAULT_R_ZERO) {
        memset(r, 0, out->half);
    }
    if (fault == FAULT_ZERO || fault == FAULT_S_ZERO) {
        memset(s, 0, out->half);
    }
    if (fault == FAULT_R_IS_N || fault == FAULT_S_IS_N) {
        BN_bn2binpad(domain->order, fault == FAULT_R_IS_N ? r : s, (int)out->half);
    }
    if (fault == FAULT_S_NEGATED) {
        negate_s(domain, s);
    }
}

bool fault_chooses_key(enum fault fault)
{
    return fault == FAULT_R_OVER || fault == FAULT_S_OVER;
}

/* The point with the smallest x that there is. */
static BIGNUM *smallest_r(const struct domain *domain, EC_POINT *at)
{
    BIGNUM *x = BN_new();
    BN_one(x);
    while (!EC_POINT_set_compressed_coordinates(domain->group, at, x, 0, context)) {
        must(BN_add_word(x, 1), "smallest x");
    }
    return x;
}

/* Q = (s·R − e·G) / r. */
static void key_for(const struct domain *domain, const BIGNUM *r, const BIGNUM *s, const BIGNUM *e,
                    const EC_POINT *at, struct point *key)
{
    BIGNUM *inverse = BN_mod_inverse(NULL, r, domain->order, context);
    BIGNUM *times_at = BN_new();
    BIGNUM *times_g = BN_new();
    EC_POINT *q = EC_POINT_new(domain->group);
    must(BN_mod_mul(times_at, s, inverse, domain->order, context) &&
             BN_mod_mul(times_g, e, inverse, domain->order, context) &&
             BN_sub(times_g, domain->order, times_g) &&
             EC_POINT_mul(domain->group, q, times_g, at, times_at, context),
         "choosing a key");
    point_export(domain, q, key);
    EC_POINT_free(q);
    BN_free(times_g);
    BN_free(times_at);
    BN_free(inverse);
}

void sign_choosing_key(enum fault fault, struct bytes message, struct signature *out,
                       struct point *key)
{
    const struct domain *domain = domain_of(CURVE_P256);
    BIGNUM *e = digest_number(domain, HASH_SHA256, message);
    BN_nnmod(e, e, domain->order, context);
    EC_POINT *at = EC_POINT_new(domain->group);
    BIGNUM *k = scalar(domain, "nonce", bytes_of(NULL, 0));
    BIGNUM *r = fault == FAULT_R_OVER ? smallest_r(domain, at) : nonce_r(domain, k, at);
    BIGNUM *s = BN_new();
    BN_set_word(s, 7);
    key_for(domain, r, s, e, at, key);
    BIGNUM *over = fault == FAULT_R_OVER ? r : s;
    must(BN_add(over, over, domain->order), "adding the order");
    signature_export(domain, r, s, out);
    EC_POINT_free(at);
    BN_free(s);
    BN_free(r);
    BN_free(k);
    BN_free(e);
}
