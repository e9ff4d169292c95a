. "$SOURCE/tests/cli/helpers"
# What the scripts of the shells are told: candidates with what they are, or that files will do.
complete() {
  echo "\$ phala $*"
  phala __complete -- "$@"
}
complete ''
complete ver
complete quote ''
complete collateral f
complete help ''
complete help exit
complete help quote ''
complete help quote sh
complete help verify ''
complete completion ''
complete verify --a
complete verify --allow-tcb ''
complete verify --allow-tcb=Out
complete verify --allow-tcb OutOfDate --format ''
complete verify --expect mr
complete verify --expect=mr_
complete verify --pccs ''
complete verify --tcb-update ''
complete --color ''
complete verify --color=a
complete verify -o ''
complete verify -qo ''
complete verify --collateral=
complete verify --hardware-only ''
complete verify quote.bin ''
complete verify quote.bin --jo
complete verify --offline -- --a
complete verify -- ''
complete quote show ''
complete --jso
complete nothing-like-it ''
complete verify --nothing-like-it=
complete verify --at ''
complete __
complete
