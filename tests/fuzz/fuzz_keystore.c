/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: keystore_parse, keystore_write, keystore_open, each strictly and as cast. What
 * is read is written, and read again as the same without its flaws; what costs little is opened
 * with one password, and the key is that of the address. What is taken strictly cast takes, too,
 * and what only cast takes has a flaw. */
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
    struct keystore wanted = *read;
    AUTO(buf_done) struct buf json = buf_start(KEYSTORE_SIZE_MAX);
    keystore_write(read, id, &json);
    require(buf_is_whole(&json) && keystore_parse(buf_view(&json), read->as_cast, &again, &e));
    wanted.flaws = 0;
    require(bytes_equal(bytes_of(&again, sizeof again), bytes_of(&wanted, sizeof wanted)));
}

static void check_open(struct keystore *keystore)
{
    struct err e = {0};
    struct secp256k1_secret secret;
    if (!keystore_open(keystore, bytes_of("pw", 2), &secret, &e)) {
        require(e.kind == ERR_DENIED || e.kind == ERR_MALFORMED);
        return;
    }
    const struct eth_address address = secp256k1_account(&secret);
    bool is_flawed = (keystore->flaws & KEYSTORE_ADDRESS) != 0;
    require(keystore->as_cast || !is_flawed);
    require(!keystore->has_address || eth_address_equal(&address, &keystore->address) != is_flawed);
}

/* Only an address proves version and cipher. */
static bool is_unproved(const struct keystore *keystore)
{
    return (keystore->flaws & KEYSTORE_ADDRESS) != 0 ||
           (!keystore->has_address &&
            (keystore->flaws & (KEYSTORE_VERSION | KEYSTORE_CIPHER)) != 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct err of_cast = {0};
    struct keystore keystore;
    struct keystore as_cast;
    bool is_strict = keystore_parse(bytes_of(data, size), false, &keystore, &e);
    bool is_read = keystore_parse(bytes_of(data, size), true, &as_cast, &of_cast);
    require(is_strict || ((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0));
    require(is_strict == (is_read && !is_unproved(&as_cast)));
    if (!is_read) {
        return 0;
    }
    check_again(&as_cast);
    if (is_strict) {
        require(keystore.flaws == as_cast.flaws);
        check_again(&keystore);
    }
    if (is_cheap(&as_cast.kdf)) {
        check_open(&as_cast);
        if (is_strict) {
            check_open(&keystore);
        }
    }
    return 0;
}
