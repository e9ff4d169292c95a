/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/cache.h"

#include <string.h>

#include "attest/limits.h"
#include "base/base64.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/hex.h"
#include "base/instant.h"
#include "base/log.h"
#include "base/macro.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/text.h"
#include "codec/json.h"
#include "codec/json_write.h"
#include "crypto/digest.h"
#include "crypto/equal.h"

#define FILE_MAX (2 * LIMIT_CRL)

static const char schema[] = "phala.cache/1";

void cache_entry_done(struct cache_entry *entry)
{
    buf_done(&entry->body);
    buf_done(&entry->issuer_chain);
}

bool cache_is_fresh(const struct cache_entry *entry, instant now)
{
    return entry->stored_at <= now && now - entry->stored_at < CACHE_FRESH_SECONDS;
}

static bool member_text(const struct json_value *object, const char *key, struct text *out)
{
    return json_text(json_member(object, key), out);
}

static bool member_is(const struct json_value *object, const char *key, const char *wanted)
{
    struct text value;
    return member_text(object, key, &value) && text_is(value, wanted);
}

static bool has_digest(const struct json_value *object, struct bytes body)
{
    struct text digits;
    struct sha256 stored;
    struct sha256 actual = sha256_of(body);
    return member_text(object, "sha256", &digits) &&
           hex_decode(digits, stored.at, sizeof stored.at) &&
           equal_bytes(BYTES_OF(stored.at), BYTES_OF(actual.at));
}

static bool read_entry(const struct json_value *object, const char *url, struct cache_entry *out)
{
    struct text stored_at;
    struct text chain;
    struct text body;
    if (!member_is(object, "schema", schema) || !member_is(object, "url", url) ||
        !member_text(object, "stored_at", &stored_at) ||
        !member_text(object, "issuer_chain", &chain) || !member_text(object, "body", &body)) {
        return false;
    }
    buf_slice(&out->issuer_chain, chain);
    return instant_parse_zulu(stored_at, &out->stored_at) && base64_decode(body, &out->body) &&
           buf_is_whole(&out->issuer_chain) && has_digest(object, buf_view(&out->body));
}

static bool parse_entry(struct bytes file, const char *url, struct cache_entry *out)
{
    struct err why;
    AUTO(json_freep) struct json *json = json_parse(file, &why);
    AUTO(cache_entry_done)
    struct cache_entry entry = {
        .body = buf_start(LIMIT_CRL),
        .issuer_chain = buf_start(LIMIT_CHAIN),
    };
    if (json == NULL || !read_entry(json_root(json), url, &entry)) {
        return false;
    }
    *out = entry;
    entry = (struct cache_entry){0};
    return true;
}

bool cache_read(const struct cache *cache, const char *name, const char *url,
                struct cache_entry *out)
{
    struct err why;
    AUTO(mem_freep) char *path = path_join(cache->folder, name);
    AUTO(buf_done) struct buf file = buf_start(FILE_MAX);
    if (!fs_read(path, &file, &why)) {
        if (why.kind != ERR_NOT_FOUND) {
            log_line(cache->log, "cache: %s", why.text);
        }
        return false;
    }
    if (!parse_entry(buf_view(&file), url, out)) {
        log_line(cache->log, "cache: '%s' is damaged or of another URL, and not used", path);
        return false;
    }
    return true;
}

static void write_entry(const char *url, const struct cache_entry *entry, struct buf *out)
{
    AUTO(buf_done) struct buf body = buf_start(FILE_MAX);
    base64_encode(buf_view(&entry->body), &body);
    struct sha256 digest = sha256_of(buf_view(&entry->body));

    struct json_writer w = json_writer_to(out, true);
    json_begin_object(&w);
    json_member_string(&w, "schema", schema);
    json_member_string(&w, "url", url);
    json_member_instant(&w, "stored_at", entry->stored_at);
    json_member_text(&w, "issuer_chain", buf_view_text(&entry->issuer_chain));
    json_member_hex(&w, "sha256", BYTES_OF(digest.at));
    json_member_text(&w, "body", buf_view_text(&body));
    json_end_object(&w);
    buf_char(out, '\n');
}

static bool write_file(const char *path, struct bytes content, struct err *e)
{
    AUTO(mem_freep) char *folder = mem_copy(path, strlen(path));
    char *slash = strrchr(folder, '/');
    if (slash != NULL && slash != folder) {
        *slash = 0;
        TRY(fs_make_directories(folder, e));
    }
    return fs_write(path, content, 0600, e);
}

void cache_write(const struct cache *cache, const char *name, const char *url,
                 const struct cache_entry *entry)
{
    struct err why;
    AUTO(mem_freep) char *path = path_join(cache->folder, name);
    AUTO(buf_done) struct buf file = buf_start(FILE_MAX);
    write_entry(url, entry, &file);
    if (!buf_is_whole(&file)) {
        log_line(cache->log, "cache: '%s' would be too big, and is not written", path);
        return;
    }
    if (!write_file(path, buf_view(&file), &why)) {
        log_line(cache->log, "cache: %s", why.text);
    }
}
