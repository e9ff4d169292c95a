/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/module.h"

#include "attest/member.h"
#include "base/mem.h"

static bool read_identity(const struct json_value *from, struct module_identity *out, struct err *e)
{
    TRY(member_hex(from, "mrsigner", out->mrsigner, sizeof out->mrsigner, e));
    TRY(member_hex(from, "attributes", out->attributes, sizeof out->attributes, e));
    return member_hex(from, "attributesMask", out->attributes_mask, sizeof out->attributes_mask, e);
}

static bool read_with_levels(const struct json_value *from, struct module_identity *out,
                             struct err *e)
{
    TRY(member_text(from, "id", &out->id, e));
    TRY(read_identity(from, out, e));
    return isv_levels_read(from, &out->levels, &out->n_levels, e);
}

static bool read_list(const struct json_value *list, struct tcb_info *out, struct err *e)
{
    if (!json_is_array(list)) {
        return err_set(e, ERR_MALFORMED, "'tdxModuleIdentities' is not an array");
    }
    size_t count = json_count(list);
    if (count > LIMIT_MODULES) {
        return err_set(e, ERR_TOO_BIG, "'tdxModuleIdentities' has %zu elements, more than %d",
                       count, LIMIT_MODULES);
    }
    out->modules = mem_array(count, sizeof *out->modules);
    for (const struct json_value *one = json_first(list); one != NULL; one = json_next(one)) {
        if (!read_with_levels(one, &out->modules[out->n_modules++], e)) {
            return err_wrap(e, "TDX module identity %zu", out->n_modules - 1);
        }
    }
    return true;
}

bool modules_read(const struct json_value *info, struct tcb_info *out, struct err *e)
{
    const struct json_value *module = json_member(info, "tdxModule");
    if (module != NULL) {
        if (!read_identity(module, &out->module, e)) {
            return err_wrap(e, "tdxModule");
        }
        out->has_module = true;
    }
    const struct json_value *list = json_member(info, "tdxModuleIdentities");
    return list == NULL || read_list(list, out, e);
}

bool modules_check_duplicates(const struct tcb_info *info, struct err *e)
{
    for (size_t i = 0; i < info->n_modules; i++) {
        const struct module_identity *module = &info->modules[i];
        for (size_t k = 0; k < i; k++) {
            if (text_equal_ignoring_case(info->modules[k].id, module->id)) {
                return err_set(e, ERR_MALFORMED, "TDX module identities %zu and %zu have one id", k,
                               i);
            }
        }
        if (!isv_levels_check_duplicates(module->levels, module->n_levels, e)) {
            return err_wrap(e, "TDX module identity %zu", i);
        }
    }
    return true;
}

bool modules_check_statuses(const struct json_value *info, struct err *e)
{
    size_t index = 0;
    for (const struct json_value *module = json_first(json_member(info, "tdxModuleIdentities"));
         module != NULL; module = json_next(module), index++) {
        if (!tcb_levels_check_statuses(json_member(module, "tcbLevels"), tcb_status_is_isv, e)) {
            return err_wrap(e, "TDX module identity %zu", index);
        }
    }
    return true;
}

void modules_done(struct tcb_info *info)
{
    for (size_t i = 0; i < info->n_modules; i++) {
        mem_free(info->modules[i].levels);
    }
    mem_free(info->modules);
}
