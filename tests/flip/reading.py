# SPDX-License-Identifier: Apache-2.0
"""What a document says, as a flat table: the path of each value, and the value. Two documents that
differ in nothing but how they are written (the case of hex digits, unused bits of base64) have the
same table. Nothing here is shared with the product.

Paths are those of members, ("info", "tcb_info", "rtmr0"), through texts that hold JSON, too; an
event is named by its number and register, "[7/3]", and a certificate by its number.
"""

import base64
import json
import re

PEM = re.compile(rb"-----BEGIN CERTIFICATE-----\n(.*?)\n-----END CERTIFICATE-----(?:\n|$)", re.S)
WHOLE = ("vm_config", "config")  # texts that are taken as they are
QUOTES = {b"\x04\0\x02\0\x81\0\0\0", b"\x05\0\x02\0\x81\0\0\0"}  # version, key type, TEE


class Unreadable(Exception):
    """It is none of the forms, or damaged."""


def is_quote(data):
    return data[:8] in QUOTES


class Cursor:
    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        if n > len(self.data) - self.at:
            raise Unreadable("truncated")
        self.at += n
        return self.data[self.at - n:self.at]

    def number(self, n, order="little"):
        return int.from_bytes(self.take(n), order)

    def compact(self):
        first = self.number(1)
        size = 1 << (first & 3)
        return (first | self.number(size - 1) << 8) >> 2 if size < 8 else self.number(size)

    def vec(self):
        return self.take(self.compact())


def scale_attestation(data):
    c = Cursor(data[2:])
    quote = c.vec()
    log = [{"imr": c.number(4), "event_type": c.number(4), "digest": c.vec(), "event": c.vec(),
            "event_payload": c.vec()} for _ in range(c.compact())]
    runtime = [{"event": c.vec(), "payload": c.vec()} for _ in range(c.compact())]
    return {"quote": quote, "event_log": log, "runtime_events": runtime,
            "report_data": c.take(64), "config": c.vec(), "rest": c.data[c.at:]}


SIZED = {0xc4: 1, 0xc5: 2, 0xc6: 4, 0xd9: 1, 0xda: 2, 0xdb: 4, 0xdc: 2, 0xdd: 4, 0xde: 2, 0xdf: 4}


def msgpack_value(c):
    """A value; its maps are lists of pairs, since names may be there twice."""
    kind = c.number(1)
    if kind < 0x80 or kind >= 0xe0:
        return kind
    if kind in (0xc0, 0xc2, 0xc3):
        return {0xc0: None, 0xc2: False, 0xc3: True}[kind]
    if 0xcc <= kind <= 0xcf:
        return c.number(1 << kind - 0xcc, "big")
    n = c.number(SIZED[kind], "big") if kind in SIZED else kind & (31 if kind >= 0xa0 else 15)
    if kind in (0xc4, 0xc5, 0xc6):
        return c.take(n)
    if kind in (0xd9, 0xda, 0xdb) or 0xa0 <= kind < 0xc0:
        return c.take(n)
    if kind in (0xdc, 0xdd) or 0x90 <= kind < 0xa0:
        values = [msgpack_value(c) for _ in range(n)]
        is_bytes = len(values) > 8 and all(isinstance(v, int) and v < 256 for v in values)
        return bytes(values) if is_bytes else values
    if kind in (0xde, 0xdf) or 0x80 <= kind < 0x90:
        return unique((msgpack_value(c).decode(), msgpack_value(c)) for _ in range(n))
    raise Unreadable(f"MessagePack {kind:#x}")


def shown(path):
    """info.tcb_info.event_log[7/3].digest"""
    return "".join(part if part[:1] == "[" else "." + part for part in path).removeprefix(".")


def unique(pairs):
    """An object of pairs; no name may be there twice."""
    out = {}
    for name, value in pairs:
        if name in out:
            raise Unreadable(f"{name} is there twice")
        out[name] = value
    return out


def msgpack_attestation(data):
    c = Cursor(data)
    return {"attestation": msgpack_value(c), "rest": data[c.at:]}


def certificates(data):
    """DER of each, and what is around the blocks."""
    table = {f"[{i}]": base64.b64decode(m.group(1).replace(b"\n", b""), validate=True)
             for i, m in enumerate(PEM.finditer(data))}
    return table | {"around": PEM.sub(b"", data)}


def text_value(text):
    """What a text holds: JSON, certificates, hex or, long enough, base64; else itself."""
    data = text.encode() if isinstance(text, str) else text
    if data[:1] in (b"{", b"["):
        try:
            return json.loads(data, object_pairs_hook=unique)
        except ValueError as e:
            raise Unreadable(str(e)) from e
    if data.startswith(b"-----BEGIN"):
        return certificates(data)
    if data[:2] == b"\0\0" or data[:1] in (b"\x82", b"\x83"):
        return binary_value(data)
    if re.fullmatch(rb"(0x)?([0-9a-fA-F]{2})+\n?", data):
        return binary_value(bytes.fromhex(data.decode().removeprefix("0x")))
    if len(data) > 1000 and re.fullmatch(rb"[A-Za-z0-9+/]+=*\n?", data):
        return binary_value(base64.b64decode(data.rstrip(b"\n"), validate=True))
    return data


def binary_value(data):
    if data[:2] == b"\0\0" and len(data) > 1000:
        return scale_attestation(data)
    if data[:1] in (b"\x82", b"\x83") and len(data) > 1000:
        return msgpack_attestation(data)
    return data


def name_of(i, value):
    is_event = isinstance(value, dict) and "imr" in value
    return f"[{i}/{value['imr']}]" if is_event else f"[{i}]"


def is_whole(name):
    """Also where one character of the name is another."""
    return any(len(name) == len(whole) and sum(a != b for a, b in zip(name, whole)) < 2
               for whole in WHOLE)


def flatten(path, value, out):
    is_text = isinstance(value, str) or isinstance(value, bytes) and value[:1] == b"{"
    if is_text and not is_whole(path[-1]):
        value = text_value(value)
    if isinstance(value, dict):
        for name, inner in value.items():
            flatten((*path, name), inner, out)
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            flatten((*path, name_of(i, inner)), inner, out)
    else:
        out[path] = value


def read(data, path=()):
    """The table of a document; `path` is in front of what is in it."""
    out = {}
    try:
        flatten(path, {"quote": data} if is_quote(data) else text_value(data), out)
    except (ValueError, KeyError, AttributeError) as e:
        raise Unreadable(str(e)) from e
    return out
