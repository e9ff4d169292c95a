# SPDX-License-Identifier: Apache-2.0
"""Changes to what stands in tables: one entry at a time."""

import re

from c_rules import Change

STATUSES = ("UP_TO_DATE", "SW_HARDENING", "CONFIGURATION", "CONFIGURATION_AND_SW", "OUT_OF_DATE",
            "OUT_OF_DATE_CONFIGURATION", "REVOKED", "NOT_SUPPORTED")
OF_A_PART = ("UP_TO_DATE", "OUT_OF_DATE", "REVOKED", "NOT_SUPPORTED")
# The named ones, and reserved ones near them and at the ends.
BITS = (1, 3, 4, 5, 6, 7, 16, 27, 29, 32, 61, 62, 63)
COMPONENTS = (0, 1, 2, 3, 7, 8, 14, 15)


def replaced(path, source, label, old, new):
    at = source.find(old)
    if at < 0 or source.find(old, at + 1) >= 0:
        raise SystemExit(f"{path}: '{old}' is not there exactly once")
    return Change(path, source, f"{path} {label}", [(at, at + len(old), new)])


def merges(path, source):
    """Each cell of the merge becomes up to date, or out of date where it was that."""
    head = "enum tcb_status tcb_merge(enum tcb_status platform, enum tcb_status component)\n{\n"
    for platform in STATUSES:
        for part in OF_A_PART:
            wrong = "OUT_OF_DATE" if platform == part == "UP_TO_DATE" else "UP_TO_DATE"
            yield replaced(path, source, f"tcb_merge: {platform} with {part} is {wrong}", head,
                           f"{head}    if (platform == STATUS_{platform} && component == "
                           f"STATUS_{part}) {{ return STATUS_{wrong}; }}\n")


def components(path, source):
    """One component of either kind is not compared."""
    old = "        if (have[i] < need[i]) {"
    for kind, call in (("SGX", "level->sgx, "), ("TDX", "level->tdx, ")):
        at = source.index(call)
        for i in COMPONENTS:
            where = source.index(old)
            edits = [(where, where + len(old), "        if (from != 99 && (from < 100 || "
                      f"i != {i}) && have[i] < need[i]) {{"),
                     (at + len(call), at + len(call), "100 + ")]
            loop = source.index("size_t i = from")
            edits.append((loop, loop + len("size_t i = from"), "size_t i = from % 100"))
            label = f"{path} reaches: {kind} component {i + 1} is not compared"
            yield Change(path, source, label, edits)


def requirements(path, source):
    """Each number of the SGX extension may be missing."""
    for text, numbers in (("NUMBERS(PCK_PPID, PCK_SGX_TYPE)", range(1, 6)),
                          ("NUMBERS(1, PCK_CPU_SVN)", range(1, 19))):
        for number in numbers:
            yield replaced(path, source, f"{text}: {number} may be missing", text,
                           f"({text} & ~(1U << {number}))")


def attributes(path, source):
    """A bit of TDATTRIBUTES is allowed, or one of those that may be set is not."""
    old = "uint64_t allowed = TD_ALLOWED"
    for bit in BITS:
        yield replaced(path, source, f"TD_ALLOWED: bit {bit} too", old, f"{old} | BIT({bit})")
    for bit in (28, 30, 31):
        yield replaced(path, source, f"TD_ALLOWED: bit {bit} not", old,
                       f"uint64_t allowed = (TD_ALLOWED & ~BIT({bit}))")


TABLES = {
    "lib/attest/tcb.c": (merges, components),
    "lib/attest/pck.c": (requirements,),
    "lib/attest/policy.c": (attributes,),
}


def of(path, source):
    return [change for table in TABLES.get(path, ()) for change in table(path, source)]


def catalogue(source):
    """(name, id) of each check."""
    begin = source.index("#define CHECKS(X)")
    text = source[begin:source.index("\n\n", begin)]
    return re.findall(r'\bX\((\w+), "([^"]+)"', text)


def disabled(path, source, name, check):
    """Whatever is found, this check passes."""
    old = "    check->result = result;\n"
    return replaced(path, source, check, old,
                    f"    check->result = check->id == CHECK_{name} && result != RESULT_SKIP"
                    " ? RESULT_PASS : result;\n")._replace(label=check)
