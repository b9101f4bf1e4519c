"""Breaks a good PDF in each way that a mistake of ours could break it: the judges have to object to every one.

usage: break.py GOOD.pdf FOLDER
"""
import re
import sys

import pikepdf
from pikepdf import Dictionary, Name, String

source, folder = sys.argv[1:]


def elements(pdf, kind):
    """Every structure element of this kind."""
    return [item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Type") == "/StructElem" and item.S == kind]


def links(pdf):
    return [annotation for page in pdf.pages for annotation in page.get("/Annots", []) if annotation.Subtype == "/Link"]


def xmp(pdf, pattern, by):
    data = pdf.Root.Metadata.read_bytes().decode()
    changed = re.sub(pattern, by, data, flags=re.S)
    assert changed != data, pattern
    pdf.Root.Metadata.write(changed.encode())


def content(pdf, pattern, by):
    page = pdf.pages[1]
    data = page.Contents.read_bytes()
    changed = re.sub(pattern, by, data, count=1, flags=re.S)
    assert changed != data, pattern
    page.Contents.write(changed)


def drop(of, key):
    del of[key]


def first_font(pdf):
    return next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Subtype") == "/Type0")


BREAKS = {
    "picture-without-alternative": lambda pdf: drop(elements(pdf, "/Figure")[0], "/Alt"),
    "no-language": lambda pdf: drop(pdf.Root, "/Lang"),
    "no-tags": lambda pdf: drop(pdf.Root, "/StructTreeRoot"),
    "not-marked": lambda pdf: drop(pdf.Root, "/MarkInfo"),
    "content-without-tag": lambda pdf: content(pdf, rb"/P\s*<</MCID 0>>\s*BDC(.*?)EMC", rb"\1"),
    "artifact-inside-content": lambda pdf: content(pdf, rb"(/P\s*<</MCID 0>>\s*BDC)", rb"\1 /Artifact BMC EMC"),
    "title-not-shown": lambda pdf: drop(pdf.Root.ViewerPreferences, "/DisplayDocTitle"),
    "no-title": lambda pdf: xmp(pdf, "<dc:title>.*?</dc:title>", ""),
    "standard-not-declared": lambda pdf: xmp(pdf, "<pdfuaid:part>1</pdfuaid:part>", ""),
    "no-metadata": lambda pdf: drop(pdf.Root, "/Metadata"),
    "tabs-not-in-order": lambda pdf: [drop(page, "/Tabs") for page in pdf.pages],
    "link-without-words": lambda pdf: [drop(link, "/Contents") for link in links(pdf)],
    "link-outside-link": lambda pdf: [setattr(element, "S", Name.Span) for element in elements(pdf, "/Link")],
    "header-without-scope": lambda pdf: [drop(cell, "/A") for cell in elements(pdf, "/TH")],
    "item-outside-list": lambda pdf: [setattr(element, "S", Name.Div) for element in elements(pdf, "/L")],
    "cell-outside-row": lambda pdf: [setattr(element, "S", Name.Div) for element in elements(pdf, "/TR")],
    "heading-left-out": lambda pdf: setattr(elements(pdf, "/H1")[1], "S", Name.H3),
    "unknown-tag": lambda pdf: setattr(elements(pdf, "/H1")[0], "S", Name.Headline),
    "font-without-text": lambda pdf: drop(first_font(pdf), "/ToUnicode"),
    "wrong-language": lambda pdf: setattr(pdf.Root, "Lang", String("english!")),
    "suspect": lambda pdf: setattr(pdf.Root.MarkInfo, "Suspects", True),
    "repeated-step-not-an-artifact": lambda pdf: content(pdf, rb"/Artifact\s*<<[^>]*>>\s*BDC(.*?)EMC", rb"\1"),
}
for name, destroy in BREAKS.items():
    with pikepdf.open(source) as pdf:
        destroy(pdf)
        pdf.save(f"{folder}/{name}.pdf")
