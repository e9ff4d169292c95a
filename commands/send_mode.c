/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/send_mode.h"

static bool refuse(const char *given, const char *option, const char *reason, struct err *e)
{
    return err_set(e, ERR_USAGE, "option '--%s' does not go with '%s': %s", given, option, reason);
}

bool send_mode_check(const struct send_mode *mode, const struct send_args *args, struct err *e)
{
    const char *free = mode->reason != NULL ? mode->reason : "others pay for it";
    const struct {
        const char *option;
        bool is_given, has_sense;
        const char *reason;
    } rows[] = {
        {"wait", args->wait != NULL, mode->waits, "nothing is sent"},
        {"wait-timeout", args->wait_timeout.given, mode->waits, "nothing is sent"},
        {"max-fee", args->max_fee != NULL, mode->pays, free},
        {"priority-fee", args->priority_fee != NULL, mode->pays, free},
        {"gas-price", args->gas_price != NULL, mode->pays, free},
        {"gas-limit", args->gas_limit.given, mode->pays, free},
        {"max-cost", args->max_cost != NULL, mode->pays, free},
    };
    for (size_t i = 0; i < COUNT(rows) && mode->option != NULL; i++) {
        if (rows[i].is_given && !rows[i].has_sense) {
            return refuse(rows[i].option, mode->option, rows[i].reason, e);
        }
    }
    return true;
}

bool send_mode_no_key(const char *option, const struct key_args *args, struct err *e)
{
    const char *given = key_source_named(args);
    return given == NULL || refuse(given, option, "no key is read", e);
}
