/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/verify_service.h"

#include <string.h>

#include "commands/secret_file.h"

enum { WAIT_MS = 5 * 60 * 1000 };

const char *const verify_explorers[] = {"blockscout", "etherscan", "sourcify", NULL};

const char *verify_service_named(const struct verify_service_args *args)
{
    const struct {
        const char *name, *value;
    } rows[] = {
        {"explorer", args->explorer},         {"explorer-url", args->explorer_url},
        {"api-key-file", args->api_key_file}, {"input", args->input},
        {"compiler", args->compiler},         {"license", args->license},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (rows[i].value != NULL) {
            return rows[i].name;
        }
    }
    return NULL;
}

/* The service that is named, or the network's. */
static bool choose_kind(const struct verify_service_args *args, const struct network *network,
                        enum explorer_kind *out, struct err *e)
{
    for (unsigned kind = 0; args->explorer != NULL && kind < EXPLORER_KINDS; kind++) {
        if (strcmp(args->explorer, explorer_kind_name((enum explorer_kind)kind)) == 0) {
            *out = (enum explorer_kind)kind;
            return true;
        }
    }
    if (network->explorer == NETWORK_NO_EXPLORER) {
        (void)err_set(e, ERR_USAGE, "no explorer of network '%s' is known", network->name);
        return err_hint(e, "--explorer with --explorer-url, or explorer in phala.toml");
    }
    *out = network->explorer == NETWORK_BLOCKSCOUT ? EXPLORER_BLOCKSCOUT : EXPLORER_ETHERSCAN;
    return true;
}

static const char *network_url(const struct network *network, enum explorer_kind kind)
{
    enum network_explorer same = kind == EXPLORER_BLOCKSCOUT ? NETWORK_BLOCKSCOUT
                                                             : NETWORK_ETHERSCAN;
    return network->explorer == same ? network->explorer_api : NULL;
}

static bool choose_url(const struct verify_service_args *args, const struct network *network,
                       struct explorer *out, struct err *e)
{
    static const char *const known[EXPLORER_KINDS] = {
        [EXPLORER_ETHERSCAN] = "https://api.etherscan.io/v2/api",
        [EXPLORER_SOURCIFY] = "https://sourcify.dev/server",
    };
    const char *url = out->kind == EXPLORER_SOURCIFY ? NULL : network_url(network, out->kind);
    url = url != NULL ? url : known[out->kind];
    out->url = args->explorer_url != NULL ? args->explorer_url : url;
    return out->url != NULL ||
           err_set(e, ERR_USAGE, "no Blockscout of network '%s' is known: --explorer-url URL",
                   network->name);
}

void verify_service_done(struct verify_service *service)
{
    if (service->key.at != NULL) {
        secret_done(&service->key);
    }
}

/* Etherscan's key is for Etherscan. */
static bool read_key(const struct context *context, const struct verify_service_args *args,
                     struct verify_service *out, struct err *e)
{
    const char *variable = context->environment->etherscan_api_key;
    if (out->explorer.kind != EXPLORER_ETHERSCAN) {
        return args->api_key_file == NULL ||
               err_set(e, ERR_USAGE, "--api-key-file is for --explorer etherscan");
    }
    secret_guard_process();
    if (args->api_key_file != NULL) {
        out->key = secret_start(SECRET_MAX);
        TRY(secret_file_read(args->api_key_file, &out->key, e));
        out->explorer.api_key = text_trim(secret_line(&out->key));
    } else if (variable != NULL) {
        out->explorer.api_key = text_of(variable);
    }
    if (out->explorer.api_key.len > 0) {
        return true;
    }
    (void)err_set(e, ERR_DENIED, "Etherscan wants an API key");
    return err_hint(e, "in ETHERSCAN_API_KEY, or --api-key-file FILE");
}

bool verify_service_choose(const struct context *context, const struct verify_service_args *args,
                           const struct node *node, struct verify_service *out, struct err *e)
{
    out->explorer = (struct explorer){
        .chain_id = node->chain_id,
        .wait_ms = WAIT_MS,
        .http = context->http,
        .log = &context->log,
        .warnings = &context->warnings,
        .interrupted = context->interrupted,
    };
    return choose_kind(args, &node->network, &out->explorer.kind, e) &&
           choose_url(args, &node->network, &out->explorer, e) && read_key(context, args, out, e);
}

void verify_service_wait(struct verify_service *service, const struct option_number *timeout)
{
    if (timeout->given) {
        service->explorer.wait_ms = (int64_t)timeout->value;
    }
}
