/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain/tables.h"

/* How the quote leads to a certificate of a processor, and what may be revoked on the way. */

enum { FIRST = CHECK_QUOTE_VENDOR_ID, END = CHECK_TCB_INFO_CHAIN };
#define ENTRY(name) [CHECK_##name - FIRST]

const struct explanation explain_certificates[END - FIRST] = {
    ENTRY(QUOTE_VENDOR_ID) =
        {
            "The header names the vendor of the quoting enclave, and so by whose rules the quote "
            "is to be read. Only Intel's are known.",
            "A quote of another vendor's making could be read by rules that were not made for it.",
            "Nothing mends this quote: it was altered, or made by software that is not Intel's "
            "quoting enclave. Make a new one.",
        },
    ENTRY(QUOTE_KEY_TYPE) =
        {
            "The attestation key signs the quote. ECDSA on P-256 is the only type that platforms "
            "use, and the only one whose signatures are checked.",
            "A key of a type that nobody checks would let any signature pass.",
            "Make the quote with an ECDSA P-256 attestation key; no other type can be judged.",
        },
    ENTRY(QUOTE_CERTIFICATION) =
        {
            "The quote has to lead to the platform certificate (PCK) that stands behind its key: "
            "by carrying the chain, or by naming the platform so that collateral can carry it.",
            "Anybody's key would do for an attestation key, and keys cost nothing.",
            "For certification data of types 1 to 4, put the chain into the collateral as "
            "pck_certificate_chain. Else make the quote anew on a platform that is registered.",
        },
    ENTRY(QUOTE_TRAILING) =
        {
            "No signature covers what stands behind the signature data. Zeros are padding, "
            "anything else is reported.",
            "Data could be attached to a genuine quote and be taken for a part of it.",
            "Ask whoever made the quote what the bytes are, or cut them off. This is a warning: "
            "nothing was read from them.",
        },
    ENTRY(PCK_CHAIN) =
        {
            "Each certificate is signed by the next one up to the root, and has the form that "
            "Intel's profile demands. That ties the platform's key to a processor that Intel made.",
            "Anybody could issue a certificate to a key of their own and make quotes in software.",
            "The detail says which link does not hold. Take the chain as the platform's PCCS gives "
            "it: leaf, intermediate, root and nothing else.",
        },
    ENTRY(PCK_ROOT) =
        {
            "A chain proves as much as the certificate that it ends in. That one has to be byte "
            "for byte the trusted root: Intel's, or the one given with --trust-root.",
            "A chain under a root of the attacker's own holds just as well.",
            "Evidence of real hardware ends in Intel's root. A simulator has its own, which only "
            "--trust-root FILE accepts, and then the report says so.",
        },
    ENTRY(PCK_NAMES) =
        {
            "Intel's root issues certificates for several roles. Names tell a platform from a "
            "signer of collateral, and both from an authority.",
            "Who holds a key of one role could play another with it: a platform could sign its own "
            "TCB Info.",
            "The detail names the certificate and the role it should have. Get the chain anew from "
            "the platform's PCCS.",
        },
    ENTRY(PCK_NOT_BEFORE) =
        {
            "A certificate counts from its first day on, at the instant that is judged at.",
            "A certificate could be used before its issuer vouches for it.",
            "Compare the clock of this machine, or --at, with the date in the report.",
        },
    ENTRY(PCK_NOT_AFTER) =
        {
            "Behind its last day nobody vouches for a certificate, and its revocation is no longer "
            "told.",
            "A key that leaked long ago, and that no list names any more, could sign for ever.",
            "Make a new quote on a platform with current certificates. To judge an old quote as of "
            "its own time, give --at TIME.",
        },
    ENTRY(PCK_SGX_EXTENSION) =
        {
            "The certificate states the model of the platform (FMSPC) and the versions of its "
            "firmware (TCB) that Intel certified the key for. The TCB level is looked up by them.",
            "A platform could pass for one with newer firmware than it has.",
            "The certificate is damaged, or is no PCK: get the chain anew from the PCCS.",
        },
    ENTRY(PCK_REVOCATION) =
        {
            "Intel lists platforms whose keys are known to be compromised, and authorities that "
            "are not to be trusted any more. No certificate of the chain may be listed.",
            "Keys that were taken from a broken platform would go on making quotes that look "
            "genuine.",
            "A revoked platform stays revoked: move to another machine. Where a list is missing, "
            "fetch the collateral.",
        },
    ENTRY(ROOT_CRL_ENCODING) =
        {
            "The list of revoked authorities is read strictly, to its last byte. One that cannot "
            "be read cannot say that nothing is revoked.",
            "A list that was cut off or garbled would hide its entries.",
            "Fetch the collateral anew: phala collateral fetch QUOTE -o FILE.",
        },
    ENTRY(ROOT_CRL_ISSUER) =
        {
            "Only the root says which of its authorities are revoked, so the list has to be the "
            "root's own.",
            "The clean list of another authority could take the place of the one that matters.",
            "The files are mixed up: give the root's list as root_ca_crl, or fetch the collateral "
            "anew.",
        },
    ENTRY(ROOT_CRL_SIGNATURE) =
        {
            "The root's signature is what makes its revocation list binding.",
            "Whoever carries the collateral could strike entries from the list.",
            "The list was altered on its way or in a cache: fetch it anew.",
        },
    ENTRY(ROOT_CRL_THIS_UPDATE) =
        {
            "A list counts from its date on; one from the future is not in force at the instant "
            "that is judged at.",
            "What became known later could be passed off as the state of an earlier day.",
            "Compare the clock, or --at, with the date in the report. To judge in the past, use "
            "collateral of that time.",
        },
    ENTRY(ROOT_CRL_NEXT_UPDATE) =
        {
            "By this date there is a newer list, and the older one does not show what was revoked "
            "since.",
            "The list from before a revocation could be served for ever.",
            "Fetch the collateral anew, or judge with --at at a time when it was current. Until "
            "then the verdict is undecided.",
        },
    ENTRY(PCK_CRL_ENCODING) =
        {
            "The list of revoked platforms is read strictly, to its last byte. One that cannot be "
            "read cannot say that this platform is not on it.",
            "A list that was cut off or garbled would hide its entries.",
            "Fetch the collateral anew: phala collateral fetch QUOTE -o FILE.",
        },
    ENTRY(PCK_CRL_ISSUER) =
        {
            "Two authorities issue PCK certificates, Processor CA and Platform CA, and each has a "
            "list. The one needed is of the authority that issued this PCK.",
            "A platform that is revoked by the one could be looked up in the list of the other.",
            "Fetch the collateral for this quote: the list is of the other authority.",
        },
    ENTRY(PCK_CRL_SIGNATURE) =
        {
            "The signature of the authority is what makes its revocation list binding.",
            "Whoever carries the collateral could strike a platform from the list.",
            "The list was altered on its way or in a cache: fetch it anew.",
        },
    ENTRY(PCK_CRL_THIS_UPDATE) =
        {
            "A list counts from its date on; one from the future is not in force at the instant "
            "that is judged at.",
            "What became known later could be passed off as the state of an earlier day.",
            "Compare the clock, or --at, with the date in the report. To judge in the past, use "
            "collateral of that time.",
        },
    ENTRY(PCK_CRL_NEXT_UPDATE) =
        {
            "By this date there is a newer list, and the older one does not show which platforms "
            "were revoked since.",
            "The list from before a platform's revocation could be served for ever.",
            "Fetch the collateral anew, or judge with --at at a time when it was current. Until "
            "then the verdict is undecided.",
        },
};
