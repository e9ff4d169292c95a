/* SPDX-License-Identifier: Apache-2.0 */
#include "compose/host_path.h"

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/macro.h"

/* Goes one folder up; the root is its own parent. */
static void drop_last(struct buf *path)
{
    while (path->len > 0 && path->at[path->len - 1] != '/') {
        path->len--;
    }
    path->len -= path->len > 0 ? 1 : 0;
}

static void add_part(struct buf *path, struct text part)
{
    if (text_is(part, "..")) {
        drop_last(path);
    } else if (part.len > 0 && !text_is(part, ".")) {
        buf_char(path, '/');
        buf_slice(path, part);
    }
}

/* Parts without ".", ".." and empty ones, each behind a slash: the root is empty. */
static void clean(struct text path, struct buf *out)
{
    bool goes_on = true;
    struct text part;
    if (!text_starts(path, "/")) {
        buf_text(out, "/dstack");
    }
    while (goes_on) {
        goes_on = text_split(path, '/', &part, &path);
        add_part(out, part);
    }
}

enum host_reach host_reach_of(struct text path)
{
    static const char *const sockets[] = {
        "/run",
        "/run/docker.sock",
        "/run/containerd",
        "/run/containerd/containerd.sock",
    };
    AUTO(buf_done) struct buf cleaned = buf_start(path.len + 16);
    clean(path, &cleaned);
    struct text found = buf_view_text(&cleaned);
    if (found.len == 0) {
        return REACH_ROOT;
    }
    if (text_is(found, "/var/run") || text_starts(found, "/var/run/")) {
        found = (struct text){found.at + 4, found.len - 4};
    }
    for (size_t i = 0; i < COUNT(sockets); i++) {
        if (text_is(found, sockets[i])) {
            return REACH_DOCKER;
        }
    }
    return REACH_ELSEWHERE;
}
