# SPDX-License-Identifier: Apache-2.0
"""A copy of the tree in which one change after the other is built and tested."""

import os
import re
import shutil
import signal
import subprocess
import threading

PARTS = ("CMakeLists.txt", "CMakePresets.json", "cli", "commands", "completions", "lib", "man",
         "templates", "tests")
SECONDS = 240
# Tests that a change of lib/crypto meets behind the appraisals.
CRYPTO = "unit-crypto"
PROGRAM = "unit-attest"
# What test_appraise.c says of a case: "NAME: VERDICT instead of VERDICT: …", or with the verdict
# that was wanted, but for another reason: "NAME: CATEGORY wanted, …".
CASE = re.compile(r"\[----\] +(\w+): (.*)")
VERDICT = re.compile(
    r"^(verified|rejected|undecided) instead of |^(could|cannot) be read|no warning")
FAILED = re.compile(r"\[FAIL\] ([\w:/]+)|\[----\] .*?tests/unit/(\S+:\d+): ")


class BuildError(Exception):
    pass


class Workshop:
    def __init__(self, root, folder, jobs):
        self.root, self.folder, self.jobs = root, folder, jobs
        self.source, self.build = folder / "source", folder / "build"
        self.changed = None

    def _run(self, *command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", check=False)
        if done.returncode != 0:
            raise BuildError(done.stdout[-3000:])
        return done.stdout

    def prepare(self):
        """Copies what changed, configures, builds."""
        self.source.mkdir(parents=True, exist_ok=True)
        for part in PARTS:
            self._copy(part)
        self._run("cmake", "-G", "Ninja", "-S", self.source, "-B", self.build,
                  "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_C_FLAGS_RELEASE=-O1",
                  "-DCMAKE_C_FLAGS=-w", "-DBUILD_TESTING=ON")
        self.make(CRYPTO, PROGRAM, "vectors-make")

    def _copy(self, part):
        """Files that are the same keep their time, so that they are not compiled again."""
        found = [self.root / part, *(self.root / part).rglob("*")]
        wanted = {path.relative_to(self.root) for path in found
                  if path.is_file() and "node_modules" not in path.parts}
        for old in [path for path in (self.source / part).rglob("*") if path.is_file()]:
            if old.relative_to(self.source) not in wanted:
                old.unlink()
        for name in wanted:
            old, new = self.source / name, self.root / name
            if not old.is_file() or old.read_bytes() != new.read_bytes():
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(new, old)

    def make(self, *targets):
        self._run("ninja", "-C", self.build, "-j", str(self.jobs), *targets)

    def cases(self, folder):
        shutil.rmtree(folder, ignore_errors=True)
        made = self._run(next(self.build.rglob("vectors-make")), "cases", folder)
        return made.strip().splitlines()[-1]

    def apply(self, change):
        """Puts one change into the copy, in place of the one before."""
        self.restore()
        path = self.source / change.path
        text = change.source
        for start, end, new in sorted(change.edits, reverse=True):
            text = text[:start] + new + text[end:]
        path.write_text(text, encoding="utf-8")
        self.changed = change

    def restore(self):
        if self.changed is not None:
            path = self.source / self.changed.path
            path.write_text(self.changed.source, encoding="utf-8")
            self.changed = None

    def lines(self, program, pattern, cases):
        """What the tests of one program print; ends with "exit N"."""
        env = dict(os.environ, PHALA_CASES=str(cases), PHALA_SHARED="/nonexistent", CI="")
        command = [self.build / "tests" / program, "--jobs", "1", "--verbose", "--filter", pattern]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              errors="replace", env=env, start_new_session=True) as process:
            group = process.pid
            late = threading.Timer(SECONDS, os.killpg, (group, signal.SIGKILL))
            late.start()
            try:
                yield from process.stdout
                yield f"exit {process.wait()}\n"
            finally:
                late.cancel()
                try:
                    os.killpg(group, signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def judge(self, cases, whole):
        """The first case of the appraisals whose verdict is another one, or None. With `whole` the
        first that is verified is preferred."""
        first, other = None, "ended by a signal"
        for line in self.lines(PROGRAM, "appraise/*", cases):
            found = CASE.match(line)
            if found and VERDICT.match(found.group(2)):
                words = found.group(2).split(":")[0]
                first = first or f"appraise: {found.group(1)} ({words})"
                if not whole or words.startswith("verified"):
                    return f"appraise: {found.group(1)} ({words})"
            elif found and other == "ended by a signal":
                other = f"{found.group(1)} (the verdict is the same: {found.group(2)[:60]})"
            if line.startswith("exit ") and line != "exit 0\n" and first is None:
                return f"appraise: {other}"
        return first

    def test(self, program, pattern, cases):
        """The first test that failed, or None."""
        for line in self.lines(program, pattern, cases):
            found = FAILED.match(line)
            if found:
                return found.group(1) or found.group(2)
            if line.startswith("exit ") and line != "exit 0\n":
                return f"{program} {line.strip()}"
        return None
