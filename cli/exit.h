/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_EXIT_H
#define PHALA_CLI_EXIT_H

#include "base/err.h"

/* Exit codes are a contract with users: they may gain members, never change. This list makes the
 * enum, `phala help exit-codes` and the section of the man pages. */
#define EXIT_CODES(X)                                                                              \
    X(DONE, 0, "done; for verify: verified")                                                       \
    X(NO, 1, "the answer is no: evidence rejected, or refused by the service")                     \
    X(USAGE, 2, "wrong usage: option, operand or value")                                           \
    X(UNKNOWN, 3, "could not find out: undecided, network or service failed")                      \
    X(DENIED, 4, "not logged in, forbidden, or not readable")                                      \
    X(NOT_FOUND, 5, "not found, also a named file that is absent")                                 \
    X(CONFLICT, 6, "conflict, or unsafe to overwrite")                                             \
    X(TIMEOUT, 7, "timed out")                                                                     \
    X(MALFORMED, 8, "an input file is malformed or too big")                                       \
    X(INTERNAL, 70, "internal error")                                                              \
    X(IO, 74, "reading or writing failed")                                                         \
    X(INTERRUPTED, 130, "interrupted")                                                             \
    X(PIPE, 141, "the reader of the output went away")

enum exit_code {
#define X(name, code, meaning) EXIT_##name = (code),
    EXIT_CODES(X)
#undef X
};

struct exit_entry {
    enum exit_code code;
    const char *meaning;
};

extern const struct exit_entry exit_table[];
extern const unsigned exit_table_size;

/* The code that a failure of that kind ends the program with. */
enum exit_code exit_of(enum err_kind kind);

#endif
