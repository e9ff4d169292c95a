/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>

#include "base/utf8.h"
#include "commands/commands.h"
#include "commands/node_options.h"
#include "commands/one_value.h"
#include "http/url.h"

#define LINES_MAX (64 * KIB)

enum { NAME_WIDTH = 14, CHAIN_WIDTH = 10 };

static void print_optional(struct printer *p, const char *key, const char *value)
{
    if (value != NULL) {
        print_string(p, key, value);
    } else {
        print_null(p, key);
    }
}

/* The host alone: behind it may be a key. Empty where there is none. */
static struct text node_origin(const struct network *network)
{
    struct err e;
    struct url parsed;
    bool is_url = network->rpc_url != NULL && url_parse_private(network->rpc_url, &parsed, &e);
    return is_url ? parsed.origin : (struct text){"", 0};
}

struct listed {
    const struct network *network;
    const char *origin; /* where it is from */
    bool is_default;
};

static void print_network(void *to, const struct listed *listed)
{
    struct printer *p = to;
    const struct network *network = listed->network;
    const struct text node = node_origin(network);
    print_record(p, NULL);
    print_string(p, "name", network->name);
    print_string(p, "title", network->title);
    print_decimal(p, "chain_id", network->chain_id);
    if (node.len > 0) {
        print_text(p, "node", node);
    } else {
        print_null(p, "node");
    }
    print_optional(p, "explorer", network->explorer_url);
    print_string(p, "currency", network->currency);
    if (network->block_ms > 0) {
        print_uint(p, "block_ms", network->block_ms);
    } else {
        print_null(p, "block_ms");
    }
    print_string(p, "from", listed->origin);
    print_bool(p, "default", listed->is_default);
    print_record_end(p);
}

/* "* phala-l2  2035  https://…": the star is the one that is meant where none is named. */
static void write_line(void *to, const struct listed *listed)
{
    const struct network *network = listed->network;
    const struct text node = node_origin(network);
    AUTO(buf_done) struct buf name = buf_start(LINES_MAX);
    utf8_escape(text_of(network->name), &name);
    buf_printf(to, "%s %-*.*s %*" PRIu64 "  %.*s\n", listed->is_default ? "*" : " ", NAME_WIDTH,
               TEXT_ARG(buf_view_text(&name)), CHAIN_WIDTH, network->chain_id, TEXT_ARG(node));
}

/* Calls `each` for every network, the project's in place of those that it has anew. */
static void for_each(const struct node *node, void (*each)(void *to, const struct listed *listed),
                     void *to)
{
    const struct project_file *project = &node->project;
    for (size_t i = 0; i < network_count; i++) {
        struct text name = text_of(network_table[i].name);
        if (project_network(project, name) == NULL) {
            each(to, &(struct listed){&network_table[i], "phala", text_is(name, node->name)});
        }
    }
    for (size_t i = 0; i < project->n; i++) {
        const struct network *network = &project->networks[i];
        each(to, &(struct listed){network, PROJECT_FILE_NAME,
                                  text_is(text_of(network->name), node->name)});
    }
}

static bool list_run(const struct context *context, const void *arguments, struct err *e)
{
    (void)arguments;
    const struct node_args none = {0};
    AUTO(node_done) struct node node = {0};
    TRY(node_choose(context, &none, &node, e));
    if (!print_is_json(context->out)) {
        AUTO(buf_done) struct buf lines = buf_start(LINES_MAX);
        for_each(&node, write_line, &lines);
        print_document(context->out, buf_view(&lines));
        return true;
    }
    print_begin(context->out, "phala.chain-list/1");
    print_list(context->out, "networks");
    for_each(&node, print_network, context->out);
    print_list_end(context->out);
    print_end(context->out);
    return true;
}

static const struct exit_note exits[] = {
    {EXIT_DONE, "the networks are listed"},
    {EXIT_NO, "phala.toml names a network that is gone"},
    {EXIT_USAGE, "phala.toml names a network that is not known"},
    {EXIT_MALFORMED, "phala.toml is not what it should be"},
};

static const struct example examples[] = {
    {"phala chain list", "which names --network takes"},
};

const struct command command_chain_list = {
    .name = "list",
    .group = "Chain",
    .summary = "list the networks that are known by name",
    .details =
        "Lists the networks that are built in, and those of phala.toml in this folder, which "
        "--network takes by name; a star is before the one that is meant where none is named. No "
        "node "
        "is asked.\n"
        "\n"
        "A network is added there by a table [networks.NAME] with chain_id, rpc_url, explorer "
        "(blockscout, etherscan or none) and explorer_url; of one that is built in all but its "
        "chain_id can be set. What network = \"NAME\" in [contract] names is the one that is "
        "meant where --network names none.",
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-chain-info(1)",
    .run = list_run,
};
