/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/environment.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/num.h"

enum { DEFAULT_WIDTH = 80, WIDEST = 1000 };

static bool is_set(const char *variable)
{
    return variable != NULL && variable[0] != 0;
}

/* The environment is read once, at the start, when there is one thread. */
static const char *variable(const char *name)
{
    return getenv(name); /* NOLINT(concurrency-mt-unsafe) */
}

static const char *locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *value = variable(names[i]);
        if (is_set(value)) {
            return value;
        }
    }
    return "C";
}

struct environment environment_read(void)
{
    return (struct environment){
        .home = variable("HOME"),
        .xdg_cache_home = variable("XDG_CACHE_HOME"),
        .xdg_data_home = variable("XDG_DATA_HOME"),
        .tmpdir = variable("TMPDIR"),
        .ssl_cert_file = variable("SSL_CERT_FILE"),
        .private_key = variable("PRIVATE_KEY"),
        .eth_keystore = variable("ETH_KEYSTORE"),
        .eth_password = variable("ETH_PASSWORD"),
        .eth_rpc_url = variable("ETH_RPC_URL"),
        .etherscan_api_key = variable("ETHERSCAN_API_KEY"),
        .no_color = variable("NO_COLOR"),
        .clicolor = variable("CLICOLOR"),
        .clicolor_force = variable("CLICOLOR_FORCE"),
        .force_color = variable("FORCE_COLOR"),
        .term = variable("TERM"),
        .columns = variable("COLUMNS"),
        .lang = locale(),
        .github_step_summary = variable("GITHUB_STEP_SUMMARY"),
        .ci = is_set(variable("CI")),
    };
}

unsigned environment_width(const struct environment *environment, int fd)
{
    if (isatty(fd) == 0) {
        return 0;
    }
    uint64_t columns = 0;
    if (environment->columns != NULL &&
        num_parse(text_of(environment->columns), WIDEST, &columns) && columns > 0) {
        return (unsigned)columns;
    }
    struct winsize size = {0};
    if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
        return size.ws_col;
    }
    return DEFAULT_WIDTH;
}

bool environment_is_utf8(const struct environment *environment)
{
    struct text name;
    struct text charset;
    struct text modifier;
    if (!text_split(text_of(environment->lang), '.', &name, &charset)) {
        return false;
    }
    (void)text_split(charset, '@', &charset, &modifier);
    return text_equal_ignoring_case(charset, text_of("utf-8")) ||
           text_equal_ignoring_case(charset, text_of("utf8"));
}
