/* SPDX-License-Identifier: Apache-2.0 */
#include "commands/wallet/password.h"

#include "commands/secret_ask.h"

bool new_password(const struct context *context, const char *file, const char *option,
                  struct secret *out, struct err *e)
{
    const struct question question = {
        .text = "Password of the new keystore", .option = option, .is_new = true};
    if (file == NULL) {
        return secret_ask(context, &question, out, e);
    }
    TRY(secret_file_read(file, out, e));
    return secret_line(out).len > 0 ||
           err_set(e, ERR_USAGE, "'%s': an empty password protects nothing", file);
}
