/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_EXPLORER_EXPLORER_ETHERSCAN_H
#define PHALA_EXPLORER_EXPLORER_ETHERSCAN_H

#include "explorer/explorer_run.h"

/* Etherscan's interface at run->form_url. For explorer_*.c alone. */

/* verifysourcecode; keeps the job that it makes in the run. */
MUST_CHECK bool etherscan_submit(struct explorer_run *run, struct explorer_answer *out,
                                 struct err *e);

/* checkverifystatus of that job. */
MUST_CHECK bool etherscan_poll(struct explorer_run *run, struct explorer_answer *out,
                               struct err *e);

#endif
