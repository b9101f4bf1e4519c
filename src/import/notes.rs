//! Converts speaker notes.

use super::dialect::Dialect;
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

/// Returns notes without the marks `[click]` and `[click:3]`.
fn remove_clicks(note: &str) -> String {
    let mut written = String::new();
    let mut rest = note;
    while let Some((before, after)) = rest.split_once("[click") {
        let digits = after.trim_start_matches(':').trim_start_matches(|c: char| c.is_ascii_digit());
        written += before;
        match digits.strip_prefix(']') {
            Some(after) => rest = after.trim_start_matches(' '),
            None => {
                written += "[click";
                rest = after;
            }
        }
    }
    written + rest
}

fn convert_note(note: &str, line: usize, context: &mut ImportContext) -> String {
    let note = &rewrite_text(note, line, context);
    // The places where Slidev clicks on.
    let without_clicks;
    let note = match context.dialect {
        Dialect::Slidev => {
            without_clicks = remove_clicks(note);
            &without_clicks
        }
        _ => note,
    };
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
