/* SPDX-License-Identifier: Apache-2.0 */
#ifndef VECTORS_CHANGE_H
#define VECTORS_CHANGE_H

#include "case_list.h"

/* Changes that cases of several groups make. */

/* The case's `from` becomes its `to`, before or (late) after signing. */
void change_tcb_info(struct platform *p, const struct test_case *c);
void change_tcb_info_late(struct platform *p, const struct test_case *c);
void change_qe_identity(struct platform *p, const struct test_case *c);
void change_qe_identity_late(struct platform *p, const struct test_case *c);
void change_collateral(struct platform *p, const struct test_case *c);

void change_nothing(struct platform *p, const struct test_case *c);
void change_to_module(struct platform *p, const struct test_case *c);
void change_to_processor_ca(struct platform *p, const struct test_case *c);

/* Everything that this label signed or was named by goes over to another key or curve. */
void change_signer(struct platform *p, const char *label, struct signer to);

/* The common name of a subject, and of the issuer wherever it issued something. */
void change_subject(struct platform *p, struct cert_spec *cert, const char *common_name);

#endif
