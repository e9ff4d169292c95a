. "$SOURCE/tests/cli/helpers"
needs jq
use valid_sgx_v3
enclave=$({ verify --json quote.bin || true; } | jq -r .measurements.mrenclave)
signer=$({ verify --json quote.bin || true; } | jq -r .measurements.mrsigner)
judge quote.bin
judge --expect "mrenclave=$enclave" quote.bin
judge --expect "mrsigner=$signer" quote.bin
judge --expect "mrsigner=$enclave" quote.bin
judge --expect mrenclave=@quote.bin quote.bin
judge --expect isv_svn=0000 quote.bin
judge --expect "mrtd=$(hex_of 0 96)" quote.bin
