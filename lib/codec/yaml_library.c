/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/yaml_library.h"

#include <dlfcn.h>
#include <libfyaml.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <threads.h>

#include "base/buf.h"
#include "base/bytes.h"
#include "base/mem.h"
#include "base/utf8.h"

/* What is used of libfyaml. */
#define FY_FUNCTIONS(X)                                                                            \
    X(fy_diag_create)                                                                              \
    X(fy_diag_destroy)                                                                             \
    X(fy_diag_cfg_default)                                                                         \
    X(fy_diag_set_collect_errors)                                                                  \
    X(fy_diag_errors_iterate)                                                                      \
    X(fy_parser_create)                                                                            \
    X(fy_parser_destroy)                                                                           \
    X(fy_parser_set_string)                                                                        \
    X(fy_parser_parse)                                                                             \
    X(fy_parser_event_free)                                                                        \
    X(fy_document_state_version_explicit)                                                          \
    X(fy_document_state_tags_explicit)                                                             \
    X(fy_event_start_mark)                                                                         \
    X(fy_event_get_token)                                                                          \
    X(fy_event_get_anchor_token)                                                                   \
    X(fy_event_get_tag_token)                                                                      \
    X(fy_token_get_text)                                                                           \
    X(fy_token_scalar_style)

/* Filled once, by the first thread that needs it, and constant from then on. */
static struct {
    bool is_open;
#define X(name) __typeof__(name) *call_##name;
    FY_FUNCTIONS(X)
#undef X
} library;
static once_flag library_once = ONCE_FLAG_INIT;

#define FY(name) library.call_fy_##name

static bool find_symbol(void *handle, const char *name, void *slot)
{
    void *symbol = dlsym(handle, name);
    memcpy(slot, &symbol, sizeof symbol);
    return symbol != NULL;
}

/* It stays open until the process ends. */
static void open_library(void)
{
    void *handle = dlopen("libfyaml.so.0", RTLD_NOW | RTLD_LOCAL);
    bool whole = handle != NULL;
#define X(name) whole = whole && find_symbol(handle, #name, &library.call_##name);
    FY_FUNCTIONS(X)
#undef X
    library.is_open = whole;
}

static bool need_library(struct err *e)
{
    call_once(&library_once, open_library);
    if (library.is_open) {
        return true;
    }
    (void)err_set(e, ERR_INTERNAL, "libfyaml.so.0 cannot be loaded, and reading YAML needs it");
    return err_hint(e, "install the Debian package libfyaml0");
}

struct yaml_reader {
    struct fy_diag *diag;
    struct fy_parser *parser;
    struct fy_event *event; /* the last one, whose texts are lent */
    size_t line;
    size_t column;
    size_t documents;
};

/* Says nothing on any stream, keeps what it would have said. */
static struct fy_diag *silent_diag(void)
{
    struct fy_diag_cfg config;
    FY(diag_cfg_default)(&config);
    config.fp = NULL;
    config.output_fn = NULL;
    struct fy_diag *diag = FY(diag_create)(&config);
    if (diag != NULL) {
        FY(diag_set_collect_errors)(diag, true);
    }
    return diag;
}

struct yaml_reader *yaml_reader_new(struct text text, struct err *e)
{
    if (!need_library(e)) {
        return NULL;
    }
    AUTO(yaml_reader_freep) struct yaml_reader *reader = mem_new(sizeof *reader);
    *reader = (struct yaml_reader){.diag = silent_diag(), .line = 1, .column = 1};
    unsigned flags = FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE;
    struct fy_parse_cfg config = {
        .flags = (enum fy_parse_cfg_flags)flags,
        .diag = reader->diag,
    };
    reader->parser = reader->diag != NULL ? FY(parser_create)(&config) : NULL;
    if (reader->parser == NULL ||
        FY(parser_set_string)(reader->parser, text.len > 0 ? text.at : "", text.len) != 0) {
        (void)err_set(e, ERR_INTERNAL, "libfyaml does not start");
        return NULL;
    }
    return TAKE(reader);
}

static void drop_event(struct yaml_reader *reader)
{
    if (reader->event != NULL) {
        FY(parser_event_free)(reader->parser, reader->event);
        reader->event = NULL;
    }
}

void yaml_reader_free(struct yaml_reader *reader)
{
    if (reader == NULL) {
        return;
    }
    drop_event(reader);
    if (reader->parser != NULL) {
        FY(parser_destroy)(reader->parser);
    }
    if (reader->diag != NULL) {
        FY(diag_destroy)(reader->diag);
    }
    mem_free(reader);
}

bool yaml_fault(const struct yaml_event *at, enum err_kind kind, struct err *e, const char *format,
                ...)
{
    char what[200];
    AUTO(buf_done) struct buf shown = buf_start(4 * KIB);
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(what, sizeof what, format, arguments);
    va_end(arguments);
    utf8_escape(text_of(what), &shown);
    return err_set(e, kind, "line %zu, column %zu: %.*s", at->line, at->column,
                   TEXT_ARG(buf_view_text(&shown)));
}

/* What libfyaml said last, in its words. */
static bool syntax_fault(struct yaml_reader *reader, struct err *e)
{
    struct yaml_event at = {.line = reader->line, .column = reader->column};
    const char *what = "this is not YAML";
    void *state = NULL;
    const struct fy_diag_error *error = FY(diag_errors_iterate)(reader->diag, &state);
    while (error != NULL) {
        what = error->msg;
        at.line = (size_t)error->line;
        at.column = (size_t)error->column;
        error = FY(diag_errors_iterate)(reader->diag, &state);
    }
    return yaml_fault(&at, ERR_MALFORMED, e, "%s", what);
}

static bool start_document(struct yaml_reader *reader, const struct yaml_event *at, struct err *e)
{
    struct fy_document_state *state = reader->event->document_start.document_state;
    if (reader->documents++ > 0) {
        return yaml_fault(at, ERR_MALFORMED, e, "a second document begins");
    }
    if (FY(document_state_version_explicit)(state) || FY(document_state_tags_explicit)(state)) {
        return yaml_fault(at, ERR_MALFORMED, e, "the document has directives");
    }
    return true;
}

static struct text text_of_token(struct fy_token *token)
{
    size_t n = 0;
    const char *at = token != NULL ? FY(token_get_text)(token, &n) : NULL;
    return (struct text){at, at != NULL ? n : 0};
}

static void read_place(struct yaml_reader *reader, struct yaml_event *event)
{
    const struct fy_mark *mark = FY(event_start_mark)(reader->event);
    if (mark != NULL) {
        reader->line = (size_t)mark->line + 1;
        reader->column = (size_t)mark->column + 1;
    }
    event->line = reader->line;
    event->column = reader->column;
}

static void read_texts(struct fy_event *from, struct yaml_event *event)
{
    if (event->kind == YAML_MAPPING_END || event->kind == YAML_SEQUENCE_END) {
        return;
    }
    if (event->kind != YAML_ALIAS) {
        event->anchor = text_of_token(FY(event_get_anchor_token)(from));
        event->tag = text_of_token(FY(event_get_tag_token)(from));
    }
    if (event->kind == YAML_SCALAR || event->kind == YAML_ALIAS) {
        struct fy_token *token = FY(event_get_token)(from);
        event->text = text_of_token(token);
        /* An empty value has no token. */
        event->is_plain = token == NULL || FY(token_scalar_style)(token) == FYSS_PLAIN;
    }
}

/* Only some types are events to us; `*is_ours` tells. */
static enum yaml_event_kind kind_of(enum fy_event_type type, bool *is_ours)
{
    static const struct {
        enum fy_event_type type;
        enum yaml_event_kind kind;
    } kinds[] = {
        {FYET_MAPPING_START, YAML_MAPPING_START},
        {FYET_MAPPING_END, YAML_MAPPING_END},
        {FYET_SEQUENCE_START, YAML_SEQUENCE_START},
        {FYET_SEQUENCE_END, YAML_SEQUENCE_END},
        {FYET_SCALAR, YAML_SCALAR},
        {FYET_ALIAS, YAML_ALIAS},
        {FYET_STREAM_END, YAML_END},
    };
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (kinds[i].type == type) {
            *is_ours = true;
            return kinds[i].kind;
        }
    }
    *is_ours = false;
    return YAML_END;
}

static bool is_zero_inside(struct text text)
{
    return bytes_find(text_bytes(text), 0) < text.len;
}

bool yaml_reader_next(struct yaml_reader *reader, struct yaml_event *event, struct err *e)
{
    bool is_ours = false;
    while (!is_ours) {
        drop_event(reader);
        reader->event = FY(parser_parse)(reader->parser);
        if (reader->event == NULL) {
            return syntax_fault(reader, e);
        }
        *event = (struct yaml_event){.kind = kind_of(reader->event->type, &is_ours)};
        read_place(reader, event);
        if (reader->event->type == FYET_DOCUMENT_START) {
            TRY(start_document(reader, event, e));
        }
    }
    read_texts(reader->event, event);
    if (event->kind == YAML_END && reader->documents == 0) {
        return yaml_fault(event, ERR_MALFORMED, e, "there is no document");
    }
    return !is_zero_inside(event->text) || yaml_fault(event, ERR_MALFORMED, e, "a zero byte");
}
