/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PHALA_ATTEST_CHECK_LIST_HARDWARE_H
#define PHALA_ATTEST_CHECK_LIST_HARDWARE_H

/* Checks of the platform: of quote and collateral. See check_list.h. */
#define HARDWARE_CHECKS(X)                                                                         \
    X(QUOTE_VENDOR_ID, "quote.vendor_id", "vendor_id", "the quoting enclave is Intel's")           \
    X(QUOTE_KEY_TYPE, "quote.key_type", "att_key_type", "the attestation key is ECDSA P-256")      \
    X(QUOTE_CERTIFICATION, "quote.certification", "cert_type",                                     \
      "the quote says who certified its key in a form that can be checked")                        \
    X(QUOTE_TRAILING, "quote.trailing", "trailing", "nothing unsigned follows the quote")          \
    X(PCK_CHAIN, "pck.chain", "pck_chain", "the platform's certificate chain holds")               \
    X(PCK_ROOT, "pck.root", "root", "the platform's chain ends in the trusted root")               \
    X(PCK_NAMES, "pck.names", "cert_name",                                                         \
      "each certificate of the platform's chain has its role")                                     \
    X(PCK_NOT_BEFORE, "pck.not_before", "cert_not_yet_valid",                                      \
      "the platform's certificates are valid already")                                             \
    X(PCK_NOT_AFTER, "pck.not_after", "cert_expired",                                              \
      "the platform's certificates are still valid")                                               \
    X(PCK_SGX_EXTENSION, "pck.sgx_extension", "sgx_extension",                                     \
      "the platform's certificate states its TCB")                                                 \
    X(PCK_REVOCATION, "pck.revocation", "cert_revoked", "the platform's chain is not revoked")     \
    X(ROOT_CRL_ENCODING, "root_crl.encoding", "crl_decode",                                        \
      "the root's revocation list can be read")                                                    \
    X(ROOT_CRL_ISSUER, "root_crl.issuer", "crl_issuer",                                            \
      "the root's revocation list names the root")                                                 \
    X(ROOT_CRL_SIGNATURE, "root_crl.signature", "crl_signature",                                   \
      "the root signed its revocation list")                                                       \
    X(ROOT_CRL_THIS_UPDATE, "root_crl.this_update", "crl_future",                                  \
      "the root's revocation list is in force already")                                            \
    X(ROOT_CRL_NEXT_UPDATE, "root_crl.next_update", "crl_expired",                                 \
      "the root's revocation list is current")                                                     \
    X(PCK_CRL_ENCODING, "pck_crl.encoding", "crl_decode", "the PCK revocation list can be read")   \
    X(PCK_CRL_ISSUER, "pck_crl.issuer", "crl_issuer",                                              \
      "the PCK revocation list is of the authority that issued the PCK")                           \
    X(PCK_CRL_SIGNATURE, "pck_crl.signature", "crl_signature",                                     \
      "that authority signed the PCK revocation list")                                             \
    X(PCK_CRL_THIS_UPDATE, "pck_crl.this_update", "crl_future",                                    \
      "the PCK revocation list is in force already")                                               \
    X(PCK_CRL_NEXT_UPDATE, "pck_crl.next_update", "crl_expired",                                   \
      "the PCK revocation list is current")                                                        \
    X(TCB_INFO_CHAIN, "tcb_info.chain", "tcb_chain", "the TCB Info signer's chain holds")          \
    X(TCB_INFO_ROOT, "tcb_info.root", "root",                                                      \
      "the TCB Info signer's chain ends in the trusted root")                                      \
    X(TCB_INFO_NAMES, "tcb_info.names", "cert_name", "the TCB Info signer has that role")          \
    X(TCB_INFO_NOT_BEFORE, "tcb_info.not_before", "cert_not_yet_valid",                            \
      "the TCB Info signer's certificates are valid already")                                      \
    X(TCB_INFO_NOT_AFTER, "tcb_info.not_after", "cert_expired",                                    \
      "the TCB Info signer's certificates are still valid")                                        \
    X(TCB_INFO_REVOCATION, "tcb_info.revocation", "cert_revoked",                                  \
      "the TCB Info signer is not revoked")                                                        \
    X(TCB_INFO_SIGNATURE, "tcb_info.signature", "tcb_info_signature", "Intel signed the TCB Info") \
    X(TCB_INFO_JSON, "tcb_info.json", "tcb_info_json", "the TCB Info can be read")                 \
    X(TCB_INFO_VERSION, "tcb_info.version", "tcb_info_version",                                    \
      "the TCB Info is of a known version")                                                        \
    X(TCB_INFO_ID, "tcb_info.id", "tcb_info_id", "the TCB Info is for this TEE")                   \
    X(TCB_INFO_TYPE, "tcb_info.tcb_type", "tcb_type", "the TCB Info compares as we do")            \
    X(TCB_INFO_COMPONENTS, "tcb_info.components", "tcb_components",                                \
      "each TCB level has 16 components in range")                                                 \
    X(TCB_INFO_DUPLICATES, "tcb_info.duplicates", "tcb_duplicate",                                 \
      "no two TCB levels claim the same versions")                                                 \
    X(TCB_INFO_STATUSES, "tcb_info.statuses", "status", "each TCB level has a known status")       \
    X(TCB_INFO_ISSUE_DATE, "tcb_info.issue_date", "tcb_info_future",                               \
      "the TCB Info is issued already")                                                            \
    X(TCB_INFO_NEXT_UPDATE, "tcb_info.next_update", "tcb_info_expired", "the TCB Info is current") \
    X(TCB_INFO_FMSPC, "tcb_info.fmspc", "fmspc", "the TCB Info is for this platform model")        \
    X(TCB_INFO_PCE_ID, "tcb_info.pce_id", "pceid",                                                 \
      "the TCB Info is for this provisioning certification enclave")                               \
    X(QE_IDENTITY_CHAIN, "qe_identity.chain", "qe_identity_chain",                                 \
      "the QE identity signer's chain holds")                                                      \
    X(QE_IDENTITY_ROOT, "qe_identity.root", "root",                                                \
      "the QE identity signer's chain ends in the trusted root")                                   \
    X(QE_IDENTITY_NAMES, "qe_identity.names", "cert_name", "the QE identity signer has that role") \
    X(QE_IDENTITY_NOT_BEFORE, "qe_identity.not_before", "cert_not_yet_valid",                      \
      "the QE identity signer's certificates are valid already")                                   \
    X(QE_IDENTITY_NOT_AFTER, "qe_identity.not_after", "cert_expired",                              \
      "the QE identity signer's certificates are still valid")                                     \
    X(QE_IDENTITY_REVOCATION, "qe_identity.revocation", "cert_revoked",                            \
      "the QE identity signer is not revoked")                                                     \
    X(QE_IDENTITY_SIGNATURE, "qe_identity.signature", "qe_identity_signature",                     \
      "Intel signed the QE identity")                                                              \
    X(QE_IDENTITY_JSON, "qe_identity.json", "qe_identity_json", "the QE identity can be read")     \
    X(QE_IDENTITY_VERSION, "qe_identity.version", "qe_identity_version",                           \
      "the QE identity is of a known version")                                                     \
    X(QE_IDENTITY_ID, "qe_identity.id", "qe_identity_id", "the QE identity is for this TEE")       \
    X(QE_IDENTITY_DUPLICATES, "qe_identity.duplicates", "tcb_duplicate",                           \
      "no two QE levels claim the same version")                                                   \
    X(QE_IDENTITY_STATUSES, "qe_identity.statuses", "status", "each QE level has a known status")  \
    X(QE_IDENTITY_ISSUE_DATE, "qe_identity.issue_date", "qe_identity_future",                      \
      "the QE identity is issued already")                                                         \
    X(QE_IDENTITY_NEXT_UPDATE, "qe_identity.next_update", "qe_identity_expired",                   \
      "the QE identity is current")                                                                \
    X(QE_REPORT_SIGNATURE, "qe.report_signature", "qe_report_signature",                           \
      "the platform certified the quoting enclave's report")                                       \
    X(QE_REPORT_DATA, "qe.report_data", "qe_report_hash",                                          \
      "the quoting enclave vouches for the attestation key")                                       \
    X(QE_MRSIGNER, "qe.mrsigner", "qe_mrsigner", "the quoting enclave is signed by Intel")         \
    X(QE_ISV_PROD_ID, "qe.isv_prod_id", "qe_isvprodid",                                            \
      "the quoting enclave is the right product")                                                  \
    X(QE_MISC_SELECT, "qe.misc_select", "qe_miscselect",                                           \
      "the quoting enclave runs with the right MISCSELECT")                                        \
    X(QE_ATTRIBUTES, "qe.attributes", "qe_attributes",                                             \
      "the quoting enclave runs with the right attributes")                                        \
    X(QE_DEBUG, "qe.debug", "qe_attributes", "the quoting enclave is not under debug")             \
    X(QE_LEVEL, "qe.level", "qe_no_level", "the quoting enclave's version is known")               \
    X(QUOTE_SIGNATURE, "quote.signature", "quote_signature",                                       \
      "the attestation key signed the quote")                                                      \
    X(MODULE_IDENTITY, "module.identity", "module_identity", "the TDX module is a known one")      \
    X(MODULE_MRSIGNER, "module.mrsigner", "mrsignerseam", "the TDX module is signed by Intel")     \
    X(MODULE_ATTRIBUTES, "module.attributes", "seam_attributes",                                   \
      "the TDX module runs with the right attributes")                                             \
    X(MODULE_LEVEL, "module.level", "module_no_level", "the TDX module's version is known")        \
    X(TCB_LEVEL, "tcb.level", "no_tcb_level", "a TCB level matches the platform")                  \
    X(TCB_REVOKED, "tcb.revoked", "revoked", "the TCB level is not revoked")                       \
    X(TCB_STATUS, "tcb.status", "status", "the TCB is up to date, or its status was allowed")      \
    X(TCB_ADVISORIES, "tcb.advisories", "advisory", "every advisory was allowed")                  \
    X(TCB_DATE, "tcb.date", "tcb_date", "the TCB level is as new as asked for")                    \
    X(TCB_EVALUATION, "tcb.evaluation_data_number", "evaluation_number",                           \
      "the collateral is of the evaluation asked for, or a later one")                             \
    X(TD_DEBUG, "td.debug", "debug", "the TD is not under debug")                                  \
    X(TD_ATTRIBUTES_POLICY, "td.attributes", "td_attributes",                                      \
      "the TD's attributes are as they should be")                                                 \
    X(TD_SERVICE_TD, "td.service_td", "service_td", "no service TD can act on the TD")             \
    X(ENCLAVE_DEBUG, "enclave.debug", "debug", "the enclave is not under debug")

#endif
