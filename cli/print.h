/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_PRINT_H
#define PHALA_CLI_PRINT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/err.h"
#include "base/instant.h"
#include "base/text.h"

/* Commands describe their answer; a printer makes text for people or one JSON document of it. All
 * goes to a buffer that is written to stdout when the command has succeeded. */

struct print_style {
    bool colour;
    bool ascii;
    unsigned width; /* columns of the terminal; 0: not a terminal */
};

struct printer;
struct json_writer;

/* One writer of answers. `key` is NULL for the items of a list. */
struct print_ops {
    void (*begin_record)(struct printer *p, const char *key);
    void (*end_record)(struct printer *p);
    void (*begin_list)(struct printer *p, const char *key);
    void (*end_list)(struct printer *p);
    void (*text)(struct printer *p, const char *key, struct text value);
    void (*number)(struct printer *p, const char *key, uint64_t value);
    void (*flag)(struct printer *p, const char *key, bool value);
    void (*null)(struct printer *p, const char *key);
    void (*finish)(struct printer *p);
};

extern const struct print_ops print_text_ops;
extern const struct print_ops print_json_ops;

/* Text from outside may hold anything: printers escape it. */
void print_begin(struct printer *p, const char *schema); /* the record that is the whole answer */
void print_end(struct printer *p);
void print_record(struct printer *p, const char *key);
void print_record_end(struct printer *p);
void print_list(struct printer *p, const char *key);
void print_list_end(struct printer *p);
void print_text(struct printer *p, const char *key, struct text value);
void print_string(struct printer *p, const char *key, const char *value);
void print_hex(struct printer *p, const char *key, struct bytes value);
void print_uint(struct printer *p, const char *key, uint64_t value);
void print_bool(struct printer *p, const char *key, bool value);
void print_instant(struct printer *p, const char *key, instant value);
void print_null(struct printer *p, const char *key);

/* An answer that is a document already (a report, a man page), as it is. */
void print_document(struct printer *p, struct bytes document);

/* The same, written at once: for answers of unbounded length. */
MUST_CHECK bool print_stream(struct printer *p, struct bytes document, struct err *e);

/* Where a value that writes itself as JSON goes; of a printer of which print_is_json holds. */
struct json_writer *print_writer(struct printer *p);

/* The answer goes to a program: one JSON document. */
bool print_is_json(const struct printer *p);
const struct print_style *print_style_of(const struct printer *p);

struct printer *printer_new(const struct print_ops *ops, int fd, struct print_style style);
void printer_free(struct printer *p);

/* Writes what was gathered; ERR_IO or ERR_PIPE when stdout does not take it. */
MUST_CHECK bool printer_flush(struct printer *p, struct err *e);

/* What was gathered and not written yet. */
struct bytes print_gathered(const struct printer *p);

/* Forgets what was gathered, for an error document to take its place. */
void printer_drop(struct printer *p);

#endif
