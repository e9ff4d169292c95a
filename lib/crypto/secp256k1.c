/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/secp256k1.h"

#include <assert.h>
#include <secp256k1.h>
#include <secp256k1_recovery.h>
#include <string.h>

#include "base/err.h"

enum { RECOVERY_MAX = 3, V_ETHEREUM = 27, COMPACT_SIZE = 64 };
/* The first byte of SEC 1's forms. */
enum { EVEN_POINT = 2, ODD_POINT = 3, WHOLE_POINT = 4 };

/* What is parsed can always be written. */
static struct secp256k1_key key_of(const secp256k1_pubkey *point)
{
    uint8_t all[1 + SECP256K1_KEY_SIZE];
    size_t n = sizeof all;
    int ok = secp256k1_ec_pubkey_serialize(secp256k1_context_static, all, &n, point,
                                           SECP256K1_EC_UNCOMPRESSED);
    assert(ok == 1 && n == sizeof all);
    struct secp256k1_key key;
    memcpy(key.at, all + 1, sizeof key.at);
    return key;
}

static bool recovery_number(uint8_t v, enum secp256k1_v allowed, int *out)
{
    bool is_ethereum = allowed == SECP256K1_V_ETHEREUM && (v == V_ETHEREUM || v == V_ETHEREUM + 1);
    int number = is_ethereum ? v - V_ETHEREUM : v;
    TRY(number <= RECOVERY_MAX);
    *out = number;
    return true;
}

bool secp256k1_recover(const struct keccak256 *digest, struct bytes signature,
                       enum secp256k1_v allowed, struct secp256k1_key *out)
{
    struct bytes compact;
    uint8_t v = 0;
    int number = 0;
    secp256k1_ecdsa_recoverable_signature parsed;
    secp256k1_pubkey point;
    TRY(bytes_take(&signature, COMPACT_SIZE, &compact) && bytes_u8(&signature, &v) &&
        bytes_end(signature) && recovery_number(v, allowed, &number));
    TRY(secp256k1_ecdsa_recoverable_signature_parse_compact(secp256k1_context_static, &parsed,
                                                            compact.at, number) == 1);
    TRY(secp256k1_ecdsa_recover(secp256k1_context_static, &point, &parsed, digest->at) == 1);
    *out = key_of(&point);
    return true;
}

/* libsecp256k1 takes the hybrid forms 06 and 07, too. */
static bool is_plain_form(struct bytes point)
{
    return point.left == SECP256K1_COMPRESSED_SIZE ||
           (point.left == 1 + SECP256K1_KEY_SIZE && point.at[0] == WHOLE_POINT);
}

bool secp256k1_key_parse(struct bytes point, struct secp256k1_key *out)
{
    secp256k1_pubkey parsed;
    TRY(is_plain_form(point) &&
        secp256k1_ec_pubkey_parse(secp256k1_context_static, &parsed, point.at, point.left) == 1);
    *out = key_of(&parsed);
    return true;
}

void secp256k1_key_compressed(const struct secp256k1_key *key,
                              uint8_t out[SECP256K1_COMPRESSED_SIZE])
{
    bool is_odd = (key->at[SECP256K1_KEY_SIZE - 1] & 1) != 0;
    out[0] = is_odd ? ODD_POINT : EVEN_POINT;
    memcpy(out + 1, key->at, SECP256K1_COMPRESSED_SIZE - 1);
}

struct eth_address eth_address_of(const struct secp256k1_key *key)
{
    struct eth_address address;
    struct keccak256 digest = keccak256_of(BYTES_OF(key->at));
    memcpy(address.at, digest.at + sizeof digest.at - sizeof address.at, sizeof address.at);
    return address;
}

bool eth_address_equal(const struct eth_address *a, const struct eth_address *b)
{
    return bytes_equal(BYTES_OF(a->at), BYTES_OF(b->at));
}
