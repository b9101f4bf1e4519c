//! Text in drawings whose glyphs do not have characters of their own, and text in filters.

use crate::build::save_pdf;
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
