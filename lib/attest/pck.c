/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/pck.h"

#include "codec/der.h"

/* 1.2.840.113741.1.13.1 */
#define SGX_ARC 0x2a, 0x86, 0x48, 0x86, 0xf8, 0x4d, 0x01, 0x0d, 0x01

/* The numbers below that arc (specification section 3.1). */
enum {
    PCK_PPID = 1,
    PCK_TCB,
    PCK_PCE_ID,
    PCK_FMSPC,
    PCK_SGX_TYPE,
    PCK_INSTANCE,
    PCK_CONFIGURATION
};
/* Below .2: components 1 to 16, then these. */
enum { PCK_PCE_SVN = TCB_COMPONENTS + 1, PCK_CPU_SVN };
/* Below .7: dynamic platform, cached keys, SMT enabled. */
enum { PCK_CONFIGURATIONS = 3 };

enum { INSTANCE_SIZE = 16, SGX_TYPE_MAX = 2 };

/* Bits .from to .to, as a set of seen numbers. */
#define NUMBERS(from, to) (((1U << ((to) + 1)) - 1) & ~((1U << (from)) - 1))

/* SEQUENCE OF SEQUENCE {arc.number, value}: each number at most once, all of `required`. `read`
 * takes the value off its cursor. */
struct table {
    const char *what;
    struct bytes arc;
    unsigned required;
    bool (*read)(struct bytes *value, unsigned number, struct pck *out, struct err *e);
};

/* Takes one entry apart: the last octet of its OID and the cursor over its value. */
static bool take_entry(struct bytes *from, struct bytes arc, uint8_t *number, struct bytes *value)
{
    struct bytes entry;
    struct bytes oid;
    if (!der_element(from, DER_SEQUENCE, &entry) || !der_oid(&entry, &oid) ||
        !bytes_expect(&oid, arc.at, arc.left) || !bytes_u8(&oid, number) || !bytes_end(oid)) {
        return false;
    }
    *value = entry;
    return true;
}

static bool read_table(struct bytes from, const struct table *table, struct pck *out, struct err *e)
{
    unsigned seen = 0;
    while (!bytes_end(from)) {
        uint8_t number = 0;
        struct bytes value;
        if (!take_entry(&from, table->arc, &number, &value) || number == 0 || number > 31) {
            return err_set(e, ERR_MALFORMED, "%s: not a sequence of its OIDs and values",
                           table->what);
        }
        if ((seen & (1U << number)) != 0) {
            return err_set(e, ERR_MALFORMED, "%s: .%u is there twice", table->what, number);
        }
        seen |= 1U << number;
        TRY(table->read(&value, number, out, e));
        if (!bytes_end(value)) {
            return err_set(e, ERR_MALFORMED, "%s: .%u holds more than its value", table->what,
                           number);
        }
    }
    for (unsigned number = 1; number < 32; number++) {
        if ((table->required & ~seen & (1U << number)) != 0) {
            return err_set(e, ERR_MALFORMED, "%s: .%u is missing", table->what, number);
        }
    }
    return true;
}

static bool read_octets(struct bytes *value, void *out, size_t size, const char *what,
                        struct err *e)
{
    struct bytes content;
    if (!der_element(value, DER_OCTET_STRING, &content) || content.left != size ||
        !bytes_copy(&content, out, size)) {
        return err_set(e, ERR_MALFORMED, "SGX extension: %s is not an OCTET STRING of %zu bytes",
                       what, size);
    }
    return true;
}

static bool read_number(struct bytes *value, unsigned tag, uint64_t max, uint64_t *out)
{
    return der_uint(value, tag, out) && *out <= max;
}

static bool read_tcb_entry(struct bytes *value, unsigned number, struct pck *out, struct err *e)
{
    uint64_t svn = 0;
    if (number == PCK_CPU_SVN) {
        return read_octets(value, out->cpu_svn, CPU_SVN_SIZE, "CPUSVN", e);
    }
    if (number > PCK_CPU_SVN) {
        return err_set(e, ERR_MALFORMED, "SGX extension: .2.%u is unknown", number);
    }
    uint64_t max = number == PCK_PCE_SVN ? UINT16_MAX : UINT8_MAX;
    if (!read_number(value, DER_INTEGER, max, &svn)) {
        return err_set(e, ERR_MALFORMED, "SGX extension: .2.%u is not an INTEGER from 0 to %u",
                       number, (unsigned)max);
    }
    if (number == PCK_PCE_SVN) {
        out->pce_svn = (uint16_t)svn;
    } else {
        out->components[number - 1] = (uint8_t)svn;
    }
    return true;
}

static bool read_configuration_entry(struct bytes *value, unsigned number, struct pck *out,
                                     struct err *e)
{
    (void)out;
    bool is_set = false;
    if (number > PCK_CONFIGURATIONS || !der_boolean(value, &is_set)) {
        return err_set(e, ERR_MALFORMED, "SGX extension: .7.%u is not a BOOLEAN that is known",
                       number);
    }
    return true;
}

static const uint8_t tcb_arc[] = {SGX_ARC, PCK_TCB};
static const uint8_t configuration_arc[] = {SGX_ARC, PCK_CONFIGURATION};

static const struct table tcb_table = {
    "SGX extension, TCB", {tcb_arc, sizeof tcb_arc}, NUMBERS(1, PCK_CPU_SVN), read_tcb_entry};
static const struct table configuration_table = {"SGX extension, configuration",
                                                 {configuration_arc, sizeof configuration_arc},
                                                 0,
                                                 read_configuration_entry};

static bool read_nested(struct bytes *value, const struct table *table, struct pck *out,
                        struct err *e)
{
    struct bytes content;
    if (!der_element(value, DER_SEQUENCE, &content)) {
        return err_set(e, ERR_MALFORMED, "%s: not a SEQUENCE", table->what);
    }
    return read_table(content, table, out, e);
}

static bool read_sgx_type(struct bytes *value, struct pck *out, struct err *e)
{
    uint64_t type = 0;
    if (!read_number(value, DER_ENUMERATED, SGX_TYPE_MAX, &type)) {
        return err_set(e, ERR_MALFORMED, "SGX extension: SGX type is not an ENUMERATED 0, 1 or 2");
    }
    out->sgx_type = (uint8_t)type;
    return true;
}

static bool read_entry(struct bytes *value, unsigned number, struct pck *out, struct err *e)
{
    uint8_t instance[INSTANCE_SIZE];
    switch (number) {
    case PCK_PPID:
        return read_octets(value, out->ppid, PPID_SIZE, "PPID", e);
    case PCK_TCB:
        return read_nested(value, &tcb_table, out, e);
    case PCK_PCE_ID:
        return read_octets(value, out->pce_id, PCE_ID_SIZE, "PCE-ID", e);
    case PCK_FMSPC:
        return read_octets(value, out->fmspc, FMSPC_SIZE, "FMSPC", e);
    case PCK_SGX_TYPE:
        return read_sgx_type(value, out, e);
    case PCK_INSTANCE:
        return read_octets(value, instance, INSTANCE_SIZE, "platform instance ID", e);
    case PCK_CONFIGURATION:
        return read_nested(value, &configuration_table, out, e);
    default:
        return err_set(e, ERR_MALFORMED, "SGX extension: .%u is unknown", number);
    }
}

static const uint8_t sgx_arc[] = {SGX_ARC};
static const struct table sgx_table = {
    "SGX extension", {sgx_arc, sizeof sgx_arc}, NUMBERS(PCK_PPID, PCK_SGX_TYPE), read_entry};

bool pck_parse_extension(struct bytes extension, struct pck *out, struct err *e)
{
    struct pck pck = {0};
    if (bytes_end(extension)) {
        return err_set(e, ERR_MALFORMED, "the certificate has no SGX extension");
    }
    TRY(read_nested(&extension, &sgx_table, &pck, e));
    if (!bytes_end(extension)) {
        return err_set(e, ERR_MALFORMED, "SGX extension: %zu bytes left over", extension.left);
    }
    *out = pck;
    return true;
}
