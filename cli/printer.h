/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_CLI_PRINTER_H
#define PHALA_CLI_PRINTER_H

#include "cli/print.h"
#include "codec/json_write.h"

/* What the two writers share; for print.c, print_text.c and print_json.c alone. */
struct printer {
    const struct print_ops *ops;
    struct buf out;
    struct json_writer json;
    struct print_style style;
    unsigned depth;  /* text: indentation in steps */
    bool first_item; /* text: the next field follows a list's dash */
    int fd;
};

#endif
