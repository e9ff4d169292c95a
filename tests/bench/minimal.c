/* SPDX-License-Identifier: Apache-2.0 */
/* The least that a program on OpenSSL can do to check a signature of a PKI: read two certificates
 * in PEM and check the signature of the one with the key of the other.
 *
 *   minimal CHAIN.pem    the certificate, and the one that issued it */
#include <stdio.h>
#include <stdlib.h>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

static X509 *read_certificate(FILE *file)
{
    X509 *certificate = PEM_read_X509(file, NULL, NULL, NULL);
    if (certificate == NULL) {
        (void)fputs("minimal: no certificate\n", stderr);
        exit(2);
    }
    return certificate;
}

static int is_signed_by(X509 *certificate, X509 *issuer)
{
    const ASN1_BIT_STRING *signature = NULL;
    unsigned char *signed_part = NULL;
    X509_get0_signature(&signature, NULL, certificate);
    int length = i2d_re_X509_tbs(certificate, &signed_part);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    int ok = length > 0 && context != NULL &&
             EVP_DigestVerifyInit(context, NULL, EVP_sha256(), NULL, X509_get0_pubkey(issuer)) ==
                 1 &&
             EVP_DigestVerify(context, ASN1_STRING_get0_data(signature),
                              (size_t)ASN1_STRING_length(signature), signed_part,
                              (size_t)length) == 1;
    EVP_MD_CTX_free(context);
    OPENSSL_free(signed_part);
    return ok;
}

int main(int argc, char **argv)
{
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (file == NULL) {
        (void)fputs("Usage: minimal CHAIN.pem\n", stderr);
        return 2;
    }
    X509 *certificate = read_certificate(file);
    X509 *issuer = read_certificate(file);
    int ok = is_signed_by(certificate, issuer);
    X509_free(certificate);
    X509_free(issuer);
    (void)fclose(file);
    (void)puts(ok ? "signed" : "not signed");
    return ok ? EXIT_SUCCESS : EXIT_FAILURE;
}
