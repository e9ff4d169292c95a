# SPDX-License-Identifier: Apache-2.0
"""validate.py SCHEMA FILE...: the schema is one, each file is what it allows, and one of ours is
strict: no object of a file takes a member more."""

import copy
import json
import sys

import jsonschema


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def objects(value):
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from objects(member)
    if isinstance(value, list):
        for element in value[:3]:
            yield from objects(element)


def is_strict(validator, document):
    """A member that nobody knows is refused in every object (the first three of a list)."""
    for n in range(sum(1 for _ in objects(document))):
        changed = copy.deepcopy(document)
        list(objects(changed))[n]["nobody_knows"] = 1
        if validator.is_valid(changed):
            return False
    return True


schema = load(sys.argv[1])
kind = jsonschema.validators.validator_for(schema)
kind.check_schema(schema)
checker = kind(schema)
ours = "sarif" not in sys.argv[1]
findings = []
for name in sys.argv[2:]:
    report = load(name)
    errors = list(checker.iter_errors(report))
    findings += [f"{name}: {list(e.absolute_path)}: {e.message[:200]}" for e in errors[:5]]
    if ours and not is_strict(checker, report):
        findings.append(f"{name}: the schema allows a member that nobody knows")
if not sys.argv[2:]:
    findings.append("no document")
print("\n".join(findings))
sys.exit(1 if findings else 0)
