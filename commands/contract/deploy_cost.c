/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_cost.h"

#include "commands/one_value.h"
#include "rpc/paid.h"

const char *deploy_currency(const struct node *node)
{
    return node->network.currency != NULL ? node->network.currency : "ETH";
}

/* null: it is taken, and not known. */
static void show_beside(struct printer *p, const struct plan *plan, const char *currency)
{
    const struct cost *cost = &plan->cost;
    if (cost->l1_known == L1_UNKNOWN || cost->operator_known == L1_UNKNOWN) {
        print_null(p, "l1_fee");
    } else if (cost->l1_known == L1_KNOWN) {
        print_cost(p, "l1_fee", &cost->l1_fee, currency);
    }
    if (cost->operator_known == L1_KNOWN) {
        print_cost(p, "operator_fee", &cost->operator_fee, currency);
    }
}

void deploy_show_fee(struct printer *p, const struct node *node, const struct plan *plan)
{
    const char *currency = deploy_currency(node);
    if (plan_count(plan, PLAN_TO_DO) > 0) {
        const bool is_legacy = plan->cost.fee.kind == TRANSACTION_LEGACY;
        print_price(p, is_legacy ? "gas_price" : "max_fee", &plan->cost.fee.max_fee);
        if (!is_legacy) {
            print_price(p, "priority_fee", &plan->cost.fee.priority_fee);
            print_price(p, "base_fee", &plan->cost.fee.base_fee);
        }
        show_beside(p, plan, currency);
        print_cost(p, "cost_likely", &plan->cost.likely, currency);
        print_cost(p, "cost_max", &plan->cost.most, currency);
    }
    print_cost(p, "balance", &plan->balance, currency);
}

bool deploy_maker_cost(const struct plan *plan, struct u256 *out)
{
    const struct sender_item *funding = &plan->deployer.funding;
    *out = u256_zero;
    return !funding->receipt.is_there ||
           (paid_of(&funding->receipt, out) && u256_add(out, &funding->value, out));
}

void deploy_show_maker(struct printer *p, const struct node *node, const struct plan *plan)
{
    const struct plan_deployer *deployer = &plan->deployer;
    if (deployer->state != PLAN_DEPLOYER_TO_DO) {
        return;
    }
    print_record(p, "deployer");
    print_address(p, "address", &create_deterministic_deployer);
    print_string(p, "state", deployer->receipt.is_there ? "deployed" : "to do");
    if (deployer->receipt.is_there) {
        print_0x(p, "tx_hash", BYTES_OF(deployer->receipt.hash.at));
        print_decimal(p, "block", deployer->receipt.block_number);
    }
    print_address(p, "funded", &deployer->funding.to);
    print_cost(p, "funds", &deployer->funding.value, deploy_currency(node));
    if (deployer->funding.receipt.is_there) {
        print_0x(p, "funding_tx_hash", BYTES_OF(deployer->funding.hash.at));
    }
    print_record_end(p);
}
