# SPDX-License-Identifier: Apache-2.0
"""C sources as the checks of this folder see them: code, without comments and what strings say."""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOKEN = re.compile(
    r"""(?P<block>/\*.*?\*/)|(?P<line>//[^\n]*)|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'""", re.S
)


def files(*folders, suffixes=(".c", ".h")):
    """Paths under the folders, relative to the project, in order."""
    found = (path for folder in folders for path in (ROOT / folder).rglob("*"))
    return sorted(p.relative_to(ROOT).as_posix() for p in found if p.suffix in suffixes)


def text(path):
    return (ROOT / path).read_text(encoding="utf-8")


def code(path):
    """Same lines and columns; comments and the insides of strings are spaces. A `//` stays."""

    def blank(match):
        token = match.group()
        if match.lastgroup == "line":
            return "//" + " " * (len(token) - 2)
        if match.lastgroup == "block":
            return re.sub(r"[^\n]", " ", token)
        return token[0] + " " * (len(token) - 2) + token[-1]

    # What is included stands between quotes and is code all the same.
    lines = TOKEN.sub(blank, text(path)).split("\n")
    raw = text(path).split("\n")
    return [r if re.match(r"\s*#\s*include\b", r) else c for r, c in zip(raw, lines)]


def end(findings):
    for finding in findings:
        print(finding)
    sys.exit(f"{len(findings)} findings" if findings else 0)
