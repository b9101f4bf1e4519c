//! Converts speaker notes.

use super::html::rewrite_text;
use super::{ImportContext, code, inline};
use crate::deck::FenceTracker;

/// Converts the speaker notes of a slide that starts at `line`. Code in them becomes lines in the
/// code font.
pub(super) fn convert_notes(
    notes: &[String],
    line: usize,
    context: &mut ImportContext,
) -> Option<String> {
    let notes: Vec<String> = notes
        .iter()
        .map(|note| convert_note(note, line, context))
        .filter(|note| !note.is_empty())
        .collect();
    (!notes.is_empty()).then(|| notes.join("\n\n"))
}

fn convert_note(note: &str, line: usize, context: &mut ImportContext) -> String {
    let note = &rewrite_text(note, line, context);
    let mut fence = FenceTracker::default();
    let mut result = String::new();
    let mut is_after_code = false;
    for text in note.lines() {
        let was_open = fence.is_open();
        let is_code = fence.is_code_line(text);
        if is_code && !(was_open && fence.is_open()) {
            // An opening or closing fence.
            result.push_str("\n\n");
            is_after_code = false;
        } else if is_code {
            result.push_str(if is_after_code { "\\\n" } else { "" });
            result.push_str(&code::format_code_line(text));
            is_after_code = true;
        } else {
            let words = inline::read_line(text.trim(), line, context);
            if !words.pictures.is_empty() {
                context.report_missing(
                    line,
                    "a picture in speaker notes is not imported",
                    "show it on the slide with `figure`",
                );
            }
            result.push_str(&words.text);
            result.push('\n');
        }
    }
    let mut kept: Vec<&str> = Vec::new();
    for line in result.trim().lines() {
        if !line.is_empty() || kept.last().is_some_and(|last| !last.is_empty()) {
            kept.push(line);
        }
    }
    kept.join("\n")
}
