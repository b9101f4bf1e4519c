"""Compares the slides of imported Markdown decks with those that their own tools make.

usage: import_counts.py PLENARY [FILE...]    FILE is a path below tests/import/decks

Prints one line for each deck of tests/import/decks/expected.tsv: the slides of plenary's outline
without hidden ones, of the tool, and of the table. Fails if plenary differs from the tool, or the
tool from the table. Tools that cannot be installed by a package name (Quarto, presenterm, Deckset,
iA Presenter) are represented by the table, which follows their manuals.

Marp's engine, Slidev's parser, the Markdown plugin of reveal.js, reveal-md and pandoc are needed:

    mkdir -p ~/.cache/plenary-judges/import && cd ~/.cache/plenary-judges/import
    npm install --prefix . --no-audit --no-fund --ignore-scripts \\
        @marp-team/marp-core @slidev/parser reveal.js reveal-md
    python3 -m venv venv && venv/bin/pip install pypandoc_binary pyyaml

Run it with `venv/bin/python` of that folder, or of the one that JUDGES_HOME names. It takes about
ten seconds. `cargo test` does not need any of this.
"""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pypandoc
import yaml

DECKS = pathlib.Path(__file__).resolve().parent.parent / "import/decks"
HOME = os.environ.get("JUDGES_HOME", pathlib.Path.home() / ".cache/plenary-judges")
NODE_SCRIPT = pathlib.Path(__file__).with_suffix(".mjs")


def read_table():
    """Returns the rows of the table: path, number of slides, name of the tool."""
    lines = (DECKS / "expected.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(path, int(slides), tool) for path, slides, tool in rows]


def count_plenary(program, path):
    """Returns the number of slides in the outline that plenary makes, without hidden ones."""
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder, "talk")
        subprocess.run([program, "new", target, "--from", DECKS / path], capture_output=True)
        outline = target / "slides.yaml"
        if not outline.exists():
            return None
        slides = yaml.load(outline.read_text(), yaml.BaseLoader).get("slides") or []
        return sum(slide.get("hide") != "true" for slide in slides)


def count_with_node(tool, paths):
    """Returns the number of slides of each deck according to a tool that is written for Node."""
    files = [str(DECKS / path) for path in paths]
    run = ["node", str(NODE_SCRIPT), tool, *files]
    output = subprocess.run(run, cwd=pathlib.Path(HOME, "import"), capture_output=True, text=True)
    counts = dict(line.rsplit("\t", 1) for line in output.stdout.splitlines() if "\t" in line)
    if output.returncode:
        print(output.stderr, file=sys.stderr)
    return {path: int(counts[file]) for path, file in zip(paths, files) if file in counts}


def count_with_pandoc(writer, path):
    """Returns the number of slides that pandoc writes, with title, contents and section pages."""
    run = [pypandoc.get_pandoc_path(), "-s", "-f", "markdown", "-t", writer, DECKS / path]
    text = subprocess.run(run, capture_output=True, text=True, check=True).stdout
    if writer == "revealjs":
        heads = re.findall(r"<section[^>]*>", text)
        shown = [head for head in heads if 'visibility="hidden"' not in head]
        is_slide = re.compile(r'id="(title-slide|TOC)"|class="[^"]*\bslide level')
        return sum(bool(is_slide.search(head)) for head in shown)
    frames = len(re.findall(r"^\\begin\{frame\}|^\\frame\{\\titlepage", text, re.M))
    sections = len(re.findall(r"^\\section\{", text, re.M)) if r"\frame{\sectionpage" in text else 0
    return frames + sections


def count_with_tools(rows):
    """Returns the number of slides by path, of the tools that can be asked."""
    counts = {}
    for tool in ["marp", "slidev", "reveal"]:
        counts.update(count_with_node(tool, [path for path, _, name in rows if name == tool]))
    for path, _, name in rows:
        if name.startswith("pandoc-"):
            writer = {"pandoc-beamer": "beamer", "pandoc-reveal": "revealjs"}[name]
            counts[path] = count_with_pandoc(writer, path)
    return counts


def main():
    program, wanted = os.path.abspath(sys.argv[1]), sys.argv[2:]
    rows = [row for row in read_table() if not wanted or row[0] in wanted]
    theirs = count_with_tools(rows)
    differences = 0
    print(f"{'deck':28} plenary  tool  table")
    for path, expected, tool in rows:
        ours, other = count_plenary(program, path), theirs.get(path)
        is_same = ours == expected and other in (expected, None if tool == "docs" else expected)
        differences += not is_same
        mark = "" if is_same else "  DIFFERS"
        print(f"{path:28} {ours!s:>7} {other if other is not None else '-':>5} {expected:>6}{mark}")
    print(f"{len(rows)} decks, {differences} differ")
    sys.exit(differences > 0)


main()
