//! Text in drawings whose glyphs do not have characters of their own, and text in filters.

use plenary::assets::{Image, ImageData};

use crate::build::{TestDeck, save_pdf};
use crate::pictures::deck_with;
use crate::read::PdfReader;

/// Returns the PDF of a drawing, and the content of its drawings.
fn write_drawing(name: &str, inside: &str) -> (Vec<u8>, String) {
    let svg = format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 60 30'>{inside}</svg>");
    let (deck, _) = deck_with(svg.into_bytes());
    let pdf = deck.write();
    save_pdf(name, &pdf);
    let reader = PdfReader::new(&pdf);
    let content = reader
        .streams("Form")
        .iter()
        .map(|form| {
            let bytes = form.decompressed_content().unwrap_or_else(|_| form.content.clone());
            String::from_utf8_lossy(&bytes).into_owned()
        })
        .collect();
    (pdf, content)
}

#[test]
fn clusters_of_several_glyphs_are_written_as_text() {
    for (name, words) in [
        ("accents", "x\u{302} + β\u{302}"),
        ("devanagari", "हिन्दी"),
        ("thai", "ที่นี่"),
        ("arabic", "عَرَبِيّ"),
        ("mixed", "ŷ = β\u{302}x, हि, مَ"),
    ] {
        let text = format!("<text x='4' y='20' font-size='10'>{words}</text>");
        let (_, content) = write_drawing(&format!("svg-{name}.pdf"), &text);
        assert!(content.contains("ActualText") || name == "thai", "{name}: {content}");
        assert!(content.contains(" Tf"), "{name}: {content}");
    }
}

/// Returns the left and right edges of the only text of a drawing, and the number of warnings.
fn text_edges(text: &str) -> (f32, f32, usize) {
    let svg = format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 60' font-size='20'>{text}</svg>"
    );
    let image = Image::read("x.svg", svg.into_bytes(), &TestDeck::new().fonts).unwrap();
    let ImageData::Svg(tree) = &image.data else { panic!("a drawing") };
    let [usvg::Node::Text(text)] = tree.root().children() else { panic!("one text") };
    let bounds = text.abs_bounding_box();
    (bounds.left(), bounds.right(), image.warnings.len())
}

#[test]
fn clusters_of_glyphs_side_by_side_have_space() {
    for (wide, narrow) in [("हिa", "हa"), ("นำa", "นa"), ("नि<tspan>हिa</tspan>", "नहa")]
    {
        let (_, end, warnings) = text_edges(&format!("<text x='9' y='30'>{wide}</text>"));
        let (_, base, _) = text_edges(&format!("<text x='9' y='30'>{narrow}</text>"));
        assert!(end > base + 4.0, "{wide}: {end}, {narrow}: {base}");
        assert_eq!(warnings, 0, "{wide}");
    }
    let anchored = |anchor: &str| {
        text_edges(&format!("<text x='200' y='30' text-anchor='{anchor}'>हिन्दी हिa</text>"))
    };
    let (left, right, _) = anchored("middle");
    assert!((left + right - 400.0).abs() < 3.0, "{left} to {right}");
    let (_, right, _) = anchored("end");
    assert!((right - 200.0).abs() < 3.0, "{right}");
    // Where the author moves letters, only the warning is left.
    let (_, _, warnings) = text_edges("<text x='9' y='30' dx='0 1'>हिa</text>");
    assert_eq!(warnings, 1);
}

#[test]
fn a_text_may_need_several_fonts() {
    let family = "👩\u{200d}👩\u{200d}👧";
    let edges = |anchor: &str, words: &str| {
        let style = format!("x='200' y='30' text-anchor='{anchor}'");
        text_edges(&format!("<text {style}>{words}</text>"))
    };
    let words = format!("a क्षत्रिय {family} हि &lt;");
    let (left, end, warnings) = edges("start", &words);
    assert_eq!(warnings, 0);
    let (_, without, _) = edges("start", "a क्षत्रिय हि &lt;");
    assert!((195.0..205.0).contains(&left) && end > without + 15.0, "{left} to {end}, {without}");
    let (left, right, _) = edges("middle", &words);
    assert!((left + right - 400.0).abs() < 6.0, "{left} to {right}");
    let (_, right, _) = edges("end", &words);
    assert!((right - 200.0).abs() < 6.0, "{right}");
    // Latin letters before them do not take the shapes from the letters of another script.
    let (_, shaped, _) = edges("start", "क्षत्रिय");
    let (_, first, _) = edges("start", "a");
    let (_, both, _) = edges("start", "aक्षत्रिय");
    assert!((both - first - (shaped - 200.0)).abs() < 1.0, "{first} + {shaped}, {both}");
    let (_, nested, _) =
        edges("start", &format!("a <tspan fill='red'>क्षत्रिय {family}</tspan> हि &lt;"));
    assert!((end - nested).abs() < 1.0, "{end}, {nested}");
}

#[test]
fn text_in_a_filter_is_sharp_and_stays_text() {
    let (pdf, content) = write_drawing(
        "svg-filter.pdf",
        "<filter id='f'><feDropShadow dx='1' dy='1' stdDeviation='1'/></filter>\
         <text x='4' y='20' font-size='10' filter='url(#f)'>Shadow</text>",
    );
    assert!(content.contains(" Tf"), "{content}");
    let reader = PdfReader::new(&pdf);
    let widths: Vec<i64> = reader
        .pictures()
        .iter()
        .filter_map(|picture| picture.dict.get(b"Width").ok()?.as_i64().ok())
        .collect();
    // The word is about 35 units wide, each of which is 8 pt on the page, at 216 ppi.
    assert!(widths.iter().any(|&width| width > 35 * 8 * 2), "{widths:?}");
}
