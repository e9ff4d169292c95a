# SPDX-License-Identifier: Apache-2.0
"""What it takes to deploy: next to forge and cast, in turn, on one anvil."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import statistics
import subprocess
import time
import urllib.request

SOURCE = pathlib.Path(__file__).resolve().parents[2]
TESTS = SOURCE / "tests/chain"
HERE = SOURCE / "tests/bench/forge"
KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
ACCOUNT = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"
LOCK = "phala-contracts.lock.json"

ROUNDS = 20
BLOCK_ROUNDS = 5
BLOCK_SECONDS = 2
DELAY_MS = 50
FORGE = 0.5
CAST = 1.0
CAST_DELAYED = 0.5
MEMORY_KIB = 12 * 1024
SIGN_SECONDS = 0.003


def milliseconds(runs):
    return (f"{runs.median * 1e3:.1f} ms (least {runs.least * 1e3:.1f}), "
            f"cpu {statistics.median(runs.cpu) * 1e3:.1f}")


class Absent(Exception):
    """What is not here, and cannot be had."""


def call(url, method, *parameters):
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)}
    request = urllib.request.Request(url, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["result"]


class Tools:
    """The other programs, and a project of forge's that is compiled already."""

    def __init__(self, build):
        folder = SOURCE / "build/chain"
        for program in ("node", "npm"):
            if shutil.which(program) is None:
                raise Absent(f"no {program}")
        if subprocess.run([TESTS / "install", folder], check=False, capture_output=True).returncode:
            raise Absent("cannot be installed from npm")
        self.modules = folder / "node_modules"
        self.anvil, self.cast, self.forge = (self.modules / ".bin" / name
                                             for name in ("anvil", "cast", "forge"))
        if not self.anvil.exists():
            raise Absent("not made for this machine")
        self.build = pathlib.Path(build)
        self.folder = self.build / "bench/chain"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.key = self.folder / "key"
        self.key.write_text(KEY + "\n")
        self.key.chmod(0o600)
        self.project = self.make_project()

    def make_project(self):
        project = self.folder / "project"
        shutil.copytree(HERE, project)
        (project / "src").mkdir()
        for path in (TESTS / "contracts/Counter.sol", TESTS / "contracts/Quilt.sol",
                     SOURCE / "lib/deploy/proxy/Erc1967Proxy.sol"):
            shutil.copy(path, project / "src")
        os.environ.update(SOLC_MODULES=str(self.modules), FOUNDRY_SOLC=str(project / "solc"))
        subprocess.run([self.forge, "build", "--root", project], check=True, capture_output=True)
        return project

    def artifact(self, file, name):
        return self.project / f"out/{file}.sol/{name}.json"

    @contextlib.contextmanager
    def started(self, pattern, *command):
        """A server that prints its port, in a line like that, and nothing after it that matters."""
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                port = None
                while port is None:
                    port = re.search(pattern, server.stdout.readline())
                yield f"http://127.0.0.1:{port[1]}"
            finally:
                server.send_signal(signal.SIGKILL)

    def chain(self, *options):
        return self.started(r"^Listening on .*:(\d+)$", self.anvil, "--chain-id", "2035", "--port", "0", *options)

    def proxy(self, url, *options):
        return self.started(r"^(\d+)$", TESTS / "proxy_node", url, *options)


def deployments(bench, tools, url):
    """Of a Counter, by each of them. Without a lock file, nothing is remembered."""
    code = json.loads(tools.artifact("Counter", "Counter").read_text())["bytecode"]["object"]
    node = ["--rpc-url", url]
    return {
        "phala": [bench.phala, "contract", "deploy", str(tools.artifact("Counter", "Counter")), "7",
                  *node, "--key-file", str(tools.key)],
        "forge": [str(tools.forge), "create", "--root", str(tools.project), "--broadcast", *node,
                  "--private-key", KEY, "src/Counter.sol:Counter", "--constructor-args", "7"],
        "cast": [str(tools.cast), "send", *node, "--private-key", KEY, "--create", code,
                 "constructor(uint256)", "7"],
    }


def compared(bench, what, ours, other, aim):
    ratio = ours.median / other.median
    bench.row(what, milliseconds(ours), milliseconds(other),
              f"{ratio:.2f} (least {ours.least / other.least:.2f})", f"<= {aim}", ratio <= aim)


def memory(bench, what, ours, other):
    bench.row(what, f"{ours.peak_kib / 1024:.1f} MiB", f"{other.peak_kib / 1024:.1f} MiB",
              f"{ours.peak_kib / other.peak_kib:.2f}", "<= 12 MiB", ours.peak_kib <= MEMORY_KIB)


def counter(bench, tools):
    with tools.chain() as url:
        runs = bench.runs(ROUNDS, fresh=LOCK, **deployments(bench, tools, url))
    compared(bench, "contract deploy Counter / forge create --broadcast", runs["phala"],
             runs["forge"], FORGE)
    compared(bench, "contract deploy Counter / cast send --create", runs["phala"], runs["cast"], CAST)
    memory(bench, "peak memory of contract deploy, against cast", runs["phala"], runs["cast"])


def requests_of(bench, url, commands):
    """How many each of them makes."""
    counts = {}
    for name, command in commands.items():
        before = call(url, "proxy_count")
        bench.runs(1, fresh=LOCK, **{name: command})
        counts[name] = call(url, "proxy_count") - before
    return counts


def delayed(bench, tools):
    with tools.chain() as node, tools.proxy(node, "--delay", str(DELAY_MS)) as url:
        commands = deployments(bench, tools, url)
        counts = requests_of(bench, url, commands)
        runs = bench.runs(ROUNDS, fresh=LOCK, **commands)
    for other, aim in (("forge", CAST_DELAYED), ("cast", CAST_DELAYED)):
        compared(bench, f"  {DELAY_MS} ms more a request ({counts['phala']} / {counts[other]} requests)"
                 f" / {other}", runs["phala"], runs[other], aim)


def timed(command):
    start = time.monotonic()
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"bench: {command}: {done.stdout}{done.stderr}")
    return time.monotonic() - start


def four(bench, tools):
    """Two libraries, a contract that needs them, and its proxy: all of them in one block. Each round has
    a chain of its own: libraries of a script stay where they are, and would not be sent again."""
    blocks, ours, others = [], [], []
    for _ in range(BLOCK_ROUNDS):
        with tools.chain("--block-time", str(BLOCK_SECONDS)) as url:
            node = ["--rpc-url", url]
            others.append(timed([tools.forge, "script", "--root", tools.project,
                                 f"{tools.project}/script/Four.s.sol:Four", "--broadcast", *node,
                                 "--private-key", KEY]))
            pathlib.Path(LOCK).unlink(missing_ok=True)
            ours.append(timed([bench.phala, "contract", "deploy", tools.artifact("Quilt", "Quilt"), "a",
                               "b", "--proxy", 'rename("behind")', *node, "--key-file", tools.key]))
            blocks.append(blocks_of(LOCK))
    most = max(len(numbers) for numbers in blocks)
    ratio = statistics.median(ours) / statistics.median(others)
    bench.row(f"four contracts that depend on each other, blocks of {BLOCK_SECONDS} s / forge script",
              f"{statistics.median(ours):.2f} s (least {min(ours):.2f})",
              f"{statistics.median(others):.2f} s (least {min(others):.2f})", f"{ratio:.2f}", "-", None)
    bench.row("  blocks that have them, the most of all rounds", str(most), "-", "-", "1", most == 1)


def blocks_of(lock):
    document = json.loads(pathlib.Path(lock).read_text())
    contracts = document["networks"]["2035"]["contracts"].values()
    if len(contracts) != 4:
        raise SystemExit(f"bench: {len(contracts)} contracts, not 4")
    return {contract["block"] for contract in contracts}


def signing(bench, tools):
    fields = ["--chain-id", "2035", "--nonce", "7", "--gas-limit", "21000"]
    runs = bench.runs(
        ROUNDS,
        phala=[bench.phala, "tx", "sign", *fields, "--max-fee", "2gwei", "--priority-fee", "1gwei",
               "--to", ACCOUNT, "--value", "1gwei", "--key-file", str(tools.key)],
        cast=[str(tools.cast), "mktx", "--private-key", KEY, "--chain", "2035", "--nonce", "7",
              "--gas-limit", "21000", "--gas-price", "2gwei", "--priority-gas-price", "1gwei", ACCOUNT,
              "--value", "1gwei", "--rpc-url", "http://127.0.0.1:1"],
        version=[bench.phala, "--version"], nothing=["true"])
    ours = runs["phala"]
    bench.row("tx sign, a process, against cast mktx", milliseconds(ours), milliseconds(runs["cast"]),
              f"{ours.median / runs['cast'].median:.2f}", "<= 3 ms", ours.median <= SIGN_SECONDS)
    bench.row("  of that phala --version, and a process that does nothing",
              milliseconds(runs["version"]), milliseconds(runs["nothing"]), "-", "-", None)
    memory(bench, "  its peak memory", ours, runs["cast"])


def rows(bench, build):
    try:
        tools = Tools(build)
    except Absent as why:
        bench.absent("deployments / forge and cast", f"anvil: {why}", "-")
        return
    # Journals, and what the others keep, are the folder's; so is the lock file.
    kept = dict(os.environ)
    os.environ.update(HOME=str(tools.folder), XDG_DATA_HOME=str(tools.folder / "data"),
                      FOUNDRY_DISABLE_NIGHTLY_WARNING="1")
    for name in ("PRIVATE_KEY", "ETH_RPC_URL", "ETH_KEYSTORE"):
        os.environ.pop(name, None)
    os.chdir(tools.folder)
    try:
        for part in (counter, delayed, four, signing):
            part(bench, tools)
    finally:
        os.chdir(SOURCE)
        os.environ.clear()
        os.environ.update(kept)
