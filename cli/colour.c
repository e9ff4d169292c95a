/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/colour.h"

#include "base/text.h"

static bool is_set(const char *variable)
{
    return variable != NULL && variable[0] != 0;
}

static bool is(const char *variable, const char *value)
{
    return variable != NULL && text_is(text_of(variable), value);
}

bool colour_is_wanted(const char *option, const struct environment *environment, bool is_terminal)
{
    if (is(option, "always") || is(option, "never")) {
        return is(option, "always");
    }
    if (is_set(environment->no_color)) {
        return false;
    }
    if ((is_set(environment->clicolor_force) && !is(environment->clicolor_force, "0")) ||
        is_set(environment->force_color)) {
        return true;
    }
    return is_terminal && !is(environment->clicolor, "0") && !is(environment->term, "dumb");
}
