"""Draws each kind of chart with plenary, matplotlib and Vega-Lite from the same data, side by side.

usage: charts.py PLENARY FOLDER [KIND...]

FOLDER gets a picture for each kind: plenary at the left, then matplotlib and Vega-Lite as they are without settings beyond titles.
People look at the pairs; no program says which is better. Needs the packages matplotlib, vl-convert-python, pillow and pyyaml:

    python3 -m venv ~/.cache/plenary-judges/charts && ~/.cache/plenary-judges/charts/bin/pip install matplotlib vl-convert-python pillow pyyaml

It takes about a quarter of a minute.
"""

import io
import pathlib
import subprocess
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import vl_convert
import yaml
from PIL import Image, ImageDraw

SIZE = (6.4, 3.6)
NAMES = ["Regional infrastructure", "Research in small enterprises", "Municipal buildings", "Vocational training", "Flood protection"]
VALUES = [412, 377, 265, 188, 171]
YEARS = list(range(2015, 2025))
LINES = {
    "Austria": [100, 103, 106, 110, 115, 62, 78, 118, 131, 139],
    "Germany": [100, 102, 104, 106, 109, 60, 68, 99, 108, 111],
    "France": [100, 99, 103, 102, 106, 58, 76, 105, 112, 116],
    "Spain": [100, 101, 103, 105, 108, 51, 66, 94, 110, 118],
}
GROUPS = {"Women": [14, 38, 41, 26], "Men": [12, 29, 44, 19]}
AGES = ["Under 20", "20–39", "40–59", "60 and over"]
POINTS = [("India", 8.4, 2.0, 2830), ("China", 21.5, 8.0, 11400), ("Brazil", 17.8, 2.2, 480), ("Japan", 45.6, 8.5, 1050),
          ("Germany", 63.1, 8.0, 670), ("United States", 76.4, 14.9, 5060), ("Saudi Arabia", 55.1, 18.2, 660)]
SHARES = {"Train": 51, "Car": 24, "Bicycle": 14, "Bus": 8, "On foot": 3}
STEPS = [("Profit 2024", 18.2), ("New shops", 6.4), ("Online", 3.1), ("Energy", -4.8), ("Wages", -3.9), ("Rents", -1.6)]
SAMPLE = [round(0.2 + (at * 37 % 101) ** 1.6 / 160, 2) for at in range(240)]
GUESTS = [1.9, 2.1, 0.8, 1.2, 2.2, 2.5, 2.7]
NIGHTS = [4.1, 4.0, 4.6, 4.4, 3.7, 3.4, 3.2]
SEASONS = list(range(2018, 2025))


def rows(header, *columns):
    return [header, *[list(row) for row in zip(*columns)]]


def long(columns, keys, key="x"):
    return [{key: at, "series": name, "y": value} for name, values in columns.items() for at, value in zip(keys, values)]


def records(**columns):
    return [dict(zip(columns, row)) for row in zip(*columns.values())]


LINE_ROWS = rows(["Year", *LINES], YEARS, *LINES.values())
GROUP_ROWS = rows(["Age", *GROUPS], AGES, *GROUPS.values())
CHARTS = {
    "bar": {"data": dict(zip(["Q1", "Q2", "Q3", "Q4"], [8.1, 8.9, 11.2, 10.4])), "unit": "million €"},
    "horizontal": {"data": dict(zip(NAMES, VALUES)), "horizontal": True},
    "grouped": {"data": GROUP_ROWS},
    "stacked": {"data": GROUP_ROWS, "stacked": True},
    "percent": {"data": GROUP_ROWS, "stacked": "percent"},
    "line": {"kind": "line", "data": LINE_ROWS},
    "area": {"kind": "area", "data": LINE_ROWS, "stacked": True},
    "scatter": {"kind": "scatter", "data": [["Country", "GDP", "Tonnes"], *[list(p[:3]) for p in POINTS]], "y_axis": "Tonnes of CO₂"},
    "bubble": {"kind": "bubble", "data": [["Country", "GDP", "Tonnes", "Emissions"], *[list(p) for p in POINTS]], "y_axis": "Tonnes of CO₂"},
    "pie": {"kind": "pie", "data": SHARES, "unit": "%"},
    "donut": {"kind": "donut", "data": SHARES, "unit": "%"},
    "waterfall": {"kind": "waterfall", "data": {**dict(STEPS), "Profit 2025": "total"}, "unit": "million €"},
    "histogram": {"kind": "histogram", "data": [["Days"], *[[value] for value in SAMPLE]], "y_axis": "Letters"},
    "combined": {"kind": "combined", "data": rows(["Year", "Guests", "Nights"], SEASONS, GUESTS, NIGHTS),
                 "series": ["Guests", {"y": "Nights", "kind": "line", "axis": "right"}], "right_axis": {"title": "Nights", "min": 0}},
    "multiples": {"kind": "line", "data": LINE_ROWS, "multiples": True},
}


def draw_matplotlib(kind):
    if kind == "multiples":
        figure, grid = plt.subplots(2, 2, figsize=SIZE, sharex=True, sharey=True)
        for axes, (name, values) in zip(grid.flat, LINES.items()):
            axes.plot(YEARS, values)
            axes.set_title(name)
        return figure
    figure, axes = plt.subplots(figsize=SIZE)
    if kind == "bar":
        axes.bar(["Q1", "Q2", "Q3", "Q4"], [8.1, 8.9, 11.2, 10.4])
        axes.set_ylabel("million €")
    elif kind == "horizontal":
        axes.barh(NAMES, VALUES)
        axes.invert_yaxis()
    elif kind == "grouped":
        for index, (name, values) in enumerate(GROUPS.items()):
            axes.bar([at + 0.4 * index for at in range(4)], values, 0.4, label=name)
        axes.set_xticks([at + 0.2 for at in range(4)], AGES)
        axes.legend()
    elif kind in ("stacked", "percent"):
        base = [0.0] * 4
        sums = [sum(pair) for pair in zip(*GROUPS.values())]
        for name, values in GROUPS.items():
            shown = [v / s * 100 if kind == "percent" else v for v, s in zip(values, sums)]
            axes.bar(AGES, shown, bottom=base, label=name)
            base = [b + v for b, v in zip(base, shown)]
        axes.legend()
    elif kind == "line":
        for name, values in LINES.items():
            axes.plot(YEARS, values, label=name)
        axes.legend()
    elif kind == "area":
        axes.stackplot(YEARS, *LINES.values(), labels=list(LINES))
        axes.legend()
    elif kind in ("scatter", "bubble"):
        sizes = [p[3] / 8 for p in POINTS] if kind == "bubble" else None
        axes.scatter([p[1] for p in POINTS], [p[2] for p in POINTS], s=sizes)
        for name, x, y, _ in POINTS:
            axes.annotate(name, (x, y))
        axes.set_xlabel("GDP")
        axes.set_ylabel("Tonnes of CO₂")
    elif kind in ("pie", "donut"):
        width = {"wedgeprops": {"width": 0.42}} if kind == "donut" else {}
        axes.pie(SHARES.values(), labels=list(SHARES), autopct="%d%%", **width)
    elif kind == "waterfall":
        total = 0.0
        for name, value in STEPS:
            axes.bar(name, value, bottom=total if total else 0)
            total += value
        axes.bar("Profit 2025", total)
    elif kind == "histogram":
        axes.hist(SAMPLE, bins="auto")
        axes.set_xlabel("Days")
        axes.set_ylabel("Letters")
    elif kind == "combined":
        axes.bar(SEASONS, GUESTS)
        axes.set_ylabel("Guests")
        other = axes.twinx()
        other.plot(SEASONS, NIGHTS, color="C1")
        other.set_ylabel("Nights")
        other.set_ylim(0)
    return figure


def vega_lite(kind):
    x, y = {"field": "x", "type": "ordinal"}, {"field": "y", "type": "quantitative"}
    series = {"field": "series", "type": "nominal"}
    lines = long(LINES, YEARS)
    ages = {"field": "x", "type": "nominal", "sort": AGES}
    points = [dict(zip(["name", "x", "y", "size"], point)) for point in POINTS]
    place = {"x": {"field": "x", "type": "quantitative", "title": "GDP"}, "y": {**y, "title": "Tonnes of CO₂"}}
    names = {"mark": {"type": "text", "dy": -10}, "encoding": {**place, "text": {"field": "name"}}}
    shares = records(series=list(SHARES), y=list(SHARES.values()))
    if kind == "bar":
        return {"data": records(x=["Q1", "Q2", "Q3", "Q4"], y=[8.1, 8.9, 11.2, 10.4]), "mark": "bar", "encoding": {"x": x, "y": y}}
    if kind == "horizontal":
        return {"data": records(x=NAMES, y=VALUES), "mark": "bar", "encoding": {"y": {**x, "sort": NAMES}, "x": y}}
    if kind == "grouped":
        return {"data": long(GROUPS, AGES), "mark": "bar", "encoding": {"x": ages, "y": y, "xOffset": series, "color": series}}
    if kind in ("stacked", "percent"):
        stack = "normalize" if kind == "percent" else "zero"
        return {"data": long(GROUPS, AGES), "mark": "bar", "encoding": {"x": ages, "y": {**y, "stack": stack}, "color": series}}
    if kind in ("line", "area"):
        return {"data": lines, "mark": kind, "encoding": {"x": x, "y": y, "color": series}}
    if kind == "scatter":
        return {"data": points, "layer": [{"mark": "point", "encoding": place}, names]}
    if kind == "bubble":
        return {"data": points, "layer": [{"mark": "circle", "encoding": {**place, "size": {"field": "size", "type": "quantitative"}}}, names]}
    if kind in ("pie", "donut"):
        mark = {"type": "arc", "innerRadius": 60 if kind == "donut" else 0}
        return {"data": shares, "mark": mark, "encoding": {"theta": y, "color": {**series, "sort": None}}}
    if kind == "waterfall":
        total, bars = 0.0, []
        for name, value in STEPS:
            bars.append({"x": name, "from": total if total else 0, "to": total + value})
            total += value
        bars.append({"x": "Profit 2025", "from": 0, "to": total})
        return {"data": bars, "mark": "bar", "encoding": {
            "x": {**x, "sort": None}, "y": {"field": "from", "type": "quantitative"}, "y2": {"field": "to"}}}
    if kind == "histogram":
        return {"data": [{"x": value} for value in SAMPLE], "mark": "bar",
                "encoding": {"x": {"field": "x", "bin": {"maxbins": 20}}, "y": {"aggregate": "count"}}}
    if kind == "combined":
        data = records(x=SEASONS, guests=GUESTS, nights=NIGHTS)
        guests = {"mark": "bar", "encoding": {"y": {"field": "guests", "type": "quantitative"}}}
        nights = {"mark": {"type": "line", "color": "orange"}, "encoding": {"y": {"field": "nights", "type": "quantitative"}}}
        return {"data": data, "encoding": {"x": x}, "layer": [guests, nights], "resolve": {"scale": {"y": "independent"}}}
    small = {"x": x, "y": y, "facet": {**series, "columns": 2}}
    return {"data": lines, "mark": "line", "encoding": small, "width": 180, "height": 90}


def draw_vega(kind):
    spec = {"width": 420, "height": 230, **vega_lite(kind)}
    spec["data"] = {"values": spec["data"]}
    return Image.open(io.BytesIO(vl_convert.vegalite_to_png(spec, scale=1.6))).convert("RGB")


def draw_plenary(program, folder, kinds):
    slides = [{"chart": CHARTS[kind]} for kind in kinds]
    outline = folder / "charts.yaml"
    outline.write_text(yaml.safe_dump({"title": "Charts", "lang": "en", "slides": slides}, allow_unicode=True, sort_keys=False))
    subprocess.run([program, "render", outline, "-o", folder / "charts.pdf"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["pdftoppm", "-r", "90", "-png", folder / "charts.pdf", folder / "page"], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(folder.glob("page-*.png"))]


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    kinds = sys.argv[3:] or list(CHARTS)
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    for kind, page in zip(kinds, draw_plenary(program, folder, kinds)):
        figure = draw_matplotlib(kind)
        stream = io.BytesIO()
        figure.savefig(stream, dpi=110)
        plt.close(figure)
        pictures = [page, Image.open(stream).convert("RGB"), draw_vega(kind)]
        width = 640
        pictures = [picture.resize((width, picture.height * width // picture.width)) for picture in pictures]
        sheet = Image.new("RGB", (3 * width + 20, max(picture.height for picture in pictures) + 24), "white")
        for index, (picture, name) in enumerate(zip(pictures, ["plenary", "matplotlib", "Vega-Lite"])):
            ImageDraw.Draw(sheet).text((index * (width + 10) + 8, 6), f"{kind}: {name}", fill="black")
            sheet.paste(picture, (index * (width + 10), 24))
        sheet.save(folder / f"{kind}.png")
    print(f"charts: {len(kinds)} pictures in {folder}")


main()
