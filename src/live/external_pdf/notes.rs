//! Parses `.pdfpc` files.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::show::Visibility;

/// The content of a `.pdfpc` file.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct PdfpcNotes {
    /// The planned duration of the talk, in seconds.
    pub(crate) seconds: Option<f32>,
    notes: BTreeMap<usize, String>,
    /// Whether a page is a further step of the previous page's slide.
    steps: BTreeMap<usize, bool>,
    /// The pages that are not part of the talk.
    parts: BTreeMap<usize, Visibility>,
}

impl PdfpcNotes {
    /// Returns the speaker notes of a page, as Markdown.
    pub(crate) fn note(&self, page: usize) -> Option<&str> {
        self.notes.get(&page).map(String::as_str)
    }

    /// Returns the part of the deck that a page belongs to.
    pub(crate) fn part(&self, page: usize) -> Visibility {
        self.parts.get(&page).copied().unwrap_or_default()
    }

    /// Returns whether a page is a further step of the previous page's slide; `None` if the file
    /// does not say.
    pub(crate) fn is_step(&self, page: usize) -> Option<bool> {
        self.steps.get(&page).copied()
    }
}

/// The format of pdfpc 4.5 and newer.
#[derive(Deserialize)]
#[serde(default)]
struct NotesFile {
    /// In minutes.
    duration: f32,
    pages: Vec<NotesPage>,
}

impl Default for NotesFile {
    fn default() -> Self {
        Self { duration: 0.0, pages: Vec::new() }
    }
}

#[derive(Deserialize)]
struct NotesPage {
    idx: usize,
    overlay: Option<usize>,
    note: Option<String>,
    part: Option<String>,
}

/// Parses both formats of pdfpc. Anything else gives empty notes.
pub(crate) fn parse_pdfpc(text: &str) -> PdfpcNotes {
    let Ok(file) = serde_json::from_str::<NotesFile>(text) else { return parse_old_format(text) };
    let mut notes = PdfpcNotes {
        seconds: Some(file.duration * 60.0).filter(|seconds| *seconds > 0.0),
        ..PdfpcNotes::default()
    };
    // If no page is a further step, the file contains no steps, and page labels decide.
    let knows_steps = file.pages.iter().any(|page| page.overlay.is_some_and(|overlay| overlay > 0));
    for page in file.pages {
        if let (Some(overlay), true) = (page.overlay, knows_steps) {
            notes.steps.insert(page.idx, overlay > 0);
        }
        match page.part.as_deref() {
            Some("backup") => drop(notes.parts.insert(page.idx, Visibility::Backup)),
            Some("hidden") => drop(notes.parts.insert(page.idx, Visibility::Hidden)),
            _ => {}
        }
        if let Some(note) = page.note.filter(|note| !note.trim().is_empty()) {
            notes.notes.insert(page.idx, note);
        }
    }
    notes
}

/// Parses the older format: sections in brackets, and `### 3` before the notes of the third slide.
fn parse_old_format(text: &str) -> PdfpcNotes {
    let mut notes = PdfpcNotes::default();
    let (mut section, mut page) = ("", None);
    for line in text.lines() {
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            (section, page) = (name, None);
        } else if section == "duration" {
            notes.seconds = notes.seconds.or(line
                .trim()
                .parse::<f32>()
                .ok()
                .map(|minutes| minutes * 60.0)
                .filter(|s| *s > 0.0));
        } else if let Some(number) = line.strip_prefix("### ").filter(|_| section == "notes") {
            page = number.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        } else if let Some(page) = page {
            let note = notes.notes.entry(page).or_default();
            if !note.is_empty() {
                note.push('\n');
            }
            note.push_str(line);
        }
    }
    notes.notes.values_mut().for_each(|note| *note = note.trim().to_owned());
    notes.notes.retain(|_, note| !note.is_empty());
    notes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_both_pdfpc_formats() {
        let new = parse_pdfpc(
            r##"{"pdfpcFormat": 2, "duration": 20, "pages": [
            {"idx": 0, "label": "1", "overlay": 0, "note": "\\# Wait  \nand see"},
            {"idx": 1, "label": "1", "overlay": 1, "note": " ", "part": "backup"}]}"##,
        );
        assert_eq!(
            (new.seconds, new.note(0), new.note(1)),
            (Some(1200.0), Some("\\# Wait  \nand see"), None)
        );
        assert_eq!(
            (new.is_step(0), new.is_step(1), new.is_step(2)),
            (Some(false), Some(true), None)
        );
        assert_eq!((new.part(0), new.part(1)), (Visibility::Shown, Visibility::Backup));
        let old = parse_pdfpc(
            "[file]\ntalk.pdf\n[duration]\n15\n[notes]\n### 1\nWait\n\nand see\n### 3\nMore\n",
        );
        assert_eq!(
            (old.seconds, old.note(0), old.note(2)),
            (Some(900.0), Some("Wait\n\nand see"), Some("More"))
        );
        assert_eq!(parse_pdfpc("anything else"), PdfpcNotes::default());
        assert_eq!(parse_pdfpc(r#"{"pages": 3}"#), PdfpcNotes::default());
    }
}
