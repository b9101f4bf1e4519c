//! Writes the `.pdfpc` file for the presenter program pdfpc: notes, steps and the planned duration
//! of the talk.

use serde::Serialize;

use crate::scene::Scene;
use crate::show::{StepSelection, Visibility};

/// A `.pdfpc` file in the format of pdfpc 4.5 and newer.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PdfpcFile<'a> {
    pdfpc_format: u8,
    /// In whole minutes.
    #[serde(skip_serializing_if = "Option::is_none")]
    duration: Option<u32>,
    disable_markdown: bool,
    pages: Vec<PdfpcPage<'a>>,
}

#[derive(Serialize)]
struct PdfpcPage<'a> {
    /// The index of the page in the PDF.
    idx: usize,
    label: &'a str,
    /// The index of the step.
    overlay: usize,
    /// `backup` or `hidden`, for `plenary present`; other programs ignore it.
    #[serde(skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    /// In Markdown.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

/// Returns the `.pdfpc` file, in JSON, of a PDF that was written with these steps.
pub fn write_pdfpc(scene: &Scene, steps: StepSelection) -> String {
    let mut overlay = 0;
    let page = |(idx, step_page): (usize, &crate::scene::StepPage)| {
        let page = &scene.pages[step_page.page];
        overlay = if step_page.is_first_of_page() { 0 } else { overlay + 1 };
        PdfpcPage {
            idx,
            label: &page.label,
            overlay,
            part: match page.visibility {
                Visibility::Shown => None,
                Visibility::Backup => Some("backup"),
                Visibility::Hidden => Some("hidden"),
            },
            note: page.notes.as_deref(),
        }
    };
    let file = PdfpcFile {
        pdfpc_format: 2,
        duration: scene.show.seconds.map(|seconds| (seconds / 60.0).round().max(1.0) as u32),
        disable_markdown: false,
        pages: scene.step_pages(steps).iter().enumerate().map(page).collect(),
    };
    // Serialization cannot fail, as there are only strings and numbers.
    serde_json::to_string_pretty(&file).unwrap_or_default() + "\n"
}
