/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of SHA-2 themselves: EVP would load a provider and fetch from it, 0.6 ms of a cold
 * process (2.0 against 1.4 ms with one signature). */
#define OPENSSL_SUPPRESS_DEPRECATED

#include "crypto/digest.h"

#include <openssl/sha.h>
#include <string.h>

struct sha256 sha256_of(struct bytes bytes)
{
    return sha256_of_two(bytes, bytes_of(NULL, 0));
}

struct sha256 sha256_of_two(struct bytes first, struct bytes second)
{
    struct sha256 digest;
    SHA256_CTX state;
    (void)SHA256_Init(&state);
    (void)SHA256_Update(&state, first.at, first.left);
    (void)SHA256_Update(&state, second.at, second.left);
    (void)SHA256_Final(digest.at, &state);
    return digest;
}

struct sha384 sha384_of(struct bytes bytes)
{
    struct sha384 digest;
    SHA512_CTX state;
    (void)SHA384_Init(&state);
    (void)SHA384_Update(&state, bytes.at, bytes.left);
    (void)SHA384_Final(digest.at, &state);
    return digest;
}

struct sha512 sha512_of(struct bytes bytes)
{
    return sha512_of_two(bytes, bytes_of(NULL, 0));
}

struct sha512 sha512_of_two(struct bytes first, struct bytes second)
{
    struct sha512 digest;
    SHA512_CTX state;
    (void)SHA512_Init(&state);
    (void)SHA512_Update(&state, first.at, first.left);
    (void)SHA512_Update(&state, second.at, second.left);
    (void)SHA512_Final(digest.at, &state);
    return digest;
}

_Static_assert(sizeof(SHA512_CTX) == sizeof(struct sha384_stream), "a stream is a copy of one");

void sha384_start(struct sha384_stream *stream)
{
    SHA512_CTX state;
    (void)SHA384_Init(&state);
    memcpy(stream, &state, sizeof state);
}

void sha384_add(struct sha384_stream *stream, struct bytes bytes)
{
    SHA512_CTX state;
    memcpy(&state, stream, sizeof state);
    (void)SHA384_Update(&state, bytes.at, bytes.left);
    memcpy(stream, &state, sizeof state);
}

struct sha384 sha384_end(const struct sha384_stream *stream)
{
    struct sha384 digest;
    SHA512_CTX state;
    memcpy(&state, stream, sizeof state);
    (void)SHA384_Final(digest.at, &state);
    return digest;
}

_Static_assert(sizeof(SHA256_CTX) == sizeof(struct sha256_stream), "a stream is a copy of one");

void sha256_start(struct sha256_stream *stream)
{
    SHA256_CTX state;
    (void)SHA256_Init(&state);
    memcpy(stream, &state, sizeof state);
}

void sha256_add(struct sha256_stream *stream, struct bytes bytes)
{
    SHA256_CTX state;
    memcpy(&state, stream, sizeof state);
    (void)SHA256_Update(&state, bytes.at, bytes.left);
    memcpy(stream, &state, sizeof state);
}

struct sha256 sha256_end(const struct sha256_stream *stream)
{
    struct sha256 digest;
    SHA256_CTX state;
    memcpy(&state, stream, sizeof state);
    (void)SHA256_Final(digest.at, &state);
    return digest;
}
