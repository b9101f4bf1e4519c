"""Reads PowerPoint files with python-pptx and LibreOffice, and compares them with the outlines and the PDFs beside them.

usage: powerpoint.py FOLDER DPI FILE.pptx...    FILE.txt is the text of each, FILE-still.pdf its PDF without steps, FILE-still.pdfpc its notes
"""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from difflib import SequenceMatcher
from pathlib import Path

import numpy
import pypdfium2
from lxml import etree
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

# The structural similarity of the pages with the PDF's, by deck: the mean of its pages. LibreOffice draws charts and formulas in its own way,
# and decks with fonts that are not installed are set in others.
LIMITS = {"slides": 0.9, "bullets": 0.9, "code": 0.9, "table": 0.85, "numbered": 0.9, "notes": 0.9, "text-and-emphasis": 0.85}
USUAL_LIMIT = 0.75

# The decks whose pages are compared: every conversion takes seconds.
COMPARED = {"slides", "table", "code", "bullets", "charts"}

# The share of the words of the outline that must be in the file, and that must be in its order. Numbers in charts are written by PowerPoint.
WORDS_KEPT = 0.985
WORDS_IN_ORDER = 0.9

# Formulas on lines of their own are shapes in python-pptx, with their words as alternative texts.
KEPT_LIMITS = {"math": 0.85, "lecture": 0.97, "charts": 0.98}
ORDER_LIMITS = {"math": 0.82, "cascade": 0.85}

# Digits of at least this height in pt are looked for on the slide: numbers in lists and charts are smaller, and written by PowerPoint.
LARGE_DIGIT = 60

# A checkbox is a bullet in PowerPoint, and a word in the text.
CHECKBOX_WORDS = {"done", "not"}

COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


def read(path):
    """Opens a file as a program without Office Math does: python-pptx does not choose between alternatives."""
    written = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(written, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.startswith("ppt/slides/slide") and b"AlternateContent" in data:
                tree = etree.fromstring(data)
                for choice in list(tree.iter(COMPATIBILITY + "AlternateContent")):
                    parent, at = choice.getparent(), choice.getparent().index(choice)
                    for child in choice.find(COMPATIBILITY + "Fallback"):
                        parent.insert(at, child)
                    parent.remove(choice)
                data = etree.tostring(tree)
            new.writestr(name, data)
    return Presentation(written)


def words(text):
    # Digits are apart from letters: the call of a footnote follows its word.
    found = re.findall(r"[^\W\d]+|\d+", text.replace("\u00ad", ""))
    return [word for word in found if word not in CHECKBOX_WORDS]


def texts_of(shapes):
    """Returns the texts and alternative texts of shapes in their order."""
    for shape in shapes:
        properties = shape._element.xpath(".//p:cNvPr")
        yield properties[0].get("descr") or "" if properties else ""
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from texts_of(shape.shapes)
        elif shape.has_text_frame:
            yield shape.text_frame.text
        elif getattr(shape, "has_table", False) and shape.has_table:
            yield from (cell.text for row in shape.table.rows for cell in row.cells)
        elif getattr(shape, "has_chart", False) and shape.has_chart:
            chart = shape.chart._chartSpace
            yield from (node.text or "" for node in chart.iter("{*}v", "{*}t"))


def is_off_page(shape):
    """Whether a shape is a title that is not drawn, of a slide without one."""
    return shape.top is not None and shape.height is not None and shape.top + shape.height <= 0


def shown(slide):
    """Returns the shapes that are drawn on a slide, and the logos of its layout."""
    logos = [shape for shape in slide.slide_layout.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE]
    return [shape for shape in slide.shapes if not is_off_page(shape)] + logos


def check_words(path, deck):
    """Returns what of the outline is missing or in another order."""
    # Rows of tables that belong to charts are numbers in the style of the page.
    lines = path.with_suffix(".txt").read_text().splitlines()
    # The language of code is not shown, and lists have numbers of their own.
    lines = [re.sub(r"^\s*\w{1,4}\. ", "", line) for line in lines if not line.startswith("```")]
    wanted = words("\n".join(line for line in lines if set(line) - set("=-")))
    found = words("\n".join(text for slide in deck.slides for text in texts_of(shown(slide))))
    left = {}
    for word in found:
        left[word] = left.get(word, 0) + 1
    missing = []
    for word in wanted:
        if left.get(word, 0) > 0:
            left[word] -= 1
        elif not word.isdigit():
            missing.append(word)
    kept = 1 - len(missing) / max(len(wanted), 1)
    letters = [[word for word in list if not word.isdigit()] for list in (wanted, found)]
    matched = sum(block.size for block in SequenceMatcher(None, *letters, autojunk=False).get_matching_blocks())
    ordered = matched / max(len(letters[0]), 1)
    problems = []
    if kept < KEPT_LIMITS.get(path.stem, WORDS_KEPT):
        problems.append(f"{kept:.3f} of the words are kept; missing: {' '.join(missing[:12])}")
    if ordered < ORDER_LIMITS.get(path.stem, WORDS_IN_ORDER):
        problems.append(f"{ordered:.3f} of the words are in the order of the outline")
    return problems


def check_notes(path, deck):
    """Returns the slides whose notes are not those of the outline."""
    source = path.with_name(f"{path.stem}-still.pdfpc")
    if not source.exists():
        return []
    notes = {page["idx"]: page.get("note", "") for page in json.loads(source.read_text())["pages"]}
    problems = []
    for index, slide in enumerate(deck.slides):
        # Numbers of lists and addresses of links are not text in PowerPoint.
        wanted = words(re.sub(r"\]\([^)]*\)|<[^>]*>|^ *\d+\. ", " ", notes.get(index, ""), flags=re.M))
        found = words(slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else []
        # The captions of videos are after the notes.
        if any(shape.shape_type == MSO_SHAPE_TYPE.MEDIA for shape in slide.shapes):
            found = found[: len(wanted)]
        if wanted != found:
            problems.append(f"slide {index + 1}: its notes are {' '.join(found)}, not {' '.join(wanted)}")
        signs = re.findall(r"\*\*|``", slide.notes_slide.notes_text_frame.text) if slide.has_notes_slide else []
        if signs:
            problems.append(f"slide {index + 1}: its notes contain {signs}")
    return problems


def pages(path, dpi):
    document = pypdfium2.PdfDocument(path)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def check_text(deck):
    """Returns what is wrong with the objects of a file."""
    problems = []
    for number, slide in enumerate(deck.slides, 1):
        if not list(slide.shapes):
            problems.append(f"slide {number} is empty")
        title = slide.shapes.title
        if title is None or not title.text_frame.text.strip():
            problems.append(f"slide {number} has no title")
        for shape in slide.shapes:
            if shape.is_placeholder and not shape.has_text_frame:
                problems.append(f"slide {number}: {shape.name} has no text")
            if shape.has_text_frame and shape.is_placeholder and not shape.text_frame.text.strip():
                problems.append(f"slide {number}: {shape.name} is empty")
        if slide.has_notes_slide and not slide.notes_slide.notes_text_frame.text.strip():
            problems.append(f"slide {number} has empty notes")
    return problems


def check_large_numbers(path, folder, deck):
    """Returns the numbers that are drawn large on a page of the PDF, such as that of a section, and are not on its slide."""
    document = pypdfium2.PdfDocument(folder / f"{path.stem}-still.pdf")
    slides = list(deck.slides)
    if len(document) != len(slides):
        return []
    problems = []
    for number, (page, slide) in enumerate(zip(document, slides), 1):
        text = page.get_textpage()
        large = ""
        for index in range(text.count_chars()):
            _, bottom, _, top = text.get_charbox(index)
            large += text.get_text_range(index, 1) if top - bottom >= LARGE_DIGIT else " "
        found = re.findall(r"\d+", "\n".join(texts_of(shown(slide))))
        missing = [digits for digits in re.findall(r"\d+", large) if digits not in found]
        if missing:
            problems.append(f"slide {number}: the large {' '.join(missing)} is missing")
    return problems


def compare(path, folder, dpi):
    from skimage.metrics import structural_similarity

    subprocess.run(
        ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder / "office", path],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    ours = pages(folder / f"{path.stem}-still.pdf", dpi)
    theirs = pages(folder / "office" / f"{path.stem}.pdf", dpi)
    if len(ours) != len(theirs):
        return None
    scores = []
    for a, b in zip(ours, theirs):
        b = b.resize(a.size, Image.LANCZOS)
        scores.append(structural_similarity(numpy.array(a), numpy.array(b)))
    return scores


def main():
    folder, dpi = Path(sys.argv[1]), int(sys.argv[2])
    failed = False
    for path in map(Path, sys.argv[3:]):
        deck = read(path)
        for problem in check_text(deck) + check_words(path, deck) + check_notes(path, deck) + check_large_numbers(path, folder, deck):
            print(f"FAIL {path.name}: {problem}")
            failed = True
        if path.stem not in COMPARED and not os.environ.get("JUDGES_ALL"):
            continue
        if not shutil.which("soffice"):
            print(f"{path.name}: read; LibreOffice is not installed, so its pages are not compared")
            continue
        scores = compare(path, folder, dpi)
        mean = sum(scores) / len(scores) if scores else 0.0
        limit = LIMITS.get(path.stem, USUAL_LIMIT)
        if scores is None or mean < limit:
            print(f"FAIL {path.name}: similarity {mean:.3f}, expected at least {limit}")
            failed = True
        else:
            print(f"{path.name}: similarity {mean:.3f}, at least {min(scores):.3f}")
    sys.exit(failed)


main()
