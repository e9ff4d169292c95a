/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/needs.h"

#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/path.h"
#include "base/rand.h"
#include "codec/json.h"
#include "crypto/version.h"

const char *const needs_services[] = {
    GATHER_SERVICE,
    "https://api.trustedservices.intel.com",
    NULL,
};
const char *const needs_tcb_updates[] = {"standard", "early", NULL};

struct gather needs_gather(const struct context *context, const struct network_args *args)
{
    bool is_early = args->tcb_update != NULL && strcmp(args->tcb_update, "early") == 0;
    return (struct gather){
        .http = args->offline ? NULL : context->http,
        .cache = args->no_cache ? NULL : context->cache,
        .service = args->pccs != NULL ? args->pccs : GATHER_SERVICE,
        .update = is_early ? TCB_UPDATE_EARLY : TCB_UPDATE_STANDARD,
        .now = clock_now(),
        .log = &context->log,
        .stdin_fd = STDIN_FILENO,
    };
}

static void prepare_network(struct context *context)
{
    const struct environment *environment = context->environment;
    const struct http_options options = {
        .user_agent = "phala/" PHALA_VERSION,
        .ca_file = context->globals->ca_file != NULL ? context->globals->ca_file
                                                     : environment->ssl_cert_file,
        .timeout_ms = (int64_t)context->globals->timeout.value,
        .log = &context->log,
        .interrupted = context->interrupted,
        .random = rand_bytes,
    };
    context->http = http_new(&options);
    char *folder = path_cache(environment->xdg_cache_home, environment->home);
    if (folder != NULL) {
        context->cache = mem_new(sizeof *context->cache);
        *context->cache = (struct cache){.folder = folder, .log = &context->log};
    }
}

const struct library needs_libraries[] = {
    {"libcrypto", crypto_library_version},
    {"cjson", json_library_version},
    {"libcurl", http_library_version},
};
_Static_assert(COUNT(needs_libraries) == NEEDS_LIBRARIES, "the header counts them");

bool needs_prepare(unsigned needs, struct context *context, struct err *e)
{
    if ((needs & NEED_NETWORK) == 0) {
        return true;
    }
    const char *ca_file = context->globals->ca_file;
    if (ca_file != NULL && !fs_exists(ca_file)) {
        return err_set(e, ERR_NOT_FOUND, "cannot open '%s': No such file or directory", ca_file);
    }
    prepare_network(context);
    return true;
}

void needs_release(struct context *context)
{
    http_free(context->http);
    if (context->cache != NULL) {
        mem_free((void *)(uintptr_t)context->cache->folder);
        mem_free(context->cache);
    }
}
