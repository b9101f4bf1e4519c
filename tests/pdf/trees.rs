//! The structure trees of whole decks as text: what those who do not see the pages are told, in which order.

use std::path::Path;

use plenary::{Input, Options};

use crate::read::Read;

#[test]
fn decks_are_told_as_they_are_written() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let decks =
        ["slides.yaml", "slides/steps.yaml", "slides/table.yaml", "slides/checklist.yaml", "slides/text-and-emphasis.yaml"];
    for deck in decks {
        let rendered = plenary::render(Input::File(folder.join(deck)), &Options::default());
        let name = format!("tree-{}", Path::new(deck).file_stem().unwrap().to_string_lossy());
        insta::with_settings!({ snapshot_path => folder.join("tests/reference"), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, Read::new(&rendered.pdf.unwrap()).tags());
        });
    }
}
