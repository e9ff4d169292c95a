/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_RPC_CANNED_H
#define PHALA_TESTS_RPC_CANNED_H

#include "rpc/answer.h"

/* Nodes that are not there: what they would be asked, and what they would answer. */

/* Gives the batch, whose ids count from 1, this answer; the batch is then empty. Where it fails `e`
 * has a kind and a text. */
enum rpc_answer canned(struct rpc_batch *batch, const char *body, struct err *e);

/* The same for a question that is answered with this result: {"jsonrpc":"2.0","id":1,"result":…}.
 * Of what is not of its form it is false, and `e` says so. */
bool canned_result(struct rpc_batch *batch, const char *result);

/* With this error object; what reads it has to succeed. */
void canned_error(struct rpc_batch *batch, const char *error);

/* What would be sent, zero-terminated; the caller ends the buffer. */
struct buf canned_request(const struct rpc_batch *batch);

#endif
