# SPDX-License-Identifier: Apache-2.0
"""Finds what a mutation can change in C sources of this project: rules, and only rules.

Code is looked at with comments and strings blanked, so that offsets fit the source. A change is
a label, which names it without line numbers, and edits: (start, end, text) puts `text` for
source[start:end].
"""

import collections
import re

Change = collections.namedtuple("Change", "path source label edits")

OPEN, CLOSE = "([{", ")]}"
# What refuses: a condition that leads to one of these is a rule.
REFUSES = re.compile(
    r"err_set|err_wrap|check_fail|check_undecided|check_warn|dcap_undecided|fail_\w+\(|RESULT_FAIL|"
    r"RESULT_UNDECIDED|truncated\(|return false|return NULL|return 0;"
)
# Reads: what is not there cannot be taken for there. They bound memory and are no rules.
READS = (
    r"bytes_(take|skip|copy|before|u8|u16le|u32le|u64le)|layout_read|der_\w+|coordinate|"
    r"entry_parse|attribute_parse|set_parse|extensions?_parse|name_parse|signed_der_parse|"
    r"read_section|chain_parse|cert_parse|crl_parse|json_parse|pem_next|snprintf"
)
# Documents above the quote are read by many more.
READS_OF_DOCUMENTS = READS + (
    r"|bytes_slice|json_(text|uint|bool|number)|toml_(text|literal|bool|u?int)|yaml_text|"
    r"hex_decode|base64_decode|buf_is_whole|(jcs|optional|place|scale|msgpack|cbor|skip)_\w+|"
    r"certificate_view_extension|(certificate_views?|secp256k1_key)_parse|"
    r"event_log_(add|read|parse)|(lay|take|get|read|form)(_\w+)?|form->read|\w+_read"
)
# These set an error, and are false.
FAULT = re.compile(r"(err_(set|wrap|hint)|policy_fault|wrong_type|at_place|is_not|is_no_hex)\(")
# These word what was found, fetch it or free it; they decide nothing.
SAYS = re.compile(
    r"dcap_(because|missing|undecided)|hint_at_\w+|say_\w+|append|explain|fail_attribute|role|hold|"
    r"signed_require|set_finding|first_different_line|is_of_base64|evidence_tee|nearest_\w+|"
    r"explain_\w+|provider_what|quote|policy_suggest\w*|list_fields|tcb_status_word|tee_word|"
    r"td_attribute_name|quote_field|report_\w+|\w+_(free|done)"
)
# A block that does nothing else says more of what was found.
SAYING = re.compile(r"\s*(?:\(void\))?(check_set_(hint|values|bytes)|snprintf|append)\(")
# Bounds of sizes and of loops: not rules either.
BOUND = re.compile(
    r"LIMIT_|\b(?!U?INT|SIZE)\w+_MAX\b|\broom\b|is_full|hint != NULL|\bleft (<=|<|>=|>)|\bn <|"
    r"\.len\b|NAMED|REPORT_ADVISORIES|SHORTFALLS"
)


def closing(code, at):
    """Where the bracket that opens at `at` closes."""
    depth = 0
    for i in range(at, len(code)):
        depth += (code[i] in OPEN) - (code[i] in CLOSE)
        if depth == 0:
            return i
    raise ValueError("brackets do not match")


def split(code, start, end, operator):
    """Operands of an operator at the outermost level, as ranges."""
    parts, depth, begin, i = [], 0, start, start
    while i < end:
        depth += (code[i] in OPEN) - (code[i] in CLOSE)
        if depth == 0 and code.startswith(operator, i):
            parts.append((begin, i))
            i += len(operator)
            begin = i
        else:
            i += 1
    return parts + [(begin, end)]


def trimmed(code, start, end):
    while start < end and code[start].isspace():
        start += 1
    while end > start and code[end - 1].isspace():
        end -= 1
    return start, end


def forced(source, start, end, value):
    """The operand is computed, for what it does, but its outcome is `value`."""
    return f"((void)({source[start:end]}), {value})"


class File:
    """One source, and the changes that its rules allow."""

    def __init__(self, path, source, code, reads=READS):
        self.path, self.source, self.code = path, source, code
        self.reads = re.compile(rf"!?\s*({reads})\(")
        self.functions = [
            (m.start(), m.group(2), m.group(1)) for m in
            re.finditer(r"^(?:static )?([a-z][\w \*]*?[ \*])(\w+)\([^;{}]*\)\n\{", code, re.M)
        ]
        self.changes, self.seen, self.done = [], collections.Counter(), set()

    def function(self, at):
        inside = [f for f in self.functions if f[0] <= at]
        return inside[-1] if inside else (0, "-", "")

    def is_local(self, text):
        """A call of a function of this file, whose own rules are changed one by one."""
        called = re.match(r"!?(\w+)\(", text)
        return (called and closing(text, called.end() - 1) == len(text) - 1 and
                called.group(1) in {name for _, name, _ in self.functions})

    def add(self, at, what, edits):
        if SAYS.fullmatch(self.function(at)[1]) or tuple(edits) in self.done:
            return
        self.done.add(tuple(edits))
        label = f"{self.path} {self.function(at)[1]}: " + re.sub(r"\s+", " ", what).strip()
        self.seen[label] += 1
        if self.seen[label] > 1:
            label += f" ({self.seen[label]})"
        self.changes.append(Change(self.path, self.source, label, edits))

    def force(self, start, end, value):
        start, end = trimmed(self.code, start, end)
        text = self.code[start:end]
        if FAULT.match(text):
            return
        if text in ("", "true", "false", "0", "1") or self.reads.match(text) or BOUND.search(text):
            return
        self.add(start, f"{self.source[start:end]} -> {value}",
                 [(start, end, forced(self.source, start, end, value))])

    def loosen(self, start, end, wanted):
        """Each rule in a condition is met: one by one its operands become `wanted`."""
        start, end = trimmed(self.code, start, end)
        text = self.code[start:end]
        other = "false" if wanted == "true" else "true"
        for prefix, value in (("!(", other), ("(", wanted)):
            at = start + len(prefix) - 1
            if text.startswith(prefix) and closing(self.code, at) == end - 1:
                self.loosen(at + 1, end - 1, value)
                return
        # Of `a || b` either makes it true, of `a && b` either makes it false.
        for operator, strong in (("||", "true"), ("&&", "false")):
            parts = split(self.code, start, end, operator)
            if len(parts) == 1:
                continue
            operands = [text, *(self.code[slice(*trimmed(self.code, *p))] for p in parts)]
            reads = any(map(self.reads.match, operands))
            if wanted == strong and not reads and "err_set(" not in text:
                self.force(start, end, wanted)
            for part in parts:
                kind = wanted if wanted != strong or "err_set(" in text else other
                self.loosen(*part, kind)
            return
        self.force(start, end, wanted)

    def only_says(self, begin):
        """Each statement of the block that begins there."""
        n = 0
        while (said := SAYING.match(self.code, begin)) is not None:
            begin = closing(self.code, said.end() - 1) + len(");")
            n += 1
        return n > 0 and re.match(r"\s*\}", self.code[begin:]) is not None

    def conditions(self):
        for m in re.finditer(r"\bif \(", self.code):
            end = closing(self.code, m.end() - 1)
            brace = self.code.index("{", end)
            block = self.code[brace:closing(self.code, brace)]
            behind = self.code[closing(self.code, brace) + 1:]
            if self.only_says(brace + 1) and not behind.lstrip().startswith("else"):
                continue
            if REFUSES.search(block):
                self.loosen(m.end(), end, "false")
            elif re.match(r"\s*else \{", behind) and REFUSES.search(
                    behind[behind.index("{"):closing(behind, behind.index("{"))]):
                self.loosen(m.end(), end, "true")
            else:
                self.force(m.end(), end, "true")
                self.force(m.end(), end, "false")

    def arguments(self):
        """TRY(rule), signed_require(rule, …) and hold(rule, …)."""
        for m in re.finditer(r"\b(TRY|signed_require|hold)\(", self.code):
            if self.code[m.start() - 5:m.start()] in ("bool ",):
                continue
            end = closing(self.code, m.end() - 1)
            start, stop = trimmed(self.code, *split(self.code, m.end(), end, ",")[0])
            if m.group(1) == "TRY":
                start, stop = trimmed(self.code, m.end(), end)
            text = self.code[start:stop]
            if not re.match(r"(signed_require|hold)\(", text) and not self.is_local(text):
                self.loosen(start, stop, "true")

    def results(self):
        """What functions and variables of truth are made of."""
        for m in re.finditer(r"\breturn |\bbool \w+ =\s", self.code):
            end = self.code.index(";", m.end())
            text = self.code[m.end():end]
            is_truth = m.group().startswith("bool") or "bool" in self.function(m.start())[2]
            if re.match(r"\s*(signed_require|hold|err_\w+)\(|\s*(true|false|NULL|0)$", text):
                continue
            if self.is_local(text.strip()):
                continue
            question = split(self.code, m.end(), end, "?")
            if len(question) > 1:
                self.force(*question[0], "true")
                self.force(*question[0], "false")
            elif is_truth:
                self.loosen(m.end(), end, "true")

    def boundaries(self):
        """Both ends of what may be: `<` and `<=`, `>` and `>=`."""
        turned = {" < ": " <= ", " <= ": " < ", " > ": " >= ", " >= ": " > "}
        for m in re.finditer(r" (<=|<|>=|>) ", self.code):
            line = self.code[self.code.rfind("\n", 0, m.start()) + 1:self.code.find("\n", m.end())]
            if re.search(r"for \(|while|\) - \(|[aA]ssert\(", line) or BOUND.search(line):
                continue
            self.add(m.start(), f"{line.strip()} :{m.group()}->{turned[m.group()]}",
                     [(m.start(), m.end(), turned[m.group()])])

    def checks(self):
        """Each place that sets a check to something other than pass."""
        for m in re.finditer(r"\bcheck_(fail|undecided|warn)\(", self.code):
            end = closing(self.code, m.end() - 1)
            names = split(self.code, m.end(), end, ",")
            what = self.source[names[1][0]:end] if len(names) > 1 else ""
            self.add(m.start(), f"{m.group()}{what}) -> check_pass",
                     [(m.start(), m.end(), "check_pass(")])
        for m in re.finditer(r"\bRESULT_(FAIL|UNDECIDED)\b", self.code):
            before = self.code[max(0, m.start() - 110):m.start()]
            if re.search(r"check_set\([^;]*$", before):
                end = self.code.index(";", m.start())
                self.add(m.start(), f"{self.source[m.start():end]} -> RESULT_PASS",
                         [(m.start(), m.end(), "RESULT_PASS")])

    def open_checks(self):
        """What could not be computed passes."""
        for m in re.finditer(r"(?<!void )\bdcap_undecided\(", self.code):
            end = closing(self.code, m.end() - 1)
            first = self.code.rindex("#include", 0, m.start())
            line = self.code.index("\n", first) + 1
            helper = (
                "static void mutant_pass(struct appraisal *a, enum check_id first, "
                "enum check_id last, struct reason reason)\n"
                "{ for (unsigned id = first; id <= (unsigned)last; id++) { "
                '(void)check_pass(a->checks, (enum check_id)id, "%s", reason.detail); } }\n')
            self.add(m.start(), f"{self.source[m.start():end]}) -> pass",
                     [(m.start(), m.end(), "mutant_pass("), (line, line, helper)])

    def masks(self):
        """A value is compared without its mask."""
        for m in re.finditer(r" & \w[\w>.\-]*\.?at\[i\]| & \w[\w>.\-]*_mask\[i\]", self.code):
            self.add(m.start(), f"{m.group()} -> no mask", [(m.start(), m.end(), "")])

    def sorts(self):
        for m in re.finditer(r"\n    (qsort|tcb_info_levels_sort)\([^;]*;", self.code):
            self.add(m.start() + 5, f"{m.group().strip()} -> not sorted",
                     [(m.start(), m.end(), "\n    ;")])

    def all(self):
        for find in (self.conditions, self.arguments, self.results, self.boundaries, self.checks,
                     self.open_checks, self.masks, self.sorts):
            find()
        return self.changes
