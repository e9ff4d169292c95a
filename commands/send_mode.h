/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_SEND_MODE_H
#define PHALA_COMMANDS_SEND_MODE_H

#include "commands/key_source.h"
#include "commands/send_options.h"

/* Options about what a command will not do are refused: nothing on a command line is ignored. */

/* What a command does, by the option that makes it so. */
struct send_mode {
    const char *option; /* "--dry-run"; NULL: none, everything is done */
    bool waits;         /* something is sent, and waited for */
    bool pays;          /* gas and fees are counted */
    const char *reason; /* why they are not; NULL: others pay for it */
};

/* ERR_USAGE for --wait and --wait-timeout where nothing is waited for, and for the options of gas,
 * fees and cost where nothing is counted. */
MUST_CHECK bool send_mode_check(const struct send_mode *mode, const struct send_args *args,
                                struct err *e);

/* ERR_USAGE for an option that names a key, or says more about it, where `option` ("--from") makes
 * that no key is read. */
MUST_CHECK bool send_mode_no_key(const char *option, const struct key_args *args, struct err *e);

#endif
