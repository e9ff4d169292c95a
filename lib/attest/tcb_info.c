/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/tcb_info.h"

#include <inttypes.h>

#include "attest/member.h"
#include "attest/module.h"
#include "attest/tcb_info_levels.h"
#include "base/mem.h"

/* What the steps of tcb_info_parse share. */
struct reading {
    struct bytes text;
    enum tee tee; /* of the quote */
    const struct json_value *root, *levels;
    struct tcb_info info;
};

static void reading_done(struct reading *r)
{
    tcb_info_done(&r->info);
}

static bool read_form(struct reading *r, struct err *e)
{
    struct tcb_info *info = &r->info;
    if (r->text.left > LIMIT_TCB_JSON) {
        return err_set(e, ERR_TOO_BIG, "%zu bytes are more than %zu", r->text.left, LIMIT_TCB_JSON);
    }
    info->json = json_parse(r->text, e);
    TRY(info->json != NULL);
    r->root = json_root(info->json);
    if (json_member(r->root, "version") == NULL || json_member(r->root, "tcbType") == NULL) {
        return err_set(e, ERR_MALFORMED, "'version' or 'tcbType' is missing");
    }
    TRY(member_instant(r->root, "issueDate", &info->issue_date, e));
    TRY(member_instant(r->root, "nextUpdate", &info->next_update, e));
    TRY(member_hex(r->root, "fmspc", info->fmspc, sizeof info->fmspc, e));
    TRY(member_hex(r->root, "pceId", info->pce_id, sizeof info->pce_id, e));
    TRY(member_uint(r->root, "tcbEvaluationDataNumber", UINT64_MAX, &info->evaluation_data_number,
                    e));
    TRY(member_array(r->root, "tcbLevels", LIMIT_TCB_LEVELS, &r->levels, e));
    TRY(tcb_info_levels_read(r->levels, info, e));
    return r->tee != TEE_TDX || modules_read(r->root, info, e);
}

static bool read_version(struct reading *r, struct err *e)
{
    uint64_t version = 0;
    TRY(member_uint(r->root, "version", UINT64_MAX, &version, e));
    if (version != 3 && !(version == 2 && r->tee == TEE_SGX)) {
        return err_set(e, ERR_MALFORMED, "version %" PRIu64 " is not %s", version,
                       r->tee == TEE_SGX ? "2 or 3" : "3");
    }
    r->info.version = version;
    return true;
}

/* Version 2 has no id and is for SGX. */
static bool read_id(struct reading *r, struct err *e)
{
    const char *expected = r->tee == TEE_TDX ? "TDX" : "SGX";
    struct text id;
    r->info.tee = r->tee;
    if (r->info.version == 2) {
        return json_member(r->root, "id") == NULL ||
               err_set(e, ERR_MALFORMED, "version 2 has no 'id', but this one");
    }
    TRY(member_text(r->root, "id", &id, e));
    if (!text_is(id, expected)) {
        struct text shown = {id.at, id.len < 64 ? id.len : 64};
        return err_set(e, ERR_MALFORMED, "id '%.*s' is not '%s'", TEXT_ARG(shown), expected);
    }
    return true;
}

static bool read_type(struct reading *r, struct err *e)
{
    TRY(member_uint(r->root, "tcbType", UINT64_MAX, &r->info.tcb_type, e));
    return r->info.tcb_type == 0 ||
           err_set(e, ERR_MALFORMED, "tcbType %" PRIu64 " is not 0", r->info.tcb_type);
}

static bool read_components(struct reading *r, struct err *e)
{
    TRY(tcb_info_levels_read_components(r->levels, &r->info, e));
    tcb_info_levels_sort(&r->info);
    return true;
}

static bool check_duplicates(struct reading *r, struct err *e)
{
    return tcb_info_levels_check_duplicates(&r->info, e) && modules_check_duplicates(&r->info, e);
}

static bool check_statuses(struct reading *r, struct err *e)
{
    TRY(tcb_levels_check_statuses(r->levels, tcb_status_is_published, e));
    return r->tee != TEE_TDX || modules_check_statuses(r->root, e);
}

/* The order of asking. */
static const struct step {
    enum check_id check;
    bool (*run)(struct reading *r, struct err *e);
} steps[] = {
    {CHECK_TCB_INFO_JSON, read_form},
    {CHECK_TCB_INFO_VERSION, read_version},
    {CHECK_TCB_INFO_ID, read_id},
    {CHECK_TCB_INFO_TYPE, read_type},
    {CHECK_TCB_INFO_COMPONENTS, read_components},
    {CHECK_TCB_INFO_DUPLICATES, check_duplicates},
    {CHECK_TCB_INFO_STATUSES, check_statuses},
};

bool tcb_info_parse(struct bytes json, enum tee tee, struct tcb_info *out, enum check_id *which,
                    struct err *e)
{
    AUTO(reading_done) struct reading r = {.text = json, .tee = tee};
    for (size_t i = 0; i < COUNT(steps); i++) {
        if (!steps[i].run(&r, e)) {
            *which = steps[i].check;
            return false;
        }
    }
    *out = r.info;
    r.info = (struct tcb_info){0};
    return true;
}

void tcb_info_done(struct tcb_info *info)
{
    modules_done(info);
    mem_free(info->levels);
    json_free(info->json);
    *info = (struct tcb_info){0};
}
