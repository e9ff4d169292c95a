/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/hmac.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/hex.h"

/* RFC 4231, test cases 1 and 2. */
static const struct {
    const char *key, *message, *digest;
} vectors[] = {
    {"0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b0b", "4869205468657265",
     "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cde"
     "daa833b7d6b8a702038b274eaea3f4e4be9d914eeb61f1702e696c203a126854"},
    {"4a656665", "7768617420646f2079612077616e7420666f72206e6f7468696e673f",
     "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554"
     "9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737"},
};

static struct bytes from_hex(const char *hex, uint8_t space[64])
{
    size_t n = strlen(hex) / 2;
    cr_assert(n <= 64 && hex_decode(text_of(hex), space, n), "%s", hex);
    return bytes_of(space, n);
}

static void expect(struct bytes key, struct bytes message, const char *digest)
{
    char text[2 * SHA512_SIZE + 1] = {0};
    const struct sha512 made = hmac_sha512(key, message);
    hex_encode(BYTES_OF(made.at), text);
    cr_expect_str_eq(text, digest);
}

Test(hmac, rfc_vectors)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        uint8_t key[64];
        uint8_t message[64];
        expect(from_hex(vectors[i].key, key), from_hex(vectors[i].message, message),
               vectors[i].digest);
    }
}

/* Test case 6: the key is longer than a block, and hashed first. */
Test(hmac, long_key)
{
    uint8_t key[131];
    static const char message[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    memset(key, 0xaa, sizeof key);
    expect(BYTES_OF(key), bytes_of(message, strlen(message)),
           "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f352"
           "6b56d037e05f2598bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598");
}

/* RFC 4231, test case 2. */
Test(hmac, sha_256)
{
    char text[2 * SHA256_SIZE + 1] = {0};
    static const char message[] = "what do ya want for nothing?";
    const struct sha256 made = hmac_sha256(bytes_of("Jefe", 4), bytes_of(message, strlen(message)));
    hex_encode(BYTES_OF(made.at), text);
    cr_expect_str_eq(text, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

/* Python's hmac.new(b"", b"", "sha512"). */
Test(hmac, nothing)
{
    expect(bytes_of(NULL, 0), bytes_of(NULL, 0),
           "b936cee86c9f87aa5d3c6f2e84cb5a4239a5fe50480a6ec66b70ab5b1f4ac673"
           "0c6c515421b327ec1d69402e53dfb49ad7381eb067b338fd7b0cb22247225d47");
}
