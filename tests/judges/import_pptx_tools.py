"""PowerPoint decks for `import_pptx.py` as other programs and people make them.

`TOOL_DECKS` names the functions that write a deck to a path: what Google Slides and Keynote export
(titles as text boxes, pictures in groups, no placeholders), covers and pages with a picture of the
whole slide, SmartArt, brands with a logo on the master, combined charts, formulas, templates, and
slides as designers draw them (numbers, quotes, steps in circles, teams, matrices).
"""

import copy

from lxml import etree
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Inches, Pt

from import_pptx_decks import (BLANK, BULLETS, RELATIONS, SECTION, TITLE, TITLE_ONLY, add_chart, add_text, describe,
                               edit, new_slide, picture)

WIDE = (Inches(13.333), Inches(7.5))


def wide_deck():
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDE
    for layout in [deck.slide_master, *deck.slide_layouts]:
        for shape in layout.placeholders:
            if "a:off" in etree.tostring(shape._element).decode():
                shape.left, shape.width = int(shape.left * 4 / 3), int(shape.width * 4 / 3)
    return deck


def add_box(slide, text, left, top, width, height, size=18, bold=False, fill=None, kind=MSO_SHAPE.RECTANGLE, colour=None):
    """Adds a shape with a text; without a fill, it has no frame."""
    shape = slide.shapes.add_shape(kind, Inches(left), Inches(top), Inches(width), Inches(height))
    if fill:
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(fill)
    else:
        shape.fill.background()
        shape.line.fill.background()
    for index, line in enumerate(text.split("\n")):
        frame = shape.text_frame
        paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text, run.font.size, run.font.bold = line, Pt(size), bold
        if colour:
            run.font.color.rgb = RGBColor.from_string(colour)
    return shape


def full_picture(slide, deck, alt, colour="#285a8c"):
    shape = slide.shapes.add_picture(picture(1600, 900, colour), 0, 0, deck.slide_width, deck.slide_height)
    describe(shape, alt)
    return shape


def make_full_pictures(path):
    deck = wide_deck()
    slide = new_slide(deck, BLANK)
    full_picture(slide, deck, "A harbour at dusk")
    add_box(slide, "", 0, 0, 13.333, 7.5, fill="000000")
    add_text(slide, "The harbour of tomorrow", left=1, top=2.6, width=11, size=48)
    add_text(slide, "Plans for the north quay\nMay 2025", left=1, top=4, width=11, size=24)
    slide = new_slide(deck, TITLE_ONLY, "What the ships see")
    shape = full_picture(slide, deck, "A quay from the water", "#4c7a34")
    slide.shapes._spTree.insert(2, shape._element)
    slide = new_slide(deck, BLANK)
    full_picture(slide, deck, "Cranes above containers", "#8a1538")
    add_text(slide, "Forty cranes, one tide", left=1, top=5.6, width=8, size=32)
    slide = new_slide(deck, BLANK)
    full_picture(slide, deck, "Fog")
    slide = new_slide(deck, BULLETS, "Words over a picture")
    slide.placeholders[1].text = "\n".join(f"Point {word} with a few more words" for word in "one two three four".split())
    shape = full_picture(slide, deck, "A rope", "#203040")
    slide.shapes._spTree.insert(2, shape._element)
    slide = new_slide(deck, TITLE_ONLY, "Half a page of picture")
    shape = slide.shapes.add_picture(picture(900, 1000), Inches(7), 0, Inches(6.333), Inches(7.5))
    describe(shape, "A mast")
    add_text(slide, "The mast was cut in 1902.\nIt stands in the yard.", left=0.8, top=2.2, width=5.5)
    slide = new_slide(deck, TITLE, "Thank you")
    slide.placeholders[1].text = "harbour@example.org"
    shape = full_picture(slide, deck, "Evening", "#101820")
    slide.shapes._spTree.insert(2, shape._element)
    deck.save(path)


def make_title_picture(path):
    """A title slide with its places, and a picture behind them."""
    deck = wide_deck()
    slide = new_slide(deck, TITLE, "A year on the river")
    slide.placeholders[1].text = "Oxygen, salmon and money\nRiver watch"
    shape = full_picture(slide, deck, "The river in spring")
    slide.shapes._spTree.insert(2, shape._element)
    slide = new_slide(deck, SECTION, "Measuring")
    shape = full_picture(slide, deck, "A probe", "#8a1538")
    slide.shapes._spTree.insert(2, shape._element)
    slide = new_slide(deck, BULLETS, "Oxygen is back")
    slide.placeholders[1].text = "Nine milligrams in a litre\nAll summer"
    deck.save(path)


def google_shape(slide, text, left, top, width, height, size, bullet=None, bold=False):
    """Adds a text box as Google Slides writes it."""
    box = add_text(slide, text, left, top, width, height, size)
    box.name = f"Google Shape;{box.shape_id};p13"
    for paragraph in box.text_frame.paragraphs:
        properties = paragraph._p.get_or_add_pPr()
        properties.set("marL", "457200" if bullet else "0")
        properties.set("indent", "-342900" if bullet else "0")
        properties.set("lvl", "0")
        etree.SubElement(properties, qn("a:buChar" if bullet else "a:buNone")).attrib.update({"char": bullet} if bullet else {})
        for run in paragraph.runs:
            run.font.bold = bold
            run._r.get_or_add_rPr().set("lang", "en-GB")
    return box


def make_google(path):
    """As Google Slides exports: layouts without their kinds, boxes instead of placeholders, grouped pictures."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(10), Inches(5.625)
    slide = new_slide(deck, BLANK)
    google_shape(slide, "Bread for four streets", 0.34, 0.81, 9.32, 2.2, 52)
    google_shape(slide, "A bakery plan", 0.34, 3.1, 9.32, 0.87, 28)
    slide = new_slide(deck, BLANK)
    google_shape(slide, "Why a bakery", 0.34, 0.49, 9.32, 0.63, 28)
    google_shape(slide, "The last one closed in 2019\nFlour is milled six miles away\nThree bakers want to come", 0.34, 1.26, 9.32, 3.7, 18, "●")
    slide = new_slide(deck, BLANK)
    google_shape(slide, "Ovens compared", 0.34, 0.49, 9.32, 0.63, 28)
    google_shape(slide, "Stone oven", 0.34, 1.3, 4.4, 0.4, 18, bold=True)
    google_shape(slide, "Bakes forty loaves\nNeeds two hours of wood", 0.34, 1.8, 4.4, 2, 14, "●")
    google_shape(slide, "Electric oven", 5.2, 1.3, 4.4, 0.4, 18, bold=True)
    google_shape(slide, "Bakes ninety loaves\nNeeds a new cable", 5.2, 1.8, 4.4, 2, 14, "●")
    slide = new_slide(deck, BLANK)
    google_shape(slide, "The shop", 0.34, 0.49, 9.32, 0.63, 28)
    group = slide.shapes.add_group_shape()
    shown = group.shapes.add_picture(picture(), Inches(0.5), Inches(1.5), Inches(4), Inches(2.7))
    describe(shown, "A shop window")
    caption = group.shapes.add_textbox(Inches(0.5), Inches(4.3), Inches(4), Inches(0.4))
    caption.text_frame.text = "Mill Lane 4, empty since May"
    google_shape(slide, "Ninety square metres\nA cellar for flour", 5, 1.6, 4.6, 2.5, 18, "●")
    slide = new_slide(deck, BLANK)
    google_shape(slide, "Four people", 0.34, 0.49, 9.32, 0.63, 28)
    for index, name in enumerate(["Ada Moss", "Ben Rye", "Cem Tuz", "Dot Lee"]):
        shown = slide.shapes.add_picture(picture(200, 200, f"#4{index}60a0"), Inches(0.5 + 2.35 * index), Inches(1.5), Inches(1.9))
        describe(shown, f"Portrait of {name}")
        google_shape(slide, f"{name}\n{['Baker', 'Miller', 'Seller', 'Driver'][index]}", 0.5 + 2.35 * index, 3.5, 1.9, 0.8, 14)
    slide = new_slide(deck, BLANK)
    google_shape(slide, "62%", 0.34, 1.2, 9.32, 2, 120)
    google_shape(slide, "of the street would walk to buy bread", 0.34, 3.4, 9.32, 1, 18)
    slide = new_slide(deck, BLANK)
    google_shape(slide, "“We drive nine miles for a loaf.”", 0.8, 1.6, 8.4, 1.4, 32)
    google_shape(slide, "— Rosa Field, Mill Lane", 0.8, 3.2, 8.4, 0.6, 16)
    slide = new_slide(deck, BLANK)
    google_shape(slide, "Thank you!", 0.34, 2, 9.32, 1.4, 52)
    for slide in deck.slides:
        slide.notes_slide.notes_text_frame.text = ""
    deck.save(path)
    edit(path, lambda parts: parts.update({"ppt/theme/theme1.xml": parts["ppt/theme/theme1.xml"].replace(
        b'name="Office Theme"', b'name="Simple Light"').replace(b"4F81BD", b"0B5394").replace(b"C0504D", b"E69138")}))


def make_keynote(path):
    """As Keynote exports: titles are text boxes in the middle of nowhere, lists have typed levels."""
    deck = wide_deck()
    def title(slide, text, top=0.5, size=56):
        return add_box(slide, text, 0.9, top, 11.5, 1.2, size, bold=True)
    slide = new_slide(deck, BLANK)
    title(slide, "Kites over the dunes", 2.4, 88)
    add_box(slide, "Wind, string and patience", 0.9, 4.2, 11.5, 1, 40)
    add_box(slide, "Ole Sand – June 2025", 0.9, 6.6, 11.5, 0.6, 20)
    slide = new_slide(deck, BLANK)
    title(slide, "Three kinds of wind")
    box = add_box(slide, "Sea breeze\nLand breeze\nGale", 0.9, 2, 11.5, 4.8, 32)
    for level, paragraph in zip([0, 0, 1], box.text_frame.paragraphs):
        properties = paragraph._p.get_or_add_pPr()
        properties.set("lvl", str(level))
        etree.SubElement(properties, qn("a:buSzPct")).set("val", "123000")
        etree.SubElement(properties, qn("a:buChar")).set("char", "•")
    slide = new_slide(deck, BLANK)
    title(slide, "A kite has a keel", 0.5, 44)
    add_box(slide, "It turns into the wind by itself.", 0.9, 1.6, 11.5, 0.6, 24)
    shown = slide.shapes.add_picture(picture(900, 400), Inches(0.9), Inches(2.6), Inches(11.5))
    describe(shown, "A kite from below")
    slide = new_slide(deck, BLANK)
    shown = slide.shapes.add_picture(picture(900, 1000), Inches(0), 0, Inches(6.6), Inches(7.5))
    describe(shown, "String on a reel")
    add_box(slide, "The string", 7.2, 2.2, 5.5, 1.2, 56, bold=True)
    add_box(slide, "Eighty metres of flax.\nIt holds forty kilos.", 7.2, 3.6, 5.5, 2, 28)
    slide = new_slide(deck, BLANK)
    add_box(slide, "Fly higher.", 0.9, 2.8, 11.5, 2, 116, bold=True)
    deck.save(path)


def make_designed(path):
    """Slides as designers draw them."""
    deck = wide_deck()
    slide = new_slide(deck, TITLE_ONLY, "How a letter travels")
    for index, (head, text) in enumerate([("Write", "On paper, with ink"), ("Stamp", "Two at most"),
                                          ("Post", "Before five o'clock"), ("Wait", "Two days or three")]):
        left = 0.7 + 3.1 * index
        add_box(slide, str(index + 1), left + 0.9, 2, 0.9, 0.9, 24, True, "0B5394", MSO_SHAPE.OVAL)
        add_text(slide, head, left, 3.1, 2.8, 0.6, 24)
        add_text(slide, text, left, 3.8, 2.8, 1, 16)
    slide = new_slide(deck, TITLE_ONLY, "Strengths and dangers")
    for index, (head, text) in enumerate([("Strengths", "Known in every street\nCheap"), ("Weaknesses", "Slow\nHeavy bags"),
                                          ("Chances", "Parcels\nElectric carts"), ("Dangers", "Rain\nDogs")]):
        add_box(slide, f"{head}\n{text}", 0.7 + 6.1 * (index % 2), 1.8 + 2.6 * (index // 2), 5.8, 2.4, 18, fill="CFE2F3", colour="000000")
    slide = new_slide(deck, TITLE_ONLY, "Three promises")
    for index, (head, text) in enumerate([("Every day", "We walk each street once a day, also on Saturdays."),
                                          ("Every street", "No house is too far from the road."),
                                          ("Every letter", "What has a stamp arrives.")]):
        shown = slide.shapes.add_picture(picture(100, 100, f"#0{index}5394"), Inches(0.8), Inches(1.8 + 1.7 * index), Inches(1.1))
        describe(shown, f"Icon {index + 1}")
        add_text(slide, head, 2.2, 1.75 + 1.7 * index, 10, 0.5, 24)
        add_text(slide, text, 2.2, 2.35 + 1.7 * index, 10, 0.6, 16)
    slide = new_slide(deck, TITLE_ONLY, "The year in numbers")
    for index, (number, text) in enumerate([("1.2 m", "letters"), ("340", "carts"), ("99 %", "on time")]):
        add_text(slide, number, 0.8 + 4.1 * index, 2.4, 3.8, 1.2, 60)
        add_text(slide, text, 0.8 + 4.1 * index, 3.8, 3.8, 0.6, 18)
    slide = new_slide(deck, BLANK)
    add_box(slide, "“", 0.8, 0.6, 1.5, 1.6, 120, True)
    add_text(slide, "A letter is a visit that the post makes for you.", 1.6, 2.2, 10, 1.6, 36)
    add_text(slide, "Ida Post, sorter since 1984", 1.6, 4.6, 10, 0.6, 18)
    slide = new_slide(deck, TITLE_ONLY, "From bag to bike")
    for index, (year, text) in enumerate([("1890", "Bags"), ("1920", "Bicycles"), ("1965", "Vans"), ("2020", "Electric carts")]):
        add_box(slide, year, 0.8 + 3.0 * index, 2.2, 2.6, 0.6, 20, True)
        add_box(slide, "", 1.9 + 3.0 * index, 3.1, 0.3, 0.3, fill="0B5394", kind=MSO_SHAPE.OVAL)
        add_box(slide, text, 0.8 + 3.0 * index, 3.7, 2.6, 0.8, 16)
    add_box(slide, "", 0.8, 3.22, 11.8, 0.05, fill="999999")
    slide = new_slide(deck, TITLE_ONLY, "A key message below the chart")
    data = CategoryChartData()
    data.categories, _ = ["2022", "2023", "2024"], data.add_series("Letters", (3, 2, 1.2))
    add_chart(slide, "COLUMN_CLUSTERED", data)
    add_box(slide, "Half as many letters in two years", 0.7, 6.6, 11.8, 0.7, 20, True, "FFE599", colour="000000")
    slide = new_slide(deck, TITLE_ONLY, "Two roads")
    for index, head in enumerate(["Keep walking", "Start driving"]):
        add_box(slide, head, 0.7 + 6.2 * index, 1.7, 5.8, 0.7, 20, True, "0B5394")
        add_box(slide, "Costs one\nTakes two\nPleases three", 0.7 + 6.2 * index, 2.4, 5.8, 3, 18, fill="EEEEEE", colour="000000")
    slide = new_slide(deck, TITLE_ONLY, "Footers that were typed")
    add_text(slide, "Words of the slide", 0.8, 2, 8, 1)
    for number, slide in enumerate(deck.slides, 1):
        add_text(slide, "The post of Mill Lane", 0.7, 7.05, 5, 0.3, 10)
        add_text(slide, str(number), 12.3, 7.05, 0.6, 0.3, 10)
    deck.save(path)


def make_brand(path):
    """A brand: colours, fonts, a logo on the master and one on a layout."""
    deck = wide_deck()
    for layout in (deck.slide_master, deck.slide_layouts[BULLETS]):
        image, relation = layout.part.get_or_add_image_part(picture(300, 100, "#b3261e"))
        layout.shapes._spTree.append(parse_xml(
            f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="99" name="Logo" descr="Brick works"/><p:cNvPicPr/><p:nvPr userDrawn="1"/>'
            f'</p:nvPicPr><p:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
            f'<a:off x="{Inches(11.6)}" y="{Inches(0.3)}"/><a:ext cx="{Inches(1.2)}" cy="{Inches(0.4)}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'))
        if layout is deck.slide_master:
            layout.shapes._spTree.append(parse_xml(
                f'<p:sp {nsdecls("p", "a", "r")}><p:nvSpPr><p:cNvPr id="98" name="Line"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr><a:xfrm>'
                f'<a:off x="0" y="{Inches(7.1)}"/><a:ext cx="{Inches(4)}" cy="{Inches(0.3)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
                '<p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en-GB" sz="900"/><a:t>Brick works, internal</a:t></a:r></a:p></p:txBody></p:sp>'))
    slide = new_slide(deck, TITLE, "Bricks for the north")
    slide.placeholders[1].text = "Board meeting"
    new_slide(deck, SECTION, "Clay")
    slide = new_slide(deck, BULLETS, "Three pits")
    slide.placeholders[1].text = "North\nSouth\nThe old one"
    slide = new_slide(deck, BULLETS, "One kiln")
    slide.placeholders[1].text = "Coal until 2027\nThen gas"
    deck.save(path)
    edit(path, lambda parts: parts.update({"ppt/theme/theme1.xml": parts["ppt/theme/theme1.xml"].replace(
        b"4F81BD", b"B3261E").replace(b"C0504D", b"5F6368").replace(b'latin typeface="Calibri"', b'latin typeface="Roboto Slab"')}))


def make_smart_art(path):
    deck = wide_deck()
    kinds = [("A list", "default", [("Oak", ["hard", "heavy"]), ("Pine", ["soft"]), ("Lime", [])]),
             ("A process", "process1", [("Fell", []), ("Saw", []), ("Dry", [])]),
             ("A cycle", "cycle2", [("Plant", []), ("Grow", []), ("Fell", [])]),
             ("An organisation", "orgChart1", [("Forester", ["Ranger", "Hunter"])]),
             ("A pyramid", "pyramid1", [("Top", []), ("Middle", []), ("Base", [])])]
    for title, layout, items in kinds:
        slide = new_slide(deck, TITLE_ONLY, title)
        points, links = ['<dgm:pt modelId="0" type="doc"><dgm:prSet/><dgm:spPr/></dgm:pt>'], []
        def add(text, parent, order):
            number = len(points)
            points.append(f'<dgm:pt modelId="{number}"><dgm:prSet/><dgm:spPr/><dgm:t><a:bodyPr/><a:lstStyle/><a:p><a:r>'
                          f'<a:rPr lang="en-GB"/><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>')
            links.append(f'<dgm:cxn modelId="9{number}" srcId="{parent}" destId="{number}" srcOrd="{order}" destOrd="0"/>')
            return number
        for order, (text, inner) in enumerate(items):
            number = add(text, 0, order)
            for place, child in enumerate(inner):
                add(child, number, place)
        name = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
        heads = f'xmlns:dgm="{name}" {nsdecls("a")}'
        data = f'<dgm:dataModel {heads}><dgm:ptLst>{"".join(points)}</dgm:ptLst><dgm:cxnLst>{"".join(links)}</dgm:cxnLst><dgm:bg/><dgm:whole/></dgm:dataModel>'
        shape = f'<dgm:layoutDef {heads} uniqueId="urn:microsoft.com/office/officeart/2005/8/layout/{layout}"><dgm:title val=""/></dgm:layoutDef>'
        ids = {}
        for kind, content in [("Data", data), ("Layout", shape)]:
            part = Part(PackURI(f"/ppt/diagrams/{kind.lower()}{slide.slide_id}.xml"),
                        f"application/vnd.openxmlformats-officedocument.drawingml.diagram{kind}+xml", slide.part.package, content.encode())
            ids[kind] = slide.part.relate_to(part, f"{RELATIONS}/diagram{kind}")
        slide.shapes._spTree.append(parse_xml(
            f'<p:graphicFrame {nsdecls("p", "a", "r")}><p:nvGraphicFramePr><p:cNvPr id="77" name="Diagram"/><p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{Inches(1)}" y="{Inches(2)}"/><a:ext cx="{Inches(10)}" cy="{Inches(4)}"/></p:xfrm><a:graphic><a:graphicData uri="{name}">'
            f'<dgm:relIds xmlns:dgm="{name}" r:dm="{ids["Data"]}" r:lo="{ids["Layout"]}"/></a:graphicData></a:graphic></p:graphicFrame>'))
    deck.save(path)


def make_mixed_charts(path):
    deck = wide_deck()
    def chart(title, kind="COLUMN_CLUSTERED", change=None):
        data = CategoryChartData()
        data.categories = ["Larch", "Pine", "Oak"]
        data.add_series("Felled", (12.5, 8, 3.25))
        data.add_series("Share", (0.5, 0.3, 0.2))
        frame = add_chart(new_slide(deck, TITLE_ONLY, title), kind, data)
        if change:
            change(frame.chart._chartSpace)
    def combine(space):
        plot = next(space.iter(qn("c:barChart")))
        line = parse_xml(f'<c:lineChart {nsdecls("c", "a")}><c:grouping val="standard"/><c:varyColors val="0"/><c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>')
        second = plot.findall(qn("c:ser"))[1]
        for node in second.findall(qn("c:invertIfNegative")):
            second.remove(node)
        line.insert(2, second)
        plot.addnext(line)
        axes = list(plot.getparent().iter(qn("c:catAx"), qn("c:valAx")))
        for number, axis in enumerate(axes, 1):
            other = copy.deepcopy(axis)
            other.find(qn("c:axId")).set("val", str(number))
            other.find(qn("c:crossAx")).set("val", str(3 - number))
            if axis.tag == qn("c:valAx"):
                other.find(qn("c:crosses")).set("val", "max")
            axes[-1].addnext(other)
    def rename(old, new):
        def change(space):
            for node in list(space.iter(qn(f"c:{old}"))):
                node.tag = qn(f"c:{new}")
        return change
    chart("Bars with a line on a second axis", change=combine)
    chart("Bars in three dimensions", change=rename("barChart", "bar3DChart"))
    chart("A cake in three dimensions", "PIE", rename("pieChart", "pie3DChart"))
    chart("A surface", "LINE", rename("lineChart", "surfaceChart"))
    chart("Stocks", "LINE", rename("lineChart", "stockChart"))
    chart("A cake of a cake", "PIE", rename("pieChart", "ofPieChart"))
    deck.save(path)


MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"


def make_formulas(path):
    deck = wide_deck()
    run = lambda text: f"<m:r><m:t>{text}</m:t></m:r>"
    shapes = {
        "A fraction": f"<m:f><m:num>{run('a+b')}</m:num><m:den>{run('2')}</m:den></m:f>",
        "A sum": f'<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{run("i=1")}</m:sub><m:sup>{run("n")}</m:sup><m:e>{run("i")}</m:e></m:nary>',
        "A root": f'<m:rad><m:deg>{run("3")}</m:deg><m:e>{run("x")}</m:e></m:rad>',
        "A matrix": f'<m:d><m:e><m:m><m:mr><m:e>{run("1")}</m:e><m:e>{run("0")}</m:e></m:mr><m:mr><m:e>{run("0")}</m:e><m:e>{run("1")}</m:e></m:mr></m:m></m:e></m:d>',
        "Cases": f'<m:d><m:dPr><m:begChr m:val="{{"/><m:endChr m:val=""/></m:dPr><m:e><m:eqArr><m:e>{run("x, x&gt;0")}</m:e><m:e>{run("−x, x≤0")}</m:e></m:eqArr></m:e></m:d>',
        "Accents": f'<m:acc><m:accPr><m:chr m:val="⃗"/></m:accPr><m:e>{run("v")}</m:e></m:acc>{run("=")}<m:bar><m:e>{run("w")}</m:e></m:bar>',
    }
    for title, formula in shapes.items():
        slide = new_slide(deck, TITLE_ONLY, title)
        box = add_text(slide, "It follows that ", 1, 2, 10)
        inner = f'<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" {nsdecls("a")}><mc:Choice xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main" Requires="a14"><a14:m><m:oMathPara xmlns:m="{MATHS}"><m:oMath>{formula}</m:oMath></m:oMathPara></a14:m></mc:Choice><mc:Fallback><a:r><a:t> </a:t></a:r></mc:Fallback></mc:AlternateContent>'
        paragraph = box.text_frame.add_paragraph()._p
        paragraph.append(parse_xml(inner))
        box.text_frame.paragraphs[0]._p.append(parse_xml(inner.replace("m:oMathPara", "m:oMath").replace(f'<m:oMath xmlns:m="{MATHS}"><m:oMath>', f'<m:oMath xmlns:m="{MATHS}">').replace("</m:oMath></m:oMath>", "</m:oMath>")))
    deck.save(path)


def make_jumps(path):
    deck = wide_deck()
    first = new_slide(deck, TITLE_ONLY, "Contents")
    others = [new_slide(deck, BULLETS, title) for title in ("Soil", "Seed", "Rain")]
    for index, other in enumerate(others):
        other.placeholders[1].text = f"About {other.shapes.title.text.lower()}"
        box = add_text(first, other.shapes.title.text, 1, 2 + index, 5)
        link = box.text_frame.paragraphs[0].runs[0]._r.get_or_add_rPr().add_hlinkClick(first.part.relate_to(other.part, f"{RELATIONS}/slide"))
        link.set("action", "ppaction://hlinksldjump")
        for action, left in [("previousslide", 9), ("nextslide", 10), ("firstslide", 11), ("lastslide", 12)]:
            shape = other.shapes.add_shape(MSO_SHAPE.ACTION_BUTTON_HOME, Inches(left), Inches(6.5), Inches(0.6), Inches(0.6))
            click = parse_xml(f'<a:hlinkClick {nsdecls("a", "r")} r:id="" action="ppaction://hlinkshowjump?jump={action}"/>')
            shape._element.nvSpPr.cNvPr.append(click)
    deck.save(path)


def make_template(path):
    make_brand(path)
    edit(path, lambda parts: parts.update({"[Content_Types].xml": parts["[Content_Types].xml"].replace(
        b"presentationml.presentation.main+xml", b"presentationml.template.main+xml")}))


TOOL_DECKS = {
    "full-pictures": make_full_pictures, "title-picture": make_title_picture, "google": make_google,
    "keynote": make_keynote, "designed": make_designed, "brand": make_brand, "smart-art": make_smart_art,
    "mixed-charts": make_mixed_charts, "formulas": make_formulas, "jumps": make_jumps,
    "template": make_template,
}
