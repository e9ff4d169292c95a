/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/node_options.h"

#include <inttypes.h>

#include "base/mem.h"
#include "cli/nearest.h"
#include "http/url.h"

static const char default_network[] = "phala-l2";

const char *const node_networks[] = {
    "phala-l2", "ethereum", "base", "sepolia", "base-sepolia", "anvil", NULL,
};

void node_done(struct node *node)
{
    rpc_free(node->rpc);
    project_file_done(&node->project);
    mem_free(node->unnamed);
    *node = (struct node){0};
}

static void fail_unknown(const struct project_file *project, struct text name, struct err *e)
{
    struct nearest nearest = nearest_to(name);
    for (size_t i = 0; i < network_count; i++) {
        nearest_try(&nearest, network_table[i].name);
    }
    for (size_t i = 0; i < project->n; i++) {
        nearest_try(&nearest, project->networks[i].name);
    }
    (void)err_set(e, ERR_USAGE, "'%.*s' is not a network that is known", TEXT_ARG(name));
    if (nearest.name != NULL) {
        (void)err_hint(e, "did you mean '%s'?", nearest.name);
    } else {
        (void)err_hint(e, "phala chain list says which there are; [networks.NAME] of phala.toml "
                          "adds one");
    }
}

/* NULL with `e` set. */
static const struct network *find_name(const struct project_file *project, struct text name,
                                       struct err *e)
{
    const struct network *found = project_network(project, name);
    found = found != NULL ? found : network_by_name(name);
    const struct network_gone *gone = found == NULL ? network_gone(name) : NULL;
    if (gone != NULL) {
        (void)err_set(e, ERR_REFUSED, "%s", gone->line);
    } else if (found == NULL) {
        fail_unknown(project, name, e);
    }
    return found;
}

static const struct network *find_chain_id(const struct project_file *project, uint64_t chain_id)
{
    const struct network *found = project_network_by_chain_id(project, chain_id);
    return found != NULL ? found : network_by_chain_id(chain_id);
}

/* A chain of which nothing is known but its number. */
static void take_unnamed(struct node *node, uint64_t chain_id)
{
    AUTO(buf_done) struct buf name = buf_start(SIZE_MAX);
    buf_printf(&name, "chain-%" PRIu64, chain_id);
    node->unnamed = text_dup(buf_view_text(&name));
    node->network = (struct network){
        .name = node->unnamed,
        .title = node->unnamed,
        .chain_id = chain_id,
        .currency = "ETH",
    };
}

static bool choose_network(const struct node_args *args, struct node *node, struct err *e)
{
    const char *named = args->network != NULL ? args->network : node->project.name;
    const struct network *found = find_name(&node->project,
                                            text_of(named != NULL ? named : default_network), e);
    if (found == NULL) {
        return false;
    }
    bool is_other = args->chain_id.given && args->chain_id.value != found->chain_id;
    if (is_other && args->network == NULL) {
        found = find_chain_id(&node->project, args->chain_id.value);
    }
    if (found != NULL) {
        node->network = *found;
    } else {
        take_unnamed(node, args->chain_id.value);
    }
    if (is_other) {
        node->network.chain_id = args->chain_id.value;
    }
    return true;
}

/* Where a URL may stand, in the order in which they count. */
struct url_source {
    const char *url;
    const char *named;
};

static struct url_source choose_url(const struct context *context, const struct node_args *args,
                                    const struct network *network)
{
    const char *variable = context->environment->eth_rpc_url;
    if (args->rpc_url != NULL) {
        return (struct url_source){args->rpc_url, "option '--rpc-url'"};
    }
    if (variable != NULL && variable[0] != 0) {
        return (struct url_source){variable, "variable ETH_RPC_URL"};
    }
    return (struct url_source){network->rpc_url, "rpc_url in '" PROJECT_FILE_NAME "'"};
}

bool node_choose(const struct context *context, const struct node_args *args, struct node *out,
                 struct err *e)
{
    *out = (struct node){0};
    if (args->chain_id.given && args->chain_id.value == 0) {
        return err_set(e, ERR_USAGE, "option '--chain-id': no chain has the id 0");
    }
    TRY(project_file_read(&context->warnings, &out->project, e));
    TRY(choose_network(args, out, e));
    out->name = out->network.name;
    out->chain_id = out->network.chain_id;
    out->url = choose_url(context, args, &out->network).url;
    return true;
}

bool node_open(const struct context *context, const struct node_args *args, struct node *out,
               struct err *e)
{
    TRY(node_choose(context, args, out, e));
    if (out->url == NULL) {
        (void)err_set(e, ERR_USAGE, "no node of '%s' is known", out->name);
        return err_hint(e, "--rpc-url URL, ETH_RPC_URL, or rpc_url in [networks.NAME] of "
                           "phala.toml");
    }
    struct url parsed;
    if (!url_parse_private(out->url, &parsed, e)) {
        return err_wrap(e, "%s", choose_url(context, args, &out->network).named);
    }
    out->rpc = rpc_new(context->http, out->url);
    rpc_pin(out->rpc, out->chain_id);
    return true;
}
