/* SPDX-License-Identifier: Apache-2.0 */
#include "change.h"

#include <string.h>

/* The SGX extension of the PCK certificate. */

static const char *const ENTRIES[] = {
    "1",    "2",    "2.1",  "2.2",  "2.3",  "2.4",  "2.5",  "2.6",  "2.7", "2.8", "2.9", "2.10",
    "2.11", "2.12", "2.13", "2.14", "2.15", "2.16", "2.17", "2.18", "3",   "4",   "5",
};

static const struct {
    const char *name;
    const char *entry;
    const char *hex;
} VALUES[] = {
    {"ppid_empty", "1", "0400"},
    {"ppid_15", "1", "040faaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    {"ppid_17", "1", "0411aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    {"ppid_utf8", "1", "0c10aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    {"tcb_octets", "2", "040105"},
    {"tcb_empty", "2", "3000"},
    {"component_1_octets", "2.1", "040105"},
    {"component_1_enumerated", "2.1", "0a0105"},
    {"component_1_256", "2.1", "02020100"},
    {"component_16_256", "2.16", "02020114"},
    {"component_1_negative", "2.1", "0201ff"},
    {"component_1_empty", "2.1", "0200"},
    {"component_1_not_minimal", "2.1", "02020005"},
    {"component_1_wide", "2.1", "0209010000000000000005"},
    {"pcesvn_octets", "2.17", "04010d"},
    {"pcesvn_65536", "2.17", "0203010000"},
    {"pcesvn_wrapping", "2.17", "020301000d"},
    {"pcesvn_negative", "2.17", "0201ff"},
    {"cpusvn_15", "2.18", "040f05060708090a0b0c0d0e0f10111213"},
    {"cpusvn_17", "2.18", "041105060708090a0b0c0d0e0f101112131400"},
    {"cpusvn_integer", "2.18", "020105"},
    {"pceid_1", "3", "040101"},
    {"pceid_3", "3", "0403000100"},
    {"pceid_integer", "3", "02020100"},
    {"fmspc_5", "4", "0405aabbccddee"},
    {"fmspc_7", "4", "0407aabbccddeeff00"},
    {"fmspc_utf8", "4", "0c06aabbccddeeff"},
    {"type_integer", "5", "020100"},
    {"type_octets", "5", "040100"},
    {"type_empty", "5", "0a00"},
    {"instance_15", "6", "040fbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
    {"instance_17", "6", "0411bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"},
    {"instance_null", "6", "0500"},
    {"configuration_octets", "7", "040100"},
    {"dynamic_platform_integer", "7.1", "020101"},
    {"cached_keys_wide", "7.2", "01020000"},
    {"smt_null", "7.3", "0500"},
};

static void set_fault(struct platform *p, const struct test_case *c)
{
    p->pck.sgx.fault = (enum entry_fault)c->number;
    p->pck.sgx.entry = c->from;
    p->pck.sgx.hex = c->to;
}

static void add_entry(struct case_list *to, const char *entry, enum entry_fault fault,
                      const char *verb, const char *category)
{
    struct test_case one = {
        .name = case_name("sgx_entry_%s_%s", entry, verb),
        .group = "sgx_extension",
        .category = category,
        .rule = "16: a missing or duplicate OID is refused; 6 and 7 are optional",
        .change = set_fault,
        .from = entry,
        .number = fault,
    };
    case_add(to, &one);
}

static void add_values(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(VALUES); i++) {
        struct test_case one = {
            .name = case_name("sgx_%s", VALUES[i].name),
            .group = "sgx_extension",
            .category = "sgx_extension",
            .rule = "16: each value has its type and length",
            .change = set_fault,
            .from = VALUES[i].entry,
            .to = VALUES[i].hex,
            .number = ENTRY_REPLACED,
        };
        case_add(to, &one);
    }
}

static void no_extension(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.has_sgx = false;
}

static void two_extensions(struct platform *p, const struct test_case *c)
{
    (void)c;
    p->pck.doubled = SGX_OID;
}

static void fmspc_octet(struct platform *p, const struct test_case *c)
{
    p->pck.sgx.fmspc[c->number] ^= 1;
}

static void pceid_octet(struct platform *p, const struct test_case *c)
{
    p->pck.sgx.pceid[c->number] ^= 2;
}

static void raw_cpusvn(struct platform *p, const struct test_case *c)
{
    memset(p->pck.sgx.cpusvn, (int)c->number, sizeof(p->pck.sgx.cpusvn));
}

static void low_components(struct platform *p, const struct test_case *c)
{
    memset(p->pck.sgx.components, (int)c->number, N_COMPONENTS);
}

static void sgx_type(struct platform *p, const struct test_case *c)
{
    p->pck.sgx.type = (uint8_t)c->number;
}

#define FMSPC_RULE "6.4: the FMSPC of TCB Info is the PCK certificate's"
#define PCEID_RULE "6.4: the PCE-ID of TCB Info is the PCK certificate's"
#define COMPONENTS "3.1: the 16 components count, not the raw CPUSVN"

static const struct test_case CASES_SGX[] = {
    REFUSED("sgx_extension_missing", "sgx_extension", "3.1: the extension is there",
            .change = no_extension),
    REFUSED("sgx_extension_twice", "sgx_extension", "16: the extension is there once",
            .change = two_extensions, .category_is_chosen = true),
    REFUSED("sgx_extension_trailing", "sgx_extension", "3.1: nothing behind the entries",
            .change = set_fault, .number = EXTENSION_TRAILED, .to = "0500"),
    ACCEPTED("sgx_component_255", "3.1: a component is 0 to 255", .change = set_fault,
             .number = ENTRY_REPLACED, .from = "2.1", .to = "020200ff"),
    ACCEPTED("sgx_pcesvn_65535", "3.1: PCESVN is 0 to 65535", .change = set_fault,
             .number = ENTRY_REPLACED, .from = "2.17", .to = "020300ffff"),
    ACCEPTED("sgx_type_scalable", "3.1: types 0, 1 and 2", .change = sgx_type, .number = 1),
    ACCEPTED("sgx_type_integrity", "3.1: types 0, 1 and 2", .change = sgx_type, .number = 2),
    REFUSED("fmspc_first_octet", "fmspc", FMSPC_RULE, .change = fmspc_octet, .number = 0),
    REFUSED("fmspc_last_octet", "fmspc", FMSPC_RULE, .change = fmspc_octet, .number = 5),
    REFUSED("fmspc_last_octet_sgx", "fmspc", FMSPC_RULE, .base = SGX_V3, .change = fmspc_octet,
            .number = 5),
    REFUSED("pceid_first_octet", "pceid", PCEID_RULE, .change = pceid_octet, .number = 0),
    REFUSED("pceid_last_octet", "pceid", PCEID_RULE, .change = pceid_octet, .number = 1),
    REFUSED("pceid_last_octet_sgx", "pceid", PCEID_RULE, .base = SGX_V3, .change = pceid_octet,
            .number = 1),
    ACCEPTED("cpusvn_low", COMPONENTS, .change = raw_cpusvn, .number = 0),
    ACCEPTED("cpusvn_low_sgx", COMPONENTS, .base = SGX_V3, .change = raw_cpusvn, .number = 0),
    REFUSED("components_low_cpusvn_right", "no_tcb_level", COMPONENTS, .change = low_components,
            .number = 0),
    REFUSED("components_low_cpusvn_right_sgx", "no_tcb_level", COMPONENTS, .base = SGX_V3,
            .change = low_components, .number = 0),
};

void cases_sgx_extension(struct case_list *to)
{
    for (size_t i = 0; i < COUNT(ENTRIES); i++) {
        add_entry(to, ENTRIES[i], ENTRY_DROPPED, "missing", "sgx_extension");
        add_entry(to, ENTRIES[i], ENTRY_DOUBLED, "twice", "sgx_extension");
    }
    add_entry(to, "6", ENTRY_DROPPED, "missing", NULL);
    add_entry(to, "7", ENTRY_DROPPED, "missing", NULL);
    add_entry(to, "6", ENTRY_DOUBLED, "twice", "sgx_extension");
    add_entry(to, "7", ENTRY_DOUBLED, "twice", "sgx_extension");
    add_entry(to, "7.1", ENTRY_DOUBLED, "twice", "sgx_extension");
    add_values(to);
    case_add_all(to, "sgx_extension", CASES_SGX, COUNT(CASES_SGX));
}
