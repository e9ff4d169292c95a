/* SPDX-License-Identifier: Apache-2.0 */
#include <inttypes.h>
#include <string.h>

#include "base/fs.h"
#include "base/utf8.h"
#include "chain/address.h"
#include "commands/commands.h"
#include "commands/node_options.h"
#include "commands/one_value.h"
#include "deploy/lock_check.h"

struct status_args {
    struct node_args node;
    const char *lock;
    bool all;
};

static const enum lock_difference differences[] = {LOCK_CODE, LOCK_IMPLEMENTATION,
                                                   LOCK_TRANSACTION};

static void print_row(struct printer *p, const struct lock_row *row)
{
    print_record(p, NULL);
    print_string(p, "name", row->contract->name);
    print_address(p, "address", &row->contract->address);
    print_string(p, "state", lock_state_name(row->state));
    print_list(p, "differs");
    for (size_t i = 0; i < COUNT(differences); i++) {
        if ((row->differs & differences[i]) != 0) {
            print_string(p, NULL, lock_difference_name(differences[i]));
        }
    }
    print_list_end(p);
    print_record_end(p);
}

static void print_network(struct printer *p, const char *name, const struct lock_check *check)
{
    print_record(p, NULL);
    print_string(p, "network", name);
    print_decimal(p, "chain_id", check->network->chain_id);
    print_0x(p, "genesis", BYTES_OF(check->genesis.hash.at));
    print_bool(p, "genesis_is_locked", check->is_same_chain);
    print_list(p, "contracts");
    for (size_t i = 0; i < check->n; i++) {
        print_row(p, &check->rows[i]);
    }
    print_list_end(p);
    print_record_end(p);
}

/* "changed  Counter.proxy  0x…  (implementation)" */
static void write_line(struct buf *out, const struct lock_row *row, size_t width)
{
    char address[ADDRESS_TEXT];
    const char *between = "  (";
    size_t length = strlen(row->contract->name);
    buf_printf(out, "%-8s ", lock_state_name(row->state));
    utf8_escape(text_of(row->contract->name), out);
    buf_repeat(out, ' ', length < width ? width - length : 0);
    buf_printf(out, "  %s", address_format(&row->contract->address, address));
    for (size_t i = 0; row->state == LOCK_CHANGED && i < COUNT(differences); i++) {
        if ((row->differs & differences[i]) != 0) {
            buf_printf(out, "%s%s", between, lock_difference_name(differences[i]));
            between = ", ";
        }
    }
    buf_text(out, row->state == LOCK_CHANGED ? ")\n" : "\n");
}

static void write_lines(struct buf *out, const char *name, const struct lock_check *check)
{
    size_t width = 0;
    for (size_t i = 0; i < check->n; i++) {
        size_t length = strlen(check->rows[i].contract->name);
        width = length > width && length <= 40 ? length : width;
    }
    buf_text(out, out->len > 0 ? "\n" : "");
    utf8_escape(text_of(name), out);
    buf_printf(out, ", chain %" PRIu64 "%s\n", check->network->chain_id,
               check->is_same_chain ? "" : ": another chain than the one that was locked");
    for (size_t i = 0; i < check->n; i++) {
        write_line(out, &check->rows[i], width);
    }
}

/* Where the answer is put together: lines, or JSON. */
struct answer {
    struct printer *p;
    struct buf lines;
    bool is_good;
};

static void answer_done(struct answer *answer)
{
    buf_done(&answer->lines);
}

static bool check(const struct context *context, const struct node_args *args,
                  const struct lock_file *lock, struct answer *answer, struct err *e)
{
    AUTO(node_done) struct node node = {0};
    AUTO(lock_check_done) struct lock_check found = {0};
    TRY(node_open(context, args, &node, e));
    const struct lock_network *network = lock_file_network(lock, node.chain_id);
    if (network == NULL || network->n == 0) {
        (void)err_set(e, ERR_NOT_FOUND, "the lock file has no contract on '%s' (chain %" PRIu64 ")",
                      node.name, node.chain_id);
        return err_hint(e, "--network names another network; --all takes all it has");
    }
    TRY(lock_check_run(node.rpc, network, &found, e));
    answer->is_good = answer->is_good && lock_check_is_good(&found);
    if (print_is_json(answer->p)) {
        print_network(answer->p, node.name, &found);
    } else {
        write_lines(&answer->lines, node.name, &found);
    }
    return true;
}

static bool check_all(const struct context *context, const struct lock_file *lock,
                      struct answer *answer, struct err *e)
{
    for (size_t i = 0; i < lock->n; i++) {
        const uint64_t chain_id = lock->networks[i].chain_id;
        const struct node_args args = {.chain_id = {.given = true, .value = chain_id}};
        TRY(lock->networks[i].n == 0 || check(context, &args, lock, answer, e) ||
            err_wrap(e, "chain %" PRIu64, chain_id));
    }
    return true;
}

static size_t contracts_of(const struct lock_file *lock)
{
    size_t n = 0;
    for (size_t i = 0; i < lock->n; i++) {
        n += lock->networks[i].n;
    }
    return n;
}

static bool read_lock(const struct status_args *args, const char *path, struct lock_file *out,
                      struct err *e)
{
    const struct node_args *node = &args->node;
    bool is_one = node->network != NULL || node->rpc_url != NULL || node->chain_id.given;
    if (args->all && is_one) {
        return err_set(e, ERR_USAGE, "option '--all' goes with no option that names a network");
    }
    TRY(lock_file_read(path, out, e));
    if (contracts_of(out) > 0) {
        return true;
    }
    (void)err_set(e, ERR_NOT_FOUND,
                  fs_exists(path) ? "there is no contract in the lock file '%s'"
                                  : "there is no lock file '%s'",
                  path);
    return err_hint(e, "'phala contract deploy' writes it; --lock names another one");
}

static bool status_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct status_args *args = arguments;
    const char *path = args->lock != NULL ? args->lock : LOCK_FILE_NAME;
    AUTO(lock_file_done) struct lock_file lock = {0};
    AUTO(answer_done)
    struct answer answer = {.p = context->out, .lines = buf_start(LOCK_FILE_MAX), .is_good = true};
    TRY(read_lock(args, path, &lock, e));
    if (print_is_json(context->out)) {
        print_begin(context->out, "phala.contract-status/1");
        print_string(context->out, "lock", path);
        print_list(context->out, "networks");
    }
    TRY(args->all ? check_all(context, &lock, &answer, e)
                  : check(context, &args->node, &lock, &answer, e));
    if (print_is_json(context->out)) {
        print_list_end(context->out);
        print_bool(context->out, "as_locked", answer.is_good);
        print_end(context->out);
    } else {
        print_document(context->out, buf_view(&answer.lines));
    }
    if (!answer.is_good) {
        *context->answer = EXIT_NO;
    }
    return true;
}

static const struct option options[] = {
    {.name = "lock",
     .kind = OPTION_FILE,
     .value = "FILE",
     .at = OPTION_AT(struct status_args, lock, const char *),
     .help = "the lock file; " LOCK_FILE_NAME},
    {.name = "all",
     .kind = OPTION_FLAG,
     .at = OPTION_AT(struct status_args, all, bool),
     .help = "every network that the lock file has"},
    NODE_OPTIONS(struct status_args, node),
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "all contracts are as they were locked"},
    {EXIT_NO, "a contract is absent or has changed, or it is another chain"},
    {EXIT_USAGE, "an option is not what it should be"},
    {EXIT_UNKNOWN, "the node could not be asked"},
    {EXIT_DENIED, "the node wants a key"},
    {EXIT_NOT_FOUND, "there is no lock file, or nothing of the network in it"},
    {EXIT_CONFLICT, "the node is of another chain id"},
    {EXIT_MALFORMED, "the lock file is not what it should be"},
};

static const struct example examples[] = {
    {"phala contract status", "is everything still there, as it was deployed?"},
    {"phala contract status --all --json", "on every network, for a program"},
};

const struct command command_contract_status = {
    .name = "status",
    .group = "Chain",
    .summary = "check the contracts of the lock file on the chain",
    .details =
        "Asks a node of the network, in one request, whether everything in the lock file is so: "
        "the chain has the same first block, there is code at each address and its hash is the "
        "one that was locked, a proxy points to the implementation that is locked with it, and "
        "the transaction that made the contract is in its block.\n"
        "\n"
        "A line a contract: ok, changed (with what it is that differs) or absent. A node that has "
        "forgotten old transactions makes a contract changed (transaction). Nothing is written "
        "and no key is needed; see phala-contracts-lock(5).",
    .options = options,
    .n_options = COUNT(options),
    .args_size = sizeof(struct status_args),
    .needs = NEED_NETWORK,
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-contract(1), phala-contract-deploy(1), phala-contracts-lock(5)",
    .run = status_run,
};
