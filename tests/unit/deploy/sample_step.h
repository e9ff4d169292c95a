/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_TESTS_DEPLOY_SAMPLE_STEP_H
#define PHALA_TESTS_DEPLOY_SAMPLE_STEP_H

#include "deploy/plan_parts.h"

/* A contract of a few bytes, and a step that deploys it. */
struct sample {
    struct artifact_file file;
    struct plan_step step;
    struct lock_contract locked; /* as a run wrote it down */
    struct step_answers answers; /* as the chain is after that run */
};

extern const struct eth_address sample_here, sample_elsewhere;

/* `kind` of the creation; by CREATE2 at sample_here. */
struct sample sample_of(enum plan_kind kind);
void sample_done(struct sample *sample);

/* Nobody has deployed it: no entry, no code. */
void sample_forget(struct sample *sample);

#endif
