/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_ABI_ANSWER_H
#define PHALA_COMMANDS_ABI_ANSWER_H

#include "chain/abi_item.h"
#include "cli/print.h"

/* What these commands read and answer alike. */

/* Reads SIGNATURE, and refuses an event where none is wanted. */
MUST_CHECK bool abi_read_signature(const char *signature, struct abi_item *out, struct err *e);

/* As text the bytes alone, with 0x; in JSON an object with the signature and them under `key`. */
void abi_answer(struct printer *p, const char *schema, const struct abi_item *item, const char *key,
                struct bytes bytes);

/* The canonical signature, under "signature". */
void abi_answer_signature(struct printer *p, const struct abi_item *item);

#endif
