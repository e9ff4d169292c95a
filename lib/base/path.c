/* SPDX-License-Identifier: Apache-2.0 */
#include "base/path.h"

#include <stdbool.h>
#include <string.h>

#include "base/buf.h"

char *path_join(const char *folder, const char *name)
{
    size_t n = strlen(folder);
    AUTO(buf_done) struct buf b = buf_start(n + 1 + strlen(name));
    buf_text(&b, folder);
    if (n > 0 && folder[n - 1] != '/') {
        buf_char(&b, '/');
    }
    buf_text(&b, name);
    return text_dup(buf_view_text(&b));
}

static bool is_absolute(const char *path)
{
    return path != NULL && path[0] == '/';
}

static char *path_of(const char *folder, const char *home, const char *below_home)
{
    if (is_absolute(folder)) {
        return path_join(folder, "phala");
    }
    return is_absolute(home) ? path_join(home, below_home) : NULL;
}

char *path_cache(const char *xdg_cache_home, const char *home)
{
    return path_of(xdg_cache_home, home, ".cache/phala");
}

char *path_data(const char *xdg_data_home, const char *home)
{
    return path_of(xdg_data_home, home, ".local/share/phala");
}
