/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/upgrade_option.h"

void upgrade_choice_done(struct upgrade_choice *choice)
{
    buf_done(&choice->call.data);
}

bool upgrade_option_read(const struct upgrade_args *args, const struct artifact *artifact,
                         struct upgrade_choice *out, struct err *e)
{
    const struct call_option option = {
        .call = args->call,
        .json = args->args_json,
        .name = "upgrade-call",
        .json_name = "upgrade-args-json",
        .hint = "--upgrade-call 'migrate(VALUE,…)': a function of the new implementation",
    };
    TRY(args->call == NULL || call_option_read(&option, artifact, &out->call, e));
    out->upgrade.data = buf_view(&out->call.data);
    out->upgrade.is_payable = out->call.is_payable;
    return true;
}
