/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/x509.h"

#include <limits.h>
#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <time.h>

#include "base/buf.h"
#include "base/macro.h"
#include "codec/pem.h"
#include "crypto/start.h"

enum { CERTIFICATES_MAX = 16, CERTIFICATE_BYTES_MAX = 64 * 1024 };

AUTO_POINTER(X509, X509_free);
AUTO_POINTER(X509_STORE, X509_STORE_free);
AUTO_POINTER(X509_STORE_CTX, X509_STORE_CTX_free);

static void free_stack(STACK_OF(X509) * *stack)
{
    sk_X509_pop_free(*stack, X509_free);
}

/* To its last byte, or NULL. */
static X509 *read_der(struct bytes der)
{
    if (der.left == 0 || der.left > LONG_MAX) {
        return NULL;
    }
    const unsigned char *at = der.at;
    AUTO(X509_freep) X509 *certificate = d2i_X509(NULL, &at, (long)der.left);
    return certificate != NULL && at == der.at + der.left ? TAKE(certificate) : NULL;
}

/* The next certificate onto the stack; `*found` is false at the end of the text. */
static bool read_next(struct text *pem, STACK_OF(X509) * stack, bool *found, struct err *e)
{
    AUTO(buf_done) struct buf der = buf_start(CERTIFICATE_BYTES_MAX);
    int number = sk_X509_num(stack) + 1;
    TRY(pem_next(pem, "CERTIFICATE", &der, found) ||
        err_set(e, ERR_MALFORMED, "certificate chain: not PEM at certificate %d", number));
    if (!*found) {
        return true;
    }
    AUTO(X509_freep) X509 *certificate = read_der(buf_view(&der));
    TRY(certificate != NULL ||
        err_set(e, ERR_MALFORMED, "certificate chain: certificate %d is not DER", number));
    TRY(number <= CERTIFICATES_MAX ||
        err_set(e, ERR_TOO_BIG, "certificate chain: more than %d certificates", CERTIFICATES_MAX));
    TRY(sk_X509_push(stack, certificate) > 0 || err_set(e, ERR_INTERNAL, "out of memory"));
    certificate = NULL;
    return true;
}

static bool read_all(struct text pem, STACK_OF(X509) * stack, struct err *e)
{
    bool found = true;
    while (found) {
        TRY(read_next(&pem, stack, &found, e));
    }
    return sk_X509_num(stack) > 0 || err_set(e, ERR_MALFORMED, "certificate chain: empty");
}

/* A context that trusts what is in the store at that instant. */
static bool prepare(X509_STORE_CTX *context, X509_STORE *store, STACK_OF(X509) * stack, instant at)
{
    if (X509_STORE_CTX_init(context, store, sk_X509_value(stack, 0), stack) != 1) {
        return false;
    }
    X509_VERIFY_PARAM *param = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_time(param, (time_t)at);
    return X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_X509_STRICT) == 1;
}

static bool verify_in(X509_STORE *store, STACK_OF(X509) * stack, instant at, struct err *e)
{
    AUTO(X509_STORE_CTX_freep) X509_STORE_CTX *context = X509_STORE_CTX_new();
    if (context == NULL || !prepare(context, store, stack, at)) {
        return err_set(e, ERR_INTERNAL, "certificate chain: cannot prepare libcrypto");
    }
    if (X509_verify_cert(context) == 1) {
        return true;
    }
    int reason = X509_STORE_CTX_get_error(context);
    bool is_time = reason == X509_V_ERR_CERT_HAS_EXPIRED || reason == X509_V_ERR_CERT_NOT_YET_VALID;
    return err_set(
        e, is_time ? ERR_EXPIRED : ERR_UNTRUSTED, "certificate chain: certificate %d: %s",
        X509_STORE_CTX_get_error_depth(context) + 1, X509_verify_cert_error_string(reason));
}

static bool verify(struct text pem_chain, struct bytes root_der, instant at, struct err *e)
{
    AUTO(free_stack) STACK_OF(X509) *stack = sk_X509_new_null();
    AUTO(X509_STORE_freep) X509_STORE *store = X509_STORE_new();
    AUTO(X509_freep) X509 *root = read_der(root_der);
    TRY(root != NULL || err_set(e, ERR_MALFORMED, "trusted root certificate: not DER"));
    if (stack == NULL || store == NULL || X509_STORE_add_cert(store, root) != 1) {
        return err_set(e, ERR_INTERNAL, "out of memory");
    }
    TRY(read_all(pem_chain, stack, e));
    return verify_in(store, stack, at, e);
}

bool x509_verify(struct text pem_chain, struct bytes root_der, instant at, struct err *e)
{
    start_libcrypto();
    bool ok = verify(pem_chain, root_der, at, e);
    ERR_clear_error();
    return ok;
}
