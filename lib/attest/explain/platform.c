/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain/tables.h"

/* The quoting enclave, the TDX module, the TCB, and the TD or enclave itself. */

enum { FIRST = CHECK_QE_REPORT_SIGNATURE, END = CHECK_LOG_RTMR0 };
#define ENTRY(name) [CHECK_##name - FIRST]

const struct explanation explain_platform[END - FIRST] = {
    ENTRY(QE_REPORT_SIGNATURE) =
        {
            "The platform's certified key signed the report of the quoting enclave: that enclave "
            "ran on that platform.",
            "A program on any machine could claim to be the quoting enclave.",
            "The quote was altered, or its chain belongs to another one. Make a new quote.",
        },
    ENTRY(QE_REPORT_DATA) =
        {
            "The report of the quoting enclave holds the hash of the attestation key, and so hands "
            "the trust in the platform on to that key.",
            "A report of a genuine quoting enclave could be put beside an attestation key of the "
            "attacker's own.",
            "The quote was altered, or put together from two. Make a new one.",
        },
    ENTRY(QE_MRSIGNER) =
        {
            "The enclave that signs quotes has to be signed by the key that Intel's QE identity "
            "names.",
            "Any enclave on a genuine platform could sign whatever it is told to.",
            "The quoting enclave of this platform is not Intel's: install Intel's and make a new "
            "quote.",
        },
    ENTRY(QE_ISV_PROD_ID) =
        {
            "Intel signs several enclaves with one key; the product number tells the quoting "
            "enclave from the others.",
            "Another enclave of Intel's could be led to hash an attacker's key into its report.",
            "The report is of another enclave. Make a new quote with Intel's quoting enclave.",
        },
    ENTRY(QE_MISC_SELECT) =
        {
            "MISCSELECT says what an enclave lets out when it is interrupted. It has to be as the "
            "QE identity says.",
            "A quoting enclave that was started otherwise could leak what its key can be learnt "
            "from.",
            "The quoting enclave was started in a way that Intel does not vouch for. Install "
            "Intel's and make a new quote.",
        },
    ENTRY(QE_ATTRIBUTES) =
        {
            "Attributes say how an enclave runs, among them whether it can be debugged. They have "
            "to be as the QE identity says.",
            "A quoting enclave could run in a mode in which others see or steer it.",
            "The quoting enclave was started in a way that Intel does not vouch for. Install "
            "Intel's and make a new quote.",
        },
    ENTRY(QE_DEBUG) =
        {
            "An enclave under debug shows its memory to the host. That is asked for by itself, "
            "whatever the QE identity masks.",
            "The host could read the attestation key and sign quotes of its own.",
            "The platform runs a debug build of the quoting enclave. Install Intel's and make a "
            "new quote.",
        },
    ENTRY(QE_LEVEL) =
        {
            "The version of the quoting enclave is looked up in its identity, and the status found "
            "there goes into the TCB status.",
            "A quoting enclave with a known flaw could go on signing.",
            "The quoting enclave is older than any that Intel lists: update the platform's "
            "software.",
        },
    ENTRY(QUOTE_SIGNATURE) =
        {
            "The attestation key signed the header and the body of the quote, so not a bit of "
            "what was measured has changed since.",
            "Any measurement, and the report data too, could be written into a genuine quote.",
            "The quote was altered or cut on its way. Get it again from the machine.",
        },
    ENTRY(MODULE_IDENTITY) =
        {
            "The TDX module separates the TD from the host. Its major version has to be one that "
            "TCB Info knows.",
            "A module that Intel no longer lists, or never did, could stand between TD and "
            "host.",
            "Fetch newer collateral; else the platform's TDX module has to be updated.",
        },
    ENTRY(MODULE_MRSIGNER) =
        {
            "The module has to be signed by Intel, which the quote says by a signer of zeros.",
            "A module of somebody else's making could let the host into the TD.",
            "The platform loaded a module that is not Intel's. Nothing but the operator can mend "
            "that.",
        },
    ENTRY(MODULE_ATTRIBUTES) =
        {
            "No attribute of the TDX module may be set: a production module has none.",
            "A module in a debug mode could give memory and registers of the TD away.",
            "The platform loaded a module that is not for production. Nothing but the operator "
            "can mend that.",
        },
    ENTRY(MODULE_LEVEL) =
        {
            "The version of the TDX module is looked up in TCB Info, and the status found there "
            "goes into the TCB status.",
            "A module with a known flaw could pass.",
            "The module is older than any that Intel lists: the operator has to update it.",
        },
    ENTRY(TCB_LEVEL) =
        {
            "All versions of the platform's firmware are compared with the levels of TCB Info; the "
            "highest level that the platform reaches gives its status.",
            "A platform that is older than anything Intel lists could pass as unknown, and so as "
            "harmless.",
            "The platform reaches no level: BIOS and microcode have to be updated. The lines "
            "'Short of' name the components.",
        },
    ENTRY(TCB_REVOKED) =
        {
            "A revoked level means that keys certified for it are not to be trusted, whatever else "
            "is allowed.",
            "Keys that can be taken from such platforms could make quotes anywhere.",
            "The platform has to be updated and certified anew. No option accepts it.",
        },
    ENTRY(TCB_STATUS) =
        {
            "The status says whether the platform has all security updates that Intel has "
            "published. Only UpToDate is accepted by itself.",
            "A known weakness of the processor or its firmware could give the TD's memory away.",
            "Have BIOS, microcode or TDX module updated: 'Short of' names what is behind. To "
            "accept the risk by name: --allow-tcb STATUS.",
        },
    ENTRY(TCB_ADVISORIES) =
        {
            "Levels name the security advisories that they are affected by. With --allow-advisory "
            "each one reported has to be among those given.",
            "A new weakness could hide behind a status that was allowed because of an old one.",
            "Read the advisory at Intel's, then update the platform, or accept it by name.",
        },
    ENTRY(TCB_DATE) =
        {
            "Each level is of a day: it has the updates up to then. With --min-tcb-date it has to "
            "be recent enough.",
            "A platform could lag behind for long within a status that was allowed.",
            "Have the platform updated, or ask for an earlier day.",
        },
    ENTRY(TCB_EVALUATION) =
        {
            "Each evaluation of the TCB has a number that grows. With "
            "--min-tcb-evaluation-data-number older collateral does not do.",
            "Collateral that is still valid, and older than a disclosure, could be served in place "
            "of the newer one.",
            "Fetch newer collateral, with --tcb-update early right after a disclosure.",
        },
    ENTRY(TD_DEBUG) =
        {
            "The host reads and writes the memory of a TD under debug. No option accepts it.",
            "Everything inside, keys first, would be in the hands of the operator.",
            "Start the TD without debug and make a new quote.",
        },
    ENTRY(TD_ATTRIBUTES_POLICY) =
        {
            "Attributes switch protections of the TD on or off. SEPT_VE_DISABLE has to be set, PKS "
            "and KL may be, everything else has to be clear.",
            "The host could inject exceptions, count events inside, or move the TD away.",
            "Start the TD with the usual attributes, or accept one by name: --allow-td-attribute.",
        },
    ENTRY(TD_SERVICE_TD) =
        {
            "A service TD, for instance one for migration, can act on the TD that it is bound to. "
            "None may be bound.",
            "A service TD that nobody measured could move the TD with its memory to another "
            "machine.",
            "Start the TD without a service TD and make a new quote.",
        },
    ENTRY(ENCLAVE_DEBUG) =
        {
            "The host reads and writes the memory of an enclave under debug. No option accepts it.",
            "Everything inside, keys first, would be in the hands of the operator.",
            "Build and start the enclave for production and make a new quote.",
        },
};
