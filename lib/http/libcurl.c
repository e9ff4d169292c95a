/* SPDX-License-Identifier: Apache-2.0 */
#include "http/libcurl.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>

#include "http/http.h"

struct libcurl libcurl;
static once_flag library_once = ONCE_FLAG_INIT;

static bool find_symbol(void *handle, const char *name, void *slot)
{
    void *symbol = dlsym(handle, name);
    memcpy(slot, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void open_library(void)
{
    /* GnuTLS, which LDAP brings along, would set itself up for nobody: a fifth of the time and a
     * megabyte. NOLINTNEXTLINE(concurrency-mt-unsafe) */
    (void)setenv("GNUTLS_NO_IMPLICIT_INIT", "1", 0);
    /* It stays until the process ends: libcurl and the thirty libraries that it loads do not like
     * to be unloaded. Functions are looked up when they are called, which few are: a millisecond.
     */
    void *handle = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
    bool whole = handle != NULL;
#define FIND(name) whole = whole && find_symbol(handle, #name, &libcurl.call_##name);
    LIBCURL_FUNCTIONS(FIND)
#undef FIND
    libcurl.is_open = whole && CURL(global_init)(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

bool libcurl_need(struct err *e)
{
    call_once(&library_once, open_library);
    if (libcurl.is_open) {
        return true;
    }
    (void)err_set(e, ERR_NETWORK, "libcurl.so.4 cannot be loaded, and requests need it");
    return err_hint(e, "install the Debian package libcurl4, or stay --offline");
}

const char *http_library_version(void)
{
    struct err e;
    return libcurl_need(&e) ? CURL(version)() : NULL;
}
