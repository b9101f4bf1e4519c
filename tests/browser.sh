#!/usr/bin/env bash
# Tests `plenary preview` and `plenary present` in a real browser: Chromium without a window, driven by
# playwright-core, with the test runner of node. The tests are tests/browser/*.test.mjs;
# tests/browser/harness.mjs explains how to write one.
#
# usage: tests/browser.sh [--shots FOLDER] [--install] [NAME...]
#   NAME            runs tests/browser/NAME.test.mjs only (`smoke`, `preview` …)
#   --shots FOLDER  keeps the screenshots that the tests take
#   --install       only installs what is needed
#
# Uses target/debug/plenary or the program in PLENARY, and the installed Chromium or the one in
# CHROMIUM. Installs what is missing: Debian packages with apt-get, which needs root; npm packages into
# ~/.cache/plenary-browser, or the folder in BROWSER_HOME. Needs no display. `cargo test` does not need
# any of this.
set -euo pipefail
cd "$(dirname "$0")/.."
export BROWSER_HOME=${BROWSER_HOME:-$HOME/.cache/plenary-browser}
node_packages=(playwright-core@1.65.1 axe-core@4.14.1)

find_chromium() {
  local name
  for name in ${CHROMIUM:-} chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v "$name" && return
  done
  return 1
}

install() {
  local debian=() stamp
  # The version without windows, menus and tabs takes half the time.
  find_chromium >/dev/null || debian+=(chromium-headless-shell)
  command -v npm >/dev/null || debian+=(npm)
  if [ ${#debian[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    apt-get install -y -qq --no-install-recommends "${debian[@]}" >/dev/null
  fi
  mkdir -p "$BROWSER_HOME"
  stamp="$BROWSER_HOME/$(IFS=+; echo "${node_packages[*]}")"
  if [ ! -e "$stamp" ]; then
    (
      cd "$BROWSER_HOME"
      npm install --silent --no-audit --no-fund --save-exact "${node_packages[@]}" >/dev/null
    )
    touch "$stamp"
  fi
}

names=() shots=
while [ $# -gt 0 ]; do
  case $1 in
    --install) install; exit ;;
    --shots) mkdir -p "$2"; shots=$(realpath "$2"); shift ;;
    -*) sed -n '2,/^set /{s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
    *) names+=("tests/browser/$1.test.mjs") ;;
  esac
  shift
done
[ ${#names[@]} -gt 0 ] || names=(tests/browser/*.test.mjs)

install
PLENARY=$(realpath "${PLENARY:-target/debug/plenary}")
[ -x "$PLENARY" ] || cargo test --no-run --locked --quiet
CHROMIUM=$(find_chromium)
export PLENARY CHROMIUM BROWSER_SHOTS=$shots
# While one file waits for a page, another one uses the processor.
node --test --test-concurrency=2 --test-reporter=spec "${names[@]}"
