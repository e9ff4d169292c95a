# shellcheck shell=bash
# What the checks of this folder share. Sourced; the working folder becomes the project's.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/../.."
findings=0

finding() {
  printf '%s\n' "$*"
  findings=$((findings + 1))
}

# The last call of a check.
no_findings() {
  ((findings == 0)) || { echo "$findings findings"; exit 1; }
}

skip() {
  echo "skipped: $*"
  exit 77
}

needs() {
  command -v "$1" >/dev/null || skip "$1 is not installed"
}

c_files() {
  find cli commands lib tests -type f \( -name '*.c' -o -name '*.h' \) | LC_ALL=C sort
}

# Of ours: those that begin with the line of a shell, or are sourced by them.
shell_files() {
  find . -path ./build -prune -o -path ./.git -prune -o -path '*/node_modules' -prune -o -type f -print |
    while read -r file; do
      [[ $file != *.c && $file != *.h ]] || continue
      if head -c 64 -- "$file" | head -n 1 | tr -d '\0' |
        grep -qE '^#!.*\b(ba)?sh\b|^# shellcheck shell='; then
        echo "$file"
      fi
    done | LC_ALL=C sort
}
