/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_HTTP_LIBCURL_H
#define PHALA_HTTP_LIBCURL_H

#include <curl/curl.h>
#include <stdbool.h>

#include "base/err.h"
#include "base/macro.h"

/* libcurl, opened at first use: a program that makes no request does not load it. */

/* What is used of it. */
#define LIBCURL_FUNCTIONS(X)                                                                       \
    X(curl_global_init)                                                                            \
    X(curl_easy_init)                                                                              \
    X(curl_easy_cleanup)                                                                           \
    X(curl_easy_reset)                                                                             \
    X(curl_easy_setopt)                                                                            \
    X(curl_easy_getinfo)                                                                           \
    X(curl_easy_strerror)                                                                          \
    X(curl_multi_init)                                                                             \
    X(curl_multi_cleanup)                                                                          \
    X(curl_multi_add_handle)                                                                       \
    X(curl_multi_remove_handle)                                                                    \
    X(curl_multi_perform)                                                                          \
    X(curl_multi_poll)                                                                             \
    X(curl_multi_info_read)                                                                        \
    X(curl_slist_append)                                                                           \
    X(curl_slist_free_all)                                                                         \
    X(curl_version)

#define LIBCURL_POINTER(name) __typeof__(name) *call_##name;
struct libcurl {
    bool is_open;
    LIBCURL_FUNCTIONS(LIBCURL_POINTER)
};

/* Filled once, by libcurl_need in the first thread that calls it, and constant from then on. */
extern struct libcurl libcurl;

/* Of a function: CURL(easy_init)(). After libcurl_need. */
#define CURL(name) libcurl.call_curl_##name

/* Opens it, the first time. ERR_NETWORK names the package when it is not there. */
MUST_CHECK bool libcurl_need(struct err *e);

#endif
