/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_options.h"

#include "base/mem.h"
#include "base/utf8.h"
#include "chain/transaction.h"
#include "commands/amount_argument.h"
#include "commands/contract/deploy_together.h"
#include "deploy/fields.h"

enum { NAME_MAX_BYTES = 200 };

void deploy_inputs_done(struct deploy_inputs *inputs)
{
    artifact_set_done(&inputs->set);
    buf_done(&inputs->arguments);
    proxy_choice_done(&inputs->proxy);
    upgrade_choice_done(&inputs->upgrade);
    lock_file_done(&inputs->lock);
}

static bool read_set(const struct deploy_args *args, struct artifact_set *out, struct err *e)
{
    const size_t n = args->libraries.n;
    AUTO(mem_freep) struct library_address *given = mem_array(n, sizeof *given);
    for (size_t i = 0; i < n; i++) {
        if (!library_address_parse(text_of(args->libraries.at[i]), &given[i], e)) {
            return err_wrap(e, "option '--library'");
        }
    }
    const struct library_addresses libraries = {given, n};
    return artifact_set_read(args->artifact, args->abi, &libraries, out, e);
}

static bool read_salt(const struct deploy_args *args, struct deploy_inputs *out, struct err *e)
{
    enum create_salt_form form;
    if (!args->create2) {
        return true;
    }
    out->wish.salt = &out->salt;
    const char *salt = args->salt != NULL ? args->salt : "0";
    return create_salt_parse(text_of(salt), &out->salt, &form, e) || err_wrap(e, "option '--salt'");
}

static bool read_proxy(const struct deploy_args *args, const struct artifact *artifact,
                       struct deploy_inputs *out, struct err *e)
{
    if (args->proxy.init == NULL) {
        return true;
    }
    out->wish.proxy = &out->proxy.proxy;
    return proxy_choose(&args->proxy, artifact, &out->proxy, e);
}

static bool read_upgrade(const struct deploy_args *args, const struct artifact *artifact,
                         struct deploy_inputs *out, struct err *e)
{
    if (!args->upgrade.is_wanted) {
        return true;
    }
    out->wish.upgrade = &out->upgrade.upgrade;
    return upgrade_option_read(&args->upgrade, artifact, &out->upgrade, e);
}

static bool read_name(const struct deploy_args *args, const struct artifact *artifact,
                      const char **out, struct err *e)
{
    const struct text name = text_of(args->name != NULL ? args->name : "");
    *out = args->name != NULL ? args->name : artifact->name;
    if (name.len > NAME_MAX_BYTES ||
        (name.len > 0 && !(field_name_is_plain(name) && utf8_is_valid(name)))) {
        return err_set(e, ERR_USAGE, "option '--name': not one line of UTF-8, of at most %d bytes",
                       NAME_MAX_BYTES);
    }
    if ((*out)[0] != '\0') {
        return true;
    }
    (void)err_set(e, ERR_USAGE, "'%s' does not say what the contract is called", args->artifact);
    return err_hint(e, "--name NAME, for the lock file");
}

bool deploy_inputs_read(const struct deploy_args *args, struct deploy_inputs *out, struct err *e)
{
    TRY(deploy_together(args, e) && send_options_read(&args->send, &out->send, e));
    TRY(amount_argument("value", args->value, &out->wish.value, e) && read_salt(args, out, e));
    TRY(read_set(args, &out->set, e));
    const struct artifact *artifact = &out->set.at[out->set.n - 1].artifact;
    out->arguments = buf_start(TRANSACTION_DATA_MAX);
    TRY(read_name(args, artifact, &out->wish.name, e));
    if (artifact->has_abi || contract_arguments_are_given(&args->arguments)) {
        TRY(contract_arguments_encode(&args->arguments, artifact_constructor(artifact),
                                      &out->arguments, e));
    }
    TRY(read_proxy(args, artifact, out, e) && read_upgrade(args, artifact, out, e));
    out->wish.lock_path = args->lock != NULL ? args->lock : LOCK_FILE_NAME;
    out->wish.set = &out->set;
    out->wish.arguments = buf_view(&out->arguments);
    out->wish.fee = out->send.wish;
    out->wish.gas_limit = out->send.gas_limit;
    out->wish.max_cost = out->send.has_max_cost ? &out->send.max_cost : NULL;
    out->wish.is_new = args->is_new;
    out->wish.makes_deployer = args->makes_deployer;
    out->wish.lock = &out->lock;
    return lock_file_read(out->wish.lock_path, &out->lock, e) && wish_check(&out->wish, e);
}

static const char *const verify_ways[] = {"required", NULL};

#define AT(field, type) OPTION_AT(struct deploy_args, field, type)

const struct option deploy_options[DEPLOY_N_OPTIONS] = {
    CONTRACT_ARGS_OPTIONS(struct deploy_args, arguments),
    OPTION_FILE_ROW("abi", AT(abi, const char *), "the ABI of an artifact that has none (.bin)"),
    {.name = "library",
     .kind = OPTION_LIST,
     .value = "NAME=ADDRESS",
     .at = AT(libraries, struct option_list),
     .help = "a library that is there already; may be repeated"},
    OPTION_TEXT_ROW("value", AT(value, const char *), "AMOUNT",
                    "what the constructor, or the initialiser, is sent"),
    OPTION_FLAG_ROW("create2", AT(create2, bool), "at an address that follows from salt and code"),
    OPTION_TEXT_ROW("salt", AT(salt, const char *), "SALT",
                    "32 bytes of hex, a number, or text:WORDS; 0"),
    OPTION_FLAG_ROW("deploy-deployer", AT(makes_deployer, bool),
                    "make what --create2 goes through, if the chain has none"),
    PROXY_OPTIONS(struct deploy_args, proxy),
    UPGRADE_OPTIONS(struct deploy_args, upgrade),
    OPTION_TEXT_ROW("name", AT(name, const char *), "NAME",
                    "what it is called in the lock file; the contract's"),
    OPTION_FILE_ROW("lock", AT(lock, const char *), "the lock file; " LOCK_FILE_NAME),
    OPTION_FLAG_ROW("new", AT(is_new, bool), "make another one, whatever the lock file says"),
    OPTION_FLAG_ROW("check", AT(check, bool),
                    "would anything change? No key is needed, nothing sent"),
    OPTION_FILE_ROW("plan", AT(plan, const char *),
                    "write what would be done to a file; send nothing"),
    OPTION_FILE_ROW("apply", AT(apply, const char *), "do what that file says, and nothing else"),
    OPTION_FLAG_ROW("unsigned", AT(is_unsigned, bool),
                    "print the transactions, to be signed elsewhere"),
    OPTION_FLAG_ROW("safe", AT(safe, bool), "print a batch for a Safe's Transaction Builder"),
    OPTION_TEXT_ROW("at", AT(at, const char *), "ADDRESS",
                    "others have sent it: prove it there, and lock it"),
    {.name = "verify",
     .kind = OPTION_WORD,
     .value = "[=required]",
     .at = AT(verify, const char *),
     .help = "have an explorer verify the sources; required: or fail",
     .choices = verify_ways},
    VERIFY_SERVICE_OPTIONS(struct deploy_args, service),
    OPTION_TEXT_ROW("from", AT(from, const char *), "ADDRESS",
                    "the account; without a key where nothing is signed"),
    NODE_OPTIONS(struct deploy_args, node),
    SEND_OPTIONS(struct deploy_args, send),
    KEY_OPTIONS(struct deploy_args, key),
};
