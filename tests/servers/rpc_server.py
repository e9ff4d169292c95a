#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""rpc_server LOG: a node of chain 2035 as nodes are when they are not as they should be.

The first part of the path says which. Prints its port. Writes a line a request to LOG:
MODE CALLS PORT-OF-THE-CLIENT HEADERS-THAT-SHOULD-NOT-BE.
"""

import http.server
import json
import sys
import time

ADDRESS_ZERO = "0x" + "00" * 20
HASH = "0x" + "11" * 32
WORD = "0x" + "00" * 31 + "05"
BLOCK = {"number": "0x10", "hash": HASH, "timestamp": "0x65000000", "gasLimit": "0x1c9c380", "baseFeePerGas": "0x64"}
FEES = {"oldestBlock": "0x0", "baseFeePerGas": ["0x64"] * 11, "gasUsedRatio": [0.5] * 10, "reward": [["0x7"]] * 10}
ANSWERS = {
    "eth_chainId": "0x7f3",
    "web3_clientVersion": "Node/v1",
    "eth_getBlockByNumber": BLOCK,
    "eth_feeHistory": FEES,
    "eth_maxPriorityFeePerGas": "0x9",
    "eth_gasPrice": "0x6b",
    "eth_getCode": "0x6001",
    "eth_call": WORD,
}
HTML = b"<html><body>nothing to see here</body></html>"
BUSY = {"code": -32005, "message": "limit exceeded"}

log = open(sys.argv[1], "a", buffering=1)
times = {}


def one(call):
    return {"jsonrpc": "2.0", "id": call["id"], "result": ANSWERS[call["method"]]}


def error(number, code, message):
    return {"jsonrpc": "2.0", "id": number, "error": {"code": code, "message": message}}


def only(mode, calls):
    """What a batch gets from who takes none: status and body. Questions by themselves are answered."""
    return {
        "object": (200, error(None, -32600, "Invalid Request")),
        "empty": (200, []),
        "lone": (200, [error(calls[0]["id"], -32600, "batch too large")]),
        "http-400": (400, HTML),
        "http-405": (405, b""),
        "http-501": (501, HTML),
    }.get(mode)


def spoiled(mode, answers):
    """A batch's answers, not as they should be."""
    first, *rest = answers
    return {
        "reversed": answers[::-1],
        "missing": rest,
        "doubled": [*answers, first],
        "stranger": [*answers, error(999999, 1, "who?")],
        "both": [{**first, **error(first["id"], 1, "and")}, *rest],
        "texts": [{**a, "id": str(a["id"])} for a in answers],
        "old": [{**a, "jsonrpc": "1.0"} for a in answers],
        "other-chain": [{**first, "result": "0x1"}, *rest],
        "unknown-chain": [{**first, "result": "0xabcdef"}, *rest],
        "no-chain": [error(first["id"], -32000, "not now"), *rest],
        "padded": [{**first, "result": "0x07f3"}, *rest],
        "fees": [a if a["result"] is not FEES else error(a["id"], -32601, "method not found") for a in answers],
    }.get(mode, answers)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def send(self, status, body, **headers):
        is_json = not isinstance(body, bytes)
        body = json.dumps(body).encode() if is_json else body
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if is_json else "text/html")
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def refuse(self, mode, asked, n):
        """What is no answer of a node at all; None when it is one."""
        if mode == "slow":
            time.sleep(30)
        if mode == "twice-429" and n <= 2:
            return self.send(429, b"slow down", Retry_After="0") or True
        if mode == "twice-busy" and n <= 2:
            calls = asked if isinstance(asked, list) else [asked]
            answers = [one(c) for c in calls]
            answers[-1] = {"jsonrpc": "2.0", "id": calls[-1]["id"], "error": BUSY}
            return self.send(200, answers if isinstance(asked, list) else answers[0]) or True
        if mode == "once-503" and n == 1:
            return self.send(503, HTML) or True
        bodies = {
            "html": (200, HTML),
            "nothing": (200, b""),
            "number": (200, b"17"),
            "deep": (200, b"[" * 5000),
            "busy": (200, {"jsonrpc": "2.0", "id": None, "error": BUSY}),
            "denied": (401, b"no key"),
            "forbidden": (403, error(None, -32000, "no key")),
            "absent": (404, HTML),
            "down": (502, HTML),
        }
        if mode in bodies:
            return self.send(*bodies[mode]) or True
        if mode == "redirect":
            return self.send(307, HTML, Location="/plain") or True
        return None

    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        mode = self.path.strip("/").split("/")[0]
        times[mode] = times.get(mode, 0) + 1
        odd = [name for name in ("Expect", "Authorization") if name in self.headers]
        if self.headers["Content-Type"] != "application/json":
            odd.append("Content-Type")
        size = len(asked) if isinstance(asked, list) else 1
        log.write(f"{mode} {size} {self.client_address[1]} {','.join(odd)}\n")
        if self.refuse(mode, asked, times[mode]):
            return None
        if not isinstance(asked, list):
            return self.send(500 if mode == "status-500" else 200, one(asked))
        refusal = only(mode, asked)
        if refusal:
            return self.send(*refusal)
        return self.send(500 if mode == "status-500" else 200, spoiled(mode, [one(c) for c in asked]))


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
server.serve_forever()
