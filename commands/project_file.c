/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/project_file.h"

#include "base/fs.h"
#include "base/mem.h"

enum { NETWORKS_MAX = 64 };

static const char etherscan_api[] = "https://api.etherscan.io/v2/api";

void project_file_done(struct project_file *project)
{
    for (size_t i = 0; i < project->n_texts; i++) {
        mem_free(project->texts[i]);
    }
    mem_free(project->texts);
    mem_free(project->networks);
    mem_free(project->name);
    toml_free(project->toml);
    *project = (struct project_file){0};
}

static bool wrong(const struct toml_node *node, const char *what, struct err *e)
{
    const struct toml_place at = toml_value_place(node);
    return err_set(e, ERR_MALFORMED, "'" PROJECT_FILE_NAME "', line %zu, column %zu: %.*s %s",
                   at.line, at.column, TEXT_ARG(toml_name(node)), what);
}

/* Owned by the project. */
static const char *keep(struct project_file *project, struct text text)
{
    project->texts = mem_resize(project->texts, project->n_texts + 1, sizeof *project->texts);
    char *kept = text_dup(text);
    project->texts[project->n_texts++] = kept;
    return kept;
}

static bool read_text(struct project_file *project, const struct toml_node *node, const char **out,
                      struct err *e)
{
    struct text text;
    if (!toml_text(node, &text) || text.len == 0 || bytes_find(text_bytes(text), 0) < text.len) {
        return wrong(node, "is not a text", e);
    }
    *out = keep(project, text);
    return true;
}

static bool read_chain_id(const struct toml_node *node, struct network *network, struct err *e)
{
    uint64_t chain_id = 0;
    if (!toml_uint(node, INT64_MAX, &chain_id) || chain_id == 0) {
        return wrong(node, "is not the id of a chain", e);
    }
    if (network->chain_id != 0 && network->chain_id != chain_id) {
        return wrong(node, "is not that of the network of this name", e);
    }
    network->chain_id = chain_id;
    return true;
}

static bool read_explorer(const struct toml_node *node, struct network *network, struct err *e)
{
    static const struct {
        const char *name;
        enum network_explorer explorer;
    } explorers[] = {
        {"none", NETWORK_NO_EXPLORER},
        {"blockscout", NETWORK_BLOCKSCOUT},
        {"etherscan", NETWORK_ETHERSCAN},
    };
    struct text text;
    for (size_t i = 0; toml_text(node, &text) && i < COUNT(explorers); i++) {
        if (text_is(text, explorers[i].name)) {
            network->explorer = explorers[i].explorer;
            return true;
        }
    }
    return wrong(node, "is not blockscout, etherscan or none", e);
}

static void warn_unknown(const struct toml_node *node, const struct log *warnings)
{
    log_line(warnings, "'" PROJECT_FILE_NAME "', line %zu: '%.*s' is not known here",
             toml_name_place(node).line, TEXT_ARG(toml_name(node)));
}

static bool read_member(struct project_file *project, const struct toml_node *node,
                        struct network *network, const struct log *warnings, struct err *e)
{
    struct text name = toml_name(node);
    if (text_is(name, "chain_id")) {
        return read_chain_id(node, network, e);
    }
    if (text_is(name, "rpc_url")) {
        return read_text(project, node, &network->rpc_url, e);
    }
    if (text_is(name, "explorer")) {
        return read_explorer(node, network, e);
    }
    if (text_is(name, "explorer_url")) {
        return read_text(project, node, &network->explorer_url, e);
    }
    warn_unknown(node, warnings);
    return true;
}

/* Where programs ask it: Blockscout beside its pages, Etherscan at one place for all chains. */
static const char *api_of(struct project_file *project, const struct network *network)
{
    if (network->explorer == NETWORK_ETHERSCAN) {
        return etherscan_api;
    }
    if (network->explorer != NETWORK_BLOCKSCOUT || network->explorer_url == NULL) {
        return NULL;
    }
    AUTO(buf_done) struct buf url = buf_start(SIZE_MAX);
    struct text pages = text_of(network->explorer_url);
    while (pages.len > 0 && pages.at[pages.len - 1] == '/') {
        pages.len--;
    }
    buf_slice(&url, pages);
    buf_text(&url, "/api");
    return keep(project, buf_view_text(&url));
}

static bool read_network(struct project_file *project, const struct toml_node *node,
                         const struct log *warnings, struct network *out, struct err *e)
{
    const struct network *known = network_by_name(toml_name(node));
    if (toml_kind(node) != TOML_TABLE) {
        return wrong(node, "is not a table", e);
    }
    if (known != NULL) {
        *out = *known;
    } else {
        out->name = keep(project, toml_name(node));
        out->title = out->name;
        out->currency = "ETH";
    }
    for (const struct toml_node *member = toml_first(node); member != NULL;
         member = toml_next(member)) {
        TRY(read_member(project, member, out, warnings, e));
    }
    out->explorer_api = api_of(project, out);
    return out->chain_id != 0 || wrong(node, "has no chain_id", e);
}

static bool read_networks(struct project_file *project, const struct toml_node *table,
                          const struct log *warnings, struct err *e)
{
    if (table == NULL) {
        return true;
    }
    if (toml_kind(table) != TOML_TABLE || toml_count(table) > NETWORKS_MAX) {
        return wrong(table, "is not a table of at most 64 networks", e);
    }
    project->networks = mem_array(toml_count(table) + 1, sizeof *project->networks);
    for (const struct toml_node *node = toml_first(table); node != NULL; node = toml_next(node)) {
        TRY(read_network(project, node, warnings, &project->networks[project->n], e));
        project->n++;
    }
    return true;
}

/* Which network is meant: whoever mistypes that is not to be sent to another one unheard. */
static bool read_contract(struct project_file *project, const struct toml_node *table,
                          const struct log *warnings, struct err *e)
{
    struct text name;
    if (table != NULL && toml_kind(table) != TOML_TABLE) {
        return wrong(table, "is not a table", e);
    }
    for (const struct toml_node *node = table != NULL ? toml_first(table) : NULL; node != NULL;
         node = toml_next(node)) {
        if (!text_is(toml_name(node), "network")) {
            warn_unknown(node, warnings);
        } else if (!toml_text(node, &name)) {
            return wrong(node, "is not a text", e);
        } else {
            project->name = text_dup(name);
        }
    }
    return true;
}

static bool read_document(struct bytes text, const struct log *warnings, struct project_file *out,
                          struct err *e)
{
    out->toml = toml_parse(text, e);
    if (out->toml == NULL) {
        return err_wrap(e, "'" PROJECT_FILE_NAME "'");
    }
    const struct toml_node *root = toml_root(out->toml);
    return read_networks(out, toml_member(root, "networks"), warnings, e) &&
           read_contract(out, toml_member(root, "contract"), warnings, e);
}

bool project_file_read(const struct log *warnings, struct project_file *out, struct err *e)
{
    *out = (struct project_file){0};
    if (!fs_exists(PROJECT_FILE_NAME)) {
        return true;
    }
    AUTO(buf_done) struct buf text = buf_start(TOML_SIZE_MAX);
    TRY(fs_read(PROJECT_FILE_NAME, &text, e));
    AUTO(project_file_done) struct project_file read = {0};
    TRY(read_document(buf_view(&text), warnings, &read, e));
    *out = read;
    read = (struct project_file){0};
    return true;
}

const struct network *project_network(const struct project_file *project, struct text name)
{
    for (size_t i = 0; i < project->n; i++) {
        if (text_is(name, project->networks[i].name)) {
            return &project->networks[i];
        }
    }
    return NULL;
}

const struct network *project_network_by_chain_id(const struct project_file *project,
                                                  uint64_t chain_id)
{
    for (size_t i = 0; i < project->n; i++) {
        if (project->networks[i].chain_id == chain_id) {
            return &project->networks[i];
        }
    }
    return NULL;
}
