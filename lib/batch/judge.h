/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BATCH_JUDGE_H
#define PHALA_BATCH_JUDGE_H

#include "attest/appraise.h"
#include "attest/collateral.h"
#include "base/buf.h"
#include "base/bytes.h"
#include "policy/policy.h"

/* What became of a line. */
enum line_result { LINE_VERIFIED, LINE_REJECTED, LINE_UNDECIDED, LINE_MALFORMED, LINE_RESULTS };

/* Defaults for lines that do not say otherwise; `options.at` is the instant. With a policy a line
 * can add expectations and replace none. They are read by all threads and have to stay. */
struct judge_defaults {
    const struct appraise_options *options;
    const struct policy *policy;         /* is in `options` already; NULL: none */
    const struct collateral *collateral; /* each of another platform */
    size_t n_collateral;
    const struct report_input *inputs; /* where it came from, for the record */
    size_t n_inputs;
    const char *origin; /* of the lines: "stdin" or "file" */
};

/* Judges lines for one thread. It remembers signatures that it has checked and collateral that it
 * has parsed, at most JUDGE_PLATFORMS of each. */
enum { JUDGE_PLATFORMS = 256 };

struct judge;

struct judge *judge_new(const struct judge_defaults *defaults);
void judge_free(struct judge *judge);

/* Appends the answer to one line, itself one line of JSON: {"id":…, …phala.verify/1} or
 * {"id":…,"schema":"phala.error/1","error":…}. */
enum line_result judge_line(struct judge *judge, struct bytes text, struct buf *out);

/* Appends the answer to a line that could not be read at all. */
void judge_write_error(const struct text *id, const struct err *e, struct buf *out);

#endif
