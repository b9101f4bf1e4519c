#!/usr/bin/env python3
"""Plays a colleague in LibreOffice Impress: opens a deck in a window, adds a bullet, saves and reopens it.

usage: impress.py DECK.pptx FOLDER

Starts LibreOffice under Xvfb, adds a bullet to the first list of the deck, saves the deck and a picture of the window in FOLDER, and opens what was
saved once more. Texts, notes, alternative texts and slides must be those of before, with one bullet more. Runs with python-pptx; the part that drives
LibreOffice runs with the Python that has its module `uno` (Debian's python3-uno).
"""

import collections
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import time

BULLET = "A point that a colleague adds"
FORMAT = "Impress MS PowerPoint 2007 XML"


def drive(port: str, deck: str, saved: str, slide: str, shape: str, picture: str) -> None:
    """Adds a bullet to a shape of the deck that is open in the window, saves it, and opens it again."""
    import uno
    from com.sun.star.beans import PropertyValue
    from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            context = resolver.resolve(f"uno:socket,host=localhost,port={port};urp;StarOffice.ComponentContext")
            break
        except Exception:
            time.sleep(0.2)
    else:
        sys.exit("impress: LibreOffice does not answer")
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)

    def load(path: str):
        # LibreOffice shows the document in a window of its own.
        return desktop.loadComponentFromURL(pathlib.Path(path).as_uri(), "_blank", 0, ())

    document = load(deck)
    pages = document.DrawPages
    page = pages.getByIndex(int(slide))
    document.CurrentController.setCurrentPage(page)
    target = next(own for own in map(page.getByIndex, range(page.Count)) if own.Name == shape)
    text = target.Text
    cursor = text.createTextCursor()
    cursor.gotoEnd(False)
    text.insertControlCharacter(cursor, PARAGRAPH_BREAK, False)
    text.insertString(cursor, BULLET, False)
    time.sleep(1)
    subprocess.run(["import", "-window", "root", picture], check=False)
    document.storeToURL(pathlib.Path(saved).as_uri(), (PropertyValue("FilterName", 0, FORMAT, 0),))
    document.close(True)
    reopened = load(saved)
    print(reopened.DrawPages.Count)
    reopened.close(True)
    try:
        desktop.terminate()
    except Exception:
        pass


def free_port() -> int:
    with socket.socket() as own:
        own.bind(("localhost", 0))
        return own.getsockname()[1]


def read(path: pathlib.Path) -> list[dict]:
    """Returns the texts, alternative texts and notes of each slide."""
    import pptx
    from pptx.enum.shapes import PP_PLACEHOLDER

    def squeeze(text: str) -> str:
        # Impress writes a line break as one, and the number of a slide as a field.
        return " ".join(text.replace("\v", " ").replace("\u200e", "").split())

    def walk(shapes):
        for shape in shapes:
            yield shape
            if shape.shape_type == 6:
                yield from walk(shape.shapes)

    slides = []
    for slide in pptx.Presentation(str(path)).slides:
        texts, alts = collections.Counter(), collections.Counter()
        for shape in walk(slide.shapes):
            # The number of a slide is a field, whose text is only what was shown last.
            if shape.is_placeholder and shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER:
                continue
            frames = [shape.text_frame] if shape.has_text_frame else []
            if getattr(shape, "has_table", False) and shape.has_table:
                frames += [cell.text_frame for row in shape.table.rows for cell in row.cells]
            for frame in frames:
                texts.update(filter(None, (squeeze(paragraph.text) for paragraph in frame.paragraphs)))
            # Impress saves no alternative text of shapes, nor of pictures that are cropped to one.
            own = shape._element
            is_shape = own.tag.endswith("}sp") or own.xpath("./p:spPr/a:prstGeom[@prst != 'rect']")
            alt = [] if is_shape else own.xpath("./*/p:cNvPr/@descr")
            alts.update(filter(None, map(squeeze, alt)))
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        slides.append({"texts": texts, "alts": alts, "notes": squeeze(notes.text) if notes is not None else ""})
    return slides


def find_list(path: pathlib.Path) -> tuple[int, str]:
    """Returns the first slide with a list in its body, and the name of this body."""
    import pptx
    from pptx.enum.shapes import PP_PLACEHOLDER

    for index, slide in enumerate(pptx.Presentation(str(path)).slides):
        for shape in slide.placeholders:
            is_body = shape.placeholder_format.type == PP_PLACEHOLDER.BODY
            if is_body and len(shape.text_frame.paragraphs) > 1:
                return index, shape.name
    sys.exit(f"impress: {path.name} has no list")


def compare(before: list[dict], after: list[dict], changed: int) -> list[str]:
    if len(before) != len(after):
        return [f"{len(before)} slides became {len(after)}"]
    errors = []
    before[changed]["texts"][BULLET] += 1
    for number, (old, new) in enumerate(zip(before, after), 1):
        for kind in ("texts", "alts"):
            lost, added = old[kind] - new[kind], new[kind] - old[kind]
            errors += [f"slide {number}: {kind} lost: {own!r}" for own in lost]
            errors += [f"slide {number}: {kind} added: {own!r}" for own in added]
        if old["notes"] != new["notes"]:
            errors.append(f"slide {number}: notes: {old['notes']!r} became {new['notes']!r}")
    return errors


def main() -> int:
    deck, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    saved, picture = folder / f"{deck.stem}-impress.pptx", folder / f"{deck.stem}-impress.png"
    saved.unlink(missing_ok=True)
    slide, shape = find_list(deck)
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as profile:
        read_end, write_end = os.pipe()
        screen = ["Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = subprocess.Popen(screen, pass_fds=[write_end], stderr=subprocess.DEVNULL)
        office = None
        try:
            display = os.read(read_end, 16).decode().strip()
            environment = {**os.environ, "DISPLAY": f":{display}"}
            port = free_port()
            options = ["--norestore", "--nologo", "--nofirststartwizard", "--nodefault"]
            accept = f"--accept=socket,host=localhost,port={port};urp"
            profile_option = f"-env:UserInstallation={pathlib.Path(profile).as_uri()}"
            office = subprocess.Popen(
                ["soffice", *options, accept, profile_option],
                env=environment,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            driver = ["/usr/bin/python3", __file__, "--drive", str(port), deck, saved, str(slide), shape, picture]
            result = subprocess.run(driver, env=environment, capture_output=True, text=True, timeout=240)
            office.wait(timeout=20)
        finally:
            for process in filter(None, (office, server)):
                process.terminate()
            server.wait()
    if result.returncode or not saved.exists():
        print(f"impress: {deck.name}: {result.stderr.strip()[-400:] or 'nothing was saved'}")
        return 1
    before = read(deck)
    errors = compare(before, read(saved), slide)
    if result.stdout.strip() != str(len(before)):
        errors.append(f"reopened: {result.stdout.strip()} slides")
    for error in errors:
        print(f"impress: {deck.name}: {error}")
    seconds = time.monotonic() - start
    print(f"impress: {deck.name}: a bullet on slide {slide + 1} of {len(before)}, saved and reopened in {seconds:.0f} s")
    return int(bool(errors))


if __name__ == "__main__":
    if sys.argv[1] == "--drive":
        drive(*sys.argv[2:])
    else:
        sys.exit(main())
