/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_OS_JUDGE_H
#define PHALA_ATTEST_OS_JUDGE_H

#include <stdbool.h>

#include "attest/dstack.h"
#include "attest/os/image.h"
#include "attest/os/reference.h"
#include "attest/os/vm_config.h"

/* For the files that set os.* alone: what there is to compare the system with. */

enum carried_state {
    CARRIED_NONE,       /* vm_config has no measurement document, or there is no vm_config */
    CARRIED_UNREADABLE, /* vm_config, or the document in it, is of a form that is not known */
    CARRIED_WRONG,      /* it is not the one that the image's list of files names */
    CARRIED_BOUND,      /* it belongs to the image of that hash */
};

struct os_case {
    struct trial *t;
    struct vm_config config; /* empty where there is none */
    enum carried_state carried_state;
    struct os_image carried;      /* when bound: the machine's own word of what it runs */
    struct err carried_error;     /* when it is unreadable or wrong */
    const struct os_image *given; /* what the caller gave; NULL: nothing */
    const struct os_image *image; /* what the registers are compared with; NULL: nothing */
    bool is_own_word;             /* that is the machine's document, of an image nobody asked for */
    struct os_reference reference; /* for this machine; when there is an image */
};

/* os.measurement, os.image_hash, os.development */
void os_judge_image(const struct os_case *c);

/* os.identity; behind the registers */
void os_judge_identity(const struct os_case *c);

#endif
