/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CODEC_YAML_EVENT_H
#define PHALA_CODEC_YAML_EVENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/macro.h"
#include "base/text.h"

/* The events of one YAML document over libyaml, in our types. It resolves nothing: an alias is an
 * event. libyaml is what docker compose's own reader was made from. */

enum yaml_event_kind {
    YAML_MAPPING_START,
    YAML_MAPPING_END,
    YAML_SEQUENCE_START,
    YAML_SEQUENCE_END,
    YAML_SCALAR,
    YAML_ALIAS,
    YAML_END,
};

/* Texts are valid until the next event. */
struct yaml_event {
    enum yaml_event_kind kind;
    size_t line; /* from 1, as `column` */
    size_t column;
    struct text text;   /* of a scalar; of an alias the anchor that it names */
    struct text anchor; /* or empty */
    struct text tag;    /* in full ("tag:yaml.org,2002:str"), or empty */
    bool is_plain;      /* a scalar without quotes and not a block */
};

/* `text` is UTF-8 and has to stay. NULL when libyaml cannot start. */
struct yaml_reader;
MUST_CHECK struct yaml_reader *yaml_reader_new(struct text text, struct err *e);
void yaml_reader_free(struct yaml_reader *reader);
AUTO_POINTER(struct yaml_reader, yaml_reader_free);

/* The next event; YAML_END behind the only document. ERR_MALFORMED where the text is not YAML, has
 * directives, or holds no or a second document. */
MUST_CHECK bool yaml_reader_next(struct yaml_reader *reader, struct yaml_event *event,
                                 struct err *e);

/* Fails with "line L, column C: " and what is wrong, where the event stands. */
bool yaml_fault(const struct yaml_event *at, enum err_kind kind, struct err *e, const char *format,
                ...) PRINTF_LIKE(4, 5);

#endif
