/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_VALUE_H
#define PHALA_CLI_VALUE_H

#include "cli/options.h"

/* Turns the text of an option's value (NULL: it stands alone) into its field, by the option's kind.
 */
MUST_CHECK bool value_set(const struct option *option, void *field, const char *value,
                          struct options *owner, struct err *e);

/* The same for an operand. */
MUST_CHECK bool value_set_operand(const struct operand *operand, void *field, const char *value,
                                  struct options *owner, struct err *e);

#endif
