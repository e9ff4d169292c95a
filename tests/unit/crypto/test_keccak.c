/* SPDX-License-Identifier: Apache-2.0 */
#include "crypto/keccak.h"

#include <criterion/criterion.h>
#include <openssl/evp.h>

#include "base/buf.h"
#include "base/hex.h"

/* From an independent program that agrees with Python's hashlib on SHA-3; those of 256 bits and of
 * nothing and "abc" are widely published. The lengths are around a block of Keccak-256. */
static const struct {
    const char *text;
    size_t repeated;
    const char *keccak256, *keccak384, *keccak512;
} vectors[] = {
    {"", 1, "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470",
     "2c23146a63a29acf99e73b88f8c24eaa7dc60aa771780ccc006afbfa8fe2479b"
     "2dd2b21362337441ac12b515911957ff",
     "0eab42de4c3ceb9235fc91acffe746b29c29a8c366b7c60e4e67c466f36a4304"
     "c00fa9caf9d87976ba469bcbe06713b435f091ef2769fb160cdab33d3670680e"},
    {"abc", 1, "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45",
     "f7df1165f033337be098e7d288ad6a2f74409d7a60b49c36642218de161b1f99"
     "f8c681e4afaf31a34db29fb763e3c28e",
     "18587dc2ea106b9a1563e32b3312421ca164c7f1f07bc922a9c83d77cea3a1e5"
     "d0c69910739025372dc14ac9642629379540c17e2a65b19d77aa511a9d00bb96"},
    {"a", 135, "34367dc248bbd832f4e3e69dfaac2f92638bd0bbd18f2912ba4ef454919cf446",
     "0e437d7b766e287217bd81fcef6369f521fcfdc36bdd5660c53a392f7a4f1e15"
     "ce17aba2aa85f468afc8ea0841d5f18b",
     "19d8d98f48b7dec319f89a175b0e3a5dba8ee14870f56270bed6204a8151772b"
     "db8489b30235cabe4ca04414b22a85e30213b57c00c2e55772358956643afc6d"},
    {"a", 136, "a6c4d403279fe3e0af03729caada8374b5ca54d8065329a3ebcaeb4b60aa386e",
     "f4e184be230259bee79d8de02c1102c9a2083ae7fba2be3d365c47cd26528f85"
     "854b9189dd2d4402a3db1201b0be5b1b",
     "34b4e7f426372f8f083b4e176106f3e6e118a0c420b8bc1deaef3c425c071676"
     "9ce0495ae2c2ea6843a9c71fb79873e1614762a6b271f2ed9e56f1d68eb539a5"},
    {"a", 300, "5b7e0e47a96f32a88b4f14ca177982790807c40e1a105742ba0fc1babe1ef826",
     "bb4c07328ed806f6ccbd111e965e1e9fd5b70accbf16c694fa243804506f0f23"
     "7c3cb93ee9313987e59107808f8b6779",
     "34385e6bc309baf742c2d58f1d0f097cba79acb3726329c4474394f0e9344078"
     "58f770b914cefffdf336d2e81e7f2523ada894d76233a9d8bd2ef2a117293fdd"},
};

static void expect_hex(struct bytes digest, const char *hex)
{
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_hex(&text, digest);
    cr_expect(text_is(buf_view_text(&text), hex), "%.*s is not %s", TEXT_ARG(buf_view_text(&text)),
              hex);
}

Test(keccak, known_answers)
{
    for (size_t i = 0; i < COUNT(vectors); i++) {
        AUTO(buf_done) struct buf message = buf_start(KIB);
        for (size_t j = 0; j < vectors[i].repeated; j++) {
            buf_text(&message, vectors[i].text);
        }
        struct keccak256 of_256 = keccak256_of(buf_view(&message));
        struct keccak384 of_384 = keccak384_of(buf_view(&message));
        struct keccak512 of_512 = keccak512_of(buf_view(&message));
        expect_hex(BYTES_OF(of_256.at), vectors[i].keccak256);
        expect_hex(BYTES_OF(of_384.at), vectors[i].keccak384);
        expect_hex(BYTES_OF(of_512.at), vectors[i].keccak512);
    }
}

Test(keccak, equal_is_of_all_bytes)
{
    const struct keccak256 hash = keccak256_of(bytes_of("", 0));
    cr_assert(keccak256_equal(&hash, &hash));
    for (size_t i = 0; i < sizeof hash.at; i++) {
        struct keccak256 other = hash;
        other.at[i] ^= 1;
        cr_assert_not(keccak256_equal(&hash, &other));
    }
}

static void expect_theirs(const EVP_MD *md, struct bytes message, struct bytes ours)
{
    uint8_t theirs[EVP_MAX_MD_SIZE];
    unsigned n = 0;
    cr_assert(EVP_Digest(message.at, message.left, theirs, &n, md, NULL) == 1);
    cr_assert(bytes_equal(bytes_of(theirs, n), ours), "%s of %zu bytes", EVP_MD_get0_name(md),
              message.left);
}

/* The same sponge with the other suffix against OpenSSL, at all lengths around several blocks. */
Test(keccak, sha3_is_openssl_s)
{
    uint8_t message[1000];
    for (size_t i = 0; i < sizeof message; i++) {
        message[i] = (uint8_t)(i * 167 + i / 256);
    }
    for (size_t n = 0; n < sizeof message; n++) {
        struct bytes bytes = bytes_of(message, n);
        struct sha3_256 of_256 = sha3_256_of(bytes);
        struct sha3_384 of_384 = sha3_384_of(bytes);
        struct sha3_512 of_512 = sha3_512_of(bytes);
        expect_theirs(EVP_sha3_256(), bytes, BYTES_OF(of_256.at));
        expect_theirs(EVP_sha3_384(), bytes, BYTES_OF(of_384.at));
        expect_theirs(EVP_sha3_512(), bytes, BYTES_OF(of_512.at));
    }
}
