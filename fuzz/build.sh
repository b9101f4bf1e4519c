#!/usr/bin/env bash
# Builds the fuzz targets with a stable toolchain. Needs a C++ compiler, for libFuzzer.
# Prints the folder of the programs.
set -euo pipefail
cd "$(dirname "$0")"
PLENARY=$(cd .. && pwd)
export PLENARY RUSTC_WRAPPER=$PLENARY/fuzz/cover.sh
# Optimizing fully doubles the time of a build; most of a run is spent in few loops.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_LTO=off
cargo build --release --quiet "$@"
echo "${CARGO_TARGET_DIR:-$PLENARY/fuzz/target}/release"
