/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/abi/answer.h"
#include "commands/commands.h"

struct selector_args {
    const char *signature;
};

/* A library's function may have such types; a misspelt one looks the same. */
static void warn_of_others(const struct context *context, const struct abi_params *params)
{
    for (size_t i = 0; i < params->n; i++) {
        const char *other = abi_type_other(&params->at[i].type);
        if (other != NULL) {
            log_line(&context->warnings,
                     "parameter %zu: '%s' is no type of the ABI, hashed as it is", i + 1, other);
        }
    }
}

static bool selector_run(const struct context *context, const void *arguments, struct err *e)
{
    const struct selector_args *args = arguments;
    AUTO(abi_item_done) struct abi_item item = {0};
    TRY(abi_item_parse(text_of(args->signature), ABI_ITEM_FUNCTION, &item, e));
    if (item.kind == ABI_ITEM_EVENT) {
        (void)err_set(e, ERR_USAGE, "signature '%.80s': an event has no selector", args->signature);
        return err_hint(e, "its topic is what 'phala abi event' prints");
    }
    warn_of_others(context, &item.inputs);
    struct keccak256 hash = abi_item_hash(&item);
    abi_answer(context->out, "phala.abi-selector/1", &item, "selector",
               bytes_of(hash.at, ABI_SELECTOR));
    return true;
}

static const struct operand operands[] = {
    {.name = "SIGNATURE",
     .kind = OPERAND_TEXT,
     .required = true,
     .at = OPTION_AT(struct selector_args, signature, const char *),
     .help = "of a function or an error: 'transfer(address,uint256)'"},
};

static const struct exit_note exits[] = {
    {EXIT_DONE, "the selector was printed"},
    {EXIT_USAGE, "SIGNATURE is not understood: the column says where"},
};

static const struct example examples[] = {
    {"phala abi selector 'transfer(address to, uint256 amount)'", "prints 0xa9059cbb"},
    {"phala abi selector 'error OwnableUnauthorizedAccount(address)'", "of an error"},
};

const struct command command_abi_selector = {
    .name = "selector",
    .group = "Chain",
    .summary = "print the selector of a function or an error",
    .details = "Prints the first four bytes of the Keccak-256 of the canonical signature: names, "
               "blanks, 'memory', 'returns (…)' and the like do not count, 'uint' is 'uint256'. A "
               "word that is no type is hashed as it stands, with a warning: external functions of "
               "libraries have such types.",
    .operands = operands,
    .n_operands = COUNT(operands),
    .args_size = sizeof(struct selector_args),
    .exits = exits,
    .n_exits = COUNT(exits),
    .examples = examples,
    .n_examples = COUNT(examples),
    .see_also = "phala-abi-encode(1), phala-abi-event(1)",
    .run = selector_run,
};
