/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_COMMAND_H
#define VECTORS_COMMAND_H

#include <stdbool.h>

#include "base/buf.h"

enum { SETS_MAX = 16 };

struct command_options {
    const char *argument; /* OUTDIR or N */
    const char *root;
    const char *collateral;
    bool no_collateral;
    const char *sets[SETS_MAX]; /* NAME=HEX */
    size_t n_sets;
};

/* The commands of the program. They end it themselves when something fails. */
void cases_command(const struct command_options *options);
void platforms_command(const struct command_options *options);
void same_command(const struct command_options *options);
void pccs_command(const struct command_options *options);
void td_command(const struct command_options *options);
void tour_command(const struct command_options *options);

/* root_ca.pem and, with `der`, root_ca.der. */
void root_write(const char *folder, const struct buf *der, bool with_der);

#endif
