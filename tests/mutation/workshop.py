# SPDX-License-Identifier: Apache-2.0
"""A copy of the tree, built once, and benches at which sources with changes are tried in it."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import threading

# What is changed is compiled by itself and linked in front of the libraries.
PARTS = ("CMakeLists.txt", "CMakePresets.json", "cli", "commands", "completions", "lib", "man",
         "templates", "tests")
SECONDS = 240
# What test_appraise.c says of a case: "NAME: VERDICT instead of VERDICT: …", or with the verdict
# that was wanted, but for another reason: "NAME: CATEGORY wanted, …".
CASE = re.compile(r"\[----\] +(\w+): (.*)")
VERDICT = re.compile(
    r"^(verified|rejected|undecided) instead of |^(could|cannot) be read|no warning")
FAILED = re.compile(r"\[FAIL\] ([\w/]+)|\[----\] .*?tests/unit/(\S+:\d+): ")


class BuildError(Exception):
    pass


def run(folder, *command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          errors="replace", check=False, cwd=folder)
    if done.returncode != 0:
        raise BuildError(done.stdout[-3000:])
    return done.stdout


class Workshop:
    def __init__(self, root, folder, jobs):
        self.root, self.folder, self.jobs = root, folder, jobs
        self.source, self.build, self.cases = folder / "source", folder / "build", folder / "cases"
        self.compile, self.link = {}, {}

    def _run(self, *command):
        return run(self.build, *command)

    def prepare(self, programs):
        """Copies what changed, configures, builds, and asks how that is done."""
        self.source.mkdir(parents=True, exist_ok=True)
        self.build.mkdir(exist_ok=True)
        for part in PARTS:
            self._copy(part)
        self._run("cmake", "-G", "Ninja", "-S", self.source, "-B", self.build,
                  "-DCMAKE_BUILD_TYPE=Release", "-DCMAKE_C_FLAGS_RELEASE=-O1",
                  "-DCMAKE_C_FLAGS=-w", "-DBUILD_TESTING=ON")
        self._run("ninja", "-C", self.build, "-j", str(self.jobs), *programs, "vectors-make")
        listed = json.loads((self.build / "compile_commands.json").read_text(encoding="utf-8"))
        for entry in listed:
            words = shlex.split(entry["command"])
            self.compile[entry["file"]] = words[:words.index("-o")] + ["-O0"]
        runner = self.build / "runner.o"
        self._run("cc", "-std=gnu11", "-D_GNU_SOURCE", "-o", runner, "-c",
                  self.source / "tests" / "mutation" / "runner.c")
        for program in programs:
            line = self._run("ninja", "-C", self.build, "-t", "commands", f"tests/{program}")
            words = shlex.split(line.strip().splitlines()[-1])
            self.link[program] = [str(runner) if w.endswith("/libcriterion.so") else w
                                  for w in words if w not in (":", "&&")]

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

    def make_cases(self):
        shutil.rmtree(self.cases, ignore_errors=True)
        made = self._run(next(self.build.rglob("vectors-make")), "cases", self.cases)
        return made.strip().splitlines()[-1]


class Bench:
    """One source with changes, and the programs that it is linked into."""

    def __init__(self, shop, name):
        self.shop, self.folder = shop, shop.folder / name
        self.folder.mkdir(exist_ok=True)
        self.object, self.linked, self.program = None, {}, None

    def take(self, path, text):
        """A source with changes, in place of the one before."""
        original, changed = str(self.shop.source / path), self.folder / "mutant.c"
        changed.write_text(text, encoding="utf-8")
        self.object, self.linked = self.folder / "mutant.o", {}
        run(self.shop.build, *self.shop.compile[original], f"-I{os.path.dirname(original)}", "-o",
            self.object, "-c", changed)

    def use(self, program):
        """The program whose tests are run."""
        if program not in self.linked:
            link = list(self.shop.link[program])
            link[link.index("-o") + 1] = str(self.folder / program)
            if self.object is not None:
                link.insert(link.index("-o"), str(self.object))
            run(self.shop.build, *link)
            self.linked[program] = self.folder / program
        self.program = self.linked[program]

    def lines(self, number, *words):
        """What the tests of the program print; ends with "exit N"."""
        env = dict(os.environ, PHALA_CASES=str(self.shop.cases), PHALA_SHARED="/nonexistent", CI="")
        with subprocess.Popen([self.program, str(number), *words], stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, errors="replace", env=env,
                              start_new_session=True) as process:
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

    def judge(self, number, whole):
        """The first case of the appraisals whose verdict is another one, or None. With `whole` the
        first that is verified is preferred."""
        first, other = None, "ended by a signal"
        for line in self.lines(number, "appraise/*", "all"):
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

    def test(self, number, pattern):
        """The first test that failed, or None."""
        for line in self.lines(number, pattern):
            found = FAILED.match(line)
            if found:
                return found.group(1) or found.group(2)
            if line.startswith("exit ") and line != "exit 0\n":
                return line.strip()
        return None
