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

static const char *locale(void)
{
    static const char *const names[] = {"LC_ALL", "LC_CTYPE", "LANG"};
    for (size_t i = 0; i < COUNT(names); i++) {
        const char *value = getenv(names[i]);
        if (is_set(value)) {
            return value;
        }
    }
    return "C";
}

struct environment environment_read(void)
{
    return (struct environment){
        .home = getenv("HOME"),
        .xdg_cache_home = getenv("XDG_CACHE_HOME"),
        .tmpdir = getenv("TMPDIR"),
        .ssl_cert_file = getenv("SSL_CERT_FILE"),
        .no_color = getenv("NO_COLOR"),
        .clicolor = getenv("CLICOLOR"),
        .clicolor_force = getenv("CLICOLOR_FORCE"),
        .force_color = getenv("FORCE_COLOR"),
        .term = getenv("TERM"),
        .columns = getenv("COLUMNS"),
        .lang = locale(),
        .ci = is_set(getenv("CI")),
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
