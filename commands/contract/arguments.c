/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/arguments.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "evidence/load.h"

#define DIGITS     "0123456789"
#define NAME_CHARS DIGITS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_$"

enum { SIGNATURE_SHOWN = 120, NAME_SHOWN = 60 };

bool contract_arguments_are_given(const struct contract_arguments *from)
{
    return from->positional.n > 0 || from->args_json != NULL || from->args_file != NULL;
}

const struct abi_params *contract_parameters(const struct abi_item *item)
{
    static const struct abi_params none = {0};
    return item != NULL ? &item->inputs : &none;
}

/* Where the value of NAME=VALUE begins; NULL when it is not this parameter's. */
static const char *value_of(const char *argument, const char *name)
{
    size_t n = strlen(name);
    return strncmp(argument, name, n) == 0 && argument[n] == '=' ? &argument[n + 1] : NULL;
}

static bool names_any(const struct abi_params *params, const char *argument)
{
    for (size_t i = 0; i < params->n; i++) {
        if (value_of(argument, params->at[i].name) != NULL) {
            return true;
        }
    }
    return false;
}

/* NAME=…, where NAME could be one of Solidity's. */
static bool has_name(const char *argument)
{
    const char *equals = strchr(argument, '=');
    const size_t n = equals != NULL ? (size_t)(equals - argument) : 0;
    return n > 0 && n == strspn(argument, NAME_CHARS) && strspn(argument, DIGITS) == 0;
}

static bool are_by_name(const struct abi_params *params, const struct option_list *list)
{
    bool any = false;
    for (size_t i = 0; i < list->n; i++) {
        if (!has_name(list->at[i])) {
            return false;
        }
        any = any || names_any(params, list->at[i]);
    }
    return any && abi_params_are_named(params);
}

static bool check_names(const struct abi_params *params, const struct option_list *list,
                        struct err *e)
{
    for (size_t i = 0; i < list->n; i++) {
        if (!names_any(params, list->at[i])) {
            size_t n = strcspn(list->at[i], "=");
            (void)err_set(e, ERR_USAGE, "'%.*s' is no parameter",
                          n < NAME_SHOWN ? (int)n : NAME_SHOWN, list->at[i]);
            return err_hint(e, "texts that look like NAME=VALUE are given as JSON");
        }
    }
    return true;
}

static bool find_value(const char *name, const struct option_list *list, const char **value,
                       struct err *e)
{
    for (size_t i = 0; i < list->n; i++) {
        const char *found = value_of(list->at[i], name);
        if (found != NULL && *value != NULL) {
            return err_set(e, ERR_USAGE, "argument '%.60s' is there twice", name);
        }
        *value = found != NULL ? found : *value;
    }
    return *value != NULL || err_set(e, ERR_USAGE, "argument '%.60s' is missing", name);
}

static bool parse_named(const struct abi_params *params, const struct option_list *list,
                        struct abi_value *out, struct err *e)
{
    TRY(check_names(params, list, e));
    AUTO(mem_freep) const char **values = mem_array(params->n, sizeof *values);
    for (size_t i = 0; i < params->n; i++) {
        TRY(find_value(params->at[i].name, list, &values[i], e));
    }
    return abi_arguments_parse(params, values, params->n, out, e);
}

static bool parse_json(const char *name, struct bytes text, const struct abi_params *params,
                       struct abi_value *out, struct err *e)
{
    AUTO(json_freep) struct json *json = json_parse(text, e);
    return json != NULL ? abi_arguments_from_json(params, json_root(json), out, e)
                        : err_wrap(e, "%.80s", name);
}

static bool parse_file(const char *file, const struct abi_params *params, struct abi_value *out,
                       struct err *e)
{
    const struct load load = {.role = "arguments",
                              .expected = "arguments as JSON",
                              .cap = ABI_DATA_MAX,
                              .stdin_fd = STDIN_FILENO};
    AUTO(buf_done) struct buf text = {0};
    return load_operand(&load, file, &text, NULL, e) &&
           parse_json(file, buf_view(&text), params, out, e);
}

static bool parse(const struct contract_arguments *from, const struct abi_params *params,
                  struct abi_value *out, struct err *e)
{
    if (from->args_file != NULL) {
        return parse_file(from->args_file, params, out, e);
    }
    if (from->args_json != NULL) {
        bool ok = parse_json("--args-json", text_bytes(text_of(from->args_json)), params, out, e);
        e->kind = ok ? e->kind : ERR_USAGE;
        return ok;
    }
    return are_by_name(params, &from->positional)
               ? parse_named(params, &from->positional, out, e)
               : abi_arguments_parse(params, from->positional.at, from->positional.n, out, e);
}

static bool wrap(const struct abi_item *item, struct err *e)
{
    if (item == NULL) {
        return err_wrap(e, "the contract has no constructor");
    }
    AUTO(buf_done) struct buf signature = buf_start(SIGNATURE_SHOWN);
    abi_item_write(item, &signature);
    return buf_is_whole(&signature) ? err_wrap(e, "%.*s", TEXT_ARG(buf_view_text(&signature)))
                                    : err_wrap(e, "%.60s", item->name);
}

bool contract_arguments_read(const struct contract_arguments *from, const struct abi_item *item,
                             struct abi_value *out, struct err *e)
{
    *out = (struct abi_value){0};
    if ((from->args_json != NULL) + (from->args_file != NULL) + (from->positional.n > 0) > 1) {
        return err_set(e, ERR_USAGE,
                       "arguments come from the command line, --args-json or "
                       "--args-file, one of them");
    }
    return parse(from, contract_parameters(item), out, e) || wrap(item, e);
}

bool contract_arguments_encode(const struct contract_arguments *from, const struct abi_item *item,
                               struct buf *out, struct err *e)
{
    AUTO(abi_value_done) struct abi_value values = {0};
    TRY(contract_arguments_read(from, item, &values, e));
    abi_encode(contract_parameters(item), &values, out);
    return buf_is_whole(out) ||
           err_set(e, ERR_TOO_BIG, "the arguments take more than %zu bytes", out->cap);
}
