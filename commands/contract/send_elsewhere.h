/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_SEND_ELSEWHERE_H
#define PHALA_COMMANDS_CONTRACT_SEND_ELSEWHERE_H

#include "commands/contract/method.h"
#include "rpc/transact.h"

/* A call that others sign, printed as a document. transact_try has tried it, as the account that
 * will send it: no key is read. */

/* phala.unsigned/1, with that one transaction. */
void send_print_unsigned(const struct context *context, const struct transact *t);

/* A batch for the Transaction Builder of the Safe that the account is. Its owners pay. */
MUST_CHECK bool send_print_safe(const struct context *context, const struct transact *t,
                                struct method *method, struct err *e);

#endif
