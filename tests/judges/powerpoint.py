"""Reads PowerPoint files with python-pptx and LibreOffice, and compares them with the PDFs beside them.

usage: powerpoint.py FOLDER DPI FILE.pptx...    FILE-still.pdf is the PDF of each, without steps
"""

import shutil
import subprocess
import sys
from pathlib import Path

import numpy
import pypdfium2
from PIL import Image
from pptx import Presentation

# The structural similarity of a page with the PDF's, by deck: the mean of its pages. Decks with fonts
# that are not installed here are set in others.
LIMITS = {"slides": 0.9}
USUAL_LIMIT = 0.75


def pages(path, dpi):
    document = pypdfium2.PdfDocument(path)
    return [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]


def check_text(path):
    """Returns what is wrong with the objects of a file."""
    problems = []
    for number, slide in enumerate(Presentation(path).slides, 1):
        if not list(slide.shapes):
            problems.append(f"slide {number} is empty")
        for shape in slide.shapes:
            if shape.is_placeholder and not shape.has_text_frame:
                problems.append(f"slide {number}: {shape.name} has no text")
            if shape.has_text_frame and shape.is_placeholder and not shape.text_frame.text.strip():
                problems.append(f"slide {number}: {shape.name} is empty")
        if slide.has_notes_slide and not slide.notes_slide.notes_text_frame.text.strip():
            problems.append(f"slide {number} has empty notes")
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
        for problem in check_text(path):
            print(f"FAIL {path.name}: {problem}")
            failed = True
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
