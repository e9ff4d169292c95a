/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/send_run_args.h"

#include "chain/address.h"
#include "commands/send_mode.h"

static struct send_mode mode_of(const struct send_run_args *args)
{
    if (args->safe) {
        return (struct send_mode){.option = "--safe"};
    }
    return (struct send_mode){
        .option = args->is_unsigned    ? "--unsigned"
                  : args->send.dry_run ? "--dry-run"
                                       : NULL,
        .pays = true,
    };
}

/* What is said of an account that others send from, and what only a key that sends can have. */
static bool check_nonce_and_cast(const struct send_run_args *args, struct err *e)
{
    if (args->nonce.given && !args->is_unsigned && !args->send.dry_run) {
        return err_set(e, ERR_USAGE,
                       "option '--nonce' goes with '--unsigned' and '--dry-run': else the node and "
                       "the journal say it");
    }
    if (args->safe && args->key.as_cast) {
        return err_set(e, ERR_USAGE,
                       "option '--as-cast' does not go with '--safe': others pay for it");
    }
    if (args->method.function == NULL && !args->key.as_cast) {
        (void)err_set(e, ERR_USAGE, "SIGNATURE|NAME is missing");
        return err_hint(e, "a transfer without data is sent with --as-cast");
    }
    return true;
}

bool send_run_args_from(const struct send_run_args *args, struct eth_address *from, struct err *e)
{
    const bool is_elsewhere = args->is_unsigned || args->safe;
    if (args->send.dry_run + args->is_unsigned + args->safe > 1) {
        return err_set(e, ERR_USAGE, "of --dry-run, --unsigned and --safe there is one");
    }
    const struct send_mode mode = mode_of(args);
    TRY(send_mode_check(&mode, &args->send, e) && check_nonce_and_cast(args, e));
    if (args->from == NULL) {
        return !is_elsewhere ||
               err_set(e, ERR_USAGE, "option '--from' is needed: the address of the %s",
                       args->safe ? "Safe" : "account");
    }
    if (!args->send.dry_run && !is_elsewhere) {
        return err_set(e, ERR_USAGE,
                       "option '--from' goes with '--dry-run', '--unsigned' and '--safe': else the "
                       "key says who");
    }
    TRY(send_mode_no_key("--from", &args->key, e));
    return address_parse(text_of(args->from), from, e) || err_wrap(e, "option '--from'");
}
