/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_OPTION_H
#define PHALA_CLI_OPTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/instant.h"

/* What an option takes, and the type of its field in the command's args. */
enum option_kind {
    OPTION_FLAG,      /* bool */
    OPTION_TEXT,      /* const char * */
    OPTION_FILE,      /* const char *: a path, or - */
    OPTION_CHOICE,    /* const char *: one of `choices` */
    OPTION_WORD,      /* const char *: one of `choices` behind '='; "" where it stands alone */
    OPTION_COUNT,     /* struct option_number: a decimal number */
    OPTION_DURATION,  /* struct option_number: milliseconds, from 30, 30s, 500ms, 5m, 2h */
    OPTION_INSTANT,   /* struct option_instant: RFC 3339 or Unix seconds */
    OPTION_DATE,      /* struct option_instant: YYYY-MM-DD or RFC 3339 */
    OPTION_LIST,      /* struct option_list: may be repeated; of `choices` where there are any */
    OPTION_FILES,     /* struct option_list of paths: may be repeated */
    OPTION_KEY_VALUE, /* struct option_list of KEY=VALUE: may be repeated */
};

struct option_number {
    bool given;
    uint64_t value;
};

struct option_instant {
    bool given;
    instant at;
};

/* Values in the order they were given, owned by the frame. */
struct option_list {
    const char **at;
    size_t n;
};

struct option {
    const char *name; /* without the dashes */
    char letter;      /* 0: none */
    bool is_format;   /* chooses the form of the answer: "json" is the same as --json */
    enum option_kind kind;
    const char *value;              /* "FILE", "[=required]" of a word; NULL for a flag */
    size_t at;                      /* offset of the field in the args: OPTION_AT */
    const char *help;               /* at most 60 characters */
    const char *const *choices;     /* ends in NULL; what OPTION_CHOICE and OPTION_LIST accept */
    const char *const *suggestions; /* ends in NULL; offered by completion, not enforced */
};

/* An offset that does not compile when the field is not of the type that the kind asks for. */
#define OPTION_AT(args, field, type)                                                               \
    (offsetof(args, field) +                                                                       \
     0 * sizeof(                                                                                   \
             char[__builtin_types_compatible_p(__typeof__(((args *)0)->field), type) ? 1 : -1]))

/* Rows that most tables have, of a field at `place`: OPTION_AT. */
#define OPTION_TEXT_ROW(option, place, takes, text)                                                \
    {.name = (option), .kind = OPTION_TEXT, .value = (takes), .at = (place), .help = (text)}
#define OPTION_FILE_ROW(option, place, text)                                                       \
    {.name = (option), .kind = OPTION_FILE, .value = "FILE", .at = (place), .help = (text)}
#define OPTION_FLAG_ROW(option, place, text)                                                       \
    {.name = (option), .kind = OPTION_FLAG, .at = (place), .help = (text)}

#endif
