//! Snapshots of the structure trees of whole decks: what screen readers read, in which order.

use std::path::Path;

use plenary::{Input, Options};

use crate::read::PdfReader;

#[test]
fn tag_trees_match_their_snapshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let decks = [
        "slides.yaml",
        "slides/steps.yaml",
        "slides/table.yaml",
        "slides/checklist.yaml",
        "slides/text-and-emphasis.yaml",
    ];
    for deck in decks {
        let rendered = plenary::render(Input::File(folder.join(deck)), &Options::default());
        let name = format!("tree-{}", Path::new(deck).file_stem().unwrap().to_string_lossy());
        insta::with_settings!({ snapshot_path => folder.join("tests/reference"), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, PdfReader::new(&rendered.pdf.unwrap()).format_tags());
        });
    }
}

#[test]
fn first_columns_become_row_headers() {
    let named = |table: &str| {
        let text = format!("title: T\nslides:\n  - title: A\n    table: {table}\n");
        let rendered =
            plenary::render(Input::Text { path: "slides.yaml".into(), text }, &Options::default());
        let tags = PdfReader::new(&rendered.pdf.unwrap()).format_tags();
        (tags.matches("TH Row").count(), tags.matches("TD").count())
    };
    assert_eq!(named("[['', a], [b, c], [d, e]]"), (2, 2));
    assert_eq!(named("[[x, a], [b, c], [d, e]]"), (0, 4));
    assert_eq!(named("[['', a], [b, c], ['', e]]"), (0, 4), "a row without a name");
    assert_eq!(named("{ header: [x, a], rows: [[b, c], [d, e]], row_headers: true }"), (2, 2));
    assert_eq!(named("{ header: ['', a], rows: [[b, c], [d, e]], row_headers: false }"), (0, 4));
    assert_eq!(named("{ rows: [[b, c], [d, e]], row_headers: true }"), (2, 2));
}
