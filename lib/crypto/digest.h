/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CRYPTO_DIGEST_H
#define PHALA_CRYPTO_DIGEST_H

#include <stdint.h>

#include "base/bytes.h"

enum { SHA256_SIZE = 32, SHA384_SIZE = 48, SHA512_SIZE = 64 };

struct sha256 {
    uint8_t at[SHA256_SIZE];
};

struct sha384 {
    uint8_t at[SHA384_SIZE];
};

struct sha512 {
    uint8_t at[SHA512_SIZE];
};

/* FIPS 180-4. The second forms hash two pieces one behind the other. */
struct sha256 sha256_of(struct bytes bytes);
struct sha256 sha256_of_two(struct bytes first, struct bytes second);
struct sha384 sha384_of(struct bytes bytes);
struct sha512 sha512_of(struct bytes bytes);
struct sha512 sha512_of_two(struct bytes first, struct bytes second);

/* SHA-384 of many pieces: start, any number of adds, end. Plain data on the caller's stack, which
 * may be copied to go on in two ways; nothing to free. */
struct sha384_stream {
    uint64_t state[27];
};

void sha384_start(struct sha384_stream *stream);
void sha384_add(struct sha384_stream *stream, struct bytes bytes);
struct sha384 sha384_end(const struct sha384_stream *stream);

/* SHA-256 in the same way. */
struct sha256_stream {
    uint32_t state[28];
};

void sha256_start(struct sha256_stream *stream);
void sha256_add(struct sha256_stream *stream, struct bytes bytes);
struct sha256 sha256_end(const struct sha256_stream *stream);

#endif
