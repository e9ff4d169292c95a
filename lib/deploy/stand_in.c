/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/stand_in.h"

/* On the stack, from the bottom: gas of the last call, offset of the message. */
static const char code[] =
    "\x60\x00\x60\x00"                         /* 0, 0 */
    "\x5b\x36\x81\x10\x15\x60\x64\x57"         /* 4: loop: no more messages, to the end */
    "\x80\x60\x40\x01\x35"                     /* length of the data */
    "\x80\x82\x60\x60\x01\x60\x00\x37"         /* calldatacopy(0, offset + 96, length) */
    "\x81\x35\x80\x60\x2c\x57"                 /* there is a receiver, to the call */
    "\x50\x80\x60\x00\x83\x60\x20\x01\x35\xf0" /* create(value, 0, length) */
    "\x60\x45\x56"                             /* to the next */
    "\x5b\x5a"                                 /* 44: gas before */
    "\x60\x00\x60\x00\x84\x60\x00\x87\x60\x20\x01\x35\x86\x5a\xf1" /* call(gas, receiver, value, 0,
                                                                      length, 0, 0) */
    "\x5a\x90\x91\x03\x94\x50\x90\x50"                             /* gas before - gas behind */
    "\x5b\x91\x01\x60\x60\x01"                                     /* 69: offset + length + 96 */
    "\x90\x60\x04\x57"                                             /* it was done, to the loop */
    "\x36\x11\x60\x5e\x57"                     /* it is not the last, to nothing */
    "\x3d\x60\x00\x60\x00\x3e\x3d\x60\x00\xfd" /* revert with what came back */
    "\x5b\x60\x00\x60\x00\xf3"                 /* 94: nothing */
    "\x5b\x50\x60\x00\x52\x3d\x60\x00\x60\x20\x3e\x3d\x60\x20\x01\x60\x00\xf3"; /* 100: the gas, and
                                                                                   what came back */

struct bytes stand_in_code(void)
{
    return bytes_of(code, sizeof code - 1);
}

static void add_receiver(const struct eth_address *to, struct buf *out)
{
    const size_t zeros = U256_SIZE - (to != NULL ? sizeof to->at : 0);
    buf_repeat(out, '\0', zeros);
    if (to != NULL) {
        buf_add(out, BYTES_OF(to->at));
    }
}

void stand_in_calldata(const struct rpc_message *messages, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct u256 length = u256_of(messages[i].data.left);
        add_receiver(messages[i].to, out);
        u256_append(&messages[i].value, out);
        u256_append(&length, out);
        buf_add(out, messages[i].data);
    }
}

bool stand_in_read(struct bytes answer, uint64_t *gas, struct bytes *returned)
{
    struct u256 word;
    *returned = answer;
    return answer.left >= U256_SIZE && u256_from_bytes(bytes_of(answer.at, U256_SIZE), &word) &&
           u256_to_u64(&word, gas) && bytes_skip(returned, U256_SIZE);
}
