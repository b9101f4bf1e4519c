#!/usr/bin/env bash
# Copies the valid inputs of the project into the corpus of each target.
set -euo pipefail
cd "$(dirname "$0")/.."
# Copies files of at most 40 kB under numbered names, because two folders may hold the same name.
copy_seeds() {
  local target=fuzz/corpus/$1 endings=$2 number=0
  shift 2
  mkdir -p "$target"
  find "$@" -size -40k -regextype posix-extended -regex ".*\.($endings)" | sort | while read -r file; do
    number=$((number + 1))
    cp "$file" "$target/seed-$number"
  done
}
copy_seeds outline yaml slides tests/suite
copy_seeds theme yaml src/theme/builtin
copy_seeds markdown 'md|qmd' tests/import
copy_seeds pptx pptx tests/import/powerpoint
for slide in 1 2 3 4 5; do
  unzip -p tests/import/powerpoint/odd.pptx "ppt/slides/slide$slide.xml" > "fuzz/corpus/pptx/slide-$slide" || true
done
copy_seeds csv csv tests/mutation/seeds slides tests/suite
mkdir -p fuzz/corpus/formula
grep -v '^\(#\|  \|$\)' tests/layout/formulas.txt | split -l 1 - fuzz/corpus/formula/seed-
copy_seeds svg svg images tests
copy_seeds raster 'png|jpg|webp' tests/fixtures
copy_seeds font 'ttf|ttc' tests/fixtures/fonts
copy_seeds lsp jsonl tests/mutation/seeds
copy_seeds http http tests/mutation/seeds
mkdir -p fuzz/corpus/pdf
for outline in slides/bullets.yaml slides/steps.yaml; do
  cargo run --quiet -- render "$outline" -o "fuzz/corpus/pdf/seed-$(basename "$outline" .yaml)" --format pdf --quiet
done
