"""PowerPoint decks of many kinds for `import_pptx.py`, made with python-pptx, and files to refuse.

`DECKS` names the functions that write a deck to a path. Each shows a few features that belong
together. `REFUSED` does the same for files that plenary has to refuse.
"""

import io
import re
import zipfile

from lxml import etree
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.chart.data import BubbleChartData, CategoryChartData, XyChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
TITLE, BULLETS, SECTION, TWO, COMPARISON, TITLE_ONLY, BLANK, CAPTION, PICTURE = range(9)


def picture(width=240, height=160, colour="#285a8c", kind="PNG"):
    """Returns a picture with a diagonal, so that cropping can be seen."""
    image = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(image).line([(0, 0), (width, height)], "white", 5)
    stream = io.BytesIO()
    image.save(stream, kind)
    stream.seek(0)
    return stream


def new_slide(deck, layout, title=None):
    slide = deck.slides.add_slide(deck.slide_layouts[layout])
    if title is not None:
        slide.shapes.title.text = title
    return slide


def add_text(slide, text, left=1.0, top=2.0, width=6.0, height=1.0, size=18):
    box = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(height))
    box.text_frame.word_wrap = True
    for index, line in enumerate(text.split("\n")):
        frame = box.text_frame
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size = line, Pt(size)
    return box


def describe(shape, text):
    next(node for node in shape._element.iter() if node.tag == qn("p:cNvPr")).set("descr", text)


def edit(path, change):
    """Rewrites the parts of a file: `change` gets and changes a dictionary of bytes by name."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def make_sections(path):
    deck = Presentation()
    for title in ["Opening", "Where we are", "Where we go", "What it costs", "Spare numbers"]:
        new_slide(deck, BULLETS, title).placeholders[1].text = f"Words about {title.lower()}"
    deck.slides[4]._element.set("show", "0")
    ids = [entry.get("id") for entry in deck.slides._sldIdLst]
    groups = [("Start", ids[:1]), ("Way & means", ids[1:4]), ("Empty section", []), ("Spare", ids[4:])]
    listed = "".join(
        f'<p14:section name="{name.replace("&", "&amp;")}" id="{{0000000{index}-0000-0000-0000-000000000000}}">'
        "<p14:sldIdLst>" + "".join(f'<p14:sldId id="{slide}"/>' for slide in slides)
        + "</p14:sldIdLst></p14:section>" for index, (name, slides) in enumerate(groups))
    deck.part._element.append(parse_xml(
        f'<p:extLst {nsdecls("p")}><p:ext uri="{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}">'
        f'<p14:sectionLst xmlns:p14="{P14}">{listed}</p14:sectionLst></p:ext></p:extLst>'))
    deck.save(path)


def make_hidden(path):
    deck = Presentation()
    for index in range(6):
        slide = new_slide(deck, BULLETS, f"Page number {index + 1}")
        slide.placeholders[1].text = "Shown to all" if index % 2 else "Kept in reserve"
        slide._element.set("show", ["0", "1", "false", "true", "0", "1"][index])
        slide.notes_slide.notes_text_frame.text = f"Remark {index + 1}"
    deck.save(path)


def make_groups(path):
    deck = Presentation()
    slide = new_slide(deck, TITLE_ONLY, "Groups in groups")
    outer = slide.shapes.add_group_shape()
    for row in range(2):
        inner = outer.shapes.add_group_shape()
        for column in range(3):
            box = inner.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, Inches(0.5 + 3 * column),
                                         Inches(2 + 2 * row), Inches(2.6), Inches(1.6))
            box.text_frame.text = f"Cell {'abc'[column]}{row + 1}\nline below"
    deep = slide.shapes.add_group_shape()
    for _ in range(12):
        deep = deep.shapes.add_group_shape()
    deep.shapes.add_textbox(Inches(1), Inches(6.5), Inches(4), Inches(0.5)).text_frame.text = "Deep down"
    slide = new_slide(deck, TITLE_ONLY, "A picture and its label")
    group = slide.shapes.add_group_shape()
    describe(group.shapes.add_picture(picture(), Inches(1), Inches(2), Inches(4)), "A blue field")
    group.shapes.add_textbox(Inches(1), Inches(5), Inches(4), Inches(0.6)).text_frame.text = "Field, May"
    slide = new_slide(deck, BLANK)
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(1)).text_frame.text = "Only a group"
    deck.save(path)


def make_tables(path):
    deck = Presentation()
    def table(title, rows, columns):
        slide = new_slide(deck, TITLE_ONLY, title)
        frame = slide.shapes.add_table(rows, columns, Inches(0.5), Inches(1.8), Inches(9), Inches(4))
        for y in range(rows):
            for x in range(columns):
                frame.table.cell(y, x).text = f"{'abcdefgh'[x]}{y}"
        return frame
    wide = table("Merged across", 3, 4).table
    wide.cell(0, 1).merge(wide.cell(0, 3))
    tall = table("Merged down", 4, 3).table
    tall.cell(1, 0).merge(tall.cell(3, 0))
    both = table("Merged in a block", 4, 4).table
    both.cell(1, 1).merge(both.cell(2, 2))
    plain = table("Without a head row", 2, 2).table
    plain.first_row, plain.first_col = False, True
    long = table("Long cells", 3, 2).table
    long.cell(1, 0).text = "first line\nsecond line\n- a typed dash"
    long.cell(1, 1).text = "A sentence that is much longer than the others, with 1,204.5 in it | and a bar."
    long.cell(2, 1).text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    table("Large", 14, 7)
    slide = new_slide(deck, TITLE_ONLY, "Two tables")
    for left in (0.4, 5.2):
        small = slide.shapes.add_table(2, 2, Inches(left), Inches(2), Inches(4.4), Inches(1)).table
        small.cell(0, 0).text, small.cell(1, 1).text = f"upper {left}", f"lower {left}"
    slide = new_slide(deck, TITLE_ONLY, "Empty table")
    slide.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1))
    deck.save(path)


CATEGORY_KINDS = """AREA AREA_STACKED AREA_STACKED_100 BAR_CLUSTERED BAR_STACKED BAR_STACKED_100
    COLUMN_CLUSTERED COLUMN_STACKED COLUMN_STACKED_100 DOUGHNUT DOUGHNUT_EXPLODED LINE LINE_MARKERS
    LINE_MARKERS_STACKED LINE_MARKERS_STACKED_100 LINE_STACKED LINE_STACKED_100 PIE PIE_EXPLODED
    RADAR RADAR_FILLED RADAR_MARKERS""".split()
POINT_KINDS = "XY_SCATTER XY_SCATTER_LINES XY_SCATTER_LINES_NO_MARKERS XY_SCATTER_SMOOTH".split()


def add_chart(slide, kind, data):
    place = Inches(0.7), Inches(1.6), Inches(8.6), Inches(5.2)
    return slide.shapes.add_chart(getattr(XL_CHART_TYPE, kind), *place, data)


def make_charts(path):
    deck = Presentation()
    for kind in CATEGORY_KINDS:
        data = CategoryChartData()
        data.categories = ["Larch", "Pine", "Oak", "Birch"]
        data.add_series("Felled", (12.5, 8, 3.25, 7))
        if not kind.startswith(("PIE", "DOUGHNUT")):
            data.add_series("Planted", (6, 9.5, 11, 4))
        add_chart(new_slide(deck, TITLE_ONLY, kind.replace("_", " ").title()), kind, data)
    for kind in POINT_KINDS:
        data = XyChartData()
        series = data.add_series("Height over age")
        for x, y in [(1, 0.5), (4, 2.25), (9, 6), (16, 11.5)]:
            series.add_data_point(x, y)
        add_chart(new_slide(deck, TITLE_ONLY, kind.replace("_", " ").title()), kind, data)
    for kind in ["BUBBLE", "BUBBLE_THREE_D_EFFECT"]:
        data = BubbleChartData()
        series = data.add_series("Sawmills")
        for x, y, size in [(1, 5, 10), (2, 3, 30), (4, 8, 20)]:
            series.add_data_point(x, y, size)
        add_chart(new_slide(deck, TITLE_ONLY, kind.replace("_", " ").title()), kind, data)
    deck.save(path)


def make_odd_charts(path):
    deck = Presentation()
    def chart(title, data, kind="COLUMN_CLUSTERED"):
        return add_chart(new_slide(deck, TITLE_ONLY, title), kind, data).chart
    levels = CategoryChartData()
    for year in ("2023", "2024"):
        group = levels.add_category(year)
        for half in ("spring", "autumn"):
            group.add_sub_category(half)
    levels.add_series("Visitors", (4, 7, 5, 9))
    chart("Two levels of names", levels)
    import datetime
    dates = CategoryChartData()
    dates.categories = [datetime.date(2025, month, 1) for month in range(1, 7)]
    dates.add_series("Level", (1, 2, 4, 8, 5, 3))
    chart("Dates", dates, "LINE")
    gaps = CategoryChartData(number_format="0.0%")
    gaps.categories = ["Only", "some", "known"]
    gaps.add_series("Share", (0.125, None, 0.5))
    gaps.add_series("Change", (-0.2, 0.1, None))
    shown = chart("Gaps, shares and losses", gaps)
    shown.has_title = True
    shown.chart_title.text_frame.text = "Shares by knowledge"
    shown.value_axis.has_title = shown.category_axis.has_title = True
    shown.value_axis.axis_title.text_frame.text = "Per cent of all"
    shown.category_axis.axis_title.text_frame.text = "How sure"
    shown.plots[0].has_data_labels = True
    many = CategoryChartData()
    many.categories = [f"Station {number}" for number in range(40)]
    for name in range(9):
        many.add_series(f"Sensor {name}", [number * (name + 1) % 17 for number in range(40)])
    chart("Many", many, "LINE")
    empty = CategoryChartData()
    empty.categories = ["Nothing", "here"]
    chart("No series", empty)
    large = CategoryChartData()
    large.categories = ["tiny", "huge", "minus"]
    large.add_series("Range", (1e-9, 9.99e14, -3))
    chart("Extremes", large)
    same = CategoryChartData()
    same.categories = ["Twin", "Twin", ""]
    same.add_series("Same", (1, 2, 3))
    same.add_series("Same", (3, 2, 1))
    chart("Names twice", same, "BAR_CLUSTERED")
    deck.save(path)


def make_pictures(path):
    deck = Presentation()
    for title, crop in [("Whole", (0, 0, 0, 0)), ("Left half", (0, 0.5, 0, 0)),
                        ("Middle", (0.3, 0.3, 0.3, 0.3)), ("Enlarged", (-0.2, -0.2, -0.1, -0.1))]:
        slide = new_slide(deck, TITLE_ONLY, title)
        shape = slide.shapes.add_picture(picture(), Inches(1), Inches(2), Inches(6))
        shape.crop_left, shape.crop_right, shape.crop_top, shape.crop_bottom = crop
        describe(shape, f"A field, {title.lower()}")
    slide = new_slide(deck, PICTURE, "In its placeholder")
    slide.placeholders[1].insert_picture(picture(300, 100, "#8a1538", "JPEG"))
    slide.placeholders[2].text = "A caption below"
    slide = new_slide(deck, TITLE_ONLY, "Turned")
    shape = slide.shapes.add_picture(picture(colour="#4c7a34"), Inches(3), Inches(2), Inches(3))
    shape.rotation = 30
    slide = new_slide(deck, BLANK)
    slide.shapes.add_picture(picture(400, 300), 0, 0, deck.slide_width, deck.slide_height)
    add_text(slide, "Words over a full picture", top=3, size=36)
    slide = new_slide(deck, TITLE_ONLY, "Six of them")
    for index in range(6):
        shape = slide.shapes.add_picture(picture(colour=f"#{index}{index}60a0"),
                                         Inches(0.5 + 3.1 * (index % 3)),
                                         Inches(1.7 + 2.7 * (index // 3)), Inches(2.8))
        describe(shape, f"Plot {index + 1}")
    for kind in ["GIF", "BMP", "TIFF"]:
        slide = new_slide(deck, TITLE_ONLY, f"Format {kind}")
        describe(slide.shapes.add_picture(picture(kind=kind), Inches(1), Inches(2)), f"Drawn as {kind}")
    deck.save(path)


def make_notes(path):
    deck = Presentation()
    slide = new_slide(deck, BULLETS, "With notes")
    slide.placeholders[1].text = "Point"
    notes = slide.notes_slide.notes_text_frame
    notes.text = "First sentence: with a colon # and a hash.\n\n- typed dash\nTabs\there"
    notes.add_paragraph().add_run().text = "bold in notes"
    notes.paragraphs[-1].runs[0].font.bold = True
    slide = new_slide(deck, BULLETS, "Empty notes")
    slide.placeholders[1].text = "Second point"
    slide.notes_slide.notes_text_frame.text = "   "
    new_slide(deck, TITLE, "Only notes below").notes_slide.notes_text_frame.text = "x " * 1500
    deck.save(path)


def make_comments(path):
    deck = Presentation()
    for title in ["Old comments", "New comments"]:
        new_slide(deck, BULLETS, title).placeholders[1].text = "Text under discussion"
    deck.save(path)
    def change(parts):
        main = "http://schemas.openxmlformats.org/presentationml/2006/main"
        parts["ppt/commentAuthors.xml"] = (
            f'<p:cmAuthorLst xmlns:p="{main}"><p:cmAuthor id="0" name="Ida Holm" initials="IH" '
            'lastIdx="2" clrIdx="0"/></p:cmAuthorLst>').encode()
        parts["ppt/comments/comment1.xml"] = (
            f'<p:cmLst xmlns:p="{main}"><p:cm authorId="0" dt="2025-01-01T10:00:00" idx="1">'
            '<p:pos x="1" y="2"/><p:text>Please check: is this # right?</p:text></p:cm>'
            '<p:cm authorId="0" idx="2"><p:pos x="1" y="2"/><p:text>second remark\n'
            'on two lines</p:text></p:cm></p:cmLst>').encode()
        modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
        drawing = "http://schemas.openxmlformats.org/drawingml/2006/main"
        parts["ppt/comments/modernComment_100_0.xml"] = (
            f'<p188:cmLst xmlns:p188="{modern}" xmlns:a="{drawing}"><p188:cm id="{{1}}" '
            'authorId="{2}"><p188:replyLst><p188:reply id="{3}" authorId="{2}"><p188:txBody>'
            '<a:bodyPr/><a:p><a:r><a:t>An answer below</a:t></a:r></a:p></p188:txBody></p188:reply>'
            '</p188:replyLst><p188:txBody><a:bodyPr/><a:p><a:r><a:t>A threaded remark</a:t></a:r>'
            '</a:p></p188:txBody></p188:cm></p188:cmLst>').encode()
        parts["ppt/authors.xml"] = (
            f'<p188:authorLst xmlns:p188="{modern}"><p188:author id="{{2}}" name="Sven Rike" '
            'initials="SR"/></p188:authorLst>').encode()
        kinds = [f"{RELATIONS}/comments", "http://schemas.microsoft.com/office/2018/10/relationships/comments"]
        files = ["comment1.xml", "modernComment_100_0.xml"]
        for number, (kind, file) in enumerate(zip(kinds, files), 1):
            name = f"ppt/slides/_rels/slide{number}.xml.rels"
            link = f'<Relationship Id="rId77" Type="{kind}" Target="../comments/{file}"/>'
            parts[name] = parts[name].replace(b"</Relationships>", link.encode() + b"</Relationships>")
        top = "ppt/_rels/presentation.xml.rels"
        links = (f'<Relationship Id="rId77" Type="{RELATIONS}/commentAuthors" Target="commentAuthors.xml"/>'
                 '<Relationship Id="rId78" Type="http://schemas.microsoft.com/office/2018/10/relationships/authors"'
                 ' Target="authors.xml"/>').encode()
        parts[top] = parts[top].replace(b"</Relationships>", links + b"</Relationships>")
    edit(path, change)


def make_links(path):
    deck = Presentation()
    first = new_slide(deck, BULLETS, "Start")
    second = new_slide(deck, BULLETS, "Goal")
    second.placeholders[1].text = "Reached"
    frame = first.placeholders[1].text_frame
    for text, address in [("the map", "https://example.org/map?a=1&b=2"), ("a letter", "mailto:a@example.org"),
                          ("a file", "file:///C:/secret.txt"), ("brackets [x] (y)", "https://example.org/(a)_[b]"),
                          ("a script", "javascript:alert(1)"), ("nothing", "")]:
        run = frame.add_paragraph().add_run()
        run.text = text
        if address:
            run.hyperlink.address = address
    split = frame.add_paragraph()
    for part, bold in [("one ", False), ("link ", True), ("in three runs", False)]:
        run = split.add_run()
        run.text, run.font.bold, run.hyperlink.address = part, bold, "https://example.org/split"
    box = add_text(first, "A button to the goal", top=6)
    box.click_action.target_slide = second
    shape = second.shapes.add_shape(MSO_SHAPE.OVAL, Inches(7), Inches(5), Inches(2), Inches(1))
    shape.text_frame.text = "Web"
    shape.click_action.hyperlink.address = "https://example.org"
    shown = second.shapes.add_picture(picture(), Inches(1), Inches(4), Inches(3))
    shown.click_action.hyperlink.address = "https://example.org/picture"
    describe(shown, "A linked field")
    deck.save(path)


def make_flow(path):
    deck = Presentation()
    slide = new_slide(deck, TITLE_ONLY, "A chain of chevrons")
    for index, text in enumerate(["Cut", "Dry", "Saw", "Plane", "Sell"]):
        shape = slide.shapes.add_shape(MSO_SHAPE.CHEVRON, Inches(0.3 + 1.9 * index), Inches(3), Inches(2), Inches(1))
        shape.text_frame.text = text
    slide = new_slide(deck, TITLE_ONLY, "A tree of boxes")
    top = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(4), Inches(1.8), Inches(2), Inches(0.9))
    top.text_frame.text = "Mill"
    for index, text in enumerate(["Forest", "Yard", "Office"]):
        box = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(1 + 3 * index), Inches(4), Inches(2), Inches(0.9))
        box.text_frame.text = text
        line = slide.shapes.add_connector(MSO_CONNECTOR.ELBOW, 0, 0, 9, 9)
        line.begin_connect(top, 2)
        line.end_connect(box, 0)
    slide = new_slide(deck, TITLE_ONLY, "A cycle with a decision")
    ends = []
    for index, (kind, text) in enumerate([(MSO_SHAPE.FLOWCHART_DECISION, "Dry enough?"),
                                          (MSO_SHAPE.FLOWCHART_PROCESS, "Wait a week"),
                                          (MSO_SHAPE.FLOWCHART_TERMINATOR, "Done")]):
        box = slide.shapes.add_shape(kind, Inches(0.6 + 3.2 * index), Inches(3), Inches(2.4), Inches(1.4))
        box.text_frame.text = text
        ends.append(box)
    for a, b in [(0, 1), (1, 0), (0, 2)]:
        line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, 0, 0, 9, 9)
        line.begin_connect(ends[a], 3)
        line.end_connect(ends[b], 1)
    add_text(slide, "yes", left=6, top=2.4, width=1, height=0.4, size=12)
    slide = new_slide(deck, TITLE_ONLY, "Callouts and stars")
    for index, kind in enumerate([MSO_SHAPE.STAR_5_POINT, MSO_SHAPE.CLOUD_CALLOUT, MSO_SHAPE.RIGHT_ARROW]):
        shape = slide.shapes.add_shape(kind, Inches(0.5 + 3 * index), Inches(2.5), Inches(2.6), Inches(2))
        shape.text_frame.text = f"Shape {'one two three'.split()[index]}"
    deck.save(path)


def make_media(path):
    deck = Presentation()
    film = io.BytesIO(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + b"\0" * 200)
    slide = new_slide(deck, TITLE_ONLY, "A film")
    shape = slide.shapes.add_movie(film, Inches(1), Inches(2), Inches(5), Inches(3),
                                   poster_frame_image=picture(), mime_type="video/mp4")
    describe(shape, "Planks on a lorry")
    slide = new_slide(deck, BULLETS, "A film beside words")
    slide.placeholders[1].text = "See the lorry"
    slide.shapes.add_movie(film, Inches(5), Inches(3), Inches(3), Inches(2), mime_type="video/unknown")
    slide = new_slide(deck, TITLE_ONLY, "A workbook")
    slide.shapes.add_ole_object(io.BytesIO(b"PK\x05\x06" + b"\0" * 18), "Excel.Sheet.12",
                                Inches(1), Inches(2), Inches(3), Inches(2))
    deck.save(path)


def make_right_to_left(path):
    deck = Presentation()
    slide = new_slide(deck, TITLE, "الماء في المدينة")
    slide.placeholders[1].text = "ليلى حداد"
    slide = new_slide(deck, BULLETS, "לוח זמנים")
    slide.placeholders[1].text = "ראשון 10:30\nשני, עם ABC באמצע\nשלישי"
    slide = new_slide(deck, TITLE_ONLY, "جدول")
    table = slide.shapes.add_table(2, 3, Inches(1), Inches(2), Inches(7), Inches(1.5)).table
    for index, text in enumerate("السنة العدد المكان 2024 17 عمان".split()):
        table.cell(index // 3, index % 3).text = text
    table._tbl.tblPr.set("rtl", "1")
    for index, slide in enumerate(deck.slides):
        for paragraph in slide.shapes._spTree.iter(qn("a:p")):
            properties = paragraph.get_or_add_pPr()
            properties.set("rtl", "1")
            properties.set("algn", "r")
            for run in paragraph.iter(qn("a:rPr")):
                run.set("lang", "he-IL" if index == 1 else "ar-SA")
    deck.save(path)


def make_languages(path):
    deck = Presentation()
    for title, text in [("日本の森", "杉と檜\n間伐は十月"), ("산림", "소나무와 전나무"), ("वन", "देवदार और चीड़"),
                        ("ป่า", "ต้นสักและต้นยาง"), ("Äpfel & Größe < 5 > 3", "naïve coöperation… “quoted” ‘x’"),
                        ("Emoji 🌲🪵", "family 👩‍👩‍👧 flag 🇳🇴 tick ✔"), ("Marks * _ ` [x] {y} #1 | ~", "- dash\n1. one\n> greater\n# hash\n{{ x }}\n$5 and $6\na_b_c **no** `tick` <b>"),
                        ("Cafe\u0301 and \u00a0blanks\u2009", "soft\u00adhyphen zero\u200bwidth \ue000 private")]:
        slide = new_slide(deck, BULLETS, title)
        slide.placeholders[1].text = text
    deck.save(path)


def make_two_masters(path):
    deck = Presentation()
    for title in ["First master", "Second master", "First again"]:
        new_slide(deck, BULLETS, title).placeholders[1].text = f"Body of {title.lower()}"
    deck.save(path)
    def change(parts):
        parts["ppt/slideMasters/slideMaster2.xml"] = re.sub(
            rb"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>",
            b'<p:sldLayoutIdLst><p:sldLayoutId id="2147483900" r:id="rId1"/></p:sldLayoutIdLst>',
            parts["ppt/slideMasters/slideMaster1.xml"], flags=re.S)
        parts["ppt/theme/theme9.xml"] = parts["ppt/theme/theme1.xml"].replace(b"4F81BD", b"2E7D32")
        parts["ppt/slideMasters/_rels/slideMaster2.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{RELATIONS}/slideLayout" Target="../slideLayouts/slideLayout12.xml"/>'
            f'<Relationship Id="rId2" Type="{RELATIONS}/theme" Target="../theme/theme9.xml"/></Relationships>').encode()
        parts["ppt/slideLayouts/slideLayout12.xml"] = parts["ppt/slideLayouts/slideLayout2.xml"]
        parts["ppt/slideLayouts/_rels/slideLayout12.xml.rels"] = parts[
            "ppt/slideLayouts/_rels/slideLayout2.xml.rels"].replace(b"slideMaster1", b"slideMaster2")
        parts["ppt/slides/_rels/slide2.xml.rels"] = parts["ppt/slides/_rels/slide2.xml.rels"].replace(
            b"slideLayout2.xml", b"slideLayout12.xml")
        parts["ppt/_rels/presentation.xml.rels"] = parts["ppt/_rels/presentation.xml.rels"].replace(
            b"</Relationships>", (f'<Relationship Id="rId88" Type="{RELATIONS}/slideMaster" '
                                  'Target="slideMasters/slideMaster2.xml"/></Relationships>').encode())
        parts["ppt/presentation.xml"] = parts["ppt/presentation.xml"].replace(
            b"</p:sldMasterIdLst>", b'<p:sldMasterId id="2147483899" r:id="rId88"/></p:sldMasterIdLst>')
        kind = "application/vnd.openxmlformats-officedocument.presentationml"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", (
            f'<Override PartName="/ppt/slideMasters/slideMaster2.xml" ContentType="{kind}.slideMaster+xml"/>'
            f'<Override PartName="/ppt/slideLayouts/slideLayout12.xml" ContentType="{kind}.slideLayout+xml"/>'
            '<Override PartName="/ppt/theme/theme9.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.theme+xml"/></Types>').encode())
    edit(path, change)


def make_placeholders(path):
    deck = Presentation()
    for layout in range(11):
        deck.slides.add_slide(deck.slide_layouts[layout])
    for layout in range(11):
        slide = deck.slides.add_slide(deck.slide_layouts[layout])
        for shape in slide.placeholders:
            if shape.has_text_frame:
                shape.text_frame.text = f"{shape.name} of {slide.slide_layout.name}"
    deck.save(path)


def make_free_boxes(path):
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    slide = new_slide(deck, BLANK)
    add_text(slide, "left below", left=1, top=4)
    add_text(slide, "right above", left=8, top=2)
    add_text(slide, "left above", left=1, top=2)
    add_text(slide, "The large words are the title", left=1, top=0.4, width=11, size=40)
    slide = new_slide(deck, BLANK)
    add_text(slide, "In the middle of nothing", left=4, top=3.4, size=54)
    slide = new_slide(deck, TITLE_ONLY, "Three columns of boxes")
    for column in range(3):
        add_text(slide, f"Head {column + 1}", left=0.6 + 4.2 * column, top=1.8, width=3.8, size=28)
        add_text(slide, f"Words below head {column + 1}\nand more of them", left=0.6 + 4.2 * column, top=2.8, width=3.8)
    slide = new_slide(deck, TITLE_ONLY, "Beyond the edge")
    add_text(slide, "outside at the right", left=14)
    add_text(slide, "partly outside", left=11, width=5)
    turned = add_text(slide, "turned by ninety", left=2, top=4)
    turned.rotation = 90
    add_text(slide, "tiny print of the sources", top=7, size=8)
    slide = new_slide(deck, TITLE_ONLY, "")
    add_text(slide, "An empty title above")
    deck.save(path)


def make_lists(path):
    deck = Presentation()
    slide = new_slide(deck, BULLETS, "Nine levels")
    frame = slide.placeholders[1].text_frame
    frame.text = "Level zero"
    for level in range(1, 9):
        paragraph = frame.add_paragraph()
        paragraph.text, paragraph.level = f"Level {level}", level
    slide = new_slide(deck, BULLETS, "Numbered")
    frame = slide.placeholders[1].text_frame
    frame.text = "\n".join(f"Step {'abcdef'[index]}" for index in range(6))
    kinds = "arabicPeriod arabicPeriod alphaLcParenR alphaUcPeriod romanLcPeriod arabicParenBoth".split()
    for paragraph, kind in zip(frame.paragraphs, kinds):
        properties = paragraph._p.get_or_add_pPr()
        etree.SubElement(properties, qn("a:buAutoNum")).set("type", kind)
    etree.SubElement(frame.paragraphs[0]._p.get_or_add_pPr(), "ignored")
    frame.paragraphs[0]._p.pPr.remove(frame.paragraphs[0]._p.pPr[-1])
    frame.paragraphs[0]._p.pPr.find(qn("a:buAutoNum")).set("startAt", "4")
    slide = new_slide(deck, BULLETS, "Breaks\vin titles")
    frame = slide.placeholders[1].text_frame
    frame.text = "before\vafter the break"
    frame.add_paragraph().text = ""
    frame.add_paragraph().text = "after an empty line\twith a tab"
    slide = new_slide(deck, BULLETS, "Marks")
    frame = slide.placeholders[1].text_frame
    paragraph = frame.paragraphs[0]
    for text, attribute, value in [("bold ", "b", "1"), ("italic ", "i", "1"), ("under ", "u", "sng"),
                                   ("struck ", "strike", "sngStrike"), ("high", "baseline", "30000"),
                                   ("low ", "baseline", "-25000"), ("capitals ", "cap", "all"),
                                   ("small ", "cap", "small")]:
        run = paragraph.add_run()
        run.text = text
        run._r.get_or_add_rPr().set(attribute, value)
    half = frame.add_paragraph()
    for text in ["in", "side ", "a", " word"]:
        run = half.add_run()
        run.text, run.font.bold = text, text in ("in", "a")
    deck.save(path)


def make_extras(path):
    """Fields, footers, backgrounds, animations, transitions, formulas."""
    deck = Presentation()
    slide = new_slide(deck, BULLETS, "Steps by paragraph")
    slide.placeholders[1].text = "one\ntwo\nthree"
    number = slide.placeholders[1].shape_id
    effects = "".join(
        '<p:par><p:cTn fill="hold"><p:stCondLst><p:cond delay="indefinite"/></p:stCondLst><p:childTnLst>'
        f'<p:set><p:cBhvr><p:cTn dur="1"/><p:tgtEl><p:spTgt spid="{number}"><p:txEl><p:pRg st="{at}" end="{at}"/>'
        '</p:txEl></p:spTgt></p:tgtEl></p:cBhvr></p:set></p:childTnLst></p:cTn></p:par>' for at in range(3))
    slide._element.append(parse_xml(
        f'<p:timing {nsdecls("p")}><p:tnLst><p:par><p:cTn id="1" nodeType="tmRoot"><p:childTnLst>{effects}'
        f'</p:childTnLst></p:cTn></p:par></p:tnLst><p:bldLst><p:bldP spid="{number}" grpId="0" build="p"/></p:bldLst></p:timing>'))
    slide = new_slide(deck, BULLETS, "A coloured ground")
    slide.placeholders[1].text = "Words on green"
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = __import__("pptx").dml.color.RGBColor(0x1B, 0x5E, 0x20)
    slide = new_slide(deck, BULLETS, "Fields")
    paragraph = slide.placeholders[1].text_frame.paragraphs[0]
    paragraph.add_run().text = "Printed on "
    paragraph._p.append(parse_xml(f'<a:fld {nsdecls("a")} id="{{B1}}" type="datetime1"><a:rPr lang="en-GB"/><a:t>1/1/2025</a:t></a:fld>'))
    for kind, text in [("ftr", "Timber board, confidential"), ("sldNum", "3"), ("dt", "May 2025")]:
        shape = add_text(slide, text, top=7)
        shape._element.nvSpPr.nvPr.append(parse_xml(f'<p:ph {nsdecls("p")} type="{kind}" idx="1{len(text)}"/>'))
    slide = new_slide(deck, TITLE_ONLY, "Formula")
    box = add_text(slide, "x")
    box._element.txBody.p_lst[0].append(parse_xml(
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14"><a14:m>'
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>E</m:t></m:r>'
        '<m:r><m:t>=m</m:t></m:r><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>'
        '</m:oMath></a14:m></mc:Choice><mc:Fallback><a:r xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:t> </a:t></a:r></mc:Fallback></mc:AlternateContent>'))
    deck.save(path)


def make_sizes(width, height):
    def make(path):
        deck = Presentation()
        deck.slide_width, deck.slide_height = Emu(int(width * 914400)), Emu(int(height * 914400))
        slide = new_slide(deck, TITLE, "A page of another size")
        slide.placeholders[1].text = "Beneath it"
        new_slide(deck, BULLETS, "And a list").placeholders[1].text = "first\nsecond"
        deck.save(path)
    return make


def make_empty(path):
    Presentation().save(path)


def make_long(path):
    deck = Presentation()
    for number in range(200):
        slide = new_slide(deck, BULLETS, f"Slide {number + 1}")
        slide.placeholders[1].text = f"Point {number}\nMore about {number}"
    deck.save(path)


def make_crowded(path):
    deck = Presentation()
    slide = new_slide(deck, BULLETS, "Much too much on one page, and a title that does not want to end at all")
    slide.placeholders[1].text = "\n".join(f"Line {index} of a list that nobody can read from the last row" for index in range(30))
    slide = new_slide(deck, TWO, "Two full columns")
    for at in (1, 2):
        slide.placeholders[at].text = "\n".join(f"Entry {index} in column {at}" for index in range(14))
    slide = new_slide(deck, TITLE_ONLY, "Many boxes")
    for index in range(24):
        add_text(slide, f"Box {index}", left=0.3 + 2.4 * (index % 4), top=1.5 + 0.9 * (index // 4), width=2.2, height=0.6)
    deck.save(path)


DECKS = {
    "sections": make_sections, "hidden": make_hidden, "groups": make_groups, "tables": make_tables,
    "charts": make_charts, "odd-charts": make_odd_charts, "pictures": make_pictures,
    "notes": make_notes, "comments": make_comments, "links": make_links, "flow": make_flow,
    "media": make_media, "right-to-left": make_right_to_left, "languages": make_languages,
    "two-masters": make_two_masters, "placeholders": make_placeholders, "free-boxes": make_free_boxes,
    "lists": make_lists, "extras": make_extras, "portrait": make_sizes(7.5, 10),
    "square": make_sizes(8, 8), "banner": make_sizes(50, 4), "empty": make_empty, "long": make_long,
    "crowded": make_crowded,
}


def make_macros(path):
    make_sections(path)
    def change(parts):
        parts["ppt/vbaProject.bin"] = b"x"
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"presentationml.presentation.main+xml", b"presentation.macroEnabled.main+xml").replace(
            b"vnd.openxmlformats-officedocument.presentation.macro", b"vnd.ms-powerpoint.presentation.macro")
    edit(path, change)


def make_bomb(path):
    make_sections(path)
    edit(path, lambda parts: parts.update({"ppt/slides/slide1.xml": b"<a>" + b" " * 900_000_000}))


def make_entities(path):
    make_sections(path)
    def change(parts):
        head = b'<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">' + b"".join(
            b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9)) + b"]>"
        part = parts["ppt/slides/slide1.xml"]
        at = part.index(b"?>") + 2
        parts["ppt/slides/slide1.xml"] = part[:at] + head + part[at:].replace(b"Opening", b"&j;")
    edit(path, change)


REFUSED = {
    "macros.pptm": make_macros,
    "encrypted.pptx": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1528
                                               + "EncryptedPackage".encode("utf-16-le") + b"\0" * 2000),
    "old.ppt": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000),
    "text.pptx": lambda path: path.write_text("not a zip"),
    "no-slides.pptx": lambda path: zipfile.ZipFile(path, "w").writestr("a.txt", "x"),
    "cut.pptx": lambda path: (make_sections(path), path.write_bytes(path.read_bytes()[:9000])),
    "bomb.pptx": make_bomb,
    "entities.pptx": make_entities,
}
