# SPDX-License-Identifier: Apache-2.0
"""junit.py FOLDER: each NAME.junit of the folder is XML whose elements are the checks of NAME.json,
in their order: a failed one a failure, an undecided one an error, a skipped one a skip, any other
none of these; and every count is that of its elements."""

import json
import pathlib
import sys
from xml.etree import ElementTree

OUTCOMES = {"fail": "failure", "undecided": "error", "skip": "skipped"}
COUNTED = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
findings = []


def checks(report):
    for check in report["checks"]:
        yield check["id"], OUTCOMES.get(check["result"])
    for part in report.get("parts", []):
        yield from checks(part)


def cases(root):
    for case in root.iter("testcase"):
        outcome = [child.tag for child in case if child.tag in OUTCOMES.values()]
        yield case.get("name"), outcome[0] if len(outcome) == 1 else None if not outcome else outcome


def check_counts(name, element):
    for attribute, tag in COUNTED.items():
        n = sum(1 for _ in element.iter(tag))
        if element.get(attribute) != str(n):
            findings.append(f"{name}: {attribute} is {element.get(attribute)}, there are {n}")


files = sorted(pathlib.Path(sys.argv[1]).glob("*.junit"))
verdicts = set()
for file in files:
    root = ElementTree.parse(file).getroot()
    report = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    verdicts.add(report["verdict"])
    if sorted(cases(root), key=str) != sorted(checks(report), key=str):
        findings.append(f"{file.name}: the test cases are not the checks")
    for element in [root, *root.iter("testsuite")]:
        check_counts(file.name, element)
    red = int(root.get("failures")) > 0
    if red != (report["verdict"] == "rejected"):
        findings.append(f"{file.name}: {report['verdict']}, and {root.get('failures')} failures")
    if report["verdict"] == "undecided" and int(root.get("errors")) == 0:
        findings.append(f"{file.name}: undecided, and no error")
if verdicts != {"verified", "rejected", "undecided"}:
    findings.append(f"documents of {sorted(verdicts)} alone")
print("\n".join(findings))
sys.exit(1 if findings else 0)
