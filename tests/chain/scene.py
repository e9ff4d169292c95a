# SPDX-License-Identifier: Apache-2.0
"""A deployment of four contracts that depend on each other, by an account that has done nothing yet,
as often as a loop wants it. chain_env has started the chain and the proxy before it."""

import json
import os
import pathlib
import signal
import subprocess
import urllib.request

SCRATCH = pathlib.Path(os.environ["scratch"])
CONTRACTS = pathlib.Path(os.environ["contracts"])
PHALA = os.environ["PHALA"]
LOCK = "phala-contracts.lock.json"
FOUR = ("Patches", "Threads", "Quilt", "Quilt.proxy")
SECONDS = 60

failures = []


def failed(text):
    failures.append(text)
    print(f"FAILED: {text}", flush=True)


def call(url, method, *parameters):
    body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": list(parameters)}
    request = urllib.request.Request(url, json.dumps(body).encode(),
                                     {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=SECONDS) as answer:
        document = json.load(answer)
    if "error" in document:
        raise RuntimeError(f"{method}: {document['error']}")
    return document["result"]


class Node:
    """The chain itself, and the proxy before it that `faults` are given to."""

    def __init__(self, url, proxy):
        self.url, self.proxy = url, proxy

    def __call__(self, method, *parameters):
        return call(self.url, method, *parameters)

    def faults(self, *faults):
        call(self.proxy, "proxy_set", *faults)

    def requests(self):
        return call(self.proxy, "proxy_count")

    def calls(self, *methods):
        return call(self.proxy, "proxy_calls", *methods)


class Scene:
    """An account, with a folder for its lock file and one for its journal."""

    taken = 0
    WHAT = "4 contracts"

    def __init__(self, node, name, url=None):
        with open(SCRATCH / "accounts.json", encoding="utf-8") as file:
            known = json.load(file)
        self.node, self.name, self.url = node, name, url or node.proxy
        self.account = known["available_accounts"][Scene.taken]
        self.folder = SCRATCH / f"scene.{Scene.taken}"
        self.folder.mkdir()
        self.key = self.folder / "key"
        self.key.write_text(known["private_keys"][Scene.taken] + "\n")
        self.key.chmod(0o600)
        self.environment = {**os.environ, "XDG_DATA_HOME": str(self.folder / "data"),
                            "ASAN_OPTIONS": "detect_leaks=0"}
        Scene.taken += 1

    def words(self, *more):
        return [PHALA, "contract", "deploy", str(CONTRACTS / "foundry/Quilt.sol/Quilt.json"), "a", "b",
                "--proxy", 'rename("behind")', "--rpc-url", self.url, "--key-file", str(self.key), *more]

    def run(self, *words, before=()):
        """Code, stdout, stderr of a process whose number the proxy knows: 137 when it was killed."""
        with subprocess.Popen([*before, *words], cwd=self.folder, env=self.environment,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, text=True) as process:
            (SCRATCH / "pid").write_text(str(process.pid))
            try:
                out, err = process.communicate(timeout=SECONDS)
            except subprocess.TimeoutExpired:
                process.kill()
                failed(f"{self.name}: not done within {SECONDS} s")
                out, err = process.communicate()
        code = process.returncode
        return (code if code >= 0 else 128 - code), out, err

    def transactions(self):
        return int(self.node("eth_getTransactionCount", self.account, "latest"), 16)

    def journal(self):
        files = (self.folder / "data").rglob("*.jsonl")
        return "".join(path.read_text() for path in files)

    def lock(self):
        path = self.folder / LOCK
        if not path.exists():
            return {}
        return json.loads(path.read_text())["networks"]["2035"]["contracts"]

    def wrong(self, text):
        failed(f"{self.name}: {text}")

    def check(self, names=FOUR, transactions=None):
        """Each contract is there once, by one transaction, and nothing else was sent."""
        lock = self.lock()
        if set(lock) != set(names):
            self.wrong(f"the lock file has {sorted(lock)}, not {sorted(names)}")
        if self.transactions() != (transactions or len(names)):
            self.wrong(f"{self.transactions()} transactions, not {transactions or len(names)}")
        if len({contract.get("tx_hash") for contract in lock.values()}) != len(lock):
            self.wrong("two contracts of one transaction")
        for name, contract in lock.items():
            if "tx_hash" not in contract:
                self.wrong(f"{name}: no transaction: {contract}")
                continue
            receipt = self.node("eth_getTransactionReceipt", contract["tx_hash"])
            if receipt is None or receipt["status"] != "0x1":
                self.wrong(f"{name}: its transaction is not there, or was reverted")
            elif receipt["contractAddress"].lower() != contract["address"].lower():
                self.wrong(f"{name}: is not where its transaction made it")
            if self.node("eth_getCode", contract["address"], "latest") == "0x":
                self.wrong(f"{name}: no code")
        if self.journal() != "":
            self.wrong(f"the journal is not empty: {self.journal()[:200]}")
        left = [path.name for path in self.folder.rglob("*")
                if path.is_file() and path.name not in ("key", LOCK)
                and path.suffix not in (".jsonl", ".lock")]
        if left:
            self.wrong(f"files are left: {left}")

    def check_unchanged(self):
        """Run again: nothing is sent."""
        self.node.faults()
        code, out, err = self.run(*self.words())
        if code != 0 or "unchanged" not in out + err:
            self.wrong(f"run again, it ends with {code}: {out}{err}")
        if self.node.calls("eth_sendRawTransaction") != 0:
            self.wrong("run again, it sends something")


class Upgrade(Scene):
    """A proxy that is there already, and gets another implementation and a call."""

    WHAT, TRANSACTIONS = "an upgrade", 4
    SLOT = "0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc"

    def __init__(self, node, name, url=None):
        super().__init__(node, name, url)
        node.faults("mine=1@eth_getTransactionReceipt")
        code, out, err = self.run(*self.gate("GateFive", "3", "--proxy", f"initialize({self.account})"))
        if code != 0:
            self.wrong(f"there is no proxy: {out}{err}")

    def gate(self, artifact, *more):
        return [PHALA, "contract", "deploy", str(CONTRACTS / f"foundry/Gate.sol/{artifact}.json"), *more,
                "--name", "Gate", "--rpc-url", self.url, "--key-file", str(self.key)]

    def words(self, *more):
        return self.gate("GateNext", "4", "--upgrade", "--upgrade-call", "migrate(7)", *more)

    def check(self, names=("Gate", "Gate.proxy"), transactions=TRANSACTIONS):
        super().check(names, transactions)
        lock = self.lock()
        slot = self.node("eth_getStorageAt", lock["Gate.proxy"]["address"], self.SLOT, "latest")
        if slot[-40:] != lock["Gate"]["address"][2:].lower():
            self.wrong(f"the proxy has {slot}, the lock file {lock['Gate']['address']}")
        if "upgrade_tx_hash" not in lock["Gate.proxy"]:
            self.wrong(f"the upgrade is not locked: {lock['Gate.proxy']}")


def killed(code):
    return code == 128 + signal.SIGKILL
