"""Draws each PDF with Poppler, MuPDF, Ghostscript and PDFium, and compares the pictures with each other and with those of pdf.js.

usage: readers.py FOLDER DPI FILE.pdf...   FOLDER/pdfjs holds the pictures of pdf.js. The differences go to FOLDER/diff.
"""
import ctypes
import glob
import os
import subprocess
import sys

import numpy
import pikepdf
import pypdfium2
import pypdfium2.raw as raw
from PIL import Image

# Readers smooth edges each in their own way, so pictures are compared as squares of this many pixels; of 255 shades, a square may
# differ by so many, and all of a page on average by so many. A word that is missing or moved by its height differs by far more.
SQUARE, WORST, MEAN = 16, 60, 2.5

folder, dpi, files = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
good = True


def complain(words):
    global good
    good = False
    print("FAIL", words)


def run(name, *command):
    """Runs a reader, which has nothing to say about a good file."""
    done = subprocess.run(command, capture_output=True, text=True)
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip() and not is_chatter(line)]
    if done.returncode or said:
        complain(f"{name} {command[-1]}: {' | '.join(said)[:600] or done.returncode}")


def is_chatter(line):
    starts = ("GPL Ghostscript", "Copyright", "This software", "see the file", "Processing pages", "Page ", "Loading ")
    return line.startswith(starts) or "ICC support" in line


def pdfium(file, name):
    """Draws with PDFium, and follows bookmarks and links."""
    pdf = pypdfium2.PdfDocument(file)
    if not raw.FPDFCatalog_IsTagged(pdf.raw):
        complain(f"PDFium {file}: it is not tagged")
    for bookmark in pdf.get_toc():
        if bookmark.get_dest() is None or bookmark.get_dest().get_index() is None:
            complain(f"PDFium {file}: a dead bookmark")
    for index in range(len(pdf)):
        page, position, link = pdf[index], ctypes.c_int(0), raw.FPDF_LINK()
        while raw.FPDFLink_Enumerate(page.raw, ctypes.byref(position), ctypes.byref(link)):
            if not raw.FPDFLink_GetAction(link) and not raw.FPDFLink_GetDest(pdf.raw, link):
                complain(f"PDFium {file}: a dead link on page {index + 1}")
        page.render(scale=dpi / 72).to_pil().save(f"{folder}/pdfium/{name}-{index + 1}.png")
    return len(pdf)


def is_masked(page, seen):
    """Whether something on the page is drawn through a soft mask: a drawing whose gradient is transparent at one end. pdf.js 5.4 under
    Node paints such a gradient opaque, and Ghostscript 10.0 a round one smaller than the others, so their pictures of the page say
    nothing about us."""
    resources = page.get("/Resources", {})
    states = resources.get("/ExtGState", {}).values()
    if any(isinstance(state.get("/SMask"), pikepdf.Dictionary) for state in states):
        return True
    inner = [*resources.get("/XObject", {}).values(), *resources.get("/Pattern", {}).values()]
    inner = [item for item in inner if item.objgen not in seen and not seen.add(item.objgen)]
    return any(is_masked(item, seen) for item in inner)


def has_drawn_letters(page):
    """Whether a font of the page draws its letters by itself (Type 3): emoji. Ghostscript sets small ones on whole pixels, half a pixel
    off, and of large flags it draws nothing but the gradient of their waves."""
    fonts = page.get("/Resources", {}).get("/Font", {}).values()
    return any(font.get("/Subtype") == "/Type3" for font in fonts)


def squares(path):
    pixels = numpy.asarray(Image.open(path).convert("RGB"), dtype=numpy.float32)
    height, width = (size // SQUARE * SQUARE for size in pixels.shape[:2])
    return pixels[:height, :width].reshape(height // SQUARE, SQUARE, width // SQUARE, SQUARE, 3).mean(axis=(1, 3))


def differences(pictures):
    """How far each picture is from what most of them show."""
    middle = numpy.median(numpy.stack(list(pictures.values())), axis=0)
    return [(reader, numpy.abs(picture - middle)) for reader, picture in pictures.items()]


def is_unlike(difference):
    return difference.max() > WORST or difference.mean() > MEAN


readers = ("poppler", "mupdf", "ghostscript", "pdfium", "pdfjs")
for reader in readers:
    os.makedirs(f"{folder}/{reader}", exist_ok=True)
worst, masked = 0.0, 0
for file in files:
    name = os.path.basename(file).removesuffix(".pdf")
    checked = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    if checked.returncode:
        complain(f"qpdf {file}: {checked.stdout[-300:]} {checked.stderr[-300:]}")
    run("poppler", "pdftoppm", "-r", str(dpi), "-png", file, f"{folder}/poppler/{name}")
    run("mupdf", "mutool", "draw", "-q", "-r", str(dpi), "-o", f"{folder}/mupdf/{name}-%d.png", file)
    # Without -q, which hides warnings.
    run("ghostscript", "gs", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-sDEVICE=png16m", f"-r{dpi}", "-dTextAlphaBits=4",
        "-dGraphicsAlphaBits=4", "-o", f"{folder}/ghostscript/{name}-%d.png", file)
    pages = pdfium(file, name)
    for old in glob.glob(f"{folder}/poppler/{name}-*.png"):
        number = int(old.removesuffix(".png").rsplit("-", 1)[1])
        os.replace(old, f"{folder}/poppler/{name}-{number}.png")
    with pikepdf.open(file) as pdf:
        masks = [is_masked(page, set()) for page in pdf.pages]
        drawn = [has_drawn_letters(page) for page in pdf.pages]
    masked += sum(masks)
    for number in range(1, pages + 1):
        pictures = {}
        is_masked_page = masks[number - 1]
        unable = {"pdfjs": is_masked_page, "ghostscript": is_masked_page or drawn[number - 1]}
        for reader in (reader for reader in readers if not unable.get(reader)):
            path = f"{folder}/{reader}/{name}-{number}.png"
            if os.path.exists(path):
                pictures[reader] = squares(path)
            else:
                complain(f"{reader} {file}: page {number} is missing")
        if len({picture.shape for picture in pictures.values()}) != 1:
            complain(f"{file}, page {number}: sizes differ: {[(reader, picture.shape) for reader, picture in pictures.items()]}")
            continue
        worst = max(worst, *(difference.max() for _, difference in differences(pictures)))
        for reader, difference in differences(pictures):
            if is_unlike(difference):
                y, x = numpy.unravel_index(difference.max(axis=2).argmax(), difference.shape[:2])
                complain(f"{reader} draws page {number} of {file} unlike the others: by {difference.max():.0f} at "
                         f"{x * SQUARE},{y * SQUARE}, by {difference.mean():.2f} on average")
# Whether the comparison sees anything: the last page again, with one reader's picture moved by one square.
moved = {**pictures, "poppler": numpy.roll(pictures["poppler"], 1, axis=0)}
if not any(is_unlike(difference) for reader, difference in differences(moved) if reader == "poppler"):
    complain("a page that one reader draws lower than the others is not seen")
print(f"  {len(files)} files, five readers: squares of {SQUARE} pixels differ by {worst:.0f} of 255 at most; "
      f"on {masked} pages with a transparent gradient, pdf.js and Ghostscript are not asked")
sys.exit(not good)
