/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/exit.h"

const struct exit_entry exit_table[] = {
#define X(name, code, meaning) {EXIT_##name, (meaning)},
    EXIT_CODES(X)
#undef X
};

const unsigned exit_table_size = COUNT(exit_table);

static const enum exit_code codes[] = {
    [ERR_NONE] = EXIT_INTERNAL,       [ERR_USAGE] = EXIT_USAGE,
    [ERR_UNTRUSTED] = EXIT_NO,        [ERR_REVOKED] = EXIT_NO,
    [ERR_POLICY] = EXIT_NO,           [ERR_REFUSED] = EXIT_NO,
    [ERR_EXPIRED] = EXIT_UNKNOWN,     [ERR_NETWORK] = EXIT_UNKNOWN,
    [ERR_SERVICE] = EXIT_UNKNOWN,     [ERR_DENIED] = EXIT_DENIED,
    [ERR_NOT_FOUND] = EXIT_NOT_FOUND, [ERR_CONFLICT] = EXIT_CONFLICT,
    [ERR_TIMEOUT] = EXIT_TIMEOUT,     [ERR_MALFORMED] = EXIT_MALFORMED,
    [ERR_TOO_BIG] = EXIT_MALFORMED,   [ERR_IO] = EXIT_IO,
    [ERR_INTERNAL] = EXIT_INTERNAL,   [ERR_INTERRUPTED] = EXIT_INTERRUPTED,
    [ERR_PIPE] = EXIT_PIPE,
};
_Static_assert(COUNT(codes) == ERR_KIND_COUNT, "each kind of error has its exit code");

enum exit_code exit_of(enum err_kind kind)
{
    return (unsigned)kind < COUNT(codes) ? codes[kind] : EXIT_INTERNAL;
}
