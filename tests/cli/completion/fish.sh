. "$SOURCE/tests/cli/helpers"
# fish: asked through its own `complete -C`.
needs fish
touch quote.bin quotes.jsonl
mkdir folder
phala completion fish >script.fish
fish --no-execute script.fish
ask() {
  echo "> $1|"
  fish --no-config -c 'source script.fish; complete -C $argv[1]' "$1"
}
ask 'phala '
ask 'phala ver'
ask 'phala quote '
ask 'phala verify --al'
ask 'phala verify --allow-tcb '
ask 'phala verify --allow-tcb=Out'
ask 'phala verify --color=a'
ask 'phala verify --format '
ask 'phala verify --expect mren'
ask 'phala verify quo'
ask 'phala verify --collateral quo'
ask 'phala verify --collateral=quo'
ask 'phala completion '
ask 'phala help exit'
ask 'phala nothing-like-it'
cmp script.fish "$SOURCE/completions/phala.fish"
