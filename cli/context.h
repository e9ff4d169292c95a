/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_CONTEXT_H
#define PHALA_CLI_CONTEXT_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/log.h"
#include "cli/exit.h"
#include "cli/option.h"
#include "cli/print.h"

struct command;
struct context;

/* Options that every command takes. */
struct globals {
    bool help, version, json, quiet, verbose, no_input, yes;
    const char *colour;
    const char *profile;
    const char *ca_file;
    struct option_number timeout; /* milliseconds */
};

/* What is read of the process' surroundings, once, before anything else. */
struct environment {
    const char *home, *xdg_cache_home, *xdg_data_home, *tmpdir, *ssl_cert_file;
    const char *private_key, *eth_keystore, *eth_password; /* see commands/key_source.h */
    const char *eth_rpc_url;                               /* see commands/node_options.h */
    const char *etherscan_api_key;
    const char *no_color, *clicolor, *clicolor_force, *force_color, *term;
    const char *columns, *lang; /* LC_ALL, LC_CTYPE or LANG */
    const char *github_step_summary;
    bool ci;
};

/* Libraries that are found at run time, for `-v --version`. */
struct library {
    const char *name;
    const char *(*version)(void); /* NULL result: not there */
};

/* The program as main sees it: the tree of commands and what they need. */
struct program {
    const struct command *root;
    const char *version;
    const struct library *libraries;
    size_t n_libraries;
    /* Prepares what `needs` asks for; undone by `release`, also when it failed. */
    bool (*prepare)(unsigned needs, struct context *context, struct err *e);
    void (*release)(struct context *context);
};

/* Bytes that belong to a failure, for programs: "data" beside its message in JSON. */
struct failure_data {
    bool is_there; /* they may be none */
    struct buf bytes;
};

/* What a command works with. */
struct context {
    const struct program *program;
    const struct globals *globals;
    const struct environment *environment;
    const volatile sig_atomic_t *interrupted;
    struct printer *out;
    struct log log;                    /* what happens on the way; shown with --verbose */
    struct log warnings;               /* shown unless --quiet */
    enum exit_code *answer;            /* set by a command whose answer is not "done" */
    struct failure_data *failure_data; /* by context_failure_data; NULL: nobody wants them */
    struct http *http;                 /* NEED_NETWORK */
    struct cache *cache;               /* NEED_NETWORK; NULL where there is no place for one */
};

/* For the failure that the command is about to end with. */
void context_failure_data(const struct context *context, struct bytes data);

#endif
