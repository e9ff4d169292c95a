/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_RPC_CANNED_NODE_H
#define PHALA_TESTS_RPC_CANNED_NODE_H

#include "rpc/rpc.h"

/* A node in this process, for what asks more than once: it takes the place of http_post, and its
 * time, in which nobody sleeps, that of the clock (the linker's --wrap). Other tests of the program
 * are as they were. */

struct canned_rule {
    const char *method; /* "eth_getTransactionReceipt" */
    const char *about;  /* stands in its parameters; NULL: whatever they are */
    unsigned times;     /* that it is for; 0: always */
    /* "result":… or "error":…, where $HASH is that of the transaction that is asked for, or sent;
     * NULL: the whole request gets no answer. */
    const char *answer;
    void (*then)(void); /* called when it was for this; or NULL */
};

#define RESULT(json) "\"result\":" json
#define RULES(...)   ((const struct canned_rule[]){__VA_ARGS__, {.method = NULL}})

/* What is asked, and answers to it. */
#define SEND    "eth_sendRawTransaction"
#define RECEIPT "eth_getTransactionReceipt"
#define KNOWN   "eth_getTransactionByHash"
#define NONCE   "eth_getTransactionCount"
#define BLOCK   "eth_getBlockByNumber"

#define BLOCK_HASH "0xaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define OTHER_HASH "0xbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

/* Answers. */
#define NONE     RESULT("null")
#define TAKEN    RESULT("\"$HASH\"")
#define IS_KNOWN RESULT("{\"hash\":\"$HASH\"}")
#define MINED_IN(block, number, status)                                                            \
    RESULT("{\"transactionHash\":\"$HASH\",\"blockHash\":\"" block "\",\"blockNumber\":\"" number  \
           "\",\"gasUsed\":\"0x5208\",\"status\":\"" status "\",\"logs\":[]}")
#define MINED    MINED_IN(BLOCK_HASH, "0x10", "0x1")
#define REVERTED MINED_IN(BLOCK_HASH, "0x10", "0x0")
#define BLOCK_OF(number, hash)                                                                     \
    RESULT("{\"number\":\"" number "\",\"hash\":\"" hash                                           \
           "\",\"timestamp\":\"0x1\",\"gasLimit\":\"0x1c9c380\",\"baseFeePerGas\":\"0xa\"}")
#define REFUSED(code, message) "\"error\":{\"code\":" code ",\"message\":\"" message "\"}"

/* From now on the node answers by these, of which the first that is for a question counts; what
 * none is for makes the test fail. They end with one without a method. */
void canned_node(const struct canned_rule *rules);

/* A connection to it. */
struct rpc *canned_rpc(void);

/* One without TLS, over a slow line: what is to be asked beside a request is asked, behind it. */
struct rpc *canned_plain_rpc(void);

/* How often it was asked that, and how many requests there were, since canned_node. */
unsigned canned_asked(const char *method);
unsigned canned_requests(void);

/* Milliseconds since canned_node. */
int64_t canned_now(void);

#endif
