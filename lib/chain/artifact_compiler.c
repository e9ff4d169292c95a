/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/artifact_parts.h"
#include "codec/cbor.h"

/* Which compiler it was: from metadata (Solidity, "Contract Metadata"). */

enum { LENGTH = 2, RELEASE = 3 };

char *artifact_metadata_version(const struct json_value *metadata)
{
    struct text version;
    bool is_there = json_text(json_member(json_member(metadata, "compiler"), "version"), &version);
    return is_there && version.len > 0 && version.len <= COMPILER_MAX ? text_dup(version) : NULL;
}

char *artifact_metadata_compiler(struct text metadata)
{
    struct err ignored = {0};
    AUTO(json_freep) struct json *json = json_parse(text_bytes(metadata), &ignored);
    return json != NULL ? artifact_metadata_version(json_root(json)) : NULL;
}

/* The map that stands before its own length at the end of the code. */
static bool find_map(struct bytes code, struct bytes *map)
{
    TRY(code.left >= LENGTH);
    size_t before = code.left - LENGTH;
    size_t length = (size_t)code.at[before] << 8 | code.at[before + 1];
    TRY(length <= before && bytes_slice(code, before - length, length, map));
    struct bytes rest = *map;
    return cbor_skip(&rest) && bytes_end(rest);
}

/* Three bytes of a release; the whole text of any other build. */
char *artifact_code_compiler(struct bytes code)
{
    struct bytes map;
    struct bytes value;
    struct bytes release;
    struct text version;
    if (!find_map(code, &map) || !cbor_member(map, "solc", &value)) {
        return NULL;
    }
    if (cbor_text(&value, COMPILER_MAX, &version)) {
        return text_dup(version);
    }
    if (!cbor_bytes(&value, RELEASE, &release) || release.left != RELEASE) {
        return NULL;
    }
    AUTO(buf_done) struct buf out = buf_start(COMPILER_MAX);
    buf_printf(&out, "%u.%u.%u", release.at[0], release.at[1], release.at[2]);
    return text_dup(buf_view_text(&out));
}
