#!/usr/bin/env bash
# Builds the fuzz targets with a stable toolchain. Needs a C++ compiler, for libFuzzer.
# Prints the folder of the programs.
set -euo pipefail
cd "$(dirname "$0")"
PLENARY=$(cd .. && pwd)
export PLENARY RUSTC_WRAPPER=$PLENARY/fuzz/cover.sh
# Optimizing plenary fully takes minutes, and its code is a small part of the time of a run.
export CARGO_PROFILE_RELEASE_OPT_LEVEL=1

cargo build --release --quiet "$@"
echo "${CARGO_TARGET_DIR:-$PLENARY/fuzz/target}/release"
