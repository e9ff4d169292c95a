/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: crl_parse, crl_lists. What crl_parse takes, OpenSSL reads too, to the last byte
 * and as the same. */
#include "target.h"

#include <openssl/asn1.h>
#include <openssl/x509.h>
#include <stdlib.h>
#include <time.h>

#include "crypto/crl.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static instant instant_of(const ASN1_TIME *time)
{
    struct tm broken_down;
    require(ASN1_TIME_to_tm(time, &broken_down) == 1);
    return (instant)timegm(&broken_down);
}

/* Each entry of theirs is listed by us. */
static void check_entries(X509_CRL *theirs, const struct crl *ours)
{
    STACK_OF(X509_REVOKED) *entries = X509_CRL_get_REVOKED(theirs);
    int n = entries != NULL ? sk_X509_REVOKED_num(entries) : 0;
    require((size_t)n == ours->n_entries);
    for (int i = 0; i < n; i++) {
        uint8_t serial[32] = {0};
        const X509_REVOKED *entry = sk_X509_REVOKED_value(entries, i);
        BIGNUM *number = ASN1_INTEGER_to_BN(X509_REVOKED_get0_serialNumber(entry), NULL);
        require(number != NULL && !BN_is_negative(number) && BN_num_bytes(number) <= 20);
        int length = BN_bn2bin(number, serial);
        require(crl_lists(ours, bytes_of(serial, length > 0 ? (size_t)length : 1)));
        BN_free(number);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct crl crl;
    struct err e = {0};
    if (!crl_parse(bytes_of(data, size), &crl, &e)) {
        require(e.kind == ERR_MALFORMED && e.text[0] != 0);
        return 0;
    }
    const unsigned char *at = data;
    X509_CRL *theirs = d2i_X509_CRL(NULL, &at, (long)size);
    require(theirs != NULL && at == data + size);
    require(instant_of(X509_CRL_get0_lastUpdate(theirs)) == crl.this_update);
    require(instant_of(X509_CRL_get0_nextUpdate(theirs)) == crl.next_update);
    check_entries(theirs, &crl);
    X509_CRL_free(theirs);
    return 0;
}
