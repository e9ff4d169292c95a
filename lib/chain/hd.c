/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/hd.h"

#include <inttypes.h>
#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "crypto/hmac.h"

enum { CHAIN_CODE_SIZE = 32, NUMBER_SIZE = 4 };

struct node {
    struct secp256k1_secret key;
    uint8_t chain_code[CHAIN_CODE_SIZE];
};

static void node_done(struct node *node)
{
    mem_wipe(node, sizeof *node);
}

static void digest_done(struct sha512 *digest)
{
    mem_wipe(digest, sizeof *digest);
}

static bool take_mark(struct text *step)
{
    char last = step->len > 0 ? step->at[step->len - 1] : 0;
    bool is_hardened = last == '\'' || last == 'h';
    step->len -= is_hardened ? 1 : 0;
    return is_hardened;
}

static bool parse_step(struct text text, uint32_t *out)
{
    uint64_t number = 0;
    bool is_hardened = take_mark(&text);
    TRY(num_parse(text, HD_HARDENED - 1, &number));
    *out = (uint32_t)number | (is_hardened ? HD_HARDENED : 0);
    return true;
}

static bool parse_step_as_cast(struct text text, uint32_t *out)
{
    uint64_t number = 0;
    bool is_hardened = take_mark(&text);
    text = text_starts(text, "+") ? text_behind(text, 1) : text;
    while (text.len > 1 && text.at[0] == '0') {
        text = text_behind(text, 1);
    }
    TRY(num_parse(text, UINT32_MAX, &number));
    *out = (uint32_t)number ^ (is_hardened ? HD_HARDENED : 0);
    return true;
}

bool hd_path_parse(struct text text, struct hd_path *out, struct err *e)
{
    struct text step;
    struct text rest = text;
    *out = (struct hd_path){0};
    bool has_more = true;
    if (text_is(text, "m")) {
        return true;
    }
    if (text_starts(text, "m/")) {
        rest = text_behind(text, 2);
    }
    while (has_more) {
        has_more = text_split(rest, '/', &step, &rest);
        if (out->n == HD_DEPTH_MAX || !parse_step(step, &out->at[out->n])) {
            return err_set(e, ERR_USAGE,
                           "'%.*s' is no path: numbers below 2147483648 with '/' between them, "
                           "%d at most",
                           TEXT_ARG(text), HD_DEPTH_MAX);
        }
        out->n++;
    }
    return true;
}

bool hd_path_parse_as_cast(struct text text, struct hd_path *out, struct err *e)
{
    struct text step;
    struct text rest = text;
    *out = (struct hd_path){0};
    bool has_more = true;
    while (has_more) {
        has_more = text_split(rest, '/', &step, &rest);
        if (text_is(step, "m")) {
            continue;
        }
        if (out->n == HD_DEPTH_MAX || !parse_step_as_cast(step, &out->at[out->n])) {
            return err_set(e, ERR_USAGE,
                           "'%.*s' is no path: numbers below 4294967296 with '/' between them, "
                           "%d at most",
                           TEXT_ARG(text), HD_DEPTH_MAX);
        }
        out->n++;
    }
    return true;
}

void hd_path_format(const struct hd_path *path, struct buf *out)
{
    buf_char(out, 'm');
    for (size_t i = 0; i < path->n; i++) {
        bool is_hardened = (path->at[i] & HD_HARDENED) != 0;
        buf_printf(out, "/%" PRIu32 "%s", path->at[i] & ~HD_HARDENED, is_hardened ? "'" : "");
    }
}

struct hd_path hd_path_of_account(uint32_t index)
{
    return (struct hd_path){.at = {44 | HD_HARDENED, 60 | HD_HARDENED, 0 | HD_HARDENED, 0, index},
                            .n = 5};
}

static bool no_key(struct err *e)
{
    return err_set(e, ERR_MALFORMED, "there is no key at this path");
}

static bool master_of(const struct mnemonic_seed *seed, struct node *out, struct err *e)
{
    static const char name[] = {'B', 'i', 't', 'c', 'o', 'i', 'n', ' ', 's', 'e', 'e', 'd'};
    AUTO(digest_done)
    struct sha512 digest = hmac_sha512(bytes_of(name, sizeof name), BYTES_OF(seed->at));
    if (!secp256k1_secret_from(bytes_of(digest.at, sizeof out->key), &out->key)) {
        return no_key(e);
    }
    memcpy(out->chain_code, digest.at + sizeof out->key, sizeof out->chain_code);
    return true;
}

/* 33 bytes: of a hardened child 0 and the key, of another the public key. */
static void write_parent(const struct node *node, bool is_hardened,
                         uint8_t out[SECP256K1_COMPRESSED_SIZE])
{
    if (is_hardened) {
        out[0] = 0;
        memcpy(out + 1, node->key.at, sizeof node->key.at);
        return;
    }
    const struct secp256k1_key key = secp256k1_public(&node->key);
    secp256k1_key_compressed(&key, out);
}

static bool step_down(struct node *node, uint32_t number, struct err *e)
{
    uint8_t data[SECP256K1_COMPRESSED_SIZE + NUMBER_SIZE];
    write_parent(node, (number & HD_HARDENED) != 0, data);
    for (unsigned i = 0; i < NUMBER_SIZE; i++) {
        data[SECP256K1_COMPRESSED_SIZE + i] = (uint8_t)(number >> (24 - 8 * i));
    }
    AUTO(digest_done)
    struct sha512 digest = hmac_sha512(BYTES_OF(node->chain_code), BYTES_OF(data));
    mem_wipe(data, sizeof data);
    if (!secp256k1_secret_add(&node->key, bytes_of(digest.at, sizeof node->key))) {
        return no_key(e);
    }
    memcpy(node->chain_code, digest.at + sizeof node->key, sizeof node->chain_code);
    return true;
}

bool hd_derive(const struct mnemonic_seed *seed, const struct hd_path *path,
               struct secp256k1_secret *out, struct err *e)
{
    AUTO(node_done) struct node node = {0};
    TRY(master_of(seed, &node, e));
    for (size_t i = 0; i < path->n; i++) {
        TRY(step_down(&node, path->at[i], e));
    }
    *out = node.key;
    return true;
}
