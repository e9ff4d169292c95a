/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/proxy_option.h"

#include <string.h>

void proxy_choice_done(struct proxy_choice *choice)
{
    artifact_file_done(&choice->file);
    buf_done(&choice->initialiser.data);
}

static bool read_proxy(const struct proxy_args *args, struct artifact_file *out, struct err *e)
{
    if (args->artifact == NULL) {
        return proxy_artifact(out, e);
    }
    TRY(artifact_file_read(args->artifact, NULL, out, e));
    const struct abi_item *constructor = artifact_constructor(&out->artifact);
    const struct abi_params *inputs = constructor != NULL ? &constructor->inputs : NULL;
    return (inputs != NULL && inputs->n == 2 && inputs->at[0].type.kind == ABI_ADDRESS &&
            inputs->at[1].type.kind == ABI_BYTES) ||
           err_set(e, ERR_USAGE,
                   "option '--proxy-artifact': '%s' has not constructor(address,bytes)",
                   args->artifact);
}

bool proxy_choose(const struct proxy_args *args, const struct artifact *artifact,
                  struct proxy_choice *out, struct err *e)
{
    const struct call_option option = {
        .call = args->init,
        .json = args->args_json,
        .name = "proxy",
        .json_name = "proxy-args-json",
        .hint = "--proxy 'initialize(VALUE,…)', or --proxy none",
    };
    TRY(read_proxy(args, &out->file, e));
    if (strcmp(args->init, "none") != 0) {
        TRY(call_option_read(&option, artifact, &out->initialiser, e));
    } else if (args->args_json != NULL) {
        return err_set(e, ERR_USAGE, "option '--proxy-args-json' plays no part with none");
    }
    out->proxy.artifact = &out->file;
    out->proxy.data = buf_view(&out->initialiser.data);
    out->proxy.is_payable = out->initialiser.is_payable;
    return true;
}
