"""Makes the PowerPoint decks of the tests: `python3 make.py` in this folder, with python-pptx 1.0.

The decks are our own work. LibreOffice makes one of them.
"""

import copy
import io
import re
import struct
import subprocess
import tempfile
import zipfile
import zlib

from lxml import etree
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Inches, Pt


def png(width, height, colour):
    """Returns a PNG with a diagonal, so that cropping can be seen."""
    rows = b""
    for y in range(height):
        rows += b"\0"
        for x in range(width):
            edge = abs(x * height - y * width) < width * 2
            rows += bytes((255, 255, 255) if edge else colour)
    def chunk(kind, data):
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return io.BytesIO(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


EMF = b"\x01\0\0\0\x6c\0\0\0" + b"\0" * 32 + b" EMF" + b"\0" * 64


def save(deck, name):
    """Saves a deck with compressed parts that never change."""
    deck.core_properties.author = "Ana Silva"
    raw = io.BytesIO()
    deck.save(raw)
    write(name, {item: zipfile.ZipFile(raw).read(item) for item in zipfile.ZipFile(raw).namelist()})


def write(name, parts):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for item, data in parts.items():
            if item.endswith("thumbnail.jpeg") or "printerSettings" in item:
                continue
            if item == "_rels/.rels" or item == "[Content_Types].xml":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            if "presentation.xml.rels" in item:
                data = re.sub(rb"<Relationship [^>]*printerSettings[^>]*/>", b"", data)
            info = zipfile.ZipInfo(item, (2026, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data)


def read(name):
    with zipfile.ZipFile(name) as file:
        return {item: file.read(item) for item in file.namelist()}


def run(paragraph, text, **style):
    made = paragraph.add_run()
    made.text = text
    for key, value in style.items():
        setattr(made.font, key, value)
    return made


def talk():
    """A talk as many are: title, agenda, lists, columns, a table, pictures, notes, links."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    deck.core_properties.title = "Rivers of the north"
    layouts = deck.slide_layouts
    cover = deck.slides.add_slide(layouts[0])
    cover.shapes.title.text = "Rivers of the north"
    cover.placeholders[1].text = "What five years of measuring taught us\nAna Silva\n12 March 2026"
    cover.notes_slide.notes_text_frame.text = "Welcome everybody.\nTwo minutes only."

    slide = deck.slides.add_slide(layouts[1])
    slide.shapes.title.text = "What we measured"
    frame = slide.placeholders[1].text_frame
    frame.text = "Oxygen, twice a day"
    first = frame.add_paragraph()
    first.text, first.level = "at the surface", 1
    second = frame.add_paragraph()
    second.text, second.level = "at the ground", 1
    third = frame.add_paragraph()
    run(third, "Temperature, with a ")
    run(third, "new", bold=True)
    run(third, " probe: H")
    sub = run(third, "2")
    sub.font._element.set("baseline", "-25000")
    run(third, "O at ")
    run(third, "all depths", italic=True)
    fourth = frame.add_paragraph()
    run(fourth, "Read ")
    link = run(fourth, "the report")
    link.hyperlink.address = "https://example.org/report?a=1&b=(2)"
    run(fourth, " or a_b_c * 2 and 5~10 km for $5 to $10 {{ not a value }}")

    slide = deck.slides.add_slide(layouts[2])
    slide.shapes.title.text = "Results"
    slide.placeholders[1].text = "Upstream and downstream"

    slide = deck.slides.add_slide(layouts[4])
    slide.shapes.title.text = "Then and now"
    slide.placeholders[1].text = "1974"
    slide.placeholders[2].text = "Two stations\nPaper forms"
    slide.placeholders[3].text = "2024"
    slide.placeholders[4].text = "Eighty stations\nEvery ten minutes"

    slide = deck.slides.add_slide(layouts[5])
    slide.shapes.title.text = "Stations by state"
    rows = [["State", "Stations", "Of these, new"], ["Saxony", "31", "4"],
            ["Thuringia", "28", "no data"], ["Bavaria", "21", "9"]]
    table = slide.shapes.add_table(4, 3, Inches(1), Inches(2), Inches(8), Inches(3)).table
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    box = slide.shapes.add_textbox(Inches(1), Inches(6.2), Inches(8), Inches(0.5))
    box.text_frame.text = "Source: river agencies, 2025"

    slide = deck.slides.add_slide(layouts[5])
    slide.shapes.title.text = "The old weir"
    picture = slide.shapes.add_picture(png(240, 120, (40, 90, 140)), Inches(0.8), Inches(2),
                                       Inches(5.5), Inches(4))
    picture._element.nvPicPr.cNvPr.set("descr", "A weir with three open gates")
    picture.crop_left, picture.crop_right = 0.25, 0.25
    box = slide.shapes.add_textbox(Inches(7), Inches(2), Inches(5), Inches(4))
    frame = box.text_frame
    frame.text = "Built in 1911, rebuilt in 1968."
    frame.add_paragraph().text = "Its gates open at 40 m³/s."

    slide = deck.slides.add_slide(layouts[5])
    slide.shapes.title.text = "Three ways to help"
    for index, (title, text) in enumerate([("Ask", "Write to the agency of your state"),
                                           ("Count", "Join the spring survey"),
                                           ("Build", "Plant alders on the banks")]):
        box = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, Inches(0.7 + 4 * index),
                                     Inches(2.2), Inches(3.6), Inches(3))
        box.text_frame.text = ""
        run(box.text_frame.paragraphs[0], title, bold=True, size=Pt(24))
        run(box.text_frame.add_paragraph(), text, size=Pt(18))

    slide = deck.slides.add_slide(layouts[5])
    slide.shapes.title.text = "From rain to river"
    ends = []
    for index, text in enumerate(["Rain", "Soil", "River"]):
        box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(1 + 4 * index), Inches(3),
                                     Inches(2.2), Inches(1.2))
        box.text_frame.text = text
        ends.append(box)
    for a, b in zip(ends, ends[1:]):
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 1, 1)
        line.begin_connect(a, 3)
        line.end_connect(b, 1)

    slide = deck.slides.add_slide(layouts[5])
    slide.shapes.title.text = "For questions: details"
    slide._element.set("show", "0")
    box = slide.shapes.add_textbox(Inches(1), Inches(2), Inches(5), Inches(1))
    run(box.text_frame.paragraphs[0], "Only if somebody asks")

    slide = deck.slides.add_slide(layouts[1])
    slide.shapes.title.text = "Read on"
    frame = slide.placeholders[1].text_frame
    paragraph = frame.paragraphs[0]
    back = run(paragraph, "Back to what we measured")
    target = deck.slides[1]
    rid = slide.part.relate_to(target.part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/slide")
    click = etree.SubElement(back._r.get_or_add_rPr(), qn("a:hlinkClick"))
    click.set(qn("r:id"), rid)
    click.set("action", "ppaction://hlinksldjump")
    script = frame.add_paragraph()
    run(script, "A bad link").hyperlink.address = "file:///etc/passwd"

    end = deck.slides.add_slide(layouts[0])
    end.shapes.title.text = "Thank you"
    save(deck, "talk.pptx")


def charts():
    """Every kind of chart that python-pptx makes."""
    deck = Presentation()
    deck.core_properties.title = "Charts"
    kinds = [
        ("Clustered columns", XL_CHART_TYPE.COLUMN_CLUSTERED, 2),
        ("Stacked bars", XL_CHART_TYPE.BAR_STACKED, 2),
        ("Shares of columns", XL_CHART_TYPE.COLUMN_STACKED_100, 2),
        ("One line", XL_CHART_TYPE.LINE, 1),
        ("Two lines with marks", XL_CHART_TYPE.LINE_MARKERS, 2),
        ("Areas", XL_CHART_TYPE.AREA_STACKED, 2),
        ("A pie", XL_CHART_TYPE.PIE, 1),
        ("A ring", XL_CHART_TYPE.DOUGHNUT, 1),
        ("A radar", XL_CHART_TYPE.RADAR, 2),
    ]
    for title, kind, count in kinds:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        data = CategoryChartData()
        data.categories = ["North", "South", "East: far", "West"]
        data.add_series("Fish", (8.1999999999999993, 8.9, None, 11.25))
        if count > 1:
            data.add_series("Crayfish", (3, 4, 5, 6))
        frame = slide.shapes.add_chart(kind, Inches(1), Inches(1.5), Inches(8), Inches(5), data)
        if title == "Clustered columns":
            frame.chart.has_title = True
            frame.chart.chart_title.text_frame.text = "Catch by region"
            frame.chart.value_axis.has_title = True
            frame.chart.value_axis.axis_title.text_frame.text = "Tonnes"
            frame._element.nvGraphicFramePr.cNvPr.set("descr", "Columns for four regions")
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Points"
    data = XyChartData()
    for name in ("Summer", "Winter"):
        series = data.add_series(name)
        for x in range(4):
            series.add_data_point(x + 0.5, x * (2 if name == "Summer" else 3))
    slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER, Inches(1), Inches(1.5), Inches(8), Inches(5), data)
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Bubbles"
    data = BubbleChartData()
    series = data.add_series("Towns")
    for x in range(3):
        series.add_data_point(x + 1, 10 - x, (x + 1) * 5)
    slide.shapes.add_chart(XL_CHART_TYPE.BUBBLE, Inches(1), Inches(1.5), Inches(8), Inches(5), data)
    save(deck, "charts.pptx")
    # Workbooks are not read, and are most of the file.
    parts = read("charts.pptx")
    write("charts.pptx", {k: (b"" if "embeddings" in k else v) for k, v in parts.items()})


COMMENTS = b"""<?xml version="1.0" encoding="UTF-8"?>
<p:cmLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
<p:cm authorId="0" dt="2026-01-01T00:00:00.000" idx="1"><p:pos x="10" y="10"/>
<p:text>Is this number
still right?</p:text></p:cm></p:cmLst>"""
AUTHORS = b"""<?xml version="1.0" encoding="UTF-8"?>
<p:cmAuthorLst xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main">
<p:cmAuthor id="0" name="Petros Nikolaou" initials="PN" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>"""

SMART_ART = """<?xml version="1.0" encoding="UTF-8"?>
<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><dgm:ptLst>
<dgm:pt modelId="1" type="doc"><dgm:prSet/></dgm:pt>
{points}
</dgm:ptLst><dgm:cxnLst>{links}</dgm:cxnLst></dgm:dataModel>"""


def smart_art(tree):
    """Returns the data of SmartArt for pairs of a text and the texts below it."""
    points, links, number = "", "", 1
    def add(text, parent, order):
        nonlocal points, links, number
        number += 1
        me = number
        points += (f'<dgm:pt modelId="{me}"><dgm:t><a:bodyPr/><a:p><a:r><a:t>{text}</a:t></a:r>'
                   f'</a:p></dgm:t></dgm:pt>')
        links += f'<dgm:cxn modelId="9{me}" srcId="{parent}" destId="{me}" srcOrd="{order}"/>'
        return me
    for order, (text, below) in enumerate(tree):
        me = add(text, 1, order)
        for index, child in enumerate(below):
            add(child, me, index)
    return SMART_ART.format(points=points, links=links).encode()


def odd():
    """What is rare: SmartArt, video, comments, sections, groups, formulas, merged cells."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(10), Inches(7.5)
    master = deck.slide_master
    theme = [p for p in master.part.package.iter_parts() if "theme/theme1" in str(p.partname)][0]
    theme._blob = theme.blob.replace(b"4F81BD", b"8A1538").replace(b"C0504D", b"C98A00") \
        .replace(b"Calibri", b"Open Sans")
    logo = master.part.get_or_add_image_part(png(60, 30, (138, 21, 56)))
    picture = copy.deepcopy(deck.slides.add_slide(deck.slide_layouts[6]).shapes.add_picture(
        png(60, 30, (138, 21, 56)), Inches(8.8), Inches(0.2), Inches(1), Inches(0.5))._element)
    picture.find(".//" + qn("a:blip")).set(qn("r:embed"), logo[1])
    master.shapes._spTree.append(picture)
    only = deck.slides._sldIdLst[0]
    deck.part.drop_rel(only.rId)
    deck.slides._sldIdLst.remove(only)

    for title, layout in [("How it flows", "process1"), ("Who is who", "orgChart1")]:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = title
        slide.shapes.add_textbox(Inches(1), Inches(6.5), Inches(3), Inches(0.4)).text_frame.text = "x"

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Merged cells"
    table = slide.shapes.add_table(3, 3, Inches(1), Inches(2), Inches(6), Inches(2)).table
    for y in range(3):
        for x in range(3):
            table.cell(y, x).text = f"cell {'abc'[x]}{y + 1}"
    table.cell(0, 1).text, table.cell(0, 2).text = "Both years", ""
    table.cell(0, 1).merge(table.cell(0, 2))

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "A film and a drawing"
    slide.shapes.add_movie(io.BytesIO(b"not a film"), Inches(1), Inches(2), Inches(4), Inches(3),
                           poster_frame_image=png(80, 60, (20, 20, 20)), mime_type="video/mp4")
    image = slide.shapes.add_picture(png(50, 50, (9, 9, 9)), Inches(6), Inches(2))
    image._element.nvPicPr.cNvPr.set("descr", "An old metafile of a pump")

    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Groups and numbers"
    for index, (value, label) in enumerate([("1.48 m", "passengers"), ("+19 %", "against 2024"),
                                            ("31", "cities")]):
        group = slide.shapes.add_group_shape()
        box = group.shapes.add_textbox(Inches(0.5 + 3 * index), Inches(2.5), Inches(2.8), Inches(1))
        run(box.text_frame.paragraphs[0], value, size=Pt(48), bold=True)
        box = group.shapes.add_textbox(Inches(0.5 + 3 * index), Inches(3.6), Inches(2.8), Inches(1))
        run(box.text_frame.paragraphs[0], label, size=Pt(18))

    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Typed lists, code and a formula"
    frame = slide.placeholders[1].text_frame
    frame.text = "1. Wake up"
    frame.add_paragraph().text = "2. Measure"
    for paragraph in frame.paragraphs:
        paragraph._p.get_or_add_pPr().insert(0, etree.SubElement(paragraph._p.get_or_add_pPr(), qn("a:buNone")))
    box = slide.shapes.add_textbox(Inches(0.5), Inches(5), Inches(4), Inches(1))
    for index, line in enumerate(["for river in rivers:", "    measure(river)"]):
        paragraph = box.text_frame.paragraphs[0] if index == 0 else box.text_frame.add_paragraph()
        run(paragraph, line, name="Consolas")
    box = slide.shapes.add_textbox(Inches(5), Inches(5), Inches(4), Inches(1))
    box.text_frame.text = "FORMULA"

    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box = slide.shapes.add_textbox(Inches(0.5), Inches(0.4), Inches(9), Inches(1))
    run(box.text_frame.paragraphs[0], "A title without a place", size=Pt(36))
    box = slide.shapes.add_textbox(Inches(0.5), Inches(2), Inches(9), Inches(3))
    run(box.text_frame.paragraphs[0], "Und ein deutscher Satz mit vielen Buchstaben.", size=Pt(20))
    box.text_frame.paragraphs[0].runs[0].font._element.set("lang", "de-DE")
    hidden = slide.shapes.add_textbox(Inches(0.5), Inches(3), Inches(9), Inches(1))
    hidden.text_frame.text = "Words that nobody sees"
    hidden._element.nvSpPr.cNvPr.set("hidden", "1")
    beside = slide.shapes.add_textbox(Inches(-6), Inches(3), Inches(4), Inches(1))
    beside.text_frame.text = "Words beside the page"
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = RGBColor(0xFF, 0xF4, 0xD6)
    save(deck, "odd.pptx")

    parts = read("odd.pptx")
    rel = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    frame = (b'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="40" name="Diagram"/>'
             b'<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><p:xfrm><a:off x="914400" '
             b'y="1828800"/><a:ext cx="7315200" cy="3657600"/></p:xfrm><a:graphic><a:graphicData '
             b'uri="http://schemas.openxmlformats.org/drawingml/2006/diagram"><dgm:relIds '
             b'xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
             b'r:dm="rId90" r:lo="rId91"/></a:graphicData></a:graphic></p:graphicFrame>')
    trees = [[("Spring", ["cold", "clear"]), ("Brook", []), ("River", ["slow"])],
             [("Director", ["Biology", "Law"]), ("Council", [])]]
    for index, (tree, layout) in enumerate(zip(trees, ["process1", "orgChart1"])):
        path = f"ppt/slides/slide{index + 1}.xml"
        if path not in parts:
            path = sorted(p for p in parts if re.match(r"ppt/slides/slide\d+.xml", p))[index]
        parts[path] = re.sub(rb"<p:sp>(?:(?!</p:sp>).)*<a:t>x</a:t>.*?</p:sp>", frame, parts[path], flags=re.S)
        rels = path.replace("slides/", "slides/_rels/") + ".rels"
        parts[rels] = parts[rels].replace(b"</Relationships>", (
            f'<Relationship Id="rId90" Type="{rel}/diagramData" Target="../diagrams/data{index}.xml"/>'
            f'<Relationship Id="rId91" Type="{rel}/diagramLayout" Target="../diagrams/layout{index}.xml"/>'
            f'<Relationship Id="rId92" Type="{rel}/comments" Target="../comments/comment1.xml"/>'
            "</Relationships>").encode())
        parts[f"ppt/diagrams/data{index}.xml"] = smart_art(tree)
        parts[f"ppt/diagrams/layout{index}.xml"] = (
            '<dgm:layoutDef xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" '
            f'uniqueId="urn:microsoft.com/office/officeart/2005/8/layout/{layout}"/>').encode()
    parts["ppt/comments/comment1.xml"] = COMMENTS
    parts["ppt/commentAuthors.xml"] = AUTHORS
    math = ('<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
            '<mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14">'
            '<a14:m><m:oMathPara xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
            '<m:oMath><m:r><m:t>Q</m:t></m:r><m:r><m:t>=</m:t></m:r><m:f><m:num><m:r><m:t>V</m:t></m:r>'
            '</m:num><m:den><m:sSub><m:e><m:r><m:t>t</m:t></m:r></m:e><m:sub><m:r><m:t>0</m:t></m:r>'
            '</m:sub></m:sSub></m:den></m:f></m:oMath></m:oMathPara></a14:m></mc:Choice>'
            '</mc:AlternateContent>').encode()
    for path in list(parts):
        if re.match(r"ppt/slides/slide\d+.xml", path):
            parts[path] = re.sub(rb"<a:r>(?:(?!</a:r>).)*<a:t>FORMULA</a:t></a:r>", math, parts[path])
        if path.startswith("ppt/media/") and path.endswith(".png") and len(parts[path]) < 400 \
                and zlib.crc32(parts[path]) == zlib.crc32(png(50, 50, (9, 9, 9)).getvalue()):
            parts[path] = EMF
    ids = re.findall(rb'<p:sldId [^>]*id="(\d+)"', parts["ppt/presentation.xml"])
    section = b"".join(
        b'<p14:section name="%s" id="{%08d-0000-0000-0000-000000000000}"><p14:sldIdLst>'
        b'<p14:sldId id="%s"/></p14:sldIdLst></p14:section>' % (name, index, ids[index])
        for index, name in [(0, b"Default Section"), (2, b"Tables &amp; films")])
    extension = (b'<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"><p14:sectionLst '
                 b'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main">' + section
                 + b"</p14:sectionLst></p:ext></p:extLst>")
    text = parts["ppt/presentation.xml"]
    text = re.sub(rb"<p:extLst>.*?</p:extLst>", b"", text, flags=re.S)
    parts["ppt/presentation.xml"] = text.replace(b"</p:presentation>", extension + b"</p:presentation>")
    write("odd.pptx", parts)


def libreoffice():
    """A small deck that LibreOffice has read and written again, by way of its own format."""
    deck = Presentation()
    cover = deck.slides.add_slide(deck.slide_layouts[0])
    cover.shapes.title.text = "Bees in the city"
    cover.placeholders[1].text = "A first count"
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = "Where they live"
    frame = slide.placeholders[1].text_frame
    frame.text = "On roofs"
    below = frame.add_paragraph()
    below.text, below.level = "four hives each", 1
    run(frame.add_paragraph(), "In parks", bold=True)
    slide.notes_slide.notes_text_frame.text = "Thank the gardeners."
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Hives by district"
    table = slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1.5)).table
    for index, text in enumerate(["District", "Hives", "Harbour", "17"]):
        table.cell(index // 2, index % 2).text = text
    slide.shapes.add_picture(png(40, 30, (200, 150, 0)), Inches(1), Inches(4), Inches(3), Inches(2))
    with tempfile.TemporaryDirectory() as folder:
        deck.save(f"{folder}/bees.pptx")
        for ending in ("odp", "pptx"):
            source = "bees.pptx" if ending == "odp" else "bees.odp"
            subprocess.run(["soffice", "--headless", "--convert-to", ending, source], cwd=folder,
                           check=True, capture_output=True)
        # It writes a dozen layouts that no slide uses.
        made = Presentation(f"{folder}/bees.pptx")
        for master in made.slide_masters:
            for layout in list(master.slide_layouts):
                if not layout.used_by_slides:
                    master.slide_layouts.remove(layout)
        save(made, "libreoffice.pptx")


talk()
charts()
odd()
libreoffice()
