/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

void change_tcb_info(struct platform *p, const struct test_case *c)
{
    edits_add(&p->tcb_info.edits, c->from, c->to);
}

void change_tcb_info_late(struct platform *p, const struct test_case *c)
{
    edits_add(&p->tcb_document.late, c->from, c->to);
}

void change_qe_identity(struct platform *p, const struct test_case *c)
{
    edits_add(&p->qe_identity.edits, c->from, c->to);
}

void change_qe_identity_late(struct platform *p, const struct test_case *c)
{
    edits_add(&p->qe_document.late, c->from, c->to);
}

void change_collateral(struct platform *p, const struct test_case *c)
{
    edits_add(&p->collateral, c->from, c->to);
}

void change_nothing(struct platform *p, const struct test_case *c)
{
    (void)p;
    (void)c;
}

void change_to_module(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_with_module(p);
}

void change_to_processor_ca(struct platform *p, const struct test_case *c)
{
    (void)c;
    platform_of_processor_ca(p);
}

void change_signer(struct platform *p, const char *label, struct signer to)
{
    struct signer *all[] = {
        &p->root.key,
        &p->root.issuer_key,
        &p->intermediate.key,
        &p->intermediate.issuer_key,
        &p->pck.key,
        &p->pck.issuer_key,
        &p->tcb_signer.key,
        &p->tcb_signer.issuer_key,
        &p->qe_signer.key,
        &p->qe_signer.issuer_key,
        &p->root_crl.issuer_key,
        &p->pck_crl.issuer_key,
        &p->tcb_document.signer,
        &p->qe_document.signer,
        &p->quote.qe_signer,
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        if (strcmp(all[i]->label, label) == 0) {
            *all[i] = to;
        }
    }
}

void change_subject(struct platform *p, struct cert_spec *cert, const char *common_name)
{
    const char *old = cert->subject.common_name;
    struct name *issuers[] = {&p->root.issuer,       &p->intermediate.issuer, &p->pck.issuer,
                              &p->tcb_signer.issuer, &p->qe_signer.issuer,    &p->root_crl.issuer,
                              &p->pck_crl.issuer};
    for (size_t i = 0; i < COUNT(issuers); i++) {
        if (strcmp(issuers[i]->common_name, old) == 0) {
            issuers[i]->common_name = common_name;
        }
    }
    cert->subject.common_name = common_name;
}
