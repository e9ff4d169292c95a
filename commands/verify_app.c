/* SPDX-License-Identifier: Apache-2.0 */
#include <unistd.h>

#include "base/mem.h"
#include "commands/verify_options.h"
#include "compose/app_compose.h"
#include "evidence/load.h"
#include "evidence/os_image.h"

enum { APP_FILE_CAP = 16 * 1024 * 1024 };

static struct load load_of(const char *role, const char *expected)
{
    return (struct load){
        .role = role, .expected = expected, .cap = APP_FILE_CAP, .stdin_fd = STDIN_FILENO};
}

/* Nothing where the option is not given. */
static bool load_text(const struct load *load, const char *path, struct inputs *inputs,
                      struct buf *to, struct err *e)
{
    return path == NULL || load_operand(load, path, to, inputs, e);
}

static struct text text_in(const struct buf *loaded, const char *path)
{
    return path != NULL ? buf_view_text(loaded) : (struct text){NULL, 0};
}

static bool load_app(const struct verify_args *args, struct inputs *inputs,
                     struct verify_policy *out, struct err *e)
{
    struct app_options *app = &out->options.app;
    const struct load app_compose = load_of("app-compose", "an app-compose.json");
    struct load compose = load_of("compose", "a docker-compose file");
    compose.cap = APP_COMPOSE_SIZE_MAX; /* of what it is compared with */
    TRY(load_text(&app_compose, args->app_compose, inputs, &out->app_compose, e));
    TRY(load_text(&compose, args->compose, inputs, &out->compose, e));
    app->app_compose = text_in(&out->app_compose, args->app_compose);
    app->compose = text_in(&out->compose, args->compose);
    app->compose_name = args->compose;
    return true;
}

static bool load_os(const struct verify_args *args, struct inputs *inputs,
                    struct verify_policy *out, struct err *e)
{
    const struct load load = load_of("os-image", "a release of the operating system");
    if (args->os_image == NULL) {
        return true;
    }
    TRY(os_image_load(&load, args->os_image, &out->os_image, inputs, e));
    out->options.app.os_image = &out->os_image;
    return true;
}

static bool load_rules(const struct verify_args *args, struct inputs *inputs,
                       struct verify_policy *out, struct err *e)
{
    AUTO(buf_done) struct buf file = {0};
    const struct load load = load_of("policy", "a policy");
    if (args->policy == NULL) {
        return true;
    }
    TRY(load_operand(&load, args->policy, &file, inputs, e));
    out->rules = mem_new(sizeof *out->rules);
    return (policy_parse(buf_view(&file), out->rules, e) &&
            policy_apply(out->rules, &out->options, e)) ||
           err_wrap(e, "'%s'", args->policy);
}

bool verify_app_load(const struct verify_args *args, struct inputs *inputs,
                     struct verify_policy *out, struct err *e)
{
    return load_app(args, inputs, out, e) && load_os(args, inputs, out, e) &&
           verify_bind_load(args, inputs, &out->bind, &out->options.app, e) &&
           load_rules(args, inputs, out, e);
}
