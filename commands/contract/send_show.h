/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_SEND_SHOW_H
#define PHALA_COMMANDS_CONTRACT_SEND_SHOW_H

#include "cli/print.h"
#include "commands/contract/method.h"
#include "rpc/transact.h"

/* The answer, phala.contract-send/1: what became of it, or, where it was not sent, what it would do
 * and cost. */
void send_show(struct printer *p, const struct transact *t, const struct method *method,
               bool is_sent);

#endif
