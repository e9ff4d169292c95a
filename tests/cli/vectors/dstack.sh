. "$SOURCE/tests/cli/helpers"
# Every document of dstack and Phala Cloud that there is, against what the index of the vectors says
# of it: the records of dstack.table.
[[ -n $SHARED ]] || skip "the real vectors (../shared) are not here"
needs jq
vectors=$SHARED/vectors/attest
table=$SOURCE/tests/cli/vectors/dstack.table
log="log.rtmr0 log.rtmr1 log.rtmr2 log.rtmr3 log.digests log.boot_events log.late_events"
cd "$vectors"

# words_of KEY: what the record has under it, or nothing.
words_of() {
  echo "${record[$1]:-}"
}

# sorted WORDS…
sorted() {
  tr ' ' '\n' <<<"$*" | sed '/^$/d' | sort -u | paste -sd ' '
}

# checks_with RESULT: what the report lists under it.
checks_with() {
  jq -r --arg result "$1" '.checks[] | select(.result == $result) |
    if $result != "undecided" then .id
    elif .detail == "there is no collateral" then "no-collateral"
    elif .detail | startswith("was current until ") then "old-collateral"
    else .id end' "$TMPDIR/out"
}

run_record() {
  local at collateral options
  read -r at collateral <<<"$(words_of at)"
  read -ra options <<<"$(words_of options)"
  [[ $at == - ]] || options+=(--at "$at")
  [[ -z $collateral ]] || options+=(--collateral "dcap/cases/$collateral/collateral.json")
  status=0
  phala verify --offline --no-cache --json "${options[@]}" "${record[file]}" >"$TMPDIR/out" \
    2>"$TMPDIR/err" || status=$?
}

# holds JQ-WORDS…: whether it is true of the report.
holds() {
  jq -e "$@" "$TMPDIR/out" >/dev/null
}

# judge_record: says what is not as the record has it.
judge_record() {
  local code kind result id value
  read -r code kind <<<"$(words_of exit)"
  ((status == code)) || echo "exit code $status"
  if [[ $kind == error ]]; then
    holds --arg part "$(words_of error)" '.error.message | contains($part)' ||
      echo "$(<"$TMPDIR/err")"
    return
  fi
  holds --arg kind "$kind" '.evidence.kind == $kind' || echo "not $kind"
  holds --arg says "$(words_of says)" '$says == "" or
    any(.checks[]; .id == "evidence.quote" and (.detail | contains($says)))' || echo "not named"
  for result in fail undecided; do
    value=$(sorted "$(checks_with $result | paste -sd ' ')")
    [[ $value == "$(sorted "$(words_of $result)")" ]] || echo "$result: $value"
  done
  for result in pass warn skip; do
    value=" $(checks_with $result | paste -sd ' ') "
    for id in $(words_of $result | sed "s/\blog\b\( \|$\)/$log\1/"); do
      [[ $value == *" $id "* ]] || echo "not $result: $id"
    done
  done
  for value in $(words_of values); do
    holds --arg key "${value%%=*}" --arg want "${value#*=}" \
      '(.tcb + .measurements + .app)[$key] as $is |
        if $want | endswith("…") then $is | startswith($want[:-1]) else $is == $want end' ||
      echo "not $value"
  done
}

declare -A record=()
records=0 bad=0
end_record() {
  [[ -n ${record[file]:-} ]] || return 0
  local findings
  run_record
  findings=$(judge_record | paste -sd ';')
  if [[ -n $findings ]]; then
    echo "${record[file]} (${record[index]}): $findings"
    bad=$((bad + 1))
  fi
  echo "${record[file]}" >>"$TMPDIR/files"
  records=$((records + 1))
  record=()
}

while read -r key words; do
  case $key in
    "#"*) ;;
    "") end_record ;;
    file | index | at | options | exit | error | fail | undecided | pass | warn | skip | says | values)
      [[ -z ${record[$key]:-} ]] || wrong "a second '$key' of ${record[file]}"
      record[$key]=$words
      ;;
    *) wrong "dstack.table: '$key'" ;;
  esac
done <"$table"
end_record
((bad == 0)) || wrong "$bad of $records records"
diff <(find dstack phala -type f | sort) <(sort -u "$TMPDIR/files") || wrong "a file is not in the table"

# What was computed in Python of two of them says the same: numbers of events, payloads.
for name in attestation.bin attestation.e757b3da.bin; do
  phala verify --offline --no-cache --json --at 1769904000 dstack/simulator/$name >"$TMPDIR/out" || true
  jq -e --arg name "simulator/$name" --slurpfile report "$TMPDIR/out" '.[$name] as $python |
    $report[0] as $ours | ($python.tdx_log.per_imr | to_entries | all(. as {key: $imr, value: $n} |
      any($ours.checks[]; .id == "log.rtmr\($imr)" and .detail == "\($n) events"))) and
    (($python.runtime_events // []) | all(. as [$event, $payload] |
      {"app-id": "app_id", "compose-hash": "compose_hash", "instance-id": "instance_id",
       "os-image-hash": "os_image_hash"}[$event] as $key |
      $key == null or $ours.app[$key] == $payload)) and
    ($ours.tcb.fmspc | ascii_upcase) == $python.fmspc' dstack/simulator/verify-results.json >"$TMPDIR/jq" ||
    wrong "$name differs from verify-results.json"
done

# The values of aci-vectors.json, in documents that carry them; the digests of statements are report
# data. That of a session is in tests/unit/attest/test_aci.c.
cd - >/dev/null
aci=$vectors/phala/aci/aci-vectors.json
# aci_report RECEIPT: a report of that keyset, with quote.bin.
aci_report() {
  jq --arg quote "$(od -An -v -tx1 quote.bin | tr -d ' \n')" --argjson receipt "$1" \
    '{api_version: "aci/1", workload_keyset_digest: .keyset_digest,
      attestation: {tee_type: "tdx", workload_keyset: (.keyset_jcs | fromjson),
        evidence: {quote: $quote}}, receipts: [$receipt]}' "$aci"
}
receipt=$(jq -c '.receipt | .signing_input_jcs as $text | .signature as $signature |
  $text | fromjson | .signature = $signature' "$aci")
for i in 0 1; do
  data=$(jq -r ".statements[$i].report_data_64" "$aci")
  "$BUILD/bin/vectors-make" td . --set "report_data=$data"
  nonce=$(jq -r ".statements[$i].statement | fromjson | .nonce // empty" "$aci")
  bind=()
  [[ -z $nonce ]] || bind=(--bind "nonce=$nonce")
  aci_report "$receipt" >report.json
  verify --collateral collateral.json --hardware-only --json "${bind[@]}" report.json >"$TMPDIR/out" ||
    wrong "statement $i: $(jq -r .summary "$TMPDIR/out")"
  [[ $(jq -r '.checks[] | select((.id | startswith("aci.")) and .result == "pass") | .id' "$TMPDIR/out" |
    paste -sd ' ') == "aci.keyset_digest aci.statement aci.receipts" ]] || wrong "statement $i"
  aci_report "$(jq -c '.served_at += 1' <<<"$receipt")" >report.json
  expect 1 verify --collateral collateral.json --hardware-only --json report.json
done
