/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/tcb_info_levels.h"

#include <stdio.h>
#include <stdlib.h>

#include "attest/member.h"
#include "base/mem.h"

static bool read_level(const struct json_value *from, struct tcb_level *out, struct err *e)
{
    struct level_facts facts;
    TRY(tcb_level_read(from, &facts, e));
    out->status = facts.status;
    out->date = facts.date;
    out->advisories = facts.advisories;
    return true;
}

bool tcb_info_levels_read(const struct json_value *list, struct tcb_info *out, struct err *e)
{
    out->levels = mem_array(json_count(list), sizeof *out->levels);
    for (const struct json_value *level = json_first(list); level != NULL;
         level = json_next(level)) {
        if (!read_level(level, &out->levels[out->n_levels], e)) {
            return err_wrap(e, "level %zu", out->n_levels);
        }
        out->n_levels++;
    }
    return true;
}

static bool read_svn(const struct json_value *from, const char *name, uint8_t *out, struct err *e)
{
    uint64_t svn = 0;
    TRY(member_uint(from, name, UINT8_MAX, &svn, e));
    *out = (uint8_t)svn;
    return true;
}

/* Version 3: an array of 16 objects with `svn`. */
static bool read_array(const struct json_value *tcb, const char *name, uint8_t out[TCB_COMPONENTS],
                       struct err *e)
{
    const struct json_value *list = json_member(tcb, name);
    if (!json_is_array(list) || json_count(list) != TCB_COMPONENTS) {
        return err_set(e, ERR_MALFORMED, "'%s' is not an array of %d components", name,
                       TCB_COMPONENTS);
    }
    for (const struct json_value *component = json_first(list); component != NULL;
         component = json_next(component)) {
        if (!read_svn(component, "svn", out, e)) {
            return err_wrap(e, "'%s'", name);
        }
        out++;
    }
    return true;
}

/* Version 2: sgxtcbcomp01svn to sgxtcbcomp16svn. */
static bool read_numbered(const struct json_value *tcb, uint8_t out[TCB_COMPONENTS], struct err *e)
{
    for (unsigned i = 0; i < TCB_COMPONENTS; i++) {
        char name[sizeof "sgxtcbcomp01svn" + 8];
        (void)snprintf(name, sizeof name, "sgxtcbcomp%02usvn", i + 1);
        TRY(read_svn(tcb, name, &out[i], e));
    }
    return true;
}

static bool read_components(const struct json_value *tcb, const struct tcb_info *info,
                            struct tcb_level *out, struct err *e)
{
    uint64_t pce_svn = 0;
    if (info->version == 2) {
        TRY(read_numbered(tcb, out->sgx, e));
    } else {
        TRY(read_array(tcb, "sgxtcbcomponents", out->sgx, e));
    }
    if (info->tee == TEE_TDX) {
        TRY(read_array(tcb, "tdxtcbcomponents", out->tdx, e));
    }
    TRY(member_uint(tcb, "pcesvn", UINT16_MAX, &pce_svn, e));
    out->pce_svn = (uint16_t)pce_svn;
    return true;
}

bool tcb_info_levels_read_components(const struct json_value *list, struct tcb_info *out,
                                     struct err *e)
{
    const struct json_value *level = json_first(list);
    for (size_t i = 0; i < out->n_levels; i++, level = json_next(level)) {
        if (!read_components(json_member(level, "tcb"), out, &out->levels[i], e)) {
            return err_wrap(e, "level %zu", i);
        }
    }
    return true;
}

static int compare(const void *left, const void *right)
{
    const struct tcb_level *a = left;
    const struct tcb_level *b = right;
    int order = bytes_compare(BYTES_OF(b->sgx), BYTES_OF(a->sgx));
    if (order == 0) {
        order = (a->pce_svn < b->pce_svn) - (a->pce_svn > b->pce_svn);
    }
    return order != 0 ? order : bytes_compare(BYTES_OF(b->tdx), BYTES_OF(a->tdx));
}

void tcb_info_levels_sort(struct tcb_info *info)
{
    qsort(info->levels, info->n_levels, sizeof *info->levels, compare);
}

bool tcb_info_levels_check_duplicates(const struct tcb_info *info, struct err *e)
{
    for (size_t i = 1; i < info->n_levels; i++) {
        if (compare(&info->levels[i - 1], &info->levels[i]) == 0) {
            return err_set(e, ERR_MALFORMED, "two levels with PCESVN %u have the same components",
                           info->levels[i].pce_svn);
        }
    }
    return true;
}
