/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/amount_argument.h"

#include "chain/amount.h"

bool amount_argument(const char *name, const char *text, struct u256 *out, struct err *e)
{
    return text == NULL || amount_parse(text_of(text), out, e) ||
           err_wrap(e, "option '--%s'", name);
}
