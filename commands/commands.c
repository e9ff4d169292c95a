/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/commands.h"

#include "commands/needs.h"

/* The table: one line a command. */

static const struct command *const quote_commands[] = {
    &command_quote_show,
    NULL,
};

static const struct command command_quote = {
    .name = "quote",
    .group = "Attestation",
    .summary = "look into quotes",
    .commands = quote_commands,
    .see_also = "phala-quote-show(1), phala-verify(1)",
};

static const struct command *const collateral_commands[] = {
    &command_collateral_fetch,
    &command_collateral_show,
    NULL,
};

static const struct command command_collateral = {
    .name = "collateral",
    .group = "Attestation",
    .summary = "fetch and look into what quotes are judged by",
    .commands = collateral_commands,
    .see_also = "phala-collateral-fetch(1), phala-collateral-show(1), phala-verify(1)",
};

static const struct command *const policy_commands[] = {
    &command_policy_init,
    &command_policy_check,
    NULL,
};

static const struct command command_policy = {
    .name = "policy",
    .group = "Attestation",
    .summary = "write and check what evidence has to be",
    .commands = policy_commands,
    .see_also = "phala-policy-check(1), phala-policy-init(1), phala-verify(1), phala-policy(5)",
};

static const struct command *const contract_commands[] = {
    &command_contract_address,       &command_contract_call,
    &command_contract_send,          &command_contract_deploy,
    &command_contract_status,        &command_contract_verify_code,
    &command_contract_verify_source, NULL,
};

static const struct command command_contract = {
    .name = "contract",
    .group = "Chain",
    .summary = "contracts on the Phala L2 and other EVM chains",
    .commands = contract_commands,
    .see_also = "phala-contract-address(1), phala-contract-call(1), phala-contract-deploy(1), "
                "phala-contract-send(1), "
                "phala-contract-status(1), phala-contract-verify-code(1), "
                "phala-contract-verify-source(1), phala-contracts-lock(5)",
};

static const struct command *const tx_commands[] = {
    &command_tx_sign, &command_tx_send, &command_tx_decode, &command_tx_amount, NULL,
};

static const struct command command_tx = {
    .name = "tx",
    .group = "Chain",
    .summary = "sign and send transactions, and look into them",
    .commands = tx_commands,
    .see_also = "phala-tx-amount(1), phala-tx-decode(1), phala-tx-send(1), phala-tx-sign(1)",
};

static const struct command *const wallet_commands[] = {
    &command_wallet_new,        &command_wallet_import,
    &command_wallet_list,       &command_wallet_address,
    &command_wallet_checksum,   &command_wallet_sign,
    &command_wallet_sign_typed, NULL,
};

static const struct command command_wallet = {
    .name = "wallet",
    .group = "Chain",
    .summary = "keep keys, and sign with them",
    .commands = wallet_commands,
    .see_also = "phala-wallet-address(1), phala-wallet-checksum(1), phala-wallet-import(1), "
                "phala-wallet-list(1), phala-wallet-new(1), phala-wallet-sign(1), "
                "phala-wallet-sign-typed(1)",
};

static const struct command *const abi_commands[] = {
    &command_abi_encode, &command_abi_decode, &command_abi_selector, &command_abi_event, NULL,
};

static const struct command command_abi = {
    .name = "abi",
    .group = "Chain",
    .summary = "encode and decode what contracts take and give",
    .commands = abi_commands,
    .see_also = "phala-abi-decode(1), phala-abi-encode(1), phala-abi-event(1), "
                "phala-abi-selector(1)",
};

static const struct command *const chain_stake_commands[] = {
    &command_chain_stake_show,   &command_chain_stake_deposit, &command_chain_stake_redeem,
    &command_chain_stake_cancel, &command_chain_stake_claim,   NULL,
};

static const struct command command_chain_stake = {
    .name = "stake",
    .group = "Chain",
    .summary = "stake PHA in the vault on Ethereum, and get it back",
    .commands = chain_stake_commands,
    .see_also = "phala-chain-stake-cancel(1), phala-chain-stake-claim(1), "
                "phala-chain-stake-deposit(1), phala-chain-stake-redeem(1), "
                "phala-chain-stake-show(1)",
};

static const struct command *const chain_commands[] = {
    &command_chain_list, &command_chain_info, &command_chain_balance, &command_chain_stake, NULL,
};

static const struct command command_chain = {
    .name = "chain",
    .group = "Chain",
    .summary = "networks that are known, and how they are",
    .commands = chain_commands,
    .see_also = "phala-chain-balance(1), phala-chain-info(1), phala-chain-list(1), "
                "phala-chain-stake(1)",
};

static const struct command *const root_commands[] = {
    &command_verify,
    &command_quote,
    &command_collateral,
    &command_policy,
    &command_contract,
    &command_tx,
    &command_wallet,
    &command_chain,
    &command_keccak,
    &command_abi,
    &command_explain,
    &command_tour,
    &command_help,
    &command_completion,
    &command_hidden_complete,
    &command_hidden_describe,
    &command_hidden_man,
    NULL,
};

static const struct command command_root = {
    .name = "phala",
    .summary = "run confidential applications, and verify them",
    .details =
        "phala judges remote attestation of confidential virtual machines and enclaves (Intel "
        "TDX and SGX) on your own machine, offline where you have what is needed: every check "
        "has a name, and the verdict is the exit code.\n"
        "\n"
        "Without an account and without a network, 'phala tour' shows what it does.",
    .commands = root_commands,
    .see_also = "phala-verify(1), phala-attestation(7)",
};

extern const struct program phala_program;

const struct program phala_program = {
    .root = &command_root,
    .version = PHALA_VERSION,
    .libraries = needs_libraries,
    .n_libraries = NEEDS_LIBRARIES,
    .prepare = needs_prepare,
    .release = needs_release,
};
