/* SPDX-License-Identifier: Apache-2.0 */
#include "explorer/source_libraries.h"

#include "chain/code_gaps.h"

enum { NAME_MAX_LENGTH = 4096 };

static bool is_open(const struct artifact *artifact, struct text source, struct text name)
{
    for (size_t i = 0; i < artifact->init.n_links; i++) {
        const struct code_link *link = &artifact->init.links[i];
        if (!link->is_linked && text_is(source, link->source) && text_is(name, link->name)) {
            return true;
        }
    }
    return false;
}

/* Where the artifact leaves room for a library, its address stands on the chain. */
static bool link_gap(struct bytes code, const struct code_gap *gap, struct artifact *artifact,
                     struct err *e)
{
    struct bytes part;
    struct eth_address address;
    const struct code_link *link = gap->library;
    if (gap->kind != CODE_GAP_LIBRARY ||
        !is_open(artifact, text_of(link->source), text_of(link->name)) ||
        !bytes_slice(code, gap->place.at, sizeof address.at, &part)) {
        return true;
    }
    AUTO(buf_done) struct buf name = buf_start(NAME_MAX_LENGTH);
    buf_printf(&name, "%s%s%s", link->source, link->source[0] != 0 ? ":" : "", link->name);
    return bytes_copy(&part, address.at, sizeof address.at) &&
           artifact_link(artifact, buf_view_text(&name), &address, e);
}

static bool link_by_code(struct bytes code, struct artifact *artifact, struct err *e)
{
    AUTO(code_gaps_done) struct code_gaps gaps = {0};
    code_gaps_of(&artifact->runtime, &gaps);
    for (size_t i = 0; i < gaps.n; i++) {
        TRY(link_gap(code, &gaps.at[i], artifact, e));
    }
    return true;
}

/* "src/Quilt.sol:Patches", or "Patches" alone. */
static bool is_open_by_name(const struct artifact *artifact, struct text whole)
{
    size_t n = whole.len;
    while (n > 0 && whole.at[n - 1] != ':') {
        n--;
    }
    const struct text source = {whole.at, n > 0 ? n - 1 : 0};
    return is_open(artifact, source, text_behind(whole, n));
}

/* What the lock file says of a library that nobody has named. */
static bool link_by_lock(const struct lock_contract *entry, struct artifact *artifact,
                         struct err *e)
{
    for (size_t i = 0; entry != NULL && i < entry->n_libraries; i++) {
        const struct lock_library *library = &entry->libraries[i];
        struct text name = text_of(library->name);
        TRY(!is_open_by_name(artifact, name) ||
            artifact_link(artifact, name, &library->address, e));
    }
    return true;
}

bool source_link_known(struct bytes code, const struct lock_contract *entry,
                       struct artifact *artifact, struct err *e)
{
    return link_by_code(code, artifact, e) && link_by_lock(entry, artifact, e);
}
