/* SPDX-License-Identifier: Apache-2.0 */
#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char *const words[ERR_KIND_COUNT] = {[ERR_NONE] = "none",
#define X(name, word) [ERR_##name] = (word),
                                                  ERR_KINDS(X)
#undef X
};

bool err_set(struct err *e, enum err_kind kind, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    *e = (struct err){.kind = kind};
    (void)vsnprintf(e->text, sizeof e->text, format, args);
    va_end(args);
    return false;
}

bool err_hint(struct err *e, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    (void)vsnprintf(e->hint, sizeof e->hint, format, args);
    va_end(args);
    return false;
}

/* Puts `text` behind what `to` holds, and cuts what does not fit. */
static void append(char *to, size_t room, const char *text)
{
    size_t used = strnlen(to, room - 1);
    size_t n = strnlen(text, room - 1 - used);
    memcpy(to + used, text, n);
    to[used + n] = 0;
}

bool err_wrap(struct err *e, const char *format, ...)
{
    char inner[sizeof e->text];
    memcpy(inner, e->text, sizeof inner);

    va_list args;
    va_start(args, format);
    (void)vsnprintf(e->text, sizeof e->text, format, args);
    va_end(args);
    append(e->text, sizeof e->text, ": ");
    append(e->text, sizeof e->text, inner);
    return false;
}

bool err_add(struct err *e, const char *format, ...)
{
    size_t used = strlen(e->text);
    va_list args;
    va_start(args, format);
    (void)vsnprintf(e->text + used, sizeof e->text - used, format, args);
    va_end(args);
    return false;
}

const char *err_word(enum err_kind kind)
{
    return (unsigned)kind < ERR_KIND_COUNT ? words[kind] : "internal";
}
