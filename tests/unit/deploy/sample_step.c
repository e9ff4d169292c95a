/* SPDX-License-Identifier: Apache-2.0 */
#include "sample_step.h"

#include "base/mem.h"

static const uint8_t init_code[] = {0x60, 0x03, 0x60, 0x0c, 0x60, 0x00, 0x39, 0x60,
                                    0x03, 0x60, 0x00, 0xf3, 0x60, 0x01, 0x00};
static const uint8_t runtime_code[] = {0x60, 0x01, 0x00};

const struct eth_address sample_here = {{0x11, 0x11}}, sample_elsewhere = {{0x22, 0x22}};

static struct buf buf_of(struct bytes bytes)
{
    struct buf out = buf_start(ARTIFACT_CODE_MAX);
    buf_add(&out, bytes);
    return out;
}

static struct code code_of(struct bytes bytes)
{
    return (struct code){
        .at = mem_copy(bytes.at, bytes.left),
        .n = bytes.left,
        .has_immutables_listed = true,
    };
}

static char *copy(const char *text)
{
    return text_dup(text_of(text));
}

struct sample sample_of(enum plan_kind kind)
{
    return (struct sample){
        .file = {.artifact = {.name = copy("Counter"),
                              .source = copy("src/Counter.sol"),
                              .init = code_of(BYTES_OF(init_code)),
                              .runtime = code_of(BYTES_OF(runtime_code))}},
        .step = {.name = copy("Counter"),
                 .kind = kind,
                 .arguments = buf_start(KIB),
                 .init_code = buf_of(BYTES_OF(init_code)),
                 .calldata = buf_of(BYTES_OF(init_code)),
                 .simulated = buf_start(KIB),
                 .code = buf_start(KIB),
                 .address = kind == PLAN_CREATE2 ? sample_here : (struct eth_address){{0}}},
        .locked = {.name = copy("Counter"),
                   .address = sample_here,
                   .init_code_hash = keccak256_of(BYTES_OF(init_code)),
                   .code_hash = keccak256_of(BYTES_OF(runtime_code)),
                   .proof = copy("exact")},
        .answers = {.locked_code = buf_of(BYTES_OF(runtime_code)),
                    .predicted_code = kind == PLAN_CREATE2 ? buf_of(BYTES_OF(runtime_code))
                                                           : buf_start(KIB)},
    };
}

void sample_done(struct sample *sample)
{
    artifact_file_done(&sample->file);
    mem_free(sample->step.name);
    buf_done(&sample->step.arguments);
    buf_done(&sample->step.init_code);
    buf_done(&sample->step.calldata);
    buf_done(&sample->step.simulated);
    buf_done(&sample->step.code);
    lock_contract_done(&sample->locked);
    buf_done(&sample->answers.locked_code);
    buf_done(&sample->answers.predicted_code);
}

void sample_forget(struct sample *sample)
{
    sample->answers.locked = NULL;
    buf_clear(&sample->answers.locked_code);
    buf_clear(&sample->answers.predicted_code);
}
