. "$SOURCE/tests/cli/helpers"
# Real quotes with real collateral, one second before the first piece of it expires: exit code, TCB
# status, advisories, and the checks that fail.
[[ -n $SHARED ]] || skip "the real vectors (../shared) are not here"
needs jq
folder=$SHARED/vectors/attest/dcap/cases

# Two of them are judged by no verifier as they stand:
# tdx_v4_hist_2024 is of mixed origin: its TCB Info and QE identity are those of SGX, and its PCK CRL
#   is of the other one of the two authorities that issue PCKs.
# tdx_v5_go has TCB Info of 2026, the rest of the collateral is of 2023: there is no instant at which
#   all of it is valid, and at the one asked for the certificates of the signers have expired.
table='dstack_examples_nomatch      1 NotSupported - tcb.level,tcb.status
dstack_quote_report_uptodate 0 UpToDate - -
intel_sample_sgx             0 UpToDate - -
sgx_v3_confswhardening       0 ConfigurationAndSWHardeningNeeded INTEL-SA-00289,INTEL-SA-00615 -
tdx_v4_go_spr_e4             1 NotSupported - tcb.level,tcb.status,td.attributes
tdx_v4_hist_2024             1 null - pck_crl.issuer,tcb_info.id,qe_identity.id
tdx_v4_near                  0 UpToDate - -
tdx_v4_uptodate              0 UpToDate - -
tdx_v5_go                    1 UpToDate - tcb_info.not_after,qe_identity.not_after
tdx_v5_nomatch               1 NotSupported - tcb.level,tcb.status
vllm_proxy_sample_uptodate   0 UpToDate - -
intel_sample_tdx             1 null INTEL-SA-00079,INTEL-SA-00076 pck.chain,tcb_info.components,qe.mrsigner,td.attributes'

count=0
while read -r case code status advisories failed; do
  cd "$folder/$case"
  options=(--at "$(jq .verified_at_unix verdicts.json)")
  [[ ! -e root_ca.pem ]] || options+=(--trust-root root_ca.pem)
  expect "$code" phala verify --hardware-only --offline --no-cache --collateral collateral.json \
    "${options[@]}" --allow-tcb any --json quote.bin
  actual=$(jq -r 'def list: join(",") | if . == "" then "-" else . end;
    [.tcb.status // "null", (.tcb.advisory_ids | list),
     ([.checks[] | select(.result == "fail") | .id] | list)] | join(" ")' "$TMPDIR/out")
  [[ $actual == "$status $advisories $failed" ]] || wrong "$case: $actual"

  # Where dcap-qvl accepts, it reports the same.
  jq -e --slurpfile report "$TMPDIR/out" '.verdicts["dcap-qvl-js-0.3.9"] as $peer |
    $peer.status == null or ($report[0].tcb | .status == $peer.status and
      (.advisory_ids | sort) == ($peer.advisory_ids | sort))' verdicts.json >/dev/null ||
    wrong "$case: dcap-qvl differs"
  count=$((count + 1))
done <<<"$table"
[[ $count == $(find "$folder" -mindepth 1 -maxdepth 1 -type d | wc -l) ]] || wrong "a case is not in the table"
