/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/create.h"

#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "chain/rlp.h"
#include "chain/u256.h"

enum { CREATE_ROOM = 64, CREATE2_TAG = 0xff, CREATE2_ROOM = 1 + ETH_ADDRESS_SIZE + 32 + 32 };
/* So many are hex that lost its 0x, whatever they are. */
enum { HEX_DIGITS = 64 };

const struct eth_address create_deterministic_deployer = {{0x4e, 0x59, 0xb4, 0x48, 0x47, 0xb3, 0x79,
                                                           0x57, 0x85, 0x88, 0x92, 0x0c, 0xa7, 0x8f,
                                                           0xbf, 0x26, 0xc0, 0xb4, 0x95, 0x6c}};

static struct eth_address last_bytes(struct bytes preimage)
{
    struct eth_address address;
    const struct keccak256 hash = keccak256_of(preimage);
    memcpy(address.at, hash.at + sizeof hash.at - sizeof address.at, sizeof address.at);
    return address;
}

struct eth_address create_address(const struct eth_address *deployer, uint64_t nonce)
{
    AUTO(buf_done) struct buf items = buf_start(CREATE_ROOM);
    AUTO(buf_done) struct buf list = buf_start(CREATE_ROOM);
    rlp_add_string(&items, BYTES_OF(deployer->at));
    rlp_add_u64(&items, nonce);
    rlp_add_list(&list, buf_view(&items));
    return last_bytes(buf_view(&list));
}

struct eth_address create2_address(const struct eth_address *deployer,
                                   const struct create_salt *salt,
                                   const struct keccak256 *init_code_hash)
{
    AUTO(buf_done) struct buf preimage = buf_start(CREATE2_ROOM);
    buf_char(&preimage, (char)CREATE2_TAG);
    buf_add(&preimage, BYTES_OF(deployer->at));
    buf_add(&preimage, BYTES_OF(salt->at));
    buf_add(&preimage, BYTES_OF(init_code_hash->at));
    return last_bytes(buf_view(&preimage));
}

bool create_salt_parse(struct text text, struct create_salt *out, enum create_salt_form *form,
                       struct err *e)
{
    static const char words[] = "text:";
    struct u256 number;
    if (text_starts(text, words)) {
        const struct keccak256 hash = keccak256_of(text_bytes(text_behind(text, strlen(words))));
        memcpy(out->at, hash.at, sizeof out->at);
        *form = CREATE_SALT_TEXT;
        return true;
    }
    if (text_starts(text, "0x") && hex_decode(text_behind(text, 2), out->at, sizeof out->at)) {
        *form = CREATE_SALT_HEX;
        return true;
    }
    if (text.len < HEX_DIGITS && u256_parse(text, 10, &number)) {
        u256_to_bytes(&number, out->at);
        *form = CREATE_SALT_NUMBER;
        return true;
    }
    (void)err_set(e, ERR_USAGE, "'%.*s' is not a salt", TEXT_ARG(text));
    return err_hint(e, "0x and 64 hex digits, a decimal number, or text:WORDS to hash words");
}
