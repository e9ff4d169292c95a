/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/chain/stake/place.h"

#include "chain/address.h"

void place_done(struct place *place)
{
    stake_done(&place->stake);
    node_done(&place->node);
}

bool place_address(const char *option, const char *text, struct eth_address *out, struct err *e)
{
    return address_parse(text_of(text), out, e) || err_wrap(e, "option '--%s'", option);
}

static bool choose_vault(const struct place_args *args, struct place *out, struct err *e)
{
    struct stake *stake = &out->stake;
    if ((args->vault == NULL) != (args->token == NULL)) {
        return err_set(e, ERR_USAGE, "options '--vault' and '--token' go together");
    }
    if (args->vault != NULL) {
        return place_address("vault", args->vault, &stake->vault, e) &&
               place_address("token", args->token, &stake->token, e);
    }
    if (stake_choose_known(out->node.chain_id, stake)) {
        return true;
    }
    (void)err_set(e, ERR_NOT_FOUND, "no vault is known on '%s': PHA is staked on Ethereum",
                  out->node.name);
    return err_hint(e, "--network ethereum; or --vault with --token, for another one");
}

bool place_open(const struct context *context, const struct place_args *args, struct place *out,
                struct err *e)
{
    struct node_args node = args->node;
    if (node.network == NULL && !node.chain_id.given) {
        node.network = "ethereum";
    }
    return node_open(context, &node, &out->node, e) && choose_vault(args, out, e);
}
