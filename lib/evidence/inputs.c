/* SPDX-License-Identifier: Apache-2.0 */
#include "evidence/inputs.h"

#include <stddef.h>

#include "attest/report.h"
#include "base/bytes.h"
#include "base/mem.h"
#include "base/text.h"
#include "crypto/digest.h"

const char *input_origin_word(enum input_origin origin)
{
    static const char *const words[] = {
        [ORIGIN_FILE] = "file",
        [ORIGIN_STDIN] = "stdin",
        [ORIGIN_URL] = "url",
        [ORIGIN_CACHE] = "cache",
    };
    return words[origin];
}

void inputs_add(struct inputs *inputs, const char *role, const char *name, enum input_origin origin,
                struct bytes content)
{
    inputs->at = mem_resize(inputs->at, inputs->n + 1, sizeof inputs->at[0]);
    inputs->at[inputs->n++] = (struct report_input){
        .role = role,
        .name = text_dup(text_of(name)),
        .origin = input_origin_word(origin),
        .sha256 = sha256_of(content),
    };
}

void inputs_done(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++) {
        const void *name = inputs->at[i].name;
        mem_freep(&name);
    }
    mem_free(inputs->at);
    *inputs = (struct inputs){0};
}
