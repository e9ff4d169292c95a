/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain/tables.h"

/* What Intel signs about platforms and quoting enclaves. */

enum { FIRST = CHECK_TCB_INFO_CHAIN, END = CHECK_QE_REPORT_SIGNATURE };
#define ENTRY(name) [CHECK_##name - FIRST]

const struct explanation explain_collateral[END - FIRST] = {
    ENTRY(TCB_INFO_CHAIN) =
        {
            "TCB Info says which firmware is sound, so its signer has to be certified up to the "
            "root.",
            "Anybody could sign a TCB Info that calls old and broken firmware up to date.",
            "The detail says which link does not hold. Fetch the collateral anew; the chain is "
            "signer, root and nothing else.",
        },
    ENTRY(TCB_INFO_ROOT) =
        {
            "The chain of the TCB Info signer has to end, byte for byte, in the root that the "
            "platform is judged by.",
            "A signer under a root of the attacker's own could vouch for any firmware.",
            "Collateral of a simulator and of Intel do not mix: take both quote and collateral "
            "from the same world, and name its root with --trust-root if it is not Intel's.",
        },
    ENTRY(TCB_INFO_NAMES) =
        {
            "Only the certificate with the name of the TCB signer may sign TCB Info.",
            "The key of a single platform, taken from its hardware, could sign a TCB Info: it is "
            "certified by the same root.",
            "Nothing mends this file: fetch the collateral anew from a service that you trust to "
            "be there.",
        },
    ENTRY(TCB_INFO_NOT_BEFORE) =
        {
            "The signer's certificates count from their first day on, at the instant that is "
            "judged at.",
            "A signer could be used before anybody vouches for it.",
            "Compare the clock, or --at, with the date in the report.",
        },
    ENTRY(TCB_INFO_NOT_AFTER) =
        {
            "Behind its last day nobody vouches for the signer's certificate.",
            "A signing key that leaked after it went out of use could sign for ever.",
            "Fetch the collateral anew; an old quote can be judged as of its own time with --at.",
        },
    ENTRY(TCB_INFO_REVOCATION) =
        {
            "The root's list tells signers that are not to be trusted any more.",
            "A stolen signing key would go on calling broken firmware sound.",
            "Fetch the collateral anew: it will be signed by another signer.",
        },
    ENTRY(TCB_INFO_SIGNATURE) =
        {
            "The signature is over the exact bytes of the TCB Info, and makes it Intel's word.",
            "One digit of it, changed on its way, makes an outdated platform look up to date.",
            "The text was altered, if only by re-formatting the JSON: keep it byte for byte, or "
            "fetch it anew.",
        },
    ENTRY(TCB_INFO_JSON) =
        {
            "The document is read strictly: each member that counts is there once, of the right "
            "type and in range.",
            "Two readers could see two things in one signed text, for instance by a key that is "
            "there twice.",
            "Fetch the collateral anew. If Intel's own does not pass, this program has to learn "
            "its new form.",
        },
    ENTRY(TCB_INFO_VERSION) =
        {
            "The version says by which rules levels are compared; 3 is known, and for SGX 2.",
            "A later form could have members that change the meaning of those that are known.",
            "Fetch TCB Info of version 3 (service interface v4).",
        },
    ENTRY(TCB_INFO_ID) =
        {
            "There is a TCB Info for SGX and one for TDX. It has to be the one of the quote.",
            "TCB Info for SGX says nothing about the TDX module, so an old module would pass.",
            "Fetch collateral for this quote: the file is for the other TEE.",
        },
    ENTRY(TCB_INFO_TYPE) =
        {
            "The type says how components are compared; 0, one by one, is the only known way.",
            "Versions would be compared by a rule that they were not written for.",
            "Nothing but a newer version of this program can judge by another type.",
        },
    ENTRY(TCB_INFO_COMPONENTS) =
        {
            "Each level states 16 components, none above 255, so that every one of the platform's "
            "is compared.",
            "A level with fewer components would be reached by platforms that lack the rest.",
            "The document is not as Intel makes it: fetch it anew.",
        },
    ENTRY(TCB_INFO_DUPLICATES) =
        {
            "Two levels with the same versions could have two statuses, and order would decide.",
            "A platform could be found up to date or not, as it suits.",
            "The document is not as Intel makes it: fetch it anew.",
        },
    ENTRY(TCB_INFO_STATUSES) =
        {
            "Each status has to be one whose meaning is known.",
            "An unknown status could be taken for a harmless one.",
            "Fetch the collateral anew. If Intel has a new status, this program has to learn it.",
        },
    ENTRY(TCB_INFO_ISSUE_DATE) =
        {
            "TCB Info counts from the day of its issue on.",
            "What became known later could be passed off as the state of an earlier day.",
            "Compare the clock, or --at, with the date in the report. To judge in the past, use "
            "collateral of that time.",
        },
    ENTRY(TCB_INFO_NEXT_UPDATE) =
        {
            "By this date there is a newer TCB Info, and the older one does not know of weaknesses "
            "found since.",
            "TCB Info from before a disclosure could be served for ever, and keep a weak platform "
            "up to date.",
            "Fetch the collateral anew, or judge with --at at a time when it was current. Until "
            "then the verdict is undecided.",
        },
    ENTRY(TCB_INFO_FMSPC) =
        {
            "Each model of platform has its own TCB Info; the FMSPC in the platform's certificate "
            "says which.",
            "The levels of a model with fewer known weaknesses could be used for this one.",
            "The collateral is of another machine: fetch it for this quote.",
        },
    ENTRY(TCB_INFO_PCE_ID) =
        {
            "Versions in TCB Info are those of one provisioning certification enclave (PCE), which "
            "the platform's certificate names.",
            "PCESVN would be compared with numbers of another enclave's history.",
            "Fetch the collateral for this quote.",
        },
    ENTRY(QE_IDENTITY_CHAIN) =
        {
            "The QE identity says which enclave may sign quotes, so its signer has to be certified "
            "up to the root.",
            "Anybody could sign an identity that names an enclave of their own.",
            "The detail says which link does not hold. Fetch the collateral anew; the chain is "
            "signer, root and nothing else.",
        },
    ENTRY(QE_IDENTITY_ROOT) =
        {
            "The chain of the QE identity signer has to end, byte for byte, in the root that the "
            "platform is judged by.",
            "A signer under a root of the attacker's own could vouch for any enclave.",
            "Take quote and collateral from the same world, and name its root with --trust-root if "
            "it is not Intel's.",
        },
    ENTRY(QE_IDENTITY_NAMES) =
        {
            "Only the certificate with the name of the TCB signer may sign a QE identity.",
            "The key of a single platform, taken from its hardware, could sign one: it is "
            "certified by the same root.",
            "Nothing mends this file: fetch the collateral anew.",
        },
    ENTRY(QE_IDENTITY_NOT_BEFORE) =
        {
            "The signer's certificates count from their first day on, at the instant that is "
            "judged at.",
            "A signer could be used before anybody vouches for it.",
            "Compare the clock, or --at, with the date in the report.",
        },
    ENTRY(QE_IDENTITY_NOT_AFTER) =
        {
            "Behind its last day nobody vouches for the signer's certificate.",
            "A signing key that leaked after it went out of use could sign for ever.",
            "Fetch the collateral anew; an old quote can be judged as of its own time with --at.",
        },
    ENTRY(QE_IDENTITY_REVOCATION) =
        {
            "The root's list tells signers that are not to be trusted any more.",
            "A stolen signing key would go on naming enclaves that may sign quotes.",
            "Fetch the collateral anew: it will be signed by another signer.",
        },
    ENTRY(QE_IDENTITY_SIGNATURE) =
        {
            "The signature is over the exact bytes of the QE identity, and makes it Intel's word.",
            "Changed on its way, it could admit an enclave that signs whatever it is given.",
            "The text was altered, if only by re-formatting the JSON: keep it byte for byte, or "
            "fetch it anew.",
        },
    ENTRY(QE_IDENTITY_JSON) =
        {
            "The document is read strictly: each member that counts is there once, of the right "
            "type and in range.",
            "Two readers could see two things in one signed text.",
            "Fetch the collateral anew. If Intel's own does not pass, this program has to learn "
            "its new form.",
        },
    ENTRY(QE_IDENTITY_VERSION) =
        {
            "The version says by which rules the identity is read; 2 and 3 are known.",
            "A later form could have members that change the meaning of those that are known.",
            "Fetch the QE identity from service interface v4.",
        },
    ENTRY(QE_IDENTITY_ID) =
        {
            "There is one quoting enclave for SGX (QE) and one for TDX (TD_QE). The identity has "
            "to be the one of the quote.",
            "The quoting enclave of the one TEE could vouch for the other.",
            "Fetch collateral for this quote: the file is for the other TEE.",
        },
    ENTRY(QE_IDENTITY_DUPLICATES) =
        {
            "Two levels with the same version could have two statuses, and order would decide.",
            "A quoting enclave could be found up to date or not, as it suits.",
            "The document is not as Intel makes it: fetch it anew.",
        },
    ENTRY(QE_IDENTITY_STATUSES) =
        {
            "Each status has to be one whose meaning is known.",
            "An unknown status could be taken for a harmless one.",
            "Fetch the collateral anew. If Intel has a new status, this program has to learn it.",
        },
    ENTRY(QE_IDENTITY_ISSUE_DATE) =
        {
            "A QE identity counts from the day of its issue on.",
            "What became known later could be passed off as the state of an earlier day.",
            "Compare the clock, or --at, with the date in the report. To judge in the past, use "
            "collateral of that time.",
        },
    ENTRY(QE_IDENTITY_NEXT_UPDATE) =
        {
            "By this date there is a newer QE identity, and the older one does not know which "
            "versions were found weak since.",
            "The identity from before a disclosure could be served for ever.",
            "Fetch the collateral anew, or judge with --at at a time when it was current. Until "
            "then the verdict is undecided.",
        },
};
