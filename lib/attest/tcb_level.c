/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/tcb_level.h"

#include <stdlib.h>

#include "attest/member.h"
#include "base/mem.h"

static const char *const status_words[STATUS_COUNT] = {
#define X(name, word) [STATUS_##name] = (word),
    TCB_STATUSES(X)
#undef X
};

const char *tcb_status_word(enum tcb_status status)
{
    return status < STATUS_COUNT ? status_words[status] : "Unknown";
}

bool tcb_status_parse(struct text word, enum tcb_status *out)
{
    for (unsigned i = 0; i < STATUS_COUNT; i++) {
        if (text_is(word, status_words[i])) {
            *out = (enum tcb_status)i;
            return true;
        }
    }
    return false;
}

bool tcb_status_is_published(enum tcb_status status)
{
    return status <= STATUS_REVOKED;
}

bool tcb_status_is_isv(enum tcb_status status)
{
    return status == STATUS_UP_TO_DATE || status == STATUS_OUT_OF_DATE || status == STATUS_REVOKED;
}

static bool check_advisories(const struct json_value *list, struct err *e)
{
    if (!json_is_array(list)) {
        return err_set(e, ERR_MALFORMED, "'advisoryIDs' is not an array");
    }
    if (json_count(list) > LIMIT_ADVISORIES) {
        return err_set(e, ERR_TOO_BIG, "'advisoryIDs' has %zu elements, more than %d",
                       json_count(list), LIMIT_ADVISORIES);
    }
    for (const struct json_value *id = json_first(list); id != NULL; id = json_next(id)) {
        struct text text;
        if (!json_text(id, &text) || text.len > LIMIT_ADVISORY_TEXT) {
            return err_set(e, ERR_MALFORMED,
                           "'advisoryIDs' holds what is not a string of at most %d bytes",
                           LIMIT_ADVISORY_TEXT);
        }
    }
    return true;
}

bool tcb_level_read(const struct json_value *level, struct level_facts *out, struct err *e)
{
    struct level_facts facts = {.status = STATUS_COUNT,
                                .advisories = json_member(level, "advisoryIDs")};
    struct text word;
    TRY(member_object(level, "tcb", &facts.tcb, e));
    TRY(member_instant(level, "tcbDate", &facts.date, e));
    TRY(member_text(level, "tcbStatus", &word, e));
    if (!tcb_status_parse(word, &facts.status)) {
        facts.status = STATUS_COUNT;
    }
    if (facts.advisories != NULL) {
        TRY(check_advisories(facts.advisories, e));
    }
    *out = facts;
    return true;
}

bool tcb_levels_check_statuses(const struct json_value *levels, bool (*is_known)(enum tcb_status),
                               struct err *e)
{
    size_t index = 0;
    for (const struct json_value *level = json_first(levels); level != NULL;
         level = json_next(level), index++) {
        struct text word;
        enum tcb_status status = STATUS_COUNT;
        TRY(member_text(level, "tcbStatus", &word, e));
        if (!tcb_status_parse(word, &status) || !is_known(status)) {
            struct text shown = {word.at, word.len < 64 ? word.len : 64};
            return err_set(e, ERR_MALFORMED, "level %zu has the unknown status '%.*s'", index,
                           TEXT_ARG(shown));
        }
    }
    return true;
}

static int compare_isv(const void *left, const void *right)
{
    const struct isv_level *a = left;
    const struct isv_level *b = right;
    return (a->isv_svn < b->isv_svn) - (a->isv_svn > b->isv_svn);
}

static bool read_isv_level(const struct json_value *from, struct isv_level *out, struct err *e)
{
    struct level_facts facts;
    uint64_t svn = 0;
    TRY(tcb_level_read(from, &facts, e));
    TRY(member_uint(facts.tcb, "isvsvn", UINT16_MAX, &svn, e));
    *out = (struct isv_level){(uint16_t)svn, facts.status, facts.date, facts.advisories};
    return true;
}

bool isv_levels_read(const struct json_value *identity, struct isv_level **out, size_t *n,
                     struct err *e)
{
    const struct json_value *list = NULL;
    TRY(member_array(identity, "tcbLevels", LIMIT_TCB_LEVELS, &list, e));
    size_t count = json_count(list);
    AUTO(mem_freep) struct isv_level *levels = mem_array(count, sizeof *levels);
    struct isv_level *next = levels;
    for (const struct json_value *level = json_first(list); level != NULL;
         level = json_next(level)) {
        if (!read_isv_level(level, next, e)) {
            return err_wrap(e, "level %zu", (size_t)(next - levels));
        }
        next++;
    }
    qsort(levels, count, sizeof *levels, compare_isv);
    *n = count;
    *out = TAKE(levels);
    return true;
}

bool isv_levels_check_duplicates(const struct isv_level *levels, size_t n, struct err *e)
{
    for (size_t i = 1; i < n; i++) {
        if (levels[i - 1].isv_svn == levels[i].isv_svn) {
            return err_set(e, ERR_MALFORMED, "two levels have isvsvn %u", levels[i].isv_svn);
        }
    }
    return true;
}
