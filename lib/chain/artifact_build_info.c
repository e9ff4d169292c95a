/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"
#include "chain/artifact_parts.h"

/* What Hardhat keeps in artifacts/build-info. */

/* A version that goes on where the other ends is the same one, said in full. */
static void add_compiler(struct artifact *artifact, const struct json_value *build_info)
{
    struct text version;
    if (!json_text(json_member(build_info, "solcLongVersion"), &version) || version.len == 0 ||
        version.len > COMPILER_MAX ||
        (artifact->compiler != NULL && !text_starts(version, artifact->compiler))) {
        return;
    }
    mem_free(artifact->compiler);
    artifact->compiler = text_dup(version);
}

static bool is_same_code(const struct code *a, const struct code *b)
{
    return bytes_equal(bytes_of(a->at, a->n), bytes_of(b->at, b->n));
}

static void add_immutables(struct artifact *artifact, const struct json_value *build_info)
{
    struct err ignored = {0};
    struct code *code = &artifact->runtime;
    AUTO(artifact_done) struct artifact other = {0};
    AUTO(buf_done) struct buf name = buf_start(2 * KIB);
    buf_printf(&name, "%s:%s", artifact->source, artifact->name);
    if (code->n_immutables == 0 && buf_is_whole(&name) &&
        artifact_read(build_info, buf_view_text(&name), &other, &ignored) &&
        is_same_code(code, &other.runtime)) {
        code->immutables = TAKE(other.runtime.immutables);
        code->n_immutables = other.runtime.n_immutables;
        code->has_immutables_listed = other.runtime.has_immutables_listed;
    }
}

void artifact_add_build_info(struct artifact *artifact, const struct json_value *build_info)
{
    add_compiler(artifact, build_info);
    if (!artifact->runtime.has_immutables_listed && artifact->runtime.n > 0) {
        add_immutables(artifact, build_info);
    }
}
