/* SPDX-License-Identifier: Apache-2.0 */
#include "attest/explain/tables.h"

enum { FIRST = CHECK_EVIDENCE_QUOTE, END = CHECK_QUOTE_VENDOR_ID };
#define ENTRY(name) [CHECK_##name - FIRST]

const struct explanation explain_document[END - FIRST] = {
    ENTRY(EVIDENCE_QUOTE) =
        {
            "Only a quote is signed by hardware; all else in a document is text that anybody can "
            "write. Every other check starts from what the quote says.",
            "A document without a quote, or with one of a kind that is not judged, can claim any "
            "machine and any software.",
            "Hand in the document that has an Intel TDX or SGX quote. Evidence of other TEEs is "
            "named and not judged.",
        },
    ENTRY(DOCUMENT_CLAIMS) =
        {
            "Documents repeat in plain text what the quote and its event log prove, and that plain "
            "text is what people read. Each such claim is held against the proved value.",
            "A genuine quote could be wrapped in a document that shows another application, "
            "another image or other report data.",
            "The detail names the member that disagrees. Get the document again from the machine; "
            "one that still disagrees was altered, or put together from two.",
        },
    ENTRY(DOCUMENT_PARTS) =
        {
            "A document can carry attestations of more machines of the app, of its key service and "
            "of its gateway. Each of them is judged by itself.",
            "One sound machine could stand for a fleet in which others run something else, or "
            "get its keys from a service that nobody measured.",
            "Read the report of the part that is named: its own checks say what is wrong. A part "
            "on another platform model needs collateral of that model.",
        },
};
