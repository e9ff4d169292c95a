/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/value.h"

#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "cli/nearest.h"

/* How an option is named in messages: "option '--at'". */
struct named {
    const char *before, *name, *after;
};

static bool refuse(const struct named *what, const char *value, const char *expected, struct err *e)
{
    return err_set(e, ERR_USAGE, "%s%s%s: '%s' is not %s", what->before, what->name, what->after,
                   value, expected);
}

static bool check_choice(const struct named *what, const char *const *choices, const char *value,
                         struct err *e)
{
    struct nearest nearest = nearest_to(text_of(value));
    AUTO(buf_done) struct buf list = buf_start(KIB);
    for (size_t i = 0; choices[i] != NULL; i++) {
        if (strcmp(choices[i], value) == 0) {
            return true;
        }
        nearest_try(&nearest, choices[i]);
        buf_printf(&list, "%s%s", i == 0 ? "" : ", ", choices[i]);
    }
    (void)err_set(e, ERR_USAGE, "%s%s%s: '%s' is none of %.*s", what->before, what->name,
                  what->after, value, TEXT_ARG(buf_view_text(&list)));
    return nearest.name != NULL && err_hint(e, "did you mean '%s'?", nearest.name);
}

static void append(struct option_list *list, const char *value, struct options *owner)
{
    const char **grown = mem_array(list->n + 1, sizeof *grown);
    if (list->n > 0) {
        memcpy(grown, list->at, list->n * sizeof *grown);
    }
    grown[list->n] = value;
    list->at = grown;
    list->n++;
    owner->owned = mem_resize(owner->owned, owner->n_owned + 1, sizeof *owner->owned);
    owner->owned[owner->n_owned++] = grown;
}

static const struct unit {
    const char *suffix;
    uint64_t ms;
} units[] = {{"ms", 1}, {"s", 1000}, {"m", 60000}, {"h", 3600000}, {"", 1000}};

bool duration_parse(struct text text, uint64_t *ms)
{
    size_t digits = 0;
    while (digits < text.len && text.at[digits] >= '0' && text.at[digits] <= '9') {
        digits++;
    }
    struct text suffix = {text.at + digits, text.len - digits};
    for (size_t i = 0; i < COUNT(units); i++) {
        uint64_t n = 0;
        if (text_is(suffix, units[i].suffix)) {
            bool ok = num_parse((struct text){text.at, digits}, 1000000, &n) && n > 0;
            *ms = ok ? n * units[i].ms : *ms;
            return ok;
        }
    }
    return false;
}

static bool set_number(const struct option *option, const struct named *what, void *field,
                       const char *value, struct err *e)
{
    struct option_number *number = field;
    bool is_duration = option->kind == OPTION_DURATION;
    bool ok = is_duration ? duration_parse(text_of(value), &number->value)
                          : num_parse(text_of(value), UINT64_MAX, &number->value);
    number->given = ok;
    return ok || refuse(what, value, is_duration ? "a duration like 30s or 500ms" : "a number", e);
}

static bool set_instant(const struct option *option, const struct named *what, void *field,
                        const char *value, struct err *e)
{
    struct option_instant *when = field;
    struct text text = text_of(value);
    bool is_date = option->kind == OPTION_DATE;
    when->given = (is_date && instant_parse_date(text, &when->at)) ||
                  instant_parse(text, &when->at);
    return when->given || refuse(what, value,
                                 is_date ? "a date like 2026-01-31"
                                         : "a time like 2026-01-02T03:04:05Z or Unix seconds",
                                 e);
}

bool value_set(const struct option *option, void *field, const char *value, struct options *owner,
               struct err *e)
{
    const struct named what = {"option '--", option->name, "'"};
    if (option->kind == OPTION_WORD && value == NULL) {
        *(const char **)field = "";
        return true;
    }
    if (option->choices != NULL && !check_choice(&what, option->choices, value, e)) {
        return false;
    }
    switch (option->kind) {
    case OPTION_FLAG:
        *(bool *)field = true;
        return true;
    case OPTION_TEXT:
    case OPTION_FILE:
    case OPTION_CHOICE:
    case OPTION_WORD:
        *(const char **)field = value;
        return true;
    case OPTION_COUNT:
    case OPTION_DURATION:
        return set_number(option, &what, field, value, e);
    case OPTION_INSTANT:
    case OPTION_DATE:
        return set_instant(option, &what, field, value, e);
    case OPTION_KEY_VALUE:
        if (strchr(value, '=') == NULL) {
            return refuse(&what, value, "KEY=VALUE", e);
        }
        append(field, value, owner);
        return true;
    case OPTION_LIST:
    case OPTION_FILES:
        append(field, value, owner);
        return true;
    }
    return false;
}

bool value_set_operand(const struct operand *operand, void *field, const char *value,
                       struct options *owner, struct err *e)
{
    const struct named what = {"", operand->name, ""};
    if (operand->choices != NULL && !check_choice(&what, operand->choices, value, e)) {
        return false;
    }
    if (operand->repeated) {
        append(field, value, owner);
    } else {
        *(const char **)field = value;
    }
    return true;
}
