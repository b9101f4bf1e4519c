//! Formulas in a PDF/UA-2 file: alternative text, and MathML as an associated file.

use lopdf::{Dictionary, Object};
use plenary::pdf::{Standard, Standards};
use plenary::{Input, Options, PdfOptions};

use crate::read::PdfReader;

/// Formulas of one letter everywhere, some of them on further pages.
const OUTLINE: &str = "lang: en\nslides:\n  - title: T $a$^[note $b$]\n    source: From $c$\n    \
    bullets: ['$d$ and $e$', 'A^[note $f$]']\n  - title: U\n    table: [[A, $g$], [$h$, B]]\n  \
    - title: V\n    cards: [{title: $i$, text: 'with $j$'}]\n    callout: {kind: tip, text: $k$}\n  \
    - title: W\n    math: l\n  - title: X\n    fit: split\n    content:\n";

/// Returns the MathML of a structure element.
fn mathml_of(pdf: &PdfReader, element: &Dictionary) -> String {
    let files = pdf.get(element, "AF").expect("a formula has a file").as_array().unwrap();
    let [file] = files.as_slice() else { panic!("{files:?}") };
    let file = pdf.dereference(file).as_dict().unwrap();
    assert_eq!(pdf.get(file, "AFRelationship").unwrap().as_name().unwrap(), b"Supplement");
    let embedded = pdf.get(pdf.get_dictionary(file, "EF"), "F").unwrap().as_stream().unwrap();
    let kind = embedded.dict.get(b"Subtype").unwrap().as_name().unwrap();
    assert_eq!(kind, b"application/mathml+xml");
    String::from_utf8(embedded.get_plain_content().unwrap()).unwrap()
}

#[test]
fn every_formula_has_its_alternative_text_and_its_mathml() {
    let letters = "mnopqrstuvwxyz";
    let blocks: String =
        letters.chars().map(|letter| format!("      - math: {letter}\n")).collect();
    let options = Options {
        pdf: PdfOptions {
            standards: Standards::combine(&[Standard::Ua2]).unwrap(),
            ..PdfOptions::default()
        },
        ..Options::default()
    };
    let rendered =
        plenary::render(Input::Bytes(format!("{OUTLINE}{blocks}").into_bytes()), &options);
    let pdf = PdfReader::new(&rendered.pdf.expect("the outline is valid"));
    let elements = pdf.0.objects.values().filter_map(|object| object.as_dict().ok());
    let is_formula = |element: &&Dictionary| {
        element.get(b"S").and_then(Object::as_name).ok() == Some(b"Formula".as_slice())
    };
    let mut found: Vec<String> = Vec::new();
    for element in elements.filter(is_formula) {
        let alt = PdfReader::decode_text(element.get(b"Alt").expect("a formula has `Alt`"));
        let mathml = mathml_of(&pdf, element);
        assert!(mathml.contains(&format!("<mi>{alt}</mi>")), "{alt}: {mathml}");
        found.push(alt);
    }
    found.sort();
    let all: Vec<String> = ('a'..='z').map(String::from).collect();
    assert_eq!(found, all);
}
