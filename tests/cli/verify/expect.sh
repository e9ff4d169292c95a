. "$SOURCE/tests/cli/helpers"
# What is expected of the measurements: right, wrong, of another TEE, and not written as it has to be.
needs jq
use valid_tdx_v4
m3=$(hex_of 3 96) m4=$(hex_of 4 96) m0=$(hex_of 0 96)
judge quote.bin
judge --expect "mrtd=$m3" quote.bin
judge --expect "mrtd=${m3^^}" quote.bin
judge --expect "mrtd=$m4" quote.bin
judge --expect "rtmr3=$m4" quote.bin
judge --expect "rtmr3=$m3" quote.bin
judge --expect "mrtd=$m3" --expect "rtmr0=$m4" --expect "mr_config_id=$m0" quote.bin
judge --expect "mrtd=$m3" --expect "rtmr0=$m3" quote.bin
judge --hardware-only --expect "mrtd=$m4" quote.bin
judge --expect "mrenclave=$(hex_of 0 64)" quote.bin
judge --expect "mrtd=$m3" --expect "mrenclave=$(hex_of 0 64)" quote.bin
# What does not say what runs inside does not lift `undecided`.
judge --expect "td_attributes=0000001000000000" quote.bin
judge --expect "mr_seam=$(hex_of 2 96)" quote.bin
judge --expect "report_data=$(hex_of 5 128)" quote.bin
echo "usage:"
judge --expect "mrdt=$m3" quote.bin
judge --expect "nothing_like_it=00" quote.bin
judge --expect "mrtd=" quote.bin
judge --expect "=$m3" quote.bin
judge --expect "mrtd=${m3%3}" quote.bin
judge --expect "mrtd=${m3}33" quote.bin
judge --expect "mrtd=0x${m3}" quote.bin
judge --expect "mrtd=${m3%3}g" quote.bin
judge --expect "mrtd=$m3" --expect "mrtd=$m3" quote.bin
judge --expect mrtd=@quote.bin quote.bin
judge --expect mrsigner=@absent quote.bin
