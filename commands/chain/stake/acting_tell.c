/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/acting.h"
#include "commands/chain/stake/say.h"
#include "commands/one_value.h"
#include "commands/receipt.h"

static void tell_outcome(struct printer *p, const struct acting_story *story,
                         const struct stake_act *act, bool is_done)
{
    const struct act_outcome *outcome = &act->outcome;
    const struct stake *stake = act->stake;
    if (story->tells_index) {
        print_uint(p, "index", act->wish.index);
    }
    if (outcome->has_given && story->given != NULL) {
        say_amount(p, story->given, stake, act->deed->gives, &outcome->given);
    }
    if (outcome->has_gained) {
        say_amount(p, is_done ? story->gained : story->foreseen, stake, act->deed->gains,
                   &outcome->gained);
    }
    if (outcome->has_time) {
        say_time(p, is_done ? story->time : story->time_foreseen, stake, outcome->claimable_from);
    }
    if (story->tells_period) {
        say_span(p, "unlock_period", &stake->views[VAULT_UNLOCK_PERIOD]);
    }
    if (story->tells_claimable && !act->goes_on) {
        say_claimable(p, stake);
    }
}

static void tell_item(struct printer *p, const struct place *place, const struct sender_item *item,
                      bool is_sent)
{
    print_record(p, NULL);
    print_string(p, "step", item->step);
    print_address(p, "to", &item->to);
    if (print_is_json(p)) {
        print_0x(p, "data", item->data);
    }
    if (item->gas_limit > 0) {
        print_decimal(p, "gas_limit", item->gas_limit);
    }
    if (is_sent) {
        print_decimal(p, "nonce", item->nonce);
        print_0x(p, "hash", BYTES_OF(item->hash.at));
        print_bool(p, "sent_before", item->was_sent_before);
    }
    if (item->receipt.is_there) {
        print_decimal(p, "block", item->receipt.block_number);
        print_decimal(p, "gas_used", item->receipt.gas_used);
        print_operator_fee(p, &item->receipt, place->node.network.currency);
    }
    print_record_end(p);
}

void acting_tell(struct printer *p, const struct acting_story *story, const struct place *place,
                 const struct stake_act *act, bool is_sent)
{
    struct u256 paid;
    bool is_done = is_sent && act_is_mined(act);
    print_begin(p, story->schema);
    say_where(p, place);
    tell_outcome(p, story, act, is_done);
    if (is_sent && act_paid(act, &paid)) {
        say_ether(p, "cost", place, &paid);
    } else if (!act->goes_on) {
        say_ether(p, "costs_at_most", place, &act->cost.most);
    }
    print_string(p, "state", !is_sent ? "not sent" : is_done ? "mined" : "sent");
    print_list(p, "transactions");
    for (size_t i = 0; i < act->n; i++) {
        tell_item(p, place, &act->items[i], is_sent);
    }
    print_list_end(p);
    print_end(p);
}
