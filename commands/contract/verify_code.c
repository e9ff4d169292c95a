/* SPDX-License-Identifier: Apache-2.0 */
#include "chain/address.h"
#include "commands/commands.h"
#include "commands/contract/arguments.h"
#include "commands/contract/verify_code_show.h"
#include "commands/contract/verify_libraries.h"

struct verify_code_args {
    const char *address, *artifact, *deployer, *abi;
    struct contract_arguments arguments;
    struct option_list libraries;
    struct node_args node;
    bool implementation, allow_metadata;
};

/* What is held against the chain. */
struct expected {
    struct artifact_file file;
    struct eth_address deployer;
    struct buf init_code;
};

static void expected_done(struct expected *expected)
{
    artifact_file_done(&expected->file);
    buf_done(&expected->init_code);
}

/* The creation as the deployer sent it. */
static bool make_init_code(const struct verify_code_args *args, struct expected *out, struct err *e)
{
    const struct artifact *artifact = &out->file.artifact;
    const struct code_link *unlinked = artifact_unlinked(artifact);
    AUTO(buf_done) struct buf arguments = buf_start(ABI_DATA_MAX);
    if (!artifact->has_abi && contract_arguments_are_given(&args->arguments)) {
        return err_set(e, ERR_USAGE, "the artifact has no ABI, which arguments need");
    }
    if (unlinked != NULL) {
        (void)err_set(e, ERR_USAGE, "library '%.80s' is not linked, which a simulation needs",
                      unlinked->name);
        return err_hint(e, "--library %.80s=ADDRESS", unlinked->name);
    }
    TRY(contract_arguments_encode(&args->arguments, artifact_constructor(artifact), &arguments, e));
    out->init_code = buf_start(artifact->init.n + arguments.len);
    buf_add(&out->init_code, bytes_of(artifact->init.at, artifact->init.n));
    buf_add(&out->init_code, buf_view(&arguments));
    return true;
}

static bool read_expected(const struct verify_code_args *args, struct expected *out, struct err *e)
{
    if (args->deployer == NULL && contract_arguments_are_given(&args->arguments)) {
        (void)err_set(e, ERR_USAGE, "arguments are for the simulated creation, by a deployer");
        return err_hint(e, "--deployer ADDRESS");
    }
    TRY(artifact_file_read(args->artifact, args->abi, &out->file, e));
    if (!verify_link_given(&args->libraries, &out->file.artifact, e)) {
        e->kind = ERR_USAGE;
        return false;
    }
    if (args->deployer == NULL) {
        return true;
    }
    if (!address_parse(text_of(args->deployer), &out->deployer, e)) {
        return err_wrap(e, "option '--deployer'");
    }
    return make_init_code(args, out, e);
}

static enum exit_code answer_of(const struct code_check *check, bool allow_metadata)
{
    if (check->evidence == CODE_BY_NOTHING) {
        return EXIT_UNKNOWN;
    }
    bool is_proved = check->result.match == CODE_EXACT || check->result.match == CODE_MASKED ||
                     (check->result.match == CODE_METADATA && allow_metadata);
    return is_proved ? EXIT_DONE : EXIT_NO;
}

static void warn(const struct context *context, const struct code_question *question,
                 const struct code_check *check)
{
    char address[ADDRESS_TEXT];
    (void)address_format(&question->address, address);
    if (!question->is_behind && code_check_is_proxy(check)) {
        log_line(&context->warnings,
                 "%s is a proxy: what it runs is verified with --implementation", address);
    }
    if (check->evidence == CODE_BY_NOTHING) {
        log_line(&context->warnings,
                 "nothing could be compared: the artifact has no runtime code to go by; give the "
                 "deployer and the constructor's arguments");
    }
    if (check->evidence == CODE_BY_SIMULATION && check->result.match == CODE_DIFFERS) {
        log_line(&context->warnings, "other arguments, another deployer or value, or a constructor "
                                     "that depends on when it ran install other code");
    }
}

static bool verify_code_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct verify_code_args *args = arguments;
    AUTO(expected_done) struct expected expected = {0};
    AUTO(node_done) struct node node = {0};
    AUTO(code_check_done) struct code_check check = {0};
    struct code_question question = {.is_behind = args->implementation};
    if (!address_parse(text_of(args->address), &question.address, e)) {
        return err_wrap(e, "operand ADDRESS");
    }
    TRY(read_expected(args, &expected, e));
    question.artifact = &expected.file.artifact;
    question.deployer = args->deployer != NULL ? &expected.deployer : NULL;
    question.init_code = buf_view(&expected.init_code);
    TRY(node_open(context, &args->node, &node, e));
    TRY(code_check_run(node.rpc, &question, &check, e));
    warn(context, &question, &check);
    verify_code_show(context->out, &node, &expected.file, &question, &check);
    *context->answer = answer_of(&check, args->allow_metadata);
    return true;
}

#define AT(field, type) OPTION_AT(struct verify_code_args, field, type)

static const struct operand operands[] = {
    {.name = "ADDRESS",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = AT(address, const char *),
     .help = "the contract"},
    {.name = "ARTIFACT",
     .kind = OPERAND_FILE,
     .required = true,
     .at = AT(artifact, const char *),
     .help = "FILE or FILE:NAME of Foundry, Hardhat, solc, or .bin"},
    CONTRACT_ARGS_OPERAND(struct verify_code_args, arguments),
};

static const struct option options[] = {
    {.name = "deployer",
     .kind = OPTION_TEXT,
     .value = "ADDRESS",
     .at = AT(deployer, const char *),
     .help = "who created it: the creation is simulated"},
    CONTRACT_ARGS_OPTIONS(struct verify_code_args, arguments),
    {.name = "library",
     .kind = OPTION_LIST,
     .value = "NAME=ADDRESS",
     .at = AT(libraries, struct option_list),
     .help = "a library that it is linked to; may be repeated"},
    {.name = "implementation",
     .kind = OPTION_FLAG,
     .at = AT(implementation, bool),
     .help = "verify what the proxy at the address runs"},
    {.name = "allow-metadata",
     .kind = OPTION_FLAG,
     .at = AT(allow_metadata, bool),
     .help = "another hash of the metadata is no failure"},
    {.name = "abi",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = AT(abi, const char *),
     .help = "the ABI of a .bin artifact"},
    NODE_OPTIONS(struct verify_code_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the code is that of the artifact; what was not compared is listed"},
    {EXIT_NO, "it is not, or --allow-metadata was needed"},
    {EXIT_USAGE, "an argument is not what it should be, or one is missing"},
    {EXIT_UNKNOWN, "nothing could be compared, or the node could not be asked"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_NOT_FOUND, "there is no contract at the address, or a file is absent"},
    {EXIT_CONFLICT, "the node is of another chain"},
    {EXIT_MALFORMED, "the artifact is not what it should be"},
};

static const struct example examples[] = {
    {"phala contract verify-code $ADDRESS out/Counter.sol/Counter.json",
     "but for what its constructor filled in"},
    {"phala contract verify-code $ADDRESS Counter.json 7 --deployer $ACCOUNT", "every byte"},
};

const struct command command_contract_verify_code = {
    .name = "verify-code",
    .group = "Chain",
    .summary = "prove that a contract's code is that of an artifact",
    .details =
        "Compares what is at an address with what an artifact gives. No explorer is asked.\n"
        "\n"
        "With --deployer, and the constructor's arguments where it has any, the node simulates "
        "the creation, and every byte has to be the same (exact); what a constructor has only "
        "stored no code shows. Otherwise it is the artifact's "
        "runtime code that has to be the same, but for what the constructor filled in and for "
        "libraries that are not given (immutables-masked): the answer lists each of these places "
        "with what is there on the chain. A difference in nothing but the hash of the metadata "
        "(metadata-differs: names, comments, paths or settings of the sources) is a failure "
        "without --allow-metadata.\n"
        "\n"
        "Where the address is a proxy (EIP-1967) the answer says who is behind it; the proxy's own "
        "code is what is compared, or, with --implementation, the code that it runs.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct verify_code_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also =
        "phala-contract-address(1), phala-contract-deploy(1), phala-contract-verify-source(1)",
    .run = verify_code_run,
};
