/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_LICENSE_H
#define PHALA_EXPLORER_LICENSE_H

#include "base/text.h"

/* The licenses that explorers know. */
struct license {
    const char *spdx;  /* "GPL-3.0" */
    const char *word;  /* Blockscout's: "gnu_gpl_v3" */
    const char *digit; /* Etherscan's licenseType, which Blockscout takes as well: "5" */
};

/* By an SPDX identifier, of any case and with or without -only and -or-later; NULL when it is not
 * one of the fourteen. "UNLICENSED", which is what sources say that are not open, is none. */
const struct license *license_by_spdx(struct text identifier);

#endif
