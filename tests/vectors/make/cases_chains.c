/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <stddef.h>

/* What a PEM text of certificates may look like: exactly the chain, in order, nothing between. */

static const struct {
    const char *name;
    size_t at; /* of the struct chain_spec */
    const char *category;
    bool has_intermediate;
} CHAINS[] = {
    {"pck", offsetof(struct platform, embedded), "pck_chain", true},
    {"tcb", offsetof(struct platform, tcb_document.chain), "tcb_chain", false},
    {"qe", offsetof(struct platform, qe_document.chain), "qe_identity_chain", false},
    {"external", offsetof(struct platform, external), "pck_chain", true},
};

#define EXACTLY "16: exactly the certificates of the chain, in order"
#define NOTHING "16: nothing but white space and NUL outside the blocks"
#define PINNED  "3: the root is byte-equal to the pinned one"

/* `long_order` and `short_order` are for chains with and without an intermediate. */
static const struct {
    const char *name;
    const char *category; /* NULL: the chain's own; "": accepted */
    const char *rule;
    const char *long_order;
    const char *short_order;
    struct chain_spec text;
} SHAPES[] = {
    {"empty", NULL, EXACTLY, "", "", {0}},
    {"no_root", NULL, EXACTLY, "li", "l", {0}},
    {"no_leaf", NULL, EXACTLY, "ir", "r", {0}},
    {"no_intermediate", NULL, EXACTLY, "lr", NULL, {0}},
    {"reversed", NULL, EXACTLY, "ril", "rl", {0}},
    {"middle_last", NULL, EXACTLY, "lri", NULL, {0}},
    {"leaf_second", NULL, EXACTLY, "ilr", NULL, {0}},
    {"root_twice", NULL, EXACTLY, "lirr", "lrr", {0}},
    {"leaf_twice", NULL, EXACTLY, "llir", "llr", {0}},
    {"extra_behind", NULL, EXACTLY, "lirm", "lrm", {0}},
    {"extra_intermediate", NULL, EXACTLY, "liir", "lir", {0}},
    {"root_with_other_serial", "root", PINNED, "lis", "ls", {0}},
    {"text_before", NULL, NOTHING, "lir", "lr", {.head = "subject=CN\n"}},
    {"text_between", NULL, NOTHING, "lir", "lr", {.gap = "x\n"}},
    {"text_behind", NULL, NOTHING, "lir", "lr", {.tail = "x"}},
    {"unfinished_behind", NULL, NOTHING, "lir", "lr", {.tail = "-----BEGIN CERTIFICATE-----\n"}},
    {"broken_base64", NULL, "2: the blocks are base64", "lir", "lr", {.broken = 100}},
    {"space_before", "", NOTHING, "lir", "lr", {.head = " \t\n"}},
    {"space_between", "", NOTHING, "lir", "lr", {.gap = "\r\n \n"}},
    {"space_behind", "", NOTHING, "lir", "lr", {.tail = "\n\n"}},
    {"crlf", "", "2: lines can end in CR LF", "lir", "lr", {.eol = "\r\n"}},
};

static void reshape(struct platform *p, const struct test_case *c)
{
    size_t chain = (size_t)c->number / COUNT(SHAPES);
    size_t shape = (size_t)c->number % COUNT(SHAPES);
    struct chain_spec *spec = (void *)((char *)p + CHAINS[chain].at);
    if (spec == &p->external) {
        p->quote.inner_type = 3;
        p->quote.certification = CERTIFIED_BY_FILLER;
        p->quote.filler = 404;
    }
    *spec = SHAPES[shape].text;
    spec->order = CHAINS[chain].has_intermediate ? SHAPES[shape].long_order
                                                 : SHAPES[shape].short_order;
}

static void add_shape(struct case_list *to, size_t chain, size_t shape)
{
    const char *category = SHAPES[shape].category;
    struct test_case one = {
        .name = case_name("chain_%s_%s", CHAINS[chain].name, SHAPES[shape].name),
        .group = "chains",
        .rule = SHAPES[shape].rule,
        .change = reshape,
        .number = (long long)(chain * COUNT(SHAPES) + shape),
    };
    if (category == NULL) {
        one.category = CHAINS[chain].category;
    } else if (category[0] != '\0') {
        one.category = category;
    }
    if (category == NULL && SHAPES[shape].text.head == NULL && SHAPES[shape].text.tail == NULL) {
        one.note = "what stands in the wrong place can fail further checks";
    }
    if (CHAINS[chain].has_intermediate || SHAPES[shape].short_order != NULL) {
        case_add(to, &one);
    }
}

static void without_nul(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->embedded.ends_in_nul = false;
}

static void pck_from_root(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.issuer_key = p->root.key;
    p->pck.issuer = p->root.subject;
    p->embedded.order = "lr";
}

static void another_root(struct platform *p, const struct test_case *c)
{
    (void)c;
    change_signer(p, "root", (struct signer){"another root", CURVE_P256});
}

/* A document signed by the PCK key, with the PCK chain as its issuer chain. */
static void by_pck_chain(struct platform *p, const struct test_case *c)
{
    struct document_spec *document = c->number == 0 ? &p->tcb_document : &p->qe_document;
    document->signer = p->pck.key;
    document->chain.order = "pir";
}

/* The signer is issued by the intermediate, and the chain says so. */
static void by_intermediate(struct platform *p, const struct test_case *c)
{
    struct cert_spec *cert = c->number == 0 ? &p->tcb_signer : &p->qe_signer;
    struct document_spec *document = c->number == 0 ? &p->tcb_document : &p->qe_document;
    cert->issuer_key = p->intermediate.key;
    cert->issuer = p->intermediate.subject;
    document->chain.order = "lir";
}

/* The intermediate takes the leaf's place: a CA signs a document. */
static void by_ca(struct platform *p, const struct test_case *c)
{
    struct document_spec *document = c->number == 0 ? &p->tcb_document : &p->qe_document;
    document->signer = p->intermediate.key;
    document->chain.order = "ir";
}

static const struct test_case CASES_CHAINS[] = {
    ACCEPTED("chain_pck_without_nul", "2: the NUL behind the chain is optional",
             .change = without_nul),
    REFUSED("chain_pck_from_root", "pck_chain", "3: leaf, intermediate, root",
            .change = pck_from_root),
    REFUSED("chain_all_under_another_root", "root", PINNED, .change = another_root,
            .note = "everything is consistent under a root of the same name with another key"),
    REFUSED("chain_all_under_another_root_sgx", "root", PINNED, .base = SGX_V3,
            .change = another_root),
    REFUSED("chain_tcb_by_pck", "tcb_chain", "13: F1, a PCK key does not sign TCB Info",
            .change = by_pck_chain, .number = 0,
            .note = "length of the chain and common name are both wrong"),
    REFUSED("chain_qe_by_pck", "qe_identity_chain", "13: F1, a PCK key does not sign a QE identity",
            .change = by_pck_chain, .number = 1,
            .note = "length of the chain and common name are both wrong"),
    REFUSED("chain_tcb_by_intermediate", "tcb_chain", "3: the root issues the TCB signer",
            .change = by_intermediate, .number = 0),
    REFUSED("chain_qe_by_intermediate", "qe_identity_chain", "3: the root issues the TCB signer",
            .change = by_intermediate, .number = 1),
    REFUSED("chain_tcb_by_ca", "tcb_chain", "3: a CA is no leaf", .change = by_ca, .number = 0,
            .note = "common name and KeyUsage are wrong with it"),
    REFUSED("chain_qe_by_ca", "qe_identity_chain", "3: a CA is no leaf", .change = by_ca,
            .number = 1, .note = "common name and KeyUsage are wrong with it"),
};

void cases_chains(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(CHAINS); i++) {
        for (size_t j = 0; j < COUNT(SHAPES); j++) {
            add_shape(to, i, j);
        }
    }
    case_add_all(to, "chains", CASES_CHAINS, COUNT(CASES_CHAINS));
}
