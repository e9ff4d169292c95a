/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "base/mem.h"
#include "crypto/digest.h"

/* NIST's examples (FIPS 180-4; csrc.nist.gov, SHA-256 and SHA-384 additional). */
static const struct {
    const char *message;
    const char *sha256, *sha384;
} vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
     "274edebfe76f65fbd51ad2f14898b95b"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
     "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f36bc6"
     "b0455a8520bc4e6f5fe95b1fe3c8452b"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
     "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
     "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
     "fcc7c71a557e2db966c3e9fa91746039"},
};

static void expect_hex(struct bytes digest, const char *hex)
{
    AUTO(buf_done) struct buf text = buf_start(4 * KIB);
    buf_hex(&text, digest);
    cr_expect(text_is(buf_view_text(&text), hex), "%.*s is not %s", TEXT_ARG(buf_view_text(&text)),
              hex);
}

Test(digest, nist_vectors)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        struct bytes message = text_bytes(text_of(vectors[i].message));
        struct sha256 short_digest = sha256_of(message);
        struct sha384 long_digest = sha384_of(message);
        expect_hex(BYTES_OF(short_digest.at), vectors[i].sha256);
        expect_hex(BYTES_OF(long_digest.at), vectors[i].sha384);
    }
}

Test(digest, nothing_at_all_is_the_empty_message)
{
    struct sha256 digest = sha256_of((struct bytes){NULL, 0});
    expect_hex(BYTES_OF(digest.at), vectors[0].sha256);
}

Test(digest, million_of_a)
{
    AUTO(buf_done) struct buf message = buf_start(MIB);
    buf_repeat(&message, 'a', 1000000);
    struct sha256 short_digest = sha256_of(buf_view(&message));
    struct sha384 long_digest = sha384_of(buf_view(&message));
    expect_hex(BYTES_OF(short_digest.at),
               "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    expect_hex(BYTES_OF(long_digest.at),
               "9d0e1809716474cb086e834e310a4a1ced149e9c00f248527972cec5704c2a5b"
               "07b8b3dc38ecc4ebae97ddd87f3d8985");
}

Test(digest, two_pieces_are_one_behind_the_other)
{
    struct bytes all = text_bytes(text_of(vectors[3].message));
    struct sha256 want = sha256_of(all);
    for (size_t i = 0; i <= all.left; i++) {
        struct bytes second = all;
        struct bytes first;
        cr_assert(bytes_take(&second, i, &first));
        struct sha256 got = sha256_of_two(first, second);
        cr_expect(bytes_equal(BYTES_OF(got.at), BYTES_OF(want.at)));
    }
}
