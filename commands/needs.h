/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_COMMANDS_NEEDS_H
#define PHALA_COMMANDS_NEEDS_H

#include "cli/command.h"
#include "evidence/gather.h"

/* What commands that look for collateral share: their options, and the prepared parts. */
struct network_args {
    bool offline, no_cache;
    const char *pccs, *tcb_update;
};

extern const char *const needs_services[];
extern const char *const needs_tcb_updates[];

/* Rows of an options table, for a member `field` of type struct network_args. */
#define NETWORK_OPTIONS(args, field)                                                               \
    {.name = "pccs",                                                                               \
     .kind = OPTION_TEXT,                                                                          \
     .value = "URL",                                                                               \
     .at = OPTION_AT(args, field.pccs, const char *),                                              \
     .help = "where missing collateral is fetched",                                                \
     .suggestions = needs_services},                                                               \
        {.name = "tcb-update",                                                                     \
         .kind = OPTION_CHOICE,                                                                    \
         .value = "WHEN",                                                                          \
         .at = OPTION_AT(args, field.tcb_update, const char *),                                    \
         .help = "TCB bar: standard, or early after a disclosure",                                 \
         .choices = needs_tcb_updates},                                                            \
        {.name = "no-cache",                                                                       \
         .kind = OPTION_FLAG,                                                                      \
         .at = OPTION_AT(args, field.no_cache, bool),                                              \
         .help = "neither read nor write the cache of collateral"},                                \
        {.name = "offline",                                                                        \
         .kind = OPTION_FLAG,                                                                      \
         .at = OPTION_AT(args, field.offline, bool),                                               \
         .help = "never touch the network; files and cache only"}

/* The sources that a command may use, from its context and these options. */
struct gather needs_gather(const struct context *context, const struct network_args *args);

bool needs_prepare(unsigned needs, struct context *context, struct err *e);
void needs_release(struct context *context);

enum { NEEDS_LIBRARIES = 3 };
extern const struct library needs_libraries[NEEDS_LIBRARIES];

#endif
