# The everyday commands, for those who have `just`; each is one line that can be typed.

# Questions reach the shell as they are, whatever signs are in them.
set positional-arguments

# What there is.
default:
    @just --list

# Joins the platforms that .env sets up.
run:
    cargo run --release -- serve

# Asks one question, as in `just ask "What is Sora?"`.
ask question:
    cargo run --release --quiet -- ask "$1"

# The tests, or those whose name has this in it.
test name="":
    cargo test --locked {{ name }}

# Formats everything; `cargo fmt` does not see the modules that a macro declares.
format:
    find build.rs src crates tests benches examples -name '*.rs' -exec rustfmt {} +

# What CI runs.
check:
    .ci/run

# How good the answers are, with what was missed.
eval questions="tests/questions/altman.jsonl":
    cargo run --release --quiet -- eval {{ questions }} --baseline --failures

# One of answering, embedding, pages, platforms, reading and scaling.
bench name:
    cargo bench --bench {{ name }}

# What a reply looks like on both platforms, as preview.html.
preview question:
    cargo run --quiet --example preview -- "$1" > preview.html
