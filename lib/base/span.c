/* SPDX-License-Identifier: Apache-2.0 */
#include "base/span.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>

#include "base/macro.h"

static const struct unit {
    const char *name;
    uint64_t seconds;
} units[] = {
    {"day", 24L * 60 * 60},
    {"hour", 60L * 60},
    {"minute", 60},
    {"second", 1},
};

/* How many of a unit; returns `out`. */
static const char *count(uint64_t n, const char *unit, char out[SPAN_TEXT])
{
    (void)snprintf(out, SPAN_TEXT, "%" PRIu64 " %s%s", n, unit, n == 1 ? "" : "s");
    return out;
}

const char *span_format(uint64_t seconds, char out[SPAN_TEXT])
{
    size_t i = 0;
    while (i + 1 < COUNT(units) && seconds < units[i].seconds) {
        i++;
    }
    (void)count(seconds / units[i].seconds, units[i].name, out);
    uint64_t rest = seconds % units[i].seconds;
    if (i + 1 < COUNT(units) && rest >= units[i + 1].seconds) {
        char first[SPAN_TEXT];
        char second[SPAN_TEXT];
        (void)snprintf(first, sizeof first, "%s", out);
        (void)snprintf(out, SPAN_TEXT, "%.26s %.20s", first,
                       count(rest / units[i + 1].seconds, units[i + 1].name, second));
    }
    return out;
}

const char *span_relative(int64_t at, int64_t now, char out[SPAN_TEXT])
{
    char length[SPAN_TEXT];
    if (at == now) {
        (void)snprintf(out, SPAN_TEXT, "now");
    } else if (at > now) {
        (void)snprintf(out, SPAN_TEXT, "in %.44s",
                       span_format((uint64_t)at - (uint64_t)now, length));
    } else {
        (void)snprintf(out, SPAN_TEXT, "%.43s ago",
                       span_format((uint64_t)now - (uint64_t)at, length));
    }
    return out;
}
