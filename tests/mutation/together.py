# SPDX-License-Identifier: Apache-2.0
"""Many changes of one source in one object: each function that has some is there once for each of
them, and a variable of the program tells which one is called.
"""

import re

from c_rules import closing

# The number of the change that is in force; 0: none. See runner.c.
SWITCH = "extern int mutant;\n"
FUNCTION = re.compile(r"^((?:static )?[a-z][\w \*]*?[ \*])(\w+)(\([^;{}]*\))\n(?=\{)", re.M)


def applied(source, edits):
    for start, end, new in sorted(edits, reverse=True):
        source = source[:start] + new + source[end:]
    return source


def names_of(parameters):
    """Of "(const char *a, uint8_t b[4])": a, b. None where they cannot be handed on."""
    text = re.sub(r"\s+", " ", parameters[1:-1])
    if text == "void":
        return []
    pieces, depth = [""], 0
    for c in text:
        depth += (c == "(") - (c == ")")
        if c == "," and depth == 0:
            pieces.append("")
        else:
            pieces[-1] += c
    found = [re.search(r"\(\*(\w+)\)|(\w+)(?:\[[^\]]*\])*$", piece.strip()) for piece in pieces]
    return None if "..." in text or None in found else [m.group(1) or m.group(2) for m in found]


class Function:
    def __init__(self, source, code, match):
        self.source, self.start, self.body = source, match.start(), match.end()
        self.end = closing(code, self.body) + 1
        self.result, self.name, self.parameters = match.groups()
        self.names = names_of(match.group(3))
        self.copies = []

    def has(self, change):
        return self.names is not None and all(
            self.body < start and end < self.end for start, end, _ in change.edits)

    def _copy(self, number, edits):
        moved = [(start - self.body, end - self.body, new) for start, end, new in edits]
        result = self.result if self.result.startswith("static ") else f"static {self.result}"
        return (f"{result}{self.name}__{number}{self.parameters}\n"
                f"{applied(self.source[self.body:self.end], moved)}\n")

    def text(self):
        back = "" if re.fullmatch(r"(static )?void ", self.result) else "return "
        call = f"({', '.join(self.names)});"
        cases = "".join(f"    case {n}: {back}{self.name}__{n}{call} break;\n"
                        for n, _ in self.copies)
        head = self.source[self.start:self.body]
        copies = "".join(self._copy(n, edits) for n, edits in [(0, []), *self.copies])
        return (f"{head.rstrip()};\n{copies}{head}{{\n    switch (mutant) {{\n{cases}"
                f"    default: {back}{self.name}__0{call} break;\n    }}\n}}\n")


def together(source, code, changes):
    """The source with all changes, and the number of each; None for those that cannot be in it."""
    functions = [Function(source, code, m) for m in FUNCTION.finditer(code)]
    numbers = []
    for i, change in enumerate(changes, 1):
        function = next((f for f in functions if f.has(change)), None)
        if function is not None:
            function.copies.append((i, change.edits))
        numbers.append(i if function is not None else None)
    edits = [(f.start, f.end, f.text()) for f in functions if f.copies]
    return SWITCH + applied(source, edits), numbers
