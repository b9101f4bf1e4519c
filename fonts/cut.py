#!/usr/bin/env python3
"""Makes the packed faces of plenary: `fonts/packed/NAME.ttf.z`, `NAME.ranges`, and their licences.

    pip install fonttools==4.68.0 brotli==1.2.0
    apt-get install unicode-data # 15.0: the lists of Han characters
    fonts/cut.py FOLDER          # all faces; FOLDER keeps what npm sends
    fonts/cut.py FOLDER HanSC    # only the faces whose name starts so; their names are in FACES and THEME_FACES

Faces come from npm packages of the versions named below. A face with `characters` is cut to these and renamed, because "Noto" is a
trademark and "Source" and "Plex" are reserved font names; one without stays byte for byte as it is. `NAME.ttf.z` is the font file, compressed by zlib
(RFC 1950). `NAME.ranges` says what it covers: first and last code point of each range, as little-endian 32-bit numbers in
rising order. The program looks there before it unpacks a face. The faces beside this script have such a file too.
"""

import bz2
import io
import pathlib
import struct
import subprocess
import sys
import tarfile
import zlib

from fontTools import subset
from fontTools.feaLib.builder import addOpenTypeFeaturesFromString
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

PACKED = pathlib.Path(__file__).parent / "packed"


def coded(codec, rows, columns):
    """The characters that a double-byte encoding has in these rows and columns."""
    found = set()
    for row in rows:
        for column in columns:
            try:
                character = bytes([row, column]).decode(codec)
            except UnicodeDecodeError:
                continue
            if len(character) == 1:
                found.add(ord(character))
    return found


def unihan(*keys):
    """The characters that have one of these properties (UAX #38)."""
    with bz2.open("/usr/share/unicode/Unihan_OtherMappings.txt.bz2", "rt", encoding="utf-8") as lines:
        entries = (line.split("\t") for line in lines if line.startswith("U+"))
        return {int(code[2:], 16) for code, key, _ in entries if key in keys}


def blocks(*ranges):
    return {code for first, last in ranges for code in range(first, last + 1)}


HIGH = range(0xA1, 0xFF)
# Letters and signs that the text faces draw better than a Han face, though its encoding has them.
FOREIGN = blocks((0x21, 0xB6), (0xB8, 0x24F), (0x370, 0x52F), (0x2500, 0x257F))
# What every Han text needs: its punctuation, kana, enclosed and compatible forms, full and half width, and the signs
# that it shares with the Latin script but sets as wide as a Han character.
HAN_COMMON = blocks((0x20, 0x20), (0xA0, 0xA0), (0xB7, 0xB7), (0x2010, 0x2016), (0x2018, 0x201F), (0x2025, 0x2027), (0x2030, 0x2030),
                    (0x203B, 0x203B), (0x2460, 0x24FF), (0x3000, 0x312F), (0x31A0, 0x33FF), (0xFE10, 0xFE1F), (0xFE30, 0xFE4F),
                    (0xFF00, 0xFFEF))
# GB 2312, and the table of general standard characters of 2013, which has those of names.
SIMPLIFIED = coded("gb2312", range(0xA1, 0xF8), HIGH) | unihan("kTGH")
BIG5 = coded("big5", range(0xA1, 0xFA), [*range(0x40, 0x7F), *HIGH])
# Written Cantonese, and names of Hong Kong: the commonest of HKSCS that Big5 lacks.
CANTONESE = {ord(character) for character in "嘅嘢喺啲咁嗰咗冇佢哋嚟咩唔啱嘥噉啫喎吖囉啩嘞瞓攞揾搵掟㩒䟴氹埗邨峯裏着麪粧衞綫鰂滘鎅踎揼摷焗煲煱鑊冚𠮶𠺢𡃁𢱕𨋢𨶙𨳒"}
# JIS X 0208, and the kanji for general use and for names.
JAPANESE = coded("euc_jp", range(0xA1, 0xF5), HIGH) | unihan("kJoyoKanji", "kJinmeiyoKanji")
KOREAN = coded("euc_kr", range(0xA1, 0xFE), HIGH) | unihan("kKoreanEducationHanja")
HANGUL = blocks((0xAC00, 0xD7A3), (0x1100, 0x11FF), (0x3130, 0x318F))

SIGNS = blocks((0x20, 0x20), (0xA0, 0xA0), (0x2100, 0x218F), (0x2190, 0x23FF), (0x2422, 0x24FF), (0x25A0, 0x27BF), (0x27C0, 0x2BFF))
MATHS = SIGNS | blocks((0x2032, 0x2037), (0x2057, 0x2057), (0x2061, 0x2064), (0x1D400, 0x1D7FF))
PICTURES = SIGNS | blocks((0x1F000, 0x1F0FF), (0x1F100, 0x1F1E5), (0x1F300, 0x1F5FF), (0x1F650, 0x1F67F), (0x1F780, 0x1F8FF))

# The script and its punctuation. The arrows, ticks and letters of other scripts that the face has too would come before those of their own faces.
ARABIC = blocks((0x20, 0x21), (0x28, 0x29), (0x2C, 0x2F), (0x3A, 0x3B), (0xA0, 0xA0), (0xAB, 0xAB), (0xBB, 0xBB), (0x600, 0x6FF), (0x750, 0x77F),
                (0x8A0, 0x8FF), (0x200C, 0x200F), (0x2010, 0x2026), (0x2039, 0x203A), (0x25CC, 0x25CC), (0xFB50, 0xFDFF), (0xFE70, 0xFEFF))

KEPT_FEATURES = ["calt", "ccmp", "chws", "clig", "curs", "fina", "halt", "init", "isol", "kern", "liga", "ljmo", "locl", "mark", "medi", "mkmk",
                 "palt", "rlig", "tjmo", "vjmo"]


def noto(package, version, stem, weights=(400, 700)):
    """The files of a Google face in npm: package, version, path for each weight."""
    folders = {400: "400Regular", 700: "700Bold"}
    return {w: (f"@expo-google-fonts/{package}", version, f"{folders[w]}/{stem}_{folders[w]}.ttf") for w in weights}


# Name, family of a cut face or None, characters or None, source files by weight.
FACES = [
    ("HanSC", "Plenary Sans SC", (SIMPLIFIED | HAN_COMMON) - FOREIGN, noto("noto-sans-sc", "0.4.3", "NotoSansSC")),
    ("HanTC", "Plenary Sans TC", (BIG5 | CANTONESE | HAN_COMMON) - FOREIGN, noto("noto-sans-tc", "0.4.3", "NotoSansTC")),
    ("HanJP", "Plenary Sans JP", (JAPANESE | HAN_COMMON) - FOREIGN, noto("noto-sans-jp", "0.4.3", "NotoSansJP")),
    ("HanKR", "Plenary Sans KR", (KOREAN | HANGUL | HAN_COMMON) - FOREIGN, noto("noto-sans-kr", "0.4.3", "NotoSansKR")),
    ("NotoSans", None, None, noto("noto-sans", "0.4.2", "NotoSans")),
    # Not Noto, which puts a letter together from two glyphs, skeleton and dots: other programs read wrong words from the PDF.
    ("Arabic", "Plenary Sans Arabic", ARABIC, noto("ibm-plex-sans-arabic", "0.4.2", "IBMPlexSansArabic")),
    ("Armenian", None, None, noto("noto-sans-armenian", "0.4.2", "NotoSansArmenian")),
    ("Bengali", None, None, noto("noto-sans-bengali", "0.4.4", "NotoSansBengali")),
    ("Devanagari", None, None, noto("noto-sans-devanagari", "0.4.1", "NotoSansDevanagari")),
    ("Georgian", None, None, noto("noto-sans-georgian", "0.4.3", "NotoSansGeorgian")),
    ("Gujarati", None, None, noto("noto-sans-gujarati", "0.4.2", "NotoSansGujarati", [400])),
    ("Gurmukhi", None, None, noto("noto-sans-gurmukhi", "0.4.1", "NotoSansGurmukhi", [400])),
    ("Hebrew", None, None, noto("noto-sans-hebrew", "0.4.1", "NotoSansHebrew")),
    ("Kannada", None, None, noto("noto-sans-kannada", "0.4.3", "NotoSansKannada", [400])),
    ("Khmer", None, None, noto("noto-sans-khmer", "0.4.3", "NotoSansKhmer")),
    ("Lao", None, None, noto("noto-sans-lao", "0.4.2", "NotoSansLao", [400])),
    ("Malayalam", None, None, noto("noto-sans-malayalam", "0.4.2", "NotoSansMalayalam", [400])),
    ("Tamil", None, None, noto("noto-sans-tamil", "0.4.3", "NotoSansTamil")),
    ("Telugu", None, None, noto("noto-sans-telugu", "0.4.2", "NotoSansTelugu", [400])),
    ("Thai", None, None, noto("noto-sans-thai", "0.4.2", "NotoSansThai")),
    ("Symbols", None, None, noto("noto-sans-symbols", "0.4.1", "NotoSansSymbols")),
    ("Signs", "Plenary Signs", PICTURES, noto("noto-sans-symbols-2", "0.4.1", "NotoSansSymbols2", [400])),
    ("Maths", "Plenary Maths", MATHS, noto("noto-sans-math", "0.4.2", "NotoSansMath", [400])),
    ("Emoji", "Plenary Emoji", "all",
     {400: ("@fontsource/noto-color-emoji", "5.3.2", "files/noto-color-emoji-emoji-400-normal.woff2")}),
]


# The faces of the themes: name, family, package, version, stem of the files, styles. Each is cut to the characters of Source Sans 3, so that
# no other text is drawn in it. "Playfair Display" is a reserved font name and "Noto" a trademark, so these are renamed.
THEME_FACES = [
    ("Alegreya", "Alegreya", "alegreya", "0.4.2", "Alegreya", ["500i", "700"]),
    ("AlegreyaSans", "Alegreya Sans", "alegreya-sans", "0.4.2", "AlegreyaSans", ["400", "400i", "700"]),
    ("Cormorant", "Cormorant", "cormorant", "0.4.2", "Cormorant", ["500", "500i", "700"]),
    ("Garamond", "EB Garamond", "eb-garamond", "0.4.3", "EBGaramond", ["500", "500i", "700"]),
    ("FiraMono", "Fira Mono", "fira-mono", "0.4.1", "FiraMono", ["400", "700"]),
    ("FiraSans", "Fira Sans", "fira-sans", "0.4.1", "FiraSans", ["400", "400i", "500", "700"]),
    ("Inter", "Inter", "inter", "0.4.2", "Inter", ["400", "400i", "700"]),
    ("InterTight", "Inter Tight", "inter-tight", "0.4.2", "InterTight", ["400", "400i", "600"]),
    ("JetBrainsMono", "JetBrains Mono", "jetbrains-mono", "0.4.1", "JetBrainsMono", ["400", "700"]),
    ("Jost", "Jost", "jost", "0.4.2", "Jost", ["400", "400i", "600"]),
    ("Literata", "Literata", "literata", "0.4.3", "Literata", ["400", "400i", "700"]),
    ("Montserrat", "Montserrat", "montserrat", "0.4.2", "Montserrat", ["500", "500i", "700", "800"]),
    ("OpenSans", "Open Sans", "open-sans", "0.4.2", "OpenSans", ["400", "400i", "700"]),
    ("Display", "Plenary Display", "playfair-display", "0.4.2", "PlayfairDisplay", ["400i", "700", "900"]),
    ("Serif", "Plenary Serif", "noto-serif", "0.4.2", "NotoSerif", ["400i", "600"]),
    ("RobotoCondensed", "Roboto Condensed", "roboto-condensed", "0.4.2", "RobotoCondensed", ["400", "400i", "700"]),
    ("Rubik", "Rubik", "rubik", "0.4.2", "Rubik", ["400", "400i", "700", "900"]),
]
STYLES = {"400": "Regular", "500": "Medium", "600": "SemiBold", "700": "Bold", "800": "ExtraBold", "900": "Black"}


# The faces of formulas. Their metrics are part of the layout library, so they stay byte for byte as they are ("KaTeX_Main" and the
# like are reserved font names). The package has the licence of the code only; that of the fonts is in the fonts.
KATEX = ("katex", "0.16.22")
KATEX_FACES = ["AMS-Regular", "Caligraphic-Regular", "Fraktur-Bold", "Fraktur-Regular", "Main-Bold", "Main-BoldItalic", "Main-Italic", "Main-Regular",
               "Math-BoldItalic", "Math-Italic", "SansSerif-Bold", "SansSerif-Italic", "SansSerif-Regular", "Script-Regular", "Size1-Regular",
               "Size2-Regular", "Size3-Regular", "Size4-Regular", "Typewriter-Regular"]


def fetched(folder, package, version, path):
    """The bytes of a file in an npm package."""
    name = f"{package.lstrip('@').replace('/', '-')}-{version}.tgz"
    if not (folder / name).exists():
        subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    with tarfile.open(folder / name) as archive:
        return archive.extractfile(f"package/{path}").read()


def cut(data, characters, family, style):
    """The face with these characters only, under another name, unhinted."""
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    if characters != "all" and ord("0") in characters:
        use_lining_figures(font)
    font.flavor = None
    if "SVG " in font:
        del font["SVG "]
    options = subset.Options()
    options.hinting = False
    options.notdef_outline = True
    options.layout_features = KEPT_FEATURES
    options.drop_tables += ["BASE", "MATH", "STAT", "gasp", "prep", "vhea", "vmtx"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=font.getBestCmap() if characters == "all" else characters)
    subsetter.subset(font)
    if characters is ARABIC:
        part_lam_from_alef(font)
    rename(font["name"], family, style)
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def use_lining_figures(font):
    """Draws figures as tall as capitals where the face has old-style ones: they stand in tables, stats and titles."""
    features = font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else []
    lookups = {index for record in features if record.FeatureTag == "lnum" for index in record.Feature.LookupListIndex}
    for index in lookups:
        for subtable in font["GSUB"].table.LookupList.Lookup[index].SubTable:
            mapping = getattr(getattr(subtable, "ExtSubTable", subtable), "mapping", {})
            for table in font["cmap"].tables:
                for digit in range(0x30, 0x3A):
                    if digit in getattr(table, "cmap", {}):
                        table.cmap[digit] = mapping.get(table.cmap[digit], table.cmap[digit])


LAMS = [0x644, *range(0x6B5, 0x6B9)]
ALEFS = [0x622, 0x623, 0x625, 0x627, *range(0x671, 0x674), 0x675, 0x773, 0x774]


def part_lam_from_alef(font):
    """Leaves no ligature but lam with alef, and draws that as a lam of its whole shape and an alef of none, unless a mark stands with them.

    Poppler reads a ligature of Arabic letters backwards. One glyph a letter is read right by all.
    """
    table, names = font["GSUB"].table, font.getBestCmap()

    def forms(codes, *tags):
        indexes = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag in tags for i in record.Feature.LookupListIndex}
        mappings = [subtable.mapping for i in indexes for subtable in table.LookupList.Lookup[i].SubTable]
        return {mapping[names[code]] for code in codes for mapping in mappings if code in names and names[code] in mapping}

    lams, alefs = forms(LAMS, "init", "medi"), forms(ALEFS, "fina")
    [index] = {i for record in table.FeatureList.FeatureRecord if record.FeatureTag == "rlig" for i in record.Feature.LookupListIndex}
    ligatures = table.LookupList.Lookup[index]
    pairs = {}
    for subtable in ligatures.SubTable:
        for first, found in list(subtable.ligatures.items()):
            kept = [ligature for ligature in found if first in lams and len(ligature.Component) == 1 and ligature.Component[0] in alefs]
            subtable.ligatures[first] = kept
            if not kept:
                del subtable.ligatures[first]
            for ligature in kept:
                pairs.setdefault(ligature.Component[0], {})[first] = ligature.LigGlyph

    classes = font["GDEF"].table.GlyphClassDef.classDefs
    order = list(font.getGlyphOrder())
    for alef in sorted(pairs):
        order.append(f"{alef}.within")
        font["glyf"][f"{alef}.within"] = Glyph()
        font["hmtx"][f"{alef}.within"] = (0, 0)
        classes[f"{alef}.within"] = 1
    font.setGlyphOrder(order)

    marks = " ".join(sorted(glyph for glyph, kind in classes.items() if kind == 3))
    rules = "".join(f"lookup within{i} {{ sub {alef} by {alef}.within; }} within{i};\n"
                    f"lookup whole{i} {{ {''.join(f'sub {lam} by {whole};' for lam, whole in sorted(pairs[alef].items()))} }} whole{i};\n"
                    for i, alef in enumerate(sorted(pairs)))
    chain = "".join(f"ignore sub [{' '.join(sorted(pairs[alef]))}]' {alef}' [{marks}];\n"
                    f"sub [{' '.join(sorted(pairs[alef]))}]' lookup whole{i} {alef}' lookup within{i};\n"
                    for i, alef in enumerate(sorted(pairs)))
    made = TTFont()
    made.setGlyphOrder(order)
    addOpenTypeFeaturesFromString(made, f"{rules}feature rlig {{ {chain} }} rlig;", tables=["GSUB"])
    lookups = made["GSUB"].table.LookupList.Lookup
    base = len(table.LookupList.Lookup)
    [of_chain] = made["GSUB"].table.FeatureList.FeatureRecord[0].Feature.LookupListIndex
    for subtable in lookups[of_chain].SubTable:
        for records in subtable_records(subtable):
            for record in records:
                record.LookupListIndex += base
    # Lookups go in the order of their numbers: what is parted first is no ligature any more.
    table.LookupList.Lookup += [*lookups[:of_chain], ligatures, *lookups[of_chain + 1:]]
    table.LookupList.Lookup[index] = lookups[of_chain]
    table.LookupList.LookupCount = len(table.LookupList.Lookup)
    for record in table.FeatureList.FeatureRecord:
        if index in record.Feature.LookupListIndex:
            record.Feature.LookupListIndex.append(base + of_chain)
            record.Feature.LookupCount += 1


def subtable_records(subtable):
    """The lists of lookups that a contextual rule applies, in each form that it can be stored in."""
    if subtable.Format == 3:
        return [subtable.SubstLookupRecord]
    sets = subtable.ChainSubRuleSet if subtable.Format == 1 else subtable.ChainSubClassSet
    rules = [rule for of_one in sets if of_one for rule in (of_one.ChainSubRule if subtable.Format == 1 else of_one.ChainSubClassRule)]
    return [rule.SubstLookupRecord for rule in rules]


def rename(names, family, style):
    """Keeps who made and who licenses the face (0, 8, 9, 13, 14), and calls it by its own name."""
    kept = [record for record in names.names if record.nameID in (0, 8, 9, 13, 14) and record.platformID == 3 and record.langID == 0x409]
    names.names = kept
    postscript = f"{family.replace(' ', '')}-{style}"
    described = {1: family, 2: style, 3: f"{postscript};cut for plenary", 4: f"{family} {style}", 5: "Version 1.0", 6: postscript}
    for number, text in described.items():
        names.setName(text, number, 3, 1, 0x409)


def ranges(codes):
    """The code points as ranges of four and four bytes."""
    found = []
    for code in sorted(codes):
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return b"".join(struct.pack("<II", first, last) for first, last in found)


def write_packed(name, data):
    codes = TTFont(io.BytesIO(data), lazy=True).getBestCmap()
    packed = zlib.compress(data, 9)
    (PACKED / f"{name}.ttf.z").write_bytes(packed)
    (PACKED / f"{name}.ranges").write_bytes(ranges(codes))
    print(f"{name}: {len(codes)} characters, {len(data)} bytes, packed {len(packed)}", flush=True)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    PACKED.mkdir(exist_ok=True)
    wanted = sys.argv[2] if len(sys.argv) > 2 else ""
    for name, family, characters, files in FACES:
        if not name.startswith(wanted):
            continue
        for weight, source in files.items():
            data = fetched(folder, *source)
            if characters is not None:
                data = cut(data, characters, family, STYLES[str(weight)])
            licence = "LICENSE_FONT" if source[0].startswith("@expo") else "LICENSE"
            (PACKED / f"OFL-{name}.txt").write_bytes(fetched(folder, source[0], source[1], licence))
            write_packed(f"{name}-{weight}", data)
    text = set(TTFont(PACKED.parent / "SourceSans3_400Regular.ttf", lazy=True).getBestCmap())
    for name, family, package, version, stem, styles in THEME_FACES:
        if not name.startswith(wanted):
            continue
        package = f"@expo-google-fonts/{package}"
        (PACKED / f"OFL-{name}.txt").write_bytes(fetched(folder, package, version, "LICENSE_FONT"))
        for style in styles:
            style_name = STYLES[style[:3]] + (" Italic" if style.endswith("i") else "")
            place = f"{style[:3]}{style_name.replace(' ', '_')}"
            data = fetched(folder, package, version, f"{place}/{stem}_{place}.ttf")
            write_packed(f"{name}-{style}", cut(data, text, family, style_name))
    for name in KATEX_FACES:
        if f"KaTeX_{name}".startswith(wanted):
            write_packed(f"KaTeX_{name}", fetched(folder, *KATEX, f"dist/fonts/KaTeX_{name}.ttf"))
    for path in sorted(PACKED.parent.glob("*.ttf")):
        (PACKED / f"{path.stem}.ranges").write_bytes(ranges(TTFont(path, lazy=True).getBestCmap()))


if __name__ == "__main__":
    main()
