//! Parses a source into a tree, recovering from as many errors as possible.

use super::build::{UNREADABLE_TAG, build_tree};
use super::explain::explain_failure;
use super::node::Node;
use super::patched_text::{Patch, PatchedText};
use super::recovery::{empty_file_error, find_patches, find_value_start};
use super::tabs::TabWidth;
use crate::diagnostic::Diagnostics;
use crate::source::{Source, SourceId};

/// The maximum number of lines to drop one by one before giving up the file.
const MAX_DROPPED_LINES: usize = 24;

/// Parses `source` as YAML and reports every error. Returns `None` if nothing is left to read.
pub fn parse(source: &Source, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    parse_with_tabs(source, id, TabWidth::detect(source, id), diagnostics)
}

/// Parses YAML that is known to have no errors, such as that of a built-in theme; `None` if it has
/// some. This takes two thirds of the time.
pub(crate) fn parse_valid(source: &Source, id: SourceId) -> Option<Node> {
    build_tree(&PatchedText::new(&source.text, Vec::new()), id).ok()?.0
}

/// Parses `source` with tabs of the given width.
pub(super) fn parse_with_tabs(
    source: &Source,
    id: SourceId,
    tabs: TabWidth,
    diagnostics: &mut Diagnostics,
) -> Option<Node> {
    let patches = find_patches(source, id, tabs, diagnostics)?;
    let mut patched = PatchedText::new(&source.text, patches);
    for _ in 0..MAX_DROPPED_LINES {
        let failure = match build_tree(&patched, id) {
            Ok((root, found)) => {
                diagnostics.extend(found);
                if root.is_none() && !diagnostics.has_errors() {
                    diagnostics.push(empty_file_error(id));
                }
                return root;
            }
            Err(failure) => failure,
        };
        let offset = patched.original_offset(failure.offset);
        diagnostics.push(explain_failure(source, id, offset, failure.kind.as_ref()));
        failure.kind?;
        if !drop_unreadable_line(source, offset, &mut patched) {
            return None;
        }
    }
    None
}

/// Drops the value on the line of `offset`, then the whole line, then the nearest line above.
/// Returns false if nothing is left.
fn drop_unreadable_line(source: &Source, offset: usize, patched: &mut PatchedText) -> bool {
    let mut line = source.position(offset).line;
    while line > 0 {
        let start = source.line_start(line);
        let text = source.line_text(line);
        let end = start + text.trim_end().len();
        let value = start + find_value_start(text);
        if value < end && !patched.is_dropped(&(value..end)) && !patched.is_dropped(&(start..end)) {
            patched.override_with(Patch::new(value..end, format!("!{UNREADABLE_TAG} \"\"")));
            return true;
        }
        if start < end && !text.trim().is_empty() && !patched.is_dropped(&(start..end)) {
            patched.override_with(Patch::new(start..end, ""));
            return true;
        }
        line -= 1;
    }
    false
}
