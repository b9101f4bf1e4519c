//! The CSS of drawings: resolved as a browser does, or reported.

use plenary::assets::{Image, ImageData};

use crate::build::TestDeck;

fn read_drawing(inside: &str) -> Image {
    let svg =
        format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n{inside}\n</svg>");
    Image::read("x.svg", svg.into_bytes(), &TestDeck::new().fonts).unwrap()
}

fn warnings(image: &Image) -> String {
    image.warnings.iter().map(|warning| format!("{}\n", warning.message)).collect()
}

/// Asserts the colour of the only rectangle of a drawing.
#[track_caller]
fn assert_colour(inside: &str, colour: [u8; 3]) {
    let image = read_drawing(inside);
    assert_eq!(image.main_colour(), Some(colour), "{inside}");
    assert_eq!(warnings(&image), "", "{inside}");
}

const RECT: &str = "<rect width='9' height='9' class='a b' id='r'/>";

#[test]
fn resolves_colours_of_css() {
    for (colour, expected) in [
        ("light-dark(#123456, #fff)", [0x12, 0x34, 0x56]),
        ("var(--x, #0a0)", [0, 0xaa, 0]),
        ("rgb(0 120 80 / 60%)", [0, 120, 80]),
        ("rgb(0, 120, 80)", [0, 120, 80]),
        ("oklch(62.8% 0.2577 29.23)", [255, 0, 0]),
        ("lab(100% 0 0)", [255, 255, 255]),
        ("color(srgb 1 0.5 0)", [255, 128, 0]),
        ("hsl(120deg 100% 25%)", [0, 128, 0]),
        ("color-mix(in srgb, white, black)", [128, 128, 128]),
        ("color-mix(in srgb, #f00 25%, #00f)", [64, 0, 191]),
        ("light-dark(var(--x, rgb(1 2 3)), white)", [1, 2, 3]),
        ("RebeccaPurple", [0x66, 0x33, 0x99]),
        ("#0a06", [0, 0xaa, 0]),
    ] {
        assert_colour(&format!("<rect width='9' height='9' fill='{colour}'/>"), expected);
        assert_colour(&format!("<rect width='9' height='9' style='fill: {colour}'/>"), expected);
        assert_colour(&format!("<style>rect {{ fill: {colour} }}</style>{RECT}"), expected);
    }
    let variables = "<style>:root{--x:var(--y);--y:#0a0} .a{--z:var(--x)} rect{fill:var(--z)}";
    assert_colour(&format!("{variables}</style>{RECT}"), [0, 0xaa, 0]);
    assert_colour(
        "<g style='--c: teal'><rect width='9' height='9' fill='var(--c)'/></g>",
        [0, 128, 128],
    );
}

#[test]
fn applies_rules_as_css_does() {
    for (sheet, expected) in [
        ("rect:nth-child(odd) {fill: red} rect:nth-child(2) {fill: lime}", [0, 255, 0]),
        (".a.b {fill: lime} rect {fill: red}", [0, 255, 0]),
        ("#r {fill: lime} .a {fill: red}", [0, 255, 0]),
        (".a {fill: lime !important} #r {fill: red}", [0, 255, 0]),
        ("rect {fill: red} rect:not(.c) {fill: lime}", [0, 255, 0]),
        ("svg > rect:is(.a, .x) {fill: lime}", [0, 255, 0]),
        ("style + rect[class~=b] {fill: lime}", [0, 255, 0]),
        ("rect:last-of-type {fill: lime} rect:hover {fill: red}", [0, 255, 0]),
        ("@media (prefers-color-scheme: dark) {rect {fill: red}} .a {fill: lime}", [0, 255, 0]),
        (".a {fill: red} @media screen {.a {fill: lime}}", [0, 255, 0]),
        ("/* rect {fill: red} */ rect {fill: lime; fill: nonsense(1)}", [0, 255, 0]),
        ("@keyframes x {from {fill: red}} rect {fill: lime}", [0, 255, 0]),
    ] {
        assert_colour(&format!("<style><![CDATA[{sheet}]]></style>{RECT}"), expected);
    }
    let important = "<style>rect {fill: lime !important}</style>";
    assert_colour(
        &format!("{important}<rect width='9' height='9' style='fill: red'/>"),
        [0, 255, 0],
    );
}

#[test]
fn reports_what_is_not_drawn_as_written() {
    for (inside, expected, colour) in [
        ("<rect width='9' height='9' fill='lime' style='fill: paint(x)'/>", "", [0, 255, 0]),
        (
            "<g fill='lime'><rect width='9' height='9' fill='paint(x)'/></g>",
            "`x.svg` has `paint(x)` as `fill`, which is ignored (line 2)",
            [0, 255, 0],
        ),
        (
            "<g fill='lime'>\n<rect width='9' height='9' fill='var(--missing)'/></g>",
            "`x.svg` has `var(--missing)` as `fill`, which is ignored (line 3)",
            [0, 255, 0],
        ),
        (
            "<style>\nrect::before { fill: red }\n.a { fill: lime }</style><rect class='a' \
             width='9' height='9'/>",
            "`x.svg` has the CSS selector `rect::before`, which is ignored (line 3)",
            [0, 255, 0],
        ),
        (
            "<style>@import 'x.css'; rect { fill: lime }</style><rect width='9' height='9'/>",
            "`x.svg` loads another style sheet with `@import`, which is ignored (line 2)",
            [0, 255, 0],
        ),
        (
            "<style>@font-face { font-family: 'Own'; src: url(data:font/ttf;base64,AA) }</style>\
             <rect width='9' height='9' fill='lime'/>",
            "`x.svg` contains the font `Own` in `@font-face`, which is not used (line 2)",
            [0, 255, 0],
        ),
        (
            "<rect width='9' height='9' fill='lime'/><text font-size='3' dx='0 1'>हिन्दी x\u{302}</text>",
            "`x.svg` contains the text `हि`, whose letters overlap",
            [0, 255, 0],
        ),
        (
            "<a href='https://example.org'>\n<rect width='9' height='9' fill='lime'/></a>",
            "`x.svg` contains a link to `https://example.org`, which does not work in the PDF \
             (line 2)",
            [0, 255, 0],
        ),
        (
            "<g transform='scale(2)'><rect width='4' height='4' fill='lime'/><path d='M0 0H4' \
             style='vector-effect: non-scaling-stroke'/></g>",
            "`x.svg` has a line with `vector-effect: non-scaling-stroke`, whose width is scaled \
             all the same (line 2)",
            [0, 255, 0],
        ),
        (
            "<rect width='9' height='9' fill='lime' vector-effect='non-scaling-stroke'/>",
            "",
            [0, 255, 0],
        ),
        (
            "<rect width='9' height='9' fill='lime' mask='url(#gone)'/>",
            "`x.svg` refers to `#gone` in `mask`, but has no element with this id (line 2)",
            [0, 255, 0],
        ),
    ] {
        let image = read_drawing(inside);
        assert_eq!(warnings(&image).trim(), expected, "{inside}");
        assert_eq!(image.main_colour(), Some(colour), "{inside}");
    }
}

#[test]
fn reads_shorthands_and_geometry_of_css() {
    let image = read_drawing(
        "<style>text {font: italic 700 3px/1.2 'Source Sans 3', serif}</style>\
         <text x='1' y='5'>Bold</text>",
    );
    let ImageData::Svg(tree) = &image.data else { panic!() };
    let font = format!("{:?}", tree.root());
    assert!(font.contains("weight: 700") && font.contains("Italic"), "{font}");
    let image =
        read_drawing("<style>circle {r: 4px; cx: 4.5px; cy: 4.5px; fill: lime}</style><circle/>");
    assert_eq!(image.main_colour(), Some([0, 255, 0]));
    let image = read_drawing(
        "<g style='transform: translate(2px, 3px) rotate(0.25turn)'><rect width='2' height='1'/></g>",
    );
    let ink = image.ink_bounds();
    assert!((ink.x - 1.0).abs() < 0.01 && (ink.y - 3.0).abs() < 0.01, "{ink:?}");
}
