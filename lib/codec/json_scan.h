/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_JSON_SCAN_H
#define PHALA_CODEC_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/text.h"

/* The strict look at JSON text that comes before any tree is made: the whole grammar of RFC 8259,
 * UTF-8, and the limits of codec/json.h. For codec/json.c alone. */
struct json_scan {
    struct text text;
    size_t at;           /* how far it came; behind a fault, where the fault is */
    size_t n_values;     /* values begun, of every kind */
    struct buf *numbers; /* gets a struct text for each number, in document order; or NULL */
    const char *fault;
    enum err_kind kind;
};

struct json_scan json_scan_of(struct bytes text, struct buf *numbers);

/* One document and nothing else; `*value` is it without the white space around. */
MUST_CHECK bool json_scan_document(struct json_scan *s, struct text *value);

/* Parts of a document, from where the scan is. `outer` containers are open around the value. */
void json_scan_space(struct json_scan *s);
MUST_CHECK bool json_scan_char(struct json_scan *s, char c);
MUST_CHECK bool json_scan_string(struct json_scan *s);
MUST_CHECK bool json_scan_value(struct json_scan *s, unsigned outer);

/* What was scanned since `start`. */
struct text json_scan_since(const struct json_scan *s, size_t start);

/* Makes "line 3, column 9: …" of the fault. Returns false. */
bool json_scan_report(const struct json_scan *s, struct err *e);

#endif
