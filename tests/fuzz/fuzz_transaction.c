/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: transaction_decode, access_list_decode, access_list_parse. */
#include "target.h"

#include <stdlib.h>

#include "chain/rlp.h"
#include "chain/transaction.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* What is read, written again, is the same bytes; and whoever it is read from has signed it. */
static void check_transaction(struct bytes raw)
{
    struct transaction_signed t;
    struct err e = {0};
    if (transaction_decode(raw, &t, &e)) {
        AUTO(buf_done) struct buf again = buf_start(TRANSACTION_ROOM);
        struct secp256k1_key key;
        transaction_encode(&t.transaction, t.signature, &again);
        require(buf_is_whole(&again) && bytes_equal(buf_view(&again), raw));
        const struct keccak256 digest = transaction_digest(&t.transaction);
        require(secp256k1_recover(&digest, BYTES_OF(t.signature), SECP256K1_V_PLAIN, &key));
        const struct eth_address from = eth_address_of(&key);
        require(bytes_equal(BYTES_OF(from.at), BYTES_OF(t.from.at)));
        const struct transaction_gas gas = transaction_gas(&t.transaction);
        require(gas.least >= 21000 && gas.whole >= gas.least);
    } else {
        require(e.kind == ERR_MALFORMED && e.text[0] != 0);
    }
    transaction_signed_done(&t);
}

static void check_list(const struct access_list *list)
{
    AUTO(buf_done) struct buf first = buf_start(TRANSACTION_ROOM);
    AUTO(buf_done) struct buf second = buf_start(TRANSACTION_ROOM);
    AUTO(access_list_done) struct access_list again = {0};
    struct bytes items;
    access_list_encode(list, &first);
    struct bytes from = buf_view(&first);
    require(rlp_list(&from, &items) && bytes_end(from) && access_list_decode(items, &again));
    access_list_encode(&again, &second);
    require(bytes_equal(buf_view(&first), buf_view(&second)));
    require(access_list_gas(list) == access_list_gas(&again));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(access_list_done) struct access_list decoded = {0};
    AUTO(access_list_done) struct access_list parsed = {0};
    struct err e = {0};
    check_transaction(bytes_of(data, size));
    if (access_list_decode(bytes_of(data, size), &decoded)) {
        check_list(&decoded);
    }
    if (access_list_parse(text_of_bytes(bytes_of(data, size)), &parsed, &e)) {
        check_list(&parsed);
    } else {
        require(e.kind == ERR_USAGE);
    }
    return 0;
}
