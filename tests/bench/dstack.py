# SPDX-License-Identifier: Apache-2.0
"""What dstack documents cost next to the bare quote in them, and how that grows with the log."""

import hashlib
import importlib.machinery
import importlib.util
import json
import os
import pathlib
import statistics

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
MAKE = os.path.join(SOURCE, "tests/vectors/dstack/make")
AT = "2026-01-15T00:00:00Z"

EVENTS = (100, 1000, 10000, 20000)
LARGEST = 20000
LARGEST_PAYLOAD = 290
LOG_ROUNDS = 15

MIB = 1 << 20
WHOLE = 1.5
KIB_MOST = 16 * 1024
LINEAR = 1.5


def load_make():
    """A program without a suffix, as a module."""
    loader = importlib.machinery.SourceFileLoader("dstack_make", MAKE)
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("dstack_make", loader))
    loader.exec_module(module)
    return module


class Logs:
    """Documents whose logs end in as many events of the app as it takes to have so many."""

    def __init__(self, vectors_make, folder):
        self.make = load_make()
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.machine = self.make.Machine(vectors_make, self.folder, b"spki")
        self.runtime = self.machine.runtime
        self.fewest = len(self.machine.log)

    def write(self, n, payload=b"hello"):
        machine = self.machine
        machine.runtime = self.runtime + [("app-event", payload)] * (n - self.fewest)
        machine.log = self.make.event_log(machine.runtime)
        machine.registers = self.make.replay(machine.log)
        nonce = self.make.sha256(b"nonce")
        path = self.folder / f"events_{n}_{len(payload)}.json"
        path.write_text(json.dumps(self.make.get_quote(machine, machine.quote(nonce), nonce)))
        return str(path)


def verify(bench, folder, *words):
    return [bench.phala, "verify", "--offline", "--no-cache", "--at", AT,
            "--trust-root", os.path.join(folder, "root_ca.pem"),
            "--collateral", os.path.join(folder, "collateral.json"), *words]


def documents(bench, vectors_make, folder, rounds):
    """All forms of one machine, each judged with all that it tells, in turn with the quote."""
    make = load_make()
    make.main(vectors_make, folder)
    path = {entry.name: str(entry) for entry in pathlib.Path(folder).iterdir()}
    compose = pathlib.Path(path["app-compose.json"]).read_bytes()
    expect = ["--expect", "compose_hash=" + hashlib.sha256(compose).hexdigest()]
    files = ["--app-compose", path["app-compose.json"], "--compose", path["docker-compose.yml"]]
    forms = {"GetQuote": "get_quote.json", "GetQuote, compose files": "get_quote.json",
             "Info": "info.json", "versioned, SCALE": "attestation.bin",
             "versioned, MessagePack": "attestation_v1.bin", "RA-TLS": "ra_tls.pem"}
    commands = {"quote": verify(bench, folder, "--hardware-only", path["quote.bin"])}
    for label, name in forms.items():
        more = files if label.endswith("files") else []
        commands[label] = verify(bench, folder, *expect, *more, path[name])
    runs = bench.runs(rounds, **commands)
    quote = runs.pop("quote")
    for label, of in runs.items():
        ratio = of.median / quote.median
        bench.row(f"cold verify, {label} / the bare quote", milliseconds(of), milliseconds(quote),
                  f"{ratio:.2f}", f"<= {WHOLE}", ratio <= WHOLE)
    peak = max(of.peak_kib for of in runs.values())
    bench.row("peak memory of these, the most", f"{peak / 1024:.1f} MiB",
              f"{quote.peak_kib / 1024:.1f} MiB", "-", "<= 16 MiB", peak <= KIB_MOST)


def milliseconds(runs):
    return f"{runs.median * 1e3:.2f} ms (least {runs.least * 1e3:.2f})"


def per_event(few, many, n):
    """Seconds of one event more: the median over the rounds, in which both ran in turn."""
    return statistics.median((b - a) / n for a, b in zip(few.seconds, many.seconds))


def replay(bench, vectors_make, folder):
    logs = Logs(vectors_make, folder)
    paths = {n: logs.write(n) for n in (logs.fewest, *EVENTS)}
    runs = bench.runs(LOG_ROUNDS, **{str(n): verify(bench, folder, "--hardware-only", path)
                                     for n, path in paths.items()})
    few = runs[str(logs.fewest)]
    event = {n: per_event(few, runs[str(n)], n - logs.fewest) for n in EVENTS}
    for smaller, n in zip((None, None, *EVENTS[1:]), EVENTS):
        # A hundred events are lost in the noise of a cold process.
        ratio = event[n] / event[smaller] if smaller else None
        bench.row(f"log of {n} events: an event" + (f" / one of {smaller}" if smaller else ""),
                  f"{milliseconds(runs[str(n)])}, {event[n] * 1e6:.1f} us each, "
                  f"{runs[str(n)].peak_kib / 1024:.1f} MiB",
                  f"{event[smaller] * 1e6:.1f} us" if smaller else "-",
                  f"{ratio:.2f}" if smaller else "-", f"<= {LINEAR}" if smaller else "-",
                  ratio <= LINEAR if smaller else None)
    largest(bench, logs, folder)


def largest(bench, logs, folder):
    path = logs.write(LARGEST, bytes(LARGEST_PAYLOAD))
    size = os.path.getsize(path)
    of = bench.runs(LOG_ROUNDS, largest=verify(bench, folder, "--hardware-only", path))["largest"]
    bench.row(f"the largest log: {LARGEST} events, {size / MIB:.1f} MiB",
              f"{milliseconds(of)}, {of.peak_kib / 1024:.1f} MiB", f"{size / MIB:.1f} MiB of JSON",
              f"{of.peak_kib * 1024 / size:.1f} x", "-", None)


def rows(bench, build, rounds):
    vectors_make = os.path.join(build, "bin/vectors-make")
    folder = os.path.join(build, "bench/dstack")
    documents(bench, vectors_make, os.path.join(folder, "documents"), rounds)
    replay(bench, vectors_make, os.path.join(folder, "logs"))
