/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/keep.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"

/* Room for one more. It grows by doubling, so that the number alone tells how much there is. */
static void *room_for(void *at, size_t n, size_t size)
{
    bool is_full = (n & (n - 1)) == 0;
    return is_full ? mem_resize(at, n > 0 ? 2 * n : 1, size) : at;
}

struct bytes keep_buf(struct keep *keep, struct buf *taken)
{
    keep->bufs = room_for(keep->bufs, keep->n_bufs, sizeof *keep->bufs);
    keep->bufs[keep->n_bufs] = *taken;
    *taken = (struct buf){0};
    return buf_view(&keep->bufs[keep->n_bufs++]);
}

const struct json_value *keep_json(struct keep *keep, struct json *taken)
{
    keep->documents = room_for(keep->documents, keep->n_documents, sizeof *keep->documents);
    keep->documents[keep->n_documents++] = taken;
    return json_root(taken);
}

struct bytes keep_copy(struct keep *keep, struct bytes bytes)
{
    struct buf copy = buf_start(bytes.left);
    buf_add(&copy, bytes);
    return keep_buf(keep, &copy);
}

struct text keep_printf(struct keep *keep, const char *format, ...)
{
    char text[257];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return text_of_bytes(keep_copy(keep, text_bytes(text_of(text))));
}

size_t keep_weight(const struct keep *keep)
{
    /* What malloc and cJSON take for each, beside its text. */
    enum { BUF_WEIGHT = 64, VALUE_WEIGHT = 96 };
    size_t weight = keep->n_bufs * BUF_WEIGHT;
    for (size_t i = 0; i < keep->n_bufs; i++) {
        weight += keep->bufs[i].room;
    }
    for (size_t i = 0; i < keep->n_documents; i++) {
        weight += json_values(keep->documents[i]) * VALUE_WEIGHT;
    }
    return weight;
}

void keep_done(struct keep *keep)
{
    for (size_t i = 0; i < keep->n_bufs; i++) {
        buf_done(&keep->bufs[i]);
    }
    for (size_t i = 0; i < keep->n_documents; i++) {
        json_free(keep->documents[i]);
    }
    mem_free(keep->bufs);
    mem_free(keep->documents);
    *keep = (struct keep){0};
}
