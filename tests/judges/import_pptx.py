"""Makes PowerPoint decks of many kinds, imports them with plenary, and looks for lost words.

usage: import_pptx.py PLENARY FOLDER [--pages] [NAME...]

python-pptx makes the decks in FOLDER, each with a few features (sections, hidden slides, groups,
merged cells, charts of every kind, cropped pictures, notes, comments, links, videos, right-to-left
text, two masters, empty placeholders, …), or as Google Slides, Keynote and designers make them.
pandoc makes one of every Markdown deck in tests/import/decks, plenary one of every deck in slides/,
and LibreOffice saves the first ones again. Decks that are in FOLDER are not made again. Prints one line for each deck: the slides of the outline without hidden ones, which must be
those of the deck and with `--pages` the pages of LibreOffice's PDF, and the words that the outline
does not have. The outline has to render and be formatted. Files that have to be refused are last.
Fails if anything is wrong.

Needs python-pptx, pyyaml, pypandoc_binary, and as far as it is installed LibreOffice
(libreoffice-impress):

    python3 -m venv ~/.cache/plenary-judges/import/venv
    ~/.cache/plenary-judges/import/venv/bin/pip install python-pptx pyyaml pypandoc_binary pypdfium2

It takes about two minutes, with `--pages` four. `cargo test` does not need any of this.
"""

import collections
import os
import pathlib
import re
import shutil
import subprocess
import sys
import zipfile

import yaml
from lxml import etree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from import_pptx_decks import DECKS, REFUSED  # noqa: E402
from import_pptx_tools import TOOL_DECKS  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"

EMPTY = collections.Counter()


def split_words(text):
    return re.findall(r"[^\W_]+", text.lower())


def words_of_deck(path):
    """Returns how often each word must be in the outline at least.

    A text at the foot of several slides is the footer of the outline, so it counts once. Of the
    alternatives of a shape, the first counts. The description of a formula repeats it.
    """
    needed = collections.Counter()
    feet = set()
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            folder = re.match(r"ppt/(slides|notesSlides|charts|diagrams|comments)/[^/]*\.xml$", name)
            if not folder or re.search(r"/(layout|quickStyle|colors|drawing|style)\d*\.xml$", name):
                continue
            root = etree.fromstring(archive.read(name))
            for fallback in list(root.iter(MC + "Fallback")):
                fallback.getparent().remove(fallback)
            if folder[1] == "slides":
                feet |= take_feet(root)
            needed |= words_of_part(root, folder[1], needed)
    return needed + sum((collections.Counter(split_words(text)) for text in feet), EMPTY)


def take_feet(root):
    """Removes the texts at the foot of a slide but its number, and returns them."""
    found = set()
    for shape in list(root.iter(P + "sp")):
        place = shape.find(f".//{P}ph")
        kind = "" if place is None else place.get("type", "")
        if kind == "ftr" or not kind and is_at_foot(shape):
            texts = [text.text or "" for text in shape.iter(A + "t") if text.getparent().tag != A + "fld"]
            if not "".join(texts).isdigit():
                found.add("".join(texts))
                shape.getparent().remove(shape)
    return found


def is_at_foot(shape):
    return next((int(place.get("y")) for place in shape.iter(A + "off")), 0) > 6_000_000


def words_of_part(root, folder, needed):
    """Returns the words so far and those of one part. A chart repeats its words, texts do not."""
    found = []
    # A number alone at the edge is that of the slide.
    for shape in list(root.iter(P + "sp")):
        words = "".join(text.text or "" for text in shape.iter(A + "t"))
        if words.isdigit() and is_at_foot(shape):
            shape.getparent().remove(shape)
    for paragraph in root.iter(A + "p"):
        if folder == "diagrams" and next(paragraph.iter(A + "t"), None) is None:
            continue
        runs = [run for run in paragraph.iter(A + "t", A + "br") if run.getparent().tag != A + "fld"]
        texts = [" " if run.tag == A + "br" else run.text or "" for run in runs]
        found += split_words("".join(texts))
    for value in root.iter(C + "v"):
        if value.getparent().getparent().tag in (C + "strCache", C + "strLit"):
            found += split_words(value.text or "")
    for node in root.iter():
        if node.tag == P + "text":
            found += split_words(node.text or "")
        description = node.get("descr", "") if str(node.tag).endswith("}cNvPr") else ""
        if description and next(node.getparent().getparent().iter(M + "oMath"), None) is not None:
            continue
        if not re.search(r"\.(png|jpe?g|svg|gif)$", description):
            found += split_words(description)
    counts = collections.Counter(found)
    if folder in ("charts", "diagrams"):
        return needed | collections.Counter(set(counts))
    return needed + counts


def count_shown_slides(path):
    """Returns the number of slides that are not hidden."""
    with zipfile.ZipFile(path) as archive:
        deck = etree.fromstring(archive.read("ppt/presentation.xml"))
        relations = etree.fromstring(archive.read("ppt/_rels/presentation.xml.rels"))
        targets = {relation.get("Id"): relation.get("Target") for relation in relations}
        key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        parts = [targets[slide.get(key)] for slide in deck.iter(P + "sldId")]
        parts = [part.lstrip("/") if part.startswith("/") else f"ppt/{part}" for part in parts]
        roots = [etree.fromstring(archive.read(part)) for part in parts]
        return sum(root.get("show") not in ("0", "false") for root in roots)


def count_pages(path, folder):
    """Returns the number of pages of LibreOffice's PDF."""
    import pypdfium2

    run = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, path]
    subprocess.run(run, capture_output=True, timeout=180)
    pdf = folder / f"{path.stem}.pdf"
    return len(pypdfium2.PdfDocument(pdf)) if pdf.exists() else None


def judge(program, path, folder, with_pages):
    """Imports a deck and returns what is wrong and a line about it."""
    target = folder / "talks" / path.stem
    shutil.rmtree(target, ignore_errors=True)
    run = [program, "new", target, "--from", path]
    made = subprocess.run(run, capture_output=True, text=True, timeout=120)
    outline = target / "slides.yaml"
    if not outline.exists():
        return [f"no outline: {made.stderr.strip()[:200]}"], ""
    problems = []
    text = outline.read_text()
    slides = yaml.load(text, yaml.BaseLoader).get("slides") or []
    ours = sum(slide.get("hide") != "true" for slide in slides)
    theirs = max(count_shown_slides(path), 1)
    if ours != theirs:
        problems.append(f"{ours} slides for {theirs}")
    pages = count_pages(path, folder / "office") if with_pages else theirs
    if pages != theirs:
        problems.append(f"LibreOffice makes {pages} pages")
    # Words that are partly bold, raised or lowered have marks inside.
    found = collections.Counter(split_words(re.sub(r"\*\*|==|~~|\[(?=\^)|[\^~\\]", "", text)))
    found |= collections.Counter(split_words(text))
    lost = sorted((words_of_deck(path) - found).elements())
    if lost:
        problems.append(f"{len(lost)} words lost: {' '.join(lost[:20])}")
    for command in (["render"], ["fmt", "--check"]):
        run = [program, *command, "slides.yaml"]
        done = subprocess.run(run, cwd=target, capture_output=True, text=True, timeout=120)
        if done.returncode:
            problems.append(f"{command[0]}: {done.stderr.strip()[:200]}")
    total = sum(words_of_deck(path).values())
    left = re.search(r"(\d+) things? left", made.stderr)
    line = f"{ours} slides, {total} words, {left[1] if left else 0} left, exit {made.returncode}"
    return problems, line


def make_decks(program, folder):
    """Makes all decks and returns their paths."""
    paths = []
    made = {**DECKS, **TOOL_DECKS}
    for name, make in made.items():
        paths.append(folder / f"{name}.pptx")
        if not paths[-1].exists():
            make(paths[-1])
    import pypandoc

    decks = ROOT / "tests/import/decks"
    for source in sorted(decks.glob("[mpqr]*/*md")):
        paths.append(folder / f"pandoc-{source.parent.name}-{source.stem}.pptx")
        if paths[-1].exists():
            continue
        run = [pypandoc.get_pandoc_path(), "-f", "markdown", source, "-o", paths[-1]]
        subprocess.run(run, cwd=source.parent, capture_output=True)
    for source in sorted((ROOT / "slides").glob("*.yaml")):
        paths.append(folder / f"own-{source.stem}.pptx")
        if not paths[-1].exists():
            subprocess.run([program, "render", source, "-o", paths[-1]], capture_output=True)
    again = [folder / f"office-{name}.pptx" for name in made]
    if shutil.which("soffice") and not any(path.exists() for path in again):
        saved = folder / "saved"
        run = ["soffice", "--headless", "--convert-to", "pptx", "--outdir", saved]
        subprocess.run([*run, *paths[: len(made)]], capture_output=True, timeout=600)
        for path in saved.glob("*.pptx"):
            path.rename(folder / f"office-{path.name}")
    paths += again
    return [path for path in paths if path.exists()]


def main():
    program, folder = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).absolute()
    for name in ["talks", "office", "refused"]:
        (folder / name).mkdir(parents=True, exist_ok=True)
    failed = 0
    names = [name for name in sys.argv[3:] if name != "--pages"]
    paths = [path for path in make_decks(program, folder) if not names or path.stem in names]
    for path in paths:
        problems, line = judge(program, path, folder, "--pages" in sys.argv)
        failed += bool(problems)
        mark = "FAIL" if problems else "ok  "
        print(f"{mark} {path.stem}: {'; '.join([line, *problems])}", flush=True)
    for name, make in () if names else REFUSED.items():
        path = folder / "refused" / name
        make(path)
        target = folder / "talks" / f"refused-{name}"
        shutil.rmtree(target, ignore_errors=True)
        run = [program, "new", target, "--from", path]
        made = subprocess.run(run, capture_output=True, text=True, timeout=60)
        is_refused = made.returncode == 1 and "panicked" not in made.stderr and made.stderr
        failed += not is_refused
        head = made.stderr.splitlines()[0][:120] if made.stderr else ""
        print(f"{'ok  ' if is_refused else 'FAIL'} {name} refused: exit {made.returncode}, {head}")
    print(f"{len(paths)} decks, {failed} with problems")
    sys.exit(failed > 0)


main()
