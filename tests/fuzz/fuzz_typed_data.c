/* SPDX-License-Identifier: Apache-2.0 */
/* Target functions: typed_data_hash, typed_data_hash_as_cast. Neither white space nor the order of
 * members has a say, the three hashes belong together, and a member more is refused. What is taken
 * cast takes, too, as the same, and also with a member more. */
#include "target.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "chain/typed_data.h"
#include "codec/jcs.h"

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool is_same(const struct keccak256 *a, const struct keccak256 *b)
{
    return bytes_equal(BYTES_OF(a->at), BYTES_OF(b->at));
}

static void check_digest(const struct typed_data_hash *hash)
{
    AUTO(buf_done) struct buf preimage = buf_start(KIB);
    buf_add(&preimage, bytes_of("\x19\x01", 2));
    buf_add(&preimage, BYTES_OF(hash->domain.at));
    buf_add(&preimage, BYTES_OF(hash->message.at));
    const struct keccak256 digest = keccak256_of(buf_view(&preimage));
    require(is_same(&digest, &hash->digest));
}

/* Canonical JSON sorts the members; it has no integers of more than 53 bits. */
static void check_canonical(const struct json *json, const struct typed_data_hash *hash)
{
    struct err e = {0};
    struct typed_data_hash again;
    AUTO(buf_done) struct buf canonical = buf_start(SIZE_MAX);
    if (!jcs_write(json_root(json), &canonical, &e)) {
        return;
    }
    require(typed_data_hash(buf_view(&canonical), &again, &e));
    require(is_same(&again.digest, &hash->digest));
}

static void check_one_more(struct bytes document)
{
    struct err e = {0};
    struct typed_data_hash hash;
    AUTO(buf_done) struct buf more = buf_start(SIZE_MAX);
    struct text text = text_trim(text_of_bytes(document));
    buf_slice(&more, (struct text){text.at, text.len - 1});
    buf_text(&more, ",\"one more\":1}");
    require(!typed_data_hash(buf_view(&more), &hash, &e));
    struct typed_data_hash other;
    require(typed_data_hash_as_cast(buf_view(&more), &hash, &e) &&
            typed_data_hash_as_cast(document, &other, &e));
    require(is_same(&hash.digest, &other.digest));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct err e = {0};
    struct err of_cast = {0};
    struct typed_data_hash hash;
    struct typed_data_hash as_cast;
    bool is_cast = typed_data_hash_as_cast(bytes_of(data, size), &as_cast, &of_cast);
    require(is_cast || of_cast.text[0] != 0);
    if (!typed_data_hash(bytes_of(data, size), &hash, &e)) {
        require((e.kind == ERR_MALFORMED || e.kind == ERR_TOO_BIG) && e.text[0] != 0);
        return 0;
    }
    require(is_cast && is_same(&hash.digest, &as_cast.digest));
    AUTO(json_freep) struct json *json = json_parse(bytes_of(data, size), &e);
    require(json != NULL);
    check_digest(&hash);
    check_canonical(json, &hash);
    check_one_more(bytes_of(data, size));
    return 0;
}
