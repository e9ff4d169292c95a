/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain/tables.h"

/* Certificates, the key service, what the quote was made for, and what was asked for. */

enum { FIRST = CHECK_RA_TLS_KEY, END = CHECK_COUNT };
#define ENTRY(name) [CHECK_##name - FIRST]

const struct explanation explain_binding[END - FIRST] = {
    ENTRY(RA_TLS_KEY) =
        {
            "Report data holds a hash of the certificate's public key, so the holder of that key "
            "is the machine that the quote is of. A live server has shown in its handshake that it "
            "is the holder; of a file that is not known.",
            "A quote of somebody else's machine could be put into a certificate of the attacker's "
            "own.",
            "The certificate was put together from two: get it again from the machine.",
        },
    ENTRY(RA_TLS_CHAIN) =
        {
            "Each certificate is signed by the next one, up to the key service's root.",
            "A certificate could claim an issuer that never saw it.",
            "Get the whole chain from the machine, leaf first.",
        },
    ENTRY(RA_TLS_DATES) =
        {
            "A certificate counts between its two dates, at the instant that is judged at.",
            "A key that leaked and was replaced could be used on.",
            "Get a current certificate, or judge as of its time with --at TIME.",
        },
    ENTRY(RA_TLS_APP_ID) =
        {
            "The certificate names an app, which has to be the one that the event log proves.",
            "A certificate of one app could vouch for another one.",
            "The certificate and the log are of two apps: get both from one machine.",
        },
    ENTRY(KMS_PROVIDER) =
        {
            "The machine measured who gives it its keys. That has to be the root that its "
            "certificates lead to.",
            "Keys could come from a service that keeps a copy of them.",
            "The certificates are of another key service than the measured one: get both from "
            "one machine.",
        },
    ENTRY(KMS_ROOT) =
        {
            "Who gives the keys can read what they protect. It has to be the provider that was "
            "asked for.",
            "The operator could run a key service of their own, and everything else would look "
            "right.",
            "Compare the key provider in the report with the one you trust. Deploy with that one, "
            "or name this one if you trust it.",
        },
    ENTRY(KMS_MR) =
        {
            "The machine measured which key service released its keys (mr-kms). It has to be the "
            "one whose attestation was given.",
            "An attestation of a sound key service could be shown while another one is in use.",
            "Hand in the attestation of the key service that the app uses; after its update the "
            "value is another one.",
        },
    ENTRY(KMS_BOOTSTRAP) =
        {
            "The key service's own quote was made for its root keys, so they were born in a "
            "machine that was measured.",
            "The root keys could have been made elsewhere, and be known to somebody.",
            "Get the metadata again from the key service. Replicas get their keys from another "
            "one, and their own certificate counts.",
        },
    ENTRY(KMS_APP_KEY) =
        {
            "The key service signed the app's key together with the app id.",
            "Anybody could hand out a key and call it the app's.",
            "The key, the app id and the key service do not belong together: get all of them "
            "from one machine.",
        },
    ENTRY(KMS_DERIVED_KEY) =
        {
            "The app's key signed the key that was derived from it, together with its purpose.",
            "A key of the attacker's own could be passed off as derived inside the app.",
            "Get the chain of signatures again from the machine; the purpose has to be the same.",
        },
    ENTRY(KMS_ENV_KEY) =
        {
            "Variables are encrypted for a key. The key service has to have signed it for this "
            "app.",
            "Whoever answers the request could give a key of their own and read your secrets.",
            "Do not encrypt for this key. Ask the key service again, over a connection that you "
            "trust.",
        },
    ENTRY(BIND_NONCE) =
        {
            "Report data holds the nonce that you chose, so the quote was made after you chose it.",
            "An old quote, of a machine that is gone or changed since, could be shown again.",
            "Ask for a new quote with a new nonce, and give the same nonce here.",
        },
    ENTRY(BIND_PUBLIC_KEY) =
        {
            "Report data holds the public key, so its holder is the machine that the quote is of.",
            "A quote of a sound machine could be shown beside a key of the attacker's own.",
            "Take key and quote from one answer of the machine; the key can be raw, SEC1 or SPKI.",
        },
    ENTRY(BIND_ADDRESS) =
        {
            "Report data holds the Ethereum address, so what that address signs was signed inside.",
            "A quote of a sound machine could be shown beside an address of the attacker's own.",
            "Take address and quote from one answer of the machine.",
        },
    ENTRY(BIND_TLS_KEY) =
        {
            "Report data holds the hash of the TLS key, so the connection ends inside the machine.",
            "Somebody in the middle could pass a genuine quote on and read the traffic.",
            "Take the certificate from the very connection that the quote came over.",
        },
    ENTRY(BIND_SIGNER) =
        {
            "Answers of the service are signed by a key that the document names. Report data has "
            "to hold it.",
            "Answers could be made and signed elsewhere, under a genuine quote.",
            "Get the report again from the service, with the same algorithm of signing.",
        },
    ENTRY(BIND_REQUEST_NONCE) =
        {
            "The document names the nonce that it was made for. Report data has to hold it.",
            "An old report could be given a new nonce in its text.",
            "Ask the service again with a nonce of your own, and hold the answer against it.",
        },
    ENTRY(ACI_KEYSET) =
        {
            "The report names its keys by one digest, which is computed again from the keys.",
            "A key could be added to the set without a change of what is attested.",
            "The keyset was altered: get the report again from the gateway.",
        },
    ENTRY(ACI_STATEMENT) =
        {
            "Report data is the hash of a statement of keyset digest and nonce.",
            "A quote that was made for something else could be put beside the keyset.",
            "The report was put together from two: get it again from the gateway.",
        },
    ENTRY(ACI_ENDORSEMENT) =
        {
            "The workload's key, which the attested statement names, signed the keyset, and so "
            "hands its trust on.",
            "A keyset of the attacker's own could stand beside a genuine quote.",
            "The keyset is not the one that was endorsed: get the report again from the gateway.",
        },
    ENTRY(ACI_RECEIPTS) =
        {
            "Each receipt is signed by a key of the keyset, so the attested gateway wrote it.",
            "Receipts could be made up, or changed after the fact.",
            "The receipt that is named was altered, or is of another gateway or an older keyset.",
        },
    ENTRY(GPU_EVIDENCE) =
        {
            "Data leaves the TD for the GPU. The GPU has to be genuine, in confidential mode, and "
            "to have answered the nonce that ties it to this machine.",
            "A GPU without protection, or an emulation, could read models and prompts.",
            "What could not be judged is said in the detail; it is not taken for verified.",
        },
    ENTRY(TPM_QUOTE) =
        {
            "On some clouds a vTPM measures the start. Its quote has to be bound to the TDX quote.",
            "A vTPM quote of another machine could vouch for this one.",
            "What could not be judged is said in the detail; it is not taken for verified.",
        },
    ENTRY(REPORT_DATA) =
        {
            "Report data are 64 bytes that the software chose when it asked for the quote. With a "
            "nonce in them the quote is fresh, with a hash of a key it is bound to that key.",
            "A quote can be shown again by anybody who has ever seen it.",
            "Ask the machine for a quote with this report data. What is shorter than 64 bytes is "
            "followed by zeros; --report-data-prefix compares the beginning only.",
        },
    ENTRY(IDENTITY) =
        {
            "A genuine platform runs whatever it is given. Only a comparison with a value that you "
            "expect says what runs there.",
            "An attacker's own software, on genuine hardware, would be verified.",
            "Say what has to run inside with --expect, --compose, --app-compose or a policy, or "
            "ask for the platform alone with --hardware-only.",
        },
    ENTRY(EXPECTATION) =
        {
            "A value that is signed, or proved by the event log, equals the one that you expect.",
            "Other software than the one you reviewed could run.",
            "Find out which of the two is right: a new release has new values. Take expectations "
            "from your own build or from a source that you trust, never from the evidence itself.",
        },
};
