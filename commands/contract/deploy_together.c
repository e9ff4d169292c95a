/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_together.h"

#include "commands/send_mode.h"

bool deploy_signs(const struct deploy_args *args)
{
    return !args->send.dry_run && args->plan == NULL && !args->is_unsigned && !args->safe &&
           args->at == NULL && !args->check;
}

/* Nothing is sent from here, or to be sent: others do it, or have done it. */
static bool is_for_others(const struct deploy_args *args)
{
    return args->is_unsigned || args->safe || args->at != NULL || args->check;
}

static bool check_upgrade(const struct deploy_args *args, struct err *e)
{
    if (args->upgrade.is_wanted && args->is_new) {
        (void)err_set(e, ERR_USAGE, "of --upgrade and --new there is one");
        return err_hint(e, "--upgrade keeps the proxy, --new makes another one");
    }
    if (args->upgrade.args_json != NULL && args->upgrade.call == NULL) {
        return err_set(e, ERR_USAGE, "option '--upgrade-args-json' needs '--upgrade-call'");
    }
    return args->upgrade.is_wanted || args->upgrade.call == NULL ||
           err_set(e, ERR_USAGE, "option '--upgrade-call' needs '--upgrade'");
}

/* What is about gas, waiting or a key, where there is none of it. */
static bool check_mode(const struct deploy_args *args, struct err *e)
{
    const struct send_mode modes[] = {
        {.option = args->safe ? "--safe" : NULL},
        {.option = args->at != NULL ? "--at" : NULL},
        {.option = args->check ? "--check" : NULL, .reason = "nothing is sent"},
        {.option = args->send.dry_run ? "--dry-run" : NULL, .pays = true},
        {.option = args->plan != NULL ? "--plan" : NULL, .pays = true},
        {.option = args->is_unsigned ? "--unsigned" : NULL, .pays = true},
    };
    for (size_t i = 0; i < COUNT(modes); i++) {
        TRY(send_mode_check(&modes[i], &args->send, e));
    }
    const char *looks = args->at != NULL ? "--at" : args->check ? "--check" : NULL;
    if (looks != NULL && args->value != NULL && args->from == NULL && !args->create2) {
        return err_set(e, ERR_USAGE,
                       "option '--value' goes with '%s' where '--from' or '--create2' is: nothing "
                       "is simulated",
                       looks);
    }
    return (!args->safe || send_mode_no_key("--safe", &args->key, e)) &&
           (looks == NULL || send_mode_no_key(looks, &args->key, e));
}

/* What is not done is not verified. */
static bool check_verify(const struct deploy_args *args, struct err *e)
{
    const char *source = verify_service_named(&args->service);
    const struct {
        const char *name;
        bool is_given;
    } modes[] = {
        {"--dry-run", args->send.dry_run}, {"--plan", args->plan != NULL},
        {"--unsigned", args->is_unsigned}, {"--safe", args->safe},
        {"--check", args->check},
    };
    if (args->verify == NULL) {
        return source == NULL || err_set(e, ERR_USAGE, "option '--%s' needs '--verify'", source);
    }
    for (size_t i = 0; i < COUNT(modes); i++) {
        if (modes[i].is_given) {
            return err_set(e, ERR_USAGE,
                           "option '--verify' does not go with '%s': nothing is deployed",
                           modes[i].name);
        }
    }
    return true;
}

static bool check_together(const struct deploy_args *args, struct err *e)
{
    const int modes = args->send.dry_run + (args->plan != NULL) + (args->apply != NULL) +
                      args->is_unsigned + args->safe + (args->at != NULL) + args->check;
    if (modes > 1) {
        return err_set(e, ERR_USAGE,
                       "of --dry-run, --plan, --apply, --unsigned, --safe, --at and --check there "
                       "is one");
    }
    if (args->check && args->is_new) {
        return err_set(e, ERR_USAGE,
                       "option '--new' does not go with '--check': it always makes another one");
    }
    if (args->salt != NULL && !args->create2) {
        return err_set(e, ERR_USAGE, "a salt is of --create2, which is not given");
    }
    if (args->makes_deployer && (!args->create2 || is_for_others(args))) {
        return err_set(e, ERR_USAGE,
                       "option '--deploy-deployer' goes with '--create2', and not with "
                       "'--unsigned', '--safe', '--at' and '--check'");
    }
    if (args->proxy.init == NULL &&
        (args->proxy.args_json != NULL || args->proxy.artifact != NULL)) {
        return err_set(e, ERR_USAGE, "what goes with a proxy needs the option '--proxy'");
    }
    if (args->safe && !args->create2) {
        (void)err_set(e, ERR_USAGE, "a Safe creates no contracts itself");
        return err_hint(e, "--create2: it calls the deterministic deployer");
    }
    if (args->safe && args->from == NULL) {
        return err_set(e, ERR_USAGE, "option '--from' is needed: the address of the Safe");
    }
    return true;
}

bool deploy_together(const struct deploy_args *args, struct err *e)
{
    return check_together(args, e) && check_mode(args, e) && check_upgrade(args, e) &&
           check_verify(args, e);
}
