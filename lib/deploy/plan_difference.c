/* SPDX-License-Identifier: Apache-2.0 */
#include "deploy/plan_difference.h"

#include "base/hex.h"
#include "base/mem.h"
#include "chain/eip1967.h"
#include "deploy/plan_parts.h"

static const struct {
    const char *name, *text;
} words[] = {
    {"unlocked", "not in the lock file"},
    {"chain", "the lock file is of a chain with another first block"},
    {"absent", "no code at the address"},
    {"code", "other code at the address"},
    {"artifact", "other artifact"},
    {"arguments", "other arguments"},
    {"libraries", "other libraries"},
    {"address", "not where this salt puts it"},
    {"call", "another call of the proxy"},
    {"implementation", "another implementation behind the proxy"},
    {"unproved", "not proved, by the lock file"},
    {"needs", "what it needs would change"},
};
_Static_assert(COUNT(words) == PLAN_DIFFERENCES, "each difference has its words");

const char *plan_difference_name(size_t at)
{
    return words[at].name;
}

const char *plan_difference_text(size_t at)
{
    return words[at].text;
}

/* The library of that name, "src/Quilt.sol:Patches" or "Patches", has another address now. */
static bool is_linked_otherwise(const struct code *code, const struct lock_library *library)
{
    const struct text whole = text_of(library->name);
    for (size_t i = 0; i < code->n_links; i++) {
        const struct code_link *link = &code->links[i];
        const size_t n = text_of(link->name).len;
        if (text_is(whole, link->name) ||
            (text_ends(whole, link->name) && whole.at[whole.len - n - 1] == ':')) {
            return !eth_address_equal(&link->address, &library->address);
        }
    }
    return false;
}

static bool has_other_libraries(const struct code *code, const struct lock_contract *locked)
{
    for (size_t i = 0; i < locked->n_libraries; i++) {
        if (is_linked_otherwise(code, &locked->libraries[i])) {
            return true;
        }
    }
    return false;
}

/* With the arguments of then it is the init code of then. */
static bool is_init_of(const struct code *code, const struct lock_contract *locked)
{
    const struct text hex = hex_without_0x(text_of(locked->arguments));
    const size_t n = hex.len / 2;
    AUTO(mem_freep) uint8_t *arguments = mem_array(n, 1);
    AUTO(buf_done) struct buf init_code = buf_start(code->n + n);
    buf_add(&init_code, bytes_of(code->at, code->n));
    if (!hex_decode(hex, arguments, n)) {
        return false;
    }
    buf_add(&init_code, bytes_of(arguments, n));
    const struct keccak256 hash = keccak256_of(buf_view(&init_code));
    return keccak256_equal(&hash, &locked->init_code_hash);
}

static unsigned made_otherwise(const struct plan_step *step, const struct lock_contract *locked)
{
    const struct code *init = &step->artifact->artifact.init;
    const bool is_file = bytes_equal(BYTES_OF(step->artifact->digest.at),
                                     BYTES_OF(locked->artifact.at));
    unsigned out = 0;
    if (!is_hex_of(locked->arguments, buf_view(&step->arguments))) {
        out |= PLAN_DIFFERS_ARGUMENTS;
    }
    if (has_other_libraries(init, locked)) {
        out |= PLAN_DIFFERS_LIBRARIES;
    }
    if (!is_init_of(init, locked) && !((out & PLAN_DIFFERS_LIBRARIES) != 0 && is_file)) {
        out |= PLAN_DIFFERS_ARTIFACT;
    }
    return out;
}

static unsigned contract_differs(const struct plan_step *step, const struct lock_contract *locked)
{
    if (step->init_code.len == 0) {
        return PLAN_DIFFERS_NEEDS;
    }
    if (!step_is_made_so(step, locked)) {
        return made_otherwise(step, locked);
    }
    return eth_address_equal(&step->address, &locked->address) ? 0 : PLAN_DIFFERS_ADDRESS;
}

/* What it is to have behind it may not be known. */
static unsigned slot_differs(const struct plan_row *row)
{
    struct eth_address behind;
    const struct eth_address *wanted = &row->step->proxy_of->address;
    return bytes_all_zero(BYTES_OF(wanted->at)) ||
                   (eip1967_address(row->slot, &behind) && eth_address_equal(&behind, wanted))
               ? 0
               : PLAN_DIFFERS_IMPLEMENTATION;
}

static unsigned proxy_differs(const struct plan_row *row)
{
    return slot_differs(row) | (step_is_made_so(row->step, row->locked) ? 0 : PLAN_DIFFERS_CALL);
}

static unsigned upgrade_differs(const struct plan_row *row, const struct deploy_wish *wish)
{
    const struct bytes data = wish->upgrade->data;
    const bool is_called = data.left == 0 || is_hex_of(row->locked->upgrade_data, data);
    const bool is_begun = wish->proxy == NULL ||
                          is_hex_of(row->locked->proxy_data, wish->proxy->data);
    return slot_differs(row) | (is_called && is_begun ? 0 : PLAN_DIFFERS_CALL);
}

/* The lock file has its hash, unless it was never proved. */
static unsigned code_differs(const struct plan_row *row)
{
    const struct keccak256 hash = keccak256_of(buf_view(&row->code));
    if (!lock_was_proved(row->locked) && row->step->kind != PLAN_UPGRADE) {
        return PLAN_DIFFERS_UNPROVED;
    }
    return keccak256_equal(&hash, &row->locked->code_hash) ? 0 : PLAN_DIFFERS_CODE;
}

/* Of what was made so: it is the code that the artifact gives. */
static void prove(struct plan_row *row)
{
    const struct code *runtime = &row->step->artifact->artifact.runtime;
    if (row->step->kind == PLAN_UPGRADE) {
        row->proof.match = CODE_EXACT;
        return;
    }
    row->proof = code_match_artifact(buf_view(&row->code), runtime, &row->locked->address);
    if (!step_is_proved(&row->proof) && !step_wants_simulation(row->step)) {
        row->differs |= PLAN_DIFFERS_CODE;
    }
}

void plan_row_judge(struct plan_row *row, const struct deploy_wish *wish, bool is_same_chain)
{
    const struct plan_step *step = row->step;
    row->proof.match = CODE_DIFFERS;
    if (row->locked == NULL) {
        row->differs = PLAN_DIFFERS_UNLOCKED;
    } else if (!is_same_chain) {
        row->differs = PLAN_DIFFERS_CHAIN;
    } else if (row->code.len == 0) {
        row->differs = PLAN_DIFFERS_ABSENT;
    } else {
        row->differs = step->kind == PLAN_UPGRADE ? upgrade_differs(row, wish)
                       : step->proxy != NULL      ? proxy_differs(row)
                                                  : contract_differs(step, row->locked);
        row->differs |= code_differs(row);
    }
    if (row->differs == 0) {
        prove(row);
    }
}
