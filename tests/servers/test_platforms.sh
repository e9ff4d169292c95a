#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A document of machines of several models: each is judged by its own collateral, which is fetched
# once a model, and what all of them share once.
# shellcheck source=tests/servers/nginx
. "$(dirname -- "$0")/nginx"
need_nginx
make_machine

# The collateral of the machine's three models as a PCCS serves it.
make_service() {
  local collateral fmspc
  mkdir "$scratch/tcb"
  for collateral in "$machine/collateral.json" "$machine"/model[23]/collateral.json; do
    fmspc=$(jq -r '.tcb_info | fromjson | .fmspc | ascii_upcase' "$collateral")
    jq -j '"{\"tcbInfo\":\(.tcb_info),\"signature\":\"\(.tcb_info_signature)\"}"' "$collateral" \
      >"$scratch/tcb/$fmspc.json"
  done
  mkdir "$scratch/pcs"
  jq -j '"{\"enclaveIdentity\":\(.qe_identity),\"signature\":\"\(.qe_identity_signature)\"}"' \
    "$collateral" >"$scratch/pcs/qe_identity.json"
  jq -j .pck_crl "$collateral" >"$scratch/pcs/pckcrl.hex"
  jq -j .root_ca_crl "$collateral" >"$scratch/pcs/rootcacrl.hex"
  for chain in tcb_info qe_identity pck_crl; do
    jq -j ".${chain}_issuer_chain | @uri" "$collateral" >"$scratch/pcs/$chain.header"
  done
}

try_service() {
  local v4=certification/v4 port
  port=$(some_ports 1)
  {
    head_of_configuration
    echo "server { listen 127.0.0.1:$port; default_type application/octet-stream;"
    echo "location /tdx/$v4/tcb { root $scratch/tcb; try_files /\$arg_fmspc.json =404;"
    echo "add_header TCB-Info-Issuer-Chain \"$(<"$scratch/pcs/tcb_info.header")\"; }"
    object "/tdx/$v4/qe/identity" qe_identity.json SGX-Enclave-Identity-Issuer-Chain \
      qe_identity.header
    object "/sgx/$v4/pckcrl" pckcrl.hex SGX-PCK-CRL-Issuer-Chain pck_crl.header
    object "/sgx/$v4/rootcacrl" rootcacrl.hex
    echo "} }"
  } >"$scratch/nginx.conf"
  pccs=http://127.0.0.1:$port
  run_nginx
}

make_service
keep_trying try_service

fleet=$machine/fleet.json
verify=(verify --json --hardware-only --at 2026-01-15T00:00:00Z --trust-root "$machine/root_ca.pem")

# asked N M: the service answered so often, and so often not.
asked() {
  local good bad
  sleep 0.1
  good=$(grep -cF 'HTTP/1.1" 200 ' "$scratch/access.log" || true)
  bad=$(grep -cF 'HTTP/1.1" 404 ' "$scratch/access.log" || true)
  : >"$scratch/access.log"
  [[ "$good $bad" == "$1 $2" ]] || failed "the service was asked $good and $bad times, not $1 and $2"
}

# Everything from the service: three TCB Infos, and one each of what they share.
expect 0 "${verify[@]}" --no-cache --pccs "$pccs" "$fleet"
asked 6 0
jq -e '[.tcb.fmspc, .parts[2:5][].tcb.fmspc] == ["aabbccddeeff", "aabbccddeeff", "aabbccddeeff",
  "00906ed50000"] and ([.parts[].tcb.fmspc] | unique | length) == 3 and
  ([.inputs[] | select(.role == "collateral" and .origin == "url")] | length) == 6' \
  "$scratch/stdout" >"$scratch/jq" || failed "the report does not say what each was judged by"

# From the cache, with the network and without.
expect 0 "${verify[@]}" --pccs "$pccs" "$fleet"
asked 6 0
expect 0 "${verify[@]}" --pccs "$pccs" "$fleet"
expect 0 "${verify[@]}" --pccs "$pccs" --offline "$fleet"
asked 0 0

# Of files only what they lack is fetched, whichever of the machines they are for.
for own in "$machine/collateral.json" "$machine/model3/collateral.json"; do
  expect 0 "${verify[@]}" --no-cache --pccs "$pccs" --collateral "$own" "$fleet"
  asked 2 0
done

# Kept with all of it.
expect 0 "${verify[@]}" --no-cache --pccs "$pccs" --save-bundle "$scratch/bundle.json" "$fleet"
mv "$scratch/stdout" "$scratch/first.json"
asked 6 0
expect 0 verify --offline --no-cache --json "$scratch/bundle.json"
cmp -s "$scratch/stdout" "$scratch/first.json" || failed "the bundle gives another report"

# A model that the service does not know is asked for once, and only its machines are undecided.
rm "$scratch/tcb/B0C06F000000.json"
expect 3 "${verify[@]}" --no-cache --pccs "$pccs" "$fleet"
asked 5 1
says 'does not know|404'
[[ $(jq -r '[.verdict, .parts[].verdict] | join(" ")' "$scratch/stdout") == \
  "undecided verified undecided verified verified verified undecided verified" ]] || failed "others are undecided, too"
[[ $(wc -l <"$scratch/stderr") == 1 ]] || failed "not one warning"
expect 0 "${verify[@]}" --no-cache --pccs "$pccs" --collateral "$machine/model3/collateral.json" \
  "$fleet"

# A service that does not answer is not waited for once a model.
cut_server silent
expect 3 "${verify[@]}" --no-cache --pccs "$cut" --timeout 1s "$fleet"
within 3000
[[ $(wc -l <"$scratch/stderr") == 1 ]] || failed "not one warning"
finish
