/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_RPC_RPC_H
#define PHALA_RPC_RPC_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"
#include "http/http.h"

/* JSON-RPC 2.0 to a node of an EVM chain, over lib/http. What is asked at once goes in one batch;
 * a node that takes no batches (as its answer shows) is asked one by one from then on. A node may
 * lie, stall or answer something else: every answer is read strictly, within limits. */

#define RPC_ANSWER_MAX (32 * MIB)

enum {
    RPC_CALLS_MAX = 50,     /* of one request: what is more goes into another one */
    RPC_MESSAGE = 240,      /* characters of a node's message, and a zero */
    RPC_DATA_MAX = 1 << 24, /* bytes that an answer puts into a buffer without a cap of its own */
};

/* A node. For one thread at a time. `http` and `url` are borrowed. */
struct rpc;
struct rpc *rpc_new(struct http *http, const char *url);
void rpc_free(struct rpc *rpc);
AUTO_POINTER(struct rpc, rpc_free);

/* The chain that the node has to be of. It is asked for in the first request that is made, in front
 * of the questions; a node of another chain is refused (ERR_CONFLICT), and nothing is sent to it.
 */
void rpc_pin(struct rpc *rpc, uint64_t chain_id);

/* How many HTTP requests were made so far; repetitions do not count. */
unsigned rpc_requests(const struct rpc *rpc);

/* Scheme, host and port of the URL: what may be shown of it. */
struct text rpc_origin(const struct rpc *rpc);

/* What a node answers in place of a result. */
struct rpc_error {
    int64_t code;              /* 0: there is no error */
    char message[RPC_MESSAGE]; /* its words, fit for a terminal */
    struct buf data;           /* what was reverted with, wherever the node put it; may be empty */
    bool is_revert;            /* the execution was reverted, with or without data */
};
void rpc_error_done(struct rpc_error *error);

/* Moves it to `to`, whose own is freed; NULL: nobody wants it. */
void rpc_error_move(struct rpc_error *from, struct rpc_error *to);

/* A number of questions that are asked together. See rpc/ask.h for what can be asked: each puts one
 * here together with where its answer goes. */
struct rpc_batch;
struct rpc_batch *rpc_batch_new(void);
void rpc_batch_free(struct rpc_batch *batch);
AUTO_POINTER(struct rpc_batch, rpc_batch_free);

/* Asks all of them, in one request where the node takes that, and fills every answer. False when
 * there is no answer (as http_post, but ERR_TIMEOUT only where something was to be done; a question
 * that is not answered in time is ERR_NETWORK), when an answer is not of its form (ERR_SERVICE), or
 * when a question that has no place for an error got one (as rpc_error_raise has it); answers to
 * other questions of the same request are filled all the same, and `e` is of the first that failed.
 * The batch is then empty, to be used again. Asking twice is asking once, of all questions, also of
 * sending the same signed bytes: what may pass is asked again. */
MUST_CHECK bool rpc_ask(struct rpc *rpc, struct rpc_batch *batch, struct err *e);

/* As rpc_ask, and asks `chance` a moment later, while the answer to `batch` is on its way: over a
 * slow line to a node that does at once what `batch` asks of it, that saves a round trip. It is not
 * asked when the answer is there by then, over TLS (another connection takes longer than it saves),
 * or of a node that takes no batches. Its answers are filled when `is_answered`; else some of them
 * may be. Both batches are then empty. */
MUST_CHECK bool rpc_ask_beside(struct rpc *rpc, struct rpc_batch *batch, struct rpc_batch *chance,
                               bool *is_answered, struct err *e);

#endif
