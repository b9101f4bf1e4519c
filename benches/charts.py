"""Writes a deck of 100 charts with 50 points each, of every kind in turn, to measure their time.

usage: python3 benches/charts.py > /tmp/charts100.yaml
       time target/release/plenary render /tmp/charts100.yaml -o /tmp/charts100.pdf
"""

KINDS = ["bar", "line", "area", "scatter", "bubble", "donut", "waterfall", "histogram", "combined", "line"]


def value(slide, row, column):
    return (slide * 13 + row * 37 + column * 29) % 101 + 1


print("title: A hundred charts\nlang: en\nslides:")
for slide in range(100):
    kind = KINDS[slide % len(KINDS)]
    columns = {"bubble": 3, "scatter": 2, "line": 3, "combined": 2}.get(kind, 1)
    names = ["Name", *[f"Series {column}" for column in range(columns)]]
    print(f"  - title: Chart number {slide + 1}\n    chart:\n      kind: {kind}\n      data:\n        - {names}")
    for row in range(50):
        # Slices and points have names, the others are months.
        name = f"{2020 + row // 12}-{row % 12 + 1:02}" if kind not in ("scatter", "bubble", "donut") else f"Item {row}"
        print(f"        - [{name}, {', '.join(str(value(slide, row, column)) for column in range(columns))}]")
