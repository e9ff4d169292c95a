# SPDX-License-Identifier: Apache-2.0
"""The bits that nothing measures: where a flip may leave a document verified, and why. Each is a
place in what documents say (see reading.py): `value` is a value that may be another, `name` a
member that may go by another name, which takes it out of the document. All else is measured.
"""

import collections
import re

Place = collections.namedtuple("Place", "kind path cases within reason")


def value(path, reason, cases="", within=b".*"):
    """Of values that are bytes, `within` matches what may change."""
    return Place("value", re.compile(path), re.compile(cases), re.compile(within, re.S), reason)


def name(path, reason, cases=""):
    return Place("name", re.compile(path), re.compile(cases), None, reason)


# The documents say the same: hex digits of either case are one digit, and the letters of hex may
# themselves be written in hex or base64.
SAME = Place("same", None, None, None, "hex digits have no case")

LOG = r"(.*\.)?(event_log|eventlog)"
BOOT = LOG + r"\[\d+/[0-2]\]"
RUNTIME = LOG + r"\[\d+/3\]"

# The last one has to be there.
WORDS = ("app_name", "image_version", "vm_config", "config")
CLAIMS = ("mrtd", "rtmr0", "rtmr1", "rtmr2", "rtmr3", "mr_aggregated", "os_image_hash",
          "compose_hash", "device_id", "app_id", "instance_id", "key_provider_info", "report_data",
          "signing_address", "signing_algo", "request_nonce")
OPTIONAL = ("tcb_info", "app_compose", "info", "app_cert", "all_attestations",
            "kms_info", "contract_address", "kms_guest_agent_info", "gateway_guest_agent_info")

PLACES = (
    # The digest of a boot event is the platform's; the log tells nothing else of it that a register
    # would prove.
    value(BOOT + r"\.event_type", "the type of a boot event is no part of its digest"),
    value(BOOT + r"\.event_payload", "nor is its payload"),
    value(BOOT + r"\.event", "nor is its name, and where that ends"),
    name(RUNTIME + r"\.digest", "without a digest it is computed, as it is with one"),
    # The PCK chain, of which each certificate is signed, and what is behind it.
    value(r"(.*\.)?(intel_)?quote", "any white space parts the certificates, and NUL ends the text",
          within=rb"(?<=-----END CERTIFICATE-----)\n|(?<=-----END CERTIFICATE-----\n)\0"),
    value(r"(.*\.)?quote", "what is behind the signature data is no part of the quote",
          cases="^(dstack|phala)/", within=rb"(?<=-----END CERTIFICATE-----\n\0)\0+$"),
    # What no register holds, among it the host's word about the machine.
    *(value(r"(.*\.)?" + member, "no register holds it") for member in WORDS),
    *(name(r"(.*\.)?" + member, "no register holds it") for member in WORDS[:-1]),
    # Under its own name it is compared with what is proved; under another one it says nothing.
    *(name(r"(.*\.)?" + member, "another name is not looked at") for member in CLAIMS),
    *(name(r"(.*\.)?" + member, "no member has to be there that nothing was asked about")
      for member in OPTIONAL),
    name(r"(.*\.)?event_log", "the certificate, or another member, has the same log",
         cases="info|inference"),
    name(r"event_log", "nothing was asked about the log", cases="mrtd$"),
)
