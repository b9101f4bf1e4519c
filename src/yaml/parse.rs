//! From a source to its tree, past every mistake that can be passed.

use super::build::{MAX_DEPTH, build};
use super::draft::{Draft, Patch};
use super::node::Node;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::{Source, SourceId, Span};

/// How many lines are given up, one after the other, before the rest of the file is.
const MAX_TRIES: usize = 24;

/// Reads `source` as YAML. Reports every mistake; `None` if nothing is left to read.
pub fn parse(source: &Source, id: SourceId, diagnostics: &mut Diagnostics) -> Option<Node> {
    let mut draft = Draft::new(&source.text, Vec::new());
    for _ in 0..MAX_TRIES {
        let failure = match build(&draft, id) {
            Ok((root, findings)) => {
                diagnostics.extend(findings);
                return root;
            }
            Err(failure) => failure,
        };
        let offset = draft.original_offset(failure.offset);
        let place = Span::new(id, offset, offset);
        let Some(kind) = failure.kind else {
            let message = format!("lists and keys are nested more than {MAX_DEPTH} levels deep");
            diagnostics.push(Diagnostic::error(message, place).hint("an outline needs no more than a handful of levels"));
            return None;
        };
        diagnostics.push(Diagnostic::error(kind.to_string(), place));
        let line = source.position(offset).line;
        let start = source.line_start(line);
        draft.overrule(Patch::new(start..start + source.line(line).len(), ""));
    }
    None
}
