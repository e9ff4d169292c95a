/* SPDX-License-Identifier: Apache-2.0 */
#include "http/url.h"

#include <stdint.h>
#include <string.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/hex.h"
#include "base/num.h"
#include "base/text.h"

static const char host_characters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                      "0123456789.-_";
static const char address_characters[] = "0123456789abcdefABCDEF:.";

enum { OCTET_MAX = 255, PORT_MAX = 65535, LOOPBACK_NET = 127 };

static bool is_made_of(struct text text, const char *characters)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] == 0 || strchr(characters, text.at[i]) == NULL) {
            return false;
        }
    }
    return text.len > 0;
}

static bool is_printable(struct text text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.at[i] <= ' ' || text.at[i] > '~') {
            return false;
        }
    }
    return true;
}

/* What stands before the first of the characters; the view moves to it. */
static struct text before_any(struct text *from, const char *characters)
{
    size_t n = 0;
    while (n < from->len && strchr(characters, from->at[n]) == NULL) {
        n++;
    }
    struct text head = {from->at, n};
    struct bytes rest = text_bytes(*from);
    if (bytes_skip(&rest, n)) {
        *from = text_of_bytes(rest);
    }
    return head;
}

static bool is_loopback_v4(struct text host)
{
    for (unsigned i = 0; i < 4; i++) {
        struct text part;
        uint64_t octet = 0;
        bool more = text_split(host, '.', &part, &host);
        if (more != (i < 3) || !num_parse(part, OCTET_MAX, &octet) ||
            (i == 0 && octet != LOOPBACK_NET)) {
            return false;
        }
    }
    return true;
}

static bool is_loopback(struct text host)
{
    return text_equal_ignoring_case(host, text_of("localhost")) || text_is(host, "::1") ||
           is_loopback_v4(host);
}

bool url_is(const char *text)
{
    return text_starts(text_of(text), "http://") || text_starts(text_of(text), "https://");
}

/* [address] or name; `rest` is what stands behind it. */
static bool take_host(struct text authority, struct text *host, struct text *rest)
{
    struct bytes from = text_bytes(authority);
    if (bytes_expect(&from, "[", 1)) {
        struct text inner = text_of_bytes(from);
        return text_split(inner, ']', host, rest) && is_made_of(*host, address_characters);
    }
    *rest = authority;
    *host = before_any(rest, ":");
    return is_made_of(*host, host_characters);
}

static bool is_port(struct text text)
{
    uint64_t port = 0;
    struct bytes from = text_bytes(text);
    return text.len == 0 || (bytes_expect(&from, ":", 1) &&
                             num_parse(text_of_bytes(from), PORT_MAX, &port) && port > 0);
}

static bool split(struct text text, struct url *out)
{
    struct bytes rest = text_bytes(text);
    out->is_secure = bytes_expect(&rest, "https://", sizeof "https://" - 1);
    if (!out->is_secure && !bytes_expect(&rest, "http://", sizeof "http://" - 1)) {
        return false;
    }
    struct text behind = text_of_bytes(rest);
    out->authority = before_any(&behind, "/?#");
    out->origin = (struct text){text.at, text.len - behind.len};
    struct text query = behind;
    out->path = before_any(&query, "?#");
    struct text all = text;
    out->all = before_any(&all, "#");
    struct text port;
    return take_host(out->authority, &out->host, &port) && is_port(port);
}

static bool parse(const char *text, const char *shown, struct url *out, struct err *e)
{
    struct url url = {0};
    struct text whole = text_of(text);
    if (whole.len > URL_MAX) {
        return err_set(e, ERR_USAGE, "a URL of more than %d characters", URL_MAX);
    }
    if (!is_printable(whole)) {
        return err_set(e, ERR_USAGE, "a URL with characters that are not printable ASCII");
    }
    if (!split(whole, &url)) {
        (void)err_set(e, ERR_USAGE, "'%.200s' is not a URL that can be fetched", shown);
        return err_hint(e, "expected https://HOST[:PORT][/PATH], without user and password");
    }
    url.is_loopback = is_loopback(url.host);
    if (!url.is_secure && !url.is_loopback) {
        (void)err_set(e, ERR_USAGE, "'%.200s' is not protected", shown);
        return err_hint(e, "use https; http is for loopback addresses alone");
    }
    *out = url;
    return true;
}

bool url_parse(const char *text, struct url *out, struct err *e)
{
    return parse(text, text, out, e);
}

/* What stands before an "@" may be a password. */
bool url_parse_private(const char *text, struct url *out, struct err *e)
{
    struct url url = {0};
    AUTO(buf_done) struct buf shown = buf_start(SIZE_MAX);
    buf_slice(&shown, split(text_of(text), &url) ? url.origin : text_of("(not shown)"));
    buf_char(&shown, 0);
    return parse(text, (const char *)shown.at, out, e);
}

bool url_may_lead(const struct url *from, const struct url *to)
{
    return (to->is_secure || !from->is_secure) && (from->is_loopback || !to->is_loopback);
}

bool url_decode(struct text text, struct buf *out)
{
    while (text.len > 0) {
        struct text plain = before_any(&text, "%");
        buf_slice(out, plain);
        struct bytes rest = text_bytes(text);
        struct bytes digits;
        uint8_t byte = 0;
        if (!bytes_expect(&rest, "%", 1)) {
            break;
        }
        if (!bytes_take(&rest, 2, &digits) || !hex_decode(text_of_bytes(digits), &byte, 1)) {
            return false;
        }
        buf_add(out, bytes_of(&byte, 1));
        text = text_of_bytes(rest);
    }
    return buf_is_whole(out);
}
