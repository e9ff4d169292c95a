# SPDX-License-Identifier: Apache-2.0
"""More of what decides: choices between two values, loops that look for something, comparisons
that are a check by themselves, and steps that could be left out.
"""

import re

from c_rules import BOUND, closing, split, trimmed

# A step that judges, for its effect.
STEP = re.compile(r"\n +(?:\(void\))?((?:check|judge|trial|merge|compare|decide|annotate|take|fill|"
                  r"replay|choose|device)_\w+|judge|replay|annotate)\(")
# These say how it went, and decide nothing.
WORDS = re.compile(r"check_set\w*|check_(pass|fail|skip|warn|undecided|equal)|judge_text")


def begin_of(code, at):
    """Where the expression begins of which an operator stands at `at`."""
    depth = 0
    while at > 0:
        c = code[at - 1]
        if c in ")]}":
            depth += 1
        elif c in "([{":
            if depth == 0:
                return at
            depth -= 1
        elif depth == 0:
            is_assignment = c == "=" and code[at - 2] not in "=!<>" and code[at] != "="
            if c in ";,?:" or is_assignment or code.startswith("return ", at - 1):
                return at + 6 if code.startswith("return ", at - 1) else at
        at -= 1
    return 0


def ends_of(code, at):
    """Of `a ? b : c` with `?` at `at`: the ranges of b and c."""
    depth, i, inner = 0, at + 1, 0
    middle = None
    while True:
        c = code[i]
        if c in "([{":
            depth += 1
        elif c in ")]}":
            if depth == 0:
                return (at + 1, middle), (middle + 1, i)
            depth -= 1
        elif depth == 0 and c == "?":
            inner += 1
        elif depth == 0 and c == ":" and inner == 0 and middle is None:
            middle = i
        elif depth == 0 and c == ":" and middle is None:
            inner -= 1
        elif depth == 0 and c in ",;" and middle is not None:
            return (at + 1, middle), (middle + 1, i)
        i += 1


def is_said(text):
    """A word, or none."""
    return re.fullmatch(r'\s*(" *"|NULL|no_\w+|[\w>.-]*(hint|name|detail|words?|path)|'
                        r'\w*_word\([^()]*\))\s*', text) is not None


def ternaries(file):
    code = file.code
    for m in re.finditer(r" \? |\n\s+\? ", code):
        at = code.index("?", m.start())
        first, second = ends_of(code, at)
        if is_said(code[slice(*first)]) and is_said(code[slice(*second)]):
            continue
        begin = begin_of(code, m.start())
        file.force(begin, m.start(), "true")
        file.force(begin, m.start(), "false")


def loops(file):
    """Bounds stay; what is looked for is always or never there."""
    for m in re.finditer(r"\b(while|for) \(", file.code):
        end = closing(file.code, m.end() - 1)
        start, stop = m.end(), end
        if m.group(1) == "for":
            start, stop = split(file.code, m.end(), end, ";")[1]
        for part in split(file.code, start, stop, "&&"):
            text = file.code[slice(*trimmed(file.code, *part))]
            is_bound = BOUND.search(text) or re.search(r" < | > |!= NULL|-- ", text)
            if is_bound or file.reads.match(text):
                continue
            if re.match(r"(take|read|next|skip)\w*\(", text):
                continue
            file.force(*part, "true")
            file.force(*part, "false")


def assignments(file):
    """Truths that are put somewhere, and what is added to a set."""
    code = file.code
    for m in re.finditer(r"\n +(?!return\b|bool )[\w>.\[\]\-*]+ =\s", code):
        end = code.index(";", m.end())
        text = code[m.end():end]
        if re.search(r"&&|\|\|| [=!]= ", text) and "?" not in text and "{" not in text:
            file.loosen(m.end(), end, "true")
    for m in re.finditer(r"\n +([\w>.\[\]\-]+ \|= [^;]*;)", code):
        file.add(m.start(1), f"{m.group(1)} -> left out", [(m.start(1), m.end(1), ";")])


def comparisons(file):
    """A check that is a comparison finds both equal."""
    for m in re.finditer(r"\bcheck_equal\(", file.code):
        end = closing(file.code, m.end() - 1)
        parts = [trimmed(file.code, *p) for p in split(file.code, m.end(), end, ",")]
        if len(parts) == 4:
            expected = file.source[slice(*parts[2])]
            file.add(m.start(), f"check_equal({file.source[parts[1][0]:end]}) -> equal",
                     [(*parts[3], expected)])


def steps(file):
    for m in STEP.finditer(file.code):
        end = closing(file.code, m.end() - 1)
        if not WORDS.fullmatch(m.group(1)) and file.code[end + 1] == ";":
            start = m.start(1)
            file.add(start, f"{file.source[start:end]}) -> left out", [(start, end + 1, "(void)0")])


def needs(file):
    """NEED(rule, …)"""
    for m in re.finditer(r"\bNEED\(", file.code):
        end = closing(file.code, m.end() - 1)
        file.loosen(*split(file.code, m.end(), end, ",")[0], "true")


def extend(file):
    for find in (ternaries, loops, assignments, comparisons, steps, needs):
        find(file)
    return file.changes
