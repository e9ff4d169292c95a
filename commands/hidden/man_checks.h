/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_HIDDEN_MAN_CHECKS_H
#define PHALA_COMMANDS_HIDDEN_MAN_CHECKS_H

#include "base/buf.h"

/* Appends the section of phala-attestation(7) that lists the checks, as mdoc. */
void man_write_checks(struct buf *out);

#endif
