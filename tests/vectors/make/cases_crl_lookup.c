/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

/* Who is on a CRL, and who is not. */

enum whom { PCK, INTERMEDIATE, TCB_SIGNER, QE_SIGNER, ROOT };

/* The QE identity's signer gets a serial number of its own, so that it can be revoked alone. */
static const char *serial_of(struct platform *p, enum whom whom)
{
    p->qe_signer.serial = "7e3882d5fb55294a40498e458403e91491bd0007";
    const char *const serials[] = {
        [PCK] = p->pck.serial,
        [INTERMEDIATE] = p->intermediate.serial,
        [TCB_SIGNER] = p->tcb_signer.serial,
        [QE_SIGNER] = p->qe_signer.serial,
        [ROOT] = p->root.serial,
    };
    return serials[whom];
}

static void on_root_crl(struct platform *p, const struct test_case *c)
{
    p->root_crl.revoked[0] = serial_of(p, (enum whom)c->number);
}

static void on_pck_crl(struct platform *p, const struct test_case *c)
{
    p->pck_crl.revoked[0] = serial_of(p, (enum whom)c->number);
}

static void serial_on_pck_crl(struct platform *p, const struct test_case *c)
{
    p->pck.serial = c->from;
    p->pck_crl.revoked[0] = c->to;
}

static void revoked_later(struct platform *p, const struct test_case *c)
{
    on_pck_crl(p, c);
    p->pck_crl.revoked_at = NOW + DAY;
}

static void revoked_later_by_root(struct platform *p, const struct test_case *c)
{
    on_root_crl(p, c);
    p->root_crl.revoked_at = NOW + DAY;
}

static void with_reason(struct platform *p, const struct test_case *c)
{
    on_pck_crl(p, c);
    p->pck_crl.with_reason = true;
}

/* Nobody of the platform is listed; `number` chooses what each entry carries. */
static void others_with_extension(struct platform *p, const struct test_case *c)
{
    static const struct extension CARRIED[] = {
        {"2.5.29.24", false, "180f32303236303130313030303030305a"}, /* invalidity date */
        {"2.5.29.24", true, "180f32303236303130313030303030305a"},
        {"2.5.29.21", true, "0a0101"}, /* reason */
    };
    p->pck_crl.n_others = 3;
    p->pck_crl.of_entries = CARRIED[c->number];
}

static void behind_others(struct platform *p, const struct test_case *c)
{
    on_pck_crl(p, c);
    p->pck_crl.n_others = 500;
}

static void behind_others_of_root(struct platform *p, const struct test_case *c)
{
    on_root_crl(p, c);
    p->root_crl.n_others = 500;
}

static void others_alone(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck_crl.n_others = p->root_crl.n_others = 500;
}

/* The revoked one stands between two others. */
static void in_the_middle(struct platform *p, const struct test_case *c)
{
    p->pck_crl.revoked[0] = "01";
    p->pck_crl.revoked[1] = serial_of(p, (enum whom)c->number);
    p->pck_crl.revoked[2] = "7f";
}

#define LISTED  "4: a listed serial number is revoked"
#define OWN     "4: each certificate counts only on its issuer's CRL"
#define WHOLE   "4: the whole serial number counts"
#define ANYTIME "16: an entry counts whatever its date"

static const struct test_case CASES_LOOKUP[] = {
    REFUSED("revoked_pck", "cert_revoked", LISTED, .change = on_pck_crl, .number = PCK),
    REFUSED("revoked_pck_sgx", "cert_revoked", LISTED, .base = SGX_V3, .change = on_pck_crl,
            .number = PCK),
    REFUSED("revoked_pck_of_processor_ca", "cert_revoked", LISTED,
            .prepare = change_to_processor_ca, .change = on_pck_crl, .number = PCK),
    REFUSED("revoked_intermediate", "cert_revoked", LISTED, .change = on_root_crl,
            .number = INTERMEDIATE),
    REFUSED("revoked_intermediate_sgx", "cert_revoked", LISTED, .base = SGX_V3,
            .change = on_root_crl, .number = INTERMEDIATE),
    REFUSED("revoked_tcb_signer", "cert_revoked", LISTED, .change = on_root_crl,
            .number = TCB_SIGNER),
    REFUSED("revoked_qe_signer", "cert_revoked", LISTED, .change = on_root_crl,
            .number = QE_SIGNER),
    REFUSED("revoked_root", "cert_revoked", "16: the root's own serial in the root CRL",
            .change = on_root_crl, .number = ROOT),
    REFUSED("revoked_pck_later", "cert_revoked", ANYTIME, .change = revoked_later, .number = PCK),
    REFUSED("revoked_tcb_signer_later", "cert_revoked", ANYTIME, .change = revoked_later_by_root,
            .number = TCB_SIGNER),
    REFUSED("revoked_pck_with_reason", "cert_revoked", LISTED, .change = with_reason,
            .number = PCK),
    REFUSED("revoked_pck_behind_others", "cert_revoked", LISTED, .change = behind_others,
            .number = PCK),
    REFUSED("revoked_intermediate_behind_others", "cert_revoked", LISTED,
            .change = behind_others_of_root, .number = INTERMEDIATE),
    REFUSED("revoked_pck_in_the_middle", "cert_revoked", LISTED, .change = in_the_middle,
            .number = PCK),
    REFUSED("revoked_serial_high_bit", "cert_revoked", WHOLE, .change = serial_on_pck_crl,
            .from = "ff00000000000000000000000000000000000001",
            .to = "ff00000000000000000000000000000000000001"),
    REFUSED("revoked_serial_short", "cert_revoked", WHOLE, .change = serial_on_pck_crl,
            .from = "05", .to = "05"),
    ACCEPTED("not_revoked_others", LISTED, .change = others_alone),
    ACCEPTED("entries_with_invalidity_date", "4: entries may say more",
             .change = others_with_extension, .number = 0),
    REFUSED("entries_with_critical_invalidity_date", "crl_decode",
            "4: no unknown critical extension", .change = others_with_extension, .number = 1,
            .category_is_chosen = true),
    ACCEPTED("entries_with_critical_reason", "4: a reason code is known",
             .change = others_with_extension, .number = 2),
    ACCEPTED("not_revoked_prefix", WHOLE, .change = serial_on_pck_crl, .from = "0102030405",
             .to = "01020304"),
    ACCEPTED("not_revoked_longer", WHOLE, .change = serial_on_pck_crl, .from = "01020304",
             .to = "0102030405"),
    ACCEPTED("not_revoked_last_octet", WHOLE, .change = serial_on_pck_crl,
             .from = "4f2a8ecc5c9d0d8d6ab1cf0b4b0f34d1c6010004",
             .to = "4f2a8ecc5c9d0d8d6ab1cf0b4b0f34d1c6010005"),
    ACCEPTED("not_revoked_first_octet", WHOLE, .change = serial_on_pck_crl,
             .from = "4f2a8ecc5c9d0d8d6ab1cf0b4b0f34d1c6010004",
             .to = "4e2a8ecc5c9d0d8d6ab1cf0b4b0f34d1c6010004"),
    ACCEPTED("not_revoked_pck_on_root_crl", OWN, .change = on_root_crl, .number = PCK),
    ACCEPTED("not_revoked_tcb_signer_on_pck_crl", OWN, .change = on_pck_crl, .number = TCB_SIGNER),
    ACCEPTED("not_revoked_intermediate_on_pck_crl", OWN, .change = on_pck_crl,
             .number = INTERMEDIATE),
};

void cases_crl_lookup(struct case_list *to)
{
    case_add_all(to, "crl_lookup", CASES_LOOKUP, COUNT(CASES_LOOKUP));
}
