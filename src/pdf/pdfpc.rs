//! What pdfpc, a presenter's program, is told beside the PDF: notes, steps, how long the talk may
//! take.

use serde::Serialize;

use crate::scene::Scene;
use crate::show::StepSelection;

/// A `.pdfpc` file, as pdfpc 4.5 and newer write it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PdfpcFile<'a> {
    pdfpc_format: u8,
    /// Whole minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    disable_markdown: bool,
    pages: Vec<PdfpcPage<'a>>,
}

#[derive(Serialize)]
struct PdfpcPage<'a> {
    /// Index in the PDF.
    idx: usize,
    label: &'a str,
    /// Which step of its slide it is, from 0.
    overlay: usize,
    /// Markdown: plain words are not wrapped, and run out of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The `.pdfpc` file of a PDF that was written with these steps: JSON.
pub fn write_pdfpc(scene: &Scene, steps: StepSelection) -> String {
    let mut overlay = 0;
    let page = |(idx, sheet): (usize, &crate::scene::StepPage)| {
        let page = &scene.pages[sheet.page];
        overlay = if sheet.is_first_of_page() { 0 } else { overlay + 1 };
        PdfpcPage {
            idx,
            label: &page.label,
            overlay,
            note: page.notes.as_deref().map(escape_markdown),
        }
    };
    let file = PdfpcFile {
        pdfpc_format: 2,
        duration: scene.show.seconds.map(|seconds| (seconds / 60.0).round().max(1.0) as u32),
        disable_markdown: false,
        pages: scene.step_pages(steps).iter().enumerate().map(page).collect(),
    };
    // Words and numbers can always be written.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}

/// Plain words as Markdown that shows them as they are, a line for each.
fn escape_markdown(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '\\' | '*' | '_' | '`' | '<' | '[' | '#' => text.extend(['\\', letter]),
            // Two blanks end a line in a paragraph.
            '\n' => text.push_str("  \n"),
            other => text.push(other),
        }
    }
    text
}
