/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/send_options.h"

#include <string.h>

#include "base/mem.h"
#include "base/num.h"
#include "base/path.h"
#include "commands/amount_argument.h"

enum {
    TIMEOUT_MS = 5 * 60 * 1000,
    TIMEOUT_BLOCKS = 30,
    CONFIRMATIONS_MAX = 100000,
};

const char *const send_waits[] = {"none", "included", "confirmations=", "safe", "finalized", NULL};

static bool read_wait(const char *text, struct send_options *out, struct err *e)
{
    static const struct {
        const char *word;
        enum sender_wait wait;
    } words[] = {
        {"none", SENDER_WAIT_NONE},
        {"included", SENDER_WAIT_INCLUDED},
        {"safe", SENDER_WAIT_SAFE},
        {"finalized", SENDER_WAIT_FINALIZED},
    };
    static const char counted[] = "confirmations=";
    out->wait = SENDER_WAIT_INCLUDED;
    for (size_t i = 0; text != NULL && i < COUNT(words); i++) {
        if (strcmp(text, words[i].word) == 0) {
            out->wait = words[i].wait;
            return true;
        }
    }
    if (text == NULL) {
        return true;
    }
    out->wait = SENDER_WAIT_CONFIRMED;
    return (text_starts(text_of(text), counted) &&
            num_parse(text_of(text + sizeof counted - 1), CONFIRMATIONS_MAX, &out->confirmations) &&
            out->confirmations > 0) ||
           err_set(e, ERR_USAGE,
                   "option '--wait': '%.60s' is not none, included, confirmations=N, safe or "
                   "finalized",
                   text);
}

bool send_options_read(const struct send_args *args, struct send_options *out, struct err *e)
{
    *out = (struct send_options){.gas_limit = args->gas_limit.value};
    if (args->gas_price != NULL && (args->max_fee != NULL || args->priority_fee != NULL)) {
        return err_set(e, ERR_USAGE,
                       "option '--gas-price' does not go with '--max-fee' and '--priority-fee'");
    }
    if (args->gas_limit.given && args->gas_limit.value == 0) {
        return err_set(e, ERR_USAGE, "option '--gas-limit': nothing runs with 0");
    }
    TRY(amount_argument("max-fee", args->max_fee, &out->max_fee, e) &&
        amount_argument("priority-fee", args->priority_fee, &out->priority_fee, e) &&
        amount_argument("gas-price", args->gas_price, &out->gas_price, e) &&
        amount_argument("max-cost", args->max_cost, &out->max_cost, e));
    out->has_max_cost = args->max_cost != NULL;
    out->wish.max_fee = args->max_fee != NULL ? &out->max_fee : NULL;
    out->wish.priority_fee = args->priority_fee != NULL ? &out->priority_fee : NULL;
    out->wish.gas_price = args->gas_price != NULL ? &out->gas_price : NULL;
    TRY(read_wait(args->wait, out, e));
    return out->wait != SENDER_WAIT_NONE || !args->wait_timeout.given ||
           err_set(e, ERR_USAGE,
                   "option '--wait-timeout' does not go with '--wait none': nothing is waited for");
}

struct sender_options send_options_sender(const struct context *context,
                                          const struct send_args *args,
                                          const struct send_options *options, uint32_t block_ms)
{
    const int64_t blocks = (int64_t)block_ms * TIMEOUT_BLOCKS;
    const int64_t usual = blocks > TIMEOUT_MS ? blocks : TIMEOUT_MS;
    return (struct sender_options){
        .wait = options->wait,
        .confirmations = options->confirmations,
        .timeout_ms = args->wait_timeout.given ? (int64_t)args->wait_timeout.value : usual,
        .block_ms = block_ms,
        .log = &context->log,
        .warnings = &context->warnings,
        .interrupted = context->interrupted,
    };
}

char *send_journal_folder(const struct context *context)
{
    const struct environment *environment = context->environment;
    char *data = path_data(environment->xdg_data_home, environment->home);
    if (data == NULL) {
        return NULL;
    }
    char *folder = path_join(data, "journal");
    mem_free(data);
    return folder;
}
