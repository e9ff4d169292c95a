/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_CHAIN_WRITE_H
#define VECTORS_CHAIN_WRITE_H

#include "platform.h"

/* PEM with one BEGIN and one END line. */
void pem_write(struct buf *to, const char *label, struct bytes der, const char *eol);

/* The chain as `spec` describes it; `leaf` is what its letter l stands for. */
void chain_write(struct buf *to, const struct platform *p, const struct chain_spec *spec,
                 const struct cert_spec *leaf);

#endif
