#!/usr/bin/env bash
# Runs rustc (RUSTC_WRAPPER): counts the coverage of plenary and of the small libraries
# that read what strangers made. All others are compiled as usual, because instrumenting large ones
# (lopdf, krilla, the tables of fonts and grammars) takes most of an hour.
set -euo pipefail
readers=" plenary roxmltree usvg svgtypes simplecss granit_parser comrak html5ever quick_xml csv_core \
csv calamine zip minijinja biblatex cssparser png gif zune_jpeg image_webp image exif data_url \
imagesize ttf_parser fontdb hayro_syntax "
crate=
for ((index = 1; index < $#; index++)); do
  [ "${!index}" != --crate-name ] || { index=$((index + 1)) && crate=${!index}; }
done
# Programs that run while cargo builds are not optimized, and are not counted.
if [[ $readers == *" $crate "* && " $* " == *" opt-level="* ]]; then
  set -- "$@" --cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares
fi
# `library_panic.rs` tells panics of plenary from those of libraries by their relative paths.
exec "$@" --remap-path-prefix="${PLENARY:?}/="
