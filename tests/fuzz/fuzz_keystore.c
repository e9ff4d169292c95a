/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: keystore_parse, keystore_write, keystore_open. What is read is written, and
 * read again as the same; what costs little is opened with one password, and the key is that of the
 * address. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "chain/keystore.h"

enum { CHEAP = 1024 };

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_cheap(const struct keystore_kdf *kdf)
{
    return kdf->is_scrypt ? kdf->cost.n * kdf->cost.r * kdf->cost.p <= CHEAP : kdf->rounds <= CHEAP;
}

static void check_again(const struct keystore *read)
{
    static const uint8_t id[KEYSTORE_ID_SIZE];
    struct err e = {0};
    struct keystore again;
    AUTO(buf_done) struct buf json = buf_start(KEYSTORE_SIZE_MAX);
    keystore_write(read, id, &json);
    require(buf_is_whole(&json) && keystore_parse(buf_view(&json), &again, &e));
    require(bytes_equal(bytes_of(&again, sizeof again), bytes_of(read, sizeof *read)));
}

static void check_open(const struct keystore *keystore)
{
    struct err e = {0};
    struct secp256k1_secret secret;
    if (!keystore_open(keystore, bytes_of("pw", 2), &secret, &e)) {
        require(e.kind == ERR_DENIED || e.kind == ERR_MALFORMED);
        return;
    }
    const struct secp256k1_key key = secp256k1_public(&secret);
    const struct eth_address address = eth_address_of(&key);
    require(!keystore->has_address ||
            bytes_equal(BYTES_OF(address.at), BYTES_OF(keystore->address.at)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct keystore keystore;
    if (!keystore_parse(bytes_of(data, size), &keystore, &e)) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        return 0;
    }
    check_again(&keystore);
    if (is_cheap(&keystore.kdf)) {
        check_open(&keystore);
    }
    return 0;
}
