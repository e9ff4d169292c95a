/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_COMMANDS_H
#define PHALA_COMMANDS_COMMANDS_H

#include "cli/command.h"

/* One table a command, each in the file of its name. */
extern const struct command command_abi_decode;
extern const struct command command_abi_encode;
extern const struct command command_abi_event;
extern const struct command command_abi_selector;
extern const struct command command_chain_balance;
extern const struct command command_chain_info;
extern const struct command command_chain_list;
extern const struct command command_chain_stake_cancel;
extern const struct command command_chain_stake_claim;
extern const struct command command_chain_stake_deposit;
extern const struct command command_chain_stake_redeem;
extern const struct command command_chain_stake_show;
extern const struct command command_collateral_fetch;
extern const struct command command_collateral_show;
extern const struct command command_completion;
extern const struct command command_contract_address;
extern const struct command command_contract_call;
extern const struct command command_contract_deploy;
extern const struct command command_contract_send;
extern const struct command command_contract_status;
extern const struct command command_contract_verify_code;
extern const struct command command_contract_verify_source;
extern const struct command command_explain;
extern const struct command command_help;
extern const struct command command_hidden_complete;
extern const struct command command_hidden_describe;
extern const struct command command_hidden_man;
extern const struct command command_keccak;
extern const struct command command_policy_check;
extern const struct command command_policy_init;
extern const struct command command_quote_show;
extern const struct command command_tour;
extern const struct command command_tx_amount;
extern const struct command command_tx_decode;
extern const struct command command_tx_send;
extern const struct command command_tx_sign;
extern const struct command command_verify;
extern const struct command command_wallet_address;
extern const struct command command_wallet_checksum;
extern const struct command command_wallet_import;
extern const struct command command_wallet_list;
extern const struct command command_wallet_new;
extern const struct command command_wallet_sign;
extern const struct command command_wallet_sign_typed;

#endif
