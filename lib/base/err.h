/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BASE_ERR_H
#define PHALA_BASE_ERR_H

#include <stdbool.h>

#include "base/macro.h"

/* What went wrong, in the few kinds that a caller can act on. The second column is the word that
 * users see as "kind" in JSON; cli/exit.c maps kinds to exit codes. */
#define ERR_KINDS(X)                                                                               \
    X(USAGE, "usage")                                                                              \
    X(UNTRUSTED, "untrusted")                                                                      \
    X(REVOKED, "revoked")                                                                          \
    X(POLICY, "policy")                                                                            \
    X(REFUSED, "refused")                                                                          \
    X(EXPIRED, "expired")                                                                          \
    X(NETWORK, "network")                                                                          \
    X(SERVICE, "service")                                                                          \
    X(DENIED, "denied")                                                                            \
    X(NOT_FOUND, "not_found")                                                                      \
    X(CONFLICT, "conflict")                                                                        \
    X(TIMEOUT, "timeout")                                                                          \
    X(MALFORMED, "malformed")                                                                      \
    X(TOO_BIG, "too_big")                                                                          \
    X(IO, "io")                                                                                    \
    X(INTERNAL, "internal")                                                                        \
    X(INTERRUPTED, "interrupted")                                                                  \
    X(PIPE, "pipe")

enum err_kind {
    ERR_NONE,
#define X(name, word) ERR_##name,
    ERR_KINDS(X)
#undef X
        ERR_KIND_COUNT,
};

/* An error on its way to the user. The caller owns it (usually on the stack); nothing is allocated.
 * `text`: lower case, no full stop, one line, what failed first, subject in single quotes.
 * `hint`: what to do next, or empty. */
struct err {
    enum err_kind kind;
    char text[320];
    char hint[240];
    char request_id[64];
};

/* Fills `e` and returns false, so that a failing function ends in `return err_set(…)`. */
bool err_set(struct err *e, enum err_kind kind, const char *format, ...) PRINTF_LIKE(3, 4);

/* Sets the hint of an error that stands. Returns false. */
bool err_hint(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* Puts "context: " before the text; the kind stays. Returns false. */
bool err_wrap(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* Puts something behind the text; the kind stays. Returns false. */
bool err_add(struct err *e, const char *format, ...) PRINTF_LIKE(2, 3);

/* The word for a kind, as in JSON ("malformed"). */
const char *err_word(enum err_kind kind);

/* Leaves the function with false when the call failed. */
#define TRY(call)                                                                                  \
    do {                                                                                           \
        if (!(call)) {                                                                             \
            return false;                                                                          \
        }                                                                                          \
    } while (0)

/* For parsers: a read that fails makes "truncated at NAME". */
#define NEED(read, e, name)                                                                        \
    do {                                                                                           \
        if (!(read)) {                                                                             \
            return err_set((e), ERR_MALFORMED, "truncated at %s", (name));                         \
        }                                                                                          \
    } while (0)

#endif
