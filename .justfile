# The commands of every day; CI runs the same.

# everything that CI checks
check:
    .ci/run

# the tests
test *ARGS:
    cargo test {{ARGS}}

# review changed snapshots
snap:
    cargo insta test --review --unreferenced reject

# press keys headless and print the screen
screen KEYS SIZE='80x24':
    cargo run -q -- screen --size {{SIZE}} --keys '{{KEYS}}'

# put the screen and the key table of today into README.md
readme:
    UPDATE_README=1 cargo test --test it readme
