/* SPDX-License-Identifier: Apache-2.0 */
#include "artifacts.h"

#include <criterion/criterion.h>
#include <string.h>

#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"

struct buf artifact_file_content(const char *path)
{
    AUTO(mem_freep) char *at = path_join(PHALA_SOURCE_DIR "/tests/vectors/chain-artifacts", path);
    struct buf content = buf_start(MIB);
    struct err e = {0};
    cr_assert(fs_read(at, &content, &e), "%s", e.text);
    return content;
}

static bool read_text(struct bytes text, const char *name, struct artifact *out, struct err *e)
{
    AUTO(json_freep) struct json *json = artifact_parse(text, e);
    return json != NULL && artifact_read(json_root(json), text_of(name), out, e);
}

struct artifact artifact_of_file(const char *path, const char *name)
{
    AUTO(buf_done) struct buf content = artifact_file_content(path);
    struct artifact out;
    struct err e = {0};
    cr_assert(read_text(buf_view(&content), name, &out, &e), "%s: %s", path, e.text);
    return out;
}

struct artifact artifact_of_text(const char *text, const char *name)
{
    struct artifact out;
    struct err e = {0};
    cr_assert(read_text(text_bytes(text_of(text)), name, &out, &e), "%s: %s", text, e.text);
    return out;
}

struct err artifact_error(const char *text, const char *name)
{
    struct artifact out = {0};
    struct err e = {0};
    cr_assert_not(read_text(text_bytes(text_of(text)), name, &out, &e), "%s", text);
    cr_expect_null(out.init.at);
    return e;
}

struct eth_address address_of(uint8_t byte)
{
    struct eth_address out;
    memset(out.at, byte, sizeof out.at);
    return out;
}
