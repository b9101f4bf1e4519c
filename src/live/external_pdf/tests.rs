//! Tests with our own PDFs and with invalid files.

use super::super::{LinkDestination, Presentation};
use crate::show::TransitionKind;
use crate::{Input, Options, PdfOptions};

fn render_outline(outline: &str) -> (Vec<u8>, Option<String>) {
    let pdf = PdfOptions { write_pdfpc: true, ..PdfOptions::default() };
    let rendered = crate::render(
        Input::Bytes(outline.as_bytes().to_vec()),
        &Options { pdf, ..Options::default() },
    );
    (rendered.pdf.expect("a valid outline"), rendered.pdfpc)
}

const OUTLINE: &str = "\
title: Rivers
lang: en
transition: push
duration: 10min
slides:
  - title: First
    id: first
    notes: Wait *here*.
  - title: Second
    section: Measuring
    bullets: { steps: true, items: [One, '[back](#first)', '[out](https://example.org)'] }
";

#[test]
fn reads_back_our_own_pdfs() {
    let (pdf, pdfpc) = render_outline(OUTLINE);
    let deck = Presentation::open(pdf, pdfpc.as_deref()).unwrap();
    let pages: Vec<_> = deck
        .pages
        .iter()
        .map(|page| (page.label.as_str(), page.title.as_str(), page.step, page.steps))
        .collect();
    assert_eq!(
        pages,
        [("1", "First", 0, 1), ("2", "Second", 0, 3), ("2", "Second", 1, 3), ("2", "Second", 2, 3)]
    );
    assert_eq!(
        (deck.title.as_str(), deck.lang.as_str(), deck.seconds),
        ("Rivers", "en", Some(600.0))
    );
    assert_eq!(deck.pages[0].notes.as_deref(), Some("Wait *here*."));
    assert_eq!(deck.pages[1].transition.map(|change| change.kind), Some(TransitionKind::Push));
    let destinations: Vec<_> =
        deck.pages[3].links.iter().map(|link| link.destination.clone()).collect();
    assert_eq!(
        destinations,
        [LinkDestination::Page(0), LinkDestination::Uri("https://example.org".to_owned())]
    );
    assert!(deck.render_svg(3).unwrap().contains("<svg"));
}

#[test]
fn recognizes_steps_by_equal_labels() {
    let (pdf, _) = render_outline(OUTLINE);
    let deck = Presentation::open(pdf, None).unwrap();
    assert_eq!(deck.pages.iter().map(|page| page.step).collect::<Vec<_>>(), [0, 0, 1, 2]);
    assert_eq!((deck.seconds, deck.pages[0].notes.as_deref()), (None, None));
}

#[test]
fn reports_files_that_are_not_pdfs() {
    for bytes in [&b""[..], b"title: no", b"%PDF-1.7\n%%EOF"] {
        assert!(
            Presentation::open(bytes.to_vec(), None).unwrap_err().0.contains("PDF"),
            "{bytes:?}"
        );
    }
    let (pdf, _) = render_outline(OUTLINE);
    // A truncated file: it either opens or fails with an error, but must not panic.
    let _ = Presentation::open(pdf[..pdf.len() / 2].to_vec(), Some("{"));
}
