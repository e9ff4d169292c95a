/* SPDX-License-Identifier: Apache-2.0 */
#include <criterion/criterion.h>
#include <string.h>

#include "base/buf.h"
#include "base/hex.h"
#include "base/mem.h"
#include "crypto/digest.h"

/* NIST's examples (FIPS 180-4; csrc.nist.gov, SHA-256, SHA-384 and SHA-512 additional). */
static const struct {
    const char *message;
    const char *sha256, *sha384, *sha512;
} vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
     "38b060a751ac96384cd9327eb1b1e36a21fdb71114be07434c0cc7bf63f6e1da"
     "274edebfe76f65fbd51ad2f14898b95b",
     "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
     "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
     "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
     "8086072ba1e7cc2358baeca134c825a7",
     "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
     "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
     "3391fdddfc8dc7393707a65b1b4709397cf8b1d162af05abfe8f450de5f36bc6"
     "b0455a8520bc4e6f5fe95b1fe3c8452b",
     "204a8fc6dda82f0a0ced7beb8e08a41657c16ef468b228a8279be331a703c335"
     "96fd15c13b1b07f9aa1d3bea57789ca031ad85c7a71dd70354ec631238ca3445"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmno"
     "ijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
     "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
     "fcc7c71a557e2db966c3e9fa91746039",
     "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
     "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"},
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
        struct sha512 longest_digest = sha512_of(message);
        expect_hex(BYTES_OF(longest_digest.at), vectors[i].sha512);
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
        struct sha512 long_digest = sha512_of_two(first, second);
        expect_hex(BYTES_OF(long_digest.at), vectors[3].sha512);
    }
}

static struct sha384 in_pieces(struct bytes of, size_t piece)
{
    struct sha384_stream stream;
    sha384_start(&stream);
    struct bytes taken;
    while (bytes_take(&of, of.left < piece ? of.left : piece, &taken) && taken.left > 0) {
        sha384_add(&stream, taken);
    }
    return sha384_end(&stream);
}

static struct sha256 short_in_pieces(struct bytes of, size_t piece)
{
    struct sha256_stream stream;
    sha256_start(&stream);
    struct bytes taken;
    while (bytes_take(&of, of.left < piece ? of.left : piece, &taken) && taken.left > 0) {
        sha256_add(&stream, taken);
    }
    return sha256_end(&stream);
}

Test(digest, a_short_stream_of_pieces_is_the_whole)
{
    AUTO(buf_done) struct buf message = buf_start(MIB);
    buf_repeat(&message, 'a', 1000000);
    static const size_t pieces[] = {1000000, 64, 63, 1};
    for (size_t i = 0; i < COUNT(pieces); i++) {
        struct sha256 got = short_in_pieces(buf_view(&message), pieces[i]);
        expect_hex(BYTES_OF(got.at),
                   "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
    struct sha256 none = short_in_pieces((struct bytes){NULL, 0}, 1);
    expect_hex(BYTES_OF(none.at), vectors[0].sha256);
}

Test(digest, a_stream_of_pieces_is_the_whole)
{
    uint8_t message[1000];
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (uint8_t)(i * 31);
    }
    for (size_t n = 0; n < sizeof message; n += 37) {
        struct sha384 want = sha384_of(bytes_of(message, n));
        for (size_t piece = 1; piece < 300; piece += 7) {
            struct sha384 got = in_pieces(bytes_of(message, n), piece);
            cr_expect(bytes_equal(BYTES_OF(got.at), BYTES_OF(want.at)), "%zu by %zu", n, piece);
        }
    }
}

Test(digest, a_stream_goes_on_behind_an_end)
{
    struct sha384_stream stream;
    sha384_start(&stream);
    sha384_add(&stream, (struct bytes){NULL, 0});
    struct sha384 digest = sha384_end(&stream);
    expect_hex(BYTES_OF(digest.at), vectors[0].sha384);
    sha384_add(&stream, bytes_of("ab", 2));
    struct sha384_stream copy = stream;
    sha384_add(&stream, bytes_of("x", 1));
    sha384_add(&copy, bytes_of("c", 1));
    digest = sha384_end(&copy);
    expect_hex(BYTES_OF(digest.at), vectors[1].sha384);
}
