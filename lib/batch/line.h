/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_BATCH_LINE_H
#define PHALA_BATCH_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/appraise.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"
#include "codec/json.h"

/* One line of a batch: {"id":TEXT,"quote":HEX|BASE64,"collateral":OBJECT?,"at":…?,"expect":{…}?},
 * or with "evidence", a document or a text of any form, in place of "quote". Texts are the
 * document's. */
struct line {
    struct json *json;
    struct text id;
    struct text quote;       /* `at` NULL: there is evidence instead */
    struct bytes evidence;   /* a document as written, or the text of another form */
    struct bytes collateral; /* as written; empty: none */
    const struct json_value *collateral_object; /* NULL: none */
    bool has_at;
    instant at;
    struct expectation *expectations;
    size_t n_expectations;
};

/* Parses a line. Unknown members are refused: a misspelt "expect" must not pass for none. On
 * failure `out->id` is set if it could be read; `line_done` in any case. */
MUST_CHECK bool line_parse(struct bytes text, struct line *out, struct err *e);
void line_done(struct line *line);

#endif
