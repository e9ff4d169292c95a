/* SPDX-License-Identifier: Apache-2.0 */
#include "http/transfer.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/interrupt.h"
#include "base/macro.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/utf8.h"
#include "http/http.h"
#include "http/url.h"

#define CA_FILE_MAX (8 * MIB)

enum {
    CONNECT_MS = 10 * 1000,
    LOW_SPEED_BYTES = 16, /* a second, for so many seconds: given up */
    LOW_SPEED_SECONDS = 15,
    CONTENT_TYPE_LINE = 120,
};

/* What is used of libcurl. */
#define CURL_FUNCTIONS(X)                                                                          \
    X(curl_global_init)                                                                            \
    X(curl_easy_init)                                                                              \
    X(curl_easy_cleanup)                                                                           \
    X(curl_easy_reset)                                                                             \
    X(curl_easy_setopt)                                                                            \
    X(curl_easy_perform)                                                                           \
    X(curl_easy_getinfo)                                                                           \
    X(curl_easy_strerror)                                                                          \
    X(curl_slist_append)                                                                           \
    X(curl_slist_free_all)                                                                         \
    X(curl_version)

/* Filled once, by the first thread that needs it, and constant from then on. */
static struct {
    bool is_open;
#define X(name) __typeof__(name) *call_##name;
    CURL_FUNCTIONS(X)
#undef X
} library;
static once_flag library_once = ONCE_FLAG_INIT;

#define CURL(name) library.call_curl_##name

static bool find_symbol(void *handle, const char *name, void *slot)
{
    void *symbol = dlsym(handle, name);
    memcpy(slot, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void open_library(void)
{
    /* GnuTLS, which LDAP brings along, would set itself up for nobody: a fifth of the time and a
     * megabyte. NOLINTNEXTLINE(concurrency-mt-unsafe) */
    (void)setenv("GNUTLS_NO_IMPLICIT_INIT", "1", 0);
    /* It stays until the process ends: libcurl and the thirty libraries that it loads do not like
     * to be unloaded. Functions are looked up when they are called, which few are: a millisecond.
     */
    void *handle = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    bool whole = handle != NULL;
#define X(name) whole = whole && find_symbol(handle, #name, &library.call_##name);
    CURL_FUNCTIONS(X)
#undef X
    library.is_open = whole && CURL(global_init)(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

static bool need_library(struct err *e)
{
    call_once(&library_once, open_library);
    if (library.is_open) {
        return true;
    }
    (void)err_set(e, ERR_NETWORK, "libcurl.so.4 cannot be loaded, and requests need it");
    return err_hint(e, "install the Debian package libcurl4, or stay --offline");
}

const char *http_library_version(void)
{
    call_once(&library_once, open_library);
    return library.is_open ? CURL(version)() : NULL;
}

struct transfer {
    CURL *easy;
    const char *ca_file; /* NULL for the system's */
    struct buf ca;       /* PEM, once it was read */
    /* of the running request */
    const struct transfer_request *request;
    struct transfer_answer *answer;
    struct curl_slist *headers; /* that are sent beside libcurl's own */
    bool is_interrupted;
    bool is_over_cap;
    bool has_headers; /* to the empty line behind them */
};

struct transfer *transfer_new(const char *ca_file, struct err *e)
{
    if (!need_library(e)) {
        return NULL;
    }
    struct transfer *transfer = mem_new(sizeof *transfer);
    *transfer = (struct transfer){.ca_file = ca_file, .ca = buf_start(CA_FILE_MAX)};
    transfer->easy = CURL(easy_init)();
    if (transfer->easy == NULL) {
        transfer_free(transfer);
        (void)err_set(e, ERR_INTERNAL, "libcurl does not start");
        return NULL;
    }
    return transfer;
}

void transfer_free(struct transfer *transfer)
{
    if (transfer == NULL) {
        return;
    }
    CURL(easy_cleanup)(transfer->easy);
    buf_done(&transfer->ca);
    mem_free(transfer);
}

bool transfer_read_ca(struct transfer *transfer, struct err *e)
{
    return transfer->ca_file == NULL || transfer->ca.len > 0 ||
           fs_read(transfer->ca_file, &transfer->ca, e) || err_wrap(e, "CA file");
}

static size_t take_body(char *at, size_t size, size_t n, void *where)
{
    struct transfer *transfer = where;
    struct buf *body = transfer->answer->body;
    buf_add(body, bytes_of(at, size * n));
    transfer->is_over_cap = transfer->is_over_cap || !buf_is_whole(body);
    return buf_is_whole(body) ? size * n : 0;
}

/* A status line begins the headers anew: what stood before it was of an interim answer. */
static size_t take_header(char *at, size_t size, size_t n, void *where)
{
    struct transfer *transfer = where;
    struct buf *headers = transfer->answer->headers;
    struct text line = text_of_bytes(bytes_of(at, size * n));
    if (text_starts(line, "HTTP/")) {
        buf_clear(headers);
        transfer->has_headers = false;
    } else {
        buf_slice(headers, line);
        transfer->has_headers = transfer->has_headers || text_trim(line).len == 0;
    }
    transfer->is_over_cap = transfer->is_over_cap || !buf_is_whole(headers);
    return buf_is_whole(headers) ? size * n : 0;
}

static int look_up(void *where, curl_off_t down_all, curl_off_t down, curl_off_t up_all,
                   curl_off_t up)
{
    (void)down_all;
    (void)down;
    (void)up_all;
    (void)up;
    struct transfer *transfer = where;
    const volatile sig_atomic_t *interrupted = transfer->request->options->interrupted;
    transfer->is_interrupted = is_interrupted(interrupted);
    return transfer->is_interrupted ? 1 : 0;
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
static CURLcode set_protection(struct transfer *transfer, const struct url *url)
{
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    long is_checked = transfer->request->is_handshake ? 0 : 1;
    SET(CURLOPT_PROTOCOLS_STR, url->is_secure ? "https" : "http");
    SET(CURLOPT_FOLLOWLOCATION, 0L);
    SET(CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    SET(CURLOPT_SSL_VERIFYPEER, is_checked);
    SET(CURLOPT_SSL_VERIFYHOST, 2 * is_checked);
    SET(CURLOPT_CONNECT_ONLY, 1 - is_checked);
    SET(CURLOPT_CERTINFO, 1 - is_checked);
    if (transfer->ca_file != NULL) {
        struct curl_blob ca = {transfer->ca.at, transfer->ca.len, CURL_BLOB_NOCOPY};
        SET(CURLOPT_CAPATH, (char *)NULL);
        SET(CURLOPT_CAINFO_BLOB, &ca);
    }
    if (url->is_loopback) {
        SET(CURLOPT_PROXY, "");
    }
    return code;
}

static CURLcode set_limits(struct transfer *transfer, int64_t timeout_ms)
{
    CURL *easy = transfer->easy;
    CURLcode code = CURLE_OK;
    SET(CURLOPT_NOSIGNAL, 1L);
    SET(CURLOPT_TIMEOUT_MS, (long)timeout_ms);
    SET(CURLOPT_CONNECTTIMEOUT_MS, timeout_ms < CONNECT_MS ? (long)timeout_ms : (long)CONNECT_MS);
    SET(CURLOPT_LOW_SPEED_LIMIT, (long)LOW_SPEED_BYTES);
    SET(CURLOPT_LOW_SPEED_TIME, (long)LOW_SPEED_SECONDS);
    SET(CURLOPT_NOPROGRESS, 0L);
    SET(CURLOPT_XFERINFOFUNCTION, look_up);
    SET(CURLOPT_XFERINFODATA, transfer);
    return code;
}

/* A header more; all of them stay, or none. */
static CURLcode add_header(struct transfer *transfer, const char *line)
{
    struct curl_slist *longer = CURL(slist_append)(transfer->headers, line);
    if (longer == NULL) {
        return CURLE_OUT_OF_MEMORY;
    }
    transfer->headers = longer;
    return CURLE_OK;
}

/* libcurl would ask whether a large body is welcome, and wait: "Expect:" takes that out. */
static CURLcode set_post(struct transfer *transfer)
{
    char type[CONTENT_TYPE_LINE];
    CURL *easy = transfer->easy;
    const struct http_post *post = transfer->request->post;
    (void)snprintf(type, sizeof type, "Content-Type: %s", post->content_type);
    CURLcode code = add_header(transfer, type);
    if (code == CURLE_OK) {
        code = add_header(transfer, "Expect:");
    }
    SET(CURLOPT_POST, 1L);
    SET(CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)post->body.left);
    SET(CURLOPT_POSTFIELDS, post->body.left > 0 ? (const char *)post->body.at : "");
    SET(CURLOPT_HTTPHEADER, transfer->headers);
    return code;
}

static CURLcode set_up(struct transfer *transfer, char *reason)
{
    const struct transfer_request *request = transfer->request;
    CURL *easy = transfer->easy;
    CURL(easy_reset)(easy);
    CURLcode code = CURLE_OK;
    SET(CURLOPT_ERRORBUFFER, reason);
    SET(CURLOPT_URL, request->url);
    SET(CURLOPT_HTTPGET, 1L);
    SET(CURLOPT_USERAGENT, request->options->user_agent);
    SET(CURLOPT_WRITEFUNCTION, take_body);
    SET(CURLOPT_WRITEDATA, transfer);
    SET(CURLOPT_HEADERFUNCTION, take_header);
    SET(CURLOPT_HEADERDATA, transfer);
    SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    SET(CURLOPT_HTTP09_ALLOWED, 0L);
    if (code == CURLE_OK && request->post != NULL) {
        code = set_post(transfer);
    }
    if (code == CURLE_OK) {
        code = set_protection(transfer, request->parsed);
    }
    return code == CURLE_OK ? set_limits(transfer, request->timeout_ms) : code;
}

static enum transfer_end end_of(const struct transfer *transfer, CURLcode code)
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
    if (transfer->is_interrupted) {
        return TRANSFER_INTERRUPTED;
    }
    if (transfer->is_over_cap) {
        return TRANSFER_TOO_BIG;
    }
    /* libcurl takes headers that end with the connection for whole ones. */
    if (code == CURLE_OK && !transfer->has_headers) {
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
static void take_certificates(struct transfer *transfer)
{
    static const char name[] = "Cert:";
    struct curl_certinfo *chain = NULL;
    struct buf *body = transfer->answer->body;
    transfer->has_headers = true;
    if (CURL(easy_getinfo)(transfer->easy, CURLINFO_CERTINFO, &chain) != CURLE_OK) {
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
    transfer->is_over_cap = !buf_is_whole(body);
}

static const char *why(CURLcode code, const char *reason)
{
    if (reason[0] != 0) {
        return reason;
    }
    return code == CURLE_OK ? "it ends in its headers" : CURL(easy_strerror)(code);
}

enum transfer_end transfer_run(struct transfer *transfer, const struct transfer_request *request,
                               struct transfer_answer *answer)
{
    char reason[CURL_ERROR_SIZE] = "";
    transfer->request = request;
    transfer->answer = answer;
    transfer->is_interrupted = false;
    transfer->is_over_cap = false;
    transfer->has_headers = false;
    answer->status = 0;
    answer->location[0] = 0;
    buf_clear(answer->body);
    buf_clear(answer->headers);

    CURLcode code = set_up(transfer, reason);
    if (code == CURLE_OK) {
        code = CURL(easy_perform)(transfer->easy);
    }
    if (code == CURLE_OK && request->is_handshake) {
        take_certificates(transfer);
    }
    read_info(transfer->easy, answer);
    describe(answer, why(code, reason));
    /* The buffer of the reason ends with this function. */
    CURL(easy_reset)(transfer->easy);
    CURL(slist_free_all)(transfer->headers);
    transfer->headers = NULL;
    return end_of(transfer, code);
}
