/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_DEVICE_H
#define PHALA_ATTEST_DEVICE_H

#include "attest/dstack.h"

/* A machine has two device ids (dstack specification section 4): SHA-256 of the quote header's user
 * data, and in newer releases that of the platform's PPID, which its PCK certificate names. The app
 * has the first one; when the document claims, or the user expects, the second one, it gets that.
 */
void device_choose(struct trial *t);

#endif
