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

static void append(struct inputs *inputs, const struct report_input *input, struct bytes content)
{
    inputs->at = mem_resize(inputs->at, inputs->n + 1, sizeof inputs->at[0]);
    inputs->contents = mem_resize(inputs->contents, inputs->n + 1, sizeof inputs->contents[0]);
    inputs->contents[inputs->n] = buf_start(content.left);
    buf_add(&inputs->contents[inputs->n], content);
    inputs->at[inputs->n++] = *input;
}

void inputs_add(struct inputs *inputs, const char *role, const char *name, enum input_origin origin,
                struct bytes content)
{
    const struct report_input input = {
        .role = role,
        .name = text_dup(text_of(name)),
        .origin = input_origin_word(origin),
        .sha256 = sha256_of(content),
    };
    append(inputs, &input, inputs->keeps ? content : (struct bytes){NULL, 0});
}

bool inputs_restore(struct inputs *inputs, const char *role, struct text name, struct text origin,
                    const struct sha256 *digest)
{
    for (unsigned i = ORIGIN_FILE; i <= ORIGIN_CACHE; i++) {
        const char *word = input_origin_word((enum input_origin)i);
        if (text_is(origin, word)) {
            const struct report_input input = {role, text_dup(name), word, *digest};
            append(inputs, &input, (struct bytes){NULL, 0});
            return true;
        }
    }
    return false;
}

void inputs_done(struct inputs *inputs)
{
    for (size_t i = 0; i < inputs->n; i++) {
        const void *name = inputs->at[i].name;
        mem_freep(&name);
        buf_done(&inputs->contents[i]);
    }
    mem_free(inputs->contents);
    mem_free(inputs->at);
    *inputs = (struct inputs){0};
}
