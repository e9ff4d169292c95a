/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/load.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/macro.h"
#include "base/text.h"
#include "evidence/bundle.h"
#include "evidence/inputs.h"
#include "http/http.h"
#include "http/url.h"

/* It names a server and nothing on it; "/" is how an empty path is also written (RFC 3986 section
 * 6.2.3). */
static bool is_root(const struct url *url)
{
    size_t behind = url->all.len - url->origin.len;
    return behind == 0 || (behind == 1 && text_is(url->path, "/"));
}

static bool load_url(const struct load *load, const char *url, struct buf *out, struct err *e)
{
    struct url parsed;
    TRY(url_parse(url, &parsed, e));
    if (load->http == NULL) {
        (void)err_set(e, ERR_USAGE, "'%.200s' is a URL, and the network is not touched here", url);
        return err_hint(e, "give a file, or a command that may use the network");
    }
    bool is_bare = parsed.is_secure && is_root(&parsed);
    if (load->url == LOAD_CERTIFICATES || (load->url == LOAD_EITHER && is_bare)) {
        return http_certificates(load->http, url, load->cap, out, e);
    }
    struct http_response response;
    TRY(http_get(load->http, url, load->cap, &response, e));
    *out = response.body;
    response.body = (struct buf){0};
    http_response_done(&response);
    return true;
}

static bool load_bytes(const struct load *load, const char *operand, struct buf *out,
                       enum input_origin *origin, struct err *e)
{
    if (url_is(operand)) {
        *origin = ORIGIN_URL;
        return load_url(load, operand, out, e);
    }
    if (text_is(text_of(operand), "-")) {
        *origin = ORIGIN_STDIN;
        return fs_read_fd(load->stdin_fd, "standard input", out, e);
    }
    *origin = ORIGIN_FILE;
    return fs_read(operand, out, e);
}

/* What was read when the bundle was made. */
static bool load_bundled(const struct load *load, const char *operand, struct buf *out,
                         const struct bundle *bundle, struct err *e)
{
    const struct bundle_file *file = bundle_find(bundle, load->role, operand);
    if (file == NULL) {
        return err_set(e, ERR_MALFORMED, "the bundle has no %s '%.200s'", load->role, operand);
    }
    *out = buf_start(load->cap);
    buf_add(out, buf_view(&file->content));
    return buf_is_whole(out) || err_set(e, ERR_TOO_BIG, "'%.200s' is too big", operand);
}

bool load_operand(const struct load *load, const char *operand, struct buf *out,
                  struct inputs *used, struct err *e)
{
    if (used != NULL && used->bundle != NULL) {
        return load_bundled(load, operand, out, used->bundle, e);
    }
    AUTO(buf_done) struct buf content = buf_start(load->cap);
    enum input_origin origin = ORIGIN_FILE;
    if (!load_bytes(load, operand, &content, &origin, e)) {
        bool is_about_file = origin != ORIGIN_URL && e->kind != ERR_INTERRUPTED;
        return is_about_file && err_add(e, "; expected %s", load->expected);
    }
    const char *name = origin == ORIGIN_STDIN ? "standard input" : operand;
    if (content.len == 0) {
        return err_set(e, ERR_MALFORMED, "'%.200s' is empty: expected %s", name, load->expected);
    }
    if (used != NULL) {
        inputs_add(used, load->role, origin == ORIGIN_STDIN ? "-" : operand, origin,
                   buf_view(&content));
    }
    *out = content;
    content = (struct buf){0};
    return true;
}
