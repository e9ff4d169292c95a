/* SPDX-License-Identifier: Apache-2.0 */
#include "artifact_folder.h"

enum { CHARS = 36 /* of a name in a placeholder */ };

static void add_library(struct text name, size_t at, struct buf *code, struct buf *references)
{
    buf_printf(code, "__%.*s", TEXT_ARG(name));
    buf_repeat(code, '_', CHARS + 2 - name.len);
    buf_printf(references, "%s\"src/%.*s.sol\":{\"%.*s\":[{\"start\":%zu,\"length\":20}]}",
               references->len > 0 ? "," : "", TEXT_ARG(name), TEXT_ARG(name), at);
}

void artifact_folder_contract(const struct scratch *folder, const char *name, const char *libraries)
{
    AUTO(buf_done) struct buf code = buf_start(64 * KIB);
    AUTO(buf_done) struct buf references = buf_start(64 * KIB);
    AUTO(buf_done) struct buf json = buf_start(256 * KIB);
    AUTO(buf_done) struct buf path = buf_start(KIB);
    struct text rest = text_of(libraries);
    for (size_t i = 0; rest.len > 0; i++) {
        struct text one;
        (void)text_split(rest, ',', &one, &rest);
        add_library(one, 20 * i, &code, &references);
    }
    buf_printf(&json,
               "{\"abi\":[],\"bytecode\":{\"object\":\"0x%.*s00\",\"linkReferences\":{%.*s}},"
               "\"metadata\":{\"settings\":{\"compilationTarget\":{\"src/%s.sol\":\"%s\"}}}}",
               TEXT_ARG(buf_view_text(&code)), TEXT_ARG(buf_view_text(&references)), name, name);
    buf_char(&json, 0);
    buf_printf(&path, "out/%s.sol/%s.json", name, name);
    buf_char(&path, 0);
    scratch_write(folder, (const char *)path.at, (const char *)json.at);
}
