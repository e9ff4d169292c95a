/* SPDX-License-Identifier: Apache-2.0 */
#include "base/rand.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>

void rand_bytes(void *out, size_t n)
{
    uint8_t *at = out;
    for (size_t done = 0; done < n;) {
        ssize_t got = getrandom(at + done, n - done, 0);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            (void)fputs("phala: the kernel gives no randomness\n", stderr);
            abort();
        }
        done += (size_t)got;
    }
}
