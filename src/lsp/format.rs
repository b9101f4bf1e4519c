//! Formatting, as `plenary fmt` does it.

use serde_json::{Value as Json, json};
use similar::{Algorithm, DiffTag, capture_diff_slices};

use super::document::{Document, lsp_range};
use crate::source::SourceId;
use crate::theme::detect_root_group;
use crate::yaml;

/// Returns the edits that format a document: one for each group of changed lines, so that the
/// cursor stays in place elsewhere. There are none for a document with errors, which its
/// diagnostics report.
pub(crate) fn format_edits(document: &Document) -> Vec<Json> {
    let old = document.source.text.as_str();
    let root = detect_root_group(old);
    let Ok(new) = yaml::format_source(&document.source, SourceId::default(), root) else {
        return Vec::new();
    };
    let (old_lines, new_lines) = (split_lines(old), split_lines(&new));
    let (old_starts, new_starts) = (line_starts(&old_lines), line_starts(&new_lines));
    capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines)
        .into_iter()
        .filter(|change| change.tag() != DiffTag::Equal)
        .map(|change| {
            let (from, to) = (change.old_range(), change.new_range());
            let range = old_starts[from.start]..old_starts[from.end];
            let text = &new[new_starts[to.start]..new_starts[to.end]];
            json!({ "range": lsp_range(&document.source, range), "newText": text })
        })
        .collect()
}

fn split_lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Returns the byte at which each line starts, and the end of the text.
fn line_starts(lines: &[&str]) -> Vec<usize> {
    let mut starts = vec![0];
    for line in lines {
        starts.push(starts[starts.len() - 1] + line.len());
    }
    starts
}
