/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/buf.h"
#include "chain/artifact.h"

/* What compilers list beside the code, and nobody needs here, may be far more than the rest, and
 * nested deeper than anything else. It is left out before the document is read. */

static const char *const left_out[] = {
    "ast", "legacyAST", "legacyAssembly", "generatedSources", "functionDebugData",
};

struct filter {
    struct text left;
    struct buf *out;
};

static struct text split(struct filter *f, size_t n)
{
    struct text head = {f->left.at, n < f->left.len ? n : f->left.len};
    f->left = (struct text){f->left.at + head.len, f->left.len - head.len};
    return head;
}

/* A string with its quotes; all that is left when it does not end. */
static size_t string_length(struct text from)
{
    for (size_t i = 1; i < from.len; i++) {
        if (from.at[i] == '"') {
            return i + 1;
        }
        i += from.at[i] == '\\' ? 1 : 0;
    }
    return from.len;
}

static size_t plain_length(struct text from)
{
    return bytes_find(text_bytes(from), '"');
}

/* The opening of a container, as many ends as openings, and all between them. */
static size_t container_length(struct text from)
{
    size_t depth = 0;
    size_t i = 0;
    while (i < from.len) {
        char c = from.at[i];
        if (c == '"') {
            i += string_length((struct text){&from.at[i], from.len - i});
            continue;
        }
        depth += c == '{' || c == '[' ? 1 : 0;
        i++;
        if ((c == '}' || c == ']') && --depth == 0) {
            return i;
        }
    }
    return from.len;
}

static bool is_left_out(struct text quoted)
{
    if (quoted.len < 2) {
        return false;
    }
    for (size_t i = 0; i < COUNT(left_out); i++) {
        if (text_is((struct text){&quoted.at[1], quoted.len - 2}, left_out[i])) {
            return true;
        }
    }
    return false;
}

/* ": {" or ": [", up to the bracket. */
static bool opens_container(struct text from, size_t *before)
{
    size_t i = 0;
    bool has_colon = false;
    while (i < from.len && strchr(" \t\r\n:", from.at[i]) != NULL && from.at[i] != 0) {
        has_colon = has_colon || from.at[i] == ':';
        i++;
    }
    *before = i;
    return has_colon && i < from.len && (from.at[i] == '{' || from.at[i] == '[');
}

static void filter_string(struct filter *f)
{
    size_t before = 0;
    struct text quoted = split(f, string_length(f->left));
    buf_slice(f->out, quoted);
    if (is_left_out(quoted) && opens_container(f->left, &before)) {
        buf_slice(f->out, split(f, before));
        (void)split(f, container_length(f->left));
        buf_text(f->out, "[]"); /* never longer than what it stands for */
    }
}

struct json *artifact_parse(struct bytes text, struct err *e)
{
    AUTO(buf_done) struct buf out = buf_start(text.left);
    struct filter filter = {text_of_bytes(text), &out};
    while (filter.left.len > 0) {
        buf_slice(&out, split(&filter, plain_length(filter.left)));
        if (filter.left.len > 0) {
            filter_string(&filter);
        }
    }
    return json_parse(buf_view(&out), e);
}
