/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_event.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/mem.h"
#include "base/utf8.h"

struct yaml_reader {
    yaml_parser_t parser;
    yaml_event_t event; /* the last one, whose texts are lent */
    size_t documents;
};

struct yaml_reader *yaml_reader_new(struct text text, struct err *e)
{
    struct yaml_reader *reader = mem_new(sizeof *reader);
    if (yaml_parser_initialize(&reader->parser) == 0) {
        mem_free(reader);
        (void)err_set(e, ERR_INTERNAL, "libyaml does not start");
        return NULL;
    }
    yaml_parser_set_encoding(&reader->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&reader->parser, (const yaml_char_t *)text.at, text.len);
    return reader;
}

void yaml_reader_free(struct yaml_reader *reader)
{
    if (reader != NULL) {
        yaml_event_delete(&reader->event);
        yaml_parser_delete(&reader->parser);
        mem_free(reader);
    }
}

bool yaml_fault(const struct yaml_event *at, enum err_kind kind, struct err *e, const char *format,
                ...)
{
    char what[200];
    AUTO(buf_done) struct buf shown = buf_start(KIB);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    utf8_escape(text_of(what), &shown);
    return err_set(e, kind, "line %zu, column %zu: %.*s", at->line, at->column,
                   TEXT_ARG(buf_view_text(&shown)));
}

static void set_place(yaml_mark_t mark, struct yaml_event *at)
{
    at->line = mark.line + 1;
    at->column = mark.column + 1;
}

/* In libyaml's words. */
static bool syntax_fault(const yaml_parser_t *parser, struct err *e)
{
    struct yaml_event at = {.line = 1, .column = 1};
    if (parser->error == YAML_MEMORY_ERROR) {
        return err_set(e, ERR_INTERNAL, "libyaml has no memory");
    }
    set_place(parser->error == YAML_READER_ERROR ? parser->mark : parser->problem_mark, &at);
    return yaml_fault(&at, ERR_MALFORMED, e, "%s",
                      parser->problem != NULL ? parser->problem : "this is not YAML");
}

static bool start_document(struct yaml_reader *reader, const struct yaml_event *at, struct err *e)
{
    if (reader->documents++ > 0) {
        return yaml_fault(at, ERR_MALFORMED, e, "a second document begins");
    }
    if (reader->event.data.document_start.version_directive != NULL ||
        reader->event.data.document_start.tag_directives.start !=
            reader->event.data.document_start.tag_directives.end) {
        return yaml_fault(at, ERR_MALFORMED, e, "the document has directives");
    }
    return true;
}

static struct text text_of_chars(const yaml_char_t *zero_terminated)
{
    return text_of((const char *)zero_terminated);
}

/* Only some types are events to us; false for the others. */
static bool read_event(const yaml_event_t *from, struct yaml_event *event)
{
    set_place(from->start_mark, event);
    switch (from->type) {
    case YAML_MAPPING_START_EVENT:
        event->kind = YAML_MAPPING_START;
        event->anchor = text_of_chars(from->data.mapping_start.anchor);
        event->tag = text_of_chars(from->data.mapping_start.tag);
        return true;
    case YAML_SEQUENCE_START_EVENT:
        event->kind = YAML_SEQUENCE_START;
        event->anchor = text_of_chars(from->data.sequence_start.anchor);
        event->tag = text_of_chars(from->data.sequence_start.tag);
        return true;
    case YAML_SCALAR_EVENT:
        event->kind = YAML_SCALAR;
        event->anchor = text_of_chars(from->data.scalar.anchor);
        event->tag = text_of_chars(from->data.scalar.tag);
        event->text = (struct text){(const char *)from->data.scalar.value,
                                    from->data.scalar.length};
        event->is_plain = from->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
        return true;
    case YAML_ALIAS_EVENT:
        event->kind = YAML_ALIAS;
        event->text = text_of_chars(from->data.alias.anchor);
        return true;
    case YAML_MAPPING_END_EVENT:
        event->kind = YAML_MAPPING_END;
        return true;
    case YAML_SEQUENCE_END_EVENT:
        event->kind = YAML_SEQUENCE_END;
        return true;
    case YAML_STREAM_END_EVENT:
        event->kind = YAML_END;
        return true;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
        return false;
    }
}

static bool has_zero(struct text text)
{
    return bytes_find(text_bytes(text), 0) < text.len;
}

static bool read_any(struct yaml_reader *reader, struct yaml_event *event, bool *is_ours,
                     struct err *e)
{
    yaml_event_delete(&reader->event);
    if (yaml_parser_parse(&reader->parser, &reader->event) == 0) {
        return syntax_fault(&reader->parser, e);
    }
    *event = (struct yaml_event){.kind = YAML_END};
    *is_ours = read_event(&reader->event, event);
    return reader->event.type != YAML_DOCUMENT_START_EVENT || start_document(reader, event, e);
}

bool yaml_reader_next(struct yaml_reader *reader, struct yaml_event *event, struct err *e)
{
    bool is_ours = false;
    while (!is_ours) {
        TRY(read_any(reader, event, &is_ours, e));
    }
    if (event->kind == YAML_END && reader->documents == 0) {
        return yaml_fault(event, ERR_MALFORMED, e, "there is no document");
    }
    return !has_zero(event->text) || yaml_fault(event, ERR_MALFORMED, e, "a zero byte");
}
