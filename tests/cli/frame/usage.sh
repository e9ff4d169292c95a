. "$SOURCE/tests/cli/helpers"
# What is wrong with a command line, and what to try.
try phala verfy
try phala nothing-like-it
try phala quote sho
try phala -
try phala verify --ofline quote.bin
try phala verify --nothing-like-it quote.bin
try phala --jsno
try phala verify -x
try phala verify --allow-tcb OutOfDat quote.bin
try phala verify --format yaml quote.bin
try phala --color=sometimes
try phala completion fsh
try phala help verfy
try phala help exit-code
try phala help quote sho
try phala verify --at now quote.bin
try phala verify --at
try phala verify --at --offline quote.bin
try phala verify --at -5 quote.bin
try phala verify --at=-5 quote.bin
try phala verify -o
try phala verify -qo
try phala verify --offline=yes quote.bin
try phala verify --at 1 --at 2 quote.bin
try phala --color never verify --color=never quote.bin
try phala verify --expect mrtd quote.bin
try phala verify --min-tcb-date 2026-13-01 quote.bin
try phala verify --min-tcb-evaluation-data-number many quote.bin
try phala --timeout 5parsecs verify quote.bin
try phala verify
try phala verify one two
try phala verify --json --format junit quote.bin
try phala verify --jobs 2 quote.bin
try phala verify --batch --output report quote.bin
try phala verify --batch --jobs 257 quote.bin
try phala quote show
try phala completion
try phala tour now
try phala -- --help
try phala verify -q --at never quote.bin
