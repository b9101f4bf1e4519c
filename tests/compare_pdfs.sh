#!/usr/bin/env bash
# Compares the PDFs of two plenary binaries byte by byte: renders slides.yaml and every outline in
# slides/ with both. Exits with 1 if any PDF differs.
#
# usage: tests/compare_pdfs.sh OLD NEW
set -euo pipefail
if [ $# -ne 2 ]; then
  echo "usage: tests/compare_pdfs.sh OLD NEW" >&2
  exit 2
fi
old=$(realpath "$1")
new=$(realpath "$2")
cd "$(dirname "$0")/.."
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/old" "$folder/new"

differing=0
for outline in slides.yaml slides/*.yaml; do
  name=$(basename "$outline" .yaml)
  for side in old new; do
    # Exit code 1 means that there are warnings or errors; a missing PDF shows the errors.
    "${!side}" render "$outline" -o "$folder/$side/$name.pdf" >"$folder/$side/$name.log" 2>&1 || true
  done
  if [ ! -e "$folder/old/$name.pdf" ] || [ ! -e "$folder/new/$name.pdf" ]; then
    echo "not rendered: $outline"
    tail -n 5 "$folder/old/$name.log" "$folder/new/$name.log"
    differing=1
  elif cmp -s "$folder/old/$name.pdf" "$folder/new/$name.pdf"; then
    echo "identical: $outline"
  else
    echo "different: $outline"
    differing=1
  fi
done
exit "$differing"
