/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/contract/deploy_cost.h"

#include "chain/amount.h"
#include "commands/one_value.h"
#include "commands/receipt.h"

const char *deploy_currency(const struct node *node)
{
    return node->network.currency != NULL ? node->network.currency : "ETH";
}

void deploy_print_cost(struct printer *p, const char *key, const struct u256 *wei,
                       const char *currency)
{
    if (print_is_json(p)) {
        print_u256(p, key, wei);
        return;
    }
    char ether[AMOUNT_TEXT];
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_printf(&text, "%s %s", amount_format(wei, ETHER_DECIMALS, ether), currency);
    print_text(p, key, buf_view_text(&text));
}

static void print_price(struct printer *p, const char *key, const struct u256 *wei)
{
    if (print_is_json(p)) {
        print_u256(p, key, wei);
        return;
    }
    char gwei[AMOUNT_TEXT];
    AUTO(buf_done) struct buf text = buf_start(KIB);
    buf_printf(&text, "%s gwei", amount_format(wei, GWEI_DECIMALS, gwei));
    print_text(p, key, buf_view_text(&text));
}

/* null: it is taken, and not known. */
static void show_beside(struct printer *p, const struct plan *plan, const char *currency)
{
    if (plan->has_unknown_fee) {
        print_null(p, "l1_fee");
    } else if (plan->has_l1_fee) {
        deploy_print_cost(p, "l1_fee", &plan->l1_fee, currency);
    }
    if (plan->has_operator_fee) {
        deploy_print_cost(p, "operator_fee", &plan->operator_fee, currency);
    }
}

void deploy_show_fee(struct printer *p, const struct node *node, const struct plan *plan)
{
    const char *currency = deploy_currency(node);
    if (plan_count(plan, PLAN_TO_DO) > 0) {
        const bool is_legacy = plan->fee.kind == TRANSACTION_LEGACY;
        print_price(p, is_legacy ? "gas_price" : "max_fee", &plan->fee.max_fee);
        if (!is_legacy) {
            print_price(p, "priority_fee", &plan->fee.priority_fee);
            print_price(p, "base_fee", &plan->fee.base_fee);
        }
        show_beside(p, plan, currency);
        deploy_print_cost(p, "cost_likely", &plan->cost_likely, currency);
        deploy_print_cost(p, "cost_max", &plan->cost_max, currency);
    }
    deploy_print_cost(p, "balance", &plan->balance, currency);
}

bool deploy_maker_cost(const struct plan *plan, struct u256 *out)
{
    const struct sender_item *funding = &plan->deployer.funding;
    *out = u256_zero;
    return !funding->receipt.is_there ||
           (receipt_fee(&funding->receipt, out) && u256_add(out, &funding->value, out));
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
    deploy_print_cost(p, "funds", &deployer->funding.value, deploy_currency(node));
    if (deployer->funding.receipt.is_there) {
        print_0x(p, "funding_tx_hash", BYTES_OF(deployer->funding.hash.at));
    }
    print_record_end(p);
}
