/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "commands/commands.h"
#include "commands/contract/deploy_adopt.h"
#include "commands/contract/deploy_check.h"
#include "commands/contract/deploy_elsewhere.h"
#include "commands/contract/deploy_options.h"
#include "commands/contract/deploy_review.h"
#include "commands/contract/deploy_show.h"
#include "commands/receipt.h"

/* What a run has at hand. */
struct deploying {
    const struct context *context;
    const struct deploy_args *args;
    struct deploy_inputs *inputs;
    struct node *node;
    struct plan *plan;
    struct sender *sender;
    struct deploy_verification *verification;
};

static bool read_account(const struct context *context, const struct deploy_args *args,
                         struct secp256k1_secret *secret, struct eth_address *out, struct err *e)
{
    struct eth_address from;
    if (args->from != NULL && !address_parse(text_of(args->from), &from, e)) {
        return err_wrap(e, "option '--from'");
    }
    if (args->from != NULL && !deploy_signs(args) && key_source_named(&args->key) == NULL) {
        *out = from;
        return true;
    }
    TRY(key_source_load(context, &args->key, secret, e));
    *out = secp256k1_account(secret);
    char is[ADDRESS_TEXT];
    return args->from == NULL || bytes_equal(BYTES_OF(from.at), BYTES_OF(out->at)) ||
           err_set(e, ERR_DENIED, "the key is that of %s, not of '%s'", address_format(out, is),
                   args->from);
}

static bool run(const struct deploying *d, struct secp256k1_secret *secret, struct err *e)
{
    TRY(d->args->apply == NULL || deploy_compare_plan(d->args->apply, d->plan, e));
    TRY(plan_check(d->plan, &d->inputs->wish, &d->context->warnings, e));
    TRY(plan_run(d->plan, &d->inputs->wish, d->sender, secret, e));
    TRY(deploy_tell_open(d->context, d->plan) ||
        deploy_verify(d->context, d->plan, d->verification, e));
    return deploy_show_run(d->context->out, d->node, d->plan, d->verification, e);
}

static bool act(const struct deploying *d, struct secp256k1_secret *secret, struct err *e)
{
    const struct deploy_wish *wish = &d->inputs->wish;
    const struct deploy_review review = {d->context, d->node, wish, d->plan};
    if (d->args->send.dry_run) {
        return deploy_dry_run(&review, e);
    }
    if (d->args->plan != NULL) {
        return deploy_write_plan(&review, d->args->plan, e);
    }
    if (d->args->is_unsigned) {
        return deploy_print_unsigned(d->context, d->node, wish, d->plan, e);
    }
    return d->args->safe ? deploy_print_safe(d->context, d->node, wish, d->plan, e)
                         : run(d, secret, e);
}

/* What a step is reverted with when it is tried, or was when it was mined. */
static void show_failure(const struct context *context, const struct plan *plan)
{
    for (size_t i = plan->n; i > 0; i--) {
        show_reverted(context, &plan->steps[i - 1].failure);
    }
    show_reverted(context, &plan->why);
}

static bool deploy_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct deploy_args *args = arguments;
    AUTO(deploy_inputs_done) struct deploy_inputs inputs = {0};
    AUTO(node_done) struct node node = {0};
    AUTO(mem_freep) char *journals = send_journal_folder(context);
    AUTO(secp256k1_secret_done) struct secp256k1_secret secret = {{0}};
    AUTO(plan_done) struct plan plan = {0};
    AUTO(sender_done) struct sender sender = {0};
    AUTO(deploy_verification_done) struct deploy_verification verification = {0};
    const struct deploying deploying = {context, args,    &inputs,      &node,
                                        &plan,   &sender, &verification};
    TRY(deploy_inputs_read(args, &inputs, e));
    TRY(node_open(context, &args->node, &node, e));
    if (args->at != NULL) {
        return deploy_adopt(context, args, &inputs, &node, e);
    }
    if (args->check) {
        return deploy_check(context, args, &inputs, &node, e);
    }
    TRY(deploy_verify_choose(context, args, &node, &verification, e));
    TRY(read_account(context, args, &secret, &sender.account, e));
    const struct sender_options options = send_options_sender(context, &args->send, &inputs.send,
                                                              node.network.block_ms);
    inputs.wish.is_op_stack = node.network.is_op_stack;
    inputs.wish.is_free = args->safe;
    sender.rpc = node.rpc;
    sender.options = &options;
    sender.chain_id = node.chain_id;
    sender.only_looks = !deploy_signs(args);
    TRY(plan_make(&sender, journals, &inputs.wish, &plan, e));
    const bool done = act(&deploying, &secret, e);
    if (!done) {
        show_failure(context, &plan);
    }
    log_line(&context->log, "%u requests to the node", rpc_requests(node.rpc));
    return done;
}

static const struct operand operands[] = {
    {.name = "ARTIFACT[:NAME]",
     .kind = OPERAND_FILE,
     .required = true,
     .at = OPTION_AT(struct deploy_args, artifact, const char *),
     .help = "of Foundry, Hardhat, solc's standard JSON, or .bin"},
    CONTRACT_ARGS_OPERAND(struct deploy_args, arguments),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "deployed and proved, or there already: unchanged"},
    {EXIT_NO, "it would be or was reverted, costs too much, or the code is not what was sent; "
              "with --check: it would change; with --verify=required: it does not match"},
    {EXIT_USAGE, "an argument is not what it should be, or one is missing"},
    {EXIT_UNKNOWN, "the node, or an explorer that is required, could not be asked"},
    {EXIT_DENIED, "the key cannot be had, or is another account's; or the node wants one"},
    {EXIT_NOT_FOUND,
     "the artifact, a library, a contract at --at, or the lock file's folder is absent"},
    {EXIT_CONFLICT,
     "another chain, another artifact by the lock file, no proxy to upgrade, a changed "
     "plan"},
    {EXIT_TIMEOUT,
     "sent and not seen in time, or with --wait none not at once: the same command goes on"},
    {EXIT_MALFORMED, "artifact, lock file, plan or journal are not what they should be"},
};

static const struct example examples[] = {
    {"phala contract deploy out/Counter.sol/Counter.json 7 --keystore dev",
     "to the Phala L2, as the lock file then says; again: unchanged"},
    {"phala contract deploy Vault.json --proxy 'initialize(0x…,5)' --dry-run",
     "what a proxy deployment would do and cost"},
    {"phala contract deploy Two.json --name Vault --upgrade --upgrade-call 'move(9)'",
     "another implementation behind the same proxy"},
    {"phala contract deploy Counter.json 7 --at $COUNTER --from $OWNER",
     "others have sent it: into the lock file"},
    {"phala contract deploy out/Counter.sol/Counter.json 7 --check",
     "in CI: is it there as this artifact gives it?"},
};

const struct command command_contract_deploy = {
    .name = "deploy",
    .group = "Chain",
    .summary = "deploy a compiled contract, safe to run again",
    .details =
        "Deploys a contract from what a compiler made of it, with the libraries that it is linked "
        "to, and proves that the code on the chain is what was sent. The lock file says what is "
        "where; it is checked on the chain and never trusted: what is there as the artifact gives "
        "it is unchanged, and nothing is sent. Everything is written into a journal before it is "
        "sent, so that the same command goes on after an interruption at any moment. Only what is "
        "seen in a block is in the lock file: with --wait none the same command, run again, "
        "finishes it (exit code 7 until then). Two that deploy one name at once make one contract: "
        "the other one is refused (6), to be run again.\n"
        "\n"
        "By --create2 the address follows from salt and code alone, the same on every chain; the "
        "creator that a constructor sees is then the deterministic deployer. Where a chain has "
        "none, --deploy-deployer makes it first: it pays up to 0.01 ether, and what L1 takes, to "
        "the account of the one transaction that makes it everywhere, and publishes that. "
        "--proxy puts an "
        "ERC-1967 proxy in front, whose constructor calls FUNCTION(VALUES) of the contract.\n"
        "\n"
        "--upgrade puts the contract behind the proxy that the lock file has for its name. It is "
        "deployed, unless it is there; once it is mined and proved the proxy is called (UUPS), or "
        "its ProxyAdmin, whichever the chain says that it has, and --upgrade-call is called "
        "through "
        "the proxy in the same transaction. What would be reverted, or could never be upgraded "
        "again, is refused before anything is sent. Whether the layouts of storage fit is not "
        "looked at. The lock file has the new one when the proxy has.\n"
        "\n"
        "--dry-run simulates and shows addresses, arguments, gas and cost with the data fee of L1. "
        "--plan writes the same to a file, which --apply carries out as it was reviewed. "
        "--unsigned and --safe print the transactions for others to sign; once these are mined, "
        "--at ADDRESS (the proxy's, where there is one) proves the code there and locks it. It "
        "needs no key: with --from the creation by that account is simulated, with --create2 that "
        "by the deployer, both with --value; else what the constructor fills in is not compared. "
        "Libraries are those of --library.\n"
        "\n"
        "--check is for CI: would this deployment change anything? It does not where each contract "
        "is in the lock file, made of this artifact with these arguments and libraries, and is on "
        "the chain with that code; else the exit code is 1, and each says why. It reads no key, "
        "and sends and writes nothing. Artifacts that do not say what code they install (.bin) "
        "are compared with the creation, simulated by who made it, or by --from.\n"
        "\n"
        "--verify has the network's explorer verify the sources, as verify-source does, once all "
        "is done or unchanged, but for contracts of which the lock file says that it has. What "
        "fails is a warning, and is tried again by the same command; with --verify=required it is "
        "also the exit code.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = deploy_options,
    .n_options = DEPLOY_N_OPTIONS,
    .args_size = sizeof(struct deploy_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract(1), phala-contract-address(1), phala-wallet(1)",
    .run = deploy_run,
};
