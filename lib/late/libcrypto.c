/* SPDX-License-Identifier: Apache-2.0 */
/* What the program uses of libcrypto, by the same names: linked in its place, and opened at the
 * first call. Loading it is half of what starting the program takes, and most commands get along
 * without. A function that is missing here is not missed: the program is then linked with libcrypto
 * (which tests/install/check sees). */
#define OPENSSL_SUPPRESS_DEPRECATED

#include <dlfcn.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/sha.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* VALUE(type, name, parameters, arguments), and NOTHING(name, parameters, arguments) for those that
 * return nothing: as the headers have them. */
#define FUNCTIONS(VALUE, NOTHING)                                                                  \
    VALUE(BIGNUM *, BN_bin2bn, (const unsigned char *s, int len, BIGNUM *ret), (s, len, ret))      \
    NOTHING(BN_free, (BIGNUM * a), (a))                                                            \
    VALUE(int, CRYPTO_memcmp, (const void *in_a, const void *in_b, size_t len), (in_a, in_b, len)) \
    NOTHING(ECDSA_SIG_free, (ECDSA_SIG * sig), (sig))                                              \
    VALUE(ECDSA_SIG *, ECDSA_SIG_new, (void), ())                                                  \
    VALUE(int, ECDSA_SIG_set0, (ECDSA_SIG * sig, BIGNUM * r, BIGNUM * s), (sig, r, s))             \
    VALUE(int, ECDSA_do_verify,                                                                    \
          (const unsigned char *dgst, int dgst_len, const ECDSA_SIG *sig, EC_KEY *eckey),          \
          (dgst, dgst_len, sig, eckey))                                                            \
    VALUE(EC_GROUP *, EC_GROUP_new_by_curve_name, (int nid), (nid))                                \
    NOTHING(EC_KEY_free, (EC_KEY * key), (key))                                                    \
    VALUE(EC_KEY *, EC_KEY_new, (void), ())                                                        \
    VALUE(int, EC_KEY_oct2key, (EC_KEY * key, const unsigned char *buf, size_t len, BN_CTX *ctx),  \
          (key, buf, len, ctx))                                                                    \
    VALUE(int, EC_KEY_set_group, (EC_KEY * key, const EC_GROUP *group), (key, group))              \
    NOTHING(ERR_clear_error, (void), ())                                                           \
    NOTHING(EVP_CIPHER_CTX_free, (EVP_CIPHER_CTX * c), (c))                                        \
    VALUE(EVP_CIPHER_CTX *, EVP_CIPHER_CTX_new, (void), ())                                        \
    VALUE(int, EVP_DigestVerify,                                                                   \
          (EVP_MD_CTX * ctx, const unsigned char *sigret, size_t siglen, const unsigned char *tbs, \
           size_t tbslen),                                                                         \
          (ctx, sigret, siglen, tbs, tbslen))                                                      \
    VALUE(int, EVP_DigestVerifyInit,                                                               \
          (EVP_MD_CTX * ctx, EVP_PKEY_CTX * *pctx, const EVP_MD *type, ENGINE *e, EVP_PKEY *pkey), \
          (ctx, pctx, type, e, pkey))                                                              \
    VALUE(int, EVP_EncryptInit_ex,                                                                 \
          (EVP_CIPHER_CTX * ctx, const EVP_CIPHER *cipher, ENGINE *impl, const unsigned char *key, \
           const unsigned char *iv),                                                               \
          (ctx, cipher, impl, key, iv))                                                            \
    VALUE(int, EVP_EncryptUpdate,                                                                  \
          (EVP_CIPHER_CTX * ctx, unsigned char *out, int *outl, const unsigned char *in, int inl), \
          (ctx, out, outl, in, inl))                                                               \
    NOTHING(EVP_MD_CTX_free, (EVP_MD_CTX * ctx), (ctx))                                            \
    VALUE(EVP_MD_CTX *, EVP_MD_CTX_new, (void), ())                                                \
    VALUE(int, EVP_PBE_scrypt,                                                                     \
          (const char *pass, size_t passlen, const unsigned char *salt, size_t saltlen,            \
           uint64_t N, uint64_t r, uint64_t p, uint64_t maxmem, unsigned char *key,                \
           size_t keylen),                                                                         \
          (pass, passlen, salt, saltlen, N, r, p, maxmem, key, keylen))                            \
    NOTHING(EVP_PKEY_free, (EVP_PKEY * pkey), (pkey))                                              \
    VALUE(EVP_PKEY *, EVP_PKEY_new_raw_public_key,                                                 \
          (int type, ENGINE *e, const unsigned char *pub, size_t len), (type, e, pub, len))        \
    VALUE(const EVP_CIPHER *, EVP_aes_128_ctr, (void), ())                                         \
    VALUE(const EVP_MD *, EVP_sha256, (void), ())                                                  \
    VALUE(const EVP_MD *, EVP_sha512, (void), ())                                                  \
    VALUE(unsigned char *, HMAC,                                                                   \
          (const EVP_MD *evp_md, const void *key, int key_len, const unsigned char *data,          \
           size_t data_len, unsigned char *md, unsigned int *md_len),                              \
          (evp_md, key, key_len, data, data_len, md, md_len))                                      \
    VALUE(int, OPENSSL_init_crypto, (uint64_t opts, const OPENSSL_INIT_SETTINGS *settings),        \
          (opts, settings))                                                                        \
    VALUE(const char *, OpenSSL_version, (int type), (type))                                       \
    VALUE(int, PKCS5_PBKDF2_HMAC,                                                                  \
          (const char *pass, int passlen, const unsigned char *salt, int saltlen, int iter,        \
           const EVP_MD *digest, int keylen, unsigned char *out),                                  \
          (pass, passlen, salt, saltlen, iter, digest, keylen, out))                               \
    VALUE(int, SHA256_Final, (unsigned char *md, SHA256_CTX *c), (md, c))                          \
    VALUE(int, SHA256_Init, (SHA256_CTX * c), (c))                                                 \
    VALUE(int, SHA256_Update, (SHA256_CTX * c, const void *data, size_t len), (c, data, len))      \
    VALUE(int, SHA384_Final, (unsigned char *md, SHA512_CTX *c), (md, c))                          \
    VALUE(int, SHA384_Init, (SHA512_CTX * c), (c))                                                 \
    VALUE(int, SHA384_Update, (SHA512_CTX * c, const void *data, size_t len), (c, data, len))      \
    VALUE(int, SHA512_Final, (unsigned char *md, SHA512_CTX *c), (md, c))                          \
    VALUE(int, SHA512_Init, (SHA512_CTX * c), (c))                                                 \
    VALUE(int, SHA512_Update, (SHA512_CTX * c, const void *data, size_t len), (c, data, len))

#define TEXT(x)    #x
#define TEXT_OF(x) TEXT(x)

static const char file[] = "libcrypto.so." TEXT_OF(OPENSSL_SHLIB_VERSION);
enum { NOT_STARTED = 127 }; /* as when the system's loader does not find a library */

#define POINTER(type, name, parameters, arguments)      __typeof__(name) *call_##name;
#define POINTER_OF_NOTHING(name, parameters, arguments) POINTER(void, name, parameters, arguments)
static struct {
    FUNCTIONS(POINTER, POINTER_OF_NOTHING)
} library;
static pthread_once_t library_once = PTHREAD_ONCE_INIT;

static void find(void *handle, const char *name, void *slot)
{
    void *symbol = handle != NULL ? dlsym(handle, name) : NULL;
    if (symbol == NULL) {
        /* NOLINTNEXTLINE(concurrency-mt-unsafe): it is this thread's. */
        (void)fprintf(stderr, "phala: %s\n", dlerror());
        _exit(NOT_STARTED);
    }
    memcpy(slot, &symbol, sizeof symbol);
}

/* It stays until the process ends. */
static void open_library(void)
{
    void *handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
#define FIND(type, name, parameters, arguments)   find(handle, #name, &library.call_##name);
#define FIND_NOTHING(name, parameters, arguments) FIND(void, name, parameters, arguments)
    FUNCTIONS(FIND, FIND_NOTHING)
}

static void need_library(void)
{
    (void)pthread_once(&library_once, open_library);
}

#define DEFINE(type, name, parameters, arguments)                                                  \
    type name parameters                                                                           \
    {                                                                                              \
        need_library();                                                                            \
        return library.call_##name arguments;                                                      \
    }
#define DEFINE_NOTHING(name, parameters, arguments)                                                \
    void name parameters                                                                           \
    {                                                                                              \
        need_library();                                                                            \
        library.call_##name arguments;                                                             \
    }
/* NOLINTNEXTLINE(readability-function-size): so many parameters they have. */
FUNCTIONS(DEFINE, DEFINE_NOTHING)
