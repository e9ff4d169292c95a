# SPDX-License-Identifier: Apache-2.0
"""Changes to what stands in tables: one entry at a time."""

import pathlib
import re
import subprocess
import tempfile

from c_rules import Change

ROOT = pathlib.Path(__file__).resolve().parents[2]

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


def policy_keys(path, source):
    """What a key of a policy asks for is not asked for; which check it governs is not told."""
    table = (ROOT / "lib/policy/policy_keys.c").read_text(encoding="utf-8")
    table = table[table.index("policy_keys[POLICY_KEYS] = {"):table.index("\n};")]
    rows = re.findall(r'\n    (?:EXPECTED\(|\{)(NULL|"\w+"), (NULL|"\w+"),', table)
    read, name = "    TRY(key->read(&reader, value));\n", "    name_check(key, name, rule);\n"
    for i, words in enumerate(rows):
        key = ".".join(word.strip('"') for word in words if word != "NULL")
        if key == "version":  # which asks for nothing
            continue
        yield replaced(path, source, f"key {key}: not asked for", read,
                       "    struct appraise_options before = policy->options;\n"
                       f"    bool wanted = policy->wants_nonce;\n{read}"
                       f"    if (key == &policy_keys[{i}]) {{\n"
                       "        policy->options = before;\n"
                       "        policy->wants_nonce = wanted;\n    }\n")
        yield replaced(path, source, f"key {key}: no check", name,
                       f"    if (key != &policy_keys[{i}]) {{\n{name}    }}\n")


def rows_of(marker, row, label, new):
    """Each row of a table is changed, as `new` says of its match."""
    def change(path, source):
        begin = source.index(marker)
        end = source.index("};", begin)
        for m in re.compile(row).finditer(source, begin, end):
            yield Change(path, source, f"{path} {label(m)}", [(m.start(), m.end(), new(m))])
    return change


members = rows_of("} members[] = {", r'\{("\w+"), .*\},', lambda m: f"{m[1]} need not agree",
                  lambda m: f"{{{m[1]}, true}},")
boot_sizes = rows_of("boot_events[] = {", r'("[\w-]+", \w+, \w+), (\d+), (\d+)',
                     lambda m: f"{m[1]}: any size", lambda m: f"{m[1]}, ANY_SIZE, ANY_SIZE")
boot_least = rows_of("boot_events[] = {", r'("[\w-]+"), 1, 1', lambda m: f"{m[1]}: may be missing",
                     lambda m: f"{m[1]}, 0, 1")
boot_most = rows_of("boot_events[] = {", r'("[\w-]+"), (\d), 1',
                    lambda m: f"{m[1]}: may be doubled", lambda m: f"{m[1]}, {m[2]}, 2")
boot_names = rows_of("boot_events[] = {", r'\{("[\w-]+"), \d',
                     lambda m: f"{m[1]}: not among the boot events", lambda m: '{"-", 0')
unproved = rows_of("first[] = {", r"\{(CHECK_\w+),", lambda m: f"{m[1]} is not asked about",
                   lambda m: "{CHECK_QUOTE_VENDOR_ID,")
concerns = rows_of("concerns[FINDING_KIND_COUNT] = {", r"\[(FINDING_\w+)\] = (\w+)(?: \| (\w+))?",
                   lambda m: f"{m[1]} concerns nothing", lambda m: f"[{m[1]}] = 0")
sockets = rows_of("sockets[] = {", r'"(/[\w./]+)"', lambda m: f"{m[1]} is not the docker socket",
                  lambda m: '"-"')
shared_files = rows_of("shared_files[] = {", r'\{"(\w+)", ', lambda m: f"{m[1]} is not looked at",
                       lambda m: '{"-", ')
known_members = rows_of("known[] = {", r'"(\w+)"', lambda m: f"{m[1]} is not known",
                        lambda m: '"-"')
os_registers = rows_of("registers[OS_REGISTERS] = {", r"\{(CHECK_\w+), (TD_\w+)\}",
                       lambda m: f"{m[1]} is of another register",
                       lambda m: f"{{{m[1]}, {'TD_MRTD' if m[2] != 'TD_MRTD' else 'TD_RTMR0'}}}")
app_payloads = rows_of("payloads[] = {", r'\{(APP_KEY_\w+), "([\w-]+)"\}',
                       lambda m: f"{m[2]} is not taken", lambda m: f'{{{m[1]}, "-"}}')


TABLES = {
    "lib/attest/tcb.c": (merges, components),
    "lib/attest/pck.c": (requirements,),
    "lib/attest/policy.c": (attributes,),
    "lib/attest/app.c": (app_payloads,),
    "lib/attest/mr_config.c": (known_members,),
    "lib/attest/os/judge.c": (os_registers,),
    "lib/attest/trial_compose.c": (concerns,),
    "lib/attest/trial_events.c": (boot_names, boot_least, boot_most, boot_sizes),
    "lib/attest/trial_log.c": (unproved,),
    "lib/attest/trial_mr_config.c": (members,),
    "lib/compose/docker_compose.c": (shared_files,),
    "lib/compose/host_path.c": (sockets,),
    "lib/policy/policy_parse.c": (policy_keys,),
}


def of(path, source):
    changes = []
    for table in TABLES.get(path, ()):
        found = list(table(path, source))
        if not found:
            raise SystemExit(f"{path}: a table is not where it was")
        changes += found
    return changes


# The catalogue as the compiler sees it: a line a check.
LIST = """#include <stdio.h>
#include "attest/check_list.h"
#define X(name, id, category, proves) #name " " id "\\n"
#define G(group, list, about) #group "\\n" list(X)
int main(void) { return fputs(CHECK_GROUPS(G), stdout) < 0; }
"""


def catalogue():
    """(group, name, id) of each check."""
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder) / "list"
        subprocess.run(["cc", f"-I{ROOT}/lib", "-x", "c", "-", "-o", out], input=LIST, text=True,
                       check=True)
        lines = subprocess.run([out], capture_output=True, text=True, check=True).stdout
    group, rows = None, []
    for words in map(str.split, lines.splitlines()):
        if len(words) == 1:
            group = words[0]
        else:
            rows.append((group, *words))
    return rows


def disabled(path, source, name, check):
    """Whatever is found, this check passes."""
    old = "    check->result = result;\n"
    return replaced(path, source, check, old,
                    f"    check->result = check->id == CHECK_{name} && result != RESULT_SKIP"
                    " ? RESULT_PASS : result;\n")._replace(label=check)
