/* SPDX-License-Identifier: Apache-2.0 */
#include "http/line.h"

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/bytes.h"
#include "base/interrupt.h"
#include "base/macro.h"
#include "base/text.h"
#include "base/utf8.h"
#include "http/libcurl.h"

enum {
    CONNECT_MS = 10 * 1000,
    LOW_SPEED_BYTES = 16, /* a second, for so many seconds: given up */
    LOW_SPEED_SECONDS = 15,
    CONTENT_TYPE_LINE = 120,
};

static size_t take_body(char *at, size_t size, size_t n, void *where)
{
    struct line *line = where;
    struct buf *body = line->answer->body;
    buf_add(body, bytes_of(at, size * n));
    line->is_over_cap = line->is_over_cap || !buf_is_whole(body);
    return buf_is_whole(body) ? size * n : 0;
}

/* A status line begins the headers anew: what stood before it was of an interim answer. */
static size_t take_header(char *at, size_t size, size_t n, void *where)
{
    struct line *line = where;
    struct buf *headers = line->answer->headers;
    struct text text = text_of_bytes(bytes_of(at, size * n));
    if (text_starts(text, "HTTP/")) {
        buf_clear(headers);
        line->has_headers = false;
    } else {
        buf_slice(headers, text);
        line->has_headers = line->has_headers || text_trim(text).len == 0;
    }
    line->is_over_cap = line->is_over_cap || !buf_is_whole(headers);
    return buf_is_whole(headers) ? size * n : 0;
}

static int look_up(void *where, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
                   curl_off_t up)
{
    (void)down_all;
    (void)down;
    (void)up_all;
    (void)up;
    struct line *line = where;
    const volatile sig_atomic_t *interrupted = line->request->options->interrupted;
    line->is_interrupted = is_interrupted(interrupted);
    return line->is_interrupted ? 1 : 0;
}

/* Sets one option; the first failure stays. */
#define SET(option, value)                                                                         \
    do {                                                                                           \
        if (code == CURLE_OK) {                                                                    \
            code = CURL(easy_setopt)(easy, (option), (value));                                     \
        }                                                                                          \
    } while (0)

/* The one place where a certificate is not checked: of a handshake by itself, which hands it out to
 * be judged and sends nothing. */
static CURLcode set_protection(struct line *line, const struct url *url)
{
    CURL *easy = line->easy;
    CURLcode code = CURLE_OK;
    long is_checked = line->request->is_handshake ? 0 : 1;
    SET(CURLOPT_PROTOCOLS_STR, url->is_secure ? "https" : "http");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_SSL_VERIFYPEER, is_checked);
    SET(CURLOPT_SSL_VERIFYHOST, 2 * is_checked);
    SET(CURLOPT_CONNECT_ONLY, 1 - is_checked);
    SET(CURLOPT_CERTINFO, 1 - is_checked);
    if (line->ca_file != NULL) {
        struct curl_blob ca = {line->ca->at, line->ca->len, CURL_BLOB_NOCOPY};
        SET(CURLOPT_CAPATH, (char *)NULL);
        SET(CURLOPT_CAINFO_BLOB, &ca);
    }
    if (url->is_loopback) {
        SET(CURLOPT_PROXY, "");
    }
    return code;
}

static CURLcode set_limits(struct line *line, int64_t timeout_ms)
{
    CURL *easy = line->easy;
    CURLcode code = CURLE_OK;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    SET(CURLOPT_CONNECTTIMEOUT_MS, timeout_ms < CONNECT_MS ? (long)timeout_ms : (long)CONNECT_MS);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED_BYTES);
    SET(CURLOPT_LOW_SPEED_TIME, (long)LOW_SPEED_SECONDS);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_XFERINFOFUNCTION, look_up);
    SET(CURLOPT_XFERINFODATA, line);
    return code;
}

/* A header more; all of them stay, or none. */
static CURLcode add_header(struct line *line, const char *header)
{
    struct curl_slist *longer = CURL(slist_append)(line->headers, header);
    if (longer == NULL) {
        return CURLE_OUT_OF_MEMORY;
    }
    line->headers = longer;
    return CURLE_OK;
}

/* libcurl would ask whether a large body is welcome, and wait: "Expect:" takes that out. */
static CURLcode set_post(struct line *line)
{
    char type[CONTENT_TYPE_LINE];
    CURL *easy = line->easy;
    const struct http_post *post = line->request->post;
    (void)snprintf(type, sizeof type, "Content-Type: %s", post->content_type);
    CURLcode code = add_header(line, type);
    if (code == CURLE_OK) {
        code = add_header(line, "Expect:");
    }
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->body.left);
    SET(CURLOPT_POSTFIELDS, post->body.left > 0 ? (const char *)post->body.at : "");
    SET(CURLOPT_HTTPHEADER, line->headers);
    return code;
}

static CURLcode set_up(struct line *line)
{
    const struct transfer_request *request = line->request;
    CURL *easy = line->easy;
    CURL(easy_reset)(easy);
    CURLcode code = CURLE_OK;
    SET(CURLOPT_ERRORBUFFER, line->reason);
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_HTTPGET, 1L);
    SET(CURLOPT_USERAGENT, request->options->user_agent);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, line);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, line);
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_HTTP09_ALLOWED, 0L);
    if (code == CURLE_OK && request->post != NULL) {
        code = set_post(line);
    }
    if (code == CURLE_OK) {
        code = set_protection(line, request->parsed);
    }
    return code == CURLE_OK ? set_limits(line, request->timeout_ms) : code;
}

static enum transfer_end end_of(const struct line *line, CURLcode code)
{
    static const struct {
        CURLcode code;
        enum transfer_end end;
    } ends[] = {
        {CURLE_OK, TRANSFER_DONE},
        {CURLE_OPERATION_TIMEDOUT, TRANSFER_TIMEOUT},
        {CURLE_COULDNT_RESOLVE_PROXY, TRANSFER_UNREACHED},
        {CURLE_COULDNT_RESOLVE_HOST, TRANSFER_UNREACHED},
        {CURLE_COULDNT_CONNECT, TRANSFER_UNREACHED},
        {CURLE_SSL_CONNECT_ERROR, TRANSFER_UNTRUSTED},
        {CURLE_PEER_FAILED_VERIFICATION, TRANSFER_UNTRUSTED},
        {CURLE_SSL_CACERT_BADFILE, TRANSFER_UNTRUSTED},
        {CURLE_SSL_ISSUER_ERROR, TRANSFER_UNTRUSTED},
        {CURLE_SSL_INVALIDCERTSTATUS, TRANSFER_UNTRUSTED},
        {CURLE_SSL_CERTPROBLEM, TRANSFER_UNTRUSTED},
        {CURLE_SSL_CIPHER, TRANSFER_UNTRUSTED},
        {CURLE_FILESIZE_EXCEEDED, TRANSFER_TOO_BIG},
    };
    if (line->is_interrupted) {
        return TRANSFER_INTERRUPTED;
    }
    if (line->is_over_cap) {
        return TRANSFER_TOO_BIG;
    }
    /* libcurl takes headers that end with the connection for whole ones. */
    if (code == CURLE_OK && !line->has_headers) {
        return TRANSFER_CUT;
    }
    for (size_t i = 0; i < COUNT(ends); i++) {
        if (ends[i].code == code) {
            return ends[i].end;
        }
    }
    return TRANSFER_CUT;
}

static void describe(struct transfer_answer *answer, const char *reason)
{
    AUTO(buf_done) struct buf shown = buf_start(4 * KIB);
    utf8_escape(text_of(reason), &shown);
    (void)snprintf(answer->reason, sizeof answer->reason, "%.*s",
                   TEXT_ARG(text_trim(buf_view_text(&shown))));
}

static void read_info(CURL *easy, struct transfer_answer *answer)
{
    char *location = NULL;
    if (CURL(easy_getinfo)(easy, CURLINFO_RESPONSE_CODE, &answer->status) != CURLE_OK) {
        answer->status = 0;
    }
    if (CURL(easy_getinfo)(easy, CURLINFO_REDIRECT_URL, &location) == CURLE_OK &&
        location != NULL && strlen(location) <= URL_MAX) {
        (void)snprintf(answer->location, sizeof answer->location, "%s", location);
    }
}

/* The chain as the peer has sent it. */
static void take_certificates(struct line *line)
{
    static const char name[] = "Cert:";
    struct curl_certinfo *chain = NULL;
    struct buf *body = line->answer->body;
    line->has_headers = true;
    if (CURL(easy_getinfo)(line->easy, CURLINFO_CERTINFO, &chain) != CURLE_OK) {
        return;
    }
    for (int i = 0; chain != NULL && i < chain->num_of_certs; i++) {
        for (struct curl_slist *each = chain->certinfo[i]; each != NULL; each = each->next) {
            if (text_starts(text_of(each->data), name)) {
                buf_text(body, each->data + sizeof name - 1);
                buf_char(body, '\n');
            }
        }
    }
    line->is_over_cap = !buf_is_whole(body);
}

static const char *why(CURLcode code, const char *reason)
{
    if (reason[0] != 0) {
        return reason;
    }
    return code == CURLE_OK ? "it ends in its headers" : CURL(easy_strerror)(code);
}

void line_begin(struct line *line, const struct transfer_request *request,
                struct transfer_answer *answer)
{
    line->request = request;
    line->answer = answer;
    line->reason[0] = 0;
    line->is_interrupted = false;
    line->is_over_cap = false;
    line->has_headers = false;
    line->is_started = false;
    answer->status = 0;
    answer->location[0] = 0;
    buf_clear(answer->body);
    buf_clear(answer->headers);
    line->code = set_up(line);
    line->is_done = line->code != CURLE_OK;
}

enum transfer_end line_end(struct line *line)
{
    const CURLcode code = line->is_done ? line->code : CURLE_ABORTED_BY_CALLBACK;
    if (code == CURLE_OK && line->request->is_handshake) {
        take_certificates(line);
    }
    read_info(line->easy, line->answer);
    describe(line->answer, why(code, line->reason));
    CURL(easy_reset)(line->easy);
    CURL(slist_free_all)(line->headers);
    line->headers = NULL;
    return end_of(line, code);
}
