/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/pool.h"
#include "batch/batch.h"
#include "commands/verify_options.h"

enum { JOBS_MAX = 256 };

static bool write_line(void *where, struct bytes line, struct err *e)
{
    return print_stream(where, line, e);
}

/* A filter has no use for these, and leaving them out in silence would promise too much. */
static bool refuse_others(const struct verify_args *args, struct err *e)
{
    const struct {
        const char *name;
        bool given;
    } others[] = {
        {"--pccs", args->network.pccs != NULL},
        {"--tcb-update", args->network.tcb_update != NULL},
        {"--kind", args->kind != NULL},
        {"--event-log", args->event_log != NULL},
        {"--save-bundle", args->save_bundle != NULL},
        {"--output", args->output != NULL},
        {"--format", args->format != NULL && strcmp(args->format, "json") != 0},
    };
    for (size_t i = 0; i < COUNT(others); i++) {
        if (others[i].given) {
            return err_set(e, ERR_USAGE, "option '%s' does not go with --batch", others[i].name);
        }
    }
    return args->jobs.value <= JOBS_MAX ||
           err_set(e, ERR_USAGE, "option '--jobs': at most %d", JOBS_MAX);
}

static bool is_stdin(const struct verify_args *args)
{
    return args->evidence == NULL || strcmp(args->evidence, "-") == 0;
}

static bool open_input(const struct verify_args *args, int *fd, const char **name, struct err *e)
{
    if (is_stdin(args)) {
        *fd = STDIN_FILENO;
        *name = "standard input";
        return true;
    }
    *name = args->evidence;
    return fs_open(args->evidence, fd, e);
}

/* Any rejected, else any malformed, else any undecided or none at all, else all are verified. */
static enum exit_code answer_of(const struct batch_counts *counts)
{
    if (counts->of[LINE_REJECTED] > 0) {
        return EXIT_NO;
    }
    if (counts->of[LINE_MALFORMED] > 0) {
        return EXIT_MALFORMED;
    }
    return counts->of[LINE_UNDECIDED] > 0 || counts->of[LINE_VERIFIED] == 0 ? EXIT_UNKNOWN
                                                                            : EXIT_DONE;
}

bool verify_batch(const struct context *context, const struct verify_args *args, struct err *e)
{
    TRY(refuse_others(args, e));
    AUTO(verify_policy_done) struct verify_policy policy = {0};
    AUTO(gathered_done) struct gathered gathered = {0};
    TRY(verify_policy_make(args, &policy, e));
    const struct gather gather = {.stdin_fd = STDIN_FILENO};
    TRY(gather_collateral(&gather, args->collateral.at, args->collateral.n, &gathered, e));
    TRY(verify_app_load(args, &gathered.inputs, &policy, e));

    const struct judge_defaults defaults = {
        .options = &policy.options,
        .policy = policy.rules,
        .collateral = gathered.collateral,
        .n_collateral = 1 + gathered.n_others,
        .inputs = gathered.inputs.at,
        .n_inputs = gathered.inputs.n,
        .origin = is_stdin(args) ? "stdin" : "file",
    };
    struct batch batch = {
        .jobs = args->jobs.given && args->jobs.value > 0 ? (unsigned)args->jobs.value
                                                         : pool_default_workers(),
        .defaults = &defaults,
        .interrupted = context->interrupted,
        .write = write_line,
        .where = context->out,
    };
    TRY(open_input(args, &batch.fd, &batch.name, e));
    struct batch_counts counts;
    bool ok = batch_run(&batch, &counts, e);
    if (batch.fd != STDIN_FILENO) {
        (void)close(batch.fd);
    }
    *context->answer = answer_of(&counts);
    return ok;
}
