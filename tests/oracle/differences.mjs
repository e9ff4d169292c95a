// SPDX-License-Identifier: Apache-2.0
// Where @phala/dcap-qvl 0.3.9 and phala judge differently, and why. A row holds for each of its
// cases: what they say, what we say (see differential.mjs), and the rule that decides.

const NO_ROLE = 'it accepts as signer any certificate that chains to the root; the rule is the ' +
  'common name "Intel SGX TCB Signing" and two certificates in the chain';
const NO_CRL = 'it looks up serial numbers in a CRL and ignores its signature, issuer, dates and ' +
  'encoding; a CRL that nobody signed revokes nothing';
const NO_MODULE = 'it knows neither TDX module identities nor the fields of the quote that name ' +
  'the module, so the state of the module does not count';

export const DIFFERENCES = {
  real: [
    {
      cases: ['intel_sample_sgx'],
      theirs: 'reject: Failed to decode TcbInfo',
      ours: 'UpToDate',
      reason: 'TCB Info v2, which SGX quotes may have: it reads v3 only',
    },
  ],
  synthetic: [
    // They accept what has to be refused.
    {
      cases: ['intermediate_no_basic_constraints', 'intermediate_not_ca'],
      theirs: 'UpToDate',
      ours: 'reject: pck_chain',
      reason: 'it does not look whether the issuer of the PCK certificate is a CA',
    },
    {
      cases: ['unknown_critical_extension_in_pck'],
      theirs: 'UpToDate',
      ours: 'reject: pck_chain',
      reason: 'a critical extension that is not known refuses a certificate; it ignores those',
    },
    {
      cases: ['pck_wrong_common_name', 'tcb_signer_wrong_common_name'],
      theirs: 'UpToDate',
      ours: 'reject: cert_name',
      reason: 'it checks no names, and so not the role of a certificate',
    },
    {
      cases: ['qe_identity_signed_by_pck_key'],
      theirs: 'UpToDate',
      ours: 'reject: qe_identity_chain',
      reason: NO_ROLE,
    },
    {
      cases: ['tcb_info_signed_by_pck_key'],
      theirs: 'UpToDate',
      ours: 'reject: tcb_chain',
      reason: NO_ROLE,
    },
    {
      cases: ['pck_crl_bad_signature', 'root_crl_bad_signature'],
      theirs: 'UpToDate',
      ours: 'reject: crl_signature',
      reason: NO_CRL,
    },
    {
      cases: ['pck_crl_is_root_crl', 'pck_crl_wrong_issuer'],
      theirs: 'UpToDate',
      ours: 'reject: crl_issuer',
      reason: NO_CRL,
    },
    {
      cases: ['pck_crl_expired'],
      theirs: 'UpToDate',
      ours: 'reject: crl_expired',
      reason: NO_CRL,
    },
    {
      cases: ['root_crl_garbage'],
      theirs: 'UpToDate',
      ours: 'reject: crl_decode',
      reason: NO_CRL,
    },
    {
      cases: ['outer_cert_type_5'],
      theirs: 'UpToDate',
      ours: 'reject: cert_type',
      reason: 'the outer certification data has to be of type 6; it does not look',
    },
    {
      cases: ['wrong_vendor_id'],
      theirs: 'UpToDate',
      ours: 'reject: vendor_id',
      reason: 'it does not compare the vendor of the quoting enclave with Intel\'s',
    },
    {
      cases: ['v5_body_size_wrong'],
      theirs: 'UpToDate',
      ours: 'reject: malformed',
      reason: 'the size of the body that a version 5 quote states has to be that of its type',
    },
    {
      cases: ['qe_attributes_identity_outside_mask'],
      theirs: 'UpToDate',
      ours: 'reject: qe_attributes',
      reason: 'a bit of the expected value outside of its mask can never match; it masks both sides',
    },
    {
      cases: ['tcb_info_duplicate_levels'],
      theirs: 'UpToDate',
      ours: 'reject: tcb_duplicate',
      reason: 'two levels for the same SVNs: it takes the first one',
    },
    {
      cases: ['tcb_info_missing_next_update'],
      theirs: 'UpToDate',
      ours: 'reject: tcb_info_json',
      reason: 'a date that is missing compares as "not yet": its TCB Info never expires',
    },
    {
      cases: ['tcb_info_negative_svn', 'tcb_info_svn_as_string'],
      theirs: 'UpToDate',
      ours: 'reject: tcb_components',
      reason: 'an SVN is a number from 0 to 255; it compares whatever is there',
    },
    {
      cases: ['tcb_type_1'],
      theirs: 'UpToDate',
      ours: 'reject: tcb_type',
      reason: 'the order of components is defined for tcbType 0 alone; it does not look',
    },
    {
      cases: ['seam_attributes_nonzero'],
      theirs: 'UpToDate',
      ours: 'reject: seam_attributes',
      reason: NO_MODULE,
    },
    {
      cases: ['tdx_module_v1_mrsigner_mismatch'],
      theirs: 'UpToDate',
      ours: 'reject: mrsignerseam',
      reason: NO_MODULE,
    },
    {
      cases: ['tdx_module_v1_no_identities_list', 'tdx_module_v3_identity_missing'],
      theirs: 'UpToDate',
      ours: 'reject: module_identity',
      reason: NO_MODULE,
    },
    {
      cases: ['tdx_module_v1_revoked'],
      theirs: 'UpToDate',
      ours: 'reject: revoked status',
      reason: NO_MODULE,
    },
    {
      cases: ['tdx_module_v1_svn_too_low'],
      theirs: 'UpToDate',
      ours: 'reject: module_no_level status',
      reason: NO_MODULE,
    },
    // They refuse what holds.
    {
      cases: ['tdx_module_v1_svn_skip01'],
      theirs: 'reject: No matching TCB level found',
      ours: 'UpToDate',
      reason: 'with a module version above 0, components 0 and 1 are the module\'s own and are ' +
        'judged by its identity, not by the level of the platform',
    },
    {
      cases: ['qe_auth_data_0', 'qe_auth_data_33', 'qe_auth_data_64'],
      theirs: 'reject: QE report hash mismatch',
      ours: 'UpToDate',
      reason: 'the authentication data has any length; it hashes 32 bytes always',
    },
    {
      cases: ['valid_sgx_v4'],
      theirs: 'reject: SGX TEE quote must have version 3',
      ours: 'UpToDate',
      reason: 'version 4 is defined for SGX as well, and Intel\'s verifier takes it',
    },
    // Both accept, with another status.
    {
      cases: ['levels_unsorted_lower_first'],
      theirs: 'OutOfDate INTEL-SA-1',
      ours: 'UpToDate',
      reason: 'levels are sorted before the first match is taken; it takes the first of the file',
    },
    {
      cases: ['merge_qe_outofdate_platform_ConfigurationAndSWHardeningNeeded'],
      theirs: 'OutOfDate INTEL-SA-P INTEL-SA-QE',
      ours: 'OutOfDateConfigurationNeeded INTEL-SA-P INTEL-SA-QE',
      reason: 'statuses are merged by Intel\'s table, which keeps that configuration is needed',
    },
    {
      cases: ['td15_relaunch_advised'],
      theirs: 'UpToDate',
      ours: 'TDRelaunchAdvised',
      reason: 'advice to launch again comes from the module\'s levels, which it does not know',
    },
  ],
};
