/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/commands.h"
#include "commands/contract/verify_claim.h"
#include "commands/one_value.h"
#include "explorer/source_libraries.h"
#include "rpc/ask.h"

static bool ask(struct node *node, const struct eth_address *address, struct buf *code,
                struct err *e)
{
    AUTO(rpc_batch_freep) struct rpc_batch *batch = rpc_batch_new();
    ask_code(batch, address, RPC_STATE(RPC_LATEST), code);
    return rpc_ask(node->rpc, batch, e);
}

static const char *state_of(const struct explorer_result *result)
{
    return result->is_submitted
               ? "submitted"
               : verified_state_name(result->was_already ? VERIFIED_ALREADY : VERIFIED_NOW);
}

static void print(struct printer *p, const struct explorer *explorer,
                  const struct source_subject *subject, const struct explorer_result *result)
{
    print_begin(p, "phala.verify-source/1");
    print_string(p, "state", state_of(result));
    print_string(p, "match", result->is_submitted ? "unknown" : explorer_match_name(result->match));
    print_address(p, "address", &subject->claim->address);
    print_decimal(p, "chain_id", explorer->chain_id);
    print_string(p, "contract", (const char *)subject->name.at);
    print_string(p, "compiler", subject->compiler);
    print_string(p, "input", subject->input_path);
    print_uint(p, "sources", subject->input.n_sources);
    print_string(p, "explorer", explorer_kind_name(explorer->kind));
    print_string(p, "url", explorer->url);
    if (result->job[0] != 0) {
        print_string(p, "job", result->job);
    }
    print_end(p);
}

static bool verify_source_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct verify_source_args *args = arguments;
    AUTO(node_done) struct node node = {0};
    AUTO(verify_claim_done) struct verify_claim claim = {0};
    AUTO(source_subject_done) struct source_subject subject = {0};
    AUTO(verify_service_done) struct verify_service service = {0};
    AUTO(buf_done) struct buf code = buf_start(ARTIFACT_CODE_MAX);
    const struct verification verification = {
        .explorer = &service.explorer,
        .lock_path = args->lock != NULL ? args->lock : LOCK_FILE_NAME,
    };
    struct explorer_result result;
    TRY(node_open(context, &args->node, &node, e));
    TRY(verify_claim_read(args, node.chain_id, &claim, e));
    TRY(source_subject_read(&claim.claim, &subject, e));
    TRY(verify_service_choose(context, &args->service, &node, &service, e));
    verify_service_wait(&service, &args->wait_timeout);
    service.explorer.no_wait = args->no_wait;
    TRY(ask(&node, &claim.claim.address, &code, e));
    TRY(source_link_known(buf_view(&code), claim.claim.entry, &claim.file.artifact, e));
    TRY(source_subject_complete(&subject, buf_view(&code), e));
    TRY(verification_run(&verification, &subject, &result, e));
    print(context->out, &service.explorer, &subject, &result);
    return true;
}

#define AT(field, type) OPTION_AT(struct verify_source_args, field, type)

static const struct operand operands[] = {
    {.name = "ADDRESS",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = AT(address, const char *),
     .help = "the contract, not its proxy"},
    {.name = "ARTIFACT",
     .kind = OPERAND_FILE,
     .required = true,
     .at = AT(artifact, const char *),
     .help = "what the compiler made of it, FILE or FILE:NAME"},
    CONTRACT_ARGS_OPERAND(struct verify_source_args, arguments),
};

static const struct option options[] = {
    VERIFY_SERVICE_OPTIONS(struct verify_source_args, service),
    CONTRACT_ARGS_OPTIONS(struct verify_source_args, arguments),
    OPTION_TEXT_ROW("constructor-args", AT(constructor_args, const char *), "HEX|@FILE",
                    "the arguments, encoded"),
    {.name = "library",
     .kind = OPTION_LIST,
     .value = "NAME=ADDRESS",
     .at = AT(libraries, struct option_list),
     .help = "a library that it was linked with; may be repeated"},
    OPTION_FILE_ROW("lock", AT(lock, const char *), "the lock file; " LOCK_FILE_NAME),
    {.name = "wait-timeout",
     .kind = OPTION_DURATION,
     .value = "DURATION",
     .at = AT(wait_timeout, struct option_number),
     .help = "how long the service may take; 5 minutes"},
    {.name = "no-wait",
     .kind = OPTION_FLAG,
     .at = AT(no_wait, bool),
     .help = "end when the request is taken"},
    NODE_OPTIONS(struct verify_source_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "verified, now or before; with --no-wait: the request is taken"},
    {EXIT_NO, "the service says that it does not match: its words are said"},
    {EXIT_USAGE, "an argument is not what it should be, or one is missing"},
    {EXIT_UNKNOWN, "the node or the service could not be asked"},
    {EXIT_DENIED, "the API key is missing or wrong"},
    {EXIT_NOT_FOUND, "no contract is there, the service has not seen it, or no input is found"},
    {EXIT_CONFLICT, "input, artifact and code are not of one contract: nothing was sent"},
    {EXIT_TIMEOUT, "not done in time: the same command goes on"},
    {EXIT_MALFORMED, "artifact, input or lock file are not what they should be"},
};

static const struct example examples[] = {
    {"phala contract verify-source $COUNTER out/Counter.sol/Counter.json",
     "after 'contract deploy': arguments and libraries are in the lock file"},
    {"phala contract verify-source $COUNTER Counter.json 7 --network base",
     "elsewhere, with the constructor's argument"},
    {"phala contract verify-source $C out.json:C --input in.json --explorer sourcify",
     "from solc's own files"},
};

const struct command command_contract_verify_source = {
    .name = "verify-source",
    .group = "Chain",
    .summary = "have an explorer verify a contract, and show its source",
    .details =
        "Sends what the compiler was given to a service that compiles it anew, compares with the "
        "code on the chain, and shows the source to everybody: Blockscout (the Phala L2's), "
        "Etherscan, or Sourcify. The artifact and its tool's build-info are enough: no project, "
        "and no compiler. Foundry keeps the sources with 'forge build --build-info', Hardhat "
        "always; --input names solc's own input.\n"
        "\n"
        "Before anything is sent, the sources are held against the hashes in the artifact's "
        "metadata, the settings against those it was made with, and the artifact against the code "
        "at the address. Constructor arguments are those given, or the lock file's; library "
        "addresses are given, or those in the code on the chain. All sources of the build are "
        "sent, and become public; paths of this machine are not.\n"
        "\n"
        "A match is exact, or partial where only the hash of the metadata differs, as it does of "
        "a contract that was linked after it was compiled. The lock file notes it. What is "
        "verified already is not sent again, but for a partial match that these sources make "
        "exact, and the command may be run again at any time.\n"
        "\n"
        "The key for Etherscan is in ETHERSCAN_API_KEY or a file, and is sent to no other service.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct verify_source_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract-deploy(1), phala-contract-status(1), phala-contract-verify-code(1)",
    .run = verify_source_run,
};
