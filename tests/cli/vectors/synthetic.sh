. "$SOURCE/tests/cli/helpers"
# Each synthetic case, at its instant and under its root, is judged as case.json says, also with
# --allow-tcb any. CASES names other folders of cases, separated by colons. Where the specification
# leaves the category open (category_is_chosen), any will do.
needs jq

# code_of CATEGORY: what a refusal under that category ends with.
code_of() {
  case $1 in
    # The evidence or the collateral is not what it should be.
    decode | version | tee_type | body_type | body_size | usage) echo 8 ;;
    # Missing, out of date or of another platform: nothing is known against the evidence.
    tcb_info_expired | tcb_info_future | qe_identity_expired | qe_identity_future | crl_expired | \
      crl_future | fmspc) echo 3 ;;
    *) echo 1 ;;
  esac
}

# run WORDS…: in the folder of the case; sets code, and leaves the report in $TMPDIR/report.
run() {
  code=0
  phala verify --hardware-only --offline --no-cache --collateral collateral.json --json \
    "${common[@]}" "$@" quote.bin >"$TMPDIR/report" 2>/dev/null || code=$?
}

# holds FILTER: whether it is true of the report.
holds() {
  jq -e --arg category "$category" --argjson want "$want" "$1" "$TMPDIR/report" >/dev/null 2>&1
}

accepted='.verdict == "verified" and .tcb.status == $want.status and
  (.tcb.advisory_ids | sort) == ($want.advisory_ids | sort)'

judge_case() {
  case $verdict in
    accept | warn)
      run
      ((code == 0)) && holds "$accepted" || return 1
      [[ $verdict == accept ]] || holds 'any(.checks[]; .result == "warn" and .category == $category)'
      ;;
    accept_nonuptodate)
      run
      ((code == 1)) && holds '[.checks[] | select(.result == "fail") | .category] == ["status"] and
        .tcb.status == $want.status' || return 1
      run --allow-tcb any
      ((code == 0)) && holds "$accepted"
      ;;
    reject)
      local expected result=fail
      expected=$(code_of "$category")
      ((expected != 3)) || result=undecided
      for more in "" "--allow-tcb any"; do
        read -ra more <<<"$more"
        run "${more[@]}"
        ((code == expected)) || return 1
        if ((code == 8)); then
          holds '.schema == "phala.error/1"' || return 1
        else
          holds "any(.checks[]; .result == \"$result\" and ($chosen or .category == \$category))" || return 1
        fi
      done
      ;;
    *) return 1 ;;
  esac
}

judge_folder() {
  local folder=$1 count=0 bad=0
  for case in "$folder"/*/case.json; do
    cd "${case%/case.json}"
    mapfile -t fields < <(jq -r '.verify_at_unix, .expected.verdict, .expected.category,
      (.expected | tojson), (.root_ca // "../root_ca.pem"), (.category_is_chosen == true),
      (.options // [])[]' case.json)
    verdict=${fields[1]} category=${fields[2]} want=${fields[3]} chosen=${fields[5]}
    common=(--at "${fields[0]}" --trust-root "${fields[4]}" "${fields[@]:6}")
    count=$((count + 1))
    judge_case || {
      bad=$((bad + 1))
      echo "${case%/case.json}: $want: exit code $code: $(head -c 300 "$TMPDIR/report" | tr -s ' \n' ' ')"
    }
  done
  ((bad == 0)) || wrong "$folder: $bad of $count"
  ((count > 0)) || wrong "$folder: no case"
  echo "$count" >>"$TMPDIR/counts"
}

judge_folder "$VECTORS/negative"
# None is lost on the way.
(($(<"$TMPDIR/counts") >= 154)) || wrong "$(<"$TMPDIR/counts") cases"
IFS=: read -ra others <<<"${CASES:-}"
for folder in "${others[@]}"; do
  judge_folder "$folder"
done
