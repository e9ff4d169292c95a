/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_CONTRACT_SEND_ELSEWHERE_H
#define PHALA_COMMANDS_CONTRACT_SEND_ELSEWHERE_H

#include "commands/contract/method.h"
#include "commands/send_one.h"

/* A call that others sign: simulated as it would be before it is sent, and then printed as a
 * document. No key is read; the account is `from`. `one` is a dry run of the method. */

/* phala.unsigned/1, with that one transaction. */
MUST_CHECK bool send_print_unsigned(struct send_one *one, struct err *e);

/* A batch for the Transaction Builder of the Safe that the account is. Its owners pay. */
MUST_CHECK bool send_print_safe(struct send_one *one, struct method *method, struct err *e);

#endif
