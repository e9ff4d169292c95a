/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"

static const char USAGE[] =
    "Usage: vectors-make cases OUTDIR\n"
    "       vectors-make platforms N [--root FILE]\n"
    "       vectors-make same N [--root FILE] [--no-collateral] [--collateral FILE]\n"
    "       vectors-make pccs OUTDIR\n"
    "       vectors-make td OUTDIR [--set NAME=HEX]…\n"
    "       vectors-make tour OUTDIR\n";

static const struct {
    const char *name;
    void (*run)(const struct command_options *options);
} COMMANDS[] = {
    {"cases", cases_command}, {"platforms", platforms_command},
    {"same", same_command},   {"pccs", pccs_command},
    {"td", td_command},       {"tour", tour_command},
};

/* Takes one option and its value off; NULL when that is no option. */
static char **option_take(char **args, struct command_options *options)
{
    if (strcmp(args[0], "--no-collateral") == 0) {
        options->no_collateral = true;
        return args + 1;
    }
    if (args[1] != NULL && strcmp(args[0], "--set") == 0 && options->n_sets < SETS_MAX) {
        options->sets[options->n_sets++] = args[1];
        return args + 2;
    }
    bool is_root = strcmp(args[0], "--root") == 0;
    if (args[1] == NULL || (!is_root && strcmp(args[0], "--collateral") != 0)) {
        return NULL;
    }
    *(is_root ? &options->root : &options->collateral) = args[1];
    return args + 2;
}

int main(int argc, char **argv)
{
    struct command_options options = {.argument = argc > 2 ? argv[2] : NULL};
    char **args = argc > 2 ? argv + 3 : NULL;
    while (args != NULL && *args != NULL) {
        args = option_take(args, &options);
    }
    for (size_t i = 0; args != NULL && i < COUNT(COMMANDS); i++) {
        if (strcmp(argv[1], COMMANDS[i].name) == 0) {
            COMMANDS[i].run(&options);
            return EXIT_SUCCESS;
        }
    }
    (void)fputs(USAGE, stderr);
    return 2;
}
