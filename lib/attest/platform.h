/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_PLATFORM_H
#define PHALA_ATTEST_PLATFORM_H

#include <stdbool.h>
#include <stddef.h>

#include "attest/check.h"
#include "attest/collateral.h"
#include "attest/qe_identity.h"
#include "attest/quote/quote.h"
#include "attest/tcb_info.h"
#include "crypto/chain.h"
#include "crypto/crl.h"

/* Collateral, parsed: what can be read of it without a clock, a root or a quote. It can be kept and
 * used for many quotes of the same TEE, by one thread at a time or by several (it is const then).
 */

/* Why a piece could not be read. `check` is CHECK_NONE when it could. */
struct fault {
    enum check_id check;
    struct err err;
};

struct platform_chain {
    bool is_given, is_read;
    struct chain chain;
    struct fault fault;
};

struct platform_crl {
    bool is_given, is_read;
    struct crl crl;
    struct fault fault;
};

struct platform {
    struct collateral collateral; /* owns the bytes */
    enum tee tee;
    struct platform_chain pck_chain; /* pck_certificate_chain */
    struct platform_chain tcb_info_chain;
    struct platform_chain qe_identity_chain;
    struct platform_crl root_crl;
    struct platform_crl pck_crl;
    bool has_tcb_info, has_qe_identity; /* parsed */
    struct tcb_info tcb_info;
    struct fault tcb_info_fault;
    struct qe_identity qe_identity;
    struct fault qe_identity_fault;
};

/* Parses collateral for quotes of `tee`. It takes the collateral over (also on the way to faults:
 * there is no failure, only pieces that cannot be read). */
struct platform *platform_new(struct collateral *collateral, enum tee tee);
void platform_free(struct platform *platform);
AUTO_POINTER(struct platform, platform_free);

/* Collateral of several platforms, for evidence that has more than one quote. */
struct platforms {
    const struct platform **at; /* owned, and what they point to */
    size_t n;
};

/* Takes the platform over. */
void platforms_add(struct platforms *platforms, struct platform *platform);
void platforms_done(struct platforms *platforms);

#endif
