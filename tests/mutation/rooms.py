# SPDX-License-Identifier: Apache-2.0
"""Which sources have rules, and which tests look at them, the nearest first."""

import collections
import re

Room = collections.namedtuple("Room", "sources stages")

ATTEST, CRYPTO, OS, COMPOSE, POLICY = (
    f"unit-{name}" for name in ("attest", "crypto", "os", "compose", "policy"))
PROGRAMS = (ATTEST, CRYPTO, OS, COMPOSE, POLICY)

# The verdicts of the generated cases, which are judged one by one.
CASES = (ATTEST, None)
# Suites whose tests look at the verdict, or at the one check that only a user's wish can fail.
VERDICTS = (ATTEST, "@(policy|report)/*")
# Everything above the quote; quote and collateral are what the others look at.
ABOVE = (ATTEST, "!(appraise|pck|platform|tcb*|qe_identity|quote|strict_der|collateral|evaluation|"
                 "incomplete|report_*|policy)/*")


def near(*suites):
    return ATTEST, f"@({'|'.join(suites)})/*"


def files(folder, names):
    return [f"{folder}/{name}.c" for name in names.split()]


HARDWARE = (
    Room(files("lib/attest", "appraise dcap_chain dcap_collateral dcap_crl dcap_module dcap_qe "
               "dcap_tcb member module pck platform policy qe_identity quote/header quote/quote "
               "quote/signature tcb tcb_info tcb_info_levels tcb_level verdict"),
         (CASES, (ATTEST, "!(appraise)/*"))),
    Room(files("lib/crypto", "cert chain crl signed"),
         (CASES, (ATTEST, "!(appraise)/*"), (CRYPTO, "!(differential)/*"),
          (CRYPTO, "differential/*"))),
)

ABOVE_THE_QUOTE = (
    Room(files("lib/attest", "trial trial_app trial_claims trial_compose expectation app "
               "aggregated device evidence"), (near("trial_*", "expectation"), ABOVE)),
    Room(files("lib/attest", "trial_log trial_events"), (near("trial_log"), ABOVE)),
    Room(files("lib/attest", "event_log event_log_agree event_log_ccel event_log_json "
               "event_log_parse"), (near("event_log", "ccel"), ABOVE)),
    Room(files("lib/attest", "trial_aci aci aci_read"), (near("aci", "trial_aci"), ABOVE)),
    Room(files("lib/attest", "trial_mr_config mr_config"), (near("mr_config"), ABOVE)),
    Room(files("lib/attest", "trial_kms trial_kms_keys kms kms_read"),
         (near("kms", "trial_kms"), ABOVE)),
    Room(files("lib/attest", "trial_binding binding binding_convention binding_key binding_value"),
         (near("binding*", "trial_binding"), ABOVE)),
    Room(files("lib/attest", "trial_ra_tls form/ra_tls"), (near("ra_tls", "trial_ra_tls"), ABOVE)),
    Room(files("lib/attest", "form/get_quote form/inference form/search form/versioned"),
         (near("document", "versioned", "recognise"), ABOVE)),
    Room(files("lib/attest/os", "digest_list image image_files judge judge_image measurement "
               "reference vm_config"), ((OS, "*/*"),)),
    Room(files("lib/compose", "app_compose docker_compose finding host_path image launch_script"),
         ((COMPOSE, "*/*"), near("trial_*"))),
    Room(files("lib/policy", "policy_annotate policy_apply policy_keys policy_parse "
               "policy_values"), ((POLICY, "*/*"),)),
    Room(files("lib/crypto", "certificate_view ed25519 secp256k1 spki"),
         ((CRYPTO, "!(differential)/*"), ABOVE)),
)

# These say what was found, guess why, read what others judge, or write a policy: they decide
# nothing.
NO_RULES = (files("lib/attest", "dcap_shortfall quote/layout form/cloud form/document form/encoded "
                  "form/info form/msgpack_v1 form/other_tee form/place form/scale_v0") +
            # These compute registers, and known answers hold them.
            files("lib/attest/os", "kernel rtmr td_hob tdvf") +
            files("lib/compose", "compose_hash line_diff line_edit") +
            files("lib/policy", "policy_write"))

# Checks of these groups are of quote and collateral: the verdict of a case has to change.
OF_CASES = ("HARDWARE", "ASKED")


def of_check(group):
    return (CASES, VERDICTS) if group in OF_CASES else (near("trial_*", "mr_config"), ABOVE,
                                                        (OS, "judge/*"))


def is_above(path):
    return any(path in room.sources for room in ABOVE_THE_QUOTE)


def all_sources():
    """(path, stages) of each."""
    return [(path, room.stages) for room in (*HARDWARE, *ABOVE_THE_QUOTE)
            for path in room.sources]


def missed(paths):
    """Sources that no room has, though the name says that they judge."""
    known = {path for path, _ in all_sources()}.union(NO_RULES)
    judges = re.compile(r"lib/(attest/((trial|binding|kms|aci|dcap|event_log)\w*|"
                        r"(form|os|quote)/\w+)|(compose|policy)/\w+)\.c")
    return [path for path in paths if judges.fullmatch(path) and path not in known]
