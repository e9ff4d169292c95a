/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "commands/verify_options.h"
#include "evidence/load.h"

enum { APP_FILE_CAP = 16 * 1024 * 1024 };

/* Nothing where the option is not given. */
static bool load_text(const char *role, const char *expected, const char *path, struct buf *to,
                      struct text *out, struct inputs *inputs, struct err *e)
{
    if (path == NULL) {
        return true;
    }
    const struct load load = {
        .role = role, .expected = expected, .cap = APP_FILE_CAP, .stdin_fd = STDIN_FILENO};
    TRY(load_operand(&load, path, to, inputs, e));
    *out = buf_view_text(to);
    return true;
}

bool verify_app_load(const struct verify_args *args, struct inputs *inputs,
                     struct verify_policy *out, struct err *e)
{
    struct app_options *app = &out->options.app;
    app->compose_name = args->compose;
    return load_text("app-compose", "an app-compose.json", args->app_compose, &out->app_compose,
                     &app->app_compose, inputs, e) &&
           load_text("compose", "a docker-compose file", args->compose, &out->compose,
                     &app->compose, inputs, e);
}
