/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/load.h"

#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/fs.h"
#include "base/macro.h"
#include "base/text.h"
#include "evidence/inputs.h"
#include "http/http.h"
#include "http/url.h"

static bool load_url(const struct load *load, const char *url, struct buf *out, struct err *e)
{
    struct url parsed;
    TRY(url_parse(url, &parsed, e));
    if (load->http == NULL) {
        (void)err_set(e, ERR_USAGE, "'%.200s' is a URL, and the network is not touched here", url);
        return err_hint(e, "give a file, or a command that may use the network");
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

bool load_operand(const struct load *load, const char *operand, struct buf *out,
                  struct inputs *used, struct err *e)
{
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
