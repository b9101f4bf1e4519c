#!/usr/bin/env bash
# Checks the JavaScript and CSS of the pages that plenary serves: types with the TypeScript compiler,
# lints and format with Biome.
#
# usage: tests/web.sh [--install] [--fix]
#   --install  only installs the tools
#   --fix      formats the files and applies safe fixes
#
# The tools are npm packages in ~/.cache/plenary-web, or in the folder that WEB_HOME names. The
# repository has no build step and no node_modules. `cargo test` does not need any of this.
set -euo pipefail
cd "$(dirname "$0")/.."
WEB_HOME=${WEB_HOME:-$HOME/.cache/plenary-web}
packages=(typescript@7.0.2 @biomejs/biome@2.6.8)

install() {
  local stamp
  stamp="$WEB_HOME/$(IFS=+; echo "${packages[*]//\//-}")"
  [ -e "$stamp" ] && return
  if ! command -v npm >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends npm >/dev/null
  fi
  mkdir -p "$WEB_HOME"
  (cd "$WEB_HOME" && npm install --silent --no-audit --no-fund --save-exact "${packages[@]}" >/dev/null)
  touch "$stamp"
}

fix=()
case ${1:-} in
  --install) install; exit ;;
  --fix) fix=(--write) ;;
  ?*) sed -n '2,/^set /{s/^# \{0,1\}//p}' "$0" >&2; exit 2 ;;
esac
install
"$WEB_HOME/node_modules/.bin/biome" check --error-on-warnings "${fix[@]}"
"$WEB_HOME/node_modules/.bin/tsc" -p src/serve/page/jsconfig.json
