#!/usr/bin/env bash
# Tries `plenary preview` and `plenary present` in a real browser: Chromium without a window, driven by playwright-core, judged by node's own
# test runner. The tests are tests/browser/*.test.mjs; tests/browser/harness.mjs says how to write one.
#
# usage: tests/browser.sh [--shots FOLDER] [--install] [NAME...]
#   NAME            runs tests/browser/NAME.test.mjs only (`smoke`, `preview` …)
#   --shots FOLDER  keeps the pictures that the tests take of the pages
#   --install       only installs what is needed
#
# Uses target/debug/plenary or what PLENARY names, and the Chromium that is there or that CHROMIUM names. What is missing it installs by package
# name: Debian's with apt-get, which needs root; Node's into ~/.cache/plenary-browser, or into the folder that BROWSER_HOME names.
# Needs no display. `cargo test` does not need any of this.
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
  # The one without windows, menus and tabs: it takes half the time.
  find_chromium >/dev/null || debian+=(chromium-headless-shell)
  command -v npm >/dev/null || debian+=(npm)
  if [ ${#debian[@]} -gt 0 ]; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${debian[@]}" >/dev/null
  fi
  mkdir -p "$BROWSER_HOME"
  stamp="$BROWSER_HOME/$(IFS=+; echo "${node_packages[*]}")"
  if [ ! -e "$stamp" ]; then
    (cd "$BROWSER_HOME" && npm install --silent --no-audit --no-fund --save-exact "${node_packages[@]}" >/dev/null)
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
# A page that is waited for leaves a processor free for another file's.
node --test --test-concurrency=2 --test-reporter=spec "${names[@]}"
